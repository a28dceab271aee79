// A table of the report as other programs take it from the clipboard: HTML with its merged headers, and lines of
// cells apart by tabs.

import type { Cell, Slot, Table } from './contract';
import { place } from './views/grid';

type Cells = ReadonlyMap<string, Cell>;

/** Pastes as a table into Word, WPS and Excel: spans as attributes, looks as inline styles, nothing else. */
export function asHtmlTable(table: Table): string {
  const cells = byId(table);
  const rows = table.layout.map((row) => `<tr>${row.map((slot) => `<td${spans(slot)} style="${STYLE}${slot.kind === 'value' ? 'text-align:center' : ''}">${escaped(content(slot, cells))}</td>`).join('')}</tr>`);
  return `<p>${escaped(table.title)}</p><table border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse">${rows.join('')}</table>`;
}

/** One line for each row; what a merged cell covers beside its first place stays empty. */
export function asTabs(table: Table): string {
  const cells = byId(table);
  const { rows, cols } = place(table.layout);
  const lines = rows.map((row) => {
    const line: string[] = [];
    for (let col = 0; col < cols; col++) line.push('');
    for (const { slot, col } of row) line[col] = content(slot, cells).replace(/\s+/g, ' ');
    return line.join('\t').replace(/\t+$/, '');
  });
  return [table.title].concat(lines).join('\r\n');
}

/** Text that a spreadsheet would run as a formula is told to be text; signed numbers are numbers. */
export function harmless(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]./.test(text) && !/^[+\-]?\d[\d,]*(\.\d+)?%?$/.test(text) ? `'${text}` : text;
}

const STYLE = 'border:.5pt solid windowtext;';

const byId = (table: Table): Cells => new Map(table.cells.map((cell): [string, Cell] => [cell.id, cell]));

function content(slot: Slot, cells: Cells): string {
  const cell = slot.cell ? cells.get(slot.cell) : undefined;
  return harmless(slot.kind === 'value' ? ((cell && cell.raw) || '').trim() : slot.text);
}

const spans = ({ rowspan, colspan }: Slot) => (rowspan > 1 ? ` rowspan="${rowspan}"` : '') + (colspan > 1 ? ` colspan="${colspan}"` : '');

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
