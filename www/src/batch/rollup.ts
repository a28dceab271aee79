// An area and the bodies in it: the sums in the official layout, what the area reports instead, and which report is to
// blame.

import type { Rollup, RollupCell, RollupTable, Slot, TableSheet } from '../contract';
import { el, fill } from '../dom';
import { place } from '../views/grid';
import { MenuView } from '../views/menu';
import { button } from '../views/parts';
import { Asking, fileField, findingItem, leftList, uncheckedList, verdictSign, type Across } from './across';
import type { Row } from './rows';
import type { BatchTexts } from './texts';

export class RollupView {
  readonly root = el('div', { class: 'rollup' });
  /** Absent: found by name. */
  private parent: number | null | undefined = undefined;
  private complete = false;
  private readonly asking: Asking;
  private readonly shown = el('div');

  constructor(private readonly across: Across, private readonly rows: Row[], private readonly digests: Uint8Array[]) {
    this.asking = new Asking(across);
    fill(this.root, this.asking.said, this.wishes(), this.shown);
    this.sum();
  }

  private sum(): void {
    const { parent, complete } = this;
    this.asking.ask({ kind: 'rollup', digests: this.digests, options: { ...(parent !== undefined && { parent }), complete, children: null } }, (rollup) => this.draw(rollup));
  }

  private wishes(): HTMLElement {
    const { t } = this.across;
    const of = fileField('rollup-parent', t.across.parent, this.rows, t);
    of.root.hidden = true;
    const how = el('select', { id: 'rollup-how', 'aria-label': t.across.parent }, [['auto', t.across.automatic], ['none', t.across.noParent], ['file', `${t.across.parent}…`]].map(([value, label]) => el('option', { value }, label as string)));
    how.addEventListener('change', () => {
      of.root.hidden = how.value !== 'file';
      if (how.value === 'file') of.field.focus();
      else {
        this.parent = how.value === 'none' ? null : undefined;
        this.sum();
      }
    });
    of.field.addEventListener('change', () => {
      const at = of.picked();
      if (at === null) return this.asking.say('warning', t.across.unknownFile);
      this.parent = at;
      this.sum();
    });
    const complete = el('input', { type: 'checkbox', id: 'rollup-complete' });
    complete.addEventListener('change', () => {
      this.complete = complete.checked;
      this.sum();
    });
    return el('div', { class: 'tools wishes-of' }, el('label', { class: 'pick-file' }, el('span', null, t.across.parent), how), of.root, el('label', { class: 'check-of' }, complete, t.across.complete));
  }

  private draw(rollup: Rollup): void {
    const { t } = this.across;
    const menu = new MenuView(t.export, [
      button(t.across.sumXlsx, () => this.across.save(t.across.rollup, false, { tables: sheets(rollup, t) }), { id: 'rollup-xlsx' }),
      button(t.across.sumCsv, () => this.across.save(t.across.rollup, true, { tables: sheets(rollup, t) }), { id: 'rollup-csv' }),
      button(t.across.findingsXlsx, () => this.saveFindings(rollup, false), { id: 'rollup-findings-xlsx' }),
      button(t.across.findingsCsv, () => this.saveFindings(rollup, true), { id: 'rollup-findings-csv' }),
    ]);
    const parent = rollup.parent === null ? undefined : this.rows[rollup.parent];
    fill(this.shown,
      el('p', { class: `sum-verdict is-${rollup.verdict}` }, verdictSign(rollup.verdict), el('b', { lang: t.engine }, t.said(rollup.summary))),
      el('div', { class: 'tools' }, el('p', { class: 'shown' }, t.across.children(rollup.children.length), parent ? [t.semicolon, t.across.parent, ' ', button(parent.source.path, () => this.across.open(parent, null), { class: 'place' })] : null), menu.root),
      rollup.findings.length > 0 ? el('ul', { class: 'findings-list' }, rollup.findings.map((one) => findingItem(one, this.rows, this.across))) : el('p', { class: 'none' }, t.across.none),
      uncheckedList(rollup.unchecked, t),
      leftList(t.across.leftOut(rollup.left_out.length), rollup.left_out, this.rows, this.across),
      el('h2', { class: 'sum-title' }, t.across.sumTitle(rollup.year)), el('p', { class: 'hint' }, t.across.legend),
      rollup.tables.map((table) => sumTable(table, t)));
  }

