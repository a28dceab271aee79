// Taking files away: the corrected tables, and the original with notes in it.

import type { Checker } from '../checker';
import type { Refusal, Report } from '../contract';
import { el, fill, icon, type IconName } from '../dom';
import { asText, download } from '../export';
import { takeawayTexts, type TakeawayTexts } from '../lang/takeaway';
import type { Texts } from '../lang/zh-CN';
import type { Session } from '../session';
import { button } from '../views/parts';
import { fileMarks } from './file';
import { notesOf, type Note } from './notes';
import { corrected } from './tables';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv';
const TEXT = 'text/plain;charset=utf-8';
/** Of the files that take notes. */
const ENDING = /\.((?:do[ct]|xl[st])[xm]|wps|et)$/i;

export class Giving {
  private readonly t: TakeawayTexts;

  /** `said` is where it is told how it went; `buttons` are not to be pressed meanwhile. */
  constructor(private readonly texts: Texts, private readonly session: Session, private readonly checker: Checker, private readonly said: HTMLElement, private readonly buttons: HTMLButtonElement[]) {
    this.t = takeawayTexts(texts.code);
  }

  // ---- the tables ----

  tables(csv: boolean): void {
    const { shown: review } = this.session;
    if (!review || !review.report) return;
    const { t } = this;
    const made = corrected(review.report, this.notes(review.report), this.texts, t);
    this.work(this.checker.perform({ kind: 'tables', sheets: made.sheets, csv }), (bytes) => {
      download(`${this.stem()}${t.correctedName}.${csv ? 'csv' : 'xlsx'}`, csv ? CSV : XLSX, bytes);
      this.say('ok', t.corrected(made.changed, made.open, csv));
    });
  }

  // ---- the original ----

  original(): void {
    const { input, shown: review } = this.session;
    if (!input || input.kind !== 'bytes' || !review || !review.report) return;
    const { t } = this;
    const { reader } = review.source;
    if (reader !== 'docx' && reader !== 'xlsx') return this.say('note', t.noNotes, true);
    const { marks, lost } = fileMarks(this.notes(review.report), this.session.originals());
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

  private notes(report: Report): Map<string, Note> {
    return notesOf(report, this.session.marks(), this.session.aside, this.texts, this.t);
  }

  private work<T extends object>(work: Promise<T | Refusal>, take: (made: T) => void): void {
    this.busy(true);
    this.say('note', this.t.busy);
    work.then(
      (made) => ('reason' in made ? this.say('warning', made.reason + made.advice, true) : take(made as T)),
      (error: Error) => {
        console.error(error.message);
        this.say('error', this.t.failed, true);
      },
    ).then(() => this.busy(false));
  }

  private busy(is: boolean): void {
    for (const one of this.buttons) one.disabled = is;
  }

  /** `record`: the check record is offered instead. */
  private say(sign: IconName, text: string, record = false): void {
    fill(this.said, el('p', { class: `message ${sign}` }, icon(sign), el('span', null, text),
      record ? button(this.t.record, () => this.record(), { id: 'record' }) : null));
  }

  private record(): void {
    const { shown: review } = this.session;
    // With the mark of UTF-8: old editors on Windows take the text for GBK without it.
    if (review) download(`${this.stem()}${this.t.recordName}.txt`, TEXT, `\ufeff${asText(review, this.session.aside, this.texts).replace(/\n/g, '\r\n')}`);
  }

  /** The name of the file, or of what was reported, without what no file name can hold. */
  private stem(): string {
    const { input, shown: review } = this.session;
    const report = review && review.report;
    const named = input && input.kind === 'bytes'
      ? input.name.slice(input.name.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
      : report ? [report.body, report.year === null ? '' : `${report.year}${this.texts.meta.year}`].filter(Boolean).join('') : '';
    return named.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '') || this.t.fallbackName;
  }
}
