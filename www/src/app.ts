// The page as a host of the workbench: a head and a foot around it, and everything that happens on the page is
// for it.

import { el, fill } from './dom';
import { Workbench, type Setting } from './views/workbench';

/** `root` fills the page. */
export function openApp(root: HTMLElement, setting: Setting): Workbench {
  const { texts } = setting;
  const workbench = new Workbench(root, { ...setting, arrived: () => window.scrollTo(0, 0) });
  fill(root,
    el('header', { class: 'top' }, el('div', { class: 'wrap' }, el('div', { class: 'brand' }, el('b', null, texts.name), el('span', null, texts.subtitle), el('span', { class: 'local' }, texts.intake.local)))),
    el('main', { class: 'wrap' }, el('h1', { class: 'title' }, texts.title), workbench.parts),
    el('footer', { class: 'wrap foot' }, texts.footer));
  const fit = () => workbench.fit(window.innerWidth, window.innerHeight);
  fit();
  window.addEventListener('resize', fit);
  workbench.listen(document);
  return workbench;
}

/** The static element the app fills; what stands on the page for browsers without scripts goes. */
export function appRoot(): HTMLElement {
  const old = document.getElementById('old-browser');
  if (old && old.parentNode) old.parentNode.removeChild(old);
  return document.getElementById('app') as HTMLElement;
}
