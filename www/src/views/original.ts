// The document as it was read, block by block, with the marks of the cells at the places they came from.

import type { Anchor, Block, Cell, Finding, Report } from '../contract';
import { el, fill, focusOf, set } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { allCells, isDoubt, type Mark } from '../model';
import { markClass } from './parts';
import { suggestion } from './said';

type Grid = Extract<Block, { kind: 'grid' }>;
/** What stands at a place of the text: a cell's figure, or one that findings quote. */
interface Piece { anchor: Anchor; cell: Cell | null; findings: string[] }
type Places = Map<string, Piece[]>;

const BLOCKS = 3000;
/** Rows and cells of tables. */
const PIECES = 10_000;

export class OriginalView {
  readonly root = el('div', { class: 'original', tabindex: 0, role: 'region', lang: 'zh-CN' });
  private spots = new Map<string, HTMLElement>();
  private anchors = new Map<string, NonNullable<Cell['anchor']>>();
  private drawn: Report | null = null;
  /** Where each finding's sentence is. */
  private quotes = new Map<string, HTMLElement>();
  private quoted = '';
  /** How many more rows and cells are drawn. */
  private room = 0;

  /** `open`: to type in the cell, which is done in the form. */
  constructor(private readonly texts: Texts, private readonly select: (cell: string) => void, private readonly open: (cell: string) => void) {
    this.root.setAttribute('aria-label', texts.tools.original);
    this.root.addEventListener('focusin', (event) => {
      const cell = cellAt(event.target);
      if (!cell) return;
      this.stopAt(cell);
      this.select(cell);
    });
    this.root.addEventListener('dblclick', (event) => { const cell = cellAt(event.target); if (cell) this.open(cell); });
    this.root.addEventListener('keydown', (event) => this.key(event));
  }

  /** Where Tab into the original leads to. */
  get stop(): HTMLElement | null { return this.root.querySelector<HTMLElement>('.spot[tabindex="0"]'); }

  private key(event: KeyboardEvent): void {
    const cell = cellAt(event.target);
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = this.next(cell, event.key);
    if (next) next.focus();
    else if (event.key === 'Enter' || event.key === 'F2') this.open(cell);
    else return;
    event.preventDefault();
  }

  /** Left and right go through the figures as they are written, up and down through those of one column. */
  private next(cell: string, key: string): HTMLElement | null {
    const ids = Array.from(this.spots.keys());
    const at = ids.indexOf(cell);
    const to = (id: string | undefined) => (id && this.spots.get(id)) || null;
    if (key === 'Home') return to(ids[0]);
    if (key === 'End') return to(ids[ids.length - 1]);
    if (key === 'ArrowLeft' || key === 'ArrowRight') return to(ids[at + (key === 'ArrowRight' ? 1 : -1)]);
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
    const from = this.anchors.get(cell);
    const others = key === 'ArrowDown' ? ids.slice(at + 1) : ids.slice(0, at).reverse();
    return to(others.filter((id) => {
      const anchor = this.anchors.get(id);
      return anchor && from && (anchor.block !== from.block || (anchor.row !== from.row && anchor.col === from.col));
    })[0]);
  }

  private stopAt(cell: string): void {
    const { stop } = this;
    if (stop) stop.tabIndex = -1;
    const spot = this.spots.get(cell);
    if (spot) spot.tabIndex = 0;
  }

  /** `base` is the report before any edit: its anchors belong to the document. `findings` may quote sentences of it. */
  show(base: Report, marks: ReadonlyMap<string, Mark>, findings: Finding[], selected: string | null): void {
    const quoted = findings.filter((finding) => finding.quote && finding.quote.anchor);
    const key = quoted.map((finding) => finding.id).join(' ');
    if (this.drawn !== base || this.quoted !== key) this.build(base, quoted);
    this.drawn = base;
    this.quoted = key;
    this.quotes.forEach((node) => node.classList.remove('lit'));
    const lit = selected === null ? undefined : this.quotes.get(selected);
    if (lit) lit.classList.add('lit');
    this.spots.forEach((spot, id) => this.mark(spot, marks.get(id)));
  }

