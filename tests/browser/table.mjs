// Runs the tests of every kernel and those of hostile content in every browser, and puts their counts into the README's
// table of browsers:
// node tests/browser/table.mjs
import fs from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const readme = path.join(here, '../../README.md');
const MARKS = /(<!-- browsers -->\n)[\s\S]*?(<!-- \/browsers -->)/;
/** By the end of a suite's name: the file of its tests, and the heads of its columns. */
const SUITES = {
  ': every kernel': { file: 'kernels.test.mjs', heads: ['全流程通过', '失败'] },
  ': hostile content': { file: 'security.test.mjs', heads: ['恶意内容测试通过', '失败'] },
};
process.env.GOUJI_BROWSERS = 'all';

/** The counts of each suite by browser, in the order of the run. */
function counts() {
  const found = new Map();
  const open = [];
  const add = (suite, kind) => {
    const end = Object.keys(SUITES).find((one) => suite.endsWith(one));
    if (!end) return;
    const browser = suite.slice(0, -end.length);
    if (!found.has(browser)) found.set(browser, {});
    const entry = found.get(browser)[end] ??= { pass: 0, fail: 0, skip: 0 };
    entry[kind]++;
  };
  return new Promise((resolve) => {
    const events = run({ files: Object.values(SUITES).map(({ file }) => path.join(here, file)), concurrency: 1 });
    events.on('test:start', ({ name, nesting }) => { open[nesting] = name; });
    const ended = (kind) => ({ name, nesting, skip, details }) => {
      if (nesting === 0 && skip) add(name, 'skip');
      else if (nesting > 0 && details?.type !== 'suite') add(open[0], kind);
    };
    events.on('test:pass', ended('pass'));
    events.on('test:fail', ended('fail'));
    events.on('end', () => resolve(found));
    events.resume();
  });
}

const cells = (entry) => (!entry || entry.skip ? ['—', '—'] : [entry.pass, entry.fail]);
const line = (all) => `| ${all.join(' | ')} |`;
const heads = ['浏览器内核', ...Object.values(SUITES).flatMap((one) => one.heads)];
const rows = Array.from(await counts(), ([browser, of]) => line([browser.replace(/^(Chromium|Firefox|WebKit)$/, '$1（当前版本）'), ...Object.keys(SUITES).flatMap((end) => cells(of[end]))]));
const table = [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows].join('\n');
const text = fs.readFileSync(readme, 'utf8');
if (!MARKS.test(text)) throw new Error('README.md has no place for the table of browsers');
fs.writeFileSync(readme, text.replace(MARKS, (_, before, after) => `${before}${table}\n${after}`));
console.log(table);
