// The same page in Firefox: it loads, takes a real paste, checks again while one types.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../www/serve.mjs';
import { firefox, missing } from './browsers.mjs';
import { asHtml, mistypedFigures } from './fixtures.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const puppeteer = createRequire(path.join(root, 'www/package.json'))('puppeteer-core');
const GRANTED = 'td[data-cell="requests.granted@natural_person"]';
const bin = firefox();

if (bin === null) missing('Firefox');
else describe('Firefox', () => {
  let browser;
  let server;
  before(async () => {
    server = await serve(process.env.GOUJI_DIST ?? path.join(root, 'dist'));
    browser = await puppeteer.launch({ browser: 'firefox', executablePath: bin, headless: true });
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  test('paste by Ctrl+V, typing in a cell, undo', async () => {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
    await page.goto(server.url);
    await page.waitForSelector('.formats:not(:empty)');
    await page.click('#paste');
    await page.evaluate((html) => {
      document.addEventListener('copy', (event) => {
        event.clipboardData.setData('text/html', html);
        event.preventDefault();
      }, { once: true });
      document.execCommand('copy');
    }, asHtml(mistypedFigures()));
    await page.keyboard.down('Control');
    await page.keyboard.press('v');
    await page.keyboard.up('Control');
    await page.waitForSelector(`${GRANTED}.wrong`);
    await page.click(GRANTED);
    await page.keyboard.type('11');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${GRANTED}.edited:not(.wrong)`);
    await page.click('#undo');
    await page.waitForSelector(`${GRANTED}.wrong`);
    fs.mkdirSync(path.join(root, 'tests/artifacts'), { recursive: true });
    await page.screenshot({ path: path.join(root, 'tests/artifacts/Firefox result.png') });
    assert.deepEqual(errors, []);
  });
});
