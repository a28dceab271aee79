// What came in and what became of it, drawn: 新收 + 上年结转 → 办理结果 → 结转下年度. Total column of the requests table.

import type { Report } from '../contract';
import { el, fill, svg } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { allCells } from '../model';

interface Stream { name: string; count: number; kind: 'in' | 'out' | 'left' }

const RESULTS = ['granted', 'partial', 'denied', 'unavailable', 'declined', 'other'] as const;

/** In units of the drawing. */
const WIDTH = 330, TALL = 120, LINE = 18, GAP = 4, BAR = 8;
const X = { source: 92, pool: 158, end: 222 };

export class FlowView {
  readonly root = el('section', { class: 'flow', 'aria-labelledby': 'flow-title', hidden: true });

  constructor(private readonly texts: Texts) {}

  /** Hidden where a figure is not known. */
  show(report: Report): void {
    const streams = this.streams(report);
    this.root.hidden = streams === null;
    if (!streams) return;
    const t = this.texts.flow;
    const came = sum(streams.filter(({ kind }) => kind === 'in'));
    const went = sum(streams.filter(({ kind }) => kind !== 'in'));
    const said = t.said(came, went);
    fill(this.root,
      el('h2', { id: 'flow-title' }, t.title),
      el('figure', null,
        this.drawing(streams, came, went, `${said}${streams.map(({ name, count }) => `${name} ${count}`).join(this.texts.table.comma)}`),
        el('figcaption', { class: came === went ? null : 'off' }, said)));
  }

  private streams(report: Report): Stream[] | null {
    const t = this.texts.flow;
    const cells = allCells(report);
    const figure = (ids: string[]) => ids.reduce((total, id) => total + Number((cells.get(id) || { value: null }).value === null ? NaN : (cells.get(id) as { value: string }).value), 0);
    const all = Array.from(cells.keys()).filter((id) => /^requests\..*@total$/.test(id));
    const group = (name: string) => all.filter((id) => id === `requests.${name}@total` || id.indexOf(`requests.${name}.`) === 0);
    const streams: Stream[] = [
      { name: t.received, count: figure(group('new')), kind: 'in' },
      { name: t.carriedIn, count: figure(group('carried_in')), kind: 'in' },
      ...RESULTS.map((name): Stream => ({ name: t.results[name], count: figure(group(name)), kind: 'out' })),
      { name: t.carriedOut, count: figure(group('carried_out')), kind: 'left' },
    ];
    const known = all.length > 0 && streams.every(({ count }) => count >= 0 && Number.isSafeInteger(count));
    return known && sum(streams) > 0 ? streams.filter(({ count }) => count > 0) : null;
  }

  private drawing(streams: Stream[], came: number, went: number, label: string): SVGElement {
    const most = Math.max(came, went);
    const thick = (count: number) => Math.max(1, (count / most) * TALL);
    const ins = streams.filter(({ kind }) => kind === 'in');
    const outs = streams.filter(({ kind }) => kind !== 'in');
    const room = (some: Stream[]) => some.reduce((total, { count }) => total + Math.max(LINE, thick(count)) + GAP, -GAP);
    const height = Math.max(room(ins), room(outs), TALL) + 4;
    const pool = (height - TALL) / 2;
    const shapes: SVGElement[] = [];
    const side = (some: Stream[], from: number, at: number, text: number, anchor: string) => {
      let y = (height - room(some)) / 2;
      let inner = pool;
      for (const { name, count, kind } of some) {
        const slot = Math.max(LINE, thick(count));
        const top = y + (slot - thick(count)) / 2;
        shapes.push(svg('path', { class: `stream ${kind}`, d: ribbon(from, at, kind === 'in' ? [top, inner] : [inner, top], thick(count)) }),
          svg('rect', { class: `bar ${kind}`, x: kind === 'in' ? from - BAR : at, y: top, width: BAR, height: thick(count) }),
          svg('text', { x: text, y: y + slot / 2, 'text-anchor': anchor, 'dominant-baseline': 'central' }, `${name} ${count}`));
        inner += thick(count);
        y += slot + GAP;
      }
    };
    side(ins, X.source, X.pool - BAR / 2, X.source - BAR - 5, 'end');
    side(outs, X.pool + BAR / 2, X.end, X.end + BAR + 5, 'start');
    shapes.push(svg('rect', { class: 'bar pool', x: X.pool - BAR / 2, y: pool, width: BAR, height: TALL }));
    return svg('svg', { viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`, role: 'img', 'aria-label': label, class: 'streams' }, ...shapes);
  }
}

const sum = (streams: Stream[]): number => streams.reduce((total, { count }) => total + count, 0);

/** From the left edge at `y[0]` to the right edge at `y[1]`, equally thick all along. */
function ribbon(left: number, right: number, [a, b]: [number, number], thickness: number): string {
  const middle = (left + right) / 2;
  return `M${left} ${a}C${middle} ${a} ${middle} ${b} ${right} ${b}V${b + thickness}C${middle} ${b + thickness} ${middle} ${a + thickness} ${left} ${a + thickness}Z`;
}
