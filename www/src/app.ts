// The page as a host of the workbench: a head and a foot around it, and everything that happens on the page is
// for it.

import { el, fill, svg } from './dom';
import { keptTheme, THEMES, wear, type Theme } from './theme';
import { Workbench, type Setting } from './views/workbench';

/** `root` fills the page. */
export function openApp(root: HTMLElement, setting: Setting): Workbench {
  const { texts } = setting;
  const workbench = new Workbench(root, { ...setting, arrived: () => window.scrollTo(0, 0) });
  fill(root,
    el('header', { class: 'top' }, el('div', { class: 'wrap' }, el('div', { class: 'brand' }, seal(), el('b', null, texts.name), el('span', null, texts.subtitle), el('span', { class: 'local' }, texts.intake.local)), el('div', { class: 'wishes' }, themes(root, setting)))),
    el('main', { class: 'wrap' }, el('h1', { class: 'title' }, texts.title), workbench.parts),
    el('footer', { class: 'wrap foot' }, texts.footer));
  const fit = () => workbench.fit(window.innerWidth, window.innerHeight);
  fit();
  window.addEventListener('resize', fit);
  workbench.listen(document);
  window.addEventListener('beforeunload', (event) => {
    if (!workbench.isUnsaved) return;
    event.preventDefault();
    event.returnValue = '';
  });
  return workbench;
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