  reveal(cell: string): void {
    const spot = this.spots.get(cell);
    if (!spot) return;
    if (focusOf(this.root) !== spot) this.stopAt(cell);
    spot.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  /** The sentence a finding quotes. */
  revealQuote(finding: string): void {
    const node = this.quotes.get(finding);
    if (!node) return;
    node.scrollIntoView({ block: 'center', inline: 'nearest' });
    node.focus({ preventScroll: true });
  }

  private build(base: Report, quoted: Finding[]): void {
    const { scrollTop } = this.root;
    this.spots = new Map();
    this.anchors = new Map();
    this.quotes = new Map();
    this.room = PIECES;
    const blocks = base.original;
    const places = piecesOf(allCells(base), quoted);
    const t = this.texts.original;
    fill(this.root, blocks.length === 0 ? el('p', { class: 'none' }, t.empty) : null,
      blocks.slice(0, BLOCKS).map((block, index) => this.block(block, index, places)),
      blocks.length > BLOCKS || this.room < 0 ? el('p', { class: 'faint' }, t.cut) : null);
    const first = this.spots.keys().next().value;
    if (first) this.stopAt(first);
    this.root.scrollTop = scrollTop;
  }

  private block(block: Block, index: number, places: Places): HTMLElement {
    if (block.kind === 'grid') return this.grid(block, index, places);
    return el('p', null, this.text(block.text, places.get(placeKey(index, 0, 0))));
  }

  private grid(grid: Grid, index: number, places: Places): HTMLElement {
    const rows: HTMLElement[] = [];
    let at = -1;
    let reached = 0;
    for (const cell of grid.cells) {
      // A row where nothing begins and into which nothing reaches is not drawn.
      for (; at < cell.row && this.room >= 0; this.room--) {
        at = at + 1 < reached ? at + 1 : cell.row;
        rows.push(el('tr'));
      }
      if (--this.room < 0) break;
      reached = Math.max(reached, cell.row + cell.rowspan);
      (rows[rows.length - 1] as HTMLElement).appendChild(el('td', { rowspan: cell.rowspan, colspan: cell.colspan }, this.text(cell.text, places.get(placeKey(index, cell.row, cell.col)))));
    }
    return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${this.texts.tools.original} ${index + 1}` }, el('table', { class: 'plain' }, el('tbody', null, rows)));
  }

  /** Anchors count Unicode characters, strings UTF-16 units: cut by characters. */
  private text(text: string, pieces: Piece[] | undefined): (string | HTMLElement)[] {
    if (!pieces) return [text];
    const characters = Array.from(text);
    const parts: (string | HTMLElement)[] = [];
    let done = 0;
    for (const piece of pieces) {
      const { start, end } = piece.anchor;
      if (start < done) continue;
      parts.push(characters.slice(done, start).join(''), this.piece(piece, characters.slice(start, end).join('') || ' '));
      done = end;
    }
    parts.push(characters.slice(done).join(''));
    return parts;
  }

  private piece({ anchor, cell, findings }: Piece, text: string): HTMLElement {
    const node = cell
      ? el('span', { 'data-cell': cell.id, title: cell.name, tabindex: -1, role: 'button' }, text)
      : el('mark', { class: 'quoted', tabindex: -1 }, text);
    for (const id of findings) this.quotes.set(id, node);
    if (cell) {
      this.spots.set(cell.id, node);
      this.anchors.set(cell.id, anchor);
    }
    return node;
  }

  private mark(spot: HTMLElement, mark: Mark | undefined): void {
    if (!mark) return;
    const said = suggestion(mark, this.texts);
    set(spot, { 'data-said': said });
    spot.className = ['spot', said !== null && markClass(mark), mark.failing && 'failing', isDoubt(mark.cell) && 'doubt', mark.was !== null && 'edited', mark.lit && 'lit', mark.current && 'current'].filter(Boolean).join(' ');
    spot.title = [mark.cell.name, said, mark.cell.remark].filter(Boolean).join('；');
    const t = this.texts.table;
    spot.setAttribute('aria-label', mark.cell.name.split('·').reverse().concat(spot.textContent || t.nothing, said || '', mark.failing ? t.unequal : '').filter(Boolean).join(t.comma));
  }
}

const cellAt = (target: EventTarget | null): string | null => {
  const spot = target instanceof Element ? target.closest('.spot') : null;
  return spot && spot.getAttribute('data-cell');
};

/** By place, in the order they stand. A figure that several findings quote is one piece; so is one that is a cell's. */
function piecesOf(cells: ReadonlyMap<string, Cell>, quoted: Finding[]): Places {
  const places: Places = new Map();
  const at = ({ block, row, col }: Anchor): Piece[] => {
    const key = placeKey(block, row, col);
    const known = places.get(key) || [];
    places.set(key, known);
    return known;
  };
  cells.forEach((cell) => { if (cell.anchor) at(cell.anchor).push({ anchor: cell.anchor, cell, findings: [] }); });
  for (const { id, quote } of quoted) {
    const { anchor } = quote as NonNullable<Finding['quote']>;
    if (!anchor) continue;
    const pieces = at(anchor);
    const same = pieces.filter((one) => one.anchor.start < anchor.end && anchor.start < one.anchor.end)[0];
    if (same) same.findings.push(id);
    else pieces.push({ anchor, cell: null, findings: [id] });
  }
  places.forEach((pieces) => pieces.sort((a, b) => a.anchor.start - b.anchor.start));
  return places;
}

const placeKey = (block: number, row: number, col: number) => `${block} ${row} ${col}`;
