import type { Review } from '../src/contract';
import type { Given } from './index.js';

/**
 * The class of `<gouji-check>`. Attributes: `form`, `compact`, `theme="auto"`. Parts: intake, status, verdict, toolbar,
 * tables, original, findings, unchecked.
 */
export declare class GoujiCheckElement extends HTMLElement {
  /** The last review; null before the first. */
  readonly review: Review | null;
  /** Checks and shows. Null when a listener of `gouji-review` prevented it or a newer input overtook it. */
  check(given: Given, name?: string): Promise<Review | null>;
}

declare global {
  interface HTMLElementTagNameMap { 'gouji-check': GoujiCheckElement }
  interface HTMLElementEventMap {
    /** Before a check; `preventDefault()` keeps it from happening. */
    'gouji-review': CustomEvent<{ name: string; kind: 'text' | 'html' | 'bytes' | 'blank' }>;
    /** After each check, also of an edited cell. */
    'gouji-reviewed': CustomEvent<Review>;
  }
}
