// What other programs hand over becomes an Input.

import type { Input } from './input';
import { nameOfFile } from './names';

/** Whether a string is markup or plain text, and of what kind bytes and blobs are, is told by their content. */
export type Given = string | { html: string; text?: string } | { text: string } | Blob | ArrayBuffer | Uint8Array;

/** `name` is shown and recorded. Rejects what is none of the kinds, and a blob that cannot be read. */
export function asInput(given: Given, called = ''): Promise<Input> {
  const name = nameOfFile(String(called));
  if (typeof given === 'string') return Promise.resolve({ kind: 'text', name, text: given });
  if (given instanceof ArrayBuffer) return Promise.resolve({ kind: 'bytes', name, bytes: new Uint8Array(given) });
  if (given instanceof Uint8Array) return Promise.resolve({ kind: 'bytes', name, bytes: given });
  if (typeof Blob !== 'undefined' && given instanceof Blob) return fromBlob(given, name);
  // Callers without types may hand over anything.
  const { html, text } = Object(given) as { html?: unknown; text?: unknown };
  if (typeof html === 'string') return Promise.resolve({ kind: 'html', name, html, text: typeof text === 'string' ? text : '' });
  if (typeof text === 'string') return Promise.resolve({ kind: 'text', name, text });
  return Promise.reject(new TypeError('gouji: expected a string, {html}, {text}, Blob, ArrayBuffer or Uint8Array'));
}

function fromBlob(blob: Blob, name: string): Promise<Input> {
  const own = name || nameOfFile((blob as File).name || '');
  return new Response(blob).arrayBuffer().then((buffer) => ({ kind: 'bytes', name: own, bytes: new Uint8Array(buffer) }));
}
