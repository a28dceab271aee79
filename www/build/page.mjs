// The hosted page: files beside each other, packs fetched when needed. They carry one build id in their addresses, so
// that a stale cache cannot mix them.
import { pathToFileURL } from 'node:url';
import { generated, moreStyles, pageStyles, read, script, sha } from './bundle.mjs';

/** Modules fetched only when a file of their kind arrives. */
export const PACKS = ['office', 'page'];

export const pack = (name, module) => script('pack-script.ts', {
  define: { PACK: JSON.stringify(name) },
  alias: { 'gouji-pack': generated(`${name}.js`), ...(module && { 'gouji-pack-module': generated(`${name}.wasm`) }) },
  virtual: module ? {} : { 'gouji-pack-module': '' },
});

/** The engine that takes over from the core once the first answer is shown. */
export const full = (module) => script('full-script.ts', {
  alias: { 'gouji-wasm': generated('full.js'), ...(module && { 'gouji-module': generated('full.wasm') }) },
  virtual: module ? {} : { 'gouji-module': '' },
});

/** Languages that are fetched when wanted: what lang/file.ts is given. */
const LANGUAGES = { en: "export { en as texts } from './en';", 'zh-Hant': "export { zhHant as texts } from './zh-Hant';" };

/** What the engine says of itself, so that the page can say it before the engine has come. */
async function aboutOf(file, wasm) {
  const engine = await import(pathToFileURL(file).href);
  await engine.default({ module_or_path: wasm });
  return engine.about();
}

/** `engine`: a stand-in for the wasm module; it is all there is. */
export async function page(engine) {
  const alias = engine ? { 'gouji-wasm': engine } : {};
  const packs = {};
  for (const name of engine ? [] : PACKS) {
    packs[`${name}.js`] = await pack(name, false);
    packs[`${name}.wasm`] = read(`generated/${name}.wasm`);
  }
  if (!engine) {
    packs['full.js'] = await full(false);
    packs['full.wasm'] = read('generated/full.wasm');
  }
  // An engine without a module of its own gets an empty one.
  const wasm = engine ? Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) : read('generated/gouji.wasm');
  const css = await pageStyles();
  packs['more.js'] = await script('more-script.ts', { alias });
  packs['more.css'] = await moreStyles();
  const languages = {};
  for (const [code, contents] of Object.entries(LANGUAGES)) languages[`lang-${code}.js`] = await script('lang/file.ts', { modules: { 'gouji-texts': contents } });
  const about = { ABOUT: JSON.stringify(await aboutOf(engine ?? generated('gouji.js'), wasm)) };
  const drafts = [await script('worker.ts', { alias }), await script('main.ts', { define: about, alias })];
  const id = sha(...drafts, css, wasm, ...Object.values(packs), ...Object.values(languages)).digest('hex').slice(0, 12);
  const define = { BUILD: JSON.stringify(id) };
  return {
    id,
    files: {
      'index.html': Buffer.from(read('src/index.html').toString().split('%BUILD%').join(id)),
      'app.js': await script('main.ts', { define: { ...define, ...about }, alias }),
      'worker.js': await script('worker.ts', { define, alias }),
      'page.css': css,
      'offline.js': await script('offline.ts', { define }),
      'gouji.wasm': wasm,
      ...packs,
      ...languages,
    },
  };
}
