// The hashes that the build gives, as other people's pages use them: the right one lets a script run, a wrong one does not.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { browsers, missing } from './browsers.mjs';
import { asHtml, mistypedFigures } from './fixtures.mjs';
import { dist } from './harness.mjs';
import { hostSite } from './hosts.mjs';

const { files } = JSON.parse(fs.readFileSync(path.join(dist, 'integrity.json'), 'utf8'));

test('integrity.json names every file beside it, with its hash', () => {
  const there = fs.readdirSync(dist).filter((name) => name !== 'integrity.json' && fs.statSync(path.join(dist, name)).isFile());
  assert.deepEqual(Object.keys(files).sort(), there.sort());
  for (const name of there) {
    assert.equal(files[name], `sha384-${crypto.createHash('sha384').update(fs.readFileSync(path.join(dist, name))).digest('base64')}`, name);
  }
});

function suite(browser) {
  describe(`integrity, ${browser.name}`, () => {
    let driver;
    let tool;
    let host;
    before(async () => {
      driver = await browser.launch();
      tool = await hostSite();
      tool.files((name) => ({ type: 'text/javascript; charset=utf-8', bytes: fs.readFileSync(path.join(dist, name)) }));
      const body = (hash) => `<script src="${tool.url}/gouji-check.js" crossorigin="anonymous" integrity="${hash}"></script><gouji-check></gouji-check>`;
      host = await hostSite({ '/right': { body: body(files['gouji-check.js']) }, '/wrong': { body: body(files['gouji-inpage.js']) } });
    });
    after(async () => {
      await driver?.close();
      tool?.close();
      host?.close();
    });

    const onPage = async (name, use) => {
      const page = await driver.page();
      try {
        await page.goto(host.url + name);
        return await use(page);
      } finally {
        await page.close();
      }
    };

    test('the right hash: the element checks a report', () => onPage('/right', async (page) => {
      const verdict = await page.eval((html) => customElements.whenDefined('gouji-check')
        .then(() => document.querySelector('gouji-check').check(html)).then((review) => review.verdict), asHtml(mistypedFigures()));
      assert.equal(verdict, 'findings');
    }));

    test('another file than the hash is of: the browser does not run it', () => onPage('/wrong', async (page) => {
      assert.equal(await page.eval(() => customElements.get('gouji-check') === undefined), true);
      await page.until(() => document.readyState === 'complete');
      assert.ok(page.errors.some((error) => /integrity/.test(error)), page.errors.join('\n'));
    }));
  });
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(browser.name);
  else suite(browser);
}
