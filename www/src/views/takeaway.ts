// Taking files away: the corrected tables, and the original with notes in it. What it has to say stands below its
// buttons.

import type { Refusal } from '../contract';
import { el, fill, icon, type IconName } from '../dom';
import { asText, download } from '../export';
import type { Texts } from '../lang/zh-CN';
import type { More } from '../more';
import type { Checker } from '../checker';
import type { Session } from '../session';
import { button } from './parts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv';
const TEXT = 'text/plain;charset=utf-8';
/** Of the files that take notes. */
const ENDING = /\.((?:do[ct]|xl[st])[xm]|wps|et)$/i;

export class TakeawayView {
  readonly root: HTMLElement;
  private readonly said = el('div', { class: 'said', role: 'status' });
  private readonly annotate: HTMLButtonElement;
  /** For the menu. */
  readonly buttons: HTMLButtonElement[];

  constructor(private readonly texts: Texts, private readonly session: Session, private readonly checker: Checker, private readonly more: (use: (more: More) => void) => void) {
    const t = texts.takeaway;
    this.annotate = button(t.annotated, () => this.more((more) => this.original(more)), { id: 'annotated', title: t.annotatedTitle });
    this.buttons = [
      button(t.workbook, () => this.more((more) => this.tables(false, more)), { id: 'workbook', title: t.tablesTitle }),
      button(t.csv, () => this.more((more) => this.tables(true, more)), { id: 'csv', title: t.tablesTitle }),
      this.annotate,
    ];
    this.root = el('div', { class: 'takeaway' }, this.said);
  }

  /** Notes go into a file; what was pasted is none. */
  show(): void {
    const { input } = this.session;
    this.annotate.hidden = !input || input.kind !== 'bytes';
  }

  /** What was said belongs to what was looked at before. */
  clear(): void {
    fill(this.said);
  }

  // ---- the tables ----

  private tables(csv: boolean, { corrected, notesOf }: More): void {
    const { shown: review } = this.session;
    if (!review || !review.report) return;
    const t = this.texts.takeaway;
    const made = corrected(review.report, notesOf(review.report, this.session.marks(), this.session.aside, this.texts), this.texts);
    this.work(this.checker.perform({ kind: 'tables', sheets: made.sheets, csv }), (bytes) => {
      download(`${this.stem()}${t.correctedName}.${csv ? 'csv' : 'xlsx'}`, csv ? CSV : XLSX, bytes);
      this.say('ok', t.corrected(made.changed, made.open, csv));
    });
  }

  // ---- the original ----

  private original({ fileMarks, notesOf }: More): void {
    const { input, shown: review } = this.session;
    if (!input || input.kind !== 'bytes' || !review || !review.report) return;
    const t = this.texts.takeaway;
    const { reader } = review.source;
    if (reader !== 'docx' && reader !== 'xlsx') return this.say('note', t.noNotes, true);
    const { marks, lost } = fileMarks(notesOf(review.report, this.session.marks(), this.session.aside, this.texts), this.session.originals());
    if (marks.length === 0) return this.say('note', lost > 0 ? t.allLost : t.nothingToNote, lost > 0);
    this.work(this.checker.perform({ kind: 'annotate', bytes: input.bytes, marks }), (made) => {
      const left = lost + made.left_out;
      // What it is, not what it was called: a document called .html must not come back as a page.
      const [, ending = reader] = ENDING.exec(input.name) || [];
      download(`${this.stem()}${t.annotatedName}.${ending}`, 'application/octet-stream', made.bytes);
      this.say(left > 0 ? 'warning' : 'ok', t.noted(marks.length - made.left_out, left), left > 0);
    });
  }

  // ---- both ----

  private work<T extends object>(work: Promise<T | Refusal>, take: (made: T) => void): void {
    this.busy(true);
    this.say('note', this.texts.takeaway.busy);
    work.then(
      (made) => ('reason' in made ? this.say('warning', made.reason + made.advice, true) : take(made as T)),
      (error: Error) => {
        console.error(error.message);
        this.say('error', this.texts.takeaway.failed, true);
      },
    ).then(() => this.busy(false));
  }

  private busy(is: boolean): void {
    for (const one of this.buttons) one.disabled = is;
  }

  /** `record`: the check record is offered instead. */
  private say(sign: IconName, text: string, record = false): void {
    fill(this.said, el('p', { class: `message ${sign}` }, icon(sign), el('span', null, text),
      record ? button(this.texts.takeaway.record, () => this.record(), { id: 'record' }) : null));
  }

  private record(): void {
    const { shown: review } = this.session;
    // With the mark of UTF-8: old editors on Windows take the text for GBK without it.
    if (review) download(`${this.stem()}${this.texts.takeaway.recordName}.txt`, TEXT, `\ufeff${asText(review, this.session.aside, this.texts).replace(/\n/g, '\r\n')}`);
  }

  /** The name of the file, or of what was reported, without what no file name can hold. */
  private stem(): string {
    const { input, shown: review } = this.session;
    const report = review && review.report;
    const named = input && input.kind === 'bytes'
      ? input.name.slice(input.name.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
      : report ? [report.body, report.year === null ? '' : `${report.year}${this.texts.meta.year}`].filter(Boolean).join('') : '';
    return named.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '') || this.texts.takeaway.fallbackName;
  }
}
