// The state of one check: what was given, what was asked, what came back, and what can be done to it. Knows no
// DOM and no text: a watcher is told what happened and draws.

import type { Checker } from './checker';
import type { About, Cell, Options, Repair, Report, Review } from './contract';
import { changed, History, type Edits } from './history';
import type { Input } from './input';
import { allCells, marks, totals, type Aside, type Choices, type Mark, type Selection } from './model';

/** All that is needed to go on later. */
export interface Draft {
  input: Input;
  form: string | null;
  year: number | null;
  edits: [cell: string, raw: string][];
  aside: [finding: string, reason: string][];
}

export interface Watcher {
  ready(about: About): void;
  /** A question went out. An answer, a failure or a stop follows, unless a newer question overtakes it. */
  asked(): void;
  /** `first`: to an input just opened; `grown`: to the question answered before, by the engine that can do more. */
  answered(review: Review, first: boolean, grown: boolean): void;
  /** The selection, a choice or the edits changed. */
  changed(): void;
  stopped(): void;
  /** Whether prose is on its way to be checked, or cannot be, is known anew: `session.prose`. */
  prose(): void;
  /** The engine broke (checker's `Trapped`) or cannot start. What was given is still held. */
  failed(error: Error): void;
}

/** How it stands with the prose of what is shown: checked as far as the engine can, about to be, or not to be had and why. */
export type Prose = 'checked' | 'coming' | { refused: Error };

const TYPING_PAUSE = 80;

export class Session {
  about: About | null = null;
  input: Input | null = null;
  /** The form chosen by hand; null: recognised. */
  form: string | null = null;
  /** The year chosen by hand; null: read. */
  year: number | null = null;
  review: Review | null = null;
  /** The review as the language of the page says it. */
  shown: Review | null = null;
  /** The report as read, before any edit. */
  base: Report | null = null;
  selection: Selection = null;
  choices: Choices = new Map();
  /** Findings set aside. A finding keeps its id while rule, cells and figures stay; with other figures it is new. */
  aside: Aside = new Map();
  history = new History();
  prose: Prose = 'checked';
  /** A cell being typed in, not yet committed. */
  typing: { cell: string; raw: string } | null = null;

  /** The edits of the question last answered. */
  private answered: Edits = new Map();
  private asked = 0;
  private pause = 0;
  /** Whether a question is out. */
  private isAsking = false;
  /** The wait for the full engine; null: nothing is waited for. */
  private growing: Promise<void> | null = null;

  /** `standing` is the form of every new input; null: recognised. */
  constructor(private readonly checker: Checker, private readonly watcher: Watcher, private readonly standing: () => string | null, private readonly speak: (review: Review) => Review) {}

  start(): void {
    this.checker.about().then(
      (about) => {
        this.about = about;
        this.watcher.ready(about);
      },
      (error: Error) => this.watcher.failed(error),
    );
  }

  // ---- asking ----

  /** Its first review; null when none came: overtaken, stopped, or failed, which the watcher was told. */
  open(input: Input): Promise<Review | null> {
    return this.resume({ input, form: this.standing(), year: null, edits: [], aside: [] });
  }

  /** Goes on where a draft stopped. */
  resume(draft: Draft): Promise<Review | null> {
    this.input = draft.input;
    this.form = draft.form;
    this.year = draft.year;
    this.aside = new Map(draft.aside);
    this.history = new History(new Map(draft.edits));
    this.prose = 'checked';
    return this.reread(true);
  }

  draft(): Draft | null {
    const { input, form, year, history, aside } = this;
    return input && { input, form, year, edits: Array.from(history.edits), aside: Array.from(aside) };
  }

  /** A blank form is of the form chosen. */
  setForm(id: string | null): void {
    if (this.input && this.input.kind === 'blank' && id) this.input = { ...this.input, form: id };
    else this.form = id;
    this.reread(false);
  }

  setYear(year: number | null): void {
    this.year = year;
    this.reread(false);
  }

  /** Asks the last question again, after a failure or a stop. */
  retry(): void {
    if (this.base) this.recheck();
    else this.reread(this.review === null);
  }

  stop(): void {
    this.asked++;
    this.checker.stop();
    if (!this.isAsking) return;
    this.isAsking = false;
    this.forget();
    this.watcher.stopped();
  }

  /** Asks for the full engine once more. */
  retryProse(): void {
    this.prose = 'coming';
    this.watcher.prose();
    this.grow();
  }

  /** The answer that nothing more will be added to without the user: with prose, or because that cannot be had. */
  settled(): Promise<Review | null> {
    return this.growing ? this.growing.then(() => this.settled()) : Promise.resolve(this.review);
  }

  /** Reads anew, without edits first: that is what edits are compared with. Nobody is told of that. */
  private reread(first: boolean): Promise<Review | null> {
    this.base = null;
    this.typing = null;
    this.selection = null;
    this.choices = new Map();
    const { edits } = this.history;
    // Something may be typed meanwhile.
    if (edits.size === 0) return this.check(edits, first).then((review) => (review && this.history.edits.size > 0 ? this.recheck() : review));
    return this.ask(new Map()).then((review) => review && this.check(this.history.edits, first, false, this.speak(review).report));
  }

