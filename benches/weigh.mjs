// What a reader of the page transfers, in bytes after brotli, beside the libraries a page would be put together from
// for the same job: ./build.sh build && ./build.sh bench weigh
// The libraries are installed once into the cache folder.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const cache = path.join(process.env.GOUJI_CACHE ?? path.join(os.homedir(), '.cache/gouji'), 'bench-weigh');

/** As in www/build.mjs: of a first visit with a paste. */
const PASTING = ['index.html', 'app.js', 'worker.js', 'page.css', 'offline.js', 'gouji.wasm'];
/** Fetched when a file of their kind arrives, or after the first answer. */
const LATER = [...['full', 'office', 'page'].flatMap((name) => [`${name}.js`, `${name}.wasm`]), 'more.js', 'more.css'];

const PACKAGES = ['xlsx@0.18.5', 'pdfjs-dist@5.6', 'mammoth@1', 'ajv@8', 'glpk.js@5'];
/** Tables out of Excel, Word and PDF files, a schema for the figures, a solver for the errors. */
const STACK = [
  'xlsx/dist/xlsx.full.min.js', 'pdfjs-dist/build/pdf.min.mjs', 'pdfjs-dist/build/pdf.worker.min.mjs', 'mammoth/mammoth.browser.min.js',
  'pdfjs-dist/cmaps/UniGB-UCS2-H.bcmap', 'pdfjs-dist/cmaps/Adobe-GB1-UCS2.bcmap', 'glpk.js/dist/glpk.js', 'glpk.js/dist/glpk.wasm',
];

const brotli = (bytes) => zlib.brotliCompressSync(bytes, {
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
}).length;
const weight = (folder, names) => names.reduce((total, name) => total + brotli(fs.readFileSync(path.join(folder, name))), 0);
const kb = (bytes) => `${Math.round(bytes / 1000).toLocaleString('en-US')} kB`;

function install() {
  const modules = path.join(cache, 'node_modules');
  if (fs.existsSync(path.join(cache, 'done'))) return modules;
  console.log(`» installing the peers into ${cache} (once) …`);
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(path.join(cache, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES], { cwd: cache, stdio: ['ignore', 'ignore', 'inherit'] });
  fs.writeFileSync(path.join(cache, 'done'), '');
  return modules;
}

/** Ajv comes as modules for Node.js: bundled and minified as a page would. */
async function bundled(modules) {
  const { build } = await import(path.join(root, 'www/node_modules/esbuild/lib/main.js'));
  const { outputFiles } = await build({
    stdin: { contents: 'import Ajv from "ajv"; globalThis.Ajv = Ajv;', resolveDir: path.dirname(modules) },
    bundle: true, minify: true, format: 'iife', write: false, platform: 'browser', legalComments: 'none', logLevel: 'error',
  });
  return Buffer.from(outputFiles[0].contents);
}

const pasting = weight(dist, PASTING);
const everything = pasting + weight(dist, LATER);
console.log(`粘贴：${pasting} 字节；全部模块：${everything} 字节（brotli）`);
const modules = install();
const stack = weight(modules, STACK) + brotli(await bundled(modules));
console.log(`SheetJS + pdf.js + mammoth + ajv + glpk：${stack} 字节（brotli）`);
const peer = 'SheetJS + pdf.js + mammoth + ajv + glpk';
for (const [what, own] of [[['网页，粘贴核对所需（brotli）', 'page, for pasting (brotli)'], pasting], [['网页，全部模块', 'page, every module'], everything]]) {
  console.log(`bench: ${JSON.stringify({ what, ours: kb(own), peer, theirs: kb(stack), times: stack / own })}`);
}
