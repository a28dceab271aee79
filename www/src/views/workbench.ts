// The checker as one piece: the box, the verdict, the tables and the findings, drawn from a session. It lives in
// whatever element its host gives it, in the document or in a shadow root, and touches nothing outside.

import { Trapped, type Checker } from '../checker';
import type { About, Report, Review } from '../contract';
import { el, fill, focusOf } from '../dom';
import example from '../../../src/example.txt';
import { asText, copy, download } from '../export';
import { asCellValue, fromTransfer, type Input } from '../input';
import { itemsOf, refusal } from '../items';
import type { Texts } from '../lang/zh-CN';
import { allCells, chosen, type Mark } from '../model';
import { Session, type Watcher } from '../session';
import type { Store } from '../store';
import { FindingsView } from './findings';
import { GivenView } from './given';
import { InspectorView } from './inspector';
import { IntakeView } from './intake';
import { ManyView } from './many';
import { OriginalView } from './original';
import { StatusView } from './status';
import { TablesView } from './tables';
import { TakeawayView } from './takeaway';
import { ToolbarView } from './toolbar';
import { UncheckedView } from './unchecked';
import { VerdictView } from './verdict';

/** What differs from host to host. */
export interface Setting {
  texts: Texts;
  checker: Checker;
  store: Store;
  /** The form to read every input by; null or absent: recognised. */
  form?(): string | null;
  /** Called with an input about to be checked; false keeps it from being checked. */
  accept?(input: Input): boolean;
  /** Called with each review of what was committed, not of what is being typed. */
  reviewed?(review: Review): void;
  /** Called when the first answer to an input is drawn. */
  arrived?(): void;
}

/** In multiples of the root's font size; the styles ask for the classes, not for the screen. */
const WIDE = 62;
const HUGE = 86;
const NARROW = 40;

export class Workbench implements Watcher {
  readonly session: Session;
  readonly intake: IntakeView;
  private readonly texts: Texts;
  private readonly verdict: VerdictView;
  private readonly toolbar: ToolbarView;
  private readonly tables: TablesView;
  private readonly original: OriginalView;
  private readonly findings: FindingsView;
  private readonly inspector: InspectorView;
  private readonly unchecked: UncheckedView;
  private readonly status: StatusView;
  private readonly given: GivenView;
  private readonly takeaway: TakeawayView;
  private readonly many: ManyView;
  private readonly spoken = el('div', { class: 'vh', role: 'status', 'aria-live': 'polite' });
  private readonly result = el('div', { class: 'result', hidden: true });
  private readonly intro: HTMLElement;
  private readonly pane: HTMLElement;
  /** For the host to place, in this order. */
  readonly parts: HTMLElement[];
  private marks: ReadonlyMap<string, Mark> = new Map();
  private mayFocus = true;
  /** Openings so far: what was dropped earlier and is ready later is not wanted any more. */
  private rounds = 0;

