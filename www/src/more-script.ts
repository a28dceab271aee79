// The same as a script of its own, beside the hosted page.

import { more } from './more';

(self as unknown as { goujiMore: unknown }).goujiMore = more;
