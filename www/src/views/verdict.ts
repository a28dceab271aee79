// The verdict: one line, then the numbers, then what was recognised and can be corrected.

import type { About, Counts, Review } from '../contract';
import { el, fill, icon, type IconName } from '../dom';
import type { Texts } from '../lang/zh-CN';

export interface VerdictEvents {
  form(id: string | null): void;
}

const SIGN: Record<Review['verdict'], IconName> = { consistent: 'ok', incomplete: 'unknown', findings: 'error', unreadable: 'warning' };

export class VerdictView {
  readonly root = el('section', { class: 'verdict', 'aria-labelledby': 'verdict-line' });

  constructor(private readonly texts: Texts, private readonly events: VerdictEvents) {}

  show(review: Review, about: About | null, form: string | null, given: string): void {
    const { report } = review;
    this.root.className = `verdict is-${review.verdict}`;
    fill(this.root,
      el('h1', { id: 'verdict-line', tabindex: -1, 'data-key': 'verdict' }, icon(this.sign(review)), el('span', null, review.summary)),
      report ? el('ul', { class: 'counts' }, this.counts(report.outcomes.relations, this.texts.verdict.relations, false),
        this.counts(report.outcomes.formats, this.texts.verdict.formats, true)) : null,
      report ? this.meta(review, about, form, given) : null);
  }

  /** Without an error among the findings the sign is the milder one. */
  private sign(review: Review): IconName {
    const findings = review.report ? review.report.findings : [];
    if (review.verdict === 'findings' && findings.every((finding) => finding.severity !== 'error')) return 'warning';
    return SIGN[review.verdict];
  }

  private counts(counts: Counts, what: string, formats: boolean): HTMLElement | null {
    const t = this.texts.verdict;
    const total = counts.pass + counts.fail + counts.unknown;
    if (total === 0) return null;
    const part = (kind: keyof Counts, label: string) => (kind === 'pass' || !formats || counts[kind] > 0
      ? el('span', { class: `n ${kind}${counts[kind] ? '' : ' zero'}` }, `${label} `, el('b', null, String(counts[kind]))) : null);
    return el('li', { class: formats ? 'formats-count' : null }, el('span', { class: 'what' }, el('b', null, String(total)), ` ${what}`),
      part('pass', formats ? t.meet : t.pass), part('fail', formats ? t.break : t.fail), part('unknown', t.unknown));
  }

  private meta(review: Review, about: About | null, form: string | null, given: string): HTMLElement {
    const t = this.texts.meta;
    const report = review.report as NonNullable<Review['report']>;
    const { reader } = review.source;
    const source = [review.source.name || given, reader && (this.texts.readers[reader] || reader)].filter(Boolean).join(' · ');
    return el('dl', { class: 'meta' },
      this.item(t.form, el('select', { 'aria-label': t.form, 'data-key': 'form', change: (event: Event) => this.events.form((event.target as HTMLSelectElement).value || null) },
        el('option', { value: '', selected: form === null }, form === null ? `${report.form_name}（${t.auto}）` : t.auto),
        (about ? about.forms : []).map((one) => el('option', { value: one.id, selected: one.id === form }, one.name)))),
      this.item(t.year, report.year === null ? t.unknown : String(report.year)),
      this.item(t.body, report.body || t.unknown),
      source ? this.item(t.source, source) : null,
      report.form_why ? this.item(t.why, report.form_why) : null);
  }

  private item(name: string, value: string | HTMLElement): HTMLElement {
    return el('div', null, el('dt', null, name), el('dd', null, value));
  }
}
