// What the package offers, over any engine: one question after the other, all of them answered.

import type { About, Options, Review } from '../contract';
import { asInput, type Given } from '../given';
import type { Input } from '../input';

export interface Ask {
  about(): Promise<About>;
  review(input: Input, options: Options): Promise<Review>;
}

export interface ValidateOptions extends Options {
  /** Shown and recorded as the source. */
  name?: string;
}

export function api(ask: Ask) {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act, act);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    validate: (given: Given, options: ValidateOptions = {}): Promise<Review> => {
      const { name, form = null, year = null, edits = [] } = options;
      return asInput(given, name).then((input) => inTurn(() => ask.review(input, { form, year, edits })));
    },
    about: (): Promise<About> => inTurn(() => ask.about()),
  };
}
