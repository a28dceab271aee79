// Many files: folders, containers, hundreds of files at once. A list with a verdict for each as soon as it is known;
// any of them opens in the workbench, and the list is still there afterwards.

import type { Brief, Refusal, Review } from '../contract';
import { el, fill, icon, set, type IconName } from '../dom';
import { Engines, Stopped, type Assets } from '../engines';
import { download } from '../export';
import type { Input } from '../input';
import type { Language } from '../lang';
import { nameOfFile } from '../names';
import type { Task } from '../takeaway/task';
import type { Rows } from '../takeaway/rows';
import { MenuView } from '../views/menu';
import { button } from '../views/parts';
import { digested, type Across } from './across';
import { asJson, findingsSheet, leftSheet, listSheet, uncheckedSheet } from './export';
import { Helper } from './helper';
import { ListView, type Column } from './list';
import { bytesOf, Pool, type Job } from './pool';
import { RollupView } from './rollup';
import { arranged, verdictOf, type Order, type Row, type Verdict } from './rows';
import { isContainer, named, sorted, walk, type Entry, type Found, type Kind, type Source } from './sources';
import { batchTexts, type BatchTexts } from './texts';
import { YearsView } from './years';

/** What the list needs of the page it is in. */
export interface Around {
  language: Language;
  /** The sentence of a finding, by its rule. */
  finding(rule: string, message: string): string;
  assets: Assets;
  /** Shows the review of a file. */
  open(input: Input): Promise<Review | null>;
  /** Looks at a cell of the report that is shown. */
  look(cell: string): void;
  /** Whether the list has the page, instead of a report. */
  listing(is: boolean): void;
  say(sign: IconName, text: string): void;
  busy(text: string): void;
  rest(): void;
}

export interface Given { files: File[]; entries: Entry[] }
/** A list as it stands. */
export interface State { rows: Row[]; found: Found; left: Job[]; order: Order }
export type MakeBatch = (around: Around) => Batch;
export const makeBatch: MakeBatch = (around) => new Batch(around);

const SIGN: Record<Verdict, IconName> = { consistent: 'ok', incomplete: 'unknown', findings: 'error', unreadable: 'warning', failed: 'warning', waiting: 'note' };
const DRAW_EVERY = 250;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv';

export class Batch {
  readonly root = el('section', { class: 'many', part: 'many', 'aria-labelledby': 'many-title', hidden: true });
  private readonly t: BatchTexts;
  private readonly pool: Pool;
  private readonly list: ListView;
  private readonly title = el('h1', { id: 'many-title', tabindex: -1 });
  private readonly count = el('span', { class: 'count', role: 'status' });
  private readonly bar = el('progress', { class: 'meter', 'aria-labelledby': 'many-title' });
  private readonly now = el('p', { class: 'now' });
  private readonly halt: HTMLButtonElement;
  private readonly go: HTMLButtonElement;
  private readonly notes = el('div', { class: 'notes' });
  private readonly filter = el('input', { type: 'search', id: 'many-filter', autocomplete: 'off', spellcheck: 'false' });
  private readonly verdicts = el('select', { id: 'many-verdict' });
  private readonly shown = el('span', { class: 'shown', role: 'status' });
  private readonly said = el('div', { class: 'said', role: 'status' });
  private readonly whole = el('div', { class: 'whole' });
  private readonly listed = el('div', { class: 'listed' });
  private readonly across = el('div', { class: 'across', hidden: true });
  private readonly folded = el('div', { class: 'folded', hidden: true });
  private readonly where = el('span', { class: 'where' });
  private readonly steps: [HTMLButtonElement, HTMLButtonElement];

  private rows: Row[] = [];
  private found: Found = { sources: [], left: [] };
  private order: Order = { column: 'name', way: 1 };
  private hashes = new Map<string, number>();
  private left: Job[] = [];
  private begun = 0;
  private round = 0;
  private drawing = 0;
  private isInPage = false;
  private isBroken = false;
  private readonly helper: Helper;

  constructor(private readonly around: Around) {
    const t = this.t = batchTexts(around.language);
    const engines = new Engines(around.assets);
    this.helper = new Helper(engines);
    this.pool = new Pool(engines, {
      started: (at) => this.change(at, { isRunning: true }),
      finished: (at, brief, hash) => this.finished(at, brief, hash),
      failed: (at, why) => this.change(at, { isRunning: false, said: t[why] }),
      inPage: () => { this.isInPage = true; },
      over: () => this.over(),
      broken: (error) => this.broke(error),
    });
    this.list = new ListView(t.table, this.columns(), {
      open: (row) => this.open(row),
      order: (order) => { this.order = order; this.arrange(); },
      typed: (letter) => {
        this.filter.value += letter;
        this.filter.focus();
        this.filter.setSelectionRange(this.filter.value.length, this.filter.value.length);
        this.arrange();
      },
    });
    this.halt = button(t.stop, () => this.stop(), { class: 'halt' });
    this.go = button(t.resume, () => this.resume(), { class: 'go primary' });
    this.steps = [button(t.previous, () => this.step(-1), { class: 'previous' }), button(t.next, () => this.step(1), { class: 'next' })];
    this.build();
  }

