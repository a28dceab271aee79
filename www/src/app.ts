// The page as a host of the workbench: a head and a foot around it, and everything that happens on the page is
// for it.

import type { Checker } from './checker';
import { el, fill } from './dom';
import type { Texts } from './lang/zh-CN';
import type { Store } from './store';
import { Workbench } from './views/workbench';

export function openApp(root: HTMLElement, texts: Texts, checker: Checker, store: Store): void {
  const workbench = new Workbench(root, { texts, checker, store, arrived: () => window.scrollTo(0, 0) });
  fill(root,
    el('header', { class: 'top' }, el('div', { class: 'wrap' }, el('div', { class: 'brand' }, el('b', null, texts.name), el('span', null, texts.subtitle), el('span', { class: 'local' }, texts.intake.local)))),
    el('main', { class: 'wrap' }, el('h1', { class: 'title' }, texts.title), workbench.parts),
    el('footer', { class: 'wrap foot' }, texts.footer));
  const fit = () => workbench.fit(window.innerWidth, window.innerHeight);
  fit();
  window.addEventListener('resize', fit);
  workbench.listen(document);
}
