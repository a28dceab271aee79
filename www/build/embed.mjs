// What goes onto other people's pages, and the single file: scripts and documents with the engine inside.
import { css, elementStyles, generated, documentStyles, read, script, selfAware, sha } from './bundle.mjs';
import { PACKS, full, pack } from './page.mjs';

const CORE = { 'gouji-module': generated('gouji.wasm') };
/** The full engine in the core's place, and every pack. */
const ALL = {
  'gouji-wasm': generated('full.js'),
  'gouji-module': generated('full.wasm'),
  ...Object.fromEntries(PACKS.flatMap((name) => [[`gouji-${name}`, generated(`${name}.js`)], [`gouji-${name}-module`, generated(`${name}.wasm`)]])),
};

/** `id`: build id of the files the scripts fetch. */
export async function scripts(id) {
  const element = await elementStyles();
  const define = { BUILD: JSON.stringify(id) };
  const charset = 'ascii';
  const made = {
    'gouji-check.js': selfAware(await script('check.ts', { charset, define, alias: CORE, virtual: { 'gouji-element-css': element } })),
    'gouji-check.css': Buffer.from(element),
    'gouji-inpage.js': selfAware(await script('inpage/main.ts', { charset, alias: CORE })),
    'bookmarklet.html': read('src/bookmarklet.html'),
    'bookmarklet.css': await css('bookmarklet.css'),
    'bookmarklet.js': await script('bookmarklet.ts', { charset }),
  };
  for (const name of PACKS) made[`${name}.whole.js`] = await pack(name, true);
  made['full.whole.js'] = await full(true);
  return made;
}

/** Documents that fetch nothing, and may not: their own policy says so. `id`: the build they say they are. */
export async function documents(id) {
  const define = { BUILD: JSON.stringify(id) };
  return {
    'gouji.html': closed(selfAware(await script('single.ts', { alias: ALL, define })), await documentStyles()),
    'embed.html': closed(selfAware(await script('frame.ts', { alias: ALL, define })), await documentStyles()),
  };
}

const hash = (text) => `'sha256-${sha(text).digest('base64')}'`;

function closed(code, css) {
  // Inside a document a script must not seem to end.
  const inline = code.toString().replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--');
  const policy = `default-src 'none'; script-src ${hash(inline)} 'wasm-unsafe-eval'; style-src ${hash(css)}; worker-src blob:; `
    + "connect-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types gouji";
  const replaced = (html, pattern, text) => {
    if (!pattern.test(html)) throw new Error(`index.html lacks ${pattern}`);
    return html.replace(pattern, () => text);
  };
  return Buffer.from([
    [/(?<=Content-Security-Policy" content=")[^"]*/, policy],
    [/<link rel="stylesheet"[^>]*>/, `<style>${css}</style>`],
    [/<script src="app\.js[^>]*><\/script>/, `<script>${inline}</script>`],
  ].reduce((html, [pattern, text]) => replaced(html, pattern, text), read('src/index.html').toString()));
}
