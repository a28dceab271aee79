// The page as users meet it, in the browsers they have. What the real module must do is tried on dist/; what it
// must never do (trap, run for ever) on a build with the stand-in engine.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import { serve } from '../../www/serve.mjs';
import { browsers, missing } from './browsers.mjs';
import { asHtml, asText, consistentFigures, mistypedFigures } from './fixtures.mjs';
import { GRANTED, GRANTED_TOTAL, artifacts, contains, dist, fromMenu, gone, has, harness, pasteMistyped, saved, savedFile, scratch, seen, shown } from './harness.mjs';
import { asDocx, unzipped } from './word.mjs';

function suite(browser) {
  describe(browser.name, () => {
    const { onReal, onStandIn, picture, driver, log } = harness(browser);

    test('loads its own parts and nothing else', onReal(async (page) => {
      assert.equal(await page.eval(() => document.getElementById('old-browser')), null);
      const parts = log().map((address) => address.replace(/\?.*/, ''));
      for (const part of parts) assert.match(part, /^\/(app\.js|worker\.js|page\.css|gouji\.wasm|offline\.js)?$/);
      await picture(page, 'empty');
    }));

    test('without scripts, or in a kernel that cannot run them, a sentence says what to do', async () => {
      const server = await serve(dist);
      const page = await driver().page();
      try {
        await page.send('Emulation.setScriptExecutionDisabled', { value: true });
        await page.goto(server.url);
        const { root: document } = await page.send('DOM.getDocument', { depth: -1 });
        const text = JSON.stringify(document);
        assert.match(text, /请切换到“极速模式”/);
        assert.match(text, /"renderer","content","webkit"/);
      } finally {
        server.close();
        await page.close();
      }
    });

    test('after a visit with a network the page works without one', async () => {
      const server = await serve(dist);
      const page = await driver().page();
      try {
        for (let visit = 0; visit < 2; visit++) {
          await page.goto(server.url);
          await has(page, '.formats:not(:empty)');
          await page.until(() => Boolean(navigator.serviceWorker.controller));
        }
        server.close();
        await page.goto(server.url);
        await pasteMistyped(page);
      } finally {
        server.close();
        await page.close();
      }
    });

    test('text/html by Ctrl+V: the mistyped cells are marked with what they should be', onReal(async (page) => {
      await pasteMistyped(page);
      assert.match(await shown(page, GRANTED), /17.*应为 11/);
      await has(page, `${GRANTED_TOTAL}.failing`);
      await has(page, '.verdict.is-findings');
      assert.equal(await page.eval(() => document.activeElement.id), 'verdict-line');
      await picture(page, 'result');
    }));

    test('text/plain by Ctrl+V: consistent figures give no finding', onReal(async (page) => {
      await page.paste('text/plain', asText(consistentFigures()));
      await has(page, GRANTED);
      assert.equal(await shown(page, `${GRANTED} .v`), '11');
      await gone(page, 'td.wrong, td.failing, .finding.error');
      assert.doesNotMatch(await shown(page, '.verdict'), /通过/);
    }));

    test('text/plain by Ctrl+V: mistyped figures are found', onReal(async (page) => {
      await page.paste('text/plain', asText(mistypedFigures()));
      await contains(page, GRANTED, '应为 11');
    }));

    test('a file through the file dialog', onReal(async (page) => {
      const file = path.join(scratch, '年报.html');
      fs.writeFileSync(file, `<!doctype html><meta charset="utf-8">${asHtml(mistypedFigures())}`);
      await page.upload('input[type=file]', file);
      await contains(page, GRANTED, '应为 11');
      await contains(page, '.meta', '年报.html');
    }));

    test('a Word document is read by the pack, which is fetched only then', onReal(async (page) => {
      const file = path.join(scratch, '年报.docx');
      fs.writeFileSync(file, asDocx(mistypedFigures()));
      const fetched = () => log().filter((address) => address.startsWith('/office.')).length;
      const before = fetched();
      await page.upload('input[type=file]', file);
      await contains(page, GRANTED, '应为 11');
      assert.ok(fetched() > before);
      await page.click(GRANTED);
      await page.key('1');
      await page.key('1');
      await page.key('Enter');
      await has(page, `${GRANTED}.edited:not(.wrong)`);
    }));

    const reports = process.env.GOUJI_REPORTS;
    test('a real PDF is read by its pack', { skip: reports ? false : 'GOUJI_REPORTS is not set' }, onReal(async (page) => {
      await page.upload('input[type=file]', path.join(reports, 'hongze-2023.pdf'));
      await contains(page, 'td[data-cell="review.reconsideration.total"]', '应为 11');
      await has(page, '.verdict.is-findings');
      await picture(page, 'pdf');
    }));

    test('a dropped file', onReal(async (page) => {
      await page.eval((content) => {
        const data = new DataTransfer();
        data.items.add(new File([content], '年报.html', { type: 'text/html' }));
        document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
      }, `<meta charset="utf-8">${asHtml(mistypedFigures())}`);
      await contains(page, GRANTED, '应为 11');
    }));

    test('the Word file comes back with comments at the cells to blame', onReal(async (page) => {
      const original = asDocx(mistypedFigures());
      fs.writeFileSync(path.join(scratch, '年报.docx'), original);
      await page.upload('input[type=file]', path.join(scratch, '年报.docx'));
      await contains(page, GRANTED, '应为 11');
      await contains(page, '.finding .place', '第 1 个表格第 6 行第 4 列');
      await saved(page);
      await fromMenu(page, 'annotated');
      const { name, bytes } = await savedFile(page, 0);
      assert.equal(name, '年报（批注）.docx');
      const parts = unzipped(bytes);
      assert.match(parts['word/comments.xml'], /（一）予以公开·自然人.*应为 11，现为 17/s);
      assert.match(parts['word/document.xml'], /<w:shd w:val="clear" w:color="auto" w:fill="F8CBC8"\/>.*?<w:commentRangeStart w:id="\d"\/><w:r><w:t>17<\/w:t><\/w:r><w:commentRangeEnd/s);
      await contains(page, '.said', '已下载。在 2 处加了批注和底色。');
      await picture(page, 'taken away');
      fs.writeFileSync(path.join(artifacts, 'annotated.docx'), bytes);
    }));

    test('the corrected tables come as a workbook and as CSV, and read back they hold', onReal(async (page) => {
      await page.paste('text/html', asHtml(mistypedFigures()));
      await has(page, `${GRANTED}.wrong`);
      assert.equal(await page.eval(() => document.querySelector('#annotated').hidden), true);
      await saved(page);
      await fromMenu(page, 'workbook');
      const book = await savedFile(page, 0);
      assert.match(book.name, /（更正后）\.xlsx$/);
      await contains(page, '.said', '改了 2 格');
      await fromMenu(page, 'csv');
      const csv = await savedFile(page, 1);
      assert.match(csv.name, /（更正后）\.csv$/);
      assert.equal(csv.bytes.subarray(0, 3).toString('hex'), 'efbbbf');
      fs.writeFileSync(path.join(artifacts, 'corrected.xlsx'), book.bytes);
      assert.match(unzipped(book.bytes)['xl/comments1.xml'], /已按核对结果更正：原为 17，现为 11/);
      for (const made of [book, csv]) {
        const again = path.join(scratch, made.name);
        fs.writeFileSync(again, made.bytes);
        await page.upload('input[type=file]', again);
        await contains(page, '.meta', made.name);
        await page.until((css) => document.querySelector(css).textContent === '11', `${GRANTED} .v`);
        await gone(page, 'td.wrong, td.failing, .finding.error');
      }
    }));

    test('a file that cannot hold notes says so and offers the record', onReal(async (page) => {
      const html = path.join(scratch, '年报.html');
      fs.writeFileSync(html, `<!doctype html><meta charset="utf-8">${asHtml(mistypedFigures())}`);
      await page.upload('input[type=file]', html);
      await contains(page, GRANTED, '应为 11');
      await saved(page);
      await fromMenu(page, 'annotated');
      await contains(page, '.said', '不能加批注');
      await page.click('#record');
      const { name, bytes } = await savedFile(page, 0);
      assert.equal(name, '年报（核对记录）.txt');
      assert.match(bytes.toString(), /核对结果：.*应为 11.*检查程序：gouji \d+\.\d+\.\d+/s);
    }));

    test('verdict, first error and its cell are on one screen, however far down the cell is', onReal(async (page) => {
      const late = consistentFigures();
      late[22][0] += 5;
      for (const [width, height] of [[1280, 800], [1440, 900]]) {
        await page.size(width, height);
        await page.paste('text/html', asHtml(late));
        await has(page, 'td.wrong');
        for (const selector of ['#verdict-line', '.finding .pick', 'td.wrong .should']) assert.ok(await page.eval(seen, selector), `${selector} at ${width}`);
      }
      await page.eval(() => { document.querySelector('.pane').scrollTop = 0; });
      await page.click('.finding .pick');
      await page.until(seen, 'td.wrong .should');
    }));

    test('the sum of a finding is told once, under the cell to blame', onReal(async (page) => {
      await pasteMistyped(page);
      assert.match(await shown(page, '.finding .pick'), /（一）予以公开·自然人 应为 11，现为 17/);
      assert.match(await shown(page, '.finding .broken'), /，总计 \d+\s*差 6/);
      assert.equal(await page.eval(() => document.querySelector('.finding .advice')), null);
    }));

    test('a picture is refused with a reason and advice, and what was given stays named', onReal(async (page) => {
      const file = path.join(scratch, '扫描件.png');
      fs.writeFileSync(file, Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex'));
      await page.upload('input[type=file]', file);
      await has(page, '.verdict.is-unreadable');
      assert.match(await shown(page, '.verdict'), /[\u4e00-\u9fff]{4}/);
      assert.match(await shown(page, '.unreadable .advice'), /[\u4e00-\u9fff]{4}/);
      assert.match(await shown(page, '.unreadable'), /扫描件\.png/);
      await picture(page, 'unreadable');
      await pasteMistyped(page);
      assert.equal(await page.eval(() => document.querySelector('.unreadable').hidden), true);
    }));

    test('typing in a cell checks again; undo and redo', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click(GRANTED);
      await has(page, '.inspector .relation');
      for (const key of ['1', '1']) await page.key(key);
      await gone(page, `${GRANTED}.failing`);
      await page.key('Enter');
      await has(page, `${GRANTED}.edited:not(.wrong)`);
      assert.match(await page.eval((css) => document.querySelector(css).title, GRANTED), /原为 17/);
      await page.key('z', { ctrl: true });
      await contains(page, GRANTED, '应为 11');
      await page.key('y', { ctrl: true });
      await has(page, `${GRANTED}.edited:not(.wrong)`);
      await page.click('#undo');
      await has(page, `${GRANTED}.wrong`);
    }));

    test('Escape gives typing up, arrows and Tab move', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click(GRANTED);
      await page.key('Enter');
      await page.key('5');
      await page.key('Escape');
      await contains(page, GRANTED, '应为 11');
      assert.equal(await page.eval(() => document.activeElement.getAttribute('data-cell')), 'requests.granted@natural_person');
      await page.key('ArrowDown');
      assert.equal(await page.eval(() => document.activeElement.getAttribute('data-cell')), 'requests.partial@natural_person');
      await page.key('F2');
      await page.key('Tab');
      assert.equal(await page.eval(() => document.activeElement.getAttribute('data-cell')), 'requests.partial@business');
      assert.equal(await page.eval(() => document.getElementById('undo').disabled), true);
    }));

    test('a number pasted on a cell goes into the cell', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click(GRANTED);
      await page.paste('text/plain', '11');
      await has(page, `${GRANTED}.edited:not(.wrong)`);
    }));

    test('selecting a finding lights its cells', onReal(async (page) => {
      await pasteMistyped(page);
      await gone(page, 'td.lit');
      await page.click('.finding .pick');
      await has(page, '.finding.selected');
      await has(page, 'td.lit');
      await page.click('#as-original');
      await has(page, '.original .spot.lit');
      await page.until(seen, '.original .spot.wrong');
    }));

    test('taking every suggestion leaves no error, and each is one step back', onReal(async (page) => {
      await pasteMistyped(page);
      const errors = () => page.eval(() => document.querySelectorAll('.finding.error').length);
      const first = await errors();
      for (let left = first; left > 0; left = await errors()) {
        await page.click('.finding.error .primary');
        await page.until((count) => document.querySelectorAll('.finding.error').length < count, left);
      }
      await gone(page, 'td.wrong, td.failing');
      for (let step = 0; step < first; step++) await page.click('#undo');
      await has(page, `${GRANTED}.wrong`);
      assert.equal(await page.eval(() => document.getElementById('undo').disabled), true);
    }));

    test('the example and the blank form', onReal(async (page) => {
      await page.click('#example');
      await has(page, '.finding.error');
      await has(page, 'td.wrong');
      await page.click('#blank');
      await contains(page, '.meta', '空白表');
      await page.click(GRANTED);
      await page.key('3');
      await page.key('Enter');
      await has(page, `${GRANTED}.edited`);
    }));

    test('report content never becomes markup', onReal(async (page) => {
      const html = asHtml(mistypedFigures()).replace('<h1>', '<h1>&lt;img src=x onerror="window.hit=1"&gt;');
      await page.paste('text/html', html);
      await has(page, `${GRANTED}.wrong`);
      await page.click('#as-original');
      await has(page, '.original p');
      assert.equal(await page.eval(() => document.querySelectorAll('#app img').length + (window.hit ? 1 : 0)), 0);
    }));

    test('a trap: said, kept, and the next input works', onStandIn(async (page) => {
      await page.paste('text/plain', '年度报告 崩溃');
      await contains(page, '.status .error', '已重新启动');
      await contains(page, '.unreadable pre', '年度报告 崩溃');
      await page.paste('text/plain', '年度报告 两处错误');
      await has(page, `${GRANTED}.wrong`);
      await gone(page, '.status .error');
    }, { allowed: /wasm-unsafe-eval|trusted-types|unreachable/ }));

    test('long work can be stopped', onStandIn(async (page) => {
      await page.paste('text/plain', '年度报告 没完没了');
      await has(page, '#stop');
      await page.click('#stop');
      await contains(page, '.status', '已停止');
      await page.paste('text/plain', '年度报告');
      await has(page, '.verdict.is-consistent');
    }));

    test('alternatives are switched through, and unknowns are listed, never passed', onStandIn(async (page) => {
      await page.paste('text/plain', '年度报告 两处错误 存疑 缺表');
      await has(page, `${GRANTED}.suspect`);
      assert.doesNotMatch(await shown(page, GRANTED), /应为|很可能/);
      await page.eval(() => document.querySelectorAll('.option input')[1].click());
      await contains(page, GRANTED_TOTAL, '或为 19');
      await gone(page, `${GRANTED}.suspect`);
      await contains(page, '.unchecked', '没有找到');
      await has(page, 'td.doubt');
      await page.eval(() => document.querySelector('.show-cell').click());
      await page.until(() => Boolean(document.activeElement.getAttribute('data-cell')));
    }));

    test('what is not checked stands beside a verdict that is no success', onStandIn(async (page) => {
      await page.paste('text/plain', '年度报告 存疑 缺表');
      await has(page, '.verdict.is-incomplete .icon.unknown');
      assert.doesNotMatch(await shown(page, '#app'), /通过/);
      assert.ok(await page.eval(seen, '#unchecked-title'));
      assert.ok(await page.eval(seen, '.unchecked li b'));
      assert.doesNotMatch(await shown(page, '.unchecked'), /？ \+/);
    }));

    test('narrow: looking a cell up leaves it in sight above its panel', onStandIn(async (page) => {
      await page.size(360, 740);
      await page.paste('text/plain', '年度报告 两处错误');
      await has(page, '.finding .show');
      await page.click('.finding .show');
      await page.until(() => !document.querySelector('.inspector').hidden);
      await page.until(seen, 'td.current');
    }));

    test('narrow and dark', onStandIn(async (page) => {
      await page.size(360, 800);
      await page.paste('text/plain', '年度报告 两处错误 存疑');
      await has(page, `${GRANTED}.suspect`);
      assert.ok(await page.eval(() => document.documentElement.scrollWidth <= window.innerWidth), 'the page itself must not scroll sideways');
      await picture(page, 'narrow');
      if (browser.old) return;
      await page.size(1280, 900);
      await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
      await picture(page, 'dark');
    }));

    if (!browser.old) accessibility({ onReal, onStandIn });
  });
}

