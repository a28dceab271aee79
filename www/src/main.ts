// Starts the page: finds its parts beside itself and hands them to the app.

import { appRoot, openApp } from './app';
import { Checker } from './checker';
import type { Host } from './engine';
import type { Assets } from './engines';
import { wantedLanguage } from './lang';
import { loadFetched } from './lang/fetched';
import { zhCN } from './lang/zh-CN';
import type { More } from './more';
import { run, stamped } from './packs';
import { browserStore } from './store';
import { trusted } from './trusted';

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
  const start = () => new Worker(trusted(stamped('worker.js')));
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

let more: Promise<More> | null = null;

function loadMore(): Promise<More> {
  if (!more) {
    more = Promise.all([run(stamped('more.js')), styled(stamped('more.css'))]).then(() => (self as unknown as { goujiMore: More }).goujiMore);
    more.catch(() => { more = null; });
  }
  return more;
}

const styled = (address: string): Promise<void> => new Promise((resolve, reject) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  link.onload = () => resolve();
  link.onerror = () => reject(new Error(address));
  document.head.appendChild(link);
});

const checker = new Checker(assets);
const root = appRoot();
// Without the other language's file the page still works.
loadFetched(wantedLanguage(browserStore)).catch(() => zhCN).then((texts) => openApp(root, { texts, checker, store: browserStore, more: loadMore, docs: 'docs/index.html' }, loadFetched));

// For the next visits without a network. Forbidden in sandboxed frames, absent outside secure pages: then not.
window.addEventListener('load', () => {
  try {
    navigator.serviceWorker.register(trusted('offline.js')).catch(() => undefined);
  } catch {
    // It stays a page of the network.
  }
});
