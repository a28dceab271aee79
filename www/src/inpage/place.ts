// From the places in what was read back to the cells of the host page.

import type { Block, Report } from '../contract';
import { allCells } from '../model';
import { bare, type HostTable } from './tables';

type Grid = Extract<Block, { kind: 'grid' }>;

/** By cell id; a cell is left out where the page does not show the text that was read. */
export function placed(report: Report, tables: HostTable[]): Map<string, HTMLTableCellElement> {
  const hosts = match(report.original, tables);
  const found = new Map<string, HTMLTableCellElement>();
  allCells(report).forEach((cell, id) => {
    const { anchor } = cell;
    const host = anchor && hosts.get(anchor.block);
    const line = host && anchor && host.places[anchor.row];
    const node = line && anchor && line[anchor.col];
    if (node && bare(node.innerText).indexOf(bare(cell.raw || '')) >= 0) found.set(id, node);
  });
  return found;
}

/** Grids and tables stand in the same order; the reader may have left some out. */
function match(blocks: Block[], tables: HostTable[]): Map<number, HostTable> {
  const hosts = new Map<number, HostTable>();
  let from = 0;
  blocks.forEach((block, index) => {
    if (block.kind !== 'grid') return;
    for (let at = from; at < tables.length; at++) {
      if (!isSame(block, tables[at] as HostTable)) continue;
      hosts.set(index, tables[at] as HostTable);
      from = at + 1;
      return;
    }
  });
  return hosts;
}

const isSame = (grid: Grid, table: HostTable) => grid.cells.every((cell) => {
  const line = table.places[cell.row];
  const node = line && line[cell.col];
  return node ? bare(node.innerText) === bare(cell.text) : bare(cell.text) === '';
});
