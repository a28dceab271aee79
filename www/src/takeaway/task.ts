// Work for the engine beside checking: writing files, looking into containers, checking what is only listed. The
// office pack is fetched for it.

import type { Annotated, FileMark, Member, Options, Refusal, Review, TableSheet } from '../contract';
import type { Input } from '../input';
import type { Pack } from '../pack';

export type Task =
  /** The file with notes in it. */
  | { kind: 'annotate'; bytes: Uint8Array; marks: FileMark[] }
  /** Tables as the bytes of a workbook or of CSV. */
  | { kind: 'tables'; sheets: TableSheet[]; csv: boolean }
  /** The files in a container; null for anything that is read as a document. */
  | { kind: 'members'; bytes: Uint8Array }
  /** A check that does not disturb the one being looked at. */
  | { kind: 'review'; input: Input; options: Options };

export interface Answers {
  annotate: Annotated | Refusal;
  tables: Uint8Array | Refusal;
  members: Member[] | Refusal | null;
  review: Review;
}

export interface Tools {
  pack(name: string): Promise<Pack>;
  review(input: Input, options: Options): Promise<Review>;
  /** Whether the file is read as a document. */
  isDocument(bytes: Uint8Array): Promise<boolean>;
}

export function perform(task: Task, tools: Tools): Promise<Answers[Task['kind']]> {
  switch (task.kind) {
    case 'annotate': return tools.pack('office').then((office) => office.annotate(task.bytes, task.marks));
    case 'tables': return tools.pack('office').then((office) => office.tables(task.sheets, task.csv));
    case 'members': return members(task.bytes, tools);
    case 'review': return tools.review(task.input, task.options);
  }
}

function members(bytes: Uint8Array, tools: Tools): Promise<Member[] | Refusal | null> {
  return tools.isDocument(bytes).then((is) => (is ? null : tools.pack('office').then(
    (office) => office.members(bytes),
    // Without the pack the core says what the file is.
    () => null,
  )));
}
