// Cells typed over, with undo and redo. A step is a whole set of edits, so a repair is one step.

export type Edits = ReadonlyMap<string, string>;

export class History {
  private past: Edits[] = [];
  private future: Edits[] = [];

  constructor(public edits: Edits = new Map()) {}

  /** `raw` null takes the cell's edit back. */
  change(changes: [cell: string, raw: string | null][]): void {
    this.past.push(this.edits);
    this.future = [];
    this.edits = changed(this.edits, changes);
  }

  undo(): boolean {
    const edits = this.past.pop();
    if (!edits) return false;
    this.future.push(this.edits);
    this.edits = edits;
    return true;
  }

  redo(): boolean {
    const edits = this.future.pop();
    if (!edits) return false;
    this.past.push(this.edits);
    this.edits = edits;
    return true;
  }

  get canUndo(): boolean { return this.past.length > 0; }
  get canRedo(): boolean { return this.future.length > 0; }
}

export function changed(edits: Edits, changes: [cell: string, raw: string | null][]): Edits {
  const next = new Map(edits);
  for (const [cell, raw] of changes) {
    if (raw === null) next.delete(cell);
    else next.set(cell, raw);
  }
  return next;
}
