// The host: holds what was given, what was asked and what came back, and lets the views draw it.

import example from '../../src/example.txt';
import { Trapped, type Checker } from './checker';
import type { About, Cell, Options, Repair, Report, Review } from './contract';
import { el, fill, icon } from './dom';
import { asText, copy, download } from './export';
import { changed, History, type Edits } from './history';
import { asCellValue, fromFile, fromTransfer, Refused, type Input } from './input';
import { zhCN, type Texts } from './lang/zh-CN';
import { allCells, chosen, marks, type Choices, type Mark, type Selection } from './model';
import { FindingsView } from './views/findings';
import { InspectorView } from './views/inspector';
import { IntakeView } from './views/intake';
import { OriginalView } from './views/original';
import { button } from './views/parts';
import { TablesView } from './views/tables';
import { UncheckedView } from './views/unchecked';
import { VerdictView } from './views/verdict';

const TYPING_PAUSE = 80;
const BUSY_AFTER = 300;
const SHOWN_TEXT = 20_000;

export class App {
  private readonly texts: Texts = zhCN;
  private about: About | null = null;

  private input: Input | null = null;
  private form: string | null = null;
  private history = new History();
  /** A cell being typed in, not yet committed. */
  private typing: { cell: string; raw: string } | null = null;
  private review: Review | null = null;
  /** The report as read, before any edit. */
  private base: Report | null = null;
  private selection: Selection = null;
  private choices: Choices = new Map();
  private marks = new Map<string, Mark>();
  private asked = 0;
  private pause = 0;
  private busy = 0;

  private readonly intake: IntakeView;
  private readonly verdict: VerdictView;
  private readonly tables: TablesView;
  private readonly original: OriginalView;
  private readonly findings: FindingsView;
  private readonly inspector: InspectorView;
  private readonly unchecked: UncheckedView;
  private readonly status = el('div', { class: 'status', role: 'status' });
  private readonly spoken = el('div', { class: 'vh', role: 'status', 'aria-live': 'polite' });
  private readonly result = el('div', { class: 'result', hidden: true });
  private readonly unreadable = el('section', { class: 'unreadable', hidden: true });
  private readonly intro = el('ul', { class: 'intro' });
  private readonly pane: HTMLElement;
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private readonly asTables: HTMLButtonElement;
  private readonly asOriginal: HTMLButtonElement;

  constructor(private readonly root: HTMLElement, private readonly checker: Checker) {
    const t = this.texts;
    this.intake = new IntakeView(t, {
      file: (file, others) => this.take(fromFile(file, t.intake), others),
      text: (text) => this.open({ kind: 'text', name: t.intake.names.paste, text }),
      example: () => this.open({ kind: 'text', name: t.intake.names.example, text: example }),
      blank: (form) => this.open({ kind: 'blank', name: t.intake.names.blank, form }),
    });
    this.verdict = new VerdictView(t, { form: (id) => this.setForm(id) });
    this.tables = new TablesView(t, {
      select: (cell) => this.select({ kind: 'cell', id: cell }),
      preview: (cell, raw) => this.preview(cell, raw),
      commit: (cell, raw) => this.commit([[cell, raw]]),
    });
    this.original = new OriginalView(t, (cell) => this.select({ kind: 'cell', id: cell }));
    this.findings = new FindingsView(t, {
      select: (id) => this.selectFinding(id),
      choose: (id, repair) => this.choose(id, repair),
      apply: (_, repair) => this.apply(repair),
      show: (cell) => this.showCell(cell),
    });
    this.inspector = new InspectorView(t, { finding: (id) => this.selectFinding(id), close: () => this.select(null) });
    this.unchecked = new UncheckedView(t, (cell) => this.showCell(cell));
    this.undo = button(t.tools.undo, () => this.travel(this.history.undo()), { id: 'undo', title: 'Ctrl+Z' });
    this.redo = button(t.tools.redo, () => this.travel(this.history.redo()), { id: 'redo', title: 'Ctrl+Y' });
    this.asTables = button(t.tools.tables, () => this.turn(false), { id: 'as-tables', 'aria-pressed': 'true' });
    this.asOriginal = button(t.tools.original, () => this.turn(true), { id: 'as-original', 'aria-pressed': 'false' });
    this.pane = el('div', { class: 'pane' }, this.tables.root, this.original.root);
    this.compose();
    this.listen();
    this.checker.about().then((about) => this.ready(about), () => this.say('error', t.cannotStart));
  }

