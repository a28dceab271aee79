// The pages of documentation: the Markdown of www/docs as plain documents without scripts, for a site or a disk.
import fs from 'node:fs';
import path from 'node:path';
import { Marked } from 'marked';
import { css, www } from './bundle.mjs';

const source = path.join(www, 'docs');

/** In the order of the list of pages; the first is where the list stands. */
export const PAGES = ['index', 'rules', 'cells', 'contract', 'batch', 'embed', 'privacy', 'faq', 'accessibility'];

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";
const ICON = /<link rel="icon"[^>]*>/.exec(fs.readFileSync(path.join(www, 'src/index.html'), 'utf8'))[0];

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** As GitHub calls a heading; a heading that ends in `code` is called by that. */
function slug(text) {
  const code = /`([^`]+)`$/.exec(text);
  return code ? code[1] : text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s+/g, '-');
}

const CJK = '[\\p{Script=Han}\\u2018-\\u201d\\u3000-\\u303f\\uff00-\\uffef]';
const LINE_END = new RegExp(`(${CJK})\\n(?=${CJK})`, 'gu');

/** Chinese has no space where a line of the source ends. */
const unspaced = (html) => html.split(/(<pre[\s\S]*?<\/pre>)/).map((part, at) => (at % 2 ? part : part.replace(LINE_END, '$1'))).join('');

/** A page while it is being made: its headings, and files of ours that it shows. */
class Page {
  headings = [];
  files = {};
  #taken = new Set();

  constructor(name, text) {
    this.name = name;
    const marked = new Marked({ gfm: true, renderer: this.#renderer() });
    this.body = this.#rowAnchors(unspaced(marked.parse(text.replace(/<!--[\s\S]*?-->\n*/g, ''))));
    this.title = this.headings[0].title;
  }

  #take(id) {
    const free = id && !this.#taken.has(id);
    if (free) this.#taken.add(id);
    return free;
  }

  #renderer() {
    const page = this;
    return {
      heading({ tokens, depth, text }) {
        const inner = this.parser.parseInline(tokens);
        const id = slug(text);
        if (!page.#take(id)) throw new Error(`${page.name}.md has two headings “${id}”`);
        const title = text.replace(/\s*`[^`]+`$/, '') || id;
        page.headings.push({ depth, id, title });
        return depth === 1 ? `<h1 id="${id}">${inner}</h1>\n`
          : `<h${depth} id="${id}">${inner} <a class="anchor" href="#${id}" aria-label="“${escaped(title)}”的链接">#</a></h${depth}>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escaped(page.#target(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text }) {
        return `<img src="${escaped(page.#beside(href, href))}" alt="${escaped(text)}">`;
      },
    };
  }

  /** Rows called by a `code` can be linked to. */
  #rowAnchors(html) {
    return html.replace(/<tr>\n<td>(?=<code>([\w.@-]+)<\/code><\/td>)/g, (row, id) => (this.#take(id) ? `<tr id="${id}">\n<td>` : row));
  }

  /** Pages link to pages; a source file is put beside them as a text. */
  #target(href) {
    if (/^(https?:|#)/.test(href)) return href;
    const [file, part = ''] = href.split(/(?=#)/);
    const page = /^([\w-]+)\.md$/.exec(file);
    if (page && PAGES.includes(page[1])) return `${page[1]}.html${part}`;
    return this.#beside(file, `${path.basename(file)}.txt`);
  }

  #beside(file, name) {
    const bytes = fs.readFileSync(path.join(source, file));
    // Without the mark a browser takes a text from a disk for whatever its user's files usually are.
    this.files[name] = name.endsWith('.txt') ? Buffer.concat([Buffer.from('\ufeff'), bytes]) : bytes;
    return name;
  }
}

function pageList(pages, current) {
  const entry = (page) => `<li><a href="${page.name}.html"${page === current ? ' aria-current="page"' : ''}>${escaped(page.title)}</a></li>`;
  return `<nav class="pages" aria-label="全部说明"><ul>${pages.map(entry).join('')}<li><a href="../index.html">核对网页</a></li></ul></nav>`;
}

/** The headings below the title; those of the third rank stand under those of the second. */
function contents({ headings }) {
  const top = headings.filter(({ depth }) => depth === 2);
  if (top.length < 2) return '';
  const link = ({ id, title }) => `<a href="#${id}">${escaped(title)}</a>`;
  const below = (heading) => {
    const rest = headings.slice(headings.indexOf(heading) + 1);
    const end = rest.findIndex(({ depth }) => depth <= 2);
    const inner = (end < 0 ? rest : rest.slice(0, end)).filter(({ depth }) => depth === 3);
    return inner.length > 0 ? `<ul>${inner.map((one) => `<li>${link(one)}</li>`).join('')}</ul>` : '';
  };
  return `<nav class="contents" aria-label="本页内容"><ul>${top.map((one) => `<li>${link(one)}${below(one)}</li>`).join('')}</ul></nav>`;
}

const html = (page, pages, { id, version }) => `<!doctype html>
<html lang="zh-CN" class="is-auto">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="renderer" content="webkit">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(page.title)} · 勾稽</title>
${ICON}
<link rel="stylesheet" href="docs.css?v=${id}">
</head>
<body class="gouji docs">
<header class="top"><div class="wrap"><div class="brand"><b>勾稽</b><span>说明</span></div></div></header>
<div class="wrap around">
<div class="beside">${pageList(pages, page)}${contents(page)}</div>
<main>
${page.body}</main>
</div>
<footer class="wrap foot">gouji ${version}（${id}）</footer>
</body>
</html>
`;

/** Hashes of this build in place of “（integrity.json 中 FILE 的值）”. */
const withHashes = (text, hashes) => text.replace(/（integrity\.json 中 ([\w.-]+) 的值）/g, (_, file) => {
  if (!hashes[file]) throw new Error(`no file ${file} to give the hash of`);
  return hashes[file];
});

/** Files of dist/docs by name. `build`: id and version; `hashes`: by the name of the file. */
export async function docs(build, hashes) {
  const pages = PAGES.map((name) => new Page(name, withHashes(fs.readFileSync(path.join(source, `${name}.md`), 'utf8'), hashes)));
  return {
    'docs.css': await css('parts.css', 'page.css', 'docs.css'),
    ...Object.fromEntries(pages.map((page) => [`${page.name}.html`, Buffer.from(html(page, pages, build))])),
    ...Object.assign({}, ...pages.map((page) => page.files)),
  };
}
