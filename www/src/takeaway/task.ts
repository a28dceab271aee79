// Work for the engine beside checking: writing files, looking into containers, checking what is only listed, comparing
// what was listed. The office pack is fetched for it.

import type { Annotated, Brief, FileMark, Refusal, TableSheet, Years } from '../contract';
import type { Core } from '../engine';
import type { Pack } from '../pack';
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
  /** A file of a list; its bytes are handed over. `hash` tells files with the same bytes. */
  | { kind: 'brief'; name: string; bytes: Uint8Array }
  /** Reports of the same bodies, year by year; null where the engine cannot. */
  | { kind: 'years'; digests: Uint8Array[]; pairs: [number, number][] | null };

export interface Answers {
  annotate: Annotated | Refusal;
  tables: Uint8Array | Refusal;
  rows: Uint8Array | Refusal;
  members: Packed[] | Refusal | null;
  brief: { brief: Brief; hash: string };
  years: Years | null;
}

export interface Tools {
  pack(name: string): Promise<Pack>;
  brief(name: string, bytes: Uint8Array): Promise<Brief>;
  /** Whether the file is read as a document. */
  isDocument(bytes: Uint8Array): Promise<boolean>;
  /** The engine that answers now. */
  core(): Core;
}

export function perform(task: Task, tools: Tools): Promise<Answers[Task['kind']]> {
  switch (task.kind) {
    case 'annotate': return tools.pack('office').then((office) => office.annotate(task.bytes, task.marks));
    case 'tables': return tools.pack('office').then((office) => office.tables(task.sheets, task.csv));
    case 'rows': return tools.pack('office').then((office) => office.tables(task.sheets.map(slotsOf), task.csv));
    case 'members': return members(task.bytes, tools);
    case 'brief': return brief(task.name, task.bytes, tools);
    case 'years': return new Promise((resolve) => {
      const { compare_years } = tools.core();
      resolve(compare_years ? compare_years(task.digests, task.pairs) : null);
    });
  }
}

/** What a worker is given for good, instead of a copy. */
export const handedOver = (task: Task): Transferable[] => (task.kind === 'brief' ? [task.bytes.buffer as ArrayBuffer] : []);

function brief(name: string, bytes: Uint8Array, tools: Tools): Promise<Answers['brief']> {
  const hash = hashOf(bytes);
  return tools.brief(name, bytes).then((made) => ({ brief: made, hash }));
}

/** Two FNV-1a sums of 32 bits and the length: enough to tell a few thousand files apart. */
function hashOf(bytes: Uint8Array): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b) + 1;
  }
  return `${bytes.length} ${a >>> 0} ${b >>> 0}`;
}

function members(bytes: Uint8Array, tools: Tools): Promise<Packed[] | Refusal | null> {
  return tools.isDocument(bytes).then((is) => (is ? null : tools.pack('office').then(
    (office) => {
      const found = office.members(bytes);
      return Array.isArray(found) ? found.map((one): Packed => ('bytes' in one ? { name: one.name, blob: new Blob([one.bytes as BlobPart]) } : one)) : found;
    },
    // Without the pack the core says what the file is.
    () => null,
  )));
}
