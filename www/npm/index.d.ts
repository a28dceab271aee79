import type { About, Options, Review } from '../src/contract';

export type { About, Anchor, Block, Cell, Counts, Finding, Options, Relation, Repair, Report, Review, Side, Slot, Table, Unchecked } from '../src/contract';

/**
 * What can be checked. Whether a string is HTML or plain text is told by its content; bytes are a file (docx, wps, xlsx,
 * pdf, ofd …), told apart by content too.
 */
export type Given = string | { html: string; text?: string } | { text: string } | Blob | ArrayBuffer | Uint8Array;

export interface ValidateOptions extends Options {
  /** Shown and recorded as the source. */
  name?: string;
}

/**
 * Checks one report, for example before it is published. Bad content is never an error: see `verdict` and
 * `unreadable` of the review. Rejects when `given` is of another kind, and when the engine cannot start or breaks.
 * Questions are answered one after the other.
 */
export declare const validate: (given: Given, options?: ValidateOptions) => Promise<Review>;

/** The version, the file formats and the forms. */
export declare const about: () => Promise<About>;

/** Ends the worker; a question still open rejects. The next question starts another. Does nothing in Node.js. */
export declare const close: () => void;
