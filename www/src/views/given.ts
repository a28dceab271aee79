// What the user gave stays in sight when it could not be read.

import type { Review } from '../contract';
import { el, fill } from '../dom';
import type { Input } from '../input';
import type { Texts } from '../lang/zh-CN';

const SHOWN_TEXT = 20_000;

export class GivenView {
  readonly root = el('section', { class: 'unreadable', hidden: true });

  constructor(private readonly texts: Texts) {}

  /** Without a review: it was stopped, or the engine broke. */
  show(input: Input | null, review: Review | null): void {
    const said = review && review.unreadable;
    this.root.hidden = !input || (review !== null && !said);
    if (this.root.hidden || !input) return;
    const t = this.texts.unreadable;
    const text = shownText(input);
    fill(this.root,
      said && review && said.reason !== review.summary ? el('p', { class: 'reason' }, said.reason) : null,
      said ? el('p', { class: 'advice' }, el('b', null, this.texts.findings.advice), said.advice) : null,
      el('h2', { id: 'given-title' }, t.given),
      input.kind === 'bytes' ? el('p', null, t.file(input.name, size(input.bytes.length))) : null,
      text ? el('pre', { tabindex: 0, role: 'region', 'aria-labelledby': 'given-title' }, text.slice(0, SHOWN_TEXT)) : null,
      text.length > SHOWN_TEXT ? el('p', { class: 'faint' }, t.cut) : null);
  }
}

function shownText(input: Input): string {
  if (input.kind === 'text') return input.text;
  return input.kind === 'html' ? input.text || input.html : '';
}

const size = (bytes: number) => (bytes < 1024 ? `${bytes} B` : bytes < 1 << 20 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);
