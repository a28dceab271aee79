// The npm package as developers meet it: packed, installed, imported in Node.js, type-checked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asHtml, asText, consistentFigures, mistypedFigures } from './fixtures.mjs';
import { asDocx } from './word.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const dist = process.env.GOUJI_DIST ?? path.join(root, 'dist');
const tsc = path.join(root, 'www/node_modules/.bin/tsc');

test('scripts for other people’s pages are ASCII: a page in GBK reads them as GBK', () => {
  for (const name of ['gouji-check.js', 'gouji-inpage.js', 'bookmarklet.js', 'office.whole.js', 'page.whole.js', 'full.whole.js']) {
    const other = /[^\0-\x7f]/.exec(fs.readFileSync(path.join(dist, name), 'utf8'));
    assert.equal(other && other[0], null, name);
  }
});

describe('npm package', () => {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-npm-'));
  const run = (command, ...args) => execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  let packed;

  before(() => {
    fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    [packed] = JSON.parse(run('npm', 'pack', path.join(dist, 'npm'), '--json', '--loglevel=error'));
    run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', `./${packed.filename}`);
  });
  after(() => fs.rmSync(project, { recursive: true, force: true }));

  test('packs what it promises and nothing else', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(project, 'node_modules/gouji/package.json'), 'utf8'));
    const files = packed.files.map((file) => file.path);
    const promised = Object.values(manifest.exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one)));
    for (const file of promised) assert.ok(files.includes(file.replace('./', '')), file);
    for (const file of ['README.md', 'LICENSE', 'gouji.wasm', 'office.wasm', 'page.wasm', 'worker.js']) assert.ok(files.includes(file), file);
    for (const file of files) assert.match(file, /\.(js|d\.ts|wasm|css|md|json)$|^LICENSE$/);
    assert.equal(manifest.dependencies, undefined);
  });

  test('validate() in Node.js: HTML, text, a Word file, a picture; globals are left alone', () => {
    fs.writeFileSync(path.join(project, 'file.docx'), asDocx(mistypedFigures()));
    fs.writeFileSync(path.join(project, 'given.json'), JSON.stringify({ html: asHtml(mistypedFigures()), text: asText(consistentFigures()) }));
    fs.writeFileSync(path.join(project, 'use.mjs'), `
      import fs from 'node:fs';
      const before = Object.getOwnPropertyNames(globalThis);
      const { validate, about, close } = await import('gouji');
      const { html, text } = JSON.parse(fs.readFileSync('given.json', 'utf8'));
      const reviews = await Promise.all([validate(html), validate(text), validate(fs.readFileSync('file.docx'), { name: '年报.docx' }), validate(new Uint8Array([0x89, 0x50, 0x4e, 0x47])),
        validate(html, { edits: [{ cell: 'requests.granted@natural_person', raw: '11' }] })]);
      const wrong = await validate(5).catch((error) => error.name);
      close();
      const errors = (review) => (review.report ? review.report.findings.filter((one) => one.severity === 'error').length : null);
      console.log(JSON.stringify({ verdicts: reviews.map((one) => one.verdict), errors: reviews.map(errors), wrong, name: reviews[2].source.name, forms: (await about()).forms.length, whole: reviews[0].report.whole,
        globals: Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name)) }));
    `);
    const { verdicts, errors, wrong, name, forms, whole, globals } = JSON.parse(run(process.execPath, 'use.mjs'));
    assert.deepEqual(verdicts, ['findings', 'incomplete', 'findings', 'unreadable', 'findings']);
    assert.deepEqual(errors, [2, 0, 2, null, 1]);
    assert.deepEqual({ wrong, name, globals }, { wrong: 'TypeError', name: '年报.docx', globals: [] });
    assert.ok(forms > 1);
    assert.equal(whole, true);
  });

  test('in Node.js an engine that broke is let go', () => {
    const folder = path.join(project, 'node_modules/gouji');
    const file = path.join(folder, 'node-host.js');
    const kept = fs.readFileSync(file);
    fs.writeFileSync(file, `
      globalThis.engines = (globalThis.engines || 0) + 1;
      const own = globalThis.engines;
      export const host = { review: async () => { if (own === 1) throw new WebAssembly.RuntimeError('unreachable'); return { verdict: own }; } };
      export const start = async () => ({ version: String(own) });
    `);
    fs.writeFileSync(path.join(project, 'broken.mjs'), `
      import { validate, about } from 'gouji';
      const first = await validate('x').catch((error) => error.message);
      console.log(JSON.stringify([first, (await validate('x')).verdict, (await validate('x')).verdict, (await about()).version]));
    `);
    try {
      assert.deepEqual(JSON.parse(run(process.execPath, 'broken.mjs')), ['unreachable', 2, 2, '2']);
    } finally {
      fs.writeFileSync(file, kept);
    }
  });

  test('the types say what a program may do', () => {
    fs.writeFileSync(path.join(project, 'use.mts'), `
      import { validate, type Review, type Finding } from 'gouji';
      import { GoujiCheckElement } from 'gouji/element';
      import 'gouji/register';
      const review: Review = await validate({ html: '<table></table>' }, { form: '2021', name: '甲' });
      const errors: Finding[] = review.report ? review.report.findings.filter((one) => one.severity === 'error') : [];
      const element: GoujiCheckElement = document.createElement('gouji-check');
      element.addEventListener('gouji-reviewed', (event) => { const verdict: 'consistent' | 'incomplete' | 'findings' | 'unreadable' = event.detail.verdict; void verdict; });
      void errors;
      // @ts-expect-error a number is nothing to check
      validate(5);
    `);
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--types', ''];
    run(tsc, ...options, '--module', 'nodenext', '--moduleResolution', 'nodenext', 'use.mts');
    run(tsc, ...options, '--module', 'esnext', '--moduleResolution', 'bundler', 'use.mts');
  });
});
