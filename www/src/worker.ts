// The engine of the hosted page, a script of its own with its packs beside it. Loaded into the page itself where
// workers are refused, it offers its host there.

import { createHost, inWorker, serve, type Host } from './engine';
import { fullFiles, packFiles } from './packs';

const host = createHost({ packs: packFiles, full: fullFiles });
if (inWorker) serve(host);
else (self as unknown as { goujiHost: Host }).goujiHost = host;
