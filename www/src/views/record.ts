// 检查记录: what is printed before the tables. Filled when a print begins.

import type { Finding, Report, Review } from '../contract';
import { el, fill } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { allCells, offered, setAside, standing, type Aside } from '../model';
import { headline, nameOf, sums } from './parts';
import { written } from './said';

export interface Recorded {
  review: Review;
  name: string;
  aside: Aside;
  /** What was typed over, and what stood there. */
  edits: { cell: string; from: string; to: string }[];
  when: Date;
}

export class RecordView {
  readonly root = el('section', { class: 'record' });

  constructor(private readonly texts: Texts) {}

  show(recorded: Recorded | null): void {
    fill(this.root, recorded && this.page(recorded));
  }

  private page({ review, name, aside, edits, when }: Recorded): HTMLElement[] {
    const t = this.texts.record;
    const { report } = review;
    const cells = report ? allCells(report) : new Map();
    const gone = report ? setAside(report, aside) : [];
    const facts: [string, string | null][] = [
      [t.of, review.source.name || name], [this.texts.meta.body, report && report.body], [this.texts.meta.year, report && report.year !== null ? String(report.year) : null],
      [this.texts.meta.form, report && report.form_name], [t.when, stamp(when)], [t.version, `gouji ${review.version}`],
    ];
    return [
      el('h1', null, t.title),
      el('dl', { class: 'facts' }, facts.filter(([, value]) => value).map(([key, value]) => el('div', null, el('dt', null, key), el('dd', null, value)))),
      el('p', { class: 'line' }, el('b', null, t.verdict), review.summary, gone.length > 0 ? this.texts.verdict.setAside(gone.length) : null),
      report ? el('p', null, this.counts(report)) : null,
      this.section(this.texts.findings.title, report ? standing(report, aside).map((one) => this.finding(one, report, null)) : [], gone.length > 0 ? this.texts.findings.noneStanding : this.texts.findings.none),
      this.section(t.aside, gone.map((one) => this.finding(one, report as Report, aside.get(one.id) || '')), null),
      this.section(this.texts.unchecked.title, (report ? report.unchecked : []).map((one) => el('li', null, `${one.what}：${one.why}`)), report ? this.texts.unchecked.none : null),
      this.section(t.edits, edits.map(({ cell, from, to }) => el('li', null, this.texts.findings.change(nameOf(cell, cells), written(from, this.texts), written(to, this.texts)))), null),
      this.section(this.texts.unchecked.notices, (report ? report.notices : []).map((one) => el('li', null, one)), null),
      el('p', { class: 'sign' }, el('span', null, t.by), el('span', null, t.date)),
      el('p', { class: 'faint' }, this.texts.footer),
    ].filter(Boolean) as HTMLElement[];
  }

  /** `none` is said where the list is empty; null leaves the section out. */
  private section(title: string, items: HTMLElement[], none: string | null): HTMLElement | null {
    if (items.length === 0 && none === null) return null;
    return el('section', null, el('h2', null, title), items.length > 0 ? el('ol', null, items) : el('p', null, none));
  }

  private counts({ outcomes: { relations } }: Report): string {
    const t = this.texts.verdict;
    return `${relations.pass + relations.fail + relations.unknown} ${t.relations}：${t.pass} ${relations.pass}，${t.fail} ${relations.fail}，${t.unknown} ${relations.unknown}`;
  }

  private line(finding: Finding, report: Report): HTMLElement {
    return el('p', { class: 'line' }, el('b', null, `【${this.texts.findings.severity[finding.severity]}】`), headline(finding, allCells(report), this.texts));
  }

  /** `reason`: why it was set aside; null: it was not. */
  private finding(finding: Finding, report: Report, reason: string | null): HTMLElement {
    const t = this.texts.findings;
    const cells = allCells(report);
    const broken = finding.certainty === null ? [] : finding.relations.map((index) => report.relations[index]).filter(Boolean) as NonNullable<Report['relations'][0]>[];
    const ways = offered(finding).map((repair) => repair.changes.map((change) => t.change(nameOf(change.cell, cells), written(change.from, this.texts), change.to)).join('；'));
    return el('li', null, this.line(finding, report),
      reason === null ? null : el('p', { class: 'reason' }, t.reasonGiven(reason)),
      broken.map((relation) => el('div', { class: 'broken-sum' }, `${relation.name}：`, sums(relation, this.texts))),
      ways.length > 0 ? el('p', null, `${finding.certainty === null ? t.fill : this.texts.record.ways}：`, ways.slice(0, 6).join(this.texts.record.or)) : el('p', null, `${t.advice}：${finding.advice}`),
      finding.basis ? el('p', { class: 'faint' }, `${t.basis}：${finding.basis}`) : null);
  }
}

/** 2026-11-22 22:53, as the clock on the wall has it. */
function stamp(when: Date): string {
  const two = (number: number) => (number < 10 ? `0${number}` : String(number));
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())} ${two(when.getHours())}:${two(when.getMinutes())}`;
}
