// Scripts and styles out of www/src, lowered for the oldest browser kernel in use. What cannot be lowered (missing
// APIs) the tests on old kernels find.
import { build, transform } from 'esbuild';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const TARGET = 'chrome64';

export const www = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
export const read = (name) => fs.readFileSync(path.join(www, name));
/** Of the crate, and so of everything. */
export const version = /^version = "(.*)"$/m.exec(fs.readFileSync(path.join(www, '../Cargo.toml'), 'utf8'))[1];
export const generated = (name) => path.join(www, 'generated', name);

/** What the build tells a script, where it has nothing else to tell. */
const NOTHING = { BUILD: '""', ABOUT: 'null', VERSION: JSON.stringify(version) };

const COMMON = {
  bundle: true,
  minify: true,
  write: false,
  charset: 'utf8',
  target: TARGET,
  legalComments: 'none',
  logLevel: 'warning',
  // wasm-bindgen's glue would look for its module beside itself; it is always given the bytes.
  logOverride: { 'empty-import-meta': 'silent' },
};

/**
 * One classic script. Modules with the name of a .wasm file become base64. `charset`: ASCII for scripts on other people's
 * pages, for a script without a charset of its own is read in that of the page, which may be GBK.
 */
export async function script(entry, { define = {}, alias = {}, virtual = {}, modules: given = {}, charset = 'utf8' } = {}) {
  const result = await build({
    ...COMMON,
    charset,
    entryPoints: [path.join(www, 'src', entry)],
    format: 'iife',
    loader: { '.txt': 'text', '.wasm': 'base64' },
    alias: { 'gouji-wasm': generated('gouji.js'), ...alias },
    define: { ...NOTHING, ...define },
    plugins: [texts(virtual), sources(given)],
  });
  const { contents, text } = result.outputFiles[0];
  // esbuild leaves regular expressions as they are; there, too, an escape is the character.
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return Buffer.from(charset === 'ascii' ? text.replace(/[^\0-\x7f]/g, escaped) : contents);
}

/** ES modules that share what they have in common, by file name. */
export async function modules(entries, { alias = {}, virtual = {}, ...more } = {}) {
  const result = await build({
    ...COMMON,
    entryPoints: entries.map((entry) => path.join(www, 'src', entry)),
    format: 'esm',
    splitting: true,
    outdir: path.join(www, 'out'),
    outbase: path.join(www, 'src'),
    entryNames: '[name]',
    chunkNames: 'shared-[hash]',
    loader: { '.txt': 'text' },
    alias: { 'gouji-wasm': generated('gouji.js'), ...alias },
    define: NOTHING,
    plugins: [texts(virtual)],
    ...more,
  });
  return Object.fromEntries(result.outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
}

/** Imports whose source is made by the build, as if it lay beside the languages. */
const sources = (given) => ({
  name: 'sources',
  setup(on) {
    on.onResolve({ filter: /^gouji-/ }, ({ path: name }) => (name in given ? { path: name, namespace: 'sources' } : undefined));
    on.onLoad({ filter: /.*/, namespace: 'sources' }, ({ path: name }) => ({ contents: given[name], resolveDir: path.join(www, 'src/lang'), loader: 'ts' }));
  },
});

/** Imports whose content is made by the build. */
const texts = (virtual) => ({
  name: 'texts',
  setup(on) {
    on.onResolve({ filter: /^gouji-/ }, ({ path: name }) => (name in virtual ? { path: name, namespace: 'texts' } : undefined));
    on.onLoad({ filter: /.*/, namespace: 'texts' }, ({ path: name }) => ({ contents: virtual[name], loader: 'text' }));
  },
});

/** A script that can ask for its own text, to run itself in a worker: see src/whole.ts. */
export const selfAware = (code) => Buffer.concat([
  Buffer.from('(function gouji(){var SOURCE=function(){return"("+gouji+")()"};'), code, Buffer.from('})();\n'),
]);

export async function css(...names) {
  const source = names.map((name) => read(`src/${name}`)).join('\n');
  return Buffer.from((await transform(source, { loader: 'css', minify: true, charset: 'utf8', target: TARGET })).code);
}

export const pageStyles = () => css('parts.css', 'page.css');
/** Fetched with what not every visit needs. */
export const moreStyles = () => css('many.css');
/** Of a document with everything inside. */
export const documentStyles = () => css('parts.css', 'page.css', 'many.css');

/** On other people's pages a rem is whatever their root says (100px is usual): measured against 16px instead. */
export async function elementStyles() {
  const text = (await css('element.css', 'parts.css', 'many.css')).toString();
  return text.replace(/(\d*\.?\d+)rem\b/g, (_, number) => `${Math.round(Number(number) * 1600) / 100}px`);
}

export const sha = (...parts) => {
  const sum = crypto.createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum;
};
