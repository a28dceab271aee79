// Where the engine gets what is not inside its own script: its reader packs, and the full engine.

import { inWorker, type Addresses, type Core, type FullLoader } from './engine';
import { own } from './own';
import { FULL, taken, type Pack, type PackLoader } from './pack';
import { trusted } from './trusted';

/** Set by the build: files that belong together carry one id. */
declare const BUILD: string;
declare const importScripts: ((address: string) => void) | undefined;

export const stamped = (file: string): string => `${file}?v=${BUILD}`;

const address = (file: string, addresses: Addresses) => addresses[file] || stamped(file);

/** Two files: the script and the module. A worker stands still while it loads a script, so the large one comes first. */
function files<T>(name: string, addresses: Addresses): Promise<T> {
  const module = fetch(address(`${name}.wasm`, addresses)).then((response) => {
    if (!response.ok) throw new Error(`${name}.wasm: ${response.status}`);
    return response.arrayBuffer();
  });
  return module.then((bytes) => run(address(`${name}.js`, addresses)).then(() => taken<T>(name).start(bytes)));
}

/** One script with the module inside: needs no fetch, so neither CORS nor connect-src. */
const script = <T>(name: string, addresses: Addresses): Promise<T> =>
  run(address(`${name}.whole.js`, addresses)).then(() => taken<T>(name).start(null));

export const packFiles: PackLoader = (name, addresses) => files<Pack>(name, addresses);
export const packScript: PackLoader = (name, addresses) => script<Pack>(name, addresses);
export const fullFiles: FullLoader = (addresses) => files<Core>(FULL, addresses);
export const fullScript: FullLoader = (addresses) => script<Core>(FULL, addresses);

/** Runs a script: in the worker, or in the page where workers are refused. */
export function run(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (inWorker) {
      (importScripts as (address: string) => void)(trusted(source));
      resolve();
      return;
    }
    const node = own(document, 'createElement')('script') as HTMLScriptElement;
    node.src = trusted(source);
    node.onload = () => resolve();
    node.onerror = () => reject(new Error(source));
    (own(document, 'head') || own(document, 'documentElement')).appendChild(node);
  });
}