  private compose(): void {
    const t = this.texts;
    fill(this.intro, t.intro.map(([title, text]) => el('li', null, el('b', null, title as string), el('span', null, text as string))));
    fill(this.result, this.verdict.root,
      el('div', { class: 'columns' },
        el('aside', { class: 'side', 'aria-label': t.findings.title }, el('div', { class: 'reports' }, this.findings.root, this.unchecked.root), this.inspector.root),
        el('div', { class: 'sheet' }, this.toolbar(), this.legend(), this.pane)));
    this.original.root.hidden = true;
    fill(this.root,
      el('header', { class: 'top' }, el('div', { class: 'wrap' }, el('div', { class: 'brand' }, el('b', null, t.name), el('span', null, t.subtitle), el('span', { class: 'local' }, t.intake.local)))),
      el('main', { class: 'wrap' }, el('h1', { class: 'title' }, t.title), this.intake.root, this.status, this.intro, this.result, this.unreadable),
      el('footer', { class: 'wrap foot' }, t.footer),
      this.spoken);
  }

  private toolbar(): HTMLElement {
    const t = this.texts.tools;
    return el('div', { class: 'toolbar' },
      el('div', { class: 'switch', role: 'group', 'aria-label': t.view }, this.asTables, this.asOriginal),
      el('div', { class: 'buttons' }, this.undo, this.redo,
        button(t.copy, () => this.copy(), { id: 'copy' }), button(t.print, () => window.print(), { id: 'print' }),
        button(t.json, () => this.json(), { id: 'json', title: t.jsonTitle })));
  }

  private legend(): HTMLElement {
    const t = this.texts.legend;
    return el('ul', { class: 'legend', 'aria-label': t.title },
      el('li', null, el('i', { class: 'wrong' }, icon('error')), t.wrong), el('li', null, el('i', { class: 'suspect' }, icon('warning')), t.suspect), el('li', null, el('i', { class: 'failing' }), t.failing),
      el('li', null, el('i', { class: 'doubt' }), t.hatch), el('li', null, el('i', { class: 'edited' }), t.edited),
      el('li', { class: 'hint' }, this.texts.table.hint));
  }

  private ready(about: About): void {
    this.about = about;
    this.intake.ready(about);
    if (this.review) this.draw();
  }

  // ---- taking input ----

