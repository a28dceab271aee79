// The tables as the official form lays them out. Built once for a layout, then only marked anew, so that a cell
// being typed in is never taken away from under the user's hands.

import type { Cell, Report, Slot, Table } from '../contract';
import { el, fill, focusOf, icon, set } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { isDoubt, type Mark } from '../model';
import { end, enter, find, following, place, spread, step, type Placed, type Placement } from './grid';
import { button, markClass } from './parts';
import { suggestion, written } from './said';

export interface TableEvents {
  select(cell: string): void;
  /** While typing; null: typing was given up. */
  preview(cell: string, raw: string | null): void;
  commit(cell: string, raw: string): void;
  copy(table: string): void;
}

/** `heads`: the labels and headers that say what the cell is. */
interface Place { td: HTMLTableCellElement; placement: Placement; heads: HTMLElement[] }

/** A header or label and the slots it covers. */
interface Head { node: HTMLElement; placed: Placed }

const PAGE = 8;

export class TablesView {
  readonly root = el('div', { class: 'tables', lang: 'zh-CN' });
  private signature = '';
  private places = new Map<string, Place>();
  private marks: ReadonlyMap<string, Mark> = new Map();
  private editor: { cell: string; input: HTMLInputElement; fast: boolean } | null = null;
  private current: string | null = null;
  private boxes: HTMLElement[] = [];
  private order: Placement[] = [];
  private crossed: HTMLElement[] = [];

  constructor(private readonly texts: Texts, private readonly events: TableEvents) {
    this.root.addEventListener('keydown', (event) => this.key(event));
    this.root.addEventListener('mousedown', (event) => this.press(event));
    this.root.addEventListener('focusin', (event) => this.focused(event));
    this.root.addEventListener('mouseover', (event) => this.point(this.at(event.target)));
    this.root.addEventListener('mouseleave', () => this.point(null));
    this.root.addEventListener('copy', (event) => this.copyCell(event));
  }

  get isEditing(): boolean { return this.editor !== null; }

  show(report: Report, marks: ReadonlyMap<string, Mark>): void {
    const signature = JSON.stringify(report.tables.map((table) => [table.title, table.present, table.layout]));
    if (signature !== this.signature) this.build(report.tables);
    this.signature = signature;
    this.marks = marks;
    this.places.forEach(({ td }, id) => this.draw(td, marks.get(id)));
  }

  /** Columns that stay in view and headers that stay on top need measured offsets. */
  fit(): void {
    for (const box of this.boxes) pin(box);
  }

  focus(cell: string): void {
    const at = this.places.get(cell);
    if (!at) return;
    unfold(at.td);
    at.td.focus();
  }

