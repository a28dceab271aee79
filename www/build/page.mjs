// The hosted page: files beside each other, packs fetched when needed. They carry one build id in their addresses, so
// that a stale cache cannot mix them.
import { generated, pageStyles, read, script, sha } from './bundle.mjs';

/** Modules fetched only when a file of their kind arrives. */
export const PACKS = ['office', 'page'];

export const pack = (name, module) => script('pack-script.ts', {
  define: { PACK: JSON.stringify(name) },
  alias: { 'gouji-pack': generated(`${name}.js`), ...(module && { 'gouji-pack-module': generated(`${name}.wasm`) }) },
  virtual: module ? {} : { 'gouji-pack-module': '' },
});

/** `engine`: a stand-in for the wasm module; it has no packs. */
export async function page(engine) {
  const alias = engine ? { 'gouji-wasm': engine } : {};
  const packs = {};
  for (const name of engine ? [] : PACKS) {
    packs[`${name}.js`] = await pack(name, false);
    packs[`${name}.wasm`] = read(`generated/${name}.wasm`);
  }
  // An engine without a module of its own gets an empty one.
  const wasm = engine ? Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) : read('generated/gouji.wasm');
  const css = await pageStyles();
  const drafts = [await script('worker.ts', { alias }), await script('main.ts', { alias })];
  const id = sha(...drafts, css, wasm, ...Object.values(packs)).digest('hex').slice(0, 12);
  const define = { BUILD: JSON.stringify(id) };
  return {
    id,
    files: {
      'index.html': Buffer.from(read('src/index.html').toString().split('%BUILD%').join(id)),
      'app.js': await script('main.ts', { define, alias }),
      'worker.js': await script('worker.ts', { define, alias }),
      'page.css': css,
      'offline.js': await script('offline.ts', { define }),
      'gouji.wasm': wasm,
      ...packs,
    },
  };
}