  /** `root` carries the classes of states and widths; it holds `parts`, and what the host puts around them. */
  constructor(private readonly root: HTMLElement, private readonly setting: Setting) {
    const t = this.texts = setting.texts;
    const session = this.session = new Session(setting.checker, this, () => (setting.form ? setting.form() : null));
    this.intake = new IntakeView(t, {
      files: (files) => this.takeFiles(files),
      text: (text) => this.openOnly({ kind: 'text', name: t.intake.names.paste, text }),
      example: () => this.openOnly({ kind: 'text', name: t.intake.names.example, text: example }),
      blank: (form) => this.openOnly({ kind: 'blank', name: t.intake.names.blank, form }),
    });
    this.verdict = new VerdictView(t, { form: (id) => session.setForm(id) });
    this.toolbar = new ToolbarView(t, {
      turn: (original) => this.turn(original), undo: () => session.undo(), redo: () => session.redo(),
      copy: () => this.copy(), print: () => window.print(), json: () => this.json(),
    });
    this.tables = new TablesView(t, {
      select: (cell) => this.select({ kind: 'cell', id: cell }),
      preview: (cell, raw) => session.preview(cell, raw),
      commit: (cell, raw) => session.commit([[cell, raw]]),
    });
    this.original = new OriginalView(t, (cell) => this.select({ kind: 'cell', id: cell }));
    this.findings = new FindingsView(t, {
      select: (id) => this.selectFinding(id),
      choose: (id, repair) => this.choose(id, repair),
      apply: (_, repair) => session.apply(repair),
      show: (cell) => this.showCell(cell),
    });
    this.inspector = new InspectorView(t, { finding: (id) => this.selectFinding(id), close: () => this.select(null) });
    this.unchecked = new UncheckedView(t, (cell) => this.showCell(cell));
    this.status = new StatusView(t, { stop: () => session.stop(), retry: () => session.retry() });
    this.given = new GivenView(t);
    this.takeaway = new TakeawayView(t, session, setting.checker);
    this.many = new ManyView(t, setting.checker, (input) => this.open(input));
    this.intro = el('ul', { class: 'intro' }, t.intro.map(([title, text]) => el('li', null, el('b', null, title as string), el('span', null, text as string))));
    this.pane = el('div', { class: 'pane' }, this.tables.root, this.original.root);
    this.original.root.hidden = true;
    fill(this.result, this.verdict.root,
      el('div', { class: 'columns' },
        el('aside', { class: 'side', 'aria-label': t.findings.title }, el('div', { class: 'reports' }, this.findings.root, this.unchecked.root), this.inspector.root),
        el('div', { class: 'sheet' }, this.toolbar.root, this.takeaway.root, this.toolbar.legend, this.pane)));
    const named = { intake: this.intake, status: this.status, many: this.many, verdict: this.verdict, takeaway: this.takeaway, toolbar: this.toolbar, tables: this.tables, original: this.original, findings: this.findings, unchecked: this.unchecked };
    for (const name of Object.keys(named) as (keyof typeof named)[]) named[name].root.setAttribute('part', name);
    this.parts = [this.intake.root, this.status.root, this.many.root, this.intro, this.result, this.given.root, this.spoken];
    this.session.start();
  }

  // ---- for the host ----

  /** Its review, or null when none came. `focus` false: a program asks, and the user may be elsewhere. */
  open(input: Input, focus = true): Promise<Review | null> {
    this.mayFocus = focus;
    if (this.setting.accept && !this.setting.accept(input)) return Promise.resolve(null);
    return this.session.open(input);
  }

  /** What is pasted, dropped or typed at `target` is for this workbench. The function returned stops that. */
  listen(target: Document | HTMLElement): () => void {
    const { classList } = this.root;
    const over = (event: DragEvent) => {
      event.preventDefault();
      classList.add('dropping');
    };
    const listeners: [string, (event: never) => void][] = [
      ['paste', (event: ClipboardEvent) => this.pasted(event)],
      ['keydown', (event: KeyboardEvent) => this.key(event)],
      ['dragenter', over],
      ['dragover', over],
      ['dragleave', (event: DragEvent) => { if (!event.relatedTarget) classList.remove('dropping'); }],
      ['drop', (event: DragEvent) => {
        event.preventDefault();
        classList.remove('dropping');
        if (event.dataTransfer) this.transfer(event.dataTransfer);
      }],
    ];
    for (const [name, listener] of listeners) target.addEventListener(name, listener as EventListener);
    return () => { for (const [name, listener] of listeners) target.removeEventListener(name, listener as EventListener); };
  }

  /** The room there is, in CSS pixels; `height` only where the result may fill a screen and scroll inside it. */
  fit(width: number, height = 0): void {
    const em = parseFloat(getComputedStyle(this.root).fontSize) || 16;
    const { classList } = this.root;
    classList.toggle('at-wide', width >= WIDE * em);
    classList.toggle('at-huge', width >= HUGE * em);
    classList.toggle('at-narrow', width <= NARROW * em);
    classList.toggle('is-paned', width >= WIDE * em && height >= 36 * em);
    this.tables.fit();
  }

