// Above the tables: the switch between form and original, undo and redo, taking away; and what the marks mean.

import { el, fill, icon } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { MenuView } from './menu';
import { button } from './parts';

export interface ToolbarEvents {
  turn(original: boolean): void;
  undo(): void;
  redo(): void;
  fillTotals(): void;
  help(): void;
  /** Whether drafts are kept from now on. */
  keep(yes: boolean): void;
}

/** Something the menu offers. */
export interface Entry { id: string; label: string; about?: string; act(): void }

/** What the session can do now; `totals` is how many can be filled in. */
export interface Able { undo: boolean; redo: boolean; totals: number }

export class ToolbarView {
  readonly root: HTMLElement;
  readonly legend: HTMLElement;
  readonly menu: MenuView;
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private readonly totals: HTMLButtonElement;
  private readonly asTables: HTMLButtonElement;
  private readonly asOriginal: HTMLButtonElement;
  private readonly keep = el('input', { type: 'checkbox', id: 'keep' });

  /** What the menu holds: `files` to download, `more` beside them. `kept`: whether drafts are kept, null where they cannot be. */
  constructor(private readonly texts: Texts, events: ToolbarEvents, files: HTMLButtonElement[], more: Entry[], kept: boolean | null) {
    const t = texts.tools;
    this.undo = button(t.undo, () => events.undo(), { id: 'undo', title: 'Ctrl+Z' });
    this.redo = button(t.redo, () => events.redo(), { id: 'redo', title: 'Ctrl+Y' });
    this.totals = button('', () => events.fillTotals(), { id: 'fill-totals', class: 'primary' });
    this.asTables = button(t.tables, () => events.turn(false), { id: 'as-tables', 'aria-pressed': 'true' });
    this.asOriginal = button(t.original, () => events.turn(true), { id: 'as-original', 'aria-pressed': 'false' });
    this.menu = new MenuView(t.more, files.concat(more.map(({ id, label, about, act }) => button(label, act, { id, title: about }))));
    this.root = el('div', { class: 'toolbar' },
      el('div', { class: 'switch', role: 'group', 'aria-label': t.view }, this.asTables, this.asOriginal),
      el('div', { class: 'buttons' }, this.totals, this.undo, this.redo, this.menu.root,
        button('?', () => events.help(), { id: 'help', 'aria-label': t.help, title: t.help })));
    this.keep.checked = kept === true;
    this.keep.addEventListener('change', () => events.keep(this.keep.checked));
    this.legend = this.explain(kept !== null);
  }

  show(able: Able): void {
    this.undo.disabled = !able.undo;
    this.redo.disabled = !able.redo;
    this.totals.hidden = able.totals === 0;
    fill(this.totals, this.texts.tools.fillTotals(able.totals));
  }

  turned(original: boolean): void {
    this.asOriginal.setAttribute('aria-pressed', String(original));
    this.asTables.setAttribute('aria-pressed', String(!original));
  }

  private explain(keeps: boolean): HTMLElement {
    const t = this.texts.legend;
    return el('ul', { class: 'legend', 'aria-label': t.title },
      el('li', null, el('i', { class: 'wrong' }, icon('error')), t.wrong), el('li', null, el('i', { class: 'suspect' }, icon('warning')), t.suspect), el('li', null, el('i', { class: 'fill' }), t.fill),
      el('li', null, el('i', { class: 'failing' }), t.failing), el('li', null, el('i', { class: 'doubt' }), t.hatch), el('li', null, el('i', { class: 'edited' }), t.edited),
      el('li', { class: 'hint' }, this.texts.table.hint),
      keeps ? el('li', { class: 'keep' }, el('label', { title: this.texts.drafts.about }, this.keep, this.texts.drafts.keep)) : null);
  }
}
