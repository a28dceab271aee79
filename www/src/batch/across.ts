// What comparing several reports has in common: which reports, what is wrong between them, where to look.

import type { CrossFinding } from '../contract';
import { el, fill, icon, type IconName } from '../dom';
import { Stopped } from '../engines';
import type { Answers, Task } from '../takeaway/task';
import type { Rows } from '../takeaway/rows';
import type { TableSheet } from '../contract';
import { button } from '../views/parts';
import type { Row } from './rows';
import type { BatchTexts } from './texts';

/** What a comparison needs of the list it is made from. */
export interface Across {
  t: BatchTexts;
  /** The sentence of a finding, by its rule. */
  finding(rule: string, message: string): string;
  /** Asks an engine. */
  ask<T extends Task>(task: T): Promise<Answers[T['kind']]>;
  /** Opens the report, at a cell. */
  open(row: Row, cell: string | null): void;
  save(what: string, csv: boolean, sheets: { rows: Rows[] } | { tables: TableSheet[] }): void;
}

/** Asks for a comparison and says how it goes. When the wishes have changed, only the answer to the last is drawn. */
export class Asking {
  readonly said = el('div', { class: 'said', role: 'status' });
  private asked = 0;

  constructor(private readonly across: Across) {}

  ask<T extends Extract<Task, { kind: 'years' | 'rollup' }>>(task: T, draw: (answer: NonNullable<Answers[T['kind']]>) => void): void {
    const { t } = this.across;
    const asked = ++this.asked;
    this.say('note', t.across.working);
    this.across.ask(task).then((answer) => {
      if (asked !== this.asked) return;
      fill(this.said);
      if (answer) draw(answer as NonNullable<Answers[T['kind']]>);
      else this.say('warning', t.across.cannot);
    }).catch((error: Error) => {
      if (asked !== this.asked || error instanceof Stopped) return;
      console.error(error.message);
      this.say('warning', t.across.failed);
    });
  }

  say(sign: IconName, text: string): void {
    fill(this.said, el('p', { class: `message ${sign}` }, icon(sign), el('span', null, text)));
  }
}

const SIGN: Record<CrossFinding['severity'], IconName> = { error: 'error', warning: 'warning', note: 'note' };
const VERDICT: Record<'consistent' | 'incomplete' | 'findings', IconName> = { consistent: 'ok', incomplete: 'unknown', findings: 'error' };

/** The rows that can be compared, and their digests in the same order. */
export function digested(rows: Row[]): { rows: Row[]; digests: Uint8Array[] } {
  const some = rows.filter(({ brief }) => brief && brief.digest);
  return { rows: some, digests: some.map(({ brief }) => (brief && brief.digest) as Uint8Array) };
}

export const verdictSign = (verdict: keyof typeof VERDICT): SVGElement => icon(VERDICT[verdict]);

export function findingItem(finding: CrossFinding, rows: Row[], across: Across): HTMLElement {
  const { t } = across;
  const places = finding.places.filter(({ report }) => rows[report]);
  return el('li', { class: `finding ${finding.severity}` },
    el('p', { class: 'what' }, icon(SIGN[finding.severity]), el('span', null, el('b', { class: 'severity' }, t.severity[finding.severity]), across.finding(finding.rule, finding.message))),
    finding.advice ? el('p', { class: 'advice' }, el('b', null, t.across.advice), el('span', { lang: t.engine }, t.said(finding.advice))) : null,
    el('div', { class: 'places' }, places.map(({ report, cells }) => {
      const row = rows[report] as Row;
      return button(row.source.path, () => across.open(row, cells[0] || null), { class: 'place', title: t.across.open });
    })),
    el('details', null, el('summary', null, t.across.why), el('p', { lang: t.engine }, t.said(finding.why)), finding.basis ? el('p', { class: 'basis', lang: t.engine }, t.said(finding.basis)) : null));
}

export const uncheckedList = (unchecked: { what: string; why: string }[], t: BatchTexts): HTMLElement | null => (unchecked.length === 0 ? null
  : el('details', { class: 'open-ends' }, el('summary', null, t.across.unchecked(unchecked.length)), el('ul', { lang: t.engine }, unchecked.map(({ what, why }) => el('li', null, `${t.said(what)}：${t.said(why)}`)))));

/** Reports that were left out, with the reasons. */
export function leftList(title: string, left: { report: number; why: string }[], rows: Row[], across: Across): HTMLElement | null {
  if (left.length === 0) return null;
  const list = el('ul');
  const known = left.filter(({ report }) => rows[report]);
  const more = inPortions(list, known.map(({ report, why }) => () => {
    const row = rows[report] as Row;
    return el('li', null, button(row.source.path, () => across.open(row, null), { class: 'place' }), ' ', el('span', { lang: across.t.engine }, across.t.said(why)));
  }), across.t);
  return el('details', { class: 'open-ends' }, el('summary', null, title), list, more);
}

const PORTION = 100;

/** A long list a hundred at a time; the button for the next is given back. */
export function inPortions(list: HTMLElement, items: (() => HTMLElement)[], t: BatchTexts): HTMLElement {
  const more = button('', () => add(), { class: 'more' });
  let shown = 0;
  const add = () => {
    for (const make of items.slice(shown, shown + PORTION)) list.appendChild(make());
    shown = Math.min(items.length, shown + PORTION);
    more.hidden = shown >= items.length;
    fill(more, t.across.more(Math.min(PORTION, items.length - shown)));
  };
  add();
  return more;
}

/** A field for one of many files: a list to choose from, narrowed by typing. */
export function fileField(id: string, label: string, rows: Row[], t: BatchTexts): { root: HTMLElement; field: HTMLInputElement; picked(): number | null } {
  const list = el('datalist', { id: `${id}-list` }, rows.map((row) => el('option', { value: row.source.path })));
  const field = el('input', { type: 'text', id, list: `${id}-list`, placeholder: t.across.pick, autocomplete: 'off' });
  return {
    root: el('label', { class: 'pick-file' }, el('span', null, label), field, list), field,
    picked: () => {
      const at = rows.map((row) => row.source.path).indexOf(field.value.trim());
      return at < 0 ? null : at;
    },
  };
}
