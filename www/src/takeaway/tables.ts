// The corrected tables in the official layout: what the user typed, and what is beyond doubt, put in; all else as
// it was read. Every cell that was changed or is still open to doubt carries a note. Plain values, no DOM.

import type { Cell, Report, Table, TableSheet, TableSlot } from '../contract';
import type { TakeawayTexts } from '../lang/takeaway';
import type { Texts } from '../lang/zh-CN';
import { allCells } from '../model';
import { place, type Placed } from '../views/grid';
import { written } from '../views/said';
import { told, type Note } from './notes';

export interface Corrected {
  sheets: TableSheet[];
  /** Cells that hold something else than was read. */
  changed: number;
  /** Cells marked without being changed. */
  open: number;
}

export function corrected(report: Report, notes: ReadonlyMap<string, Note>, texts: Texts, t: TakeawayTexts): Corrected {
  const cells = allCells(report);
  const sheets = report.tables.filter((table) => table.present).map((table) => sheet(table, cells, notes, texts, t));
  let changed = 0;
  let open = 0;
  for (const one of sheets) {
    for (const slot of one.slots) {
      if (slot.tone === 'edited') changed++;
      else if (slot.tone) open++;
    }
  }
  return { sheets, changed, open };
}

function sheet(table: Table, cells: ReadonlyMap<string, Cell>, notes: ReadonlyMap<string, Note>, texts: Texts, t: TakeawayTexts): TableSheet {
  const slots: TableSlot[] = [];
  for (const row of place(table.layout).rows) {
    for (const placed of row) {
      const cell = placed.slot.cell === null ? undefined : cells.get(placed.slot.cell);
      slots.push(cell ? value(placed, cell, notes.get(cell.id), texts, t) : plain(placed));
    }
  }
  return { name: table.title, title: table.title, slots };
}

function plain({ slot, row, col }: Placed): TableSlot {
  const { kind, rowspan, colspan, text } = slot;
  return { row, col, rowspan, colspan, kind: kind === 'header' || kind === 'label' ? kind : 'value', text, tone: null, note: '' };
}

function value(placed: Placed, cell: Cell, note: Note | undefined, texts: Texts, t: TakeawayTexts): TableSlot {
  const slot: TableSlot = { ...plain(placed), kind: 'value', text: figure(cell) };
  if (!note) return slot;
  if (note.certain === null) return { ...slot, tone: note.tone, note: told(note).join('\n') };
  const first = t.adopted(written(cell.raw, texts), note.certain || texts.table.nothing);
  return { ...slot, text: note.certain, tone: 'edited', note: [first].concat(note.lines).join('\n') };
}

/** The number a cell counts as; what is blank or no number stays as it was written. */
const figure = (cell: Cell): string => {
  const raw = cell.raw || '';
  return cell.value !== null && raw.trim() ? cell.value : raw;
};
