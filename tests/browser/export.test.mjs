// Taking the result away: tables on the clipboard, data, the printed record.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browsers, missing } from './browsers.mjs';
import { asHtml, consistentFigures } from './fixtures.mjs';
import { GRANTED, contains, fromMenu, has, harness, pasteMistyped, shown } from './harness.mjs';

/** What is on the clipboard now, as a paste shows it to the page. */
async function clipboard(page) {
  await page.eval(() => {
    window.pasted = null;
    document.addEventListener('paste', (event) => {
      window.pasted = { html: event.clipboardData.getData('text/html'), text: event.clipboardData.getData('text/plain') };
      event.preventDefault();
      event.stopImmediatePropagation();
    }, { capture: true, once: true });
    document.getElementById('paste').focus();
  });
  await page.key('v', { ctrl: true });
  return page.until(() => window.pasted);
}

const typed = async (page, selector, text) => {
  await page.click(selector);
  for (const key of text) await page.key(key);
  await page.key('Enter');
  await has(page, `${selector}.edited`);
};
function suite(browser) {
  describe(`${browser.name}: taking away`, () => {
    const { onReal } = harness(browser);

    test('the corrected table goes to the clipboard as a table and as lines', onReal(async (page) => {
      await pasteMistyped(page);
      await typed(page, GRANTED, '11');
      await page.click('.requests-box .copy-table');
      await contains(page, '.status', '已复制');
      const { html, text } = await clipboard(page);
      const table = await page.eval((markup) => {
        // The page's own policy lets only a named maker give markup.
        const maker = window.trustedTypes ? window.trustedTypes.createPolicy('gouji', { createHTML: (made) => made }) : { createHTML: (made) => made };
        const { rows } = new DOMParser().parseFromString(maker.createHTML(markup.replace(/ style="[^"]*"/g, '')), 'text/html').querySelector('table');
        return Array.from(rows).map((row) => Array.from(row.cells).map((cell) => [cell.textContent, cell.rowSpan, cell.colSpan]));
      }, html);
      assert.deepEqual(table[0].map(([, rows, cols]) => [rows, cols]), [[3, 3], [1, 7]]);
      assert.deepEqual(table[5].map(([content]) => content), ['三、本年度办理结果', '（一）予以公开', '11', '2', '0', '0', '0', '0', '13']);
      assert.equal(table[5][0][1], 22);
      const line = text.split(/\r?\n/).find((one) => one.includes('（一）予以公开'));
      assert.equal(line, '三、本年度办理结果\t（一）予以公开\t\t11\t2\t0\t0\t0\t0\t13');
      // And what was copied is read again as the same report.
      await page.paste('text/html', html);
      await contains(page, `${GRANTED} .v`, '11');
    }));

    test('what would run as a formula in a spreadsheet is text there', onReal(async (page) => {
      await page.paste('text/html', asHtml(consistentFigures()));
      await has(page, GRANTED);
      await typed(page, GRANTED, '=1+1');
      await fromMenu(page, 'copy-tables');
      await contains(page, '.status', '已复制');
      const { html, text } = await clipboard(page);
      assert.ok(text.includes("\t'=1+1\t"));
      assert.ok(html.includes(">'=1+1<"));
    }));

    test('the data holds the edits, and what was set aside with its reason', onReal(async (page) => {
      await pasteMistyped(page);
      await typed(page, 'td[data-cell="requests.partial@business"]', '1');
      await page.click('.finding .set-aside');
      await has(page, '.ask input');
      for (const key of ['n', 'o', 'Enter']) await page.key(key);
      await has(page, '.aside li');
      await page.eval(() => {
        const create = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          const reader = new FileReader();
          reader.onload = () => { window.saved = reader.result; };
          reader.readAsText(blob);
          return create(blob);
        };
      });
      await fromMenu(page, 'json');
      const data = JSON.parse(await page.until(() => window.saved));
      assert.deepEqual(data.edits, [{ cell: 'requests.partial@business', raw: '1' }]);
      assert.equal(data.set_aside.length, 1);
      assert.equal(data.set_aside[0].reason, 'no');
      assert.ok(data.report.findings.some((finding) => finding.id === data.set_aside[0].finding));
    }));

    test('the printed record: what, when, verdict, findings, reasons, changes, what was not checked, and no controls', onReal(async (page) => {
      await pasteMistyped(page);
      await typed(page, 'td[data-cell="requests.partial@business"]', '1');
      await page.click('.finding .set-aside');
      await has(page, '.ask input');
      for (const key of ['o', 'k', 'Enter']) await page.key(key);
      await has(page, '.aside li');
      await page.send('Emulation.setEmulatedMedia', { media: 'print' });
      await page.eval(() => window.dispatchEvent(new Event('beforeprint')));
      const record = await shown(page, '.record');
      for (const part of ['检查记录', '剪贴板内容', '临江市', '2023', '2021年格式', /20\d\d-\d\d-\d\d \d\d:\d\d/, /gouji \d/, '结论：发现', '其中 1 处已搁置', '理由：ok', '没有找到这张表', '（二）部分公开·商业企业：0 → 1', '检查人']) {
        assert.match(record, part instanceof RegExp ? part : new RegExp(part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
      }
      const visible = await page.eval(() => ['.intake', '.toolbar', '.side', '.verdict', '.copy-table', '.top', '.record', 'td.edited'].filter((css) => document.querySelector(css).getClientRects().length > 0));
      assert.deepEqual(visible, ['.record', 'td.edited']);
      assert.ok(await page.eval(() => document.documentElement.scrollHeight > 1200), 'the whole of the tables is laid out');
      await page.eval(() => window.dispatchEvent(new Event('afterprint')));
      assert.equal(await shown(page, '.record'), '');
    }));
  });
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(`${browser.name}: taking away`);
  else suite(browser);
}
