// The package in a browser: in a worker where one can be had. Importing it starts nothing and touches no global.

import type * as declared from '../../npm/index';
import { Checker } from '../checker';
import { api } from './api';
import { assets } from './assets';

const checker = new Checker(assets);

export const { validate, about } = api({
  about: () => checker.about(),
  // One at a time, so no question is overtaken; null comes of close() alone.
  review: (input, options) => checker.review(input, options).then((review) => {
    if (!review) throw new Error('gouji: closed');
    return review;
  }),
});

export const close = (): void => checker.stop();

({ validate, about, close }) satisfies typeof declared;
