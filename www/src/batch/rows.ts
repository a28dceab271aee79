// A file of the list and what is known of it; how rows are told apart, filtered and ordered. Plain values, no DOM.

import type { Brief } from '../contract';
import type { Source } from './sources';

export type Verdict = Brief['verdict'] | 'failed' | 'waiting';

export interface Row {
  /** Its place among all files; names it. */
  at: number;
  source: Source;
  brief: Brief | null;
  /** Why there is no brief and will be none. */
  said: string | null;
  isRunning: boolean;
  /** An earlier file with the same bytes. */
  same: number | null;
}

export const verdictOf = ({ brief, said }: Row): Verdict => (brief ? brief.verdict : said === null ? 'waiting' : 'failed');

/** Worst first. */
const RANK: Record<Verdict, number> = { failed: 0, unreadable: 1, findings: 2, incomplete: 3, consistent: 4, waiting: 5 };

export type ColumnId = 'verdict' | 'name' | 'body' | 'year' | 'form' | 'errors' | 'warnings' | 'notes' | 'unchecked';

const words = new Intl.Collator('zh', { numeric: true }).compare;

/** What is not known comes last, whichever way it goes. */
const known = <T>(of: (row: Row) => T | null, compare: (a: T, b: T) => number) => (a: Row, b: Row, way: number): number => {
  const [one, other] = [of(a), of(b)];
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  return way * compare(one, other);
};
const figures = (of: (brief: Brief) => number | null) => known((row) => row.brief && of(row.brief), (a: number, b: number) => a - b);

const COMPARE: Record<ColumnId, (a: Row, b: Row, way: number) => number> = {
  verdict: (a, b, way) => way * (RANK[verdictOf(a)] - RANK[verdictOf(b)]),
  name: (a, b, way) => way * (a.at - b.at),
  body: known((row) => row.brief && row.brief.body, words),
  year: figures((brief) => brief.year),
  form: known((row) => row.brief && row.brief.form, words),
  errors: figures((brief) => brief.errors),
  warnings: figures((brief) => brief.warnings),
  notes: figures((brief) => brief.notes),
  unchecked: figures((brief) => brief.unchecked.length),
};

export interface Order { column: ColumnId; way: 1 | -1 }

export function arranged(rows: Row[], text: string, verdict: Verdict | null, order: Order): Row[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: Row) => (verdict === null || verdictOf(row) === verdict) && (parts.length === 0 || hasAll(searched(row), parts));
  const compare = COMPARE[order.column];
  return rows.filter(fits).sort((a, b) => compare(a, b, order.way) || a.at - b.at);
}

const hasAll = (text: string, parts: string[]) => parts.every((part) => text.indexOf(part) >= 0);

/** Made once for each brief: it is asked for at every key. */
const texts = new WeakMap<object, string>();

function searched({ brief, source, said }: Row): string {
  if (!brief) return `${source.path} ${said || ''}`.toLowerCase();
  const made = texts.get(brief);
  if (made !== undefined) return made;
  const text = [source.path, brief.body, brief.year, brief.summary].concat(brief.findings.map((one) => one.message)).join(' ').toLowerCase();
  texts.set(brief, text);
  return text;
}
