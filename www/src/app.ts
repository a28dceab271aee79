// The page as a host of the workbench: a head and a foot around it, and everything that happens on the page is
// for it.

import { el, fill, svg } from './dom';
import { isLanguage, keepLanguage, LANGUAGES, type Language, type Load } from './lang';
import type { Texts } from './lang/zh-CN';
import { keptTheme, THEMES, wear, type Theme } from './theme';
import { Workbench, type Setting } from './views/workbench';

/** `root` fills the page. With `load`, the reader may change the language; the workbench is then another one. */
export function openApp(root: HTMLElement, setting: Setting, load?: Load): Workbench {
  const { texts } = setting;
  const wishes = [themes(root, setting), load ? languages(texts, (language) => change(language)) : null];
  const workbench = new Workbench(root, { ...setting, arrived: () => window.scrollTo(0, 0) });
  fill(root,
    el('header', { class: 'top' }, el('div', { class: 'wrap' },
      el('div', { class: 'brand' }, seal(), el('b', null, texts.name), el('span', null, texts.subtitle), el('span', { class: 'local' }, texts.intake.local)), el('div', { class: 'wishes' }, wishes))),
    el('main', { class: 'wrap' }, el('h1', { class: 'title' }, texts.title), workbench.parts),
    foot(setting));
  document.documentElement.lang = texts.code;
  document.title = `${texts.name} · ${texts.subtitle}`;
  const fit = () => workbench.fit(window.innerWidth, window.innerHeight);
  const leaving = (event: BeforeUnloadEvent) => {
    if (!workbench.isUnsaved) return;
    event.preventDefault();
    event.returnValue = '';
  };
  fit();
  window.addEventListener('resize', fit);
  window.addEventListener('beforeunload', leaving);
  const deaf = workbench.listen(document);
  let changes = 0;
  return workbench;

  /** The same input and edits in other words: the last that were asked for. */
  function change(language: Language): void {
    if (!load) return;
    const change = ++changes;
    const select = () => document.getElementById('lang') as HTMLSelectElement;
    load(language).then((other) => {
      if (change !== changes) return;
      deaf();
      window.removeEventListener('resize', fit);
      window.removeEventListener('beforeunload', leaving);
      root.classList.remove('has-result', 'has-report', 'has-cell', 'is-listing');
      keepLanguage(language, setting.store);
      openApp(root, { ...setting, texts: other, draft: workbench.session.draft(), listed: workbench.leaveList() }, load);
      select().focus();
    }, () => {
      if (change !== changes) return;
      select().value = texts.code;
      workbench.say(texts.languageFailed);
    });
  }
}

/** Set by the build: the release, and which build of it. */
declare const VERSION: string;
declare const BUILD: string;

const foot = ({ texts, docs }: Setting): HTMLElement => el('footer', { class: 'wrap foot' },
  el('span', null, texts.footer),
  docs ? el('a', { href: docs, target: '_blank' }, texts.docs) : null,
  el('span', null, `gouji ${VERSION} · ${BUILD}`));

function languages(texts: Texts, change: (language: Language) => void): HTMLElement {
  return el('select', { id: 'lang', 'aria-label': texts.language, title: texts.language, change: (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    if (isLanguage(value)) change(value);
  } }, (Object.keys(LANGUAGES) as Language[]).map((one) => el('option', { value: one, lang: one, selected: one === texts.code }, LANGUAGES[one])));
}

/** A ledger's page with its tick. */
const seal = (): SVGElement => svg('svg', { viewBox: '0 0 32 32', class: 'seal', 'aria-hidden': 'true', focusable: 'false' },
  svg('rect', { width: 32, height: 32 }), svg('path', { class: 'grid', d: 'M4 11.5h24M4 20.5h24M12 4v24M21 4v24' }), svg('path', { d: 'M8.5 17l5.5 6L24.5 9.5' }));

/** The page itself goes with the root: its ground and its scrollbars. */
function themes(root: HTMLElement, { texts, store }: Setting): HTMLElement {
  const nodes = [document.documentElement, root];
  const now = keptTheme(store);
  wear(now, nodes, store);
  const t = texts.theme;
  return el('select', { id: 'theme', 'aria-label': t.label, title: t.label, change: (event: Event) => wear((event.target as HTMLSelectElement).value as Theme, nodes, store) },
    THEMES.map((one) => el('option', { value: one, selected: one === now }, t.names[one])));
}

/** The static element the app fills; what stands on the page for browsers without scripts goes. */
export function appRoot(): HTMLElement {
  const old = document.getElementById('old-browser');
  if (old && old.parentNode) old.parentNode.removeChild(old);
  return document.getElementById('app') as HTMLElement;
}
