// Starting engines: in a worker where one can be had, in the page where workers are refused. Each start gives an engine
// of its own; one that broke is ended, and another started.
//
// Worker first, main thread only where workers are refused: under a content security policy Chromium up to 92
// compiles wasm in a worker but not on the page.

import type { About, Review } from './contract';
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

export interface Engine {
  about: About;
  /** It answers in the page: whoever gives it much to do must let the page breathe. */
  inPage: boolean;
  ask(request: Request): Promise<Review>;
  perform(task: Task): Promise<Answers[Task['kind']]>;
  grow(): Promise<unknown>;
  end(): void;
}

interface Waiting { resolve(answer: unknown): void; reject(error: Error): void }

const START_LIMIT = 20_000;

export class Engines {
  /** How many of the ways to start a worker are known to be refused. */
  private refused = 0;

  constructor(private readonly assets: Assets) {}

  /** `whole`: the full engine from the start, if it can be had. */
  start(whole = false): Promise<Engine> {
    const { assets } = this;
    return assets.module().then((module) => this.first({ module, addresses: assets.addresses, whole }));
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
      inPage: false,
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
    inPage: true,
    ask: (request) => host.review(request).catch(trapped),
    perform: (task) => host.perform(task).catch(trapped),
    grow: () => host.grow(),
    end: () => undefined,
  })));
}

const trapped = (error: unknown): never => { throw new Trapped(String(error)); };