  // ---- taking input ----

  private pasted(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data) return;
    const value = asCellValue(data);
    if (value !== null && (this.tables.isEditing || this.tables.type(value))) {
      if (!this.tables.isEditing) event.preventDefault();
      return;
    }
    event.preventDefault();
    this.transfer(data);
  }

  private transfer(data: DataTransfer): void {
    const taken = fromTransfer(data, this.texts.intake);
    if ('files' in taken) this.takeFiles(taken.files);
    else this.take(taken.input);
  }

  private take(input: Promise<Input>): void {
    input.then((given) => this.openOnly(given), (error) => this.status.say('warning', refusal(error)));
  }

  /** A list of what was opened before is not of this input. */
  private openOnly(input: Input): void {
    this.rounds++;
    this.many.hide();
    this.open(input);
  }

  /** One document is opened; several files, or a container of files, are listed. */
  private takeFiles(files: File[]): void {
    const { intake } = this.texts;
    const round = ++this.rounds;
    this.status.wait();
    itemsOf(files, this.setting.checker, intake).then((items) => {
      if (round !== this.rounds) return;
      this.status.rest();
      const [first] = items;
      if (items.length > 1) this.many.show(items);
      else if (first && first.input) this.openOnly(first.input);
      else if (first) this.status.say('warning', first.refused || intake.cannotRead(first.name));
      // Only a stop ends here, and it has been said.
    }, () => undefined);
  }

  private key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) this.session.undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.session.redo();
    else return;
    event.preventDefault();
  }

  // ---- what the session tells ----

  ready(about: About): void {
    this.intake.ready(about);
    this.draw();
  }

  asked(): void {
    this.status.wait();
  }

  answered(review: Review, first: boolean): void {
    this.status.rest();
    const settled = !this.session.typing;
    this.takeaway.clear();
    if (settled && this.spoken.textContent !== review.summary) this.spoken.textContent = review.summary;
    this.draw();
    if (first) this.arrive();
    if (settled && this.setting.reviewed) this.setting.reviewed(review);
  }

  changed(): void {
    const { selection } = this.session;
    if (!selection || selection.kind === 'finding') this.tables.setCurrent(null);
    this.draw();
  }

  stopped(): void {
    this.withdraw();
    this.status.say('note', this.texts.stopped, true);
  }

  failed(error: Error): void {
    console.error(error.message);
    this.withdraw();
    this.status.say('error', error instanceof Trapped ? this.texts.trapped : this.texts.cannotStart, this.session.input !== null);
  }

  /** The result on the page belongs to an earlier input: take it away, show what was given last. */
  private withdraw(): void {
    const { review, input } = this.session;
    if (review || !input) return;
    this.result.hidden = true;
    this.root.classList.remove('has-report');
    this.shrink();
    this.given.show(input, null);
  }

  // ---- selecting ----

  private select(selection: Session['selection']): void {
    this.session.select(selection);
  }

  private selectFinding(id: string): void {
    const { selection } = this.session;
    const same = selection && selection.kind === 'finding' && selection.id === id;
    this.select(same ? null : { kind: 'finding', id });
    if (!same && this.isWide) this.reveal();
  }

  private choose(id: string, repair: number): void {
    this.session.choose(id, repair);
    if (this.isWide) this.reveal();
  }

  /** Brings the first lit cell into view, in whichever view is open. */
  private reveal(): void {
    const lit = Array.from(this.marks.values()).filter((mark) => mark.lit);
    const target = lit.filter((mark) => mark.should !== null)[0] || lit[0];
    if (target) this.bring(target.cell.id);
  }

  private bring(cell: string): void {
    if (this.original.root.hidden) this.tables.reveal(cell);
    else this.original.reveal(cell);
  }

  private showCell(cell: string): void {
    if (!this.original.root.hidden) {
      this.select({ kind: 'cell', id: cell });
      this.original.reveal(cell);
      return;
    }
    this.tables.focus(cell);
    this.tables.reveal(cell);
  }

  /** The other view opens at the same place: what is selected, else the first finding. */
  private turn(original: boolean): void {
    this.view(original);
    if (!this.isWide) return;
    const { selection } = this.session;
    if (!selection) this.revealFirst();
    else if (selection.kind === 'cell') this.bring(selection.id);
    else this.reveal();
  }

  private view(original: boolean): void {
    this.original.root.hidden = !original;
    this.tables.root.hidden = original;
    this.toolbar.turned(original);
    this.draw();
    this.tables.fit();
  }

  /** The cell of the first finding that is more than a note. */
  private revealFirst(): void {
    const { review, choices } = this.session;
    const findings = review && review.report ? review.report.findings : [];
    const first = findings.filter((finding) => finding.severity !== 'note')[0];
    if (!first) return;
    const repair = chosen(first, choices);
    const cell = repair && repair.changes[0] ? repair.changes[0].cell : first.cells[0];
    if (cell) this.bring(cell);
  }

  private get isWide(): boolean { return this.root.classList.contains('at-wide'); }

  // ---- drawing ----

  private draw(): void {
    const { review, about, form, input, history } = this.session;
    if (!review) return;
    const focused = focusOf(this.root);
    const key = focused && focused.getAttribute('data-key');
    this.result.hidden = false;
    this.verdict.show(review, about, form, input ? input.name : '');
    const { report } = review;
    this.result.classList.toggle('no-report', !report);
    this.root.classList.toggle('has-report', Boolean(report));
    this.given.show(input, review);
    if (report) this.drawReport(report);
    this.toolbar.show(history.canUndo, history.canRedo);
    this.takeaway.show();
    if (key) this.refocus(key);
  }

  private drawReport(report: Report): void {
    const { base, choices, selection } = this.session;
    this.marks = this.session.marks();
    if (!this.tables.root.hidden) this.tables.show(report, this.marks);
    if (!this.original.root.hidden && base) this.original.show(base, this.marks);
    this.findings.show(report, allCells(report), choices, selection && selection.kind === 'finding' ? selection.id : null);
    this.inspector.show(report, selection && selection.kind === 'cell' ? this.marks.get(selection.id) : undefined);
    this.unchecked.show(report);
    this.root.classList.toggle('has-cell', !this.inspector.root.hidden);
  }

  /** Views draw lists anew; what had the focus is found again by its key. */
  private refocus(key: string): void {
    const again = Array.from(this.result.querySelectorAll<HTMLElement>('[data-key]')).filter((one) => one.getAttribute('data-key') === key)[0];
    const target = again || this.result.querySelector<HTMLElement>('#findings-title');
    if (target) target.focus({ preventScroll: true });
  }

  /** After the first answer the box makes room and the reader starts at the verdict. */
  private arrive(): void {
    this.shrink();
    this.view(false);
    const line = this.result.querySelector<HTMLElement>('#verdict-line');
    if (line && this.mayFocus) line.focus({ preventScroll: true });
    this.pane.scrollTop = 0;
    if (this.root.classList.contains('is-paned')) this.revealFirst();
    if (this.setting.arrived) this.setting.arrived();
  }

  private shrink(): void {
    this.root.classList.add('has-result');
    this.intro.hidden = true;
    this.intake.slim();
  }

  // ---- taking away ----

  private copy(): Promise<void> {
    const { review } = this.session;
    if (!review) return Promise.reject(new Error('nothing to copy'));
    return copy(asText(review, this.texts)).catch((error) => {
      this.status.say('warning', this.texts.tools.copyFailed);
      throw error;
    });
  }

  private json(): void {
    const { review } = this.session;
    if (review) download('gouji-review.json', 'application/json', JSON.stringify(review, null, 2));
  }
}

const isTextField = (target: EventTarget | null) => target instanceof HTMLInputElement || (target instanceof HTMLTextAreaElement && target.value !== '');
