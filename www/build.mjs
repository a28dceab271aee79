// Makes dist/ from www/src and the wasm module: node www/build.mjs [--out DIR] [--engine FILE] [--quiet]
// --engine puts another implementation of the exports (contract.ts) in place of the wasm module: tests use it.
import { build, transform } from 'esbuild';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';

const www = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const { values: args } = parseArgs({
  options: { out: { type: 'string' }, engine: { type: 'string' }, quiet: { type: 'boolean' } },
});
const out = path.resolve(args.out ?? path.join(www, '../dist'));
const engine = path.resolve(args.engine ?? path.join(www, 'generated/gouji.js'));

// The oldest browser kernel in use; esbuild lowers syntax to it, what it cannot lower (missing APIs) the tests on old kernels find.
const TARGET = 'chrome64';
const GOALS = { 'gouji.wasm': 120_000, 'office.wasm': 350_000, 'page.wasm': 400_000, page: 40_000 };

const read = (name) => fs.readFileSync(path.join(www, name));

// wasm: an engine without a module of its own (the stand-in of the tests) gets an empty one.
const EMPTY_MODULE = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const wasm = args.engine ? EMPTY_MODULE : read('generated/gouji.wasm');

// Modules fetched only when a file of their kind arrives.
const PACKS = args.engine ? [] : ['office', 'page'];

async function bundle(entry, define, alias = {}) {
  const result = await build({
    entryPoints: [path.join(www, 'src', entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    format: 'iife',
    target: TARGET,
    legalComments: 'none',
    logLevel: 'warning',
    logOverride: { 'empty-import-meta': 'silent' },
    loader: { '.txt': 'text' },
    alias: { 'gouji-wasm': engine, ...alias },
    define,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

const hash = (...parts) => {
  const sum = crypto.createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex').slice(0, 12);
};

// Files that belong together carry one build id in their address, so that a stale cache cannot mix them.
async function files() {
  const packs = {};
  for (const name of PACKS) {
    const glue = { 'gouji-pack': path.join(www, `generated/${name}.js`) };
    packs[`${name}.js`] = await bundle('pack.ts', { PACK: JSON.stringify(name) }, glue);
    packs[`${name}.wasm`] = read(`generated/${name}.wasm`);
  }
  const sources = await bundle('worker.ts', { BUILD: '""' });
  const draft = await bundle('main.ts', { BUILD: '""' });
  const css = Buffer.from((await transform(read('src/parts.css') + read('src/page.css'), { loader: 'css', minify: true, charset: 'utf8', target: TARGET })).code);
  const id = hash(sources, draft, css, wasm, ...Object.values(packs));
  const worker = await bundle('worker.ts', { BUILD: JSON.stringify(id) });
  const app = await bundle('main.ts', { BUILD: JSON.stringify(id) });
  const html = Buffer.from(read('src/index.html').toString().split('%BUILD%').join(id));
  return { 'index.html': html, 'app.js': app, 'worker.js': worker, 'page.css': css, 'gouji.wasm': wasm, ...packs };
}

const brotli = (bytes) => zlib.brotliCompressSync(bytes, {
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
}).length;

function report(made) {
  const size = Object.fromEntries(Object.entries(made).map(([name, bytes]) => [name, brotli(bytes)]));
  const line = (name, raw, small, goal) => console.log(
    name.padEnd(16) + String(raw).padStart(9) + String(small).padStart(10) + (goal ? `   目标 ≤ ${goal}${small <= goal ? '' : '   ✗ 超出'}` : ''));
  console.log('文件'.padEnd(14) + '字节'.padStart(7) + 'brotli'.padStart(10));
  for (const name of Object.keys(made)) line(name, made[name].length, size[name], GOALS[name] ?? 0);
  const page = Object.keys(made).filter((name) => !name.endsWith('.wasm') && !PACKS.includes(name.replace('.js', '')));
  const sum = (of) => page.reduce((total, name) => total + of(name), 0);
  line('html+js+css', sum((name) => made[name].length), sum((name) => size[name]), GOALS.page);
}

const made = await files();
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
for (const [name, bytes] of Object.entries(made)) fs.writeFileSync(path.join(out, name), bytes);
if (!args.quiet) report(made);
