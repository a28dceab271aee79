// For scripts that carry the engine inside: the same script is what the page loads and what the worker runs.

import module from 'gouji-module';
import { fromBase64 } from './base64';
import { createHost, inWorker, serve, type Addresses, type Host, type Ways } from './engine';
import type { Assets } from './engines';
import { own as ownOf } from './own';
import { trusted } from './trusted';

/** Set by the build around the script: its own text. */
declare const SOURCE: () => string;

/** In a worker: serves. In a page: `open` is called with the assets a checker needs. */
export function whole(ways: Ways, addresses: Addresses, open: (assets: Assets) => void): void {
  const host: Host = createHost({ ...ways, inside: () => fromBase64(module) });
  if (inWorker) {
    serve(host);
    return;
  }
  const own = ownAddress();
  open({
    module: () => Promise.resolve(null),
    addresses,
    workers: [
      // A worker from a file has its own content security policy, so it comes first; only the script's own site may.
      ...(own && own.origin === location.origin && location.protocol !== 'file:' ? [() => new Worker(trusted(own.href))] : []),
      blobWorker,
    ],
    host: () => Promise.resolve(host),
  });
}

function blobWorker(): Worker {
  const address = URL.createObjectURL(new Blob([SOURCE()], { type: 'text/javascript' }));
  const worker = new Worker(trusted(address));
  // The worker has read it by the time it answers; before that it must stay.
  for (const heard of ['message', 'error']) worker.addEventListener(heard, () => URL.revokeObjectURL(address), { once: true });
  return worker;
}

/** The script that is running now. Only to be asked while it first runs. */
export const ownScript = (): HTMLScriptElement | null => ownOf(document, 'currentScript') as HTMLScriptElement | null;

/** Its address; null for an inline one. */
export function ownAddress(): URL | null {
  const script = ownScript();
  return script && script.src ? new URL(script.src, location.href) : null;
}
