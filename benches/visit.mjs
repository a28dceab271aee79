// The user's waiting: a first visit with a report pasted at once, against a page that only starts an empty
// WebAssembly module; and a keystroke in a cell, from the question to the worker to its answer.
// ./build.sh build && ./build.sh bench visit [rounds] [keystrokes]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { browsers } from '../tests/browser/browsers.mjs';
import { asHtml, mistypedFigures } from '../tests/browser/fixtures.mjs';
import { serve } from '../www/serve.mjs';

/** Fewer of both show that it runs. */
const ROUNDS = Number(process.argv[2] ?? 15);
const KEYS = Number(process.argv[3] ?? 300);
const dist = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../dist');

const EMPTY = {
  'index.html': '<!doctype html><meta charset="utf-8"><title>empty</title><script type="module" src="app.js"></script>',
  'app.js': 'const { instance } = await WebAssembly.instantiateStreaming(fetch("empty.wasm"), {}); document.body.textContent = String(Object.keys(instance.exports).length); window.done = performance.now();',
  'empty.wasm': Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
};

const quantile = (times, q) => times.slice().sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))];

/** In the page, before its scripts: pastes as soon as the box is there, and notes when the verdict is. */
const PASTE = (html) => {
  window.done = null;
  const look = new MutationObserver(() => {
    const box = document.getElementById('paste');
    if (box && !window.given) {
      window.given = true;
      setTimeout(() => {
        const transfer = new DataTransfer();
        transfer.setData('text/html', html);
        box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
      }, 0);
    }
    if (window.done === null && document.querySelector('td.wrong')) window.done = performance.now();
  });
  look.observe(document, { childList: true, subtree: true });
};

async function visit(driver, url, before) {
  const page = await driver.page();
  await page.send('Network.enable');
  await page.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.send('Network.setBypassServiceWorker', { bypass: true });
  if (before) await page.send('Page.addScriptToEvaluateOnNewDocument', { source: before });
  await page.goto(url);
  const time = await page.until(() => window.done);
  await page.close();
  return time;
}

/** Times the messages to the worker and back while digits are typed. */
async function keystrokes(driver, url, html) {
  const page = await driver.page();
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(() => {
    window.trips = [];
    const Original = window.Worker;
    window.Worker = function (...given) {
      const worker = new Original(...given);
      const post = worker.postMessage.bind(worker);
      let asked = 0;
      worker.postMessage = (...message) => { asked = performance.now(); post(...message); };
      worker.addEventListener('message', () => { if (asked) window.trips.push(performance.now() - asked); asked = 0; });
      return worker;
    };
  })()` });
  await page.goto(`${url}?lang=zh-CN`);
  await page.until(() => Boolean(document.querySelector('.formats:not(:empty)')));
  await page.paste('text/html', html);
  await page.until(() => Boolean(document.querySelector('td.wrong')));
  await page.eval((rounds) => {
    window.trips.length = 0;
    const cell = document.querySelector('td[data-cell="requests.granted@natural_person"]');
    cell.focus();
    cell.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }));
    const field = cell.querySelector('input');
    let left = rounds;
    const type = () => {
      if (left-- === 0) return;
      field.value = String(left % 40);
      field.dispatchEvent(new Event('input'));
      setTimeout(type, 110);
    };
    type();
  }, KEYS);
  const trips = [];
  for (let had = -1; trips.length < KEYS - 5 && trips.length !== had;) {
    had = trips.length;
    await new Promise((resolve) => setTimeout(resolve, 4000));
    trips.splice(0, trips.length, ...await page.eval(() => window.trips));
  }
  await page.close();
  return trips;
}

const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-empty-'));
for (const [name, content] of Object.entries(EMPTY)) fs.writeFileSync(path.join(empty, name), content);
const [ours, nothing] = await Promise.all([serve(dist), serve(empty)]);
const driver = await browsers()[0].launch();
try {
  const html = asHtml(mistypedFigures());
  const paste = `(${PASTE})(${JSON.stringify(html)})`;
  const times = { ours: [], nothing: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.nothing.push(await visit(driver, nothing.url, null));
    times.ours.push(await visit(driver, `${ours.url}?lang=zh-CN`, paste));
  }
  const [verdict, start] = [quantile(times.ours, 0.5), quantile(times.nothing, 0.5)];
  console.log(`首次打开、粘贴到出结论（中位数）：${verdict.toFixed(0)} 毫秒；空 WebAssembly 页：${start.toFixed(0)} 毫秒；比值 ${(verdict / start).toFixed(2)}`);
  console.log(`bench: ${JSON.stringify({ what: ['首次打开、粘贴到出结论', 'first visit and paste to verdict'], ours: `${verdict.toFixed(0)} ms`, peer: ['只启动空 WebAssembly 的网页', 'a page that starts an empty WebAssembly module'], theirs: `${start.toFixed(0)} ms`, times: start / verdict })}`);
  const trips = await keystrokes(driver, ours.url, html);
  console.log(`键入一位后核对的往返（${trips.length} 次）：中位数 ${quantile(trips, 0.5).toFixed(1)} 毫秒，95 % 以内 ${quantile(trips, 0.95).toFixed(1)} 毫秒`);
  console.log(`bench: ${JSON.stringify({ what: ['改一位数字后重新核对', 'a keystroke in a cell to its answer'], ours: `${quantile(trips, 0.5).toFixed(1)} ms` })}`);
} finally {
  await driver.close();
  ours.close();
  nothing.close();
  fs.rmSync(empty, { recursive: true, force: true });
}
