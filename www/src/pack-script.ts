// A reader pack as a script, loaded by the engine only when a file of its kind arrives.

import init, * as glue from 'gouji-pack';
import module from 'gouji-pack-module';
import { fromBase64 } from './base64';
import { asPack, leave } from './pack';

/** Set by the build. */
declare const PACK: string;

// The module is inside, or comes as a file of its own.
leave(PACK, { start: (given) => init({ module_or_path: given || fromBase64(module) }).then(() => asPack(glue)) });
