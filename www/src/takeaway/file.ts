// Which notes go where in the file the report was read from. Plain values, no DOM.

import type { Cell, FileMark } from '../contract';
import { told, type Note } from './notes';

export interface FileMarks {
  marks: FileMark[];
  /** Cells to be noted that were not found in the file. */
  lost: number;
}

/** `read` are the cells as read: a cell typed over has lost its place. */
export function fileMarks(notes: ReadonlyMap<string, Note>, read: ReadonlyMap<string, Cell>): FileMarks {
  const marks: FileMark[] = [];
  let lost = 0;
  notes.forEach((note, id) => {
    const cell = read.get(id);
    if (!cell || !cell.anchor) {
      lost++;
      return;
    }
    const { block, row, col } = cell.anchor;
    const named = [cell.name].concat(told(note)).join('\n');
    marks.push({ block, row, col, tone: note.tone, text: named });
  });
  return { marks, lost };
}
