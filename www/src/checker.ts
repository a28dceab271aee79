// The page's side of the boundary: asks the worker, one question at a time, newest first; other work waits until
// no question does.
//
// Worker first, main thread only where workers are refused: under a content security policy Chromium up to 92
// compiles wasm in a worker but not on the page. A trap or a stop ends the worker; the next question starts
// another one. Knows nothing of views.

import type { About, Options, Review } from './contract';
import type { Input } from './input';
import type { Answers, Task } from './takeaway/task';
import type { FromWorker, Host, Request, ToWorker } from './worker';

/** Where the parts come from: beside the page, or, in a single file, inside it. */
export interface Assets {
  module(): Promise<ArrayBuffer>;
  worker(): Worker;
  /** Loads the engine into the page itself. */
  host(): Promise<Host>;
}

/** The engine broke: our mistake, not the report's. */
export class Trapped extends Error {}

/** The user stopped the work. */
export class Stopped extends Error {}

interface Job {
  ask(engine: Engine): Promise<unknown>;
  resolve(answer: unknown): void;
  reject(error: Error): void;
  /** Where a stop ends the job; a question is then answered with null. */
  drop(): void;
}

interface Engine {
  about: About;
  ask(request: Request): Promise<Review>;
  perform(task: Task): Promise<Answers[Task['kind']]>;
  end(): void;
}

const START_LIMIT = 20_000;

export class Checker {
  private engine: Promise<Engine> | null = null;
  private running: Job | null = null;
  private waiting: Job | null = null;
  private tasks: Job[] = [];
  private sent: Input | null = null;
  private noWorkers = false;

  constructor(private readonly assets: Assets) {}

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
    this.start().then((engine) => job.ask(engine)).then(
      (answer) => this.settle(job, () => job.resolve(answer)),
      (error: Error) => this.settle(job, () => {
        this.restart();
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
    if (!this.engine) {
      this.engine = this.assets.module().then((module) => this.noWorkers
        ? inPage(this.assets, module)
        : inWorker(this.assets, module).catch(() => {
          this.noWorkers = true;
          return inPage(this.assets, module);
        }));
      this.engine.catch(() => { this.engine = null; });
    }
    return this.engine;
  }

  private restart(): void {
    if (this.engine) this.engine.then((engine) => engine.end(), () => undefined);
    this.engine = null;
    this.sent = null;
  }
}

function inWorker(assets: Assets, module: ArrayBuffer): Promise<Engine> {
  return new Promise((resolve, reject) => {
    const worker = assets.worker();
    let pending: { resolve(answer: unknown): void; reject(error: Error): void } | null = null;
    const fail = (error: Error) => {
      if (pending) pending.reject(error);
      else { worker.terminate(); reject(error); }
    };
    const timer = setTimeout(() => fail(new Error('worker does not start')), START_LIMIT);
    const send = (message: ToWorker) => worker.postMessage(message);
    const answered = (message: ToWorker) => new Promise<unknown>((done, broken) => {
      pending = { resolve: done, reject: broken };
      send(message);
    });
    const engine = (about: About): Engine => ({
      about,
      ask: (request) => answered(request) as Promise<Review>,
      perform: (task) => answered({ task }) as Promise<Answers[Task['kind']]>,
      end: () => worker.terminate(),
    });
    worker.onerror = (event) => fail(new Trapped(event.message || 'worker refused'));
    worker.onmessage = (event: MessageEvent) => {
      const answer = event.data as FromWorker;
      clearTimeout(timer);
      if ('ready' in answer) resolve(engine(answer.ready));
      else if ('trap' in answer) fail(new Trapped(answer.trap));
      else if (pending) pending.resolve('done' in answer ? answer.done : answer.review);
    };
    send({ module });
  });
}

function inPage(assets: Assets, module: ArrayBuffer): Promise<Engine> {
  return assets.host().then((host) => host.start(module).then((about) => ({
    about,
    ask: (request) => host.review(request).catch(trapped),
    perform: (task) => host.perform(task).catch(trapped),
    end: () => undefined,
  })));
}

const trapped = (error: unknown): never => { throw new Trapped(String(error)); };
