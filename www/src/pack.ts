// A reader pack: fetched by the engine only when a file of its kind arrives, in the same worker.

import init, { annotate_file, list_members, read_pack, write_tables } from 'gouji-pack';
import type { Annotated, FileMark, Member, Refusal, TableSheet } from './contract';

export interface Pack {
  start(module: ArrayBuffer): Promise<unknown>;
  /** A document for the core, or why the file cannot be read. */
  read(bytes: Uint8Array): Uint8Array | Refusal;
  // The office pack alone:
  annotate(bytes: Uint8Array, marks: FileMark[]): Annotated | Refusal;
  tables(sheets: TableSheet[], csv: boolean): Uint8Array | Refusal;
  members(bytes: Uint8Array): Member[] | Refusal | null;
}

declare const PACK: string;

const pack: Pack = {
  start: (module) => init({ module_or_path: module }),
  read: read_pack, annotate: annotate_file, tables: write_tables, members: list_members,
};
const scope = self as unknown as { goujiPacks?: Record<string, Pack> };
scope.goujiPacks = scope.goujiPacks || {};
scope.goujiPacks[PACK] = pack;
