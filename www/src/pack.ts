// A reader pack that has been started: what the engine calls, over the exports of its wasm module.

import type * as exports from 'gouji-pack';
import type { Annotated, FileMark, Member, Refusal, TableSheet } from './contract';
import type { Addresses } from './engine';

export interface Pack {
  /** A document for the core, or why the file cannot be read. */
  read(bytes: Uint8Array): Uint8Array | Refusal;
  // The office pack alone:
  annotate(bytes: Uint8Array, marks: FileMark[]): Annotated | Refusal;
  tables(sheets: TableSheet[], csv: boolean): Uint8Array | Refusal;
  members(bytes: Uint8Array): Member[] | Refusal | null;
}

export type PackLoader = (name: string, addresses: Addresses) => Promise<Pack>;

export const asPack = (glue: typeof exports): Pack => ({
  read: glue.read_pack, annotate: glue.annotate_file, tables: glue.write_tables, members: glue.list_members,
});
