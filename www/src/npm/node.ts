// The package in Node.js: the engine in this very thread, its modules read from the package's folder.

import { readFile } from 'node:fs/promises';
import type * as declared from '../../npm/index';
import type { About } from '../contract';
import { createHost } from '../engine';
import { packGlue } from '../glue';
import { api } from './api';

const module = (name: string): Promise<ArrayBuffer> => readFile(new URL(`./${name}.wasm`, import.meta.url)).then((file) => new Uint8Array(file).buffer);
const host = createHost({ packs: packGlue(module) });

let started: Promise<About> | null = null;
function start(): Promise<About> {
  if (!started) {
    started = module('gouji').then((bytes) => host.start({ module: bytes, addresses: {} }));
    started.catch(() => { started = null; });
  }
  return started;
}

export const { validate, about } = api({
  about: start,
  review: (input, options) => start().then(() => host.review({ input, options })),
});

export const close = (): void => undefined;

({ validate, about, close }) satisfies typeof declared;
