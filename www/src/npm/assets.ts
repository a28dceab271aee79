// The package's files, each named the way bundlers understand.

import type { Host } from '../engine';
import type { Assets } from '../engines';

const fetched = (address: URL): Promise<ArrayBuffer> => fetch(address.href).then((response) => {
  if (!response.ok) throw new Error(`${address.href}: ${response.status}`);
  return response.arrayBuffer();
});

export const assets: Assets = {
  module: () => fetched(new URL('./gouji.wasm', import.meta.url)),
  addresses: {
    office: new URL('./office.wasm', import.meta.url).href,
    page: new URL('./page.wasm', import.meta.url).href,
  },
  workers: [() => new Worker(new URL('./worker.js', import.meta.url))],
  host: () => (import('./host') as Promise<{ host: Host }>).then(({ host }) => host),
};
