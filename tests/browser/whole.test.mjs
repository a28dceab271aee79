// The full engine on the hosted page: it comes after the first answer and adds what it finds in the prose; until then,
// and without it, the page says that the prose was not checked.
import assert from 'node:assert/strict';
import http from 'node:http';
import { describe, test } from 'node:test';
import { serve } from '../../www/serve.mjs';
import { browsers, missing } from './browsers.mjs';
import { asHtml, consistentFigures, mistypedFigures } from './fixtures.mjs';
import { GRANTED, contains, dist, gone, has, harness, seen, shown } from './harness.mjs';

/** The report with a sentence about its figures; `received` are 27 in the table. */
const report = (grid, received) => asHtml(grid).replace('<p>三、', `<p>一、总体情况</p><p>2023年，全市共收到政府信息公开申请${received}件，均依法办理。</p><p>三、`);
const WRONG = report(consistentFigures(), 35);
const PROSE = '.counts .prose';

/** A server in front of `dist` that keeps the full engine back until `let` is called, or refuses it. */
async function gate() {
  const real = await serve(dist);
  let refuse = false;
  let open = null;
  const opened = new Promise((resolve) => { open = resolve; });
  const server = http.createServer(async (request, response) => {
    if (request.url.startsWith('/full.')) await opened;
    const answer = await fetch(real.url + request.url.slice(1), { headers: { 'accept-encoding': 'identity' } });
    const missingFile = refuse && request.url.startsWith('/full.');
    response.writeHead(missingFile ? 404 : answer.status, { 'content-type': answer.headers.get('content-type'), 'cache-control': 'no-cache' });
    response.end(missingFile ? '404' : Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/?lang=zh-CN`,
    let: (how) => { refuse = how === 'refused'; open(); },
    mend: () => { refuse = false; },
    close: () => { real.close(); server.close(); server.closeAllConnections(); },
  };
}

function suite(browser) {
  describe(`${browser.name}: the whole report`, () => {
    const { onReal, driver, picture, log } = harness(browser);

    const behindGate = (use, size = [1280, 900]) => async () => {
      const site = await gate();
      const page = await driver().page();
      try {
        await page.size(...size);
        await page.goto(site.url);
        await has(page, '.formats:not(:empty)');
        await use(page, site);
      } finally {
        site.let('open');
        await page.close();
        site.close();
      }
    };

    test('a wrong figure in a sentence is found, quoted with the figure marked, its cell beside it', onReal(async (page) => {
      await page.paste('text/html', WRONG);
      await contains(page, '.finding .quote mark', '35');
      assert.match(await shown(page, '.finding .quote blockquote'), /全市共收到政府信息公开申请35件/);
      assert.match(await shown(page, '.finding .quote ul'), /27/);
      await contains(page, PROSE, '已核对');
      assert.ok(log().some((address) => address.startsWith('/full.wasm')));
      await picture(page, 'prose');
    }));

    test('the sentence is shown in the original, its figure marked', onReal(async (page) => {
      await page.paste('text/html', WRONG);
      await has(page, '.finding .quote .cite');
      await page.click('.finding .quote .cite');
      await contains(page, '.original mark.quoted.lit', '35');
      await page.until(seen, '.original mark.quoted');
      await picture(page, 'prose original');
      await page.click('#as-tables');
      await page.click('.finding .quote blockquote');
      await page.until(seen, '.original mark.quoted');
    }));

    test('before it has come: tables are checked, the prose is said to be coming, and nothing moves when it is there', behindGate(async (page, site) => {
      await page.paste('text/html', report(mistypedFigures(), 35));
      await has(page, `${GRANTED}.wrong`);
      await contains(page, PROSE, '正文正在核对');
      await contains(page, '.unchecked', '正文和报告格式');
      await picture(page, 'prose coming');
      await page.click('.finding .set-aside');
      await has(page, '.ask input');
      await page.key('x');
      const place = () => page.eval(() => ['.verdict', '.toolbar', '.pane', '.ask'].map((css) => Math.round(document.querySelector(css).getBoundingClientRect().top)));
      const before = await place();
      site.let('open');
      await has(page, '.finding .quote');
      assert.deepEqual(await place(), before);
      assert.equal(await page.eval(() => document.activeElement.value), 'x');
      assert.doesNotMatch(await shown(page, '.unchecked'), /正文和报告格式/);
      await picture(page, 'prose come');
    }));

    test('an edit made meanwhile stays', behindGate(async (page, site) => {
      await page.paste('text/html', report(mistypedFigures(), 27));
      await has(page, `${GRANTED}.wrong`);
      await page.click(GRANTED);
      for (const key of ['1', '1', 'Enter']) await page.key(key);
      await has(page, `${GRANTED}.edited:not(.wrong)`);
      await page.click(GRANTED);
      await page.key('1');
      site.let('open');
      await contains(page, PROSE, '已核对');
      assert.equal(await page.eval(() => document.activeElement.tagName), 'INPUT');
      await page.key('2');
      await page.key('Enter');
      await page.until((css) => document.querySelector(css).textContent === '12', `${GRANTED} .v`);
    }));

    test('without its file: said with the reason, never 一致, and the next try succeeds', behindGate(async (page, site) => {
      await page.paste('text/html', report(consistentFigures(), 27));
      site.let('refused');
      await contains(page, `${PROSE}.is-refused`, '正文没有核对：网站上缺少');
      assert.doesNotMatch(await shown(page, '#verdict-line'), /全部一致/);
      await gone(page, '.verdict.is-consistent');
      await picture(page, 'prose missing');
      site.mend();
      await page.click(`${PROSE} button`);
      await contains(page, PROSE, '已核对');
      // A later input tries by itself.
      await page.paste('text/html', WRONG);
      await has(page, '.finding .quote');
    }));

    test('later inputs try again by themselves', behindGate(async (page, site) => {
      await page.paste('text/html', report(consistentFigures(), 27));
      site.let('refused');
      await has(page, `${PROSE}.is-refused`);
      site.mend();
      await page.paste('text/html', WRONG);
      await has(page, '.finding .quote');
      await gone(page, `${PROSE}.is-refused`);
    }));

    test('narrow: coming, missing, found', behindGate(async (page, site) => {
      await page.paste('text/html', WRONG);
      await contains(page, PROSE, '正文正在核对');
      await picture(page, 'prose coming narrow');
      site.let('refused');
      await has(page, `${PROSE}.is-refused`);
      await picture(page, 'prose missing narrow');
      site.mend();
      await page.click(`${PROSE} button`);
      await has(page, '.finding .quote');
      assert.ok(await page.eval(() => document.documentElement.scrollWidth <= window.innerWidth));
      await page.click('.finding .quote .cite');
      await page.until(seen, '.original mark.quoted');
      await picture(page, 'prose narrow');
    }, [360, 740]));

    // Old kernels refuse wasm in the page under its policy.
    if (!browser.old) test('where workers are refused, the page itself takes the full engine over', async () => {
      const server = await serve(dist);
      const page = await driver().page();
      try {
        await page.send('Page.addScriptToEvaluateOnNewDocument', { source: 'window.Worker = function () { throw new Error("no workers"); };' });
        await page.goto(`${server.url}?lang=zh-CN`);
        await has(page, '.formats:not(:empty)');
        await page.paste('text/html', WRONG);
        await contains(page, '.finding .quote mark', '35');
      } finally {
        await page.close();
        server.close();
      }
    });

    test('after a visit with a network the prose is checked without one', async () => {
      const server = await serve(dist);
      const page = await driver().page();
      try {
        for (let visit = 0; visit < 2; visit++) {
          await page.goto(`${server.url}?lang=zh-CN`);
          await has(page, '.formats:not(:empty)');
          await page.until(() => Boolean(navigator.serviceWorker.controller));
        }
        await page.paste('text/html', WRONG);
        await has(page, '.finding .quote');
        server.close();
        await page.goto(`${server.url}?lang=zh-CN`);
        await page.paste('text/html', WRONG);
        await has(page, '.finding .quote');
      } finally {
        server.close();
        await page.close();
      }
    });

    test('tables alone: nothing is said of prose', onReal(async (page) => {
      await page.paste('text/html', asHtml(consistentFigures()));
      await has(page, GRANTED);
      assert.equal(await page.eval((css) => document.querySelector(css), PROSE), null);
    }));
  });
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(`${browser.name}: the whole report`);
  else suite(browser);
}
