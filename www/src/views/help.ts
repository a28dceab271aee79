// What the keys do, over everything else.

import { el, fill } from '../dom';
import { helpTexts } from '../lang/help';
import type { Texts } from '../lang/zh-CN';
import { button } from './parts';

export class HelpView {
  readonly root = el('dialog', { class: 'help', 'aria-labelledby': 'help-title' });

  constructor(texts: Texts) {
    const t = helpTexts(texts.code);
    fill(this.root,
      el('div', { class: 'inspector-head' }, el('h2', { id: 'help-title' }, t.title), button('×', () => this.root.close(), { class: 'close', 'aria-label': texts.cell.close })),
      t.groups.map(([title, keys]) => [
        el('h3', null, title),
        el('dl', null, keys.map(([key, what]) => el('div', null, el('dt', null, key.split(' ').map((one) => el('kbd', null, one))), el('dd', null, what)))),
      ]),
      el('h3', null, t.marksTitle),
      el('p', null, t.marks));
    // A press beside the dialog closes it.
    this.root.addEventListener('click', (event) => { if (event.target === this.root) this.root.close(); });
  }

  open(): void {
    if (!this.root.open) this.root.showModal();
  }
}
