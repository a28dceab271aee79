// Taking the result away: as JSON, or as a few lines of text.

import type { Review } from './contract';
import type { Texts } from './lang/zh-CN';

export function asText(review: Review, texts: Texts): string {
  const report = review.report;
  const head = [`${texts.export.title}：${review.summary}`];
  if (!report) return head.concat(review.unreadable ? [review.unreadable.reason, review.unreadable.advice] : []).join('\n');
  const meta = [report.body, report.year === null ? null : `${report.year}${texts.meta.year}`, report.form_name].filter(Boolean).join('，');
  const findings = report.findings.map((one, index) => `${index + 1}. 【${texts.findings.severity[one.severity]}】${one.message}${one.advice ? `\n   ${texts.findings.advice}：${one.advice}` : ''}`);
  const unchecked = report.unchecked.map((one) => `- ${one.what}：${one.why}`);
  return head.concat(meta, findings, unchecked.length > 0 ? [`${texts.unchecked.title}：`] : [], unchecked).filter(Boolean).join('\n');
}

export function download(name: string, type: string, content: string | Uint8Array): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  link.download = name;
  document.body.appendChild(link);
  link.click();
  document.body.removeChild(link);
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The clipboard API where there is one (secure pages), else the old command. */
export function copy(text: string): Promise<void> {
  if (navigator.clipboard && navigator.clipboard.writeText) return navigator.clipboard.writeText(text).catch(() => copyByCommand(text));
  return copyByCommand(text);
}

function copyByCommand(text: string): Promise<void> {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'vh';
  document.body.appendChild(area);
  area.select();
  const done = document.execCommand('copy');
  document.body.removeChild(area);
  return done ? Promise.resolve() : Promise.reject(new Error('copy'));
}
