// Drives any Chromium from 64 on over the DevTools protocol, one websocket per page.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(new URL('../../www/package.json', import.meta.url));
const WebSocket = require('ws');

const FLAGS = ['--headless', '--no-sandbox', '--disable-setuid-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage',
  '--hide-scrollbars', '--no-first-run', '--lang=zh-CN', '--remote-debugging-port=0'];
const START = 60_000;
const ANSWER = 20_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${what}: no answer in ${ms} ms`)), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export async function launch(bin) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-browser-'));
  const child = spawn(bin, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const close = async () => {
    try { process.kill(-child.pid, 'SIGKILL'); } catch { /* it is gone already */ }
    await pause(150);
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await within(START, `start of ${bin}`, devtoolsPort(child));
    const version = await (await fetch(`http://127.0.0.1:${port}/json/version`)).json();
    return { product: version.Browser, pid: child.pid, close, page: () => newPage(port), only: (page) => closeOthers(port, page) };
  } catch (error) {
    await close();
    throw error;
  }
}

function devtoolsPort(child) {
  let log = '';
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (data) => {
      log += data;
      const found = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(log);
      if (found) resolve(Number(found[1]));
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${log.slice(-600)}`)));
  });
}

async function newPage(port) {
  const address = `http://127.0.0.1:${port}/json/new?about:blank`;
  let answer = await fetch(address, { method: 'PUT' });
  if (!answer.ok) answer = await fetch(address);
  const { id, webSocketDebuggerUrl } = await answer.json();
  const socket = new WebSocket(webSocketDebuggerUrl, { perMessageDeflate: false, maxPayload: 1 << 28 });
  const page = new Page(socket, () => fetch(`http://127.0.0.1:${port}/json/close/${id}`), id);
  await page.begin();
  return page;
}

async function closeOthers(port, page) {
  const all = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
  for (const { id, type } of all) if (type === 'page' && id !== page.id) await fetch(`http://127.0.0.1:${port}/json/close/${id}`);
}

const KEYS = { Enter: 13, Escape: 27, Tab: 9, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, F2: 113, F6: 117, Home: 36, End: 35, PageUp: 33, PageDown: 34, Delete: 46, Backspace: 8 };

export class Page {
  /** Errors of the page: exceptions, console.error, failed requests. */
  errors = [];
  /** Addresses asked for since `watch()`, whoever answers. */
  requests = [];
  #next = 0;
  #open = new Map();
  #heard = [];

  constructor(socket, closeTab, id) {
    this.socket = socket;
    this.id = id;
    this.closeTab = closeTab;
    socket.on('message', (data) => this.#hear(JSON.parse(data)));
  }

  async begin() {
    await new Promise((resolve, reject) => this.socket.once('open', resolve).once('error', reject));
    for (const domain of ['Page', 'Runtime', 'Log', 'DOM']) await this.send(`${domain}.enable`);
    // The clipboard belongs to the page in front.
    await this.send('Page.bringToFront');
  }

  watch() { return this.send('Network.enable'); }

  #hear(message) {
    if (message.id) {
      const { resolve, reject, method } = this.#open.get(message.id) ?? {};
      this.#open.delete(message.id);
      if (message.error) reject?.(new Error(`${method}: ${JSON.stringify(message.error)}`));
      else resolve?.(message.result);
      return;
    }
    const { method, params } = message;
    if (method === 'Runtime.exceptionThrown') this.errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === 'Runtime.consoleAPICalled' && params.type === 'error') this.errors.push(params.args.map((arg) => arg.value ?? arg.description).join(' '));
    if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
    if (method === 'Log.entryAdded' && params.entry.level === 'error') this.errors.push(params.entry.text);
    for (const listener of this.#heard) listener(method);
  }

  send(method, params = {}) {
    const id = ++this.#next;
    return within(ANSWER, method, new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject, method });
      this.socket.send(JSON.stringify({ id, method, params }));
    }));
  }

  async goto(url) {
    const loaded = new Promise((resolve) => {
      const listener = (method) => {
        if (method !== 'Page.loadEventFired') return;
        this.#heard.splice(this.#heard.indexOf(listener), 1);
        resolve();
      };
      this.#heard.push(listener);
    });
    await this.send('Page.navigate', { url });
    await within(ANSWER, url, loaded);
  }

  /** The value of an expression, or of a function called with JSON arguments, in the page. */
  async eval(what, ...args) {
    const expression = typeof what === 'function' ? `(${what})(${args.map((arg) => JSON.stringify(arg)).join(', ')})` : what;
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async until(what, ...args) {
    const end = Date.now() + ANSWER;
    for (;;) {
      const value = await this.eval(what, ...args).catch(() => null);
      if (value) return value;
      if (Date.now() > end) throw new Error(`never true: ${what} ${args.join(' ')}\n${this.errors.join('\n')}`);
      await pause(25);
    }
  }

  async key(key, { ctrl = false, shift = false } = {}) {
    const letter = key.length === 1;
    const code = letter ? key.toUpperCase().charCodeAt(0) : KEYS[key];
    const event = { key, code: letter && /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : key, windowsVirtualKeyCode: code, modifiers: (ctrl ? 2 : 0) + (shift ? 8 : 0) };
    const text = letter && !ctrl ? key : key === 'Enter' ? '\r' : undefined;
    const commands = ctrl && key === 'v' ? ['Paste'] : undefined;
    await this.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', text, commands, ...event });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  async click(selector) {
    const point = await this.eval((css) => {
      const node = document.querySelector(css);
      node.scrollIntoView({ block: 'center' });
      const box = node.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }, selector);
    for (const type of ['mousePressed', 'mouseReleased']) await this.send('Input.dispatchMouseEvent', { type, ...point, button: 'left', clickCount: 1 });
  }

  /** Copies `content` (of a MIME type) to the browser's clipboard, then presses Ctrl+V. */
  async paste(type, content) {
    const copied = await this.eval((mime, data) => {
      const put = (event) => {
        event.clipboardData.setData(mime, data);
        event.preventDefault();
      };
      document.addEventListener('copy', put, { once: true });
      const holder = document.createElement('textarea');
      holder.value = 'x';
      const focused = document.activeElement;
      document.body.appendChild(holder);
      holder.select();
      const done = document.execCommand('copy');
      document.body.removeChild(holder);
      if (focused) focused.focus();
      return done;
    }, type, content);
    if (!copied) throw new Error('the browser did not copy');
    await this.key('v', { ctrl: true });
  }

  async upload(selector, file) {
    const { result } = await this.send('Runtime.evaluate', { expression: `document.querySelector(${JSON.stringify(selector)})` });
    await this.send('DOM.getDocument');
    const { nodeId } = await this.send('DOM.requestNode', { objectId: result.objectId });
    await this.send('DOM.setFileInputFiles', { files: [file], nodeId });
  }

  size(width, height, scale = 1) {
    return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
  }

  async screenshot(file) {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
  }

  async close() {
    this.socket.close();
    await this.closeTab();
  }
}
