// Parts of the page without a page: how engines are started, asked and lost, and what becomes of reader packs, with
// stand-ins for workers and modules.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { root, scratch } from './harness.mjs';

const { build } = await import(pathToFileURL(createRequire(path.join(root, 'www/package.json')).resolve('esbuild')).href);

/** A module of www/src, for this process, with a stand-in for the engine. */
async function part(name, engine = path.join(root, 'tests/browser/mock-engine.mjs')) {
  const outfile = path.join(scratch, `${name.replace(/\W/g, '-')}.mjs`);
  await build({
    entryPoints: [path.join(root, 'www/src', `${name}.ts`)], outfile, bundle: true, format: 'esm', logLevel: 'error',
    alias: { 'gouji-wasm': engine },
  });
  return import(pathToFileURL(outfile).href);
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
const until = async (is) => { for (let turn = 0; turn < 500; turn++) { const found = is(); if (found) return found; await tick(); } throw new Error(`never: ${is}`); };

/** Workers that answer when told to. */
class Fake {
  static made = [];
  constructor() {
    this.asked = [];
    this.ended = false;
    Fake.made.push(this);
  }
  postMessage(message) {
    this.asked.push(message);
    if (message.hello) setTimeout(() => this.say(message, { answer: undefined }), 0);
    if (message.start && !Fake.slow) setTimeout(() => this.say(message, { answer: { version: '1' } }), 0);
  }
  say({ id }, answer) { if (!this.ended) this.onmessage({ data: { id, ...answer } }); }
  terminate() { this.ended = true; }
  /** What it was asked of this kind. */
  of(kind) { return this.asked.filter((message) => kind in message); }
}

const assets = (ways = [() => new Fake()]) => ({
  module: () => Promise.resolve(new ArrayBuffer(8)), addresses: {}, workers: ways,
  host: () => Promise.resolve({ start: () => Promise.resolve({ version: 'in page' }), review: (request) => Promise.resolve(request), perform: (task) => Promise.resolve(task), grow: () => Promise.resolve() }),
});
const fresh = () => { Fake.made = []; Fake.slow = false; };

describe('engines', async () => {
  const { Engines, Trapped, Stopped } = await part('engines');

  test('two questions at once: each gets its own answer, in whatever order they come', async () => {
    fresh();
    const engine = await new Engines(assets()).start();
    const [worker] = Fake.made;
    const both = [engine.perform({ kind: 'years', n: 1 }), engine.perform({ kind: 'years', n: 2 })];
    const [first, second] = worker.of('task');
    worker.say(second, { answer: 'two' });
    worker.say(first, { answer: 'one' });
    assert.deepEqual(await Promise.all(both), ['one', 'two']);
  });

  test('an end refuses what was not answered', async () => {
    fresh();
    const engine = await new Engines(assets()).start();
    const waiting = [engine.perform({}), engine.grow()];
    engine.end();
    for (const one of waiting) await assert.rejects(one, Stopped);
    await assert.rejects(engine.ask({}), Stopped);
  });

  test('a worker that breaks while it grows, or idle, refuses everything and says so', async () => {
    fresh();
    const engine = await new Engines(assets()).start();
    let heard = 0;
    engine.onbroken = () => { heard++; };
    const growing = engine.grow();
    Fake.made[0].onerror({ message: 'out of memory' });
    await assert.rejects(growing, Trapped);
    await assert.rejects(engine.ask({}), Trapped);
    assert.deepEqual([heard, Fake.made[0].ended], [1, true]);
  });

  test('refused for good is only a worker that never said a word', async () => {
    fresh();
    const engines = new Engines(assets());
    Fake.slow = true;
    const first = engines.start(true);
    await until(() => Fake.made[0] && Fake.made[0].of('start')[0]);
    Fake.made[0].say(Fake.made[0].of('start')[0], { trap: 'no memory' });
    assert.equal((await first).inPage, true);
    Fake.slow = false;
    assert.equal((await engines.start(true)).inPage, false);
    const refused = new Engines(assets([() => { throw new Error('no workers'); }]));
    assert.equal((await refused.start()).inPage, true);
  });

  test('an engine that takes its time to be fetched is waited for', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    fresh();
    Fake.slow = true;
    let engine = null;
    new Engines(assets()).start(true).then((one) => { engine = one; });
    const turn = async () => { for (let at = 0; at < 20; at++) await Promise.resolve(); };
    await turn();
    context.mock.timers.tick(1);
    await turn();
    context.mock.timers.tick(60_000);
    await turn();
    const [worker] = Fake.made;
    worker.say(worker.of('start')[0], { answer: { version: '1' } });
    await turn();
    assert.equal(engine.inPage, false);
  });
});

