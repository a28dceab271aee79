// The page in other languages: chosen by address and switch, nothing lost, nothing simplified left in the
// traditional one.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { browsers, missing } from './browsers.mjs';
import { GRANTED, contains, dist, gone, has, harness, pasteMistyped, root, shown } from './harness.mjs';

const choose = (page, id, value) => page.eval((select, to) => {
  const node = document.getElementById(select);
  node.value = to;
  node.dispatchEvent(new Event('change'));
}, id, value);

/** The texts of a language file. */
function textsOf(language) {
  const scope = {};
  vm.runInNewContext(fs.readFileSync(path.join(dist, `lang-${language}.js`), 'utf8'), { self: scope, navigator: {}, location: {} });
  return scope.goujiTexts;
}

/** Every character that Big5, the charset of traditional Chinese, can write. */
function big5() {
  const decoder = new TextDecoder('big5');
  const all = new Set();
  for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) for (const one of decoder.decode(Uint8Array.of(lead, trail))) all.add(one);
  return all;
}

/** Big5 has these as well, but as other words; and the shapes preferred today that it lacks. */
const ALSO_TRADITIONAL = new Set('啟');

function* stringsOf(value) {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'function') yield String(value('甲', '乙', '丙', true));
  else if (value && typeof value === 'object') for (const one of Object.values(value)) yield* stringsOf(one);
}

/** String literals of the engine: what the checks say. */
function* engineTexts(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) yield* engineTexts(file);
    else if (/^(rules|findings|review|view|recognize)/.test(path.relative(path.join(root, 'src'), file)) && file.endsWith('.rs')) {
      for (const [, text] of fs.readFileSync(file, 'utf8').split('#[cfg(test)]')[0].matchAll(/"([^"\n]*[\u4e00-\u9fff][^"\n]*)"/g)) yield text;
    }
  }
}

/** The texts that are fetched with what they belong to. */
function moreTexts(language) {
  const require = createRequire(path.join(root, 'www/package.json'));
  const contents = "export { batchTexts } from './batch/texts'; export { helpTexts } from './lang/help'; export { takeawayTexts } from './lang/takeaway';";
  const { outputFiles } = require('esbuild').buildSync({ stdin: { contents, resolveDir: path.join(root, 'www/src') }, bundle: true, write: false, format: 'iife', globalName: 'made', charset: 'utf8' });
  const scope = vm.runInNewContext(`${outputFiles[0].text}; made`, {});
  return [scope.batchTexts(language), scope.helpTexts(language), scope.takeawayTexts(language)];
}

test('the texts fetched later are there in every language, with the same keys', () => {
  const keys = (value) => (value && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value).map((key) => `${key}{${keys(value[key])}}`).sort().join() : typeof value);
  for (const language of ['zh-Hant', 'en']) assert.equal(moreTexts(language).map(keys).join(), moreTexts('zh-CN').map(keys).join());
});

test('nothing simplified is left in the traditional texts, the page\'s and the checks\'', () => {
  const texts = textsOf('zh-Hant');
  const known = big5();
  const wrong = new Map();
  const look = (text) => { for (const one of text) if (/[\u4e00-\u9fff]/.test(one) && !known.has(one) && !ALSO_TRADITIONAL.has(one)) wrong.set(one, text); };
  const { speak, ...rest } = texts;
  for (const text of stringsOf(rest)) look(text);
  for (const { said, summary, ...more } of moreTexts('zh-Hant')) for (const text of stringsOf(more)) look(text);
  let said = 0;
  for (const text of engineTexts(path.join(root, 'src'))) {
    look(speak({ summary: text, unreadable: null, report: null }).summary);
    said++;
  }
  assert.ok(said > 100);
  assert.deepEqual(Array.from(wrong), []);
  assert.equal(speak({ summary: '勾稽关系不一致，答复和复议、系统，请恢复', unreadable: null, report: null }).summary, '勾稽關係不一致，答覆和複議、系統，請恢復');
});

test('every reader has a name in every language', () => {
  const ids = Array.from(fs.readFileSync(path.join(root, 'src/readers/mod.rs'), 'utf8').matchAll(/\bid: "([a-z]+)"/g), ([, id]) => id);
  assert.ok(ids.includes('mht'));
  for (const language of ['zh-Hant', 'en']) assert.deepEqual(ids.filter((id) => !textsOf(language).readers[id]), [], language);
});

