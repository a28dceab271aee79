// What is to be said at each cell: changed by the user, to be changed, or to be looked at. Plain values, no DOM.

import type { Cell, Finding, Report } from '../contract';
import type { TakeawayTexts } from '../lang/takeaway';
import type { Texts } from '../lang/zh-CN';
import { allCells, offered, standing, type Aside, type Mark } from '../model';
import { suggestion, written } from '../views/said';

export interface Note {
  tone: 'wrong' | 'suspect' | 'edited';
  /** What it should be where that is beyond doubt: the only repair there is, of figures read without doubt. */
  certain: string | null;
  /** What it should be, in words; null where nothing is proposed. */
  should: string | null;
  /** What is wrong, and that it was changed. */
  lines: string[];
}

/** All of a note. */
export const told = (note: Note): string[] => (note.should === null ? note.lines : [note.should].concat(note.lines));

/** Notes by cell. Mere notes (提示) are left out: they ask for nothing; so is what was set aside. */
export function notesOf(report: Report, marks: ReadonlyMap<string, Mark>, aside: Aside, texts: Texts, t: TakeawayTexts): Map<string, Note> {
  const notes = new Map<string, Note>();
  const cells = allCells(report);
  marks.forEach((mark, id) => {
    if (mark.was === null) return;
    const now = written(mark.cell.raw, texts);
    note(notes, id, 'edited').lines.push(t.changed(mark.was.trim() || texts.table.nothing, now));
  });
  for (const finding of standing(report, aside)) {
    if (finding.severity === 'note') continue;
    for (const id of blamed(finding)) {
      const cell = cells.get(id);
      if (cell) blame(notes, finding, cell, marks.get(id), texts, t);
    }
  }
  return notes;
}

function note(notes: Map<string, Note>, id: string, tone: Note['tone']): Note {
  const known = notes.get(id);
  if (known) {
    // What is still wrong counts more than that it was changed.
    if (known.tone !== 'wrong') known.tone = tone;
    return known;
  }
  const fresh: Note = { tone, certain: null, should: null, lines: [] };
  notes.set(id, fresh);
  return fresh;
}

/** The cells of a finding and of every repair it offers, each once. */
function blamed(finding: Finding): string[] {
  const ids = finding.cells.slice();
  for (const repair of offered(finding)) for (const change of repair.changes) ids.push(change.cell);
  return ids.filter((id, at) => ids.indexOf(id) === at);
}

function blame(notes: Map<string, Note>, finding: Finding, cell: Cell, mark: Mark | undefined, texts: Texts, t: TakeawayTexts): void {
  const to = finding.repairs.length > 0 ? proposed(finding, cell.id) : null;
  const said = mark && mark.should !== null ? suggestion(mark, texts) : to === null ? null : texts.table.suggest.either(to || texts.table.nothing);
  const one = note(notes, cell.id, mark && mark.sure ? 'wrong' : 'suspect');
  if (said !== null && one.should === null) one.should = t.should(said, written(cell.raw, texts));
  // What the user typed is not overruled.
  if (mark && mark.sure && mark.how === 'only' && mark.was === null) one.certain = mark.should;
  const line = finding.certainty === null || finding.certainty === 'none' ? finding.message + finding.advice : finding.message;
  if (one.lines.indexOf(line) < 0) one.lines.push(line);
}

/** What the likeliest repair that changes the cell makes of it. */
function proposed(finding: Finding, cell: string): string | null {
  for (const repair of offered(finding)) for (const change of repair.changes) if (change.cell === cell) return change.to;
  return null;
}
