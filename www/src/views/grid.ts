// Where each slot of a layout lies when spans are counted, and which value cell an arrow key leads to.

import type { Slot } from '../contract';

export interface Placed { slot: Slot; row: number; col: number }

/** Slots by row, each with its place; `map[row][col]` is the value cell covering that slot. */
export interface Placement { rows: Placed[][]; map: (string | null)[][]; cols: number }

export function place(layout: Slot[][]): Placement {
  const taken: boolean[][] = layout.map(() => []);
  const map: (string | null)[][] = layout.map(() => []);
  const rows = layout.map((slots, row) => {
    let col = 0;
    return slots.map((slot) => {
      while ((taken[row] as boolean[])[col]) col++;
      cover(taken, map, slot, row, col);
      return { slot, row, col };
    });
  });
  return { rows, map, cols: taken.reduce((most, row) => Math.max(most, row.length), 0) };
}

function cover(taken: boolean[][], map: (string | null)[][], slot: Slot, row: number, col: number): void {
  for (let r = row; r < Math.min(row + slot.rowspan, taken.length); r++) {
    for (let c = col; c < col + slot.colspan; c++) {
      (taken[r] as boolean[])[c] = true;
      (map[r] as (string | null)[])[c] = slot.cell;
    }
  }
}

/** The next value cell from `from` in the direction (down, right); null at the edge. */
export function step(placement: Placement, from: string, down: number, right: number): string | null {
  const start = find(placement, from);
  if (!start) return null;
  let [row, col] = start;
  for (;;) {
    row += down;
    col += right;
    const line = placement.map[row];
    if (!line || col < 0 || col >= placement.cols) return null;
    const cell = line[col];
    if (cell && cell !== from) return cell;
  }
}

/** The outermost value cell of its row, or with `whole` of its table. */
export function end(placement: Placement, from: string, forward: boolean, whole: boolean): string | null {
  const start = find(placement, from);
  const rows = whole || !start ? placement.map : [placement.map[start[0]] as (string | null)[]];
  const cells = ([] as (string | null)[]).concat(...rows).filter(Boolean) as string[];
  return cells[forward ? cells.length - 1 : 0] || null;
}

/** The cell at the same column in the first or last row that has values: where an arrow enters from a neighbouring table. */
export function enter(placement: Placement, col: number, fromAbove: boolean): string | null {
  const rows = placement.map.filter((row) => row.some(Boolean));
  const row = rows[fromAbove ? 0 : rows.length - 1] || [];
  return row[col] || (row.filter(Boolean)[0] as string | undefined) || null;
}

/** The cells a pasted block falls on, its first value on `from`; what falls outside is left out. */
export function spread(placement: Placement, from: string, block: string[][]): [cell: string, raw: string][] {
  const start = find(placement, from);
  const changes = new Map<string, string>();
  if (!start) return [];
  block.forEach((line, down) => line.forEach((raw, right) => {
    const cell = (placement.map[start[0] + down] || [])[start[1] + right];
    if (cell && !changes.has(cell)) changes.set(cell, raw);
  }));
  return Array.from(changes);
}

/** The next value cell in reading order, for Tab. */
export function following(placement: Placement, from: string, forward: boolean): string | null {
  const order: string[] = [];
  for (const row of placement.rows) for (const { slot } of row) if (slot.cell) order.push(slot.cell);
  return order[order.indexOf(from) + (forward ? 1 : -1)] || null;
}

export function find(placement: Placement, cell: string): [number, number] | null {
  for (let row = 0; row < placement.map.length; row++) {
    const col = (placement.map[row] as (string | null)[]).indexOf(cell);
    if (col >= 0) return [row, col];
  }
  return null;
}