test('English has its own words for every rule', () => {
  const rules = fs.readFileSync(path.join(root, 'www/docs/rules.md'), 'utf8').matchAll(/^\| `([a-z-]+)`/gm);
  const { speak } = textsOf('en');
  const report = (rule) => ({ findings: [{ rule, message: '句', severity: 'error' }], outcomes: { relations: { pass: 1, fail: 0, unknown: 0 } }, unchecked: [] });
  for (const [, rule] of rules) assert.match(speak({ summary: '', unreadable: null, report: report(rule) }).report.findings[0].message, /^[A-Z].*: “句”$/, rule);
});

function suite(browser) {
  describe(`${browser.name}: languages`, () => {
    const { onReal, onStandIn, log, picture } = harness(browser);

    test('by address: English words around the labels of the form', onReal(async (page) => {
      await pasteMistyped(page);
      assert.match(await shown(page, '#verdict-line'), /^2 errors, 4 relations do not hold/);
      assert.match(await shown(page, '.finding .pick'), /Error（一）予以公开·自然人 should be 11, not 17/);
      assert.equal(await page.eval((css) => document.querySelector(css).getAttribute('aria-label'), GRANTED), '自然人, （一）予以公开, 17, should be 11, does not add up');
      assert.equal(await page.eval(() => document.documentElement.lang), 'en');
      await picture(page, 'english');
      // What stays Chinese says so, for voices that read it out.
      await page.eval((css) => { for (const one of document.querySelectorAll('details')) one.open = true; document.querySelector(css).focus(); }, GRANTED);
      const unmarked = await page.eval(() => {
        const found = [];
        const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode;
          if (/[\u4e00-\u9fff]{2}/.test(data) && !/[a-z]{2}/i.test(data) && parentElement.closest('[lang]').lang !== 'zh-CN') found.push(`${parentElement.tagName}.${parentElement.className} ${data.slice(0, 40)}`);
        }
        return found;
      });
      assert.deepEqual(unmarked, []);
    }, { query: '?lang=en' }));

    test('the switch changes every word and loses nothing', onReal(async (page) => {
      const fetched = () => log().filter((address) => address.includes('lang-')).length;
      assert.equal(fetched(), log().filter((address) => address.includes('lang-en')).length, 'the source language needs no file');
      await pasteMistyped(page);
      await page.click(GRANTED);
      for (const key of ['1', '2', 'Enter']) await page.key(key);
      await has(page, `${GRANTED}.edited`);
      await choose(page, 'lang', 'zh-Hant');
      await contains(page, '#verdict-line', '發現');
      await contains(page, `${GRANTED} .v`, '12');
      await has(page, `${GRANTED}.edited`);
      assert.match(await shown(page, '.form.requests'), /本年新收政府信息公开申请数量/);
      await choose(page, 'lang', 'en');
      await contains(page, '#verdict-line', 'errors');
      await choose(page, 'lang', 'zh-CN');
      await contains(page, '#verdict-line', '发现');
      await page.key('?');
      await has(page, 'dialog.help[open]');
      assert.equal(await page.eval(() => document.querySelectorAll('dialog.help').length), 1);
      await gone(page, '.status .error');
      await page.eval(() => localStorage.clear());
    }));

    test('two languages chosen one right after the other: the last stays, and one page listens', onStandIn(async (page) => {
      await page.eval(() => {
        window.reviews = 0;
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function count(message) { if (message.review) window.reviews++; return post.call(this, message); };
        const node = document.getElementById('lang');
        for (const one of ['en', 'zh-Hant', 'en', 'zh-Hant']) {
          node.value = one;
          node.dispatchEvent(new Event('change'));
        }
      });
      await page.until(() => document.documentElement.lang === 'zh-Hant');
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(await page.eval(() => document.documentElement.lang), 'zh-Hant');
      await page.paste('text/plain', '年度报告');
      await has(page, '.verdict.is-consistent');
      assert.equal(await page.eval(() => window.reviews), 1);
      await page.eval(() => localStorage.clear());
    }));
  });
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(`${browser.name}: languages`);
  else suite(browser);
}
