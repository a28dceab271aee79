// A reader pack as a script, loaded by the engine only when a file of its kind arrives.

import init, * as glue from 'gouji-pack';
import module from 'gouji-pack-module';
import { fromBase64 } from './base64';
import { asPack } from './pack';
import type { PackScript } from './packs';

/** Set by the build. */
declare const PACK: string;

const script: PackScript = {
  // The module is inside, or comes as a file of its own.
  start: (given) => init({ module_or_path: given || fromBase64(module) }).then(() => asPack(glue)),
};
const scope = self as unknown as { goujiPacks?: Record<string, PackScript> };
scope.goujiPacks = scope.goujiPacks || {};
scope.goujiPacks[PACK] = script;