  private recheck(grown = false): Promise<Review | null> {
    if (!this.base) return Promise.resolve(null);
    const { typing } = this;
    return this.check(typing ? changed(this.history.edits, [[typing.cell, typing.raw]]) : this.history.edits, false, grown, this.base);
  }

  /** `base`: null when that is what is asked. */
  private check(edits: Edits, first: boolean, grown = false, base: Report | null = null): Promise<Review | null> {
    return this.ask(edits, grown).then((review) => {
      if (!review) return null;
      this.review = review;
      this.answered = edits;
      this.shown = this.speak(review);
      this.base = base || this.shown.report;
      const lacking = this.lacksProse();
      this.prose = !lacking ? 'checked' : typeof this.prose === 'object' ? this.prose : 'coming';
      this.watcher.answered(review, first, grown);
      // Only now: the first answer must not wait for it.
      if (this.prose === 'coming') this.grow();
      return review;
    });
  }

  /** Null: overtaken, stopped, or failed, which the watcher was told. */
  private ask(edits: Edits, grown = false): Promise<Review | null> {
    const { input } = this;
    if (!input) return Promise.resolve(null);
    clearTimeout(this.pause);
    const asked = ++this.asked;
    const options: Options = { form: this.form, year: this.year, edits: Array.from(edits, ([cell, raw]) => ({ cell, raw })) };
    this.isAsking = true;
    if (!grown) this.watcher.asked();
    return this.checker.review(input, options).then(
      (review) => {
        if (asked !== this.asked) return null;
        this.isAsking = false;
        return review;
      },
      (error: Error) => {
        if (asked !== this.asked) return null;
        this.isAsking = false;
        this.forget();
        if (this.lacksProse()) this.prose = { refused: error };
        this.watcher.failed(error);
        return null;
      },
    );
  }

  /** The engine that answered looks at the tables alone. A blank form has nothing else. */
  private lacksProse(): boolean {
    const { review, input } = this;
    return Boolean(review && review.report && !review.report.whole && input && input.kind !== 'blank');
  }

  /** Everything is asked again once the engine can do more; without it what was found so far stays. */
  private grow(): void {
    if (this.growing) return;
    const over = () => { this.growing = null; };
    this.growing = this.checker.grow().then(
      () => {
        over();
        return this.lacksProse() ? this.recheck(true).then(() => undefined) : undefined;
      },
      (error: Error) => {
        over();
        if (!this.lacksProse()) return;
        this.prose = { refused: error };
        this.watcher.prose();
      },
    );
  }

  /** A result without its base belongs to an earlier input. */
  private forget(): void {
    if (!this.base) this.review = this.shown = null;
  }

  // ---- editing ----

  /** While a cell is typed in; null: given up. */
  preview(cell: string, raw: string | null): void {
    this.typing = raw === null ? null : { cell, raw };
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.recheck(), raw === null ? 0 : TYPING_PAUSE);
  }

  /** One undoable step. Typing a cell's own content again takes its edit back. */
  commit(changes: [cell: string, raw: string][]): void {
    this.typing = null;
    clearTimeout(this.pause);
    const { edits } = this.history;
    const original = this.originals();
    const raw = (cell: string) => { const read = original.get(cell); return (read && read.raw) || ''; };
    const real = changes.filter(([cell, to]) => to !== (edits.has(cell) ? edits.get(cell) : raw(cell)));
    if (real.length > 0) this.history.change(real.map(([cell, to]) => [cell, to === raw(cell) ? null : to]));
    this.recheck();
    this.watcher.changed();
  }

  apply(repair: Repair): void {
    this.choices = new Map();
    this.commit(repair.changes.map((change): [string, string] => [change.cell, change.to]));
  }

  /** Totals that stand blank, from their parts; on a blank form only: elsewhere the findings propose them. */
  totals(): Map<string, string> {
    const { input, shown } = this;
    return input && input.kind === 'blank' && shown && shown.report ? totals(shown.report) : new Map();
  }

  fillTotals(): void {
    this.commit(Array.from(this.totals()));
  }

  undo(): void { this.travel(this.history.undo()); }
  redo(): void { this.travel(this.history.redo()); }

  private travel(moved: boolean): void {
    if (!moved) return;
    this.recheck();
    this.watcher.changed();
  }

  // ---- setting aside ----

  setAside(finding: string, reason: string): void {
    this.aside = new Map(this.aside).set(finding, reason);
    if (this.selection && this.selection.kind === 'finding' && this.selection.id === finding) this.selection = null;
    this.watcher.changed();
  }

  takeBack(finding: string): void {
    const aside = new Map(this.aside);
    aside.delete(finding);
    this.aside = aside;
    this.watcher.changed();
  }

  // ---- looking ----

  select(selection: Selection): void {
    this.selection = selection;
    this.watcher.changed();
  }

  /** Looks at one of the repairs of a finding. */
  choose(finding: string, repair: number): void {
    this.choices = new Map(this.choices).set(finding, repair);
    this.select({ kind: 'finding', id: finding });
  }

  isEdited(cell: string): boolean {
    return this.answered.has(cell);
  }

  /** The cells as read. */
  originals(): ReadonlyMap<string, Cell> {
    return this.base ? allCells(this.base) : new Map();
  }

  marks(): Map<string, Mark> {
    const report = this.shown && this.shown.report;
    return report ? marks(report, this) : new Map();
  }
}
