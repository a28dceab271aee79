// Small pieces that several views show.

import type { Cell, Finding, Relation } from '../contract';
import { el, icon, type IconName } from '../dom';
import type { Texts } from '../lang/zh-CN';
import type { Mark } from '../model';
import { written } from './said';

const OUTCOME: Record<Relation['outcome'], IconName> = { pass: 'ok', fail: 'error', unknown: 'unknown', inapplicable: 'note' };

export function relationItem(relation: Relation, texts: Texts): HTMLElement {
  return el('li', { class: `relation ${relation.outcome}` },
    icon(OUTCOME[relation.outcome]),
    el('div', null,
      el('div', { class: 'relation-name' }, el('span', { lang: texts.engine }, relation.name), el('span', { class: 'outcome' }, texts.verdict[relation.outcome])),
      relation.reason ? null : sums(relation, texts),
      relation.reason ? el('div', { class: 'reason', lang: texts.engine }, relation.reason) : null));
}

/** Both sides with their figures, and by how much they differ. */
export function sums(relation: Relation, texts: Texts): HTMLElement | null {
  const { left, right, outcome, difference } = relation;
  if (!left.text && !right.text) return null;
  return el('div', { class: 'sum' }, el('span', { lang: texts.engine }, texts.sides(left.text, right.text)),
    outcome === 'fail' && difference !== null ? el('b', null, texts.findings.difference(difference.replace('-', ''))) : null);
}

/** How a cell is marked for what is suggested; null when nothing is. */
export function markClass(mark: Mark): string | null {
  if (mark.should === null) return null;
  return mark.sure ? 'wrong' : mark.how === 'fill' ? 'fill' : 'suspect';
}

/** The cell to blame, as firmly as the result says it; a finding without a search speaks for itself. */
export function headline(finding: Finding, cells: ReadonlyMap<string, Cell>, texts: Texts): string {
  const t = texts.findings;
  const first = finding.repairs[0];
  const broken = finding.relations.length;
  if (finding.certainty === null) return finding.message;
  if (!first || finding.certainty === 'none') return t.unlocated(broken);
  if (finding.certainty === 'open') return t.open(broken, finding.repairs.length);
  const [change] = first.changes;
  if (first.changes.length > 1 || !change) return t.several(broken, first.changes.length, finding.certainty === 'unique');
  const sure = finding.certainty === 'unique' && finding.severity === 'error';
  return t.headline(nameOf(change.cell, cells), change.to, written(change.from, texts), sure);
}

/** Where several findings stand side by side without their sums. */
export function brief(finding: Finding, cells: ReadonlyMap<string, Cell>, texts: Texts): string {
  return finding.certainty === 'unique' || finding.certainty === 'likely' ? headline(finding, cells, texts) : finding.message;
}

/** A form named by a plain year; the others are mixtures, read but not to be filled in. */
export const isPlain = (form: string): boolean => /^\d+$/.test(form);

export function nameOf(cell: string, cells: ReadonlyMap<string, Cell>): string {
  const found = cells.get(cell);
  return found ? found.name : cell;
}

export function button(label: string, press: () => void, props?: Record<string, unknown>): HTMLButtonElement {
  return el('button', { type: 'button', click: press, ...props }, label);
}
