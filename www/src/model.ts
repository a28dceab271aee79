// From a review to what the views draw: which cell carries which marks. Plain values, no DOM.

import type { Cell, Finding, Relation, Repair, Report } from './contract';

export type Selection = { kind: 'finding'; id: string } | { kind: 'cell'; id: string } | null;

/** Which of a finding's repairs is looked at, by finding id. */
export type Choices = ReadonlyMap<string, number>;

/** Reasons, by finding id. */
export type Aside = ReadonlyMap<string, string>;

/** What a session has beside the report that decides how cells are marked. */
export interface Looking {
  originals(): ReadonlyMap<string, Cell>;
  totals(): ReadonlyMap<string, string>;
  /** Whether the user typed over the cell; what was typed need not be a number. */
  isEdited(cell: string): boolean;
  choices: Choices;
  aside: Aside;
  selection: Selection;
}

/** A report that is only looked at. */
export const asRead = (report: Report): Looking => ({ originals: () => allCells(report), totals: () => new Map(), isEdited: () => false, choices: new Map(), aside: new Map(), selection: null });

export interface Mark {
  cell: Cell;
  /** What it should be, if something is suggested. */
  should: string | null;
  /** How firmly: the only repair, the likeliest of several, any of several, or a blank to fill in. */
  how: 'only' | 'likely' | 'either' | 'fill';
  /** Most likely wrong, found from figures read without doubt. */
  sure: boolean;
  failing: boolean;
  /** Belongs to the selected finding. */
  lit: boolean;
  /** Is the selected cell. */
  current: boolean;
  /** What the cell held before it was typed over; null when it was not. */
  was: string | null;
}

export function allCells(report: Report): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const table of report.tables) for (const cell of table.cells) cells.set(cell.id, cell);
  return cells;
}

/** Where nothing singles out a cell, no repair is offered. */
export const offered = (finding: Finding): Repair[] => (finding.certainty === 'none' ? [] : finding.repairs);

export function chosen(finding: Finding, choices: Choices): Repair | null {
  const repairs = offered(finding);
  return repairs[choices.get(finding.id) || 0] || repairs[0] || null;
}

export function relationsOf(report: Report, cell: string): Relation[] {
  return report.relations.filter((relation) => relation.cells.indexOf(cell) >= 0);
}

export function findingsOf(report: Report, cell: string): Finding[] {
  return report.findings.filter((finding) => touches(finding, cell));
}

function touches(finding: Finding, cell: string): boolean {
  return finding.cells.indexOf(cell) >= 0
    || finding.repairs.some((repair) => repair.changes.some((change) => change.cell === cell));
}

/** The findings that were not set aside. */
export const standing = (report: Report, aside: Aside): Finding[] => report.findings.filter((finding) => !aside.has(finding.id));

/** Reasons of what was set aside and is still found. */
export const setAside = (report: Report, aside: Aside): Finding[] => report.findings.filter((finding) => aside.has(finding.id));

/** Totals not yet written, by cell: sums over one side of a relation whose other side is one blank cell, where any part was written. */
export function totals(report: Report): Map<string, string> {
  const cells = allCells(report);
  const found = new Map<string, string>();
  const sums = report.relations.filter(({ left, right }) => left.cells.length > 1 && right.cells.length === 1);
  const figure = (id: string): number | null => {
    const cell = cells.get(id);
    const text = found.get(id) || (cell && cell.raw ? cell.value : '');
    return text === null || text === undefined ? null : Number(text);
  };
  const written = (id: string) => { const cell = cells.get(id); return found.has(id) || Boolean(cell && cell.raw); };
  // Totals of totals need a second round.
  for (let known = -1; known < found.size;) {
    known = found.size;
    for (const { left, right } of sums) {
      const [total] = right.cells;
      if (!total || written(total) || !left.cells.some(written)) continue;
      const parts = left.cells.map(figure);
      const sum = parts.reduce((a: number, b) => a + (b === null ? NaN : b), 0);
      if (Number.isSafeInteger(sum)) found.set(total, String(sum));
    }
  }
  return found;
}

export function marks(report: Report, looking: Looking): Map<string, Mark> {
  const { choices, aside, selection } = looking;
  const original = looking.originals();
  const all = new Map<string, Mark>();
  allCells(report).forEach((cell, id) => {
    all.set(id, { cell, should: null, how: 'only', sure: false, failing: false, lit: false, current: false, was: looking.isEdited(id) ? before(original.get(id)) : null });
  });
  for (const relation of report.relations) {
    if (relation.outcome === 'fail') each(all, relation.cells, (mark) => { mark.failing = true; });
  }
  for (const finding of standing(report, aside)) suggest(all, finding, choices);
  looking.totals().forEach((sum, id) => each(all, [id], (mark) => {
    if (mark.should === null) Object.assign(mark, { should: sum, how: 'fill' });
  }));
  each(all, litCells(report, choices, selection), (mark) => { mark.lit = true; });
  if (selection && selection.kind === 'cell') each(all, [selection.id], (mark) => { mark.current = true; });
  return all;
}

const before = (cell: Cell | undefined): string => (cell && cell.raw) || '';

function suggest(all: Map<string, Mark>, finding: Finding, choices: Choices): void {
  const repair = chosen(finding, choices);
  if (!repair) return;
  const how = firmness(finding, repair);
  for (const change of repair.changes) {
    const mark = all.get(change.cell);
    if (!mark || mark.sure) continue;
    mark.should = change.to;
    mark.how = how;
    mark.sure = finding.severity === 'error' && (how === 'only' || how === 'likely');
  }
}

/** What stands behind a repair; one the user only looks at is never more than a possibility. */
function firmness(finding: Finding, repair: Repair): Mark['how'] {
  if (finding.certainty === null) return 'fill';
  if (finding.certainty === 'open' || repair !== finding.repairs[0]) return 'either';
  return finding.certainty === 'unique' ? 'only' : 'likely';
}

function litCells(report: Report, choices: Choices, selection: Selection): string[] {
  if (!selection || selection.kind === 'cell') return [];
  const finding = report.findings.filter((one) => one.id === selection.id)[0];
  if (!finding) return [];
  const cells = finding.cells.slice();
  const repair = chosen(finding, choices);
  if (repair) for (const change of repair.changes) cells.push(change.cell);
  return cells;
}

function each(all: Map<string, Mark>, cells: string[], act: (mark: Mark) => void): void {
  for (const id of cells) {
    const mark = all.get(id);
    if (mark) act(mark);
  }
}

/** Whether there is more to check than tables; as src/document/mod.rs says it, also in cells that lay out the page. */
export const hasSentences = (report: Report): boolean => report.original.some((block) => (block.kind === 'paragraph'
  ? block.text.indexOf('。') >= 0 : block.cells.some(({ text }) => /[。；]/.test(text) && bytes(text) >= 60)));

/** A Chinese character has three. */
const bytes = (text: string): number => text.replace(/[^\0-\x7f]/g, '   ').length;

export const isDoubt = (cell: Cell): boolean => cell.state !== 'read' && cell.state !== 'edited';
