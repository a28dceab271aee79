// The list of many files as a script of its own, fetched by the hosted page for the first of them.

import { makeBatch } from './batch';

(self as unknown as { goujiBatch: unknown }).goujiBatch = makeBatch;
