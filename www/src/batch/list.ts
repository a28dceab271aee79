// A table of any length of which only what can be seen is drawn. Two stops for Tab, the rows and the head; arrows move,
// Enter opens or sorts, a letter goes to the filter.

import { el, fill, set } from '../dom';
import type { ColumnId, Order, Row } from './rows';

export interface Column {
  id: ColumnId;
  label: string;
  /** How to say that it sorts. */
  sort: string;
  cell(row: Row): (Node | string | null)[];
}

export interface ListEvents {
  open(row: Row): void;
  order(order: Order): void;
  /** A letter typed on the list. */
  typed(letter: string): void;
}

/** Rows drawn above and below what is seen. */
const SPARE = 8;

export class ListView {
  readonly root: HTMLElement;
  private readonly space = el('div', { class: 'space', role: 'rowgroup' });
  private readonly heads = new Map<ColumnId, HTMLElement>();
  private rows: Row[] = [];
  private drawn = new Map<number, HTMLElement>();
  /** The row in hand, by its name. */
  private current: number | null = null;
  private height = 0;
  private frame = 0;
  private order: Order = { column: 'name', way: 1 };

  constructor(label: string, private readonly columns: Column[], private readonly events: ListEvents) {
    const head = el('div', { class: 'row head', role: 'row', 'aria-rowindex': 1 }, columns.map((column) => this.head(column)));
    this.root = el('div', { class: 'list', role: 'grid', tabindex: 0, 'aria-label': label, 'aria-colcount': columns.length },
      el('div', { class: 'heads', role: 'rowgroup' }, head), this.space);
    this.root.addEventListener('scroll', () => this.later());
    this.root.addEventListener('keydown', (event) => (event.target === this.root ? this.key(event) : this.headKey(event)));
    this.root.addEventListener('focus', () => { if (this.current === null && this.rows[0]) this.go(0); });
    this.space.addEventListener('click', (event) => {
      const at = rowAt(event.target);
      const row = this.rows.filter((one) => one.at === at)[0];
      if (!row) return;
      this.choose(row.at);
      this.events.open(row);
    });
  }

  get selected(): number | null { return this.current; }

  /** The rows there are now, in their order. What is in hand stays in hand. */
  show(rows: Row[], order: Order): void {
    this.rows = rows;
    this.order = order;
    this.heads.forEach((head, id) => set(head, { 'aria-sort': id !== order.column ? 'none' : order.way > 0 ? 'ascending' : 'descending' }));
    set(this.root, { 'aria-rowcount': rows.length + 1 });
    if (this.current !== null && !rows.some((row) => row.at === this.current)) this.current = null;
    this.forget();
    this.draw();
  }

  /** The row says something else now. */
  refresh(at: number): void {
    const node = this.drawn.get(at);
    if (!node) return;
    this.space.removeChild(node);
    this.drawn.delete(at);
    this.later();
  }

  /** Its size changed. */
  fit(): void {
    this.height = 0;
    this.forget();
    this.draw();
  }

  choose(at: number | null): void {
    this.current = at;
    this.drawn.forEach((node, one) => this.light(node, one));
    set(this.root, { 'aria-activedescendant': at === null ? null : idOf(at) });
  }

  /** The neighbour of the row in hand. */
  beside(by: number): Row | null {
    return this.rows[this.index + by] || null;
  }

  place(at: number): number { return this.rows.map((row) => row.at).indexOf(at); }

  reveal(): void {
    if (this.index >= 0) this.scrollTo(this.index);
  }

  private get index(): number { return this.current === null ? -1 : this.place(this.current); }

  private head({ id, label, sort }: Column): HTMLElement {
    const node = el('div', { class: `cell c-${id}`, role: 'columnheader' }, el('button', { type: 'button', tabindex: this.heads.size > 0 ? -1 : 0, title: sort, click: () => {
      const { column, way } = this.order;
      // Figures are looked for from the largest on.
      const first = id === 'errors' || id === 'warnings' || id === 'notes' || id === 'unchecked' || id === 'year' ? -1 : 1;
      this.events.order({ column: id, way: column === id ? (way > 0 ? -1 : 1) : first });
    } }, label));
    this.heads.set(id, node);
    return node;
  }