describe('checker', async () => {
  const { Checker } = await part('checker');

  test('an old start that fails late leaves the new engine alone', async () => {
    fresh();
    let fail;
    const modules = [new Promise((_, reject) => { fail = reject; }), Promise.resolve(new ArrayBuffer(8))];
    const checker = new Checker({ ...assets(), module: () => modules.shift() || Promise.reject(new Error('asked again')) });
    const input = { kind: 'text', text: '年度报告' };
    const dropped = checker.review(input, {});
    checker.stop();
    assert.equal(await dropped, null);
    const second = checker.review(input, {});
    await until(() => Fake.made[0] && Fake.made[0].of('review')[0]);
    fail(new Error('no network'));
    await tick();
    const [worker] = Fake.made;
    worker.say(worker.of('review')[0], { answer: 'second' });
    assert.equal(await second, 'second');
    const third = checker.review(input, {});
    await until(() => worker.of('review')[1]);
    worker.say(worker.of('review')[1], { answer: 'third' });
    assert.equal(await third, 'third');
  });

  test('an engine that broke idle is replaced, and given the input again', async () => {
    fresh();
    const checker = new Checker(assets());
    const input = { kind: 'text', text: '年度报告' };
    const first = checker.review(input, {});
    await until(() => Fake.made[0] && Fake.made[0].of('review')[0]);
    Fake.made[0].say(Fake.made[0].of('review')[0], { answer: 'first' });
    await first;
    Fake.made[0].onerror({ message: 'gone' });
    const second = checker.review(input, {});
    const asked = await until(() => Fake.made[1] && Fake.made[1].of('review')[0]);
    assert.equal(asked.review.input, input);
    Fake.made[1].say(asked, { answer: 'second' });
    assert.equal(await second, 'second');
  });
});

describe('reader packs', async () => {
  const file = path.join(scratch, 'packed-engine.mjs');
  fs.writeFileSync(file, `export * from ${JSON.stringify(path.join(root, 'tests/browser/mock-engine.mjs'))};
    export { default } from ${JSON.stringify(path.join(root, 'tests/browser/mock-engine.mjs'))};
    export const pack_of = () => 'office';
    export const review_document = (name, encoded) => ({ verdict: 'consistent', name, encoded });
    export const brief_document = (name, encoded) => ({ verdict: 'consistent', name, encoded });`);
  const { createHost } = await part('engine', file);
  const input = () => ({ kind: 'bytes', name: '年报.docx', bytes: new Uint8Array([1]) });
  const quietly = async (act) => {
    const { error } = console;
    console.error = () => undefined;
    try { return await act(); } finally { console.error = error; }
  };

  test('one that cannot be fetched is told as that, and asked for again', () => quietly(async () => {
    let asked = 0;
    const host = createHost({ packs: () => (++asked < 5 ? Promise.reject(new Error('office.wasm: 404')) : Promise.resolve({ read: () => new Uint8Array([2]) })) });
    const review = await host.review({ input: input(), options: {} });
    assert.equal(review.verdict, 'unreadable');
    assert.match(review.unreadable.reason, /没能取得/);
    assert.doesNotMatch(review.unreadable.reason, /不能直接读取/);
    assert.match((await host.perform({ kind: 'annotate', bytes: new Uint8Array(1), marks: [] })).reason, /没能取得/);
    asked = 5;
    assert.equal((await host.review({ options: {} })).verdict, 'consistent');
  }));

  test('one that breaks is our mistake: it is told as such, and not used again', async () => {
    let started = 0;
    const host = createHost({ packs: () => {
      const own = ++started;
      return Promise.resolve({ read: () => { if (own === 1) throw new WebAssembly.RuntimeError('unreachable'); return new Uint8Array([own]); } });
    } });
    await assert.rejects(host.review({ input: input(), options: {} }), /unreachable/);
    assert.deepEqual((await host.review({ options: {} })).encoded, new Uint8Array([2]));
  });
});

