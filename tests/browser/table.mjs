// Runs the tests of every kernel and puts their counts into the README's table of browsers:
// node tests/browser/table.mjs
import fs from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const readme = path.join(here, '../../README.md');
const MARKS = /(<!-- browsers -->\n)[\s\S]*?(<!-- \/browsers -->)/;
const SUITE = ': every kernel';

/** Counts by browser, in the order of the run. */
function counts() {
  const found = new Map();
  const open = [];
  const add = (browser, kind) => {
    const entry = found.get(browser) ?? { pass: 0, fail: 0, skip: 0 };
    entry[kind]++;
    found.set(browser, entry);
  };
  return new Promise((resolve) => {
    const events = run({ files: [path.join(here, 'kernels.test.mjs')], concurrency: 1 });
    events.on('test:start', ({ name, nesting }) => { open[nesting] = name; });
    const ended = (kind) => ({ name, nesting, skip, details }) => {
      if (name.endsWith(SUITE) && skip) add(name.slice(0, -SUITE.length), 'skip');
      else if (details?.type !== 'suite' && nesting > 0 && open[nesting - 1]?.endsWith(SUITE)) add(open[nesting - 1].slice(0, -SUITE.length), kind);
    };
    events.on('test:pass', ended('pass'));
    events.on('test:fail', ended('fail'));
    events.on('end', () => resolve(found));
    events.resume();
  });
}

const rows = Array.from(await counts(), ([browser, { pass, fail, skip }]) => `| ${browser.replace(/^(Chromium|Firefox|WebKit)$/, '$1（当前版本）')} | ${skip ? '—' : pass} | ${skip ? '—' : fail} |`);
const table = ['| 浏览器内核 | 通过 | 失败 |', '|---|---|---|', ...rows].join('\n');
const text = fs.readFileSync(readme, 'utf8');
if (!MARKS.test(text)) throw new Error('README.md has no place for the table of browsers');
fs.writeFileSync(readme, text.replace(MARKS, (_, before, after) => `${before}${table}\n${after}`));
console.log(table);
