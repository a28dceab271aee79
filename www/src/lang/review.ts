// What a review says in sentences of its own, for languages that say it otherwise. Names of cells, labels of the form,
// figures and the document stay.

import type { Report, Review } from '../contract';

export function mapReview(review: Review, say: (text: string, report: Report | null) => string): Review {
  const { report } = review;
  const told = (text: string) => say(text, report);
  const maybe = (text: string | null) => (text === null ? null : told(text));
  return {
    ...review,
    summary: told(review.summary),
    unreadable: review.unreadable && { reason: told(review.unreadable.reason), advice: told(review.unreadable.advice) },
    report: report && {
      ...report,
      form_name: told(report.form_name),
      form_why: told(report.form_why),
      tables: report.tables.map((table) => ({ ...table, cells: table.cells.map((cell) => (cell.remark ? { ...cell, remark: told(cell.remark) } : cell)) })),
      relations: report.relations.map((relation) => ({
        ...relation, name: told(relation.name), reason: maybe(relation.reason),
        left: { ...relation.left, text: told(relation.left.text) }, right: { ...relation.right, text: told(relation.right.text) },
      })),
      unchecked: report.unchecked.map((one) => ({ ...one, what: told(one.what), why: told(one.why) })),
      notices: report.notices.map(told),
      findings: report.findings.map((finding) => ({
        ...finding, message: told(finding.message), why: told(finding.why), advice: told(finding.advice), basis: told(finding.basis),
        repairs: finding.repairs.map((repair) => ({ ...repair, slip_text: maybe(repair.slip_text) })),
      })),
    },
  };
}

/** Only the sentence of each finding is said otherwise. */
export const mapFindings = (review: Review, say: (finding: Report['findings'][0]) => string): Review => ({
  ...review, report: review.report && { ...review.report, findings: review.report.findings.map((finding) => ({ ...finding, message: say(finding) })) },
});