  // ---- for the workbench ----

  /** Lists what was given and checks it. A single file, were it in a container, is simply opened. */
  show({ files, entries }: Given): Promise<void> {
    this.end();
    const round = this.round;
    const { t, around } = this;
    const told = (count: number) => around.busy(t.gathering(count));
    const all = entries.some((entry) => entry.isDirectory) ? walk(entries, told, t) : Promise.resolve(named(files));
    return all.then((list) => this.unpacked(sorted(list, t))).then((found) => {
      if (round !== this.round) return;
      around.rest();
      const [only] = found.sources;
      if (found.sources.length === 0) around.say('warning', found.left.length > 0 ? t.noneLeft(this.leftOut(found)) : t.none);
      else if (found.sources.length === 1 && only && found.left.length === 0) this.openOnly(only);
      else this.begin(found);
    });
  }

  hide(): void {
    this.end();
    this.root.hidden = true;
    this.around.listing(false);
    this.rows = [];
  }

  /** Stops; the button to go on with is there. */
  pause(): void {
    if (!this.pool.isRunning) return;
    this.left = this.pool.stop();
    for (const { at } of this.left) this.change(at, { isRunning: false });
    this.draw();
  }

  /** Stops and hands the list over; null: there is none. */
  leave(): State | null {
    if (this.root.hidden) return null;
    const { rows, found, order } = this;
    const left = this.left.concat(this.pool.stop());
    this.end();
    return { rows: rows.map((row) => ({ ...row, isRunning: false })), found, left, order };
  }

  /** The list of another, in other words maybe. */
  goOn({ rows, found, left, order }: State): void {
    this.end();
    this.lay(found, rows, order);
    this.left = left;
    if (left.length > 0) this.resume();
  }

  /** The room it has changed. */
  fit(): void {
    if (!this.root.hidden && !this.whole.hidden) this.list.fit();
  }

  // ---- what is to be checked ----

  /** Containers become the files in them, one after the other. */
  private unpacked(found: Found): Promise<Found> {
    if (!found.sources.some(({ path }) => isContainer(path))) return breath().then(() => found);
    const many = found.sources.length > 1;
    const { round } = this;
    const next = (list: Source[], source: Source) => (round === this.round ? this.inside(source, many).then((some) => list.concat(some)) : list);
    return found.sources.reduce((before, source) => before.then((list) => next(list, source)), Promise.resolve<Source[]>([]))
      .then((list) => {
        const again = sorted(list.filter((one) => one.refused === null).map(({ path, blob }) => ({ path, file: blob as File })), this.t);
        return { sources: again.sources.concat(list.filter((one) => one.refused !== null)), left: found.left.concat(again.left) };
      });
  }

  private inside(source: Source, many: boolean): Promise<Source[]> {
    const { blob, path } = source;
    if (!blob || !isContainer(path)) return Promise.resolve([source]);
    const name = (inner: string) => nameOfFile(many ? `${path}/${inner}` : inner);
    this.around.busy(this.t.opening(path));
    return bytesOf(blob).then((bytes) => this.helper.ask({ kind: 'members', bytes })).then((members) => {
      if (!members) return [source];
      if (!Array.isArray(members)) return [{ path, blob: null, refused: members.reason + members.advice }];
      return members.map((one): Source => ('blob' in one ? { path: name(one.name), blob: one.blob, refused: null } : { path: name(one.name), blob: null, refused: one.reason }));
    }, () => [source]);
  }

  private openOnly(source: Source): void {
    const { blob, path, refused } = source;
    if (!blob) this.around.say('warning', refused || this.t.unread);
    else bytesOf(blob).then((bytes) => { this.around.open({ kind: 'bytes', name: path, bytes }); }, () => this.around.say('warning', this.t.unread));
  }

  private begin(found: Found): void {
    this.lay(found, found.sources.map((source, at) => ({ at, source, brief: null, said: source.refused, isRunning: false, same: null })), { column: 'name', way: 1 });
    this.title.focus({ preventScroll: true });
    this.begun = Date.now();
    this.left = this.rows.filter((row) => row.source.blob).map((row) => ({ at: row.at, name: row.source.path, blob: row.source.blob as Blob }));
    this.resume();
  }

