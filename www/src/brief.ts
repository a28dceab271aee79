// A brief out of a review, for the engine that cannot make one: without prose, and nothing to compare with others by.

import type { Brief, Review } from './contract';
import { allCells } from './model';

export function briefOf(review: Review): Brief {
  const { report, version, source, verdict, summary, unreadable } = review;
  const cells = report ? allCells(report) : new Map<string, { name: string }>();
  const named = (ids: string[]) => ids.map((id) => { const cell = cells.get(id); return cell ? cell.name : id; });
  const findings = report ? report.findings : [];
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return {
    schema: 'gouji-brief/1', version, source, verdict, summary, unreadable,
    form: report && report.form, form_name: report && report.form_name, year: report && report.year, body: report && report.body, outcomes: report && report.outcomes,
    errors: count('error'), warnings: count('warning'), notes: count('note'),
    findings: findings.map(({ id, rule, severity, cells: ids, message, advice, basis, quote }) => ({ id, rule, severity, cells: named(ids), message, advice, basis, quote: quote && quote.text })),
    unchecked: report ? report.unchecked.map((one) => ({ ...one, cells: named(one.cells) })) : [],
    notices: report ? report.notices : [],
    digest: null,
  };
}