  private listen(): void {
    document.addEventListener('paste', (event) => this.pasted(event));
    document.addEventListener('keydown', (event) => this.key(event));
    const over = (event: DragEvent) => {
      event.preventDefault();
      document.body.classList.add('dropping');
    };
    document.addEventListener('dragenter', over);
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) document.body.classList.remove('dropping'); });
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      document.body.classList.remove('dropping');
      if (event.dataTransfer) this.transfer(event.dataTransfer);
    });
  }

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
    const { input, ignored } = fromTransfer(data, this.texts.intake);
    this.take(input, ignored);
  }

  private take(input: Promise<Input>, ignored: number): void {
    input.then(
      (given) => {
        this.open(given, () => { if (ignored > 0) this.say('note', this.texts.intake.several(given.name, ignored)); });
      },
      (error) => this.say('warning', error instanceof Refused ? error.said : String(error)),
    );
  }

  /** `opened` is called when the answer is on the page: its arrival clears the status. */
  private open(input: Input, opened?: () => void): void {
    this.input = input;
    this.form = null;
    this.reread(true, opened);
  }

  private setForm(id: string | null): void {
    this.form = id;
    this.reread(false);
  }

  /** Reads anew, without edits first: that is what edits are compared with. */
  private reread(fresh: boolean, opened: () => void = () => undefined): void {
    if (fresh) this.history = new History();
    this.base = null;
    this.typing = null;
    this.selection = null;
    this.choices = new Map();
    this.check(new Map(), (review) => {
      this.base = review.report;
      this.tell(review);
    }, () => {
      if (fresh) this.arrive();
      opened();
      if (this.history.edits.size > 0) this.recheck();
    });
  }

  // ---- checking ----

  private recheck(): void {
    if (!this.base) return;
    const { typing } = this;
    this.check(typing ? changed(this.history.edits, [[typing.cell, typing.raw]]) : this.history.edits, (review) => {
      if (!this.typing) this.tell(review);
    });
  }

  private check(edits: Edits, take: (review: Review) => void, drawn: () => void = () => undefined): void {
    if (!this.input) return;
    clearTimeout(this.pause);
    const asked = ++this.asked;
    const options: Options = { form: this.form, edits: Array.from(edits, ([cell, raw]) => ({ cell, raw })) };
    this.wait();
    this.checker.review(this.input, options).then(
      (review) => {
        if (asked !== this.asked || !review) return;
        this.rest();
        this.review = review;
        take(review);
        this.draw();
        drawn();
      },
      (error: Error) => {
        if (asked === this.asked) this.broke(error);
      },
    );
  }

  private wait(): void {
    clearTimeout(this.busy);
    this.busy = window.setTimeout(() => {
      fill(this.status, el('p', { class: 'busy' }, el('span', null, this.texts.busy), button(this.texts.stop, () => this.stop(), { id: 'stop' })));
    }, BUSY_AFTER);
  }

  private rest(): void {
    clearTimeout(this.busy);
    fill(this.status);
  }

  private stop(): void {
    this.asked++;
    this.checker.stop();
    this.rest();
    this.withoutResult();
    this.say('note', this.texts.stopped, true);
  }

  /** The result on the page belongs to an earlier input: take it away, show what was given last. */
  private withoutResult(): void {
    if (this.base || !this.input) return;
    this.review = null;
    this.result.hidden = true;
    this.root.classList.remove('has-report');
    this.shrink();
    this.given(null);
  }

  private broke(error: Error): void {
    this.rest();
    console.error(error.message);
    this.say('error', error instanceof Trapped ? this.texts.trapped : this.texts.cannotStart, true);
    this.withoutResult();
  }

  private say(sign: 'error' | 'warning' | 'note', text: string, retry = false): void {
    fill(this.status, el('p', { class: `message ${sign}` }, icon(sign), el('span', null, text),
      retry && this.input ? button(this.texts.retry, () => (this.base ? this.recheck() : this.reread(this.review === null)), { id: 'retry' }) : null));
  }

  private tell(review: Review): void {
    if (this.spoken.textContent !== review.summary) this.spoken.textContent = review.summary;
  }

  // ---- editing ----

  private preview(cell: string, raw: string | null): void {
    this.typing = raw === null ? null : { cell, raw };
    clearTimeout(this.pause);
    this.pause = window.setTimeout(() => this.recheck(), raw === null ? 0 : TYPING_PAUSE);
  }

  /** One undoable step. Typing a cell's own content again takes its edit back. */
  private commit(changes: [cell: string, raw: string][]): void {
    this.typing = null;
    clearTimeout(this.pause);
    const { edits } = this.history;
    const original = this.originals();
    const raw = (cell: string) => { const read = original.get(cell); return (read && read.raw) || ''; };
    const real = changes.filter(([cell, to]) => to !== (edits.has(cell) ? edits.get(cell) : raw(cell)));
    if (real.length > 0) this.history.change(real.map(([cell, to]) => [cell, to === raw(cell) ? null : to]));
    this.recheck();
    this.tools();
  }

  private apply(repair: Repair): void {
    this.choices = new Map();
    this.commit(repair.changes.map((change): [string, string] => [change.cell, change.to]));
  }

  private travel(moved: boolean): void {
    if (!moved) return;
    this.recheck();
    this.tools();
  }

  private key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) this.travel(this.history.undo());
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.travel(this.history.redo());
    else return;
    event.preventDefault();
  }

  // ---- selecting ----

  private select(selection: Selection): void {
    this.selection = selection;
    if (!selection || selection.kind === 'finding') this.tables.setCurrent(null);
    this.draw();
  }

  private selectFinding(id: string): void {
    const same = this.selection && this.selection.kind === 'finding' && this.selection.id === id;
    this.select(same ? null : { kind: 'finding', id });
    if (!same && isWide()) this.reveal();
  }

  private choose(id: string, repair: number): void {
    const next = new Map(this.choices);
    next.set(id, repair);
    this.choices = next;
    this.select({ kind: 'finding', id });
    if (isWide()) this.reveal();
  }

  /** Brings the first lit cell into view, in whichever view is open. */
  private reveal(): void {
    const lit = Array.from(this.marks.values()).filter((mark) => mark.lit);
    const target = lit.filter((mark) => mark.should !== null)[0] || lit[0];
    if (!target) return;
    this.bring(target.cell.id);
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
    if (!isWide()) return;
    if (!this.selection) this.revealFirst();
    else if (this.selection.kind === 'cell') this.bring(this.selection.id);
    else this.reveal();
  }

  private view(original: boolean): void {
    this.original.root.hidden = !original;
    this.tables.root.hidden = original;
    this.asOriginal.setAttribute('aria-pressed', String(original));
    this.asTables.setAttribute('aria-pressed', String(!original));
    this.draw();
    this.tables.fit();
  }

  // ---- drawing ----

  private originals(): ReadonlyMap<string, Cell> {
    return this.base ? allCells(this.base) : new Map();
  }

  private draw(): void {
    const { review } = this;
    if (!review) return;
    const focus = focusKey();
    this.result.hidden = false;
    this.verdict.show(review, this.about, this.form, this.input ? this.input.name : '');
    const report = review.report;
    this.result.classList.toggle('no-report', !report);
    this.root.classList.toggle('has-report', Boolean(report));
    this.given(review);
    if (report) this.drawReport(report);
    this.tools();
    restoreFocus(focus, this.result);
  }

  private drawReport(report: Report): void {
    const original = this.originals();
    this.marks = marks(report, original, this.choices, this.selection);
    if (!this.tables.root.hidden) this.tables.show(report, this.marks);
    if (!this.original.root.hidden && this.base) this.original.show(this.base, this.marks);
    const { selection } = this;
    this.findings.show(report, allCells(report), this.choices, selection && selection.kind === 'finding' ? selection.id : null);
    this.inspector.show(report, selection && selection.kind === 'cell' ? this.marks.get(selection.id) : undefined);
    this.unchecked.show(report);
    this.root.classList.toggle('has-cell', !this.inspector.root.hidden);
  }

  private tools(): void {
    this.undo.disabled = !this.history.canUndo;
    this.redo.disabled = !this.history.canRedo;
  }

  /** After the first answer the box makes room and the reader starts at the verdict. */
  private arrive(): void {
    this.shrink();
    this.view(false);
    const line = document.getElementById('verdict-line');
    if (line) line.focus({ preventScroll: true });
    this.pane.scrollTop = 0;
    if (isPaned()) this.revealFirst();
    window.scrollTo(0, 0);
  }

  /** The cell of the first finding that is more than a note. */
  private revealFirst(): void {
    const findings = this.review && this.review.report ? this.review.report.findings : [];
    const first = findings.filter((finding) => finding.severity !== 'note')[0];
    if (!first) return;
    const repair = chosen(first, this.choices);
    const cell = repair && repair.changes[0] ? repair.changes[0].cell : first.cells[0];
    if (cell) this.bring(cell);
  }

  private shrink(): void {
    this.root.classList.add('has-result');
    this.intro.hidden = true;
    this.intake.slim();
  }

  /** What the user gave stays in sight when it could not be read. */
  private given(review: Review | null): void {
    const said = review && review.unreadable;
    this.unreadable.hidden = !this.input || (review !== null && !said);
    if (this.unreadable.hidden || !this.input) return;
    const t = this.texts.unreadable;
    const { input } = this;
    const text = input.kind === 'text' || input.kind === 'html' ? input.text || (input.kind === 'html' ? input.html : '') : '';
    fill(this.unreadable,
      said && review && said.reason !== review.summary ? el('p', { class: 'reason' }, said.reason) : null,
      said ? el('p', { class: 'advice' }, el('b', null, this.texts.findings.advice), said.advice) : null,
      el('h2', { id: 'given-title' }, t.given),
      input.kind === 'bytes' ? el('p', null, t.file(input.name, size(input.bytes.length))) : null,
      text ? el('pre', { tabindex: 0, role: 'region', 'aria-labelledby': 'given-title' }, text.slice(0, SHOWN_TEXT)) : null,
      text.length > SHOWN_TEXT ? el('p', { class: 'faint' }, t.cut) : null);
  }

  // ---- taking away ----

  private copy(): void {
    if (!this.review) return;
    const button = document.getElementById('copy') as HTMLElement;
    copy(asText(this.review, this.texts)).then(() => {
      button.textContent = this.texts.tools.copied;
      setTimeout(() => { button.textContent = this.texts.tools.copy; }, 2000);
    }, () => this.say('warning', this.texts.tools.copyFailed));
  }

  private json(): void {
    if (this.review) download('gouji-review.json', 'application/json', JSON.stringify(this.review, null, 2));
  }
}

/** As in page.css: the verdict and the findings stay in sight while the tables scroll. */
const isPaned = () => window.matchMedia('(min-width: 62em) and (min-height: 36em)').matches;

const isWide = () => window.matchMedia('(min-width: 62em)').matches;

const isTextField = (target: EventTarget | null) => target instanceof HTMLInputElement || (target instanceof HTMLTextAreaElement && target.value !== '');

const size = (bytes: number) => (bytes < 1024 ? `${bytes} B` : bytes < 1 << 20 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);

/** Views draw lists anew; what had the focus is found again by its key. */
function focusKey(): string | null {
  return document.activeElement && document.activeElement.getAttribute('data-key');
}

function restoreFocus(key: string | null, root: HTMLElement): void {
  if (!key) return;
  const again = Array.from(root.querySelectorAll<HTMLElement>('[data-key]')).filter((one) => one.getAttribute('data-key') === key)[0];
  const target = again || document.getElementById('findings-title');
  if (target) target.focus({ preventScroll: true });
}
