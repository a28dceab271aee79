// Reports of the same body, year by year: pairs found by name, corrected by hand.

import type { YearPair, Years } from '../contract';
import { el, fill } from '../dom';
import { button } from '../views/parts';
import { MenuView } from '../views/menu';
import { Asking, fileField, findingItem, inPortions, leftList, uncheckedList, verdictSign, type Across } from './across';
import type { Row } from './rows';

export class YearsView {
  readonly root = el('div', { class: 'years' });
  /** Those wished for; null: found by name. */
  private pairs: [number, number][] | null = null;
  private readonly asking: Asking;

  constructor(private readonly across: Across, private readonly rows: Row[], private readonly digests: Uint8Array[]) {
    this.asking = new Asking(across);
    fill(this.root, this.asking.said);
    this.compare(null);
  }

  private compare(pairs: [number, number][] | null): void {
    this.pairs = pairs;
    this.asking.ask({ kind: 'years', digests: this.digests, pairs }, (years) => this.draw(years));
  }

  /** What the next wish changes: the last one, or what is shown. */
  private wished(years: Years): [number, number][] {
    return this.pairs || years.pairs.map(({ before, after }): [number, number] => [before, after]);
  }

  private draw(years: Years): void {
    const { t } = this.across;
    const rank = { findings: 0, incomplete: 1, consistent: 2 };
    const pairs = years.pairs.slice().sort((a, b) => rank[a.verdict] - rank[b.verdict]);
    const list = el('ol', { class: 'pairs' });
    const more = inPortions(list, pairs.map((pair) => () => this.pair(pair, years)), t);
    const menu = new MenuView(t.export, [
      button(t.across.findingsXlsx, () => this.save(years, false), { id: 'years-xlsx' }),
      button(t.across.findingsCsv, () => this.save(years, true), { id: 'years-csv' }),
    ]);
    fill(this.root, this.asking.said,
      el('div', { class: 'tools' }, el('p', { class: 'shown' }, years.pairs.length > 0 ? t.across.pairs(pairs.length, pairs.filter((one) => one.verdict === 'findings').length) : t.across.noPairs),
        this.pairs ? button(t.across.reset, () => this.compare(null), { class: 'reset' }) : null, years.pairs.length > 0 ? menu.root : null),
      list, more, this.adding(years),
      leftList(t.across.unpaired(years.unpaired.length), years.unpaired, this.rows, this.across));
  }

  private pair(pair: YearPair, years: Years): HTMLElement {
    const { t } = this.across;
    const of = (at: number) => years.reports[at];
    const [before, after] = [of(pair.before), of(pair.after)];
    const names = [pair.before, pair.after].map((at) => this.rows[at]).filter(Boolean) as Row[];
    const title = `${(after && after.body) || (before && before.body) || ''} ${before && before.year !== null ? before.year : '？'} → ${after && after.year !== null ? after.year : '？'}`;
    return el('li', { class: `pair is-${pair.verdict}` },
      el('details', { open: pair.findings.length > 0 && years.pairs.length <= 3 },
        el('summary', null, verdictSign(pair.verdict), el('b', null, title), el('span', { class: 'more', lang: t.engine }, t.said(pair.summary))),
        el('p', { class: 'files' }, names.map((row) => button(row.source.path, () => this.across.open(row, null), { class: 'place', title: t.across.open }))),
        pair.findings.length > 0 ? el('ul', { class: 'findings-list' }, pair.findings.map((one) => findingItem(one, this.rows, this.across))) : el('p', { class: 'none' }, t.across.none),
        pair.repetition.map(({ part, percent }) => el('p', { class: 'repeats' }, t.across.repeats(part, percent))),
        uncheckedList(pair.unchecked, t),
        button(t.across.remove, () => this.compare(this.wished(years).filter(([one, other]) => one !== pair.before || other !== pair.after)), { class: 'remove' })));
  }

  private adding(years: Years): HTMLElement {
    const { t } = this.across;
    const [before, after] = [fileField('years-before', t.across.before, this.rows, t), fileField('years-after', t.across.after, this.rows, t)];
    return el('div', { class: 'adding' }, before.root, after.root, button(t.across.add, () => {
      const [one, other] = [before.picked(), after.picked()];
      if (one === null || other === null || one === other) this.asking.say('warning', t.across.unknownFile);
      else this.compare(this.wished(years).concat([[one, other]]));
    }, { class: 'add' }));
  }

  private save(years: Years, csv: boolean): void {
    const { t } = this.across;
    const path = (at: number) => { const row = this.rows[at]; return row ? row.source.path : ''; };
    const year = (at: number) => { const report = years.reports[at]; return report && report.year !== null ? String(report.year) : ''; };
    const lines: string[][] = [];
    for (const pair of years.pairs) {
      const report = years.reports[pair.after];
      for (const one of pair.findings) lines.push([(report && report.body) || '', year(pair.before), year(pair.after), path(pair.before), path(pair.after), t.severity[one.severity], one.rule, one.message, one.advice, one.basis]);
    }
    this.across.save(t.across.years, csv, { rows: [{ name: t.across.years, title: t.across.years, head: t.across.yearsHead, rows: lines, figures: [1, 2] }] });
  }
}
