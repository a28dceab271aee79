// What not every visit needs: the list of many files, what is taken away, the help, the example. The hosted page fetches
// it when it is first asked for; all other builds have it inside.

import example from '../../src/example.txt';
import { makeBatch } from './batch';
import { Giving } from './takeaway/giving';
import { HelpView } from './views/help';

export const more = { makeBatch, HelpView, Giving, example };
export type More = typeof more;
export const moreInside = (): Promise<More> => Promise.resolve(more);
