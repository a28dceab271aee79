// Small pieces that several views show.

import type { Relation } from '../contract';
import { el, icon, type IconName } from '../dom';
import type { Texts } from '../lang/zh-CN';
import type { Mark } from '../model';

const OUTCOME: Record<Relation['outcome'], IconName> = { pass: 'ok', fail: 'error', unknown: 'unknown', inapplicable: 'note' };

export function relationItem(relation: Relation, texts: Texts): HTMLElement {
  return el('li', { class: `relation ${relation.outcome}` },
    icon(OUTCOME[relation.outcome]),
    el('div', null,
      el('div', { class: 'relation-name' }, relation.name, el('span', { class: 'outcome' }, texts.verdict[relation.outcome])),
      sums(relation, texts),
      relation.reason ? el('div', { class: 'reason' }, relation.reason) : null));
}

/** Both sides with their figures, and by how much they differ. */
export function sums(relation: Relation, texts: Texts): HTMLElement | null {
  const { left, right, outcome, difference } = relation;
  if (!left.text && !right.text) return null;
  return el('div', { class: 'sum' }, texts.sides(left.text, right.text),
    outcome === 'fail' && difference !== null ? el('b', null, texts.findings.difference(difference.replace('-', ''))) : null);
}

/** What a cell should hold, said as surely as it is known; null when nothing is suggested. */
export function suggestion(mark: Mark, texts: Texts): string | null {
  const t = texts.table;
  if (mark.should === null) return null;
  const value = mark.should || t.nothing;
  if (mark.how === 'only' && !mark.sure) return t.suggest.likely(value);
  return t.suggest[mark.how](value);
}

export function button(label: string, press: () => void, props?: Record<string, unknown>): HTMLButtonElement {
  return el('button', { type: 'button', click: press, ...props }, label);
}
