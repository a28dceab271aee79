// The selected cell: how it was read, and the relations and findings it takes part in.

import type { Report } from '../contract';
import { el, fill, icon } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { allCells, findingsOf, relationsOf, type Mark } from '../model';
import { brief, button, relationItem } from './parts';
import { suggestion, written } from './said';

export interface InspectorEvents {
  finding(id: string): void;
  close(): void;
}

export class InspectorView {
  readonly root = el('section', { class: 'inspector', 'aria-label': '' });

  constructor(private readonly texts: Texts, private readonly events: InspectorEvents) {
    this.root.setAttribute('aria-label', texts.cell.title);
  }

  show(report: Report, mark: Mark | undefined): void {
    this.root.hidden = !mark;
    if (!mark) return;
    const t = this.texts.cell;
    const relations = relationsOf(report, mark.cell.id);
    const findings = findingsOf(report, mark.cell.id);
    fill(this.root,
      el('div', { class: 'inspector-head' },
        el('h2', { tabindex: -1, 'data-key': 'cell', lang: this.texts.engine }, mark.cell.name),
        button('×', () => this.events.close(), { class: 'close', 'aria-label': t.close, 'data-key': 'close cell' })),
      el('p', { class: 'facts' }, this.facts(mark)),
      findings.length > 0 ? el('h3', null, t.findings) : null,
      findings.map((finding) => el('button', { type: 'button', class: 'link', 'data-key': `of ${finding.id}`, click: () => this.events.finding(finding.id) },
        icon(finding.severity), el('span', null, brief(finding, allCells(report), this.texts)))),
      relations.length > 0 ? el('h3', null, t.relations) : el('p', { class: 'faint' }, t.noRelations),
      el('ul', { class: 'relations' }, relations.map((relation) => relationItem(relation, this.texts))));
  }

  private facts(mark: Mark): string {
    const { cell, was } = mark;
    const t = this.texts.table;
    return [
      `${this.texts.cell.written}：${written(cell.raw, this.texts)}`,
      cell.value !== null && cell.value !== (cell.raw || '').trim() ? t.readAs(cell.value) : '',
      suggestion(mark, this.texts),
      was !== null ? t.was(was || t.nothing) : '',
      cell.remark || t.states[cell.state],
      cell.place ? `${this.texts.cell.place}：${cell.place.text}` : '',
    ].filter(Boolean).join('　');
  }
}
