// A button with more buttons under it.

import { el, fill, focusOf } from '../dom';

export class MenuView {
  readonly root = el('details', { class: 'menu' });
  private readonly list = el('div', { class: 'menu-list' });
  private readonly head: HTMLElement;

  constructor(label: string, buttons: HTMLButtonElement[]) {
    this.head = el('summary', null, label);
    fill(this.list, buttons);
    fill(this.root, this.head, this.list);
    // Before the button acts, so that what it shows can take the focus.
    this.list.addEventListener('click', () => {
      this.head.focus();
      this.close();
    }, true);
    this.root.addEventListener('keydown', (event) => this.key(event));
    this.root.addEventListener('focusout', (event) => {
      if (event.relatedTarget instanceof Node && !this.root.contains(event.relatedTarget)) this.close();
    });
    // Where a press gives no focus.
    const outside = (event: Event) => { if (!event.composedPath || event.composedPath().indexOf(this.root) < 0) this.close(); };
    this.root.addEventListener('toggle', () => {
      const around = this.root.getRootNode();
      if (this.root.open) around.addEventListener('mousedown', outside);
      else around.removeEventListener('mousedown', outside);
    });
  }

  close(): void { this.root.open = false; }

  private key(event: KeyboardEvent): void {
    const buttons = Array.from(this.list.querySelectorAll('button')).filter((one) => !one.hidden && !one.disabled);
    const at = buttons.indexOf(focusOf(this.root) as HTMLButtonElement);
    if (event.key === 'Escape' && this.root.open) {
      this.head.focus();
      this.close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.root.open = true;
      const next = buttons[(at + (event.key === 'ArrowDown' ? 1 : -1) + buttons.length) % buttons.length];
      if (next) next.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
