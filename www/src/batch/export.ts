// The list and everything found in it, for spreadsheets and for other programs. Plain values, no DOM.

import type { Rows } from '../takeaway/rows';
import { verdictOf, type Row } from './rows';
import type { Left } from './sources';
import type { BatchTexts } from './texts';

const text = (value: string | number | null): string => (value === null ? '' : String(value));

export function listSheet(rows: Row[], all: Row[], t: BatchTexts): Rows {
  const lines = rows.map((row) => {
    const { brief, source } = row;
    const counts = brief && brief.outcomes ? brief.outcomes.relations : null;
    const same = row.same === null ? undefined : all[row.same];
    return [source.path, t.verdicts[verdictOf(row)], brief ? brief.summary : row.said || '', text(brief && brief.body), text(brief && brief.year), text(brief && brief.form_name),
      text(brief && brief.errors), text(brief && brief.warnings), text(brief && brief.notes), text(brief && brief.unchecked.length),
      text(counts && counts.pass), text(counts && counts.fail), text(counts && counts.unknown), same ? same.source.path : ''];
  });
  return { name: t.sheets.list, title: t.listTitle, head: t.heads.list, rows: lines, figures: [4, 6, 7, 8, 9, 10, 11, 12] };
}

export function findingsSheet(rows: Row[], t: BatchTexts): Rows {
  const lines: string[][] = [];
  for (const { brief, source } of rows) {
    if (!brief) continue;
    for (const one of brief.findings) {
      lines.push([source.path, text(brief.body), text(brief.year), t.severity[one.severity], one.rule, one.cells.slice(0, 12).join('；'), one.message, one.advice, one.basis, one.quote || '']);
    }
  }
  return { name: t.sheets.findings, title: `${t.listTitle} · ${t.sheets.findings}`, head: t.heads.findings, rows: lines, figures: [2] };
}

export function uncheckedSheet(rows: Row[], t: BatchTexts): Rows {
  const lines: string[][] = [];
  for (const { brief, source } of rows) {
    if (brief) for (const one of brief.unchecked) lines.push([source.path, text(brief.body), text(brief.year), one.what, one.why]);
  }
  return { name: t.sheets.unchecked, title: `${t.listTitle} · ${t.sheets.unchecked}`, head: t.heads.unchecked, rows: lines, figures: [2] };
}

export const leftSheet = (left: Left[], t: BatchTexts): Rows => ({
  name: t.sheets.left, title: `${t.listTitle} · ${t.sheets.left}`, head: t.heads.left, rows: left.map(({ path, kind }) => [path, t.kinds[kind]]), figures: [],
});

const AT_ONCE = 50;

/** In pieces, so that the page is never kept from drawing. */
export function asJson(rows: Row[], left: Left[]): Promise<Blob> {
  const parts: string[] = ['{"schema":"gouji-batch/1","files":['];
  const entry = ({ source, brief, said, same }: Row) => JSON.stringify({ path: source.path, brief: brief && { ...brief, digest: undefined }, failed: said, same_as: same });
  return new Promise((resolve) => {
    const some = (from: number) => {
      rows.slice(from, from + AT_ONCE).forEach((row, at) => parts.push(from + at > 0 ? `,\n${entry(row)}` : entry(row)));
      if (from + AT_ONCE < rows.length) setTimeout(() => some(from + AT_ONCE), 0);
      else resolve(new Blob([...parts, `],"left_out":${JSON.stringify(left)}}\n`], { type: 'application/json' }));
    };
    some(0);
  });
}
