// What the page does, in three small pictures, before anything was given.

import { el, svg } from '../dom';
import type { Texts } from '../lang/zh-CN';

const CELL = 34, TALL = 24;

type Drawn = [text: string, kind?: string][][];

interface Picture { cells: Drawn; ticks: [x: number, y: number][]; should: string | null }

/** Sums that hold, each with its tick; 17 where 11 belongs; places that are blank. */
const PICTURES: Picture[] = [
  { cells: [[['5'], ['3'], ['8', 'sum']], [['2'], ['4'], ['6', 'sum']], [['7', 'sum'], ['7', 'sum'], ['14', 'total']]], ticks: [[112, 13], [112, 37], [112, 61], [18, 84], [52, 84], [86, 84]], should: null },
  { cells: [[['17', 'bad'], ['2', 'warn'], ['13', 'warn']], [['3'], ['0'], ['3']], [['14', 'warn'], ['2'], ['16']]], ticks: [], should: '11' },
  { cells: [[['4'], ['1'], ['5', 'sum']], [['6'], ['', 'open'], ['？', 'open']], [['10', 'sum'], ['', 'open'], ['？', 'open']]], ticks: [], should: null },
];

export function intro(texts: Texts): HTMLElement {
  return el('ul', { class: 'intro' }, texts.intro.map(([title, text], at) => el('li', null, picture(at), el('b', null, title as string), el('span', null, text as string))));
}

function picture(at: number): SVGElement | null {
  const what = PICTURES[at];
  if (!what) return null;
  const cells = what.cells.map((row, y) => row.map(([text, kind], x) => [
    svg('rect', { class: `c ${kind || ''}`, x: x * CELL + 1, y: y * TALL + 1, width: CELL, height: TALL }),
    kind === 'open' ? svg('path', { class: 'hatch', d: hatch(x * CELL + 1, y * TALL + 1) }) : null,
    svg('text', { class: kind || null, x: x * CELL + CELL / 2 + 1, y: y * TALL + TALL / 2 + 1 }, text),
  ]));
  const shapes = ([] as (SVGElement | null)[]).concat(...([] as (SVGElement | null)[][]).concat(...cells));
  const ticks = what.ticks.map(([x, y]) => svg('path', { class: 'tick', d: `M${x - 5} ${y}l4 4 7-8` }));
  const should = what.should ? [svg('rect', { class: 'tag', x: 24, y: 19, width: 25, height: 17, rx: 3 }), svg('text', { class: 'should', x: 36.5, y: 28 }, what.should)] : [];
  return svg('svg', { viewBox: '0 0 126 96', 'aria-hidden': 'true', focusable: 'false', class: 'sketch' }, ...shapes, ...ticks, ...should);
}

function hatch(x: number, y: number): string {
  let path = '';
  for (let step = 8; step < CELL; step += 8) path += `M${x + step} ${y}l${-Math.min(step, TALL)} ${Math.min(step, TALL)}`;
  return `${path}M${x + CELL} ${y + 2}l-22 22M${x + CELL} ${y + 10}l-14 14M${x + CELL} ${y + 18}l-6 6`;
}
