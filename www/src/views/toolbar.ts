// Above the tables: the switch between form and original, undo and redo, taking away; and what the marks mean.

import { el, icon } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { button } from './parts';

export interface ToolbarEvents {
  turn(original: boolean): void;
  undo(): void;
  redo(): void;
  copy(): Promise<void>;
  print(): void;
  json(): void;
}

const SAID_FOR = 2000;

export class ToolbarView {
  readonly root: HTMLElement;
  readonly legend: HTMLElement;
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private readonly asTables: HTMLButtonElement;
  private readonly asOriginal: HTMLButtonElement;
  private readonly copy: HTMLButtonElement;

  constructor(private readonly texts: Texts, private readonly events: ToolbarEvents) {
    const t = texts.tools;
    this.undo = button(t.undo, () => events.undo(), { id: 'undo', title: 'Ctrl+Z' });
    this.redo = button(t.redo, () => events.redo(), { id: 'redo', title: 'Ctrl+Y' });
    this.asTables = button(t.tables, () => events.turn(false), { id: 'as-tables', 'aria-pressed': 'true' });
    this.asOriginal = button(t.original, () => events.turn(true), { id: 'as-original', 'aria-pressed': 'false' });
    this.copy = button(t.copy, () => this.copied(), { id: 'copy' });
    this.root = el('div', { class: 'toolbar' },
      el('div', { class: 'switch', role: 'group', 'aria-label': t.view }, this.asTables, this.asOriginal),
      el('div', { class: 'buttons' }, this.undo, this.redo, this.copy, button(t.print, () => events.print(), { id: 'print' }),
        button(t.json, () => events.json(), { id: 'json', title: t.jsonTitle })));
    this.legend = this.explain();
  }

  show(canUndo: boolean, canRedo: boolean): void {
    this.undo.disabled = !canUndo;
    this.redo.disabled = !canRedo;
  }

  turned(original: boolean): void {
    this.asOriginal.setAttribute('aria-pressed', String(original));
    this.asTables.setAttribute('aria-pressed', String(!original));
  }

  private copied(): void {
    this.events.copy().then(() => {
      this.copy.textContent = this.texts.tools.copied;
      setTimeout(() => { this.copy.textContent = this.texts.tools.copy; }, SAID_FOR);
    }, () => undefined);
  }

  private explain(): HTMLElement {
    const t = this.texts.legend;
    return el('ul', { class: 'legend', 'aria-label': t.title },
      el('li', null, el('i', { class: 'wrong' }, icon('error')), t.wrong), el('li', null, el('i', { class: 'suspect' }, icon('warning')), t.suspect), el('li', null, el('i', { class: 'failing' }), t.failing),
      el('li', null, el('i', { class: 'doubt' }), t.hatch), el('li', null, el('i', { class: 'edited' }), t.edited),
      el('li', { class: 'hint' }, this.texts.table.hint));
  }
}
