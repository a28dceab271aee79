// Many files: dropped, chosen, in folders and containers; checked by several workers; listed, filtered, opened, taken
// away. What an engine must never do is tried with the stand-in.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import { serve } from '../../www/serve.mjs';
import { browsers, missing } from './browsers.mjs';
import { asHtml, consistentFigures, mistypedFigures } from './fixtures.mjs';
import { GRANTED, artifacts, contains, dist, gone, has, harness, root, saved, savedFile, scratch, seen, shown } from './harness.mjs';
import { asDocx, storedZip, unzipped } from './word.mjs';

const report = (grid, body = '临江市') => `<meta charset="utf-8">${asHtml(grid).split('临江市').join(body)}`;
const GOOD = consistentFigures();
const BAD = mistypedFigures();

/** Drops files, as `[name, content]`. */
const drop = (page, files) => page.eval((list) => {
  const data = new DataTransfer();
  for (const [name, content] of list) data.items.add(new File([content], name));
  document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
}, files);

/** Drops a folder: names with their content, folders as objects. Browsers give entries for real folders only. */
const dropFolder = (page, tree) => page.eval((folder) => {
  const file = (fullPath, content) => ({ isFile: true, isDirectory: false, fullPath, file: (take) => take(new File([content], fullPath.split('/').pop())) });
  const directory = (fullPath, inside) => ({
    isFile: false, isDirectory: true, fullPath,
    createReader: () => {
      const all = Object.keys(inside).map((name) => entry(`${fullPath}/${name}`, inside[name]));
      // A reader gives its entries in portions.
      return { readEntries: (take) => setTimeout(() => take(all.splice(0, 2)), 0) };
    },
  });
  const entry = (fullPath, content) => (typeof content === 'string' ? file(fullPath, content) : directory(fullPath, content));
  const items = Object.keys(folder).map((name) => ({ kind: 'file', webkitGetAsEntry: () => entry(`/${name}`, folder[name]) }));
  const event = new DragEvent('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { items, files: items.map(() => new File([], 'folder')), getData: () => '' } });
  document.body.dispatchEvent(event);
}, tree);

const COUNT = '.many .count';
const row = (at) => `.list .space .row[data-at="${at}"]`;
const all = (page) => page.until(() => {
  const said = /(\d+) \/ (\d+)/.exec((document.querySelector('.many .count') || {}).textContent);
  return Boolean(said) && said[1] === said[2];
});
const names = (page) => page.eval(() => Array.from(document.querySelectorAll('.list .space .row'))
  .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top)).map((one) => one.querySelector('.path').textContent));