function accessibility({ onReal, onStandIn }) {
  const require = createRequire(new URL('../../www/package.json', import.meta.url));
  const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const violations = async (page) => {
    await page.eval(`${axe}; true`);
    return page.eval(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } })
      .then(({ violations: found }) => found.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`)));
  };
  const clean = async (page) => assert.deepEqual(await violations(page), []);
  const dark = (page) => page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });

  test('axe: the empty page', onReal(clean));
  test('axe: a result, its original, dark', onReal(async (page) => {
    await pasteMistyped(page);
    await page.click('.finding .pick');
    await clean(page);
    await dark(page);
    await clean(page);
    await page.click('#as-original');
    await clean(page);
  }));
  const theme = (page, name) => page.eval((to) => {
    const select = document.getElementById('theme');
    select.value = to;
    select.dispatchEvent(new Event('change'));
  }, name);
  const inBoth = async (page) => {
    await theme(page, 'light');
    await clean(page);
    await theme(page, 'dark');
    await clean(page);
  };
  test('axe: set aside, a reason being written, the menu, the help, high contrast', onReal(async (page) => {
    const many = consistentFigures();
    for (const [row, column] of [[2, 0], [3, 1], [9, 0], [13, 5], [22, 0]]) many[row][column] += 7 + row;
    await page.paste('text/html', asHtml(many));
    await has(page, 'td.wrong');
    await page.click('.finding .set-aside');
    await has(page, '.ask input');
    await inBoth(page);
    for (const key of ['o', 'k', 'Enter']) await page.key(key);
    await has(page, '.aside li');
    await page.click('.menu summary');
    await inBoth(page);
    await theme(page, 'contrast');
    await clean(page);
    await page.key('Escape');
    await page.click('#help');
    await has(page, 'dialog[open]');
    await inBoth(page);
    await page.eval(() => localStorage.clear());
  }));
  test('axe: consistent, a blank form being filled in, nothing to read, the empty page in the dark', onReal(async (page) => {
    await theme(page, 'dark');
    await clean(page);
    await page.paste('text/html', asHtml(consistentFigures()));
    await has(page, '.flow svg');
    await inBoth(page);
    await page.click('#blank');
    await has(page, '.is-blank');
    await page.click(GRANTED);
    for (const key of ['3', 'Enter']) await page.key(key);
    await has(page, 'td.fill');
    await inBoth(page);
    await page.paste('text/plain', '本机关认真贯彻落实条例，主动公开政府信息。'.repeat(5));
    await has(page, '.verdict.is-unreadable');
    await inBoth(page);
    await page.eval(() => localStorage.clear());
  }));
  test('axe: English', onReal(async (page) => {
    await pasteMistyped(page);
    await clean(page);
  }, { query: '?lang=en' }));
  test('axe: doubts, an open cell, narrow', onStandIn(async (page) => {
    await page.paste('text/plain', '年度报告 两处错误 存疑 缺表');
    await has(page, `${GRANTED}.suspect`);
    await page.click(GRANTED);
    await clean(page);
    await page.size(360, 800);
    await clean(page);
    await page.paste('text/plain', '没有表\n的文字');
    await has(page, '.verdict.is-unreadable');
    await clean(page);
  }));
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(browser.name);
  else suite(browser);
}
