// Work for the engine beside checking: writing files, looking into containers, checking what is only listed, comparing
// what was listed. The office pack is fetched for it.

import type { Annotated, Brief, FileMark, Refusal, Rollup, RollupOptions, TableSheet, Years } from '../contract';
import type { Core } from '../engine';
import type { Pack } from '../pack';
import { FILE_LIMIT } from '../input';
import { slotsOf, type Rows } from './rows';

/** A file in a container, as a blob so that no memory of ours holds it; or why it cannot be had. */
export type Packed = { name: string; blob: Blob } | ({ name: string } & Refusal);

export type Task =
  /** The file with notes in it. */
  | { kind: 'annotate'; bytes: Uint8Array; marks: FileMark[] }
  /** Tables as the bytes of a workbook or of CSV. */
  | { kind: 'tables'; sheets: TableSheet[]; csv: boolean }
  /** The same for long lists. */
  | { kind: 'rows'; sheets: Rows[]; csv: boolean }
  /** The files in a container; null for anything that is read as a document. */
  | { kind: 'members'; bytes: Uint8Array }
  /** A file of a list, read where it is checked, so that no other memory holds it. `hash` tells files with the same bytes. */
  | { kind: 'brief'; name: string; blob: Blob }
  /** Reports of the same bodies, year by year; null where the engine cannot. */
  | { kind: 'years'; digests: Uint8Array[]; pairs: [number, number][] | null }
  /** An area and the bodies in it; null where the engine cannot. */
  | { kind: 'rollup'; digests: Uint8Array[]; options: RollupOptions };

export interface Answers {
  annotate: Annotated | Refusal;
  tables: Uint8Array | Refusal;
  rows: Uint8Array | Refusal;
  members: Packed[] | Refusal | null;
  brief: { brief: Brief; hash: string; size: number } | { refused: 'unread' | 'tooLarge' };
  years: Years | null;
  rollup: Rollup | null;
}

export interface Tools {
  /** What a reader pack does, or that it cannot be had. */
  use<T>(name: string, act: (pack: Pack) => T): Promise<T | Refusal>;
  brief(name: string, bytes: Uint8Array): Promise<Brief>;
  /** Whether the file is read as a document. */
  isDocument(bytes: Uint8Array): Promise<boolean>;
  /** The engine that answers now. */
  readonly core: Core;
}

export function perform(task: Task, tools: Tools): Promise<Answers[Task['kind']]> {
  switch (task.kind) {
    case 'annotate': return tools.use('office', (office) => office.annotate(task.bytes, task.marks));
    case 'tables': return tools.use('office', (office) => office.tables(task.sheets, task.csv));
    case 'rows': return tools.use('office', (office) => office.tables(task.sheets.map(slotsOf), task.csv));
    case 'members': return members(task.bytes, tools);
    case 'brief': return brief(task.name, task.blob, tools);
    case 'years': return Promise.resolve(tools.core).then(({ compare_years: compare }) => (compare ? compare(task.digests, task.pairs) : null));
    case 'rollup': return Promise.resolve(tools.core).then(({ roll_up: sum }) => (sum ? sum(task.digests, task.options) : null));
  }
}

function brief(name: string, blob: Blob, tools: Tools): Promise<Answers['brief']> {
  if (blob.size > FILE_LIMIT) return Promise.resolve({ refused: 'tooLarge' });
  return bytesOf(blob).then((bytes) => bytes && tools.brief(name, bytes).then((made) => ({ brief: made, hash: hashOf(bytes), size: bytes.length })))
    .then((answer) => answer || { refused: 'unread' });
}

/** Null: the browser cannot read it. */
const bytesOf = (blob: Blob): Promise<Uint8Array | null> => new Promise((resolve) => {
  const reader = new FileReader();
  reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
  reader.onerror = () => resolve(null);
  reader.readAsArrayBuffer(blob);
});

/** FNV-1a and the length: enough to tell a few thousand files apart. */
function hashOf(bytes: Uint8Array): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) sum = Math.imul(sum ^ (bytes[at] as number), 0x01000193);
  return `${bytes.length} ${sum}`;
}

function members(bytes: Uint8Array, tools: Tools): Promise<Packed[] | Refusal | null> {
  return tools.isDocument(bytes).then((is) => (is ? null : tools.use('office', (office) => {
    const found = office.members(bytes);
    return Array.isArray(found) ? found.map((one): Packed => ('bytes' in one ? { name: one.name, blob: new Blob([one.bytes as BlobPart]) } : one)) : found;
  })));
}