  // ---- drawing ----

  private later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private forget(): void {
    fill(this.space);
    this.drawn.clear();
  }

  private draw(): void {
    if (!this.height) this.measure();
    const { scrollTop, clientHeight } = this.root;
    const first = Math.max(0, Math.floor(scrollTop / this.height) - SPARE);
    const last = Math.min(this.rows.length, Math.ceil((scrollTop + clientHeight) / this.height) + SPARE);
    this.space.style.height = `${this.rows.length * this.height}px`;
    const wanted = new Set<number>();
    for (let index = first; index < last; index++) {
      const row = this.rows[index];
      if (!row) continue;
      wanted.add(row.at);
      if (!this.drawn.has(row.at)) this.add(row, index);
    }
    this.drawn.forEach((node, at) => {
      if (wanted.has(at)) return;
      this.space.removeChild(node);
      this.drawn.delete(at);
    });
  }

  private add(row: Row, index: number): void {
    const node = el('div', { class: 'row', role: 'row', id: idOf(row.at), 'data-at': row.at, 'aria-rowindex': index + 2 },
      this.columns.map((column) => el('div', { class: `cell c-${column.id}`, role: 'gridcell' }, column.cell(row))));
    node.style.top = `${index * this.height}px`;
    this.light(node, row.at);
    this.drawn.set(row.at, node);
    this.space.appendChild(node);
  }

  private light(node: HTMLElement, at: number): void {
    set(node, { 'aria-selected': String(at === this.current) });
  }

  /** All rows are as high as one. */
  private measure(): void {
    const [row] = this.rows;
    this.height = 40;
    if (!row) return;
    this.add(row, 0);
    const node = this.drawn.get(row.at) as HTMLElement;
    this.height = node.getBoundingClientRect().height || this.height;
    this.forget();
  }

  // ---- keys ----

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.height) - 2);
    const at = this.index;
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.rows.length - 1 };
    const row = this.rows[at];
    if (event.key === 'ArrowUp' && at <= 0) this.stops().forEach((one) => one.focus());
    else if (event.key in to) this.go(to[event.key] as number);
    else if (event.key === 'Enter' && row) this.events.open(row);
    else if (event.key.length === 1 && event.key !== ' ' && event.key !== '?' && event.key !== '？') this.events.typed(event.key);
    else return;
    event.preventDefault();
  }

  private get buttons(): HTMLElement[] {
    return Array.from(this.root.querySelectorAll<HTMLElement>('.head button'));
  }

  private stops(): HTMLElement[] {
    return this.buttons.filter((one) => one.tabIndex === 0);
  }

  /** One button of the head is a stop. */
  private headKey(event: KeyboardEvent): void {
    const { buttons } = this;
    const at = buttons.indexOf(event.target as HTMLElement);
    const to: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buttons.length - 1 };
    const next = buttons[to[event.key] as number];
    if (event.key === 'ArrowDown') this.root.focus();
    else if (next) {
      for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
      next.focus();
    } else return;
    event.preventDefault();
  }

  private go(index: number): void {
    const to = Math.max(0, Math.min(this.rows.length - 1, index));
    const row = this.rows[to];
    if (!row) return;
    this.scrollTo(to);
    this.draw();
    this.choose(row.at);
  }

  /** As little as it takes; the head stands above the rows. */
  private scrollTo(index: number): void {
    const head = (this.root.firstChild as HTMLElement).offsetHeight;
    const top = index * this.height;
    const { scrollTop, clientHeight } = this.root;
    if (top < scrollTop) this.root.scrollTop = top;
    else if (top + this.height + head > scrollTop + clientHeight) this.root.scrollTop = top + this.height + head - clientHeight;
  }
}

const idOf = (at: number) => `file-${at}`;

function rowAt(target: EventTarget | null): number | null {
  const node = target instanceof Element ? target.closest('.row') : null;
  const at = node && node.getAttribute('data-at');
  return at === null ? null : Number(at);
}
