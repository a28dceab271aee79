// An engine for what is asked of the list as a whole. It ends with the last question: what it unpacked must not stay in
// memory.

import type { Engine, Engines } from '../engines';
import type { Answers, Task } from '../takeaway/task';

export class Helper {
  private engine: Promise<Engine> | null = null;
  private asked = 0;

  constructor(private readonly engines: Engines) {}

  ask<T extends Task>(task: T): Promise<Answers[T['kind']]> {
    const engine = this.engine || (this.engine = this.engines.start(true));
    this.asked++;
    const over = () => { if (this.engine === engine && --this.asked === 0) this.end(); };
    const answer = engine.then((one) => one.perform(task)) as Promise<Answers[T['kind']]>;
    answer.then(over, over);
    return answer;
  }

  /** What was not answered is refused. */
  end(): void {
    if (this.engine) this.engine.then((one) => one.end(), () => undefined);
    this.engine = null;
    this.asked = 0;
  }
}
