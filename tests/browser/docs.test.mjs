// The pages of documentation, from a disk and from a site: every link leads somewhere, nothing is fetched from
// elsewhere, everybody can read them; and what they say of the program is so.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from '../../www/serve.mjs';
import { browsers, missing } from './browsers.mjs';
import { artifacts, dist, root } from './harness.mjs';

const require = createRequire(path.join(root, 'www/package.json'));
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const folder = path.join(dist, 'docs');
const pages = fs.readdirSync(folder).filter((name) => name.endsWith('.html'));
const text = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const all = (source, pattern) => Array.from(source.matchAll(pattern), (match) => match[1]);

describe('documentation', () => {
  test('every Markdown file is a page', () => {
    const written = fs.readdirSync(path.join(root, 'www/docs')).filter((name) => name.endsWith('.md'));
    assert.deepEqual(pages.sort(), written.map((name) => name.replace('.md', '.html')).sort());
  });

  test('every link and picture leads to something that is there', () => {
    for (const name of pages) {
      for (const address of all(text(name), /(?:href|src)="([^"]+)"/g).filter((one) => !one.startsWith('data:'))) {
        assert.doesNotMatch(address, /^\w+:/, `${name} leads out of the site`);
        const [file, part] = address.replace(/\?v=\w+/, '').split('#');
        const target = file ? path.join(folder, file) : path.join(folder, name);
        assert.ok(fs.existsSync(target), `${name}: ${address}`);
        if (part) assert.ok(fs.readFileSync(target, 'utf8').includes(` id="${decodeURIComponent(part)}"`), `${name}: ${address}`);
      }
    }
  });

  test('the README leads to files that are there', () => {
    for (const name of ['README.md', 'README.en.md', 'CONTRIBUTING.md']) {
      const source = fs.readFileSync(path.join(root, name), 'utf8');
      for (const address of all(source, /\]\((?!https?:)([^)#]+)/g)) assert.ok(fs.existsSync(path.join(root, address)), `${name}: ${address}`);
    }
  });

  test('every rule has its place', async () => {
    const known = all(fs.readFileSync(path.join(root, 'www/docs/rules.md'), 'utf8'), /^### .*`([\w-]+)`$/gm);
    assert.ok(known.length > 50);
    for (const id of known) assert.ok(text('rules.html').includes(`<h3 id="${id}">`), id);
  });

  test('the embedding guide gives the hashes of this build', () => {
    const { files } = JSON.parse(fs.readFileSync(path.join(dist, 'integrity.json'), 'utf8'));
    for (const name of ['gouji-check.js', 'gouji-inpage.js']) assert.ok(text('embed.html').includes(files[name]), name);
  });

  test('the keys are those of the help', () => {
    const source = fs.readFileSync(path.join(root, 'www/src/lang/help.ts'), 'utf8');
    const groups = /groups: (\[[\s\S]*?\]) as /.exec(source)[1];
    const rows = all(fs.readFileSync(path.join(root, 'www/docs/accessibility.md'), 'utf8'), /^\| (.* \| .* \| .*) \|$/gm);
    for (const [where, keys] of Function(`return ${groups}`)()) {
      for (const [key, what] of keys) {
        const row = rows.find((one) => one.startsWith(`${where} | ${key.split(' ').join('、')} | ${what}`));
        assert.ok(row, `${where} ${key} ${what}`);
      }
    }
  });

  test('what is kept in the browser is what the page on privacy names', () => {
    const kept = all(text('privacy.html'), /<code>gouji\.([\w.]+)<\/code>/g).filter((name) => name !== 'html');
    const source = fs.readdirSync(path.join(root, 'www/src'), { recursive: true }).filter((name) => String(name).endsWith('.ts'))
      .map((name) => fs.readFileSync(path.join(root, 'www/src', String(name)), 'utf8'));
    const places = source.filter((one) => /localStorage|sessionStorage|indexedDB|document\.cookie/.test(one));
    assert.equal(places.length, 1, 'one module keeps things');
    const keys = source.filter((one) => /store\.(get|set)\(/.test(one)).flatMap((one) => all(one, /^const [A-Z]+ = '([a-z.]+)';$/gm));
    assert.deepEqual([...new Set(kept)].sort(), keys.sort());
  });

  test('the policies are those of the documents', () => {
    const policy = (name) => /Content-Security-Policy" content="([^"]*)"/.exec(fs.readFileSync(path.join(dist, name), 'utf8'))[1];
    assert.match(policy('index.html'), /default-src 'none'.*connect-src 'self'.*form-action 'none'/);
    for (const name of ['gouji.html', 'embed.html']) assert.match(policy(name), /default-src 'none'.*connect-src 'none'.*form-action 'none'/);
    for (const name of pages) {
      assert.match(text(name), /default-src 'none'; style-src 'self'; img-src 'self' data:/);
      assert.doesNotMatch(text(name), /<script|\son\w+=|javascript:/i);
    }
  });
});

function suite(browser) {
  describe(`documentation, ${browser.name}`, () => {
    let driver;
    let server;
    before(async () => {
      driver = await browser.launch();
      server = await serve(dist);
    });
    after(async () => {
      await driver?.close();
      server?.close();
    });

    const onPage = async (address, use) => {
      const page = await driver.page();
      try {
        await page.size(1280, 900);
        await page.goto(address);
        await use(page);
        assert.deepEqual(page.errors, []);
      } catch (error) {
        await page.screenshot(path.join(artifacts, `${browser.name} docs failed.png`)).catch(() => undefined);
        throw error;
      } finally {
        await page.close();
      }
    };
    const styled = () => getComputedStyle(document.body).margin === '0px' && getComputedStyle(document.querySelector('h1')).fontWeight === '600';
    const requests = () => performance.getEntriesByType('resource').map(({ name }) => name);

    for (const name of pages) {
      test(`${name}: from a disk and from a site, as wide as a phone, without a request to others`, async () => {
        for (const address of [pathToFileURL(path.join(folder, name)).href, `${server.url}docs/${name}`]) {
          await onPage(address, async (page) => {
            assert.ok(await page.eval(styled), 'the styles came');
            const site = address.slice(0, address.lastIndexOf('/docs/'));
            for (const one of await page.eval(requests)) assert.ok(one.startsWith(site) || one.startsWith('data:'), one);
            await page.size(360, 800);
            assert.ok(await page.eval(() => document.documentElement.scrollWidth <= 360), 'nothing sticks out at 360 px');
            for (const picture of await page.eval(() => Array.from(document.images, (image) => image.naturalWidth))) assert.ok(picture > 100);
          });
        }
      });

      if (!browser.old) test(`${name}: axe, by day, and by night as narrow as a phone`, () => onPage(`${server.url}docs/${name}`, async (page) => {
        await page.eval(`${axe}; true`);
        const clean = async () => assert.deepEqual(await page.eval(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } })
          .then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`))), []);
        await clean();
        await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
        await page.size(360, 800);
        await clean();
      }));
    }

    test('the address of a rule leads to it', () => onPage(`${server.url}docs/rules.html#dash-for-zero`, async (page) => {
      assert.match(await page.eval(() => document.querySelector(':target').textContent), /dash-for-zero/);
      assert.ok(await page.eval(() => window.scrollY > 0));
    }));

    test('the page says which release it is and leads to the documentation', () => onPage(`${server.url}?lang=zh-CN`, async (page) => {
      await page.until(() => Boolean(document.querySelector('.foot')));
      const { version, build } = JSON.parse(fs.readFileSync(path.join(dist, 'integrity.json'), 'utf8'));
      assert.equal(await page.eval(() => document.querySelector('.foot').lastChild.textContent), `gouji ${version} · ${build}`);
      const target = await page.eval(() => document.querySelector('.foot a').getAttribute('href'));
      assert.ok(fs.existsSync(path.join(dist, target)));
      page.errors.splice(0, page.errors.length, ...page.errors.filter((error) => !/wasm-unsafe-eval|trusted-types/.test(error)));
    }));
  });
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(browser.name);
  else suite(browser);
}
