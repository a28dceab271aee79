// Traditional characters for everything the page and the checks say in simplified ones.

import { mapReview } from './review';
import { converted, traditional } from './traditional';
import { zhCN, type Texts } from './zh-CN';

export const zhHant: Texts = {
  ...converted(zhCN),
  code: 'zh-Hant',
  engine: 'zh-Hant',
  finding: (_, message) => traditional(message),
  /** The labels of the form stay as the form has them, in the tables and where a sentence names them. */
  speak: (review) => mapReview(review, (text, report) => spare(text, report ? labelsOf(report) : [])),
};

function spare(text: string, labels: string[]): string {
  if (labels.length === 0) return traditional(text);
  const known = new RegExp(`(${labels.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`);
  return text.split(known).map((part, at) => (at % 2 === 1 ? part : traditional(part))).join('');
}

const labels = new WeakMap<object, string[]>();

function labelsOf(report: { tables: { layout: { text: string }[][] }[] }): string[] {
  const found = labels.get(report);
  if (found) return found;
  const texts = new Set<string>();
  for (const table of report.tables) for (const row of table.layout) for (const { text } of row) if (text.length > 2 && text.length < 24) texts.add(text);
  const made = Array.from(texts).sort((a, b) => b.length - a.length);
  labels.set(report, made);
  return made;
}