function suite(browser) {
  describe(`${browser.name}: many files`, () => {
    const { onReal, onStandIn, picture, driver, log } = harness(browser);
    const fromMenu = async (page, id) => {
      await page.click('.tools .menu summary');
      await page.click(`#${id}`);
    };

    test('several dropped files are listed with verdict, body, year and counts; the program for it is fetched only then', onReal(async (page) => {
      const fetched = () => log().filter((address) => address.startsWith('/more.')).length;
      const before = fetched();
      await drop(page, [['甲.html', report(BAD, '甲市')], ['乙.html', report(GOOD, '乙市')], ['丙.html', '<p>通知</p>']]);
      await contains(page, '.many h1', '共 3 个文件');
      await all(page);
      assert.ok(fetched() > before);
      await contains(page, '.now', '全部核对完毕');
      assert.deepEqual(await names(page), ['丙.html', '甲.html', '乙.html']);
      assert.match(await shown(page, row(0)), /无法读取.*丙\.html.*没有找到/);
      assert.match(await shown(page, row(1)), /发现问题.*甲\.html.*甲市.*20232021/);
      assert.match(await shown(page, `${row(1)} .c-errors`), /2/);
      assert.match(await shown(page, row(2)), /未能全部核对.*乙\.html/);
      await picture(page, 'many');
    }));

    test('a row opens its report; the list is still there afterwards, at the same row; neighbours by a button', onReal(async (page) => {
      await drop(page, [['1.html', report(BAD)], ['2.html', report(GOOD)], ['10.html', report(BAD)]]);
      await all(page);
      assert.deepEqual(await names(page), ['1.html', '2.html', '10.html']);
      await page.click(row(1));
      await page.until((css) => document.querySelector(css) && document.querySelector(css).textContent === '11', `${GRANTED} .v`);
      await contains(page, '.folded .where', '2.html 第 2 / 3 个');
      await picture(page, 'many open');
      await page.click('.folded .next');
      await contains(page, GRANTED, '应为 11');
      await contains(page, '.folded .where', '10.html');
      assert.equal(await page.eval(() => document.querySelector('.folded .next').disabled), true);
      await page.click('.folded .back');
      await page.until(seen, row(2));
      assert.equal(await page.eval((css) => document.querySelector(css).getAttribute('aria-selected'), row(2)), 'true');
      assert.equal(await page.eval(() => getComputedStyle(document.querySelector('.result')).display), 'none');
      await page.paste('text/html', asHtml(BAD));
      await has(page, `${GRANTED}.wrong`);
      assert.equal(await page.eval(() => document.querySelector('.many').hidden), true);
    }));

    test('keys alone: arrows, Enter, typing to filter, back', onReal(async (page) => {
      await drop(page, Array.from({ length: 30 }, (_, at) => [`${at + 1}.html`, report(at === 20 ? BAD : GOOD, at === 20 ? '乙县' : '甲市')]));
      await all(page);
      await page.eval(() => document.querySelector('.list').focus());
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) await page.key(key);
      const current = () => page.eval(() => { const id = document.querySelector('.list').getAttribute('aria-activedescendant'); return document.getElementById(id).querySelector('.path').textContent; });
      assert.equal(await current(), '2.html');
      await page.key('End');
      assert.equal(await current(), '30.html');
      await page.key('Home');
      await page.key('PageDown');
      assert.notEqual(await current(), '1.html');
      for (const key of ['2', '1', '.']) await page.key(key);
      assert.equal(await page.eval(() => document.activeElement.id), 'many-filter');
      await page.until(() => document.querySelectorAll('.list .space .row').length === 1);
      await contains(page, '.tools .shown', '显示 1 个');
      await page.key('Enter');
      assert.equal(await page.eval(() => document.activeElement.className), 'list');
      await page.key('ArrowDown');
      await page.key('Enter');
      await contains(page, GRANTED, '应为 11');
      await page.click('.folded .back');
      assert.equal(await page.eval(() => document.activeElement.className), 'list');
    }));

    test('what is pasted or typed into the fields of the list is for them', onStandIn(async (page) => {
      await drop(page, [['a.html', '年度报告'], ['b.html', '年度报告']]);
      await all(page);
      await page.eval(() => document.getElementById('many-filter').focus());
      await page.paste('text/plain', 'b.ht');
      await page.until(() => document.getElementById('many-filter').value === 'b.ht');
      await page.key('?');
      await page.until(() => document.getElementById('many-filter').value === 'b.ht?');
      assert.equal(await page.eval(() => document.querySelector('.help')), null);
      assert.equal(await page.eval(() => document.querySelector('.many').hidden), false);
      await page.key('z', { ctrl: true });
      await page.key('Escape');
      await page.click('#batch-years');
      await has(page, '#years-before');
      await page.eval(() => document.getElementById('years-before').focus());
      await page.paste('text/plain', 'a.html');
      await page.until(() => document.getElementById('years-before').value === 'a.html');
      assert.equal(await page.eval(() => document.querySelector('.many').hidden), false);
    }));

    test('filtered by words and by verdict, sorted by columns', onReal(async (page) => {
      await drop(page, [['a.html', report(GOOD, '甲市')], ['b.html', report(BAD, '乙县')], ['c.html', report(GOOD, '丙区')], ['d.txt', '通知']]);
      await all(page);
      const set = (css, value, event) => page.eval((selector, to, type) => {
        const node = document.querySelector(selector);
        node.value = to;
        node.dispatchEvent(new Event(type));
      }, css, value, event);
      await set('#many-filter', '乙县', 'input');
      assert.deepEqual(await names(page), ['b.html']);
      await set('#many-filter', '', 'input');
      await set('#many-verdict', 'incomplete', 'change');
      assert.deepEqual(await names(page), ['a.html', 'c.html']);
      await set('#many-verdict', '', 'change');
      await page.click('.list .head .c-errors button');
      assert.equal((await names(page))[0], 'b.html');
      assert.equal((await names(page))[3], 'd.txt');
      assert.equal(await page.eval(() => document.querySelector('.list .head .c-errors').getAttribute('aria-sort')), 'descending');
      await page.click('.list .head .c-name button');
      assert.deepEqual(await names(page), ['a.html', 'b.html', 'c.html', 'd.txt']);
      // The same by keys: up from the first row, along the head, and down again.
      await page.eval(() => document.querySelector('.list').focus());
      await page.key('ArrowUp');
      for (let at = 0; at < 5; at++) await page.key('ArrowRight');
      await page.key('Enter');
      await page.until(() => document.querySelector('.list .head .c-errors').getAttribute('aria-sort') === 'descending');
      assert.equal((await names(page))[0], 'b.html');
      await page.key('ArrowDown');
      assert.equal(await page.eval(() => document.activeElement.className), 'list');
    }));

    test('a folder in folders: what is no report is left out and counted, the same bytes are named', onReal(async (page) => {
      await dropFolder(page, { 全县: {
        '1.html': report(BAD, '甲镇'), '~$2.docx': 'x', '扫描.png': 'x', '照片.JPG': 'x', 'a.tmp': 'x', 'Thumbs.db': 'x',
        乡镇: { '2.html': report(GOOD, '乙镇'), '3.html': report(BAD, '丙镇'), 副本: { '1 - 副本.html': report(BAD, '甲镇') } }, __MACOSX: { 'x.html': 'x' },
      } });
      await contains(page, '.many h1', '共 4 个文件');
      await all(page);
      assert.match(await shown(page, '.notes .left-out summary'), /略过 6 个不是报告的文件：图片 2 个、临时文件 4 个/);
      assert.deepEqual(await names(page), ['全县/1.html', '全县/乡镇/2.html', '全县/乡镇/3.html', '全县/乡镇/副本/1 - 副本.html']);
      const twins = await page.eval(() => Array.from(document.querySelectorAll('.list .more')).map((one) => one.textContent).filter((text) => /完全相同/.test(text)));
      assert.equal(twins.length, 1);
      await picture(page, 'many folder');
    }));

    test('the files in a container are listed, their names in GBK or UTF-8', onReal(async (page) => {
      const file = path.join(scratch, '年报.zip');
      const gbk = Buffer.from('c4ead2bb2e646f6378', 'hex'); // 年一.docx
      fs.writeFileSync(file, storedZip([[gbk, asDocx(BAD)], ['乙/说明.txt', '通知'], ['__MACOSX/._x', 'x'], ['乙/图.png', 'x'], ['内.zip', storedZip({ 'a.txt': '1' })]]));
      await page.upload('input[type=file]', file);
      await all(page);
      assert.deepEqual((await names(page)).sort(), ['乙/说明.txt', '内.zip', '年一.docx'].sort());
      await contains(page, '.notes .left-out', '图片 1 个');
      await page.until(() => /压缩包/.test(Array.from(document.querySelectorAll('.list .row')).filter((one) => /内\.zip/.test(one.textContent))[0].textContent));
      await page.eval(() => Array.from(document.querySelectorAll('.list .space .row')).filter((one) => /年一/.test(one.textContent))[0].click());
      await contains(page, GRANTED, '应为 11');
    }));

    test('a container of one file is that file; a single file is simply opened', onReal(async (page) => {
      const file = path.join(scratch, '一份.zip');
      fs.writeFileSync(file, storedZip({ '年报.docx': asDocx(BAD) }));
      await page.upload('input[type=file]', file);
      await contains(page, GRANTED, '应为 11');
      await contains(page, '.meta', '年报.docx');
      await drop(page, [['单.html', report(GOOD)]]);
      await page.until((css) => document.querySelector(css).textContent === '11', `${GRANTED} .v`);
      assert.equal(await page.eval(() => document.querySelector('.many').hidden), true);
    }));

    test('the list and all findings come as a workbook, as CSV and as data; nothing becomes a formula', onReal(async (page) => {
      await drop(page, [['=cmd.html', report(BAD, '甲市')], ['b.html', report(GOOD, '乙县')], ['c.png', 'x']]);
      await all(page);
      await saved(page);
      await fromMenu(page, 'batch-xlsx');
      const book = await savedFile(page, 0);
      assert.match(book.name, /\.xlsx$/);
      const parts = unzipped(book.bytes);
      assert.match(parts['xl/workbook.xml'], /清单.*问题.*没有核对的.*略过的文件/s);
      assert.match(parts['xl/worksheets/sheet1.xml'], /<t xml:space="preserve">=cmd\.html<\/t>/);
      assert.doesNotMatch(parts['xl/worksheets/sheet1.xml'], /<f[ >]/);
      assert.match(parts['xl/worksheets/sheet2.xml'], /（一）予以公开·自然人/);
      await fromMenu(page, 'batch-csv');
      const csv = await savedFile(page, 1);
      assert.match(csv.bytes.toString(), /^\ufeff.*\r\n文件,结论,/);
      assert.match(csv.bytes.toString(), /\r\n'=cmd\.html,发现问题/);
      await fromMenu(page, 'batch-findings');
      assert.match((await savedFile(page, 2)).bytes.toString(), /甲市,2023,错误/);
      await fromMenu(page, 'batch-json');
      const data = JSON.parse((await savedFile(page, 3)).bytes.toString());
      assert.deepEqual(data.files.map((one) => [one.path, one.brief.verdict]), [['=cmd.html', 'findings'], ['b.html', 'incomplete']].sort((a, b) => data.files.findIndex((f) => f.path === a[0]) - data.files.findIndex((f) => f.path === b[0])));
      assert.equal(data.left_out.length, 1);
    }));

    test('stopped, gone on with, closed', onStandIn(async (page) => {
      await drop(page, [['a.html', '年度报告'], ['b.html', '年度报告 没完没了'], ['c.html', '年度报告 没完没了'], ['d.html', '年度报告'], ['e.html', '年度报告'], ['f.html', '年度报告']]
        .concat(Array.from({ length: 12 }, (_, at) => [`h${at}.html`, '年度报告 没完没了'])));
      await contains(page, '.now', 'b.html');
      await page.click('.many .halt');
      await contains(page, '.now', '已停止，还有');
      await picture(page, 'many stopped');
      await page.click('.many .go');
      await has(page, '.many .halt:not([hidden])');
      await page.click('.many .halt');
      await page.click('.many .close');
      assert.equal(await page.eval(() => document.querySelector('.many').hidden), true);
      await page.paste('text/plain', '年度报告');
      await has(page, '.verdict.is-consistent');
    }));

    test('a file that breaks the engine is named, and the others are checked', onStandIn(async (page) => {
      await drop(page, [['a.html', '年度报告'], ['b.html', '年度报告 崩溃'], ['c.html', '年度报告'], ['d.html', '年度报告 崩溃'], ['e.html', '年度报告']]);
      await all(page);
      const verdicts = await page.eval(() => Array.from(document.querySelectorAll('.list .space .row')).sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top)).map((one) => one.querySelector('.word').textContent));
      assert.deepEqual(verdicts, ['一致', '核对失败', '一致', '核对失败', '一致']);
      assert.match(await shown(page, row(1)), /意外中断/);
      await picture(page, 'many failed');
    }, { allowed: /wasm-unsafe-eval|trusted-types|unreachable/ }));

    test('2,000 rows: only those in sight are drawn, and the last is reached', onStandIn(async (page) => {
      await drop(page, Array.from({ length: 2000 }, (_, at) => [`${at}.html`, at % 3 ? '年度报告' : '年度报告 两处错误']));
      await contains(page, '.many h1', '共 2000 个文件');
      await all(page);
      assert.ok(await page.eval(() => document.querySelectorAll('.list .space .row').length) < 60);
      await page.eval(() => document.querySelector('.list').focus());
      await page.key('End');
      await page.until(seen, row(1999));
      assert.equal(await shown(page, `${row(1999)} .path`), '1999.html');
      assert.ok(await page.eval(() => document.querySelectorAll('.list .space .row').length) < 60);
    }));

    if (!browser.old) test('where workers are refused the files are checked one by one in the page', async () => {
      const server = await serve(dist);
      const page = await driver().page();
      try {
        await page.send('Page.addScriptToEvaluateOnNewDocument', { source: 'window.Worker = function () { throw new Error("no workers"); };' });
        await page.goto(`${server.url}?lang=zh-CN`);
        await has(page, '.formats:not(:empty)');
        await drop(page, [['a.html', report(BAD)], ['b.html', report(GOOD)], ['c.html', report(BAD)]]);
        await all(page);
        await contains(page, '.notes', '逐个核对');
        assert.match(await shown(page, row(0)), /发现问题/);
      } finally {
        await page.close();
        server.close();
      }
    });

    test('the language changes, and the list goes on', onReal(async (page) => {
      await drop(page, [['a.html', report(BAD)], ['b.html', report(GOOD)]]);
      await all(page);
      await page.eval(() => {
        const node = document.getElementById('lang');
        node.value = 'en';
        node.dispatchEvent(new Event('change'));
      });
      await contains(page, '.many h1', '2 files');
      await contains(page, row(0), 'Problems found');
      await picture(page, 'many English');
    }));

    test('years of a body are paired by name', onReal(async (page) => {
      const inYear = (body, year) => report(GOOD, body).split('2023').join(String(year));
      await drop(page, [['甲2022.html', inYear('甲市', 2022)], ['甲2023.html', inYear('甲市', 2023)], ['乙2023.html', inYear('乙县', 2023)], ['x.txt', '通知']]);
      await all(page);
      await page.click('#batch-years');
      await contains(page, '.years .shown', '1 对');
      await contains(page, '.years .pair summary', '甲市 2022 → 2023');
      await page.until(() => Array.from(document.querySelectorAll('.years > .open-ends')).some((one) => /乙2023\.html/.test(one.textContent)));
      // What is carried over by column: 2 by persons, who have 3 carried in.
      await contains(page, '.years .finding', '结转');
      await page.click('.years .finding .place');
      await has(page, 'td.current');
    }));

    test('an area and its bodies: found by name, summed up, the gap shown', onReal(async (page) => {
      const sum = GOOD.map((line) => line.map((figure) => figure * 2));
      sum[2][0] += 3;
      sum[2][6] += 3;
      await drop(page, [['青山县.html', report(sum, '青山县')], ['甲.html', report(GOOD, '青山县教育局')], ['乙.html', report(GOOD, '青山县民政局')]]);
      await all(page);
      await page.click('#batch-rollup');
      await has(page, '.sum-verdict');
      await page.until(() => document.querySelectorAll('.sums td[data-sum]').length > 100);
      await picture(page, 'rollup real');
      await contains(page, '.rollup .shown', '汇总了 2 份下级报告；上级的报告 青山县.html');
      await contains(page, '.rollup .findings-list', '本级多 3');
      await contains(page, '.sums td.off', '差 3');
      // A file asked for while the sums are made anew still comes.
      await saved(page);
      await page.eval(() => { for (const id of ['rollup-complete', 'rollup-csv']) document.getElementById(id).click(); });
      assert.match((await savedFile(page, 0)).name, /下级汇总\.csv$/);
      await page.until(() => document.querySelector('.rollup .said').textContent === '');
    }));

    test('a finding between years leads to its cell; pairs are taken away and named', onStandIn(async (page) => {
      await drop(page, [['甲2022.html', '年度报告 甲'], ['甲2023.html', '年度报告 乙'], ['乙2023.html', '年度报告 丙'], ['x.txt', '通知']]);
      await all(page);
      await page.click('#batch-years');
      await contains(page, '.years .shown', '1 对，其中 1 对发现问题');
      await contains(page, '.years .finding', '差 2');
      await contains(page, '.years .repeats', '62%');
      await picture(page, 'years');
      await page.click('.years .finding .place');
      await has(page, '.folded:not([hidden])');
      await has(page, 'td[data-cell="requests.carried_in@natural_person"].current');
      await page.click('.folded .back');
      await has(page, '.years .pair');
      await page.click('.years .pair .remove');
      await contains(page, '.years .shown', '没有可以对照');
      await page.eval(() => {
        for (const [field, value] of [['years-before', '甲2022.html'], ['years-after', '乙2023.html']]) document.getElementById(field).value = value;
      });
      await page.click('.years .add');
      await contains(page, '.years .shown', '1 对');
      await page.click('.years .reset');
      await contains(page, '.years .files', '甲2023.html');
      await page.click('.across .leave');
      assert.equal(await page.eval(() => document.activeElement.className), 'list');
    }));

    test('bodies are summed up: the sum in the official layout, gaps, the report to blame, what was left out', onStandIn(async (page) => {
      await drop(page, Array.from({ length: 5 }, (_, at) => [`${at}.html`, `年度报告 ${at}`]));
      await all(page);
      await page.click('#batch-rollup');
      await contains(page, '.sum-verdict', '下级可能不齐');
      await contains(page, '.sums .off', '上级');
      await contains(page, '.sums .off', '差 2');
      await has(page, '.sums td.doubt');
      await contains(page, '.rollup .shown', '汇总了 2 份下级报告');
      await contains(page, '.rollup', '同一单位同一年度');
      await picture(page, 'rollup');
      await page.click('#rollup-complete');
      await contains(page, '.sum-verdict', '差在一份');
      await page.eval(() => {
        const how = document.getElementById('rollup-how');
        how.value = 'none';
        how.dispatchEvent(new Event('change'));
      });
      await gone(page, '.sums .off');
      await page.eval(() => {
        const how = document.getElementById('rollup-how');
        how.value = 'file';
        how.dispatchEvent(new Event('change'));
        const field = document.getElementById('rollup-parent');
        field.value = '4.html';
        field.dispatchEvent(new Event('change'));
      });
      await has(page, '.sums .off');
      await page.click('.rollup .finding .place');
      await has(page, '.folded:not([hidden])');
      assert.equal(await shown(page, '.folded .where b'), '2.html');
      await has(page, `${GRANTED}.current`);
      await page.click('.folded .back');
      await has(page, '.sums');
      await page.size(360, 740);
      assert.ok(await page.eval(() => document.documentElement.scrollWidth <= window.innerWidth), 'the page itself must not scroll sideways');
      await picture(page, 'rollup narrow');
    }));

    test('wishes that change before the first answer: the last is what is shown', onStandIn(async (page) => {
      await drop(page, Array.from({ length: 5 }, (_, at) => [`${at}.html`, `年度报告 ${at}`]));
      await all(page);
      await page.click('#batch-rollup');
      await has(page, '.sums .off');
      await page.eval(() => {
        document.getElementById('rollup-complete').click();
        const how = document.getElementById('rollup-how');
        how.value = 'none';
        how.dispatchEvent(new Event('change'));
      });
      await page.until(() => document.querySelector('.rollup .said').textContent === '');
      assert.equal(await page.eval(() => document.querySelector('.sums .off')), null);
      await page.click('.across .leave');
      await page.click('#batch-years');
      await contains(page, '.years .shown', '1 对');
      await page.eval(() => {
        for (const [field, value] of [['years-before', '3.html'], ['years-after', '4.html']]) document.getElementById(field).value = value;
        document.querySelector('.years .add').click();
      });
      await contains(page, '.years .shown', '2 对');
      await page.eval(() => { for (const one of document.querySelectorAll('.years .pair .remove')) one.click(); });
      await contains(page, '.years .shown', '没有可以对照');
      await page.until(() => document.querySelector('.years .said').textContent === '');
    }));

    test('narrow', onReal(async (page) => {
      await page.size(360, 740);
      await drop(page, [['全县/甲镇人民政府2023年政府信息公开工作年度报告.html', report(BAD, '甲镇')], ['乙.html', report(GOOD, '乙镇')], ['丙.html', '<p>通知</p>'], ['x.png', 'x']]);
      await all(page);
      assert.ok(await page.eval(() => document.documentElement.scrollWidth <= window.innerWidth), 'the page itself must not scroll sideways');
      await picture(page, 'many narrow');
      await page.eval(() => Array.from(document.querySelectorAll('.list .space .row')).filter((one) => /甲镇/.test(one.textContent))[0].click());
      await contains(page, GRANTED, '应为 11');
      assert.ok(await page.eval(() => document.documentElement.scrollWidth <= window.innerWidth));
      await picture(page, 'many narrow open');
    }));

    test('in one file from a disk', async () => {
      const page = await driver().page();
      try {
        await page.goto(`file://${path.join(dist, 'gouji.html')}?lang=zh-CN`);
        await has(page, '.formats:not(:empty)');
        await drop(page, [['a.html', report(BAD)], ['b.html', report(GOOD)]]);
        await all(page);
        assert.match(await shown(page, row(0)), /发现问题/);
      } finally {
        await page.close();
      }
    });

    if (!browser.old) test('axe: the list, a report opened from it', onReal(async (page) => {
      const require = createRequire(path.join(root, 'www/package.json'));
      await drop(page, [['a.html', report(BAD)], ['b.html', report(GOOD)], ['c.png', 'x']]);
      await all(page);
      await page.eval(`${fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')}; true`);
      const violations = () => page.eval(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' | ')}`)));
      assert.deepEqual(await violations(), []);
      await page.click(row(0));
      await contains(page, GRANTED, '应为 11');
      assert.deepEqual(await violations(), []);
    }));
  });
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(`${browser.name}: many files`);
  else suite(browser);
}
