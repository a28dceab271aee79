// Small pieces that several views show.

import type { Relation } from '../contract';
import { el, icon, type IconName } from '../dom';
import type { Texts } from '../lang/zh-CN';
import type { Mark } from '../model';

const OUTCOME: Record<Relation['outcome'], IconName> = { pass: 'ok', fail: 'error', unknown: 'unknown', inapplicable: 'note' };

export function relationItem(relation: Relation, texts: Texts): HTMLElement {
  const { left, right } = relation;
  return el('li', { class: `relation ${relation.outcome}` },
    icon(OUTCOME[relation.outcome]),
    el('div', null,
      el('div', { class: 'relation-name' }, relation.name, el('span', { class: 'outcome' }, texts.verdict[relation.outcome])),
      left.text || right.text ? el('div', { class: 'sum' }, texts.sides(left.text, right.text),
        relation.outcome === 'fail' && relation.difference !== null ? el('b', null, texts.findings.difference(relation.difference)) : null) : null,
      relation.reason ? el('div', { class: 'reason' }, relation.reason) : null));
}

/** What a cell should hold, said as surely as it is known; null when nothing is suggested. */
export function suggestion(mark: Mark, texts: Texts): string | null {
  const t = texts.table;
  if (mark.should === null) return null;
  const value = mark.should || t.nothing;
  return mark.either ? t.either(value) : mark.sure ? t.should(value) : t.perhaps(value);
}

export function button(label: string, press: () => void, props?: Record<string, unknown>): HTMLButtonElement {
  return el('button', { type: 'button', click: press, ...props }, label);
}
