// Working with a result: by keys alone, on a blank form, setting findings aside, going on after a reload.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browsers, missing } from './browsers.mjs';
import { asHtml, consistentFigures } from './fixtures.mjs';
import { GRANTED, GRANTED_TOTAL, contains, gone, has, harness, pasteMistyped, shown } from './harness.mjs';

const cell = (row, column = 'natural_person') => `td[data-cell="requests.${row}@${column}"]`;
const focused = (page) => page.eval(() => document.activeElement.getAttribute('data-cell'));
const press = async (page, ...keys) => { for (const key of keys) await page.key(key); };

function suite(browser) {
  describe(`${browser.name}: work`, () => {
    const { onReal } = harness(browser);

    test('a finding is set aside only with a reason, stays named, comes back', onReal(async (page) => {
      await pasteMistyped(page);
      const before = await shown(page, '#verdict-line');
      await page.click('.finding .set-aside');
      await has(page, '.ask input');
      assert.equal(await page.eval(() => document.activeElement.closest('.ask') !== null), true);
      await press(page, 'Enter');
      assert.equal(await page.eval(() => document.querySelectorAll('.aside li').length), 0);
      await press(page, 'o', 'k', '?', 'Enter');
      await contains(page, '.aside li', '理由：ok?');
      assert.equal(await shown(page, '#verdict-line'), `${before}其中 1 处已搁置。`);
      await has(page, '.verdict.is-findings');
      await gone(page, `${GRANTED}.wrong`);
      await has(page, `${GRANTED}.failing`);
      // A change elsewhere checks everything again; what was set aside stays so.
      await page.click(cell('denied.law_forbids', 'research'));
      await press(page, '7', 'Enter');
      await has(page, `${cell('denied.law_forbids', 'research')}.edited`);
      await contains(page, '.aside li', '理由：ok?');
      await page.click('.take-back');
      await gone(page, '.aside');
      await has(page, `${GRANTED}.wrong`);
    }));

    test('Escape from a reason leads back to its finding, not to another', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click('.finding:nth-child(2) .set-aside');
      await has(page, '.ask input');
      await press(page, 'x', 'Escape');
      await gone(page, '.ask input');
      assert.equal(await page.eval(() => document.activeElement === document.querySelector('.finding:nth-child(2) .set-aside')), true);
    }));

    test('a table of very many empty rows does not stop the page when the original is shown', onReal(async (page) => {
      await page.eval((report) => {
        const data = new DataTransfer();
        data.setData('text/html', `${report}<table><tr><td>甲甲</td></tr>${'<tr></tr>'.repeat(200000)}<tr><td>乙乙</td></tr></table>`);
        document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
      }, asHtml(consistentFigures()));
      await has(page, GRANTED);
      await page.click('#as-original');
      await contains(page, '.original', '甲甲乙乙');
      assert.ok(await page.eval(() => document.querySelectorAll('.original tr').length) < 200);
    }));

    test('a finding with other figures is another finding', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click('.finding .set-aside');
      await has(page, '.ask input');
      await press(page, 'x', 'Enter');
      await has(page, '.aside li');
      await page.click(GRANTED);
      await press(page, '1', '6', 'Enter');
      await gone(page, '.aside');
      await contains(page, GRANTED, '应为 11');
    }));

    test('a blank form: totals are proposed, filled in as one step, never typed over', onReal(async (page) => {
      await page.click('#blank');
      await contains(page, '.meta', '空白表');
      assert.doesNotMatch(await shown(page, '.meta'), /自动识别/);
      await page.click(cell('new'));
      await press(page, '7', 'Enter', '1', 'Enter', '5', 'Tab', '2', 'Enter');
      await contains(page, cell('new', 'total'), '可填 7');
      await contains(page, cell('granted', 'total'), '可填 7');
      await contains(page, cell('results_total'), '可填 5');
      await page.click(cell('carried_in', 'total'));
      await press(page, '9', 'Enter');
      await has(page, `${cell('carried_in', 'total')}.edited`);
      await page.click('#fill-totals');
      await contains(page, cell('results_total', 'total'), '7');
      assert.equal(await shown(page, `${cell('carried_in', 'total')} .v`), '9');
      await page.until(() => document.getElementById('fill-totals').hidden);
      await page.key('z', { ctrl: true });
      await contains(page, cell('results_total', 'total'), '可填 7');
    }));

    test('the form of a blank form is chosen, and of a report form and year', onReal(async (page) => {
      await page.click('#blank');
      await has(page, '.meta select.form');
      const choose = (key, value) => page.eval((css, to) => {
        const select = document.querySelector(css);
        select.value = to;
        select.dispatchEvent(new Event('change'));
      }, `select.${key}`, value);
      assert.equal(await page.eval((css) => document.querySelectorAll(css).length, 'td[data-cell="requests.other@total"]'), 0);
      await choose('form', '2019');
      await has(page, 'td[data-cell="requests.other@total"]');
      await choose('form', '2021');
      await gone(page, 'td[data-cell="requests.other@total"]');
      await pasteMistyped(page);
      await choose('year', '2020');
      await contains(page, '.findings', '2019');
      assert.equal(await page.eval(() => document.querySelector('select.year').value), '2020');
      await choose('year', '');
      await contains(page, 'select.year', '2023（自动识别）');
    }));

    test('keys in the table: as in a spreadsheet', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click(GRANTED);
      await page.key('End');
      assert.equal(await focused(page), 'requests.granted@total');
      await page.key('Home');
      assert.equal(await focused(page), 'requests.granted@natural_person');
      await page.key('Home', { ctrl: true });
      assert.equal(await focused(page), 'requests.new@natural_person');
      await page.key('End', { ctrl: true });
      assert.equal(await focused(page), 'requests.carried_out@total');
      await page.key('ArrowDown');
      assert.match(await focused(page), /^review\./);
      await page.key('ArrowUp');
      assert.match(await focused(page), /^requests\.carried_out/);
      await page.click(GRANTED);
      await page.key('Delete');
      await page.until((css) => document.querySelector(css).textContent === '', `${GRANTED} .v`);
      await has(page, `${GRANTED}.edited`);
    }));

    test('a block of numbers is pasted over the cells from the selected one on', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click(GRANTED);
      await page.paste('text/plain', '11\t3\n4\t0\n');
      await has(page, `${cell('partial')}.edited`);
      for (const [row, column, value] of [['granted', 'natural_person', '11'], ['granted', 'business', '3'], ['partial', 'natural_person', '4']]) {
        assert.equal(await shown(page, `${cell(row, column)} .v`), value);
      }
      await page.click('#undo');
      await has(page, `${GRANTED}.wrong`);
      assert.equal(await page.eval(() => document.getElementById('undo').disabled), true);
    }));

    test('F6 goes round the regions, ? opens the help, Escape closes it', onReal(async (page) => {
      await pasteMistyped(page);
      const region = () => page.eval(() => {
        const part = document.activeElement.closest('[part]');
        return part && part.getAttribute('part');
      });
      const seen = [];
      for (let round = 0; round < 6; round++) {
        seen.push(await region());
        await page.key('F6');
      }
      assert.deepEqual(seen, ['verdict', 'findings', 'unchecked', 'toolbar', 'tables', 'intake']);
      await page.key('F6', { shift: true });
      assert.equal(await region(), 'intake');
      await page.key('F6');
      await page.key('?');
      await has(page, 'dialog.help[open]');
      await page.key('Escape');
      await gone(page, 'dialog.help[open]');
      await page.click(GRANTED);
      await page.key('?');
      await has(page, 'dialog.help[open]');
    }));

    test('the figures of the original are reached by keys; Enter types in the form', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click('#as-original');
      await has(page, '.spot[tabindex="0"]');
      await page.eval(() => document.querySelector('.spot[data-cell="requests.granted@natural_person"]').focus());
      await page.key('ArrowRight');
      assert.equal(await focused(page), 'requests.granted@business');
      await page.key('ArrowDown');
      assert.equal(await focused(page), 'requests.partial@business');
      await page.key('Enter');
      await has(page, `${cell('partial', 'business')} input`);
      assert.equal(await page.eval(() => document.querySelectorAll('.spot[tabindex="0"]').length), 1);
    }));

    test('a cell says all of itself', onReal(async (page) => {
      await pasteMistyped(page);
      const said = (css) => page.eval((one) => document.querySelector(one).getAttribute('aria-label'), css);
      assert.equal(await said(GRANTED), '自然人，（一）予以公开，17，应为 11，不一致');
      assert.equal(await said(GRANTED_TOTAL), '总计，（一）予以公开，13，不一致');
      assert.equal(await said(cell('new')), '自然人，一、本年新收政府信息公开申请数量，22');
    }));

    test('the headers and labels of the cell in hand are lit, and only they', onReal(async (page) => {
      await pasteMistyped(page);
      await page.click(cell('denied.law_forbids', 'research'));
      const lit = await page.eval(() => Array.from(document.querySelectorAll('th.cross')).map((one) => one.textContent));
      assert.deepEqual(lit.sort(), ['2.其他法律行政法规禁止公开', '三、本年度办理结果', '法人或其他组织', '申请人情况', '科研机构', '（三）不予公开'].sort());
    }));

    test('nothing is kept unasked; once allowed, a reload loses nothing; taken back, nothing stays', onReal(async (page) => {
      const stored = () => page.eval(() => Object.keys(localStorage).filter((key) => key.startsWith('gouji.')).length);
      await pasteMistyped(page);
      await page.click(GRANTED);
      await press(page, '1', '2', 'Enter');
      await has(page, `${GRANTED}.edited`);
      assert.equal(await stored(), 0);
      await page.click('#keep');
      await page.click('.finding .set-aside');
      await has(page, '.ask input');
      await press(page, 'y', 'Enter');
      await has(page, '.aside li');
      await page.goto(await page.eval(() => location.href));
      await has(page, `${GRANTED}.edited`);
      await contains(page, `${GRANTED} .v`, '12');
      await contains(page, '.aside li', '理由：y');
      await contains(page, '.status', '已恢复');
      await page.click('#keep');
      assert.equal(await stored(), 0);
    }));

    test('where storage throws, everything works without', onReal(async (page) => {
      await page.send('Page.addScriptToEvaluateOnNewDocument', { source: 'Object.defineProperty(window, "localStorage", { get() { throw new Error("SecurityError"); } });' });
      await page.goto(await page.eval(() => location.href));
      await has(page, '.formats:not(:empty)');
      await pasteMistyped(page);
      assert.equal(await page.eval(() => document.getElementById('keep')), null);
    }));

    test('wide but low: the first cell to look at is on the screen', onReal(async (page) => {
      await page.size(1280, 560);
      const late = consistentFigures();
      late[22][0] += 5;
      await page.paste('text/html', asHtml(late));
      await has(page, 'td.wrong');
      assert.ok(await page.eval(() => {
        const box = document.querySelector('td.wrong').getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;
      }));
    }));
  });
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(`${browser.name}: work`);
  else suite(browser);
}
