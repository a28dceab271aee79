// The verdict: one line, then the numbers, then what was recognised and can be corrected.

import type { About, Counts, Report, Review } from '../contract';
import { el, fill, icon, type IconName } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { hasSentences } from '../model';
import type { Prose } from '../session';
import { button, isPlain } from './parts';

export interface VerdictEvents {
  form(id: string | null): void;
  year(year: number | null): void;
  /** The prose is to be checked after all. */
  prose(): void;
}

/** What was given and chosen by hand. */
export interface Given { name: string; blank: boolean; form: string | null; year: number | null; setAside: number; prose: Prose }

/** Reports follow these forms since. */
const FIRST_YEAR = 2019;

const SIGN: Record<Review['verdict'], IconName> = { consistent: 'ok', incomplete: 'unknown', findings: 'error', unreadable: 'warning' };

export class VerdictView {
  readonly root = el('section', { class: 'verdict', 'aria-labelledby': 'verdict-line' });

  constructor(private readonly texts: Texts, private readonly events: VerdictEvents) {}

  show(review: Review, about: About | null, given: Given): void {
    const { report } = review;
    this.root.className = `verdict is-${review.verdict}`;
    fill(this.root,
      el('h1', { id: 'verdict-line', tabindex: -1, 'data-key': 'verdict' }, icon(SIGN[review.verdict]), el('span', null, review.summary, given.setAside > 0 ? el('span', { class: 'aside-note' }, this.texts.verdict.setAside(given.setAside)) : null)),
      report ? el('ul', { class: 'counts' }, this.counts(report.outcomes.relations, this.texts.verdict.relations, false),
        this.counts(report.outcomes.formats, this.texts.verdict.formats, true), this.prose(report, given.prose)) : null,
      report ? this.meta(review, about, given) : null);
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

  /** The same place says that it is coming, that it was done, or why not: nothing moves. */
  private prose(report: Report, prose: Prose): HTMLElement | null {
    const t = this.texts.prose;
    if (!hasSentences(report)) return null;
    if (typeof prose === 'object') {
      return el('li', { class: 'prose is-refused' }, icon('warning'), el('span', null, t.refused(/: \d+$/.test(prose.refused.message))),
        button(t.retry, () => this.events.prose(), { 'data-key': 'prose' }));
    }
    return report.whole
      ? el('li', { class: 'prose' }, el('span', { class: 'n' }, t.checked))
      : el('li', { class: 'prose is-coming' }, el('span', { class: 'n' }, t.coming));
  }

  private meta(review: Review, about: About | null, given: Given): HTMLElement {
    const t = this.texts.meta;
    const report = review.report as NonNullable<Review['report']>;
    const { reader } = review.source;
    const source = [review.source.name || given.name, reader && (this.texts.readers[reader] || reader)].filter(Boolean).join(' · ');
    return el('dl', { class: 'meta' },
      this.item(t.form, this.forms(report, about, given)),
      this.item(t.year, this.years(report, given)),
      given.blank ? null : this.item(t.body, report.body ? el('span', { lang: this.texts.engine }, report.body) : t.unknown),
      source ? this.item(t.source, source) : null,
      report.form_why && !given.blank ? this.item(t.why, el('span', { lang: this.texts.engine }, report.form_why)) : null);
  }

  /** A blank form is what was chosen: there is nothing to recognise. */
  private forms(report: Report, about: About | null, { blank, form }: Given): HTMLElement {
    const t = this.texts.meta;
    const chosen = blank ? report.form : form;
    const forms = (about ? about.forms : []).filter((one) => !blank || isPlain(one.id));
    return this.choice(t.form, 'form', chosen, forms.map((one): [string, string] => [one.id, one.name]),
      blank ? null : chosen === null ? t.recognised(report.form_name) : t.auto, (id) => this.events.form(id || null));
  }

  private years(report: Report, { blank, year }: Given): HTMLElement {
    const t = this.texts.meta;
    const years: [string, string][] = [];
    for (let one = new Date().getFullYear() + 1; one >= FIRST_YEAR; one--) years.push([String(one), String(one)]);
    const read = report.year === null ? t.unknown : String(report.year);
    if (year !== null && !years.some(([id]) => id === String(year))) years.push([String(year), String(year)]);
    return this.choice(t.year, 'year', year === null ? null : String(year), years,
      blank ? t.unset : year === null ? t.recognised(read) : t.auto, (id) => this.events.year(id ? Number(id) : null));
  }

  /** `none`: what stands for choosing nothing; null where something must be chosen. */
  private choice(label: string, key: string, chosen: string | null, options: [string, string][], none: string | null, changed: (id: string) => void): HTMLElement {
    return el('select', { 'aria-label': label, 'data-key': key, class: key, change: (event: Event) => changed((event.target as HTMLSelectElement).value) },
      none === null ? null : el('option', { value: '', selected: chosen === null }, none),
      options.map(([id, name]) => el('option', { value: id, selected: id === chosen, lang: this.texts.engine }, name)));
  }

  private item(name: string, value: string | HTMLElement): HTMLElement {
    return el('div', null, el('dt', null, name), el('dd', null, value));
  }
}
