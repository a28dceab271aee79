// What the tests of the page share: a page in a browser, on the real build or on one with the stand-in engine, and
// questions to ask it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../www/serve.mjs';
import { asHtml, mistypedFigures } from './fixtures.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.join(here, '../..');
export const dist = process.env.GOUJI_DIST ?? path.join(root, 'dist');
export const artifacts = path.join(root, 'tests/artifacts');
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-page-'));
const mock = path.join(scratch, 'mock');
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

export const GRANTED = 'td[data-cell="requests.granted@natural_person"]';
export const GRANTED_TOTAL = 'td[data-cell="requests.granted@total"]';
// Old kernels do not know the words and say so; the module runs in the worker there.
const EXPECTED = /wasm-unsafe-eval|trusted-types/;

let made = false;
/** Built when a test first asks for it. */
export function standInBuild() {
  if (!made) execFileSync(process.execPath, [path.join(root, 'www/build.mjs'), '--engine', path.join(here, 'mock-engine.mjs'), '--out', mock, '--quiet']);
  made = true;
  return mock;
}

export const shown = (page, selector) => page.eval((css) => {
  const node = document.querySelector(css);
  return node ? node.textContent : null;
}, selector);
export const has = (page, selector) => page.until((css) => Boolean(document.querySelector(css)), selector);
export const gone = (page, selector) => page.until((css) => !document.querySelector(css), selector);
export const contains = (page, selector, text) => page.until((css, part) => {
  const node = document.querySelector(css);
  return Boolean(node) && node.textContent.includes(part);
}, selector, text);

/** In the page: whether the middle of an element is on the screen and not covered. */
export const seen = (selector) => {
  const node = document.querySelector(selector);
  const box = node.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return Boolean(top) && (node.contains(top) || top.contains(node)) && top !== document.body && top !== document.documentElement;
};

/** What the page offers to save from now on: `saved(page)`, then `savedFile(page, 0)` for the first. */
export const saved = (page) => page.eval(() => {
  window.saved = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.blob = blob; return make.call(URL, blob); };
  HTMLAnchorElement.prototype.click = function save() { window.saved.push({ name: this.download, blob: window.blob }); };
});
export const savedFile = async (page, at) => {
  await page.until((index) => window.saved.length > index, at);
  const { name, data } = await page.eval((index) => new Promise((resolve) => {
    const { name, blob } = window.saved[index];
    const reader = new FileReader();
    reader.onload = () => resolve({ name, data: reader.result.split(',')[1] });
    reader.readAsDataURL(blob);
  }), at);
  return { name, bytes: Buffer.from(data, 'base64') };
};

/** Pastes the report with two mistyped figures. */
export const pasteMistyped = async (page) => {
  await page.paste('text/html', asHtml(mistypedFigures()));
  await has(page, `${GRANTED}.wrong`);
};

/** Presses a button of the menu over the tables. */
export const fromMenu = async (page, id) => {
  await page.click('.menu summary');
  await page.click(`#${id}`);
};

/** Inside a describe(): starts `browser` and both servers, and ends them. */
export function harness(browser) {
  let driver;
  let real;
  let standIn;
  before(async () => {
    driver = await browser.launch();
    [real, standIn] = await Promise.all([serve(dist), serve(standInBuild())]);
  });
  after(async () => {
    await driver?.close();
    real?.close();
    standIn?.close();
  });

  /** A fresh page, ready for input; afterwards it must have had no errors. */
  const onPage = (server, use, { allowed = EXPECTED, query = '?lang=zh-CN' } = {}) => async () => {
    const page = await driver.page();
    try {
      await page.size(1280, 900);
      await page.goto(server().url + query);
      await has(page, '.formats:not(:empty)');
      await use(page);
      if (page.settle) await page.settle();
      assert.deepEqual(page.errors.filter((error) => !allowed.test(error)), []);
    } catch (error) {
      await page.screenshot(path.join(artifacts, `${browser.name} failed.png`)).catch(() => undefined);
      throw error;
    } finally {
      await page.close();
    }
  };
  return {
    onReal: (use, more) => onPage(() => real, use, more),
    onStandIn: (use, more) => onPage(() => standIn, use, more),
    picture: (page, name) => page.screenshot(path.join(artifacts, `${browser.name} ${name}.png`)),
    driver: () => driver,
    /** Addresses asked of the server of the real build. */
    log: () => real.log,
  };
}
