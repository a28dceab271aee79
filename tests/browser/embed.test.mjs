// The checker on other people's pages: the element, the frame, the check in place, the bookmarklet, under the
// policies such pages have.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../www/serve.mjs';
import { browsers, missing } from './browsers.mjs';
import { launch } from './cdp.mjs';
import { asHtml, consistentFigures, mistypedFigures } from './fixtures.mjs';
import { hostSite, NONCE } from './hosts.mjs';
import { asDocx } from './word.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const dist = process.env.GOUJI_DIST ?? path.join(root, 'dist');
const artifacts = path.join(root, 'tests/artifacts');
const reports = process.env.GOUJI_REPORTS;

const require = createRequire(path.join(root, 'www/package.json'));
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const GRANTED = 'td[data-cell="requests.granted@natural_person"]';
const CANNOT_START = '核对程序没能启动';
/** A host with habits: a root size for phones, and rules for everything. */
const HOSTILE = `<style nonce="${NONCE}">
html { font-size: 100px; color: red; line-height: 3; }
* { letter-spacing: 9px; }
div, section, h1, h2, td, th, button, span, p { color: red !important; border: 3px solid lime !important; font-size: 40px !important; }
td span { display: none; }
</style>`;

/** In the page: the inside of the n-th element. */
const inside = (page, what, at = 0) => page.until(([css, n]) => {
  const element = document.querySelectorAll('gouji-check')[n];
  const node = element && element.shadowRoot && element.shadowRoot.querySelector(css);
  return node ? node.textContent || ' ' : null;
}, [what, at]);

const give = (page, html, at = 0) => page.eval((content, n) => customElements.whenDefined('gouji-check')
  .then(() => document.querySelectorAll('gouji-check')[n].check(content)).then((review) => review && review.verdict), html, at);

