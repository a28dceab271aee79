// Starts the page: finds its parts beside itself and hands them to the app.

import { appRoot, openApp } from './app';
import { Checker, type Assets } from './checker';
import type { Host } from './engine';
import { wantedLanguage } from './lang';
import { loadFetched } from './lang/fetched';
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
  workers: [firstWorker()],
  host: () => run(stamped('worker.js')).then(() => (self as unknown as { goujiHost: Host }).goujiHost),
};

/** The first worker starts while the module is still on its way. One that failed meanwhile is refused at once. */
function firstWorker(): () => Worker {
  const start = () => new Worker(stamped('worker.js'));
  let early: Worker | null = null;
  let failed = false;
  try {
    early = start();
    early.onerror = () => { failed = true; };
  } catch {
    failed = true;
  }
  return () => {
    if (failed) throw new Error('worker refused');
    const worker = early || start();
    early = null;
    return worker;
  };
}

const checker = new Checker(assets);
const root = appRoot();
// Without the other language's file the page still works.
loadFetched(wantedLanguage(browserStore)).catch(() => zhCN).then((texts) => openApp(root, { texts, checker, store: browserStore, docs: 'docs/index.html' }, loadFetched));

// For the next visits without a network. Forbidden in sandboxed frames, absent outside secure pages: then not.
window.addEventListener('load', () => {
  try {
    navigator.serviceWorker.register('offline.js').catch(() => undefined);
  } catch {
    // It stays a page of the network.
  }
});