describe('folders', async () => {
  const { walk, sorted } = await part('batch/sources');
  const texts = { unread: '读不出', folderUnread: '文件夹读不全', tooDeep: '太深', tooMany: (count) => `超过 ${count}` };
  const file = (fullPath) => ({ isFile: true, isDirectory: false, fullPath, file: (take) => take({ name: fullPath }) });
  const folder = (fullPath, inside, fails = false) => ({
    isFile: false, isDirectory: true, fullPath,
    createReader: () => {
      const left = inside.slice();
      return { readEntries: (take, fail) => (left.length === 0 && fails ? fail(new Error('gone')) : take(left.splice(0, 100))) };
    },
  });
  const listed = (entries) => walk(entries, () => undefined, texts).then((all) => sorted(all, texts).sources);
  const refused = (all) => all.filter((one) => one.refused).map((one) => `${one.path} ${one.refused}`);

  test('one that cannot be read to its end is on the list, with what was found in it', async () => {
    const all = await listed([folder('/县', [file('/县/a.html'), folder('/县/乡', [file('/县/乡/b.html')], true)])]);
    assert.deepEqual(all.map((one) => one.path).sort(), ['县/a.html', '县/乡/', '县/乡/b.html']);
    assert.deepEqual(refused(all), ['县/乡/ 文件夹读不全']);
  });

  test('what lies too deep is on the list', async () => {
    let inner = folder('/x', [file('/x/a.html')]);
    for (let depth = 0; depth < 40; depth++) inner = folder(`/${depth}`, [inner]);
    assert.equal(refused(await listed([inner])).length, 1);
  });

  test('past the limit the list says where it stops', async () => {
    const all = await listed([folder('/县', Array.from({ length: 20_100 }, (_, at) => file(`/县/${at}.html`)))]);
    assert.equal(all.length, 20_001);
    assert.deepEqual(refused(all), ['县/20000.html 超过 20000']);
  });
});

test('prose is a sentence, also in a cell that lays out the page, and no label', async () => {
  const { hasSentences } = await part('model');
  const cell = (text) => ({ original: [{ kind: 'grid', cells: [{ text }] }] });
  assert.equal(hasSentences({ original: [{ kind: 'paragraph', text: '收到。' }] }), true);
  assert.equal(hasSentences({ original: [{ kind: 'paragraph', text: '表三' }] }), false);
  assert.equal(hasSentences(cell('2023年，全市共收到政府信息公开申请35件，全部办结。')), true);
  assert.equal(hasSentences(cell('合计。')), false);
  assert.equal(hasSentences(cell('勾稽关系为：第一项加第二项之和，等于第三项加第四项之和')), false);
});

test('what was set aside is not noted in the file', async () => {
  const { notesOf } = await part('takeaway/notes');
  const { zhCN } = await part('lang/zh-CN');
  const { takeawayTexts } = await part('lang/takeaway');
  const cells = ['a', 'b'].map((id) => ({ id, name: id, raw: '1', value: '1', state: 'read', remark: null, anchor: null }));
  const finding = (id) => ({ id: `x:${id}`, severity: 'warning', cells: [id], message: `${id} 有误`, advice: '', repairs: [], certainty: null, relations: [] });
  const report = { tables: [{ cells }], findings: [finding('a'), finding('b')] };
  assert.deepEqual(Array.from(notesOf(report, new Map(), new Map([['x:a', '已核对']]), zhCN, takeawayTexts('zh-CN')).keys()), ['b']);
});

test('the service worker clears old files of its own folder, and of no other on the site', async () => {
  const { outputFiles } = await build({ entryPoints: [path.join(root, 'www/src/offline.ts')], bundle: true, write: false, format: 'iife', define: { BUILD: '"new"' } });
  const names = [];
  const deleted = [];
  const self = {
    clients: { claim: () => Promise.resolve() },
    caches: {
      keys: () => Promise.resolve(names), delete: (name) => { deleted.push(name); return Promise.resolve(true); },
      match: () => Promise.resolve(undefined), open: (name) => Promise.resolve({ put: () => { names.push(name); return Promise.resolve(); } }),
    },
  };
  const served = async (scope, build) => {
    const handlers = {};
    const code = outputFiles[0].text.replaceAll('"new"', JSON.stringify(build));
    vm.runInNewContext(code, { self: { ...self, registration: { scope }, addEventListener: (name, act) => { handlers[name] = act; } }, URL, fetch: () => Promise.resolve({ ok: true, clone: () => null }) });
    let answer;
    handlers.fetch({ request: { method: 'GET', url: `${scope}app.js?v=${build}` }, respondWith: (given) => { answer = given; } });
    await answer;
    return handlers;
  };
  await served('https://a.cn/gouji/', 'old');
  await served('https://a.cn/gouji/beta/', 'old');
  const { activate } = await served('https://a.cn/gouji/', 'new');
  assert.equal(names.length, 3);
  let done;
  activate({ waitUntil: (all) => { done = all; } });
  await done;
  assert.deepEqual(deleted, [names[0]]);
});
