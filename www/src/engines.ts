// Starting engines: in a worker where one can be had, in the page where workers are refused. Each start gives an engine
// of its own; one that broke is ended, and another started.
//
// Worker first, main thread only where workers are refused: under a content security policy Chromium up to 92
// compiles wasm in a worker but not on the page.

import type { About, Review } from './contract';
import type { Addresses, Ask, FromWorker, Host, Request, Start } from './engine';
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

export interface Engine {
  about: About;
  /** It answers in the page: whoever gives it much to do must let the page breathe. */
  inPage: boolean;
  ask(request: Request): Promise<Review>;
  perform(task: Task): Promise<Answers[Task['kind']]>;
  grow(): Promise<unknown>;
  /** What was not answered is refused. */
  end(): void;
  /** Called when it broke, asked or not: from then on it refuses everything. */
  onbroken: () => void;
}

const START_LIMIT = 20_000;

export class Engines {
  /** How many of the ways to start a worker are known to be refused. */
  private refused = 0;

  constructor(private readonly assets: Assets) {}

  /** `whole`: the full engine from the start, if it can be had. */
  start(whole = false): Promise<Engine> {
    const { assets } = this;
    return assets.module().then((module) => this.first({ module, addresses: assets.addresses, whole }, this.refused));
  }

  private first(start: Start, at: number): Promise<Engine> {
    const way = this.assets.workers[at];
    return way ? this.inWorker(way, start, at).catch(() => this.first(start, at + 1)) : inPage(this.assets, start);
  }

  /** Only a worker that never says a word is refused for good: one that breaks, or is slow, may do better next time. */
  private inWorker(way: () => Worker, start: Start, at: number): Promise<Engine> {
    return begun(way).then(
      (line) => line.ask({ start }).then((about) => overWorker(line, about as About)),
      (error) => {
        if (!(error instanceof Slow)) this.refused = Math.max(this.refused, at + 1);
        throw error;
      },
    );
  }
}

interface Waiting { resolve(answer: unknown): void; reject(error: Error): void }

/** A worker, and what it was asked: questions and answers are numbered. */
class Line {
  onbroken: () => void = () => undefined;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  /** Why it answers no more. */
  private over: Error | null = null;

  constructor(private readonly worker: Worker) {
    worker.onerror = (event) => this.fail(event.message);
    worker.onmessage = (event: MessageEvent) => this.heard(event.data as FromWorker);
  }

  ask(what: Ask): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.over) throw this.over;
      const id = this.asked++;
      this.worker.postMessage({ ...what, id });
      this.waiting.set(id, { resolve, reject });
    });
  }

  end(why: Error): void {
    this.over = why;
    this.worker.terminate();
    this.waiting.forEach((one) => one.reject(why));
    this.waiting.clear();
  }

  private heard(message: FromWorker): void {
    if ('trap' in message) return this.fail(message.trap);
    const one = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (!one) return;
    if ('refused' in message) one.reject(new Error(message.refused));
    else one.resolve(message.answer);
  }

  private fail(why: string): void {
    this.end(new Trapped(why || 'worker refused'));
    this.onbroken();
  }
}

class Slow extends Error {}

/** Once the worker has answered at all; how long the engine itself takes depends on the network. */
function begun(way: () => Worker): Promise<Line> {
  return new Promise((resolve, reject) => {
    const line = new Line(way());
    const timer = setTimeout(() => line.end(new Slow()), START_LIMIT);
    line.ask({ hello: true }).then(() => resolve(line), reject).then(() => clearTimeout(timer));
  });
}

const overWorker = (line: Line, about: About): Engine => ({
  about,
  inPage: false,
  ask: (review) => line.ask({ review }) as Promise<Review>,
  perform: (task) => line.ask({ task }) as Promise<Answers[Task['kind']]>,
  grow: () => line.ask({ grow: true }),
  end: () => line.end(new Stopped()),
  get onbroken() { return line.onbroken; },
  set onbroken(heard) { line.onbroken = heard; },
});

function inPage(assets: Assets, start: Start): Promise<Engine> {
  return assets.host().then((host) => host.start(start).then((about) => ({
    about,
    inPage: true,
    ask: (request) => host.review(request).catch(trapped),
    perform: (task) => host.perform(task).catch(trapped),
    grow: () => host.grow(),
    end: () => undefined,
    onbroken: () => undefined,
  })));
}

const trapped = (error: unknown): never => { throw new Trapped(String(error)); };
