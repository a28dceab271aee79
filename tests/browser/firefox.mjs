// Drives Firefox with the same verbs as cdp.mjs drives Chromium.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const ANSWER = 20_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function launchFirefox(bin) {
  // Only where it is used: it takes a second to load.
  const puppeteer = createRequire(new URL('../../www/package.json', import.meta.url))('puppeteer-core');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: bin, headless: true });
  return {
    product: await browser.version(),
    close: () => browser.close(),
    page: async () => new Page(await browser.newPage()),
  };
}

class Page {
  errors = [];

  constructor(page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') this.errors.push(message.text()); });
  }

  goto(url) { return this.page.goto(url); }

  eval(what, ...args) { return this.page.evaluate(what, ...args); }

  async until(what, ...args) {
    for (const end = Date.now() + ANSWER; ;) {
      const value = await this.eval(what, ...args).catch(() => null);
      if (value) return value;
      if (Date.now() > end) throw new Error(`never true: ${what} ${args.join(' ')}\n${this.errors.join('\n')}`);
      await pause(25);
    }
  }

  async key(key, { ctrl = false, shift = false } = {}) {
    const held = [ctrl && 'Control', shift && 'Shift'].filter(Boolean);
    for (const one of held) await this.page.keyboard.down(one);
    await this.page.keyboard.press(key);
    for (const one of held) await this.page.keyboard.up(one);
  }

  click(selector) { return this.page.click(selector); }

  /** Copies `content` (of a MIME type) to the browser's clipboard, then presses Ctrl+V. */
  async paste(type, content) {
    await this.eval((mime, data) => {
      document.addEventListener('copy', (event) => {
        event.clipboardData.setData(mime, data);
        event.preventDefault();
      }, { capture: true, once: true });
      document.execCommand('copy');
    }, type, content);
    await this.key('v', { ctrl: true });
  }

  async upload(selector, file) { await (await this.page.$(selector)).uploadFile(file); }

  size(width, height) { return this.page.setViewport({ width, height }); }

  async screenshot(file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  close() { return this.page.close(); }
}
