// Taking the result away: as JSON, as a few lines of text, as tables.

import type { Options, Review, Table } from './contract';
import type { Texts } from './lang/zh-CN';
import { setAside, standing, type Aside } from './model';
import { own } from './own';
import { asHtmlTable, asTabs, harmless } from './sheet';

/** The review, and what the user did with it. */
export interface Record extends Review {
  edits: NonNullable<Options['edits']>;
  set_aside: { finding: string; reason: string }[];
}

/** Only what is still found counts as set aside. */
export function record(review: Review, edits: ReadonlyMap<string, string>, aside: Aside): Record {
  const gone = review.report ? setAside(review.report, aside) : [];
  return {
    ...review,
    edits: Array.from(edits, ([cell, raw]) => ({ cell, raw })),
    set_aside: gone.map(({ id }) => ({ finding: id, reason: aside.get(id) || '' })),
  };
}

export function asText(review: Review, aside: Aside, texts: Texts): string {
  const report = review.report;
  const head = [`${texts.export.title}：${review.summary}`];
  const program = `${texts.record.version}：gouji ${review.version}`;
  // A spreadsheet that it is pasted into takes line by line, and tabs apart.
  const all = (...parts: string[][]) => head.concat(...parts, [program]).filter(Boolean).map((line) => harmless(line.replace(/[\t\r\n]+/g, ' '))).join('\n');
  if (!report) return all(review.unreadable ? [review.unreadable.reason, review.unreadable.advice] : []);
  const meta = [report.body, report.year === null ? null : `${report.year}${texts.meta.year}`, report.form_name].filter(Boolean).join('，');
  const told = (one: typeof report.findings[0], index: number) => `${index + 1}. 【${texts.findings.severity[one.severity]}】${one.message}`;
  const findings = standing(report, aside).map((one, index) => [told(one, index), one.advice && `   ${texts.findings.advice}：${one.advice}`]);
  const gone = setAside(report, aside).map((one, index) => [told(one, index), `   ${texts.findings.reasonGiven(aside.get(one.id) || '')}`]);
  const unchecked = report.unchecked.map((one) => `· ${one.what}：${one.why}`);
  const section = (title: string, lines: string[]) => (lines.length > 0 ? [`${title}：`].concat(lines) : []);
  return all([meta], ...findings, section(texts.findings.aside, ([] as string[]).concat(...gone)), section(texts.unchecked.title, unchecked));
}

export interface Rich { html: string; text: string }

export const asTables = (tables: Table[]): Rich => ({ html: tables.map(asHtmlTable).join('<p></p>'), text: tables.map(asTabs).join('\r\n\r\n') });

export function download(name: string, type: string, content: string | Uint8Array | Blob): void {
  const link = own(document, 'createElement')('a') as HTMLAnchorElement;
  const body = own(document, 'body');
  link.href = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  link.download = name;
  body.appendChild(link);
  link.click();
  body.removeChild(link);
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The old command first: it takes both kinds everywhere, secure page or not. */
export function copy(content: Rich | { text: string }): Promise<void> {
  if (copyByCommand(content)) return Promise.resolve();
  const { clipboard } = navigator;
  return clipboard && clipboard.writeText ? clipboard.writeText(content.text) : Promise.reject(new Error('copy'));
}

function copyByCommand(content: Rich | { text: string }): boolean {
  const area = own(document, 'createElement')('textarea') as HTMLTextAreaElement;
  const body = own(document, 'body');
  area.value = content.text || ' ';
  area.style.position = 'fixed';
  area.style.opacity = '0';
  area.addEventListener('copy', (event) => {
    event.stopPropagation();
    if (!event.clipboardData) return;
    event.clipboardData.setData('text/plain', content.text);
    if ('html' in content) event.clipboardData.setData('text/html', content.html);
    event.preventDefault();
  });
  const focused = own(document, 'activeElement');
  body.appendChild(area);
  area.select();
  const done = own(document, 'execCommand')('copy');
  body.removeChild(area);
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}
