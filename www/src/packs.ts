// Where the engine gets its reader packs from, when they are not inside its own script.

import { inWorker, type Addresses } from './engine';
import type { Pack, PackLoader } from './pack';

/** What a pack's script leaves behind, under its name. */
export interface PackScript {
  start(module: ArrayBuffer | null): Promise<Pack>;
}

/** Set by the build: files that belong together carry one id. */
declare const BUILD: string;
declare const importScripts: ((address: string) => void) | undefined;

export const stamped = (file: string): string => `${file}?v=${BUILD}`;

const address = (file: string, addresses: Addresses) => addresses[file] || stamped(file);

/** Two files: the script and the module. */
export const packFiles: PackLoader = (name, addresses) => {
  const module = fetch(address(`${name}.wasm`, addresses)).then((response) => {
    if (!response.ok) throw new Error(`${name}.wasm: ${response.status}`);
    return response.arrayBuffer();
  });
  return Promise.all([run(address(`${name}.js`, addresses)), module]).then(([, bytes]) => taken(name).start(bytes));
};

/** One script with the module inside: needs no fetch, so neither CORS nor connect-src. */
export const packScript: PackLoader = (name, addresses) =>
  run(address(`${name}.whole.js`, addresses)).then(() => taken(name).start(null));

/** Takes the script's trace off the global object again: it may be another site's page. */
function taken(name: string): PackScript {
  const scope = self as unknown as { goujiPacks?: Record<string, PackScript> };
  const found = scope.goujiPacks && scope.goujiPacks[name];
  if (!found) throw new Error(`${name} is no pack`);
  delete scope.goujiPacks;
  return found;
}

/** Runs a script: in the worker, or in the page where workers are refused. */
export function run(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (inWorker) {
      (importScripts as (address: string) => void)(source);
      resolve();
      return;
    }
    const node = document.createElement('script');
    node.src = source;
    node.onload = () => resolve();
    node.onerror = () => reject(new Error(source));
    document.head.appendChild(node);
  });
}
