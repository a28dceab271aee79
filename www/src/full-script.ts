// The engine that checks prose too, as a script for the core's host, which it takes over from once the first answer
// is shown. The build puts the full module in place of gouji-wasm.

import init, * as engine from 'gouji-wasm';
import module from 'gouji-module';
import { fromBase64 } from './base64';
import { FULL, leave } from './pack';

// The module is inside, or comes as a file of its own.
leave(FULL, { start: (given) => init({ module_or_path: given || fromBase64(module) }).then(() => engine) });
