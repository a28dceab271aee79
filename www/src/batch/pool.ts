// Many files through several engines at once. A file's bytes are read when its turn comes, where they are checked, and
// let go. The memory of an engine never shrinks, so it is replaced after a while; one that breaks is replaced at once, and
// the file it broke on is named.

import type { Brief } from '../contract';
import type { Engine, Engines } from '../engines';
import type { Answers } from '../takeaway/task';

export interface PoolEvents {
  started(at: number): void;
  finished(at: number, brief: Brief, hash: string): void;
  failed(at: number, why: 'unread' | 'tooLarge' | 'failed' | 'slow'): void;
  /** No worker can be had: what follows is done in the page. */
  inPage(): void;
  /** Nothing is left to do. */
  over(): void;
  /** No engine can be had at all. */
  broken(error: Error): void;
}

export interface Job { at: number; name: string; blob: Blob }

const MOST = 8;
const FILES_EACH = 100;
const BYTES_EACH = 32 * 1024 * 1024;
const TIME_LIMIT = 120_000;

export class Pool {
  private queue: Job[] = [];
  private lanes = new Set<Lane>();
  private isInPage = false;

  constructor(private readonly engines: Engines, private readonly events: PoolEvents) {}

  get isRunning(): boolean { return this.lanes.size > 0; }

  start(jobs: Job[]): void {
    this.queue = jobs.slice();
    // The first shows whether there are workers; only then do the others start.
    this.open(true);
  }

  /** What was not finished stays as it was. */
  stop(): Job[] {
    const left = this.queue;
    this.queue = [];
    const lanes = Array.from(this.lanes);
    this.lanes.clear();
    for (const lane of lanes) {
      const job = lane.end();
      if (job) left.push(job);
    }
    return left.sort((a, b) => a.at - b.at);
  }

  private open(first: boolean): void {
    const lane = new Lane(this.engines, {
      next: () => (this.lanes.has(lane) ? this.queue.shift() || null : null),
      events: this.events,
      ready: (inPage) => {
        if (inPage && !first && !this.isInPage) return false;
        if (inPage && !this.isInPage) this.events.inPage();
        this.isInPage = inPage;
        if (first && !inPage) for (let more = Math.min(MOST, navigator.hardwareConcurrency || 2, this.queue.length); more > 1; more--) this.open(false);
        return true;
      },
      done: (error) => {
        if (!this.lanes.delete(lane) || this.lanes.size > 0) return;
        if (error && this.queue.length > 0) this.events.broken(error);
        else this.events.over();
      },
    });
    this.lanes.add(lane);
    lane.run();
  }
}

interface Around {
  next(): Job | null;
  events: PoolEvents;
  /** False: this lane is not wanted. */
  ready(inPage: boolean): boolean;
  done(error: Error | null): void;
}

/** One engine after the other, one file after the other. */
class Lane {
  private engine: Engine | null = null;
  private job: Job | null = null;
  private files = 0;
  private bytes = 0;
  private isReady = false;
  private isOver = false;

  constructor(private readonly engines: Engines, private readonly around: Around) {}

  run(): void {
    this.had().then(
      (engine) => {
        if (this.isOver) {
          engine.end();
          return;
        }
        if (!this.isReady && !this.around.ready(engine.inPage)) {
          this.end();
          this.around.done(null);
          return;
        }
        this.isReady = true;
        this.take(engine);
      },
      (error: Error) => { if (!this.isOver) this.around.done(error); },
    );
  }

  /** Gives back what it was at. */
  end(): Job | null {
    this.isOver = true;
    if (this.engine) this.engine.end();
    this.engine = null;
    return this.job;
  }

  private had(): Promise<Engine> {
    if (this.engine && (this.files >= FILES_EACH || this.bytes >= BYTES_EACH) && !this.engine.inPage) this.replace();
    if (this.engine) return Promise.resolve(this.engine);
    this.files = this.bytes = 0;
    return this.engines.start(true).then((engine) => {
      // One that broke between two files is none of the next one's fault.
      engine.onbroken = () => { if (this.engine === engine && !this.job) this.engine = null; };
      return (this.engine = engine);
    });
  }

  private replace(): void {
    if (this.engine) this.engine.end();
    this.engine = null;
  }

  private take(engine: Engine): void {
    const job = this.job = this.around.next();
    if (!job) {
      this.end();
      this.around.done(null);
      return;
    }
    this.around.events.started(job.at);
    this.check(engine, job).then(
      ({ brief, hash }) => this.settle(job, () => this.around.events.finished(job.at, brief, hash)),
      (error: unknown) => this.settle(job, () => {
        const why = error instanceof Refusal ? error.why : 'failed';
        if (why === 'failed' || why === 'slow') this.replace();
        this.around.events.failed(job.at, why);
      }),
    );
  }

  private settle(job: Job, act: () => void): void {
    if (this.isOver || this.job !== job) return;
    this.job = null;
    act();
    // In the page everything else waits meanwhile.
    if (this.engine && this.engine.inPage) setTimeout(() => this.run(), 0);
    else this.run();
  }

  private check(engine: Engine, { name, blob }: Job): Promise<{ brief: Brief; hash: string }> {
    return within(TIME_LIMIT, engine.perform({ kind: 'brief', name, blob }) as Promise<Answers['brief']>).then((answer) => {
      if ('refused' in answer) throw new Refusal(answer.refused);
      this.files++;
      this.bytes += answer.size;
      return answer;
    });
  }
}

class Refusal extends Error {
  constructor(readonly why: 'unread' | 'tooLarge' | 'slow') {
    super(why);
  }
}

const within = <T>(time: number, work: Promise<T>): Promise<T> => new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Refusal('slow')), time);
  work.then(resolve, reject).then(() => clearTimeout(timer));
});

export const bytesOf = (blob: Blob): Promise<Uint8Array> => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
  reader.onerror = () => reject(new Refusal('unread'));
  reader.readAsArrayBuffer(blob);
});
