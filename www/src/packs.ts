// Where the engine gets its reader packs from: files beside its own, fetched when first needed.

import type { Pack } from './pack';

declare const BUILD: string;
declare const importScripts: ((address: string) => void) | undefined;

const scope = self as unknown as { goujiPacks?: Record<string, Pack> };
const started = new Map<string, Promise<Pack>>();

export function pack(name: string): Promise<Pack> {
  const known = started.get(name);
  if (known) return known;
  const loading = load(name);
  started.set(name, loading);
  // A pack that could not be fetched is asked for again next time.
  loading.catch(() => started.delete(name));
  return loading;
}

function load(name: string): Promise<Pack> {
  const address = (ending: string) => `${name}.${ending}?v=${BUILD}`;
  const module = fetch(address('wasm')).then((response) => {
    if (!response.ok) throw new Error(`${address('wasm')}: ${response.status}`);
    return response.arrayBuffer();
  });
  return Promise.all([script(address('js')), module]).then(([, bytes]) => {
    const found = (scope.goujiPacks || {})[name];
    if (!found) throw new Error(`${name} is no pack`);
    return found.start(bytes).then(() => found);
  });
}

/** Runs a script: in the worker, or in the page where workers are refused. */
function script(address: string): Promise<void> {
  if (typeof document === 'undefined') {
    return new Promise((resolve) => {
      (importScripts as (address: string) => void)(address);
      resolve();
    });
  }
  return new Promise((resolve, reject) => {
    const node = document.createElement('script');
    node.src = address;
    node.onload = () => resolve();
    node.onerror = () => reject(new Error(address));
    document.head.appendChild(node);
  });
}
