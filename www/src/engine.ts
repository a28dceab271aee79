// The engine: the wasm core, the full engine that takes its place once it has come, and the reader packs they call
// for. The same host answers in a worker, in the page where workers are refused, and in Node.js.

import init, * as first from 'gouji-wasm';
import { briefOf } from './brief';
import type { About, Brief, Options, Refusal, Review } from './contract';
import type { Input } from './input';
import type { Pack, PackLoader } from './pack';
import { Packs } from './reading';
import { perform, type Answers, type Task, type Tools } from './takeaway/task';

/** Where files are, by name, when they do not lie where the engine looks for them. */
export type Addresses = Readonly<Record<string, string>>;

export interface Start {
  /** Null: the engine has it inside. */
  module: ArrayBuffer | null;
  addresses: Addresses;
  /** The full engine at once, if it can be had. */
  whole?: boolean;
}
/** `input` is left out when it is the one sent last. */
export interface Request { input?: Input; options: Options }
/** `hello` is answered as soon as there is anybody to answer. */
export type Ask = { hello: true } | { start: Start } | { review: Request } | { task: Task } | { grow: true };
/** Answers may come in another order than the questions. */
export type ToWorker = Ask & { id: number };
/** A question is refused alone; after a trap nothing is answered rightly any more. */
export type FromWorker = { id: number } & ({ answer: unknown } | { refused: string } | { trap: string });

/** The exports of an engine's module. */
export type Core = Omit<typeof first, 'default'>;
/** Fetches the engine that checks prose too, and starts it. */
export type FullLoader = (addresses: Addresses) => Promise<Core>;

export interface Host {
  start(start: Start): Promise<About>;
  review(request: Request): Promise<Review>;
  perform(task: Task): Promise<Answers[Task['kind']]>;
  /** The full engine answers from then on; until then, and where it cannot be had, the core does. */
  grow(): Promise<void>;
}

export interface Ways {
  packs: PackLoader;
  /** Gives the first engine's module where it is part of the script. */
  inside?: () => ArrayBuffer;
  /** Absent where the first engine is all there is. */
  full?: FullLoader;
}

export const createHost = (ways: Ways): Host => new Answering(ways);

class Answering implements Host, Tools {
  core: Core = first;
  private readonly packs: Packs;
  private growing: Promise<void> | null = null;
  private held: Input | null = null;

  constructor(private readonly ways: Ways) {
    this.packs = new Packs(ways.packs);
  }

  start({ module: given, addresses, whole }: Start): Promise<About> {
    const { inside, full } = this.ways;
    this.packs.addresses = addresses;
    const module = given || (inside && inside());
    if (!module) return Promise.reject(new Error('no module'));
    const small = () => init({ module_or_path: module }).then(() => this.core.about());
    return whole && full ? this.grow().then(() => this.core.about(), small) : small();
  }

  grow(): Promise<void> {
    const { full } = this.ways;
    if (!full) return Promise.reject(new Error('no full engine'));
    if (!this.growing) {
      this.growing = full(this.packs.addresses).then((engine) => { this.core = engine; });
      // What could not be fetched is asked for again next time.
      this.growing.catch(() => { this.growing = null; });
    }
    return this.growing;
  }

  review({ input, options }: Request): Promise<Review> {
    if (input) this.held = input;
    return new Promise((resolve) => {
      if (!this.held) throw new Error('no input');
      resolve(this.answer(this.held, options));
    });
  }

  perform(task: Task): Promise<Answers[Task['kind']]> {
    return Promise.resolve(task).then((one) => perform(one, this));
  }

  // ---- for tasks ----

  use<T>(name: string, act: (pack: Pack) => T): Promise<T | Refusal> {
    return this.packs.use(name, act);
  }

  /** Nothing of the file is kept. */
  brief(name: string, bytes: Uint8Array): Promise<Brief> {
    const { core } = this;
    const pack = core.pack_of(bytes);
    if (!pack) return new Promise((resolve) => resolve(core.brief_bytes ? core.brief_bytes(name, bytes, {}) : briefOf(core.review_bytes(name, bytes, {}))));
    return this.use(pack, (reader) => reader.read(bytes)).then((result) => {
      if ('reason' in result || !core.brief_document) return briefOf(reviewRead(core, name, result, {}));
      return core.brief_document(name, result, {}) || briefOf(reviewRead(core, name, result, {}));
    });
  }

  isDocument(bytes: Uint8Array): Promise<boolean> {
    const pack = this.core.pack_of(bytes);
    return pack ? this.packs.readOnce(pack, bytes).then((result) => !('reason' in result)) : Promise.resolve(false);
  }

  // ---- reviews ----

  private answer(input: Input, options: Options): Review | Promise<Review> {
    const { core } = this;
    switch (input.kind) {
      case 'text': return core.review_text(null, input.text, options);
      case 'html': return reviewHtml(core, input, options);
      case 'blank': return core.review_blank(input.form, options);
      case 'bytes': return this.file(input.name, input.bytes, options);
    }
  }

  private file(name: string, bytes: Uint8Array, options: Options): Review | Promise<Review> {
    const { core } = this;
    const pack = core.pack_of(bytes);
    return pack ? this.packs.readOnce(pack, bytes).then((result) => reviewRead(core, name, result, options)) : core.review_bytes(name, bytes, options);
  }
}

function reviewRead(core: Core, name: string, result: Uint8Array | Refusal, options: Options): Review {
  if ('reason' in result) return unreadable(core, name, result);
  return core.review_document(name, result, options)
    || unreadable(core, name, { reason: '读取文件的模块与页面的版本不一致。', advice: '请刷新页面后再试。' });
}

function unreadable(core: Core, name: string, why: Refusal): Review {
  const { reason, advice } = why;
  const source = { name, reader: null };
  const version = core.about().version;
  return { schema: 'gouji-review/1', version, source, verdict: 'unreadable', summary: reason, unreadable: { reason, advice }, report: null };
}

/** Markup that holds no table the reader can use may still come with usable text. */
function reviewHtml(core: Core, input: { html: string; text: string }, options: Options): Review {
  const review = core.review_html(null, input.html, options);
  if (review.verdict !== 'unreadable' || !input.text.trim()) return review;
  const second = core.review_text(null, input.text, options);
  return second.verdict === 'unreadable' ? review : second;
}

export const inWorker = typeof document === 'undefined';

/** As a worker: answers messages. */
export function serve(host: Host): void {
  const send = (message: FromWorker) => (self as unknown as { postMessage(message: FromWorker): void }).postMessage(message);
  const answer = (asked: ToWorker): Promise<unknown> => {
    if ('start' in asked) return host.start(asked.start);
    if ('review' in asked) return host.review(asked.review);
    if ('task' in asked) return host.perform(asked.task);
    return 'grow' in asked ? host.grow() : Promise.resolve();
  };
  self.onmessage = (event: MessageEvent) => {
    const asked = event.data as ToWorker;
    const { id } = asked;
    Promise.resolve(asked).then(answer).then(
      (given) => send({ id, answer: given }),
      (error: Error) => send('grow' in asked ? { id, refused: error.message } : { id, trap: String(error) }),
    );
  };
}
