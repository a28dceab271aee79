// Starts the page: finds its parts beside itself and hands them to the app.

import { openApp } from './app';
import { Checker, type Assets } from './checker';
import { zhCN } from './lang/zh-CN';
import { browserStore } from './store';
import type { Host } from './worker';

/** Set by the build: the files that belong together. */
declare const BUILD: string;

const beside = (name: string) => `${name}?v=${BUILD}`;

let module: Promise<ArrayBuffer> | null = null;

const assets: Assets = {
  module: () => {
    if (!module) {
      module = fetch(beside('gouji.wasm')).then((response) => {
        if (!response.ok) throw new Error(`gouji.wasm: ${response.status}`);
        return response.arrayBuffer();
      });
      module.catch(() => { module = null; });
    }
    return module;
  },
  worker: () => new Worker(beside('worker.js')),
  host: () => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = beside('worker.js');
    script.onload = () => resolve((self as unknown as { goujiHost: Host }).goujiHost);
    script.onerror = () => reject(new Error('worker.js'));
    document.head.appendChild(script);
  }),
};

const old = document.getElementById('old-browser');
if (old && old.parentNode) old.parentNode.removeChild(old);
openApp(document.getElementById('app') as HTMLElement, zhCN, new Checker(assets), browserStore);
