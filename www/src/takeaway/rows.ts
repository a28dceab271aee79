// A long list as a sheet: lines of text, so that little has to be handed to the worker that writes it.

import type { TableSheet } from '../contract';

export interface Rows {
  name: string;
  title: string;
  head: string[];
  rows: string[][];
  /** Columns that hold figures. */
  figures: number[];
}

export function slotsOf({ name, title, head, rows, figures }: Rows): TableSheet {
  const plain = { rowspan: 1, colspan: 1, tone: null, note: '' } as const;
  const slots: TableSheet['slots'] = head.map((text, col) => ({ ...plain, row: 0, col, kind: 'header', text }));
  rows.forEach((line, at) => line.forEach((text, col) => {
    slots.push({ ...plain, row: at + 1, col, kind: figures.indexOf(col) >= 0 ? 'value' : 'label', text });
  }));
  return { name, title, slots };
}
