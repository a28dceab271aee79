// Several files at once: a list to choose from, each with its verdict as soon as it is known.

import type { Checker } from '../checker';
import type { Review } from '../contract';
import { el, fill, icon, type IconName } from '../dom';
import type { Input } from '../input';
import type { Texts } from '../lang/zh-CN';
import { button } from './parts';

/** A file, or why it could not be had. */
export interface Item {
  name: string;
  input: Input | null;
  refused: string | null;
}

const SIGN: Record<Review['verdict'], IconName> = { consistent: 'ok', incomplete: 'unknown', findings: 'error', unreadable: 'warning' };

export class ManyView {
  readonly root = el('section', { class: 'many', 'aria-labelledby': 'many-title', hidden: true });
  private round = 0;

  constructor(private readonly texts: Texts, private readonly checker: Checker, private readonly open: (input: Input) => void) {}

  /** Lists the files and checks one after the other; what is checked for the user comes first. */
  show(items: Item[]): void {
    const round = ++this.round;
    const t = this.texts.many;
    const rows = items.map((item) => this.row(item));
    const done = el('span', { class: 'count' });
    this.root.hidden = false;
    fill(this.root,
      el('h2', { id: 'many-title', tabindex: -1 }, t.title(items.length), done, button('×', () => this.hide(), { class: 'close', 'aria-label': t.close })),
      el('p', { class: 'faint' }, t.hint),
      el('ul', null, rows.map((row) => row.root)));
    const next = (at: number): void => {
      const item = items[at];
      const row = rows[at];
      if (round !== this.round || !item || !row) return;
      done.textContent = t.done(at, items.length);
      const told = item.input
        ? this.checker.perform({ kind: 'review', input: item.input, options: {} }).then((review) => row.tell(SIGN[review.verdict], review.summary))
        : Promise.resolve(row.tell('warning', item.refused || ''));
      told.catch((error: Error) => {
        console.error(error.message);
        row.tell('warning', t.failed);
      }).then(() => {
        done.textContent = t.done(at + 1, items.length);
        next(at + 1);
      });
    };
    next(0);
  }

  hide(): void {
    this.round++;
    this.root.hidden = true;
    fill(this.root);
  }

  private row(item: Item): { root: HTMLElement; tell(sign: IconName, said: string): void } {
    const said = el('span', { class: 'summary' }, item.input ? this.texts.many.waiting : '');
    const sign = el('span', { class: 'sign' });
    const { input } = item;
    const pick: HTMLElement = input ? button('', () => this.pick(pick, input), { class: 'file' }) : el('div', { class: 'file' });
    fill(pick, sign, el('span', { class: 'name' }, item.name), said);
    return {
      root: el('li', null, pick),
      tell: (name, text) => {
        fill(sign, icon(name));
        said.textContent = text;
      },
    };
  }

  private pick(row: HTMLElement, input: Input): void {
    const old = this.root.querySelector('[aria-current]');
    if (old) old.removeAttribute('aria-current');
    row.setAttribute('aria-current', 'true');
    this.open(input);
  }
}
