// A language as a file of its own, fetched when somebody wants it. The build puts a language in place of gouji-texts.

import { texts } from 'gouji-texts';

(self as unknown as { goujiTexts: unknown }).goujiTexts = texts;
