// The engine in Node.js, its modules read from the package's folder. A file of its own: imported again it is another one.

import { readFile } from 'node:fs/promises';
import { createHost, type Host } from '../engine';
import { packGlue } from '../glue';

const module = (name: string): Promise<ArrayBuffer> => readFile(new URL(`./${name}.wasm`, import.meta.url)).then((file) => new Uint8Array(file).buffer);

export const host: Host = createHost({ packs: packGlue(module) });
export const start = () => module('gouji').then((bytes) => host.start({ module: bytes, addresses: {} }));
