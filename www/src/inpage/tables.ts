// The tables of a page that is not ours: handed to the reader as plain markup, and found again by place.

import { own } from '../own';

/** The grid of a table element: which cell covers a place once spans are counted. */
export interface HostTable { places: (HTMLTableCellElement | undefined)[][]; cells: HTMLTableCellElement[] }

const BLOCKS = /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|CENTER|DD|DIV|DL|DT|FIELDSET|FIGURE|FOOTER|FORM|H[1-6]|HEADER|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|TBODY|TD|TFOOT|TH|THEAD|TR|UL)$/;
const SKIPPED = /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|IFRAME|OBJECT|SVG|CANVAS|SELECT|TEXTAREA|BUTTON)$/;

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Blank and invisible characters carry nothing. */
export const bare = (text: string): string => text.replace(/[\s\u200b-\u200d\ufeff]+/g, '');

/** What can be seen of `root`, as markup without styles, and its tables in the order they stand there. */
export function read(root: Element): { html: string; tables: HostTable[] } {
  const tables: HostTable[] = [];
  const parts = [`<title>${escaped(own(document, 'title'))}</title>`];
  walk(root, parts, tables);
  return { html: parts.join(''), tables };
}

function walk(node: Node, parts: string[], tables: HostTable[]): void {
  if (node instanceof Text) parts.push(escaped(node.data));
  if (!(node instanceof HTMLElement)) return;
  const name = own(node, 'tagName');
  if (SKIPPED.test(name) || !isShown(node, name)) return;
  if (name === 'BR') parts.push('<br>');
  // A table around tables only lays the page out.
  else if (node instanceof HTMLTableElement && !node.querySelector('table')) parts.push(table(node, tables));
  else {
    const tag = /^H[1-6]$/.test(name) ? name : BLOCKS.test(name) ? 'div' : '';
    if (tag) parts.push(`<${tag}>`);
    for (let child = own(node as Node, 'firstChild'); child; child = own(child as Node, 'nextSibling')) walk(child, parts, tables);
    if (tag) parts.push(`</${tag}>`);
  }
}

/** `display: contents` has no box of its own but shows what is inside. */
const isShown = (node: HTMLElement, name: string) => own(node, 'getClientRects')().length > 0 || name === 'BR' || getComputedStyle(node).display === 'contents';

function table(node: HTMLTableElement, tables: HostTable[]): string {
  const host: HostTable = { places: [], cells: [] };
  const rows = Array.from(node.rows).filter((row) => getComputedStyle(row).display !== 'none');
  rows.forEach(() => host.places.push([]));
  const lines = rows.map((row, at) => {
    const cells = Array.from(row.cells).filter((cell) => getComputedStyle(cell).display !== 'none');
    return `<tr>${cells.map((cell) => put(cell, at, host)).join('')}</tr>`;
  });
  tables.push(host);
  const caption = node.caption && isShown(node.caption, 'CAPTION') ? `<div>${escaped(node.caption.innerText)}</div>` : '';
  return `${caption}<table>${lines.join('')}</table>`;
}

/** Notes the places a cell covers; gives its markup. */
function put(cell: HTMLTableCellElement, row: number, { places, cells }: HostTable): string {
  const first = places[row] as (HTMLTableCellElement | undefined)[];
  let col = 0;
  while (first[col]) col++;
  const down = cell.rowSpan === 0 ? places.length - row : cell.rowSpan;
  for (const line of places.slice(row, row + down)) for (let at = col; at < col + cell.colSpan; at++) line[at] = line[at] || cell;
  cells.push(cell);
  return `<td rowspan="${down}" colspan="${cell.colSpan}">${escaped(cell.innerText).replace(/\n/g, '<br>')}</td>`;
}