function suite(browser) {
  describe(`embedded, ${browser.name}`, () => {
    let driver;
    let tool;
    let host;

    before(async () => {
      driver = await launch(browser.bin);
      tool = await serve(dist);
      host = await hostSite();
    });
    after(async () => {
      await driver?.close();
      tool?.close();
      host?.close();
    });

    /** A fresh page of the host; `page.errors` afterwards are only those of a refused policy, where allowed, and of words old kernels do not know. */
    const onHost = (made, use, allowed = /wasm-unsafe-eval/) => async () => {
      const page = await driver.page();
      try {
        host.pages['/page'] = made;
        await page.size(1280, 1000);
        await page.goto(`${host.url}/page`);
        await use(page);
        assert.deepEqual(page.errors.filter((error) => !allowed.test(error) && !/trusted-types/.test(error)), []);
      } catch (error) {
        await page.screenshot(path.join(artifacts, `${browser.name} embedded failed.png`)).catch(() => undefined);
        throw error;
      } finally {
        await page.close();
      }
    };
    const picture = (page, name) => page.screenshot(path.join(artifacts, `${browser.name} ${name}.png`));
    const from = () => tool.url.slice(0, -1);
    const script = (name, more = '') => `<script src="${from()}/${name}" ${more}></script>`;

    // ---- the element ----

    test('two elements on one page, each with its own report; nothing leaks out or in', onHost(() => ({
      head: HOSTILE,
      body: `<h1>宿主</h1><table><tr><td>1</td></tr></table><gouji-check></gouji-check><p>之间</p><gouji-check></gouji-check>${script('gouji-check.js')}`,
    }), async (page) => {
      const look = () => ['h1', 'td', 'p'].map((name) => {
        const style = getComputedStyle(document.querySelector(name));
        return Array.from(style, (key) => `${key}:${style.getPropertyValue(key)}`).filter((one) => !/^(perspective|transform)-origin|^(height|block-size|width|inline-size)/.test(one)).join(';');
      });
      const before = await page.eval(look);
      assert.equal(await give(page, asHtml(mistypedFigures()), 0), 'findings');
      assert.notEqual(await give(page, asHtml(consistentFigures()), 1), 'findings');
      assert.match(await inside(page, GRANTED, 0), /17.*应为 11/);
      assert.equal(await page.eval((css) => document.querySelectorAll('gouji-check')[1].shadowRoot.querySelector(css).textContent, GRANTED), '11');
      assert.deepEqual(await page.eval(look), before);
      assert.deepEqual(await page.eval(() => window.hostTest.fresh()), []);
      assert.deepEqual(await page.eval(() => window.hostTest.counts), { started: 2, ended: 0 });
      const verdict = await page.eval(() => {
        const { color, fontSize, letterSpacing, lineHeight } = getComputedStyle(document.querySelector('gouji-check').shadowRoot.querySelector('.verdict h1'));
        return { color, fontSize, letterSpacing, lineHeight };
      });
      assert.deepEqual(verdict, { color: 'rgb(24, 34, 45)', fontSize: '20px', letterSpacing: 'normal', lineHeight: '29px' });
      await picture(page, 'element');
    }));

    test('editing in the element, and a Word file read by its pack from the same site', onHost(() => ({
      body: `<gouji-check></gouji-check>${script('gouji-check.js')}`,
    }), async (page) => {
      const bytes = asDocx(mistypedFigures()).toString('base64');
      const verdict = await page.eval((base64) => {
        const raw = atob(base64);
        const file = Uint8Array.from(raw, (character) => character.charCodeAt(0));
        return customElements.whenDefined('gouji-check').then(() => document.querySelector('gouji-check').check(file, '年报.docx')).then((review) => review.verdict);
      }, bytes);
      assert.equal(verdict, 'findings');
      await inside(page, `${GRANTED}.wrong`);
      const box = await page.eval((css) => {
        const node = document.querySelector('gouji-check').shadowRoot.querySelector(css);
        node.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = node.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }, GRANTED);
      for (const type of ['mousePressed', 'mouseReleased']) await page.send('Input.dispatchMouseEvent', { type, ...box, button: 'left', clickCount: 1 });
      for (const key of ['1', '1', 'Enter']) await page.key(key);
      await inside(page, `${GRANTED}.edited:not(.wrong)`);
      // Read anew, the host is told of what the user sees, and of nothing on the way there.
      await page.eval((css) => {
        window.hostTest.heard = [];
        document.body.addEventListener('gouji-reviewed', ({ detail }) => {
          const cells = [].concat(...detail.report.tables.map((table) => table.cells));
          window.hostTest.heard.push(cells.find((cell) => css.includes(`"${cell.id}"`)).raw);
        });
        document.querySelector('gouji-check').setAttribute('form', '2021');
      }, GRANTED);
      await page.until(() => window.hostTest.heard.length > 0);
      assert.deepEqual(await page.eval(() => window.hostTest.heard), ['11']);
      await inside(page, `${GRANTED}.edited:not(.wrong)`);
      await page.eval((css) => { document.querySelector('gouji-check').shadowRoot.querySelector(css).focus(); }, GRANTED);
      await page.key('z', { ctrl: true });
      await inside(page, `${GRANTED}.wrong`);
    }));

    test('narrow: the cell looked at stays in sight below the tables, the host page keeps its focus; axe', onHost(() => ({
      body: `<main><h1>宿主</h1><input aria-label="标题" autofocus><div><gouji-check></gouji-check></div></main>${script('gouji-check.js')}`,
    }), async (page) => {
      await page.eval(() => { document.querySelector('main > div').style.width = '600px'; document.querySelector('input').focus(); });
      await give(page, asHtml(mistypedFigures()));
      assert.equal(await page.eval(() => document.activeElement.tagName), 'INPUT');
      await page.eval((css) => { document.querySelector('gouji-check').shadowRoot.querySelector(css).focus(); }, GRANTED);
      await page.eval((css) => { document.querySelector('gouji-check').shadowRoot.querySelector(css).scrollIntoView({ block: 'center' }); }, GRANTED);
      const seen = (css) => {
        const { shadowRoot } = document.querySelector('gouji-check');
        const box = shadowRoot.querySelector(css).getBoundingClientRect();
        const top = shadowRoot.elementFromPoint(box.left + box.width / 2, box.top + Math.min(20, box.height / 2));
        return Boolean(top && top.closest(css));
      };
      assert.ok(await page.eval(seen, '.inspector'));
      assert.ok(await page.eval(seen, 'td.current'));
      assert.ok(await page.eval(() => document.documentElement.scrollWidth <= window.innerWidth));
      await picture(page, 'element narrow');
      if (browser.old) return;
      await page.eval(`${axe}; true`);
      assert.deepEqual(await page.eval(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' | ')}`))), []);
    }));

    test('events: a check can be prevented, each review is handed over; attributes; the worker ends with the element', onHost(() => ({
      body: `<gouji-check compact form="2019"></gouji-check>${script('gouji-check.js')}`,
    }), async (page) => {
      await page.eval(() => {
        window.hostTest.heard = [];
        window.hostTest.stop = true;
        document.body.addEventListener('gouji-review', (event) => { if (window.hostTest.stop) event.preventDefault(); });
        document.body.addEventListener('gouji-reviewed', (event) => window.hostTest.heard.push(event.detail.report.form));
      });
      assert.equal(await give(page, asHtml(consistentFigures())), null);
      await page.eval(() => { window.hostTest.stop = false; });
      assert.notEqual(await give(page, asHtml(consistentFigures())), null);
      assert.deepEqual(await page.eval(() => window.hostTest.heard), ['2019']);
      assert.equal(await page.eval(() => getComputedStyle(document.querySelector('gouji-check').shadowRoot.querySelector('.sheet')).display), 'none');
      await page.eval(() => document.querySelector('gouji-check').removeAttribute('form'));
      await page.until(() => window.hostTest.heard[1]);
      assert.deepEqual(await page.eval(() => window.hostTest.heard), ['2019', '2021']);
      await picture(page, 'element compact');
      // Moved while it checks, it goes on.
      assert.equal(await page.eval((html) => {
        const element = document.querySelector('gouji-check');
        const asked = element.check(html);
        return Promise.resolve().then(() => Promise.resolve()).then(() => document.body.appendChild(element)).then(() => asked).then((review) => review && review.verdict);
      }, asHtml(mistypedFigures())), 'findings');
      await page.eval(() => {
        window.hostTest.left = [];
        const remove = window.removeEventListener;
        window.removeEventListener = function removed(name, ...rest) { window.hostTest.left.push(name); return remove.call(this, name, ...rest); };
        document.body.removeChild(document.querySelector('gouji-check'));
      });
      await page.until(() => window.hostTest.counts.ended === window.hostTest.counts.started);
      for (const name of ['pointerup', 'pointercancel', 'blur', 'beforeprint', 'afterprint']) assert.ok((await page.eval(() => window.hostTest.left)).includes(name), name);
    }));

    test('the element checks the prose too, by an engine fetched as a script; one event for a check', onHost(() => ({
      body: `<gouji-check></gouji-check>${script('gouji-check.js')}`,
    }), async (page) => {
      await page.eval(() => {
        window.hostTest.heard = [];
        document.body.addEventListener('gouji-reviewed', (event) => window.hostTest.heard.push(event.detail.report.whole));
      });
      await give(page, asHtml(consistentFigures()).replace('<p>三、', '<p>2023年，全市共收到政府信息公开申请35件。</p><p>三、'));
      assert.match(await inside(page, '.finding .quote mark'), /35/);
      assert.deepEqual(await page.eval(() => window.hostTest.heard), [true]);
      assert.deepEqual(await page.eval(() => window.hostTest.fresh()), []);
    }));

    const rule = (more) => () => ({
      csp: `default-src 'none'; script-src 'nonce-${NONCE}' ${from()} ${more.split('TOOL').join(from())}`, body: `<gouji-check></gouji-check>${script('gouji-check.js')}`,
    });
    const isStyled = (page) => page.eval(() => getComputedStyle(document.querySelector('gouji-check').shadowRoot.querySelector('.box')).borderTopStyle);

    test('strict policy, another site: a worker, and no connection', onHost(rule(`'wasm-unsafe-eval'; worker-src blob:; style-src TOOL; img-src data:`), async (page) => {
      assert.equal(await give(page, asHtml(mistypedFigures())), 'findings');
      assert.deepEqual(await page.eval(() => window.hostTest.counts), { started: 1, ended: 0 });
      await page.until(() => getComputedStyle(document.querySelector('gouji-check').shadowRoot.querySelector('.box')).borderTopStyle === 'dashed');
      assert.equal(await isStyled(page), 'dashed');
    }, /wasm-unsafe-eval|inline style|Content Security Policy/));

    test('strict policy without workers: in the page where the browser can, else it says so', onHost(rule("'wasm-unsafe-eval'; worker-src 'none'; img-src data:"), async (page) => {
      if (browser.old) assert.match(await inside(page, '.status .error'), new RegExp(CANNOT_START));
      else assert.equal(await give(page, asHtml(mistypedFigures())), 'findings');
      assert.deepEqual(await page.eval(() => window.hostTest.fresh()), []);
    }, /Content Security Policy|content-security-policy|Failed to construct 'Worker'|Wasm code generation|wasm|CompileError/i));

    test('a policy of one word, same site: the worker has its own policy', async () => {
      const strict = await strictSite(dist);
      const page = await driver.page();
      try {
        await page.goto(`${strict.url}/page`);
        assert.equal(await give(page, asHtml(mistypedFigures())), 'findings');
        assert.equal(await isStyled(page), 'dashed');
      } finally {
        await page.close();
        strict.close();
      }
    });

    // ---- in place ----

    const report = (more = '') => `<div id="nav"><table><tr><td><table><tr><td>首页</td><td>12</td></tr></table></td></tr></table></div>
      <div class="TRS_Editor" id="report">${asHtml(mistypedFigures()).replace('<td rowspan="1" colspan="1">17</td>', '<td rowspan="1" colspan="1" style="color: green;" title="原有"><p> 17&nbsp;</p></td>')}</div>${more}`;
    const marked = () => Array.from(document.querySelectorAll('td')).filter((node) => /3px/.test(node.style.outline)).map((node) => node.innerText.replace(/\s+/g, ' ').trim());
    const panel = () => {
      const found = Array.from(document.body.children).filter((node) => node.shadowRoot && node.shadowRoot.querySelector('[role=region]'));
      return found.map((node) => node.shadowRoot.textContent);
    };
    const settled = (page) => page.until(() => Array.from(document.body.children).some((node) => node.shadowRoot && /处|没有找到|没能启动|一致|发现/.test(node.shadowRoot.textContent)));

    test('in place: the cells of the page are marked, and taking the marks off restores it', onHost(() => ({ head: HOSTILE, body: report() }), async (page) => {
      const clean = await page.eval(() => document.getElementById('report').outerHTML);
      const run = () => page.eval((source) => new Promise((resolve, reject) => {
        document.addEventListener('gouji-reviewed', (event) => resolve(event.detail.verdict), { once: true });
        const node = document.createElement('script');
        node.src = source;
        node.onload = () => document.body.removeChild(node);
        node.onerror = reject;
        document.body.appendChild(node);
      }), `${from()}/gouji-inpage.js`);
      for (let time = 0; time < 2; time++) {
        assert.equal(await run(), 'findings');
        assert.deepEqual(await page.eval(marked), ['17 应为 11', '6 应为 4']);
        assert.equal((await page.eval(panel)).length, 1);
        assert.match((await page.eval(panel))[0], /（一）予以公开·自然人 应为 11，现为 17/);
        assert.match((await page.eval(panel))[0], /这里只核对表格/);
      }
      assert.equal(await page.eval(() => getComputedStyle(document.body.lastElementChild).borderTopWidth), '0px');
      assert.equal(await page.eval(() => Array.from(document.querySelectorAll('td span')).map((node) => getComputedStyle(node).display).join()), 'block,block');
      assert.deepEqual(await page.eval(() => window.hostTest.fresh()), []);
      await page.until(() => window.hostTest.counts.ended === window.hostTest.counts.started && window.hostTest.counts.started === 2);
      await page.eval(() => document.querySelectorAll('td')[60].scrollIntoView({ block: 'center' }));
      await picture(page, 'in place');
      await page.eval(() => document.dispatchEvent(new CustomEvent('gouji-remove')));
      assert.equal(await page.eval(() => document.getElementById('report').outerHTML), clean);
      assert.deepEqual(await page.eval(panel), []);
    }));

    test('in place under a strict policy', onHost(() => ({
      csp: `default-src 'none'; script-src 'nonce-${NONCE}' ${from()} 'wasm-unsafe-eval'; worker-src blob:; img-src data:`, body: report(script('gouji-inpage.js')).replace(' style="color: green;"', ''),
    }), async (page) => {
      await settled(page);
      assert.deepEqual(await page.eval(marked), ['17 应为 11', '6 应为 4']);
      assert.equal(await page.eval(() => getComputedStyle(document.body.lastElementChild).position), 'fixed');
      await page.eval(() => document.querySelectorAll('td')[60].scrollIntoView({ block: 'center' }));
      await picture(page, 'in place strict');
    }));

    test('in place: quiet where there is no report, said otherwise', onHost(() => ({ body: '<h1>新闻</h1><table><tr><td>1</td></tr></table>' }), async (page) => {
      const run = (quiet) => page.eval((source, attribute) => new Promise((resolve) => {
        document.addEventListener('gouji-reviewed', (event) => resolve(event.detail.verdict), { once: true });
        const node = document.createElement('script');
        node.src = source;
        if (attribute) node.setAttribute('data-quiet', '');
        document.body.appendChild(node);
      }), `${from()}/gouji-inpage.js`, quiet);
      assert.equal(await run(true), 'unreadable');
      assert.deepEqual(await page.eval(panel), []);
      assert.equal(await run(false), 'unreadable');
      assert.match((await page.eval(panel))[0], /没有找到/);
    }));

    for (const name of reports ? fs.readdirSync(reports).filter((file) => file.endsWith('.html')) : []) {
      const published = () => fs.readFileSync(path.join(reports, name), 'utf8').replace(/<script[\s\S]*?<\/script>|<link[^>]*>|<img[^>]*>|<iframe[\s\S]*?<\/iframe>/gi, '');
      test(`in place on a published report says what the checker says of its source: ${name}`, onHost(() => ({ title: (/<title>(.*?)<\/title>/.exec(published()) || [])[1], body: published() + script('gouji-inpage.js') }), async (page) => {
        const core = await import(path.join(root, 'www/generated/gouji.js'));
        await core.default({ module_or_path: fs.readFileSync(path.join(dist, 'gouji.wasm')) });
        const { summary } = core.review_html(null, published(), {});
        await settled(page);
        const text = (await page.eval(panel))[0];
        assert.ok(text.includes(summary), `${text} / ${summary}`);
        assert.doesNotMatch(text, /对不上位置/);
        await picture(page, `in place ${name}`);
      }));
    }

    test('the bookmarklet does the same on any page, and says where it may not', onHost(() => ({ body: report() }), async (page) => {
      await page.goto(`${tool.url}bookmarklet.html`);
      const code = await page.until(() => {
        const { href } = document.getElementById('bookmarklet');
        return /^javascript:/.test(href) && decodeURIComponent(href.replace(/^javascript:/, ''));
      });
      await picture(page, 'bookmarklet');
      await page.goto(`${host.url}/page`);
      await page.eval(code);
      await settled(page);
      assert.deepEqual(await page.eval(marked), ['17 应为 11', '6 应为 4']);
      assert.equal(await page.eval(() => document.querySelectorAll('script[src]').length), 0);
      host.pages['/strict'] = { csp: `default-src 'none'; script-src 'nonce-${NONCE}'`, body: report() };
      await page.goto(`${host.url}/strict`);
      const errors = page.errors.length;
      await page.eval(() => { window.alert = (text) => { window.hostTest.said = text; }; });
      await page.eval(code);
      assert.match(await page.until(() => window.hostTest.said), /内容安全策略不允许/);
      page.errors.length = errors;
    }, /Content Security Policy|wasm-unsafe-eval/));

    // ---- the frame ----

    const frame = (hash, sandbox = 'sandbox="allow-scripts"') => (site) => ({
      csp: `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'; frame-src ${from()}; img-src data:`,
      head: `<style nonce="${NONCE}">iframe { width: 100%; height: 900px; border: 0 }</style><script nonce="${NONCE}">
        window.hostTest.heard = [];
        window.addEventListener('message', (event) => window.hostTest.heard.push({ data: event.data, origin: event.origin }));
      </script>`,
      body: `<iframe ${sandbox} src="${from()}/embed.html${hash(site)}" title="核对"></iframe>`,
    });
    const own = (site) => `#origin=${encodeURIComponent(site)}`;
    const ask = (page, message) => page.eval((data) => document.querySelector('iframe').contentWindow.postMessage(data, '*'), message);
    const heard = (page, type, id) => page.until(([wanted, of]) => window.hostTest.heard.map((one) => one.data).filter((one) => one.type === wanted && (of === null || one.id === of))[0], [type, id]);

    for (const [name, sandbox] of [['sandboxed', 'sandbox="allow-scripts"'], ['plain', '']]) {
      test(`the frame, ${name}: asks and answers by messages`, onHost(frame(own, sandbox), async (page) => {
        const { about } = await heard(page, 'gouji-ready', null);
        assert.ok(about.forms.length > 1);
        await ask(page, { type: 'gouji-check', id: 7, html: asHtml(mistypedFigures()), name: '草稿' });
        const { review } = await heard(page, 'gouji-reviewed', 7);
        assert.equal(review.verdict, 'findings');
        assert.equal(await page.eval(() => window.hostTest.heard[0].origin), sandbox ? 'null' : from());
        await ask(page, { type: 'gouji-check', id: 8 });
        await heard(page, 'gouji-failed', 8);
        for (const odd of [null, 5, 'gouji-check', { type: 'other' }]) await ask(page, odd);
        await ask(page, { type: 'gouji-check', id: 9, text: '没有表' });
        assert.equal((await heard(page, 'gouji-reviewed', 9)).review.verdict, 'unreadable');
        await ask(page, { type: 'gouji-check', id: 10, html: asHtml(mistypedFigures()) });
        await heard(page, 'gouji-reviewed', 10);
        if (sandbox) await picture(page, 'frame');
      }));
    }

    test('the frame: what the user pastes is handed over without a question', onHost(frame(own), async (page) => {
      await heard(page, 'gouji-ready', null);
      await page.eval((html) => {
        document.addEventListener('copy', (event) => {
          event.clipboardData.setData('text/html', html);
          event.preventDefault();
        }, { once: true });
        document.execCommand('copy');
      }, asHtml(mistypedFigures()));
      for (const type of ['mousePressed', 'mouseReleased']) await page.send('Input.dispatchMouseEvent', { type, x: 640, y: 700, button: 'left', clickCount: 1 });
      await page.key('v', { ctrl: true });
      assert.equal((await heard(page, 'gouji-reviewed', null)).review.verdict, 'findings');
    }));

    test('the frame: strangers are refused, and nobody is told where no origin was named', onHost(frame(own), async (page) => {
      await heard(page, 'gouji-ready', null);
      // A message from another window of the very same origin, and from another origin.
      await page.eval((html) => {
        const node = document.createElement('iframe');
        node.srcdoc = '<p>陌生窗口</p>';
        document.body.appendChild(node);
        const talk = node.contentWindow.postMessage.bind(window.frames[0]);
        talk({ type: 'gouji-check', id: 'bound', html }, '*');
      }, asHtml(consistentFigures()));
      await page.eval((html) => new Promise((resolve) => {
        const node = document.createElement('iframe');
        node.setAttribute('sandbox', 'allow-scripts allow-same-origin');
        node.src = 'about:blank';
        node.onload = () => {
          const run = node.contentWindow.document.createElement('script');
          run.nonce = 'abc123';
          run.textContent = `parent.frames[0].postMessage(${JSON.stringify({ type: 'gouji-check', id: 'stranger', html })}, '*')`;
          node.contentWindow.document.body.appendChild(run);
          setTimeout(resolve, 50);
        };
        document.body.appendChild(node);
      }), asHtml(consistentFigures()));
      await ask(page, { type: 'gouji-check', id: 'after', html: asHtml(mistypedFigures()) });
      await heard(page, 'gouji-reviewed', 'after');
      const ids = await page.eval(() => window.hostTest.heard.map((one) => one.data.id));
      assert.ok(!ids.includes('stranger'), ids.join());

      for (const hash of ['', '#origin=https%3A%2F%2Felsewhere.example', '#origin=javascript:1']) {
        host.pages['/silent'] = frame(() => hash);
        await page.goto(`${host.url}/silent`);
        await page.until(() => document.querySelector('iframe'));
        await new Promise((resolve) => setTimeout(resolve, 700));
        await ask(page, { type: 'gouji-check', id: 1, html: asHtml(mistypedFigures()) });
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.deepEqual(await page.eval(() => window.hostTest.heard), []);
      }
    }, /wasm-unsafe-eval|target origin|recipient window|postMessage|Content Security Policy/));

    // ---- the package ----

    const packed = (code, csp) => () => ({ csp, body: `<gouji-check></gouji-check><script type="module" nonce="${NONCE}">${code}</script>` });

    test('the package: validate() and the element as modules, from the same site', async () => {
      const strict = await strictSite(dist, packed(`
        import { validate, about, close } from '/npm/index.js';
        import '/npm/register.js';
        window.hostTest.asked = Promise.all([validate(${JSON.stringify(asHtml(mistypedFigures()))}, { name: '甲' }), validate({ text: '没有表' }), about()])
          .then(([one, two, three]) => { close(); return [one.verdict, one.source.name, two.verdict, three.forms.length > 1]; });
      `)().body);
      const page = await driver.page();
      try {
        await page.goto(`${strict.url}/page`);
        const got = await page.until(() => window.hostTest.asked);
        assert.deepEqual(got, ['findings', null, 'unreadable', true]);
        assert.equal(await give(page, asHtml(mistypedFigures())), 'findings');
        assert.deepEqual(await page.eval(() => window.hostTest.fresh()), []);
        assert.equal(await isStyled(page), 'dashed');
        assert.deepEqual(await page.eval(() => window.hostTest.counts), { started: 2, ended: 1 });
        // From another site no worker may be started: the page's own thread does it.
        host.pages['/other'] = packed(`
          import { validate } from '${strict.url}/npm/index.js';
          window.hostTest.asked = validate(${JSON.stringify(asHtml(mistypedFigures()))}).then((one) => one.verdict);
        `)();
        await page.goto(`${host.url}/other`);
        assert.equal(await page.until(() => window.hostTest.asked), 'findings');
      } finally {
        await page.close();
        strict.close();
      }
    });
  });
}

/** A site that hosts the tool itself, under a policy of 'self' alone. */
async function strictSite(dir, body = '<gouji-check></gouji-check><script src="/gouji-check.js"></script>') {
  const policy = `default-src 'none'; script-src 'self' 'nonce-${NONCE}'; style-src 'self'; worker-src 'self'; connect-src 'self'; img-src data:`;
  const site = await hostSite({ '/page': { csp: policy, body } });
  const types = { '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };
  site.files((name) => {
    const file = path.join(dir, name);
    return fs.existsSync(file) && fs.statSync(file).isFile() ? { type: types[path.extname(file)], bytes: fs.readFileSync(file) } : null;
  });
  return site;
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(browser.name);
  else suite(browser);
}