  private lay(found: Found, rows: Row[], order: Order): void {
    this.across.hidden = true;
    this.listed.hidden = false;
    this.found = found;
    this.rows = rows;
    this.order = order;
    this.hashes.clear();
    this.filter.value = '';
    this.list.choose(null);
    this.isInPage = this.isBroken = false;
    fill(this.said);
    fill(this.title, this.t.title(this.rows.length), this.count, button('×', () => this.hide(), { class: 'close', 'aria-label': this.t.close }));
    this.root.hidden = false;
    this.unfold();
    this.list.root.scrollTop = 0;
  }

  private resume(): void {
    const jobs = this.left;
    this.left = [];
    this.pool.start(jobs);
    this.draw();
  }

  private stop(): void {
    this.pause();
    this.go.focus();
  }

  private end(): void {
    this.round++;
    this.pool.stop();
    this.left = [];
    this.helper.end();
    clearTimeout(this.drawing);
    this.drawing = 0;
  }

  // ---- what came of it ----

  private finished(at: number, brief: Brief, hash: string): void {
    const same = this.hashes.get(hash);
    if (same === undefined) this.hashes.set(hash, at);
    this.change(at, { brief, isRunning: false, same: same === undefined ? null : same });
  }

  private change(at: number, news: Partial<Row>): void {
    const row = this.rows[at];
    if (!row) return;
    Object.assign(row, news);
    this.list.refresh(at);
    if (!this.drawing) this.drawing = setTimeout(() => this.draw(), DRAW_EVERY);
  }

  private over(): void {
    this.draw();
    fill(this.now, this.t.finished(((Date.now() - this.begun) / 1000).toFixed(1)));
  }

  private broke(error: Error): void {
    console.error(error.message);
    this.isBroken = true;
    this.draw();
  }

  // ---- opening one ----

  private open(row: Row, cell: string | null = null): void {
    const { blob, path } = row.source;
    if (!blob) {
      this.tell('warning', row.said || this.t.unread);
      return;
    }
    this.list.choose(row.at);
    fill(this.said);
    bytesOf(blob).then((bytes) => {
      this.fold(row);
      return this.around.open({ kind: 'bytes', name: path, bytes }).then((review) => { if (review && cell) this.around.look(cell); });
    }, () => this.tell('warning', this.t.unread));
  }

  private fold(row: Row): void {
    this.whole.hidden = true;
    this.folded.hidden = false;
    const at = this.list.place(row.at);
    fill(this.where, el('b', null, row.source.path), ` ${this.t.of(at + 1, this.arrangedRows().length)}`);
    this.steps[0].disabled = !this.list.beside(-1);
    this.steps[1].disabled = !this.list.beside(1);
    this.around.listing(false);
  }

  private unfold(): void {
    this.whole.hidden = false;
    this.folded.hidden = true;
    this.around.listing(true);
    this.draw();
    this.list.fit();
  }

  private back(): void {
    this.unfold();
    if (!this.across.hidden) {
      this.across.focus({ preventScroll: true });
      return;
    }
    this.list.reveal();
    this.list.root.focus({ preventScroll: true });
  }

  private step(by: number): void {
    const row = this.list.beside(by);
    if (row) this.open(row);
  }

  // ---- drawing ----