  private saveFindings(rollup: Rollup, csv: boolean): void {
    const { t } = this.across;
    const names = new Map<string, string>();
    for (const table of rollup.tables) for (const cell of table.cells) names.set(cell.id, cell.name);
    const path = (at: number) => { const row = this.rows[at]; return row ? row.source.path : ''; };
    const lines = rollup.findings.map((one) => [t.severity[one.severity], one.rule, one.message, one.advice, one.basis, one.places.map(({ report }) => path(report)).join(t.semicolon),
      Array.from(new Set(([] as string[]).concat(...one.places.map(({ cells }) => cells)))).map((id) => names.get(id) || id).join(t.semicolon)]);
    this.across.save(`${t.across.rollup}-${t.sheets.findings}`, csv, { rows: [{ name: t.sheets.findings, title: `${t.across.rollup} · ${t.sheets.findings}`, head: t.across.rollupHead, rows: lines, figures: [] }] });
  }
}

const differs = (cell: RollupCell) => cell.gap !== null && Number(cell.gap) !== 0;

function sumTable(table: RollupTable, t: BatchTexts): HTMLElement {
  const cells = new Map(table.cells.map((cell): [string, RollupCell] => [cell.id, cell]));
  const td = (slot: Slot): HTMLElement => {
    const cell = slot.cell ? cells.get(slot.cell) : undefined;
    if (slot.kind === 'header' || slot.kind === 'label' || !cell) return el(slot.kind === 'empty' ? 'td' : 'th', { rowspan: slot.rowspan, colspan: slot.colspan }, slot.text);
    const off = differs(cell);
    return el('td', { rowspan: slot.rowspan, colspan: slot.colspan, class: [off && 'off', cell.unknown > 0 && 'doubt'].filter(Boolean).join(' ') || null, title: [cell.name, cell.unknown > 0 ? t.across.unknown(cell.unknown) : ''].filter(Boolean).join(t.semicolon), 'data-sum': cell.id },
      el('span', { class: 'v' }, cell.sum === null ? '？' : cell.sum),
      off ? el('span', { class: 'gap' }, t.across.parentHas(cell.parent || ''), el('b', null, t.across.gap(cell.gap || ''))) : null);
  };
  return el('div', { class: 'sum-box' }, el('h3', { lang: t.engine }, table.title),
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': table.title }, el('table', { class: 'sums', lang: t.engine }, el('tbody', null, table.layout.map((row) => el('tr', null, row.map(td)))))));
}

/** The sums as a form; what the area has instead stands in a note. */
function sheets(rollup: Rollup, t: BatchTexts): TableSheet[] {
  return rollup.tables.map((table) => {
    const cells = new Map(table.cells.map((cell): [string, RollupCell] => [cell.id, cell]));
    const slots: TableSheet['slots'] = [];
    for (const row of place(table.layout).rows) {
      for (const { slot, row: at, col } of row) {
        const cell = slot.cell ? cells.get(slot.cell) : undefined;
        const { rowspan, colspan } = slot;
        const plain = { row: at, col, rowspan, colspan };
        if (!cell) slots.push({ ...plain, kind: slot.kind === 'header' || slot.kind === 'label' ? slot.kind : 'value', text: slot.text, tone: null, note: '' });
        else {
          const said = [differs(cell) ? `${t.across.parentHas(cell.parent || '')}，${t.across.gap(cell.gap || '')}` : '', cell.unknown > 0 ? t.across.unknown(cell.unknown) : ''].filter(Boolean);
          slots.push({ ...plain, kind: 'value', text: cell.sum || '', tone: said.length > 0 ? 'suspect' : null, note: said.join(t.semicolon) });
        }
      }
    }
    return { name: table.title, title: `${t.across.sumTitle(rollup.year)} · ${table.title}`, slots };
  });
}
