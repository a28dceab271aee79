// The page's side of the boundary: asks the worker, one question at a time, newest first; other work waits until
// no question does.
//
// Worker first, main thread only where workers are refused: under a content security policy Chromium up to 92
// compiles wasm in a worker but not on the page. A trap or a stop ends the worker; the next question starts
// another one. Knows nothing of views.

import type { About, Options, Review } from './contract';
import type { Input } from './input';
import type { Addresses, FromWorker, Host, Request, Start, ToWorker } from './engine';
import type { Answers, Task } from './takeaway/task';

/** Where the engine comes from: files beside the page, or inside the script. */
export interface Assets {
  /** Null: the engine has it inside. */
  module(): Promise<ArrayBuffer | null>;
  addresses: Addresses;
  /** Ways to start a worker, tried in order. */
  workers: (() => Worker)[];
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
  grow(): Promise<unknown>;
  end(): void;
}

interface Waiting { resolve(answer: unknown): void; reject(error: Error): void }

const START_LIMIT = 20_000;

export class Checker {
  private engine: Promise<Engine> | null = null;
  private running: Job | null = null;
  private waiting: Job | null = null;
  private tasks: Job[] = [];
  private sent: Input | null = null;
  /** How many of the ways to start a worker are known to be refused. */
  private refused = 0;

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
      const { assets } = this;
      this.engine = assets.module().then((module) => this.first({ module, addresses: assets.addresses }));
      this.engine.catch(() => { this.engine = null; });
    }
    return this.engine;
  }

  private first(start: Start): Promise<Engine> {
    const at = this.refused;
    const way = this.assets.workers[at];
    if (!way) return inPage(this.assets, start);
    return inWorker(way, start).catch(() => {
      this.refused = Math.max(this.refused, at + 1);
      return this.first(start);
    });
  }

  private restart(): void {
    if (this.engine) this.engine.then((engine) => engine.end(), () => undefined);
    this.engine = null;
    this.sent = null;
  }
}

function inWorker(way: () => Worker, start: Start): Promise<Engine> {
  return new Promise((resolve, reject) => {
    const worker = way();
    let pending: Waiting | null = null;
    let growing: Waiting[] = [];
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
    const grown = (settle: (one: Waiting) => void) => {
      const waited = growing;
      growing = [];
      waited.forEach(settle);
    };
    const engine = (about: About): Engine => ({
      about,
      ask: (request) => answered(request) as Promise<Review>,
      perform: (task) => answered({ task }) as Promise<Answers[Task['kind']]>,
      grow: () => new Promise((done, broken) => {
        growing.push({ resolve: done, reject: broken });
        if (growing.length === 1) send({ grow: true });
      }),
      end: () => {
        worker.terminate();
        grown((one) => one.reject(new Stopped()));
      },
    });
    worker.onerror = (event) => fail(new Trapped(event.message || 'worker refused'));
    worker.onmessage = (event: MessageEvent) => {
      const answer = event.data as FromWorker;
      clearTimeout(timer);
      if ('ready' in answer) resolve(engine(answer.ready));
      else if ('grown' in answer) grown((one) => one.resolve(null));
      else if ('refused' in answer) grown((one) => one.reject(new Error(answer.refused)));
      else if ('trap' in answer) fail(new Trapped(answer.trap));
      else if (pending) pending.resolve('done' in answer ? answer.done : answer.review);
    };
    send({ start });
  });
}

function inPage(assets: Assets, start: Start): Promise<Engine> {
  return assets.host().then((host) => host.start(start).then((about) => ({
    about,
    ask: (request) => host.review(request).catch(trapped),
    perform: (task) => host.perform(task).catch(trapped),
    grow: () => host.grow(),
    end: () => undefined,
  })));
}

const trapped = (error: unknown): never => { throw new Trapped(String(error)); };
