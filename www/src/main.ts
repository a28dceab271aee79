// Starts the page: finds its parts beside itself and hands them to the app.

import { appRoot, openApp } from './app';
import { Checker, type Assets } from './checker';
import type { Host } from './engine';
import { zhCN } from './lang/zh-CN';
import { run, stamped } from './packs';
import { browserStore } from './store';

let module: Promise<ArrayBuffer> | null = null;

const assets: Assets = {
  module: () => {
    if (!module) {
      module = fetch(stamped('gouji.wasm')).then((response) => {
        if (!response.ok) throw new Error(`gouji.wasm: ${response.status}`);
        return response.arrayBuffer();
      });
      module.catch(() => { module = null; });
    }
    return module;
  },
  addresses: {},
  workers: [() => new Worker(stamped('worker.js'))],
  host: () => run(stamped('worker.js')).then(() => (self as unknown as { goujiHost: Host }).goujiHost),
};

openApp(appRoot(), { texts: zhCN, checker: new Checker(assets), store: browserStore });

// For the next visits without a network. Forbidden in sandboxed frames, absent outside secure pages: then not.
window.addEventListener('load', () => {
  try {
    navigator.serviceWorker.register('offline.js').catch(() => undefined);
  } catch {
    // It stays a page of the network.
  }
});
