// What embed.html and the page around it say to each other. The page names its own origin in the frame's address
// (embed.html#origin=https://…); without it the frame works for its user but tells the page nothing, and listens to
// nobody.

import type { About, Options, Review } from './contract';

/** From the page to the frame. */
export type ToFrame =
  /** Checks and shows. One of `text`, `html`, `bytes`; `id` comes back with the answer. */
  | { type: 'gouji-check'; id?: string | number; name?: string; text?: string; html?: string; bytes?: ArrayBuffer }
  /** The form to read by from now on; null: recognised. */
  | { type: 'gouji-form'; form: Options['form'] };

/** From the frame to the page; `id` is null where the user gave the input. */
export type FromFrame =
  | { type: 'gouji-ready'; about: About }
  | { type: 'gouji-reviewed'; id: string | number | null; review: Review }
  /** Nothing came of a `gouji-check`: the message was not understood, or the check was overtaken, stopped or broke. */
  | { type: 'gouji-failed'; id: string | number | null; reason: string };

/** The origin named in an address's fragment; null when none or not a web origin. */
export function namedOrigin(hash: string): string | null {
  const found = /[#&]origin=([^&]+)/.exec(hash);
  if (!found) return null;
  try {
    const { origin, protocol } = new URL(decodeURIComponent(found[1] as string));
    return protocol === 'https:' || protocol === 'http:' ? origin : null;
  } catch {
    return null;
  }
}
