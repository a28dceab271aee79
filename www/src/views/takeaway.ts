// The buttons that take files away, and the place where what they have to say stands. What makes the files is fetched.

import { el, fill } from '../dom';
import type { Texts } from '../lang/zh-CN';
import type { More } from '../more';
import type { Checker } from '../checker';
import type { Session } from '../session';
import type { Giving } from '../takeaway/giving';
import { button } from './parts';

export class TakeawayView {
  readonly root: HTMLElement;
  private readonly said = el('div', { class: 'said', role: 'status' });
  private readonly annotate: HTMLButtonElement;
  /** For the menu. */
  readonly buttons: HTMLButtonElement[];

  constructor(texts: Texts, private readonly session: Session, checker: Checker, more: (use: (more: More) => void) => void) {
    const t = texts.takeaway;
    let giving: Giving | null = null;
    const give = (act: (one: Giving) => void) => () => more((made) => act(giving || (giving = new made.Giving(texts, session, checker, this.said, this.buttons))));
    this.annotate = button(t.annotated, give((one) => one.original()), { id: 'annotated', title: t.annotatedTitle });
    this.buttons = [
      button(t.workbook, give((one) => one.tables(false)), { id: 'workbook', title: t.tablesTitle }),
      button(t.csv, give((one) => one.tables(true)), { id: 'csv', title: t.tablesTitle }),
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
}
