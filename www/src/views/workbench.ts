// The checker as one piece: the box, the verdict, the tables and the findings, drawn from a session. It lives in
// whatever element its host gives it, in the document or in a shadow root, and touches nothing outside.

import type { Batch, Given, State } from '../batch';
import { entriesOf, isContainer, type Entry } from '../batch/sources';
import type { Checker } from '../checker';
import type { About, Report, Review } from '../contract';
import { el, fill, focusOf } from '../dom';
import { Trapped } from '../engines';
import { asTables, asText, copy, download, record, type Rich } from '../export';
import { asCellValues, fromFile, fromTransfer, Refused, type Input } from '../input';
import type { Texts } from '../lang/zh-CN';
import type { More } from '../more';
import { allCells, chosen, setAside, standing, type Mark } from '../model';
import { Drafts } from '../drafts';
import { Session, type Draft, type Watcher } from '../session';
import type { Store } from '../store';
import { FindingsView } from './findings';
import { FlowView } from './flow';
import { GivenView } from './given';
import type { HelpView } from './help';
import { InspectorView } from './inspector';
import { IntakeView } from './intake';
import { intro } from './intro';
import { OriginalView } from './original';
import { RecordView } from './record';
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
  /** Fetches what not every visit needs. */
  more(): Promise<More>;
  /** A list to go on with. */
  listed?: State | null;
  /** Where the documentation stands, if it does. */
  docs?: string;
  /** The form to read every input by; null or absent: recognised. */
  form?(): string | null;
  /** To go on with, instead of one kept. */
  draft?: Draft | null;
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
  private help: HelpView | null = null;
  private readonly helped = el('div');
  private readonly flow: FlowView;
  private readonly record: RecordView;
  private readonly drafts: Drafts;
  private readonly takeaway: TakeawayView;
  private readonly many = el('div', { class: 'batch' });
  private batch: Batch | null = null;
  private readonly spoken = el('div', { class: 'vh', role: 'status', 'aria-live': 'polite' });
  private readonly result = el('div', { class: 'result', hidden: true });
  private readonly intro: HTMLElement;
  private readonly pane = el('div', { class: 'pane' });
  /** For the host to place, in this order. */
  readonly parts: HTMLElement[];
  private marks: ReadonlyMap<string, Mark> = new Map();
  private mayFocus = true;
  /** Openings so far: what was dropped earlier and is ready later is not wanted any more. */
  private rounds = 0;
  /** Whether a button of the mouse or a finger is down here, and what waits for its end. */
  private pressed = false;
  private onRelease: (() => void) | null = null;

  /** `root` carries the classes of states and widths; it holds `parts`, and what the host puts around them. */
  constructor(private readonly root: HTMLElement, private readonly setting: Setting) {
    const t = this.texts = setting.texts;
    const session = this.session = new Session(setting.checker, this, () => (setting.form ? setting.form() : null), t.speak);
    this.intake = new IntakeView(t, {
      files: (files) => this.takeFiles(files, []),
      text: (text) => this.openOnly({ kind: 'text', name: t.intake.names.paste, text }),
      example: () => this.withMore(({ example }) => this.openOnly({ kind: 'text', name: t.intake.names.example, text: example })),
      blank: (form) => this.openOnly({ kind: 'blank', name: t.intake.names.blank, form }),
    });
    this.drafts = new Drafts(setting.store);
    this.verdict = new VerdictView(t, { form: (id) => session.setForm(id), year: (year) => session.setYear(year), prose: () => session.retryProse() });
    this.takeaway = new TakeawayView(t, session, setting.checker, (use) => this.withMore(use));
    this.toolbar = this.makeToolbar();
    this.tables = new TablesView(t, {
      select: (cell) => this.select({ kind: 'cell', id: cell }),
      preview: (cell, raw) => session.preview(cell, raw),
      commit: (cell, raw) => session.commit([[cell, raw]]),
      copy: (table) => this.copyTables(table),
    });
    this.original = new OriginalView(t, (cell) => this.select({ kind: 'cell', id: cell }), (cell) => this.openCell(cell));
    this.findings = this.makeFindings();
    this.inspector = new InspectorView(t, { finding: (id) => this.selectFinding(id), close: () => this.select(null) });
    this.unchecked = new UncheckedView(t, (cell) => this.showCell(cell));
    this.status = new StatusView(t, { stop: () => this.halt(), retry: () => session.retry() });
    this.given = new GivenView(t);
    this.flow = new FlowView(t);
    this.record = new RecordView(t);
    this.intro = intro(t);
    this.parts = this.lay();
    session.start();
    this.goOn();
  }

  private makeToolbar(): ToolbarView {
    const { session, drafts } = this;
    const t = this.texts.tools;
    return new ToolbarView(this.texts, {
      turn: (original) => this.turn(original), undo: () => session.undo(), redo: () => session.redo(),
      fillTotals: () => session.fillTotals(), help: () => this.openHelp(), keep: (yes) => this.keep(yes),
    }, this.takeaway.buttons, [
      { id: 'copy-tables', label: t.copyTables, act: () => this.copyTables(null) },
      { id: 'copy', label: t.copy, act: () => this.copyText() },
      { id: 'print', label: t.print, act: () => this.print() },
      { id: 'json', label: t.json, about: t.jsonTitle, act: () => this.json() },
    ], drafts.possible ? drafts.allowed : null);
  }

  private makeFindings(): FindingsView {
    const { session } = this;
    return new FindingsView(this.texts, {
      select: (id) => this.selectFinding(id),
      choose: (id, repair) => this.choose(id, repair),
      apply: (_, repair) => session.apply(repair),
      show: (cell) => this.showCell(cell),
      cite: (id) => this.cite(id),
      setAside: (id, reason) => session.setAside(id, reason),
      takeBack: (id) => session.takeBack(id),
    });
  }

  private lay(): HTMLElement[] {
    const { texts, intake, status, verdict, takeaway, toolbar, tables, original, findings, unchecked } = this;
    this.root.lang = texts.code;
    original.root.hidden = true;
    fill(this.pane, tables.root, original.root);
    fill(this.result, verdict.root,
      el('div', { class: 'columns' },
        el('aside', { class: 'side', 'aria-label': texts.findings.title }, el('div', { class: 'reports' }, findings.root, unchecked.root, this.flow.root), this.inspector.root),
        el('div', { class: 'sheet' }, toolbar.root, takeaway.root, toolbar.legend, this.pane)));
    const named = { intake, status, verdict, takeaway, toolbar, tables, original, findings, unchecked };
    for (const name of Object.keys(named) as (keyof typeof named)[]) named[name].root.setAttribute('part', name);
    return [this.record.root, intake.root, status.root, this.many, this.intro, this.result, this.given.root, this.spoken, this.helped];
  }

  /** With what another workbench left, or an earlier visit. */
  private goOn(): void {
    const { listed, draft } = this.setting;
    const { session, drafts } = this;
    if (listed) this.withBatch((batch) => batch.goOn(listed));
    if (draft) session.resume(draft);
    else this.goOnFrom(drafts.load());
  }

  private goOnFrom(draft: Draft | null): void {
    if (draft) this.session.resume(draft).then((review) => { if (review) this.status.say('note', this.texts.drafts.resumed(draft.input.name)); });
  }

  // ---- for the host ----

  /** Whether leaving the page now would lose what the user did. */
  get isUnsaved(): boolean {
    const { history, aside } = this.session;
    return (history.edits.size > 0 || aside.size > 0) && !this.drafts.allowed;
  }

  /** Its review, or null when none came. `focus` false: a program asks, and the user may be elsewhere. */
  open(input: Input, focus = true): Promise<Review | null> {
    this.mayFocus = focus;
    if (this.setting.accept && !this.setting.accept(input)) return Promise.resolve(null);
    return this.session.open(input).then((review) => review && this.session.settled());
  }

  /** Tells the user something that went wrong outside. */
  say(text: string): void {
    this.status.say('warning', text);
  }

  /** The list of files, for another workbench to go on with; this one is done with it. */
  leaveList(): State | null {
    return this.batch && this.batch.leave();
  }

  /** Ends all work that is going on; it can be gone on with. */
  rest(): void {
    this.session.stop();
    if (this.batch) this.batch.pause();
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
    const pressed = () => this.press(true);
    this.root.addEventListener('pointerdown', pressed);
    const released = () => this.press(false);
    for (const name of ['pointerup', 'pointercancel', 'blur']) window.addEventListener(name, released);
    const before = () => this.fillRecord();
    const after = () => this.record.show(null);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      this.root.removeEventListener('pointerdown', pressed);
      for (const name of ['pointerup', 'pointercancel', 'blur']) window.removeEventListener(name, released);
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
      for (const [name, listener] of listeners) target.removeEventListener(name, listener as EventListener);
    };
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
    if (this.batch) this.batch.fit();
  }

  // ---- taking input ----

  private pasted(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data) return;
    const block = asCellValues(data);
    // The field takes one number by itself.
    if (block && block.length === 1 && block[0] && block[0].length === 1 && this.tables.isEditing) return;
    if (this.isOwnField(event)) return;
    event.preventDefault();
    const changes = block && this.tables.aim(block);
    if (changes) this.session.commit(changes);
    else this.transfer(data);
  }

  /** A paste there is meant for the field. The box takes reports, and a cell what is meant for the tables. */
  private isOwnField(event: Event): boolean {
    const field = fieldOf(event);
    return field !== null && field !== this.intake.box && !this.tables.root.contains(field);
  }

  /** An empty box takes reports, not words: its keys are free. */
  private isTyping(event: Event): boolean {
    const field = fieldOf(event);
    return field !== null && (field !== this.intake.box || field.value !== '');
  }

  private transfer(data: DataTransfer): void {
    const taken = fromTransfer(data, this.texts.intake);
    if ('files' in taken) this.takeFiles(taken.files, entriesOf(data));
    else this.take(taken.input);
  }

  private take(input: Promise<Input>): void {
    input.then((given) => this.openOnly(given), (error) => this.status.say('warning', error instanceof Refused ? error.said : String(error)));
  }

  /** A list of what was opened before is not of this input. */
  private openOnly(input: Input): void {
    this.rounds++;
    if (this.batch) this.batch.hide();
    this.open(input);
  }

  /** One document is opened; several files, a folder, or a container of files, are listed. */
  private takeFiles(files: File[], entries: Entry[]): void {
    const [only] = files;
    if (only && files.length === 1 && !isContainer(only.name) && !entries.some((entry) => entry.isDirectory)) this.take(fromFile(only, this.texts.intake));
    else this.takeMany({ files, entries });
  }

  /** Also what is about to begin. */
  private halt(): void {
    this.rounds++;
    this.status.rest();
    this.session.stop();
  }

  private takeMany(given: Given): void {
    const round = ++this.rounds;
    this.status.wait();
    this.withBatch((batch) => { if (round === this.rounds) batch.show(given); });
  }

  private withBatch(use: (batch: Batch) => void): void {
    this.withMore(({ makeBatch }) => {
      if (!this.batch) {
        this.batch = makeBatch({
          language: this.texts.code, finding: this.texts.finding, assets: this.setting.checker.assets,
          open: (input) => this.open(input),
          look: (cell) => this.showCell(cell),
          listing: (is) => this.listing(is),
          say: (sign, text) => this.status.say(sign, text), busy: (text) => this.status.busy(text), rest: () => this.status.rest(),
        });
        this.many.appendChild(this.batch.root);
      }
      use(this.batch);
    });
  }

  private withMore(use: (more: More) => void): void {
    this.setting.more().then(use, (error: Error) => {
      console.error(error.message);
      this.status.say('warning', this.texts.moreFailed);
    });
  }

  private openHelp(): void {
    this.withMore((more) => {
      if (!this.help) this.helped.appendChild((this.help = new more.HelpView(this.texts)).root);
      this.help.open();
    });
  }

  /** Either the list or a report has the page. */
  private listing(is: boolean): void {
    this.root.classList.toggle('is-listing', is);
    if (is) this.shrink();
    else this.tables.fit();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.nextRegion(event.shiftKey ? -1 : 1);
    } else if ((event.key === '?' || event.key === '？') && !this.isTyping(event)) {
      event.preventDefault();
      this.openHelp();
    } else this.historyKey(event);
  }

  private historyKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || this.isTyping(event)) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) this.session.undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.session.redo();
    else return;
    event.preventDefault();
  }

  /** From where the focus is to the next part that is on show, and round again. */
  private nextRegion(by: number): void {
    const focused = focusOf(this.root);
    const parts: [HTMLElement, HTMLElement | null][] = [
      [this.intake.root, this.intake.box], [this.verdict.root, this.verdict.root.querySelector('h1')],
      [this.findings.root, this.findings.root.querySelector('h2')], [this.unchecked.root, this.unchecked.root.querySelector('h2')],
      [this.inspector.root, this.inspector.root.querySelector('h2')], [this.toolbar.root, this.toolbar.root.querySelector('button')],
      [this.tables.root, this.tables.stop], [this.original.root, this.original.stop || this.original.root],
    ];
    const open = parts.filter(([part, target]) => target && part.getClientRects().length > 0);
    const at = open.map(([part]) => part.contains(focused)).indexOf(true);
    const next = open[(at + by + open.length) % open.length] || open[0];
    if (next && next[1]) next[1].focus();
  }

  // ---- what the session tells ----

  ready(about: About): void {
    this.intake.ready(about);
    this.draw();
  }

  asked(): void {
    this.status.wait();
  }

  answered(review: Review, first: boolean, grown: boolean): void {
    const said = (this.session.shown || review).summary;
    const settled = !this.session.typing;
    if (grown) this.status.settle();
    else {
      this.status.rest();
      this.takeaway.clear();
    }
    if (settled && this.spoken.textContent !== said) this.spoken.textContent = said;
    if (grown) this.whenFree(() => this.findings.steady(() => this.draw()));
    else this.draw();
    if (first) this.arrive();
    if (settled) this.save();
    this.tell(settled ? review : null);
  }

  prose(): void {
    this.draw();
    this.tell(this.session.review);
  }

  /** What the user presses is not drawn anew under the finger. */
  private whenFree(act: () => void): void {
    if (this.pressed) this.onRelease = act;
    else act();
  }

  private press(pressed: boolean): void {
    this.pressed = pressed;
    const act = this.onRelease;
    this.onRelease = null;
    // The click comes after.
    if (act) setTimeout(act, 0);
  }

  /** The host hears of a review once it is all there is to say. */
  private tell(review: Review | null): void {
    if (review && this.setting.reviewed && this.session.prose !== 'coming') this.setting.reviewed(review);
  }

  changed(): void {
    const { selection } = this.session;
    if (!selection || selection.kind === 'finding') this.tables.setCurrent(null);
    this.draw();
    this.save();
  }

  stopped(): void {
    this.withdraw();
    this.status.say('note', this.texts.stopped, true);
  }

  failed(error: Error): void {
    console.error(error.message);
    this.withdraw();
    this.draw();
    this.status.say('error', error instanceof Trapped ? this.texts.trapped : this.texts.cannotStart, this.session.input !== null);
  }

  /** A selection is nothing to keep; anything else the watcher hears of is. */
  private save(): void {
    const draft = this.session.draft();
    if (draft && !this.drafts.save(draft)) this.status.say('warning', this.texts.drafts.tooLarge);
  }

  private keep(yes: boolean): void {
    this.drafts.allow(yes);
    if (yes) this.save();
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
    const { selection } = this.session;
    if (target) this.bring(target.cell.id);
    else if (selection && selection.kind === 'finding' && !this.original.root.hidden) this.original.revealQuote(selection.id);
  }

  private bring(cell: string): void {
    if (this.original.root.hidden) this.tables.reveal(cell);
    else this.original.reveal(cell);
  }

  private cite(id: string): void {
    this.session.select({ kind: 'finding', id });
    this.view(true);
    this.original.revealQuote(id);
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

  /** Typing is done in the form. */
  private openCell(cell: string): void {
    this.view(false);
    this.tables.open(cell);
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
    const { shown, choices } = this.session;
    const findings = shown && shown.report ? standing(shown.report, this.session.aside) : [];
    const first = findings.filter((finding) => finding.severity !== 'note')[0];
    if (!first) return;
    const repair = chosen(first, choices);
    const cell = repair && repair.changes[0] ? repair.changes[0].cell : first.cells[0];
    if (cell) this.bring(cell);
  }

  private get isWide(): boolean { return this.root.classList.contains('at-wide'); }

  // ---- drawing ----

  private draw(): void {
    const { shown: review, about, form, year, input, history, aside } = this.session;
    if (!review) return;
    const focused = focusOf(this.root);
    const key = focused && focused.getAttribute('data-key');
    const caret = focused instanceof HTMLInputElement && focused.type === 'text' ? focused.selectionStart : null;
    this.result.hidden = false;
    const { report } = review;
    const blank = input !== null && input.kind === 'blank';
    this.verdict.show(review, about, { name: input ? input.name : '', blank, form, year, setAside: report ? setAside(report, aside).length : 0, prose: this.session.prose });
    this.root.classList.toggle('is-blank', blank);
    this.result.classList.toggle('no-report', !report);
    this.root.classList.toggle('has-report', Boolean(report));
    this.given.show(input, review);
    if (report) this.drawReport(report);
    this.toolbar.show({ undo: history.canUndo, redo: history.canRedo, totals: this.session.totals().size });
    this.takeaway.show();
    if (key) this.refocus(key, caret);
  }

  private drawReport(report: Report): void {
    const { base, choices, aside, selection } = this.session;
    this.marks = this.session.marks();
    if (!this.tables.root.hidden) this.tables.show(report, this.marks);
    const selected = selection && selection.kind === 'finding' ? selection.id : null;
    if (!this.original.root.hidden && base) this.original.show(base, this.marks, standing(report, aside), selected);
    this.findings.show(report, allCells(report), choices, aside, selected);
    this.inspector.show(report, selection && selection.kind === 'cell' ? this.marks.get(selection.id) : undefined);
    this.unchecked.show(report);
    this.flow.show(report);
    this.root.classList.toggle('has-cell', !this.inspector.root.hidden);
  }

  /** Views draw lists anew; what had the focus is found again by its key. */
  private refocus(key: string, caret: number | null): void {
    const again = Array.from(this.result.querySelectorAll<HTMLElement>('[data-key]')).filter((one) => one.getAttribute('data-key') === key)[0];
    const target = again || this.result.querySelector<HTMLElement>('#findings-title');
    if (!target) return;
    target.focus({ preventScroll: true });
    if (caret !== null && again instanceof HTMLInputElement) again.setSelectionRange(caret, caret);
  }

  /** After the first answer the box makes room and the reader starts at the verdict. */
  private arrive(): void {
    this.shrink();
    this.tables.setCurrent(null);
    this.view(false);
    const line = this.result.querySelector<HTMLElement>('#verdict-line');
    if (line && this.mayFocus) line.focus({ preventScroll: true });
    this.pane.scrollTop = 0;
    if (this.setting.arrived) this.setting.arrived();
    if (this.isWide) this.revealFirst();
  }

  private shrink(): void {
    this.root.classList.add('has-result');
    this.intro.hidden = true;
    this.intake.slim();
  }

  // ---- taking away ----

  private copyText(): void {
    const { shown: review, aside } = this.session;
    if (review) this.give({ text: asText(review, aside, this.texts) });
  }

  /** One table, or all that were found, as they stand now. */
  private copyTables(id: string | null): void {
    const { review } = this.session;
    const tables = review && review.report ? review.report.tables.filter((table) => (id === null ? table.present : table.id === id)) : [];
    if (tables.length > 0) this.give(asTables(tables));
  }

  private give(content: Rich | { text: string }): void {
    const t = this.texts.tools;
    copy(content).then(() => this.status.tell(t.copied), () => this.status.say('warning', t.copyFailed));
  }

  private json(): void {
    const { review, history, aside } = this.session;
    if (review) download('gouji-review.json', 'application/json', JSON.stringify(record(review, history.edits, aside), null, 2));
  }

  private print(): void {
    this.fillRecord();
    window.print();
  }

  private fillRecord(): void {
    const { shown: review, input, aside, history } = this.session;
    const before = this.session.originals();
    const edits = Array.from(history.edits, ([cell, to]) => ({ cell, from: (before.get(cell) || { raw: '' }).raw || '', to }));
    this.record.show(review && { review, name: input ? input.name : '', aside, edits, when: new Date() });
  }
}

/** The innermost target: outside a shadow root an event seems to come from its host. */
const targetOf = (event: Event): EventTarget | null => (event.composedPath ? event.composedPath()[0] || null : event.target);

/** A field that words are typed into; buttons and boxes to tick are none. */
function fieldOf(event: Event): HTMLInputElement | HTMLTextAreaElement | null {
  const target = targetOf(event);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && /^(text|search)$/.test(target.type)) ? target : null;
}
