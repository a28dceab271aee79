// Drives WebKitGTK over WebDriver's plain HTTP, on a screen of its own, with the same verbs as cdp.mjs.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const ANSWER = 20_000;
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const KEYS = {
  Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004', Delete: '\uE017', Backspace: '\uE003', Home: '\uE011', End: '\uE010',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', F2: '\uE032', F6: '\uE036',
};
const CONTROL = '\uE009', SHIFT = '\uE008';
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function launchWebKit({ driver, screen, bin }) {
  const display = `:${90 + (process.pid % 800)}`;
  const port = await freePort();
  const children = [spawn(screen, [display, '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], { stdio: 'ignore' })];
  const close = () => {
    for (const child of children.reverse()) child.kill();
    return pause(100);
  };
  try {
    await pause(500);
    children.push(spawn(driver, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY: display, LANG: 'C.UTF-8', WEBKIT_DISABLE_COMPOSITING_MODE: '1' } }));
    const base = `http://127.0.0.1:${port}`;
    await answering(`${base}/status`);
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: bin, args: ['--automation'] } } };
    const session = await call(`${base}/session`, 'POST', { capabilities });
    const root = `${base}/session/${session.sessionId}`;
    return {
      product: `WebKit ${session.capabilities.browserVersion}`,
      // One window serves all tests, one after the other.
      page: async () => new Page(root),
      close: async () => {
        await call(root, 'DELETE').catch(() => undefined);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answering(address) {
  for (const end = Date.now() + ANSWER; ; await pause(100)) {
    if (await fetch(address).then((response) => response.ok, () => false)) return;
    if (Date.now() > end) throw new Error(`no answer from ${address}`);
  }
}

async function call(address, method, body) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body), headers: { 'content-type': 'application/json' }, signal: AbortSignal.timeout(3 * ANSWER) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${address}: ${value.error} ${value.message}`);
  return value;
}

class Page {
  errors = [];

  constructor(root) { this.root = root; }

  #post(what, body) { return call(`${this.root}/${what}`, 'POST', body); }

  /** Errors are collected from the end of loading on: there is no console to listen to. */
  async goto(url) {
    await this.#post('url', { url });
    await this.eval(() => {
      window.seenErrors = [];
      window.addEventListener('error', (event) => window.seenErrors.push(event.message));
      window.addEventListener('unhandledrejection', (event) => window.seenErrors.push(String(event.reason)));
    });
  }

  eval(what, ...args) {
    const script = typeof what === 'function' ? `return (${what}).apply(null, arguments)` : `return ${what}`;
    return this.#post('execute/sync', { script, args });
  }

  async until(what, ...args) {
    for (const end = Date.now() + ANSWER; ;) {
      const value = await this.eval(what, ...args).catch(() => null);
      if (value) return value;
      if (Date.now() > end) throw new Error(`never true: ${what} ${args.join(' ')}`);
      await pause(25);
    }
  }

  async key(key, { ctrl = false, shift = false } = {}) {
    const held = [ctrl && CONTROL, shift && SHIFT].filter(Boolean);
    const down = (value) => ({ type: 'keyDown', value });
    const up = (value) => ({ type: 'keyUp', value });
    const value = KEYS[key] ?? key;
    await this.#post('actions', { actions: [{ type: 'key', id: 'keys', actions: [...held.map(down), down(value), up(value), ...held.map(up)] }] });
  }

  async #element(selector) { return (await this.#post('element', { using: 'css selector', value: selector }))[ELEMENT]; }

  async click(selector) { await this.#post(`element/${await this.#element(selector)}/click`, {}); }

  /** Scripts may not fill the clipboard here without a gesture: the paste is an event with the content. */
  paste(type, content) {
    return this.eval((mime, data) => {
      const transfer = new DataTransfer();
      transfer.setData(mime, data);
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
    }, type, content);
  }

  async upload(selector, file) { await this.#post(`element/${await this.#element(selector)}/value`, { text: file }); }

  size(width, height) { return this.#post('window/rect', { width, height }); }

  async screenshot(file) {
    const data = await call(`${this.root}/screenshot`, 'GET');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
  }

  /** The errors end up where the other drivers have them. */
  async close() {
    await this.#post('url', { url: 'about:blank' });
  }

  async settle() { this.errors.push(...await this.eval(() => window.seenErrors)); }
}