  /** Shows the cell; Tab into the tables then leads to it. */
  reveal(cell: string): void {
    const at = this.places.get(cell);
    if (!at) return;
    unfold(at.td);
    this.stopAt(at.td);
    at.td.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  /** Where Tab into the tables leads to. */
  get stop(): HTMLElement | null { return this.root.querySelector<HTMLElement>('td[tabindex="0"]'); }

  /** Starts typing in a cell. */
  open(cell: string): void {
    this.focus(cell);
    this.edit(cell, null);
  }

  /** The cells a block of numbers pasted now is meant for; null when the selection is elsewhere. */
  aim(block: string[][]): [cell: string, raw: string][] | null {
    const { current, editor } = this;
    if (!current || !this.root.contains(focusOf(this.root))) return null;
    if (editor) this.leave(editor.cell);
    return spread(this.placement(current), current, block);
  }

  private copyCell(event: ClipboardEvent): void {
    const cell = this.at(event.target);
    const mark = cell && this.marks.get(cell);
    const selected = getSelection();
    if (!mark || this.editor || !event.clipboardData || (selected && !selected.isCollapsed)) return;
    event.clipboardData.setData('text/plain', mark.cell.raw || '');
    event.preventDefault();
  }

  // ---- building ----

  private build(tables: Table[]): void {
    this.editor = null;
    this.places = new Map();
    this.boxes = [];
    this.order = [];
    this.crossed = [];
    fill(this.root, tables.map((table) => this.table(table)));
    const first = this.places.values().next().value as Place | undefined;
    if (first) first.td.tabIndex = 0;
    this.fit();
  }

  private table(table: Table): HTMLElement {
    const placement = place(table.layout);
    const heads = leadingHeaders(placement);
    const labels: Head[] = [];
    this.order.push(placement);
    const row = (placed: Placed[]) => el('tr', null, placed.map((one) => this.slot(one, placement, labels)));
    const box = el('div', { class: 'scroll' }, el('table', { class: `form ${table.id}`, role: 'grid', 'aria-label': table.title },
      heads ? el('thead', null, placement.rows.slice(0, heads).map(row)) : null,
      el('tbody', null, placement.rows.slice(heads).map(row))));
    this.boxes.push(box);
    for (const line of placement.rows) for (const one of line) if (one.slot.cell) (this.places.get(one.slot.cell) as Place).heads = headsOf(one, labels, placement);
    if (table.present) return el('section', { class: `table-box ${table.id}-box` }, el('div', { class: 'table-head' }, el('h2', { lang: this.texts.engine }, table.title), button(this.texts.tools.copyTable, () => this.events.copy(table.id), { class: 'copy-table', 'data-key': `copy ${table.id}` })), box);
    // A table that is not there must be seen to be missing, but not push the others out of sight.
    const note = el('span', { class: 'absent' }, icon('unknown'), this.texts.table.absent);
    const folded = el('details', { class: 'table-box' }, el('summary', null, el('h2', null, table.title, note)), box);
    folded.addEventListener('toggle', () => this.fit());
    return folded;
  }

  private slot(placed: Placed, placement: Placement, labels: Head[]): HTMLElement {
    const node = this.node(placed, placement);
    if (placed.slot.kind === 'header' || placed.slot.kind === 'label') labels.push({ node, placed });
    return node;
  }

  private node(placed: Placed, placement: Placement): HTMLElement {
    const { slot, col } = placed;
    const span = { rowspan: slot.rowspan > 1 && slot.rowspan, colspan: slot.colspan > 1 && slot.colspan, 'data-col': col };
    if (slot.kind === 'header') {
      return el('th', { ...span, lang: this.texts.engine, class: headerClass(slot, placed, placement), scope: slot.colspan > 1 ? 'colgroup' : 'col' }, slot.text);
    }
    if (slot.kind === 'label') return this.label(slot, span, col + slot.colspan < placement.cols);
    if (!slot.cell) return el('td', { ...span, class: 'none' });
    const td = el('td', { ...span, class: 'value', 'data-cell': slot.cell, tabindex: -1 });
    this.places.set(slot.cell, { td, placement, heads: [] });
    return td;
  }

  private label(slot: Slot, span: Record<string, unknown>, hasValues: boolean): HTMLElement {
    const upright = slot.rowspan > 2 && slot.colspan === 1;
    return el('th', { ...span, lang: this.texts.engine, class: upright ? 'label upright' : 'label', scope: slot.rowspan > 1 ? 'rowgroup' : hasValues ? 'row' : null },
      upright ? el('span', null, slot.text) : slot.text);
  }

  // ---- marking ----

  private draw(td: HTMLElement, mark: Mark | undefined): void {
    if (!mark) return;
    const { cell } = mark;
    const doubt = isDoubt(cell);
    td.className = ['value', markClass(mark), mark.failing && 'failing', doubt && 'doubt',
      mark.was !== null && 'edited', mark.lit && 'lit', td.getAttribute('data-cell') === this.current && 'current'].filter(Boolean).join(' ');
    if (this.crossed.indexOf(td) >= 0) td.classList.add('band');
    set(td, { title: this.hover(mark) || null, 'aria-label': this.spoken(mark), 'aria-invalid': mark.sure && 'true' });
    if (this.editor && this.editor.cell === cell.id) return;
    fill(td,
      el('span', { class: 'v' }, mark.should !== null && mark.how !== 'fill' ? icon(mark.sure ? 'error' : 'warning') : null, illegible(cell) ? this.texts.table.illegible : cell.raw || ''),
      illegible(cell) ? el('span', { class: 'raw' }, this.texts.table.rawText(cell.raw || '')) : null,
      mark.should !== null ? [this.texts.table.gap, el('span', { class: 'should' }, suggestion(mark, this.texts))] : null);
  }

  /** 自然人，（一）予以公开，17，应为 11，不一致: the whole of a cell for who does not see it. */
  private spoken(mark: Mark): string {
    const t = this.texts.table;
    const { cell } = mark;
    const name = cell.name.split('·').reverse();
    const state = cell.state === 'blank' && !cell.raw ? '' : t.states[cell.state];
    const figure = illegible(cell) ? [t.illegible, t.rawText(cell.raw || '')] : [written(cell.raw, this.texts)];
    return name.concat(figure, suggestion(mark, this.texts) || '', mark.failing ? t.unequal : '', state, mark.was !== null ? t.was(mark.was || t.nothing) : '')
      .filter(Boolean).join(t.comma);
  }

  private hover(mark: Mark): string {
    const t = this.texts.table;
    const { cell } = mark;
    return [
      blame(mark, t), suggestion(mark, this.texts),
      cell.remark || t.states[cell.state],
      cell.value !== null && cell.raw !== null && cell.value !== cell.raw.trim() ? t.readAs(cell.value) : '',
      mark.was !== null ? t.was(mark.was || t.nothing) : '',
    ].filter(Boolean).join('；');
  }

  // ---- selecting ----

  private at(target: EventTarget | null): string | null {
    const td = target instanceof Element ? target.closest('td[data-cell]') : null;
    return td && td.getAttribute('data-cell');
  }

  private focused(event: FocusEvent): void {
    const cell = this.at(event.target);
    if (!cell || cell === this.current) return;
    this.setCurrent(cell);
    this.events.select(cell);
  }

  /** Only the current cell is a tab stop; arrows go to the others. */
  setCurrent(cell: string | null): void {
    const old = this.current && this.places.get(this.current);
    if (old) old.td.classList.remove('current');
    this.current = cell;
    this.cross(cell);
    const at = cell && this.places.get(cell);
    if (!at) return;
    this.stopAt(at.td);
    at.td.classList.add('current');
  }

  private stopAt(td: HTMLElement): void {
    const stop = this.root.querySelector('td[tabindex="0"]');
    if (stop) set(stop, { tabindex: -1 });
    td.tabIndex = 0;
  }

  /** While the keys are used, a mouse that lies somewhere does not matter. */
  private point(cell: string | null): void {
    if (!this.root.contains(focusOf(this.root))) this.cross(cell || this.current);
  }

  /** Lights the headers and labels of a cell, and the way to them. */
  private cross(cell: string | null): void {
    for (const node of this.crossed) node.classList.remove('cross', 'band');
    const at = cell && this.places.get(cell);
    this.crossed = at && cell ? at.heads.concat(this.way(cell, at.placement)) : [];
    for (const node of this.crossed) node.classList.add(node.tagName === 'TH' ? 'cross' : 'band');
  }

  private way(cell: string, placement: Placement): HTMLElement[] {
    const start = find(placement, cell);
    if (!start) return [];
    const [row, col] = start;
    const ids = (placement.map[row] as (string | null)[]).slice(0, col);
    for (let up = row - 1; up >= 0 && (placement.map[up] as (string | null)[])[col]; up--) ids.push((placement.map[up] as (string | null)[])[col] as string);
    return ids.map((id) => id && id !== cell && this.places.get(id)).filter(Boolean).map((one) => (one as Place).td);
  }

  private press(event: MouseEvent): void {
    const cell = this.at(event.target);
    if (this.editor && this.editor.cell !== cell) this.finish(true);
    if (!cell || event.button !== 0 || (this.editor && this.editor.cell === cell)) return;
    if (cell === this.current && this.root.contains(focusOf(this.root))) {
      event.preventDefault();
      this.edit(cell, null);
    }
  }

  // ---- keys ----

  private key(event: KeyboardEvent): void {
    const cell = this.at(event.target);
    if (!cell || event.isComposing) return;
    const handled = this.editor ? this.editingKey(event, cell) : this.cellKey(event, cell);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private cellKey(event: KeyboardEvent, cell: string): boolean {
    if (event.metaKey || event.altKey) return false;
    if (event.key === 'Home' || event.key === 'End') return this.go(end(this.placement(cell), cell, event.key === 'End', event.ctrlKey));
    if (event.ctrlKey) return false;
    const arrow = ARROWS[event.key];
    if (arrow) return this.move(cell, arrow[0], arrow[1]);
    if (event.key === 'PageUp' || event.key === 'PageDown') return this.page(cell, event.key === 'PageUp' ? -1 : 1);
    if (event.key === 'Enter' || event.key === 'F2') return this.edit(cell, null);
    if (event.key === 'Delete' || event.key === 'Backspace') {
      this.events.commit(cell, '');
      return true;
    }
    return event.key.length === 1 && !/[\s?？]/.test(event.key) && this.edit(cell, event.key);
  }

  private editingKey(event: KeyboardEvent, cell: string): boolean {
    const arrow = ARROWS[event.key];
    if (event.key === 'Escape') this.finish(false);
    else if (event.key === 'Enter') this.finish(true, step(this.placement(cell), cell, event.shiftKey ? -1 : 1, 0));
    else if (event.key === 'Tab') this.finish(true, following(this.placement(cell), cell, !event.shiftKey));
    else if (arrow && (arrow[0] !== 0 || (this.editor && this.editor.fast))) this.finish(true, step(this.placement(cell), cell, arrow[0], arrow[1]));
    else return false;
    return true;
  }

  private placement(cell: string): Placement {
    return (this.places.get(cell) as Place).placement;
  }

  private move(cell: string, down: number, right: number): boolean {
    return this.go(step(this.placement(cell), cell, down, right) || (down ? this.beyond(cell, down) : null));
  }

  private go(cell: string | null): boolean {
    if (cell) this.focus(cell);
    return true;
  }

  private page(cell: string, down: number): boolean {
    let next = cell;
    for (let left = PAGE; left > 0; left--) next = step(this.placement(cell), next, down, 0) || next;
    return this.go(next);
  }

  /** Up and down lead on into the neighbouring table. */
  private beyond(cell: string, down: number): string | null {
    const placement = this.placement(cell);
    const other = this.order[this.order.indexOf(placement) + down];
    const at = find(placement, cell);
    return other && at ? enter(other, at[1], down > 0) : null;
  }

  // ---- editing ----

  /** `typed` starts over with what was typed, and arrows then leave the cell; null keeps the content. */
  private edit(cell: string, typed: string | null): boolean {
    const { td } = this.places.get(cell) as Place;
    const mark = this.marks.get(cell);
    const before = (mark && mark.cell.raw) || '';
    const input = el('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-label': this.texts.table.editing(mark ? mark.cell.name : cell) });
    input.value = typed === null ? before : typed;
    this.editor = { cell, input, fast: typed !== null };
    input.addEventListener('input', () => this.events.preview(cell, input.value));
    input.addEventListener('blur', () => { if (this.editor && this.editor.input === input) this.finish(true); });
    fill(td, input);
    input.focus();
    if (typed === null) input.select();
    else this.events.preview(cell, typed);
    return true;
  }

  /** Typing given up because something else goes into the cells. */
  private leave(cell: string): void {
    this.editor = null;
    const { td } = this.places.get(cell) as Place;
    this.draw(td, this.marks.get(cell));
    td.focus();
  }

  private finish(keep: boolean, next?: string | null): void {
    const editor = this.editor;
    if (!editor) return;
    const focused = focusOf(this.root) === editor.input;
    this.editor = null;
    const { td } = this.places.get(editor.cell) as Place;
    this.draw(td, this.marks.get(editor.cell));
    if (keep) this.events.commit(editor.cell, editor.input.value);
    else this.events.preview(editor.cell, null);
    if (next || focused) this.focus(next || editor.cell);
  }
}

/** A folded table must not keep a cell to itself. */
function unfold(td: HTMLElement): void {
  const folded = td.closest('details');
  if (folded) folded.open = true;
}

/** Unreadable as a number; what stands there may be a whole row run together, so it is not shown as the cell's own. */
const illegible = (cell: Cell): boolean => cell.state === 'illegible' && Boolean(cell.raw && cell.raw.trim());

/** What the reader of a cell must know of it, in words. */
function blame(mark: Mark, t: Texts['table']): string {
  if (mark.sure) return t.wrong;
  if (mark.failing) return mark.should === null ? t.failing : `${t.suspect}，${t.failing}`;
  return mark.should === null || mark.how === 'fill' ? '' : t.suspect;
}

/** Labels of the cell's row, and headers of its column from the nearest title of a block down. */
function headsOf({ slot, row, col }: Placed, labels: Head[], placement: Placement): HTMLElement[] {
  const spansRow = (head: Head) => head.placed.row <= row && row < head.placed.row + head.placed.slot.rowspan;
  const above = labels.filter((head) => head.placed.slot.kind === 'header' && head.placed.row < row
    && head.placed.col < col + slot.colspan && col < head.placed.col + head.placed.slot.colspan);
  const titles = above.filter((head) => head.placed.slot.colspan === placement.cols);
  const title = titles[titles.length - 1];
  const column = above.filter((head) => !title || head.placed.row >= title.placed.row);
  return labels.filter((head) => head.placed.slot.kind === 'label' && spansRow(head)).concat(column).map((head) => head.node);
}

const ARROWS: Record<string, [number, number] | undefined> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

function leadingHeaders({ rows }: Placement): number {
  let count = 0;
  while (count < rows.length && (rows[count] as Placed[]).every(({ slot }) => slot.kind === 'header')) count++;
  // A table whose first header is a block title has more blocks below: its headers belong into the body.
  const later = rows.slice(count).some((row) => row.some(({ slot }) => slot.kind === 'header'));
  return later ? 0 : count;
}

function headerClass(slot: Slot, { col }: Placed, placement: Placement): string | null {
  if (col === 0 && slot.colspan === placement.cols) return 'block';
  return slot.text.length > 20 ? 'remark' : null;
}

function pin(box: HTMLElement): void {
  const table = box.firstChild as HTMLTableElement;
  const heads = table.tHead ? Array.from(table.tHead.rows) : [];
  const fixed = Array.from(table.querySelectorAll<HTMLElement>('th.label, thead th[data-col="0"]'));
  // A stuck cell reports where it is stuck: let go before measuring.
  box.classList.remove('is-wide');
  box.classList.add('is-loose');
  const wide = table.offsetWidth > box.clientWidth + 1;
  if (wide) set(box, { tabindex: 0, role: 'region', 'aria-label': table.getAttribute('aria-label') });
  else set(box, { tabindex: null, role: null, 'aria-label': null });
  for (const row of heads) for (const th of Array.from(row.cells)) th.style.top = `${row.offsetTop}px`;
  const lefts = fixed.map((th) => th.offsetLeft);
  fixed.forEach((th, at) => { th.style.left = wide ? `${lefts[at]}px` : ''; });
  box.classList.toggle('is-wide', wide);
  box.classList.remove('is-loose');
}
