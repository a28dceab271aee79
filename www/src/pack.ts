// A reader pack: fetched by the engine only when a file of its kind arrives, in the same worker.

import init, { read_pack } from 'gouji-pack';

export interface Refusal { reason: string; advice: string }

export interface Pack {
  start(module: ArrayBuffer): Promise<unknown>;
  /** A document for the core, or why the file cannot be read. */
  read(bytes: Uint8Array): Uint8Array | Refusal;
}

declare const PACK: string;

const pack: Pack = { start: (module) => init({ module_or_path: module }), read: read_pack };
const scope = self as unknown as { goujiPacks?: Record<string, Pack> };
scope.goujiPacks = scope.goujiPacks || {};
scope.goujiPacks[PACK] = pack;
