// The page's side of the boundary: asks the worker, one question at a time, newest first; other work waits until
// no question does. A trap or a stop ends the worker; the next question starts another one. Knows nothing of views.

import type { About, Options, Review } from './contract';
import { Engines, Stopped, type Assets, type Engine } from './engines';
import type { Input } from './input';
import type { Answers, Task } from './takeaway/task';

interface Job {
  ask(engine: Engine): Promise<unknown>;
  resolve(answer: unknown): void;
  reject(error: Error): void;
  /** Where a stop ends the job; a question is then answered with null. */
  drop(): void;
}

export class Checker {
  private engine: Promise<Engine> | null = null;
  private running: Job | null = null;
  private waiting: Job | null = null;
  private tasks: Job[] = [];
  private sent: Input | null = null;
  private readonly engines: Engines;

  constructor(readonly assets: Assets) {
    this.engines = new Engines(assets);
  }

  about(): Promise<About> {
    return this.start().then((engine) => engine.about);
  }

  /** The review, or null when a newer question or a stop made this one pointless. */
  review(input: Input, options: Options): Promise<Review | null> {
    return new Promise((resolve, reject) => {
      if (this.waiting) this.waiting.drop();
      const answer = resolve as (review: unknown) => void;
      this.waiting = { ask: (engine) => this.ask(engine, input, options), resolve: answer, reject, drop: () => resolve(null) };
      if (!this.running) this.next();
    });
  }

  /** Work beside the checking, in the order it was given. A stop ends it. */
  perform<T extends Task>(task: T): Promise<Answers[T['kind']]> {
    return new Promise((resolve, reject) => {
      const answer = resolve as (answer: unknown) => void;
      this.tasks.push({ ask: (engine) => engine.perform(task), resolve: answer, reject, drop: () => reject(new Stopped()) });
      if (!this.running) this.next();
    });
  }

  /** Fetches the full engine, beside all questions; those asked from then on are answered by it. */
  grow(): Promise<unknown> {
    return this.start().then((engine) => engine.grow());
  }

  stop(): void {
    const jobs = [this.running, this.waiting].concat(this.tasks);
    this.running = this.waiting = null;
    this.tasks = [];
    this.restart();
    for (const job of jobs) if (job) job.drop();
  }

  private next(): void {
    const job = this.waiting || this.tasks.shift() || null;
    if (job === this.waiting) this.waiting = null;
    this.running = job;
    if (!job) return;
    const engine = this.start();
    engine.then((one) => job.ask(one)).then(
      (answer) => this.settle(job, () => job.resolve(answer)),
      (error: Error) => this.settle(job, () => {
        if (this.engine === engine) this.restart();
        job.reject(error);
      }),
    );
  }

  /** Answers that come after a stop belong to nobody. */
  private settle(job: Job, act: () => void): void {
    if (this.running !== job) return;
    act();
    this.next();
  }

  private ask(engine: Engine, input: Input, options: Options): Promise<Review> {
    const known = this.sent === input;
    this.sent = input;
    return engine.ask(known ? { options } : { input, options });
  }

  private start(): Promise<Engine> {
    if (this.engine) return this.engine;
    const engine = this.engine = this.engines.start();
    // By then another may have taken its place.
    const lost = () => { if (this.engine === engine) this.restart(); };
    engine.then((one) => { one.onbroken = lost; }, lost);
    return engine;
  }

  private restart(): void {
    if (this.engine) this.engine.then((engine) => engine.end(), () => undefined);
    this.engine = null;
    this.sent = null;
  }
}
