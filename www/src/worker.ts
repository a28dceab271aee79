// The engine's side of the boundary. As a worker it answers messages; loaded as a plain script where workers
// are refused, it offers the same host to the page.

import init, * as engine from 'gouji-wasm';
import type { About, Options, Review } from './contract';
import type { Input } from './input';

/** `input` is left out when it is the one sent last. */
export interface Request { input?: Input; options: Options }
export type ToWorker = { module: ArrayBuffer } | Request;
export type FromWorker = { ready: About } | { review: Review } | { trap: string };

export interface Host {
  start(module: ArrayBuffer): Promise<About>;
  review(request: Request): Review;
}

let held: Input | null = null;

const host: Host = {
  start: (module) => init({ module_or_path: module }).then(() => engine.about()),
  review: (request) => {
    if (request.input) held = request.input;
    if (!held) throw new Error('no input');
    return reviewed(held, request.options);
  },
};

function reviewed(input: Input, options: Options): Review {
  switch (input.kind) {
    case 'text': return engine.review_text(null, input.text, options);
    case 'html': return reviewHtml(input, options);
    case 'bytes': return engine.review_bytes(input.name, input.bytes, options);
    case 'blank': return engine.review_blank(input.form, options);
  }
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
  try {
    scope.postMessage({ review: host.review(message) });
  } catch (error) {
    trapped(error);
  }
}

function trapped(error: unknown): void {
  scope.postMessage({ trap: String(error) });
}

if (typeof document === 'undefined') self.onmessage = (event: MessageEvent) => answer(event.data as ToWorker);
else scope.goujiHost = host;
