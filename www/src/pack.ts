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

/** The name of the full engine among what is fetched. */
export const FULL = 'full';

/** What a script leaves behind for the engine, under its name: a pack, or the full engine. */
export interface Module<T> {
  /** With the module of its own, or with one given. */
  start(module: ArrayBuffer | null): Promise<T>;
}

export function leave<T>(name: string, module: Module<T>): void {
  const scope = self as unknown as { goujiPacks?: Record<string, Module<T>> };
  // An element of that name on the page is none of ours.
  if (!Object.prototype.hasOwnProperty.call(scope, 'goujiPacks')) scope.goujiPacks = {};
  (scope.goujiPacks as Record<string, Module<T>>)[name] = module;
}

/** Takes the script's trace off the global object again: it may be another site's page. */
export function taken<T>(name: string): Module<T> {
  const scope = self as unknown as { goujiPacks?: Record<string, Module<T>> };
  const found = scope.goujiPacks && scope.goujiPacks[name];
  if (!found) throw new Error(`${name} is no pack`);
  delete scope.goujiPacks;
  return found;
}

export type PackLoader = (name: string, addresses: Addresses) => Promise<Pack>;

export const asPack = (glue: typeof exports): Pack => ({
  read: glue.read_pack, annotate: glue.annotate_file, tables: glue.write_tables, members: glue.list_members,
});
