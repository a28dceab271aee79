// The whole way of a user, in every browser the page must work in: give a report, see what is wrong, work on it,
// take it away. What lies deeper is tried in the newest and the oldest Chromium only.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { kernels, missing } from './browsers.mjs';
import { asHtml, asText, consistentFigures, mistypedFigures } from './fixtures.mjs';
import { GRANTED, GRANTED_TOTAL, contains, gone, has, harness, pasteMistyped, scratch, shown } from './harness.mjs';
import { asDocx } from './word.mjs';

const type = async (page, selector, ...keys) => {
  await page.click(selector);
  for (const key of keys) await page.key(key);
};

function suite(browser) {
  describe(`${browser.name}: every kernel`, () => {
    const { onReal, onStandIn, picture } = harness(browser);

    test('a pasted table: verdict, marked cells, what they should be', onReal(async (page) => {
      await pasteMistyped(page);
      assert.match(await shown(page, GRANTED), /17.*应为 11/);
      await has(page, `${GRANTED_TOTAL}.failing`);
      await has(page, '.verdict.is-findings');
      assert.equal(await page.eval((css) => document.querySelector(css).getAttribute('aria-label'), GRANTED), '自然人，（一）予以公开，17，应为 11，不一致');
      await picture(page, 'result');
    }));

    test('pasted text that is consistent gives no finding', onReal(async (page) => {
      await page.paste('text/plain', asText(consistentFigures()));
      await contains(page, `${GRANTED} .v`, '11');
      await gone(page, 'td.wrong, td.failing, .finding.error');
    }));

    test('a Word document through the file dialog', onReal(async (page) => {
      const file = path.join(scratch, '年报.docx');
      fs.writeFileSync(file, asDocx(mistypedFigures()));
      await page.upload('input[type=file]', file);
      await contains(page, GRANTED, '应为 11');
      await contains(page, '.meta', '年报.docx');
    }));

    test('typing checks again; undo and redo', onReal(async (page) => {
      await pasteMistyped(page);
      await type(page, GRANTED, '1', '1', 'Enter');
      await has(page, `${GRANTED}.edited:not(.wrong)`);
      await page.key('z', { ctrl: true });
      await has(page, `${GRANTED}.wrong`);
      await page.click('#redo');
      await has(page, `${GRANTED}.edited:not(.wrong)`);
    }));

    test('keys alone: regions, cells, help', onReal(async (page) => {
      await pasteMistyped(page);
      await page.key('F6');
      assert.equal(await page.eval(() => document.activeElement.id), 'findings-title');
      await page.click(GRANTED);
      await page.key('ArrowDown');
      await page.key('End');
      assert.equal(await page.eval(() => document.activeElement.getAttribute('data-cell')), 'requests.partial@total');
      await page.key('?');
      await has(page, 'dialog.help[open]');
    }));

    test('a suggestion is taken, a finding set aside, and the original has the same marks', onReal(async (page) => {
      await page.paste('text/html', asHtml(mistypedFigures()));
      await has(page, '.finding.error .primary');
      await page.click('.finding.error .primary');
      await has(page, `${GRANTED}.edited:not(.wrong)`);
      await page.click('.finding .set-aside');
      await has(page, '.ask input');
      for (const key of ['o', 'k', 'Enter']) await page.key(key);
      await contains(page, '.aside li', '理由：ok');
      await page.click('#as-original');
      await has(page, '.spot[data-cell="requests.granted@natural_person"].edited');
    }));

    test('a blank form is filled in and totalled', onReal(async (page) => {
      await page.click('#blank');
      await contains(page, '.meta', '空白表');
      await type(page, GRANTED, '5', 'Enter', '2', 'Enter');
      await contains(page, GRANTED_TOTAL, '可填 5');
      await page.click('#fill-totals');
      await has(page, `${GRANTED_TOTAL}.edited`);
    }));

    test('what cannot be read says why and what to do', onReal(async (page) => {
      await page.paste('text/plain', '本机关认真贯彻落实条例，主动公开政府信息。'.repeat(5));
      await has(page, '.verdict.is-unreadable');
      assert.match(await shown(page, '.unreadable .advice'), /[\u4e00-\u9fff]{4}/);
    }));

    test('long work is stopped, and the next input works', onStandIn(async (page) => {
      await page.paste('text/plain', '年度报告 没完没了');
      await has(page, '#stop');
      await page.click('#stop');
      await contains(page, '.status', '已停止');
      await page.paste('text/plain', '年度报告');
      await has(page, '.verdict.is-consistent');
    }));
  });
}

for (const browser of kernels()) {
  if (browser.bin === null) missing(`${browser.name}: every kernel`);
  else suite(browser);
}
