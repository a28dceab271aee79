// Makes dist/ from www/src and the wasm modules: node www/build.mjs [--out DIR] [--engine FILE] [--quiet]
// --engine puts another implementation of the exports (contract.ts) in place of the wasm module, and makes the hosted
// page alone: tests use it.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';
import { version, www } from './build/bundle.mjs';
import { docs } from './build/docs.mjs';
import { documents, scripts } from './build/embed.mjs';
import { integrity } from './build/integrity.mjs';
import { npm } from './build/npm.mjs';
import { page } from './build/page.mjs';

const { values: args } = parseArgs({
  options: { out: { type: 'string' }, engine: { type: 'string' }, quiet: { type: 'boolean' } },
});
const out = path.resolve(args.out ?? path.join(www, '../dist'));

/** Limits of what a user transfers, in bytes after brotli, and of files on a disk, as they are. */
const GOALS = { 'gouji.wasm': 120_000, 'full.wasm': 230_000, 'office.wasm': 350_000, 'page.wasm': 400_000, 'html+js+css': 40_000 };
const RAW_GOALS = { 'gouji.html': 3_500_000 };
const PASTING = ['index.html', 'app.js', 'worker.js', 'page.css', 'offline.js'];

const brotli = (bytes) => zlib.brotliCompressSync(bytes, {
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
}).length;

function line(name, raw, small) {
  const [goal, measured] = name in RAW_GOALS ? [RAW_GOALS[name], raw] : [GOALS[name], small];
  const verdict = goal ? `   目标 ≤ ${goal}${measured <= goal ? '' : '   ✗ 超出'}` : '';
  console.log(name.padEnd(20) + String(raw).padStart(9) + (small === null ? '' : String(small).padStart(10)) + verdict);
}

function report(files) {
  const size = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, brotli(bytes)]));
  console.log('文件'.padEnd(18) + '字节'.padStart(7) + 'brotli'.padStart(10));
  for (const name of Object.keys(files)) line(name, files[name].length, size[name]);
  const sum = (of) => PASTING.reduce((total, name) => total + of(name), 0);
  line('html+js+css', sum((name) => files[name].length), sum((name) => size[name]));
}

function write(dir, files) {
  fs.mkdirSync(dir, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) fs.writeFileSync(path.join(dir, name), bytes);
}

const hosted = await page(args.engine && path.resolve(args.engine));
const files = args.engine ? hosted.files : { ...hosted.files, ...await scripts(hosted.id), ...await documents(hosted.id) };
fs.rmSync(out, { recursive: true, force: true });
write(out, files);
if (!args.quiet) report(files);
if (!args.engine) {
  const build = { id: hosted.id, version };
  const hashes = integrity(files);
  write(out, { 'integrity.json': `${JSON.stringify({ version, build: hosted.id, files: hashes }, null, 2)}\n` });
  write(path.join(out, 'docs'), await docs(build, hashes));
  const packed = await npm();
  write(path.join(out, 'npm'), packed);
  if (!args.quiet) line('npm/', Object.values(packed).reduce((total, bytes) => total + Buffer.byteLength(bytes), 0), null);
}
