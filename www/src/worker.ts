// The engine's side of the boundary. As a worker it answers messages; loaded as a plain script where workers
// are refused, it offers the same host to the page.

import init, * as engine from 'gouji-wasm';
import type { About, Options, Refusal, Review } from './contract';
import type { Input } from './input';
import { pack } from './packs';
import { perform, type Answers, type Task, type Tools } from './takeaway/task';

/** `input` is left out when it is the one sent last. */
export interface Request { input?: Input; options: Options }
export type ToWorker = { module: ArrayBuffer } | Request | { task: Task };
export type FromWorker = { ready: About } | { review: Review } | { done: Answers[Task['kind']] } | { trap: string };

export interface Host {
  start(module: ArrayBuffer): Promise<About>;
  review(request: Request): Promise<Review>;
  perform(task: Task): Promise<Answers[Task['kind']]>;
}

let held: Input | null = null;

const host: Host = {
  start: (module) => init({ module_or_path: module }).then(() => engine.about()),
  review: (request) => {
    if (request.input) held = request.input;
    return held ? reviewed(held, request.options) : Promise.reject(new Error('no input'));
  },
  perform: (task) => perform(task, tools),
};

const tools: Tools = { pack, review: reviewed, isDocument };

function reviewed(input: Input, options: Options): Promise<Review> {
  if (input.kind === 'bytes') return reviewFile(input, options);
  return new Promise((resolve) => resolve(reviewNow(input, options)));
}

function reviewNow(input: Exclude<Input, { kind: 'bytes' }>, options: Options): Review {
  switch (input.kind) {
    case 'text': return engine.review_text(null, input.text, options);
    case 'html': return reviewHtml(input, options);
    case 'blank': return engine.review_blank(input.form, options);
  }
}

/** What a pack made of the file last opened, so that every edit does not read it again. */
let read: { bytes: Uint8Array; result: Uint8Array | Refusal } | null = null;

function reviewFile(input: { name: string; bytes: Uint8Array }, options: Options): Promise<Review> {
  const { name, bytes } = input;
  const reading = readByPack(bytes);
  if (!reading) return new Promise((resolve) => resolve(engine.review_bytes(name, bytes, options)));
  return reading.then(
    (result) => reviewRead(name, result, options),
    // The pack is not there (an incomplete installation, no network): the core says what the file is.
    () => engine.review_bytes(name, bytes, options),
  );
}

/** What the pack for a file made of it; null when there is no pack for it. */
function readByPack(bytes: Uint8Array): Promise<Uint8Array | Refusal> | null {
  if (read && read.bytes === bytes) return Promise.resolve(read.result);
  const needed = engine.pack_of(bytes);
  if (!needed) return null;
  return pack(needed).then((reader) => {
    const result = reader.read(bytes);
    read = { bytes, result };
    return result;
  });
}

function isDocument(bytes: Uint8Array): Promise<boolean> {
  const reading = readByPack(bytes);
  return reading ? reading.then((result) => !('reason' in result), () => false) : Promise.resolve(false);
}

function reviewRead(name: string, result: Uint8Array | Refusal, options: Options): Review {
  if ('reason' in result) return unreadable(name, result);
  return engine.review_document(name, result, options)
    || unreadable(name, { reason: '读取文件的模块与页面的版本不一致。', advice: '请刷新页面后再试。' });
}

function unreadable(name: string, why: Refusal): Review {
  const { reason, advice } = why;
  const source = { name, reader: null };
  const version = engine.about().version;
  return { schema: 'gouji-review/1', version, source, verdict: 'unreadable', summary: reason, unreadable: { reason, advice }, report: null };
}

/** Markup that holds no table the reader can use may still come with usable text. */
function reviewHtml(input: { html: string; text: string }, options: Options): Review {
  const review = engine.review_html(null, input.html, options);
  if (review.verdict !== 'unreadable' || !input.text.trim()) return review;
  const second = engine.review_text(null, input.text, options);
  return second.verdict === 'unreadable' ? review : second;
}

const scope = self as unknown as { postMessage(message: FromWorker): void; goujiHost?: Host };

function answer(message: ToWorker): void {
  if ('module' in message) {
    host.start(message.module).then((about) => scope.postMessage({ ready: about }), trapped);
    return;
  }
  if ('task' in message) host.perform(message.task).then((done) => scope.postMessage({ done }), trapped);
  else host.review(message).then((review) => scope.postMessage({ review }), trapped);
}

function trapped(error: unknown): void {
  scope.postMessage({ trap: String(error) });
}

if (typeof document === 'undefined') self.onmessage = (event: MessageEvent) => answer(event.data as ToWorker);
else scope.goujiHost = host;
