// What only other sites and disks have, in Firefox; the page itself is in kernels.test.mjs.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serve } from '../../www/serve.mjs';
import { firefox, missing } from './browsers.mjs';
import { asHtml, mistypedFigures } from './fixtures.mjs';
import { hostSite, NONCE } from './hosts.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const puppeteer = createRequire(path.join(root, 'www/package.json'))('puppeteer-core');
const dist = process.env.GOUJI_DIST ?? path.join(root, 'dist');
const bin = firefox();

if (bin === null) missing('Firefox, embedded');
else describe('Firefox, embedded', () => {
  let browser;
  let server;
  before(async () => {
    server = await serve(dist);
    // As users have it: puppeteer would let files read each other.
    const extraPrefsFirefox = { 'security.fileuri.strict_origin_policy': true };
    browser = await puppeteer.launch({ browser: 'firefox', executablePath: bin, headless: true, extraPrefsFirefox });
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  test('embedded under strict policies: the element, in place, a sandboxed frame', async () => {
    const tool = server.url.slice(0, -1);
    const report = asHtml(mistypedFigures());
    const scripts = `default-src 'none'; img-src data:; script-src 'nonce-${NONCE}' ${tool} 'wasm-unsafe-eval'; worker-src blob:; style-src ${tool}`;
    const host = await hostSite({
      '/element': { csp: scripts, body: `<gouji-check></gouji-check><script src="${tool}/gouji-check.js"></script>` },
      '/place': { csp: scripts, body: `${report}<script src="${tool}/gouji-inpage.js"></script>` },
      '/frame': (site) => ({
        csp: `default-src 'none'; img-src data:; script-src 'nonce-${NONCE}'; frame-src ${tool}`,
        body: `<iframe sandbox="allow-scripts" src="${tool}/embed.html#origin=${encodeURIComponent(site)}"></iframe>
          <script nonce="${NONCE}">window.heard = []; addEventListener('message', (event) => heard.push(event.data));</script>`,
      }),
    });
    try {
      const page = await browser.newPage();
      await page.goto(`${host.url}/element`);
      const verdict = await page.evaluate((html) => customElements.whenDefined('gouji-check')
        .then(() => document.querySelector('gouji-check').check(html)).then((review) => review.verdict), report);
      assert.equal(verdict, 'findings');
      assert.deepEqual(await page.evaluate(() => ({ fresh: window.hostTest.fresh(), ...window.hostTest.counts })), { fresh: [], started: 1, ended: 0 });
      await page.goto(`${host.url}/place`);
      await page.waitForFunction(() => document.querySelectorAll('td[title*="应为 11"]').length === 1);
      await page.goto(`${host.url}/frame`);
      await page.waitForFunction(() => window.heard.some((one) => one.type === 'gouji-ready'));
      await page.evaluate((html) => document.querySelector('iframe').contentWindow.postMessage({ type: 'gouji-check', id: 1, html }, '*'), report);
      await page.waitForFunction(() => window.heard.some((one) => one.type === 'gouji-reviewed' && one.id === 1 && one.review.verdict === 'findings'));
      await page.close();
    } finally {
      host.close();
    }
  });

  test('the single file from a disk', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path.join(dist, 'gouji.html')).href);
    await page.waitForSelector('.formats:not(:empty)');
    await page.click('#example');
    await page.waitForSelector('td.wrong');
    await page.close();
  });
});
