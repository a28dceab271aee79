// What was not checked, and what the reader had to say.

import type { Report } from '../contract';
import { el, fill, icon } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { button } from './parts';

export class UncheckedView {
  readonly root = el('section', { class: 'unchecked', 'aria-labelledby': 'unchecked-title' });

  constructor(private readonly texts: Texts, private readonly show_: (cell: string) => void) {}

  show(report: Report): void {
    const t = this.texts.unchecked;
    fill(this.root,
      el('h2', { id: 'unchecked-title', tabindex: -1, 'data-key': 'unchecked' }, t.title, report.unchecked.length > 0 ? el('span', { class: 'count' }, String(report.unchecked.length)) : null),
      report.unchecked.length > 0
        ? el('ul', null, report.unchecked.map((one) => el('li', null, icon('unknown'),
          el('div', { lang: this.texts.engine }, el('b', null, one.what), el('span', { class: 'reason' }, one.why)),
          one.cells[0] ? button(this.texts.findings.show, () => this.show_(one.cells[0] as string), { class: 'show-cell' }) : null)))
        : el('p', { class: 'none' }, t.none),
      report.notices.length > 0 ? [el('h3', null, t.notices), el('ul', { class: 'notices' }, report.notices.map((one) => el('li', null, icon('note'), el('div', { lang: this.texts.engine }, one))))] : null);
  }
}