  private build(): void {
    const { t } = this;
    const back = button(`← ${t.back}`, () => this.back(), { class: 'back primary' });
    const menu = new MenuView(t.export, [
      button(t.xlsx, () => this.table((rows) => [listSheet(rows, this.rows, t), findingsSheet(rows, t), uncheckedSheet(rows, t)].concat(this.found.left.length > 0 ? [leftSheet(this.found.left, t)] : []), false, ''), { id: 'batch-xlsx' }),
      button(t.csvList, () => this.table((rows) => [listSheet(rows, this.rows, t)], true, t.sheets.list), { id: 'batch-csv' }),
      button(t.csvFindings, () => this.table((rows) => [findingsSheet(rows, t)], true, t.sheets.findings), { id: 'batch-findings' }),
      button(t.json, () => this.json(), { id: 'batch-json' }),
    ]);
    set(this.filter, { placeholder: t.filterHint, 'aria-label': t.filter });
    this.filter.addEventListener('input', () => this.arrange());
    this.filter.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.filter.value) {
        this.filter.value = '';
        this.arrange();
      } else if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
      else this.list.root.focus();
      event.preventDefault();
      event.stopPropagation();
    });
    this.verdicts.addEventListener('change', () => this.arrange());
    this.verdicts.setAttribute('aria-label', t.verdict);
    fill(this.folded, back, this.where, this.steps);
    const years = button(t.across.years, () => this.compare(YearsView, t.across.years), { id: 'batch-years' });
    const rollup = button(t.across.rollup, () => this.compare(RollupView, t.across.rollup), { id: 'batch-rollup' });
    fill(this.listed, el('div', { class: 'tools' }, this.filter, this.verdicts, this.shown, years, rollup, menu.root),
      this.list.root, el('p', { class: 'hint' }, t.hint));
    set(this.across, { tabindex: -1 });
    fill(this.whole, this.title,
      el('div', { class: 'progress' }, this.bar, this.now, this.halt, this.go), this.notes, this.said, this.listed, this.across);
    fill(this.root, this.folded, this.whole);
  }

  private columns(): Column[] {
    const { t } = this;
    const ids: (keyof BatchTexts['columns'])[] = ['verdict', 'name', 'body', 'year', 'form', 'errors', 'warnings', 'notes', 'unchecked'];
    const cells: Record<string, (row: Row) => (Node | string | null)[]> = {
      verdict: (row) => {
        const verdict = verdictOf(row);
        return [verdict === 'waiting' ? el('span', { class: row.isRunning ? 'turning' : 'idle' }) : icon(SIGN[verdict]), el('span', { class: 'word' }, t.verdicts[verdict])];
      },
      name: (row) => this.name(row),
      body: ({ brief }) => [el('span', { lang: t.engine }, (brief && brief.body) || '')],
      year: ({ brief }) => [brief && brief.year !== null ? String(brief.year) : ''],
      form: ({ brief }) => [(brief && brief.form) || ''],
      errors: ({ brief }) => [figure(brief && brief.errors)],
      warnings: ({ brief }) => [figure(brief && brief.warnings)],
      notes: ({ brief }) => [figure(brief && brief.notes)],
      unchecked: ({ brief }) => [figure(brief && brief.unchecked.length)],
    };
    return ids.map((id) => ({ id, label: t.columns[id], sort: t.sort(t.columns[id]), cell: cells[id] as Column['cell'] }));
  }

  private name(row: Row): (Node | string | null)[] {
    const { brief, source, said, same } = row;
    const twin = same === null ? undefined : this.rows[same];
    const more = twin ? this.t.same(twin.source.path) : brief ? this.t.summary(brief) : said ? this.t.said(said) : '';
    const of = brief ? [brief.body, brief.year].filter(Boolean).join(' · ') : '';
    return [el('span', { class: 'path', title: source.path }, source.path), el('span', { class: 'more', title: more }, el('span', { class: 'of' }, of), more)];
  }

  private draw(): void {
    clearTimeout(this.drawing);
    this.drawing = 0;
    const { t, rows } = this;
    const done = rows.filter((row) => verdictOf(row) !== 'waiting').length;
    const running = rows.filter((row) => row.isRunning);
    const isRunning = this.pool.isRunning;
    const said = t.done(done, rows.length);
    if (this.count.textContent !== said) this.count.textContent = said;
    this.bar.max = rows.length;
    this.bar.value = done;
    this.halt.hidden = !isRunning;
    this.go.hidden = isRunning || this.left.length === 0;
    if (isRunning) fill(this.now, running.length > 0 ? t.running(running.slice(0, 2).map((row) => row.source.path).join(t.and)) : '');
    else if (this.left.length > 0) fill(this.now, t.stopped(this.left.length));
    this.note();
    this.choices();
    this.arrange();
  }

  /** What must be seen beside the list. */
  private note(): void {
    const { t } = this;
    const partial = this.rows.filter(({ brief }) => brief && brief.form !== null && brief.digest === null).length;
    const { left } = this.found;
    const notes = [
      left.length > 0 ? el('details', { class: 'left-out' }, el('summary', null, this.leftOut(this.found)), el('ul', null, left.slice(0, 500).map(({ path }) => el('li', null, path)))) : null,
      partial > 0 ? el('p', { class: 'message warning' }, icon('warning'), t.partial(partial)) : null,
      this.isInPage ? el('p', { class: 'message note' }, icon('note'), t.inPage) : null,
      this.isBroken ? el('p', { class: 'message error' }, icon('error'), t.broken) : null,
    ];
    const key = [left.length, partial, this.isInPage, this.isBroken].join(' ');
    if (this.notes.getAttribute('data-key') === key) return;
    this.notes.setAttribute('data-key', key);
    fill(this.notes, notes);
  }

  private leftOut({ left }: Found): string {
    const { t } = this;
    const kinds = (Object.keys(t.kinds) as Kind[]).map((kind): [Kind, number] => [kind, left.filter((one) => one.kind === kind).length]);
    return t.left(left.length, kinds.filter(([, count]) => count > 0).map(([kind, count]) => t.kind(t.kinds[kind], count)).join(t.and));
  }

  /** Verdicts to choose from, with how many there are of each. */
  private choices(): void {
    const counts = new Map<Verdict, number>();
    for (const row of this.rows) counts.set(verdictOf(row), (counts.get(verdictOf(row)) || 0) + 1);
    const kept = this.verdicts.value;
    const all = Object.keys(this.t.verdicts) as Verdict[];
    const options: [string, string][] = [['', `${this.t.all} ${this.rows.length}`]];
    for (const one of all) if (counts.has(one) || one === kept) options.push([one, `${this.t.verdicts[one]} ${counts.get(one) || 0}`]);
    const key = options.join();
    if (this.verdicts.getAttribute('data-key') === key) return;
    this.verdicts.setAttribute('data-key', key);
    fill(this.verdicts, options.map(([value, label]) => el('option', { value, selected: value === kept }, label)));
  }

  private arrangedRows(): Row[] {
    return arranged(this.rows, this.filter.value, (this.verdicts.value as Verdict) || null, this.order);
  }

  private arrange(): void {
    if (this.whole.hidden || this.listed.hidden) return;
    const rows = this.arrangedRows();
    this.list.show(rows, this.order);
    this.shown.textContent = rows.length === 0 ? this.t.nothing : this.t.shown(rows.length, this.rows.length);
  }

  // ---- several reports together ----

  /** Of the reports that are shown. */
  private compare(View: typeof YearsView | typeof RollupView, title: string): void {
    const { rows, digests } = digested(this.arrangedRows());
    if (digests.length < 2) {
      this.tell('note', this.t.across.few);
      return;
    }
    const around: Across = {
      t: this.t,
      ask: (task) => this.helper.ask(task),
      finding: this.around.finding,
      open: (row, cell) => this.open(row, cell),
      save: (what, csv, sheets) => this.write('rows' in sheets ? { kind: 'rows', sheets: sheets.rows, csv } : { kind: 'tables', sheets: sheets.tables, csv }, csv, what),
    };
    fill(this.said);
    fill(this.across, el('div', { class: 'across-head' }, el('h2', null, title), button(`← ${this.t.across.back}`, () => this.leaveComparison(), { class: 'leave primary' })), new View(around, rows, digests).root);
    this.listed.hidden = true;
    this.across.hidden = false;
    this.across.focus({ preventScroll: true });
  }

  private leaveComparison(): void {
    this.across.hidden = true;
    fill(this.across);
    this.listed.hidden = false;
    this.draw();
    this.list.fit();
    this.list.root.focus({ preventScroll: true });
  }

  // ---- taking away ----

  /** What is shown, in the order it is shown. */
  private table(sheets: (rows: Row[]) => Rows[], csv: boolean, what: string): void {
    this.write({ kind: 'rows', sheets: sheets(this.arrangedRows()), csv }, csv, what);
  }

  private write(task: Extract<Task, { kind: 'rows' | 'tables' }>, csv: boolean, what: string): void {
    this.tell('note', this.t.exporting);
    this.helper.ask(task).then((made: Uint8Array | Refusal) => {
      if ('reason' in made) return this.tell('warning', made.reason + made.advice);
      this.save(what, csv ? 'csv' : 'xlsx', csv ? CSV : XLSX, made);
    }).catch((error: Error) => {
      // The list it was of is gone.
      if (error instanceof Stopped) return;
      console.error(error.message);
      this.tell('error', this.t.exportFailed);
    });
  }

  private json(): void {
    this.tell('note', this.t.exporting);
    asJson(this.arrangedRows(), this.found.left).then((blob) => this.save('', 'json', blob.type, blob));
  }

  private save(what: string, ending: string, type: string, content: Uint8Array | Blob): void {
    download(`${this.t.fileName}${what ? `-${what}` : ''}.${ending}`, type, content);
    this.tell('ok', this.t.exported);
  }

  private tell(sign: IconName, text: string): void {
    fill(this.said, el('p', { class: `message ${sign}` }, icon(sign), el('span', null, text)));
  }
}

/** Lets the page draw before the next long step. */
const breath = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });

const figure = (count: number | null): HTMLElement => el('span', { class: count ? null : 'zero' }, count === null ? '' : String(count));
