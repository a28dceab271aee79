// The line below the box: that something is going on, or what went wrong and what to do about it.

import { el, fill, icon, type IconName } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { button } from './parts';

export interface StatusEvents {
  stop(): void;
  retry(): void;
}

const BUSY_AFTER = 300;
const GONE_AFTER = 4000;

export class StatusView {
  readonly root = el('div', { class: 'status', role: 'status' });
  private timer = 0;

  constructor(private readonly texts: Texts, private readonly events: StatusEvents) {}

  /** Short work is not worth a flicker. */
  wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      fill(this.root, el('p', { class: 'busy' }, el('span', null, this.texts.busy), button(this.texts.stop, () => this.events.stop(), { id: 'stop' })));
    }, BUSY_AFTER);
  }

  /** Work that says how far it is. */
  busy(text: string): void {
    this.rest();
    fill(this.root, el('p', { class: 'busy' }, el('span', null, text)));
  }

  rest(): void {
    clearTimeout(this.timer);
    this.root.classList.remove('is-brief');
    fill(this.root);
  }

  /** Nothing is going on any more; what was said stays. */
  settle(): void {
    clearTimeout(this.timer);
    if (this.root.querySelector('.busy')) this.rest();
  }

  /** Good news needs no button and goes by itself. */
  tell(text: string): void {
    this.say('ok', text);
    this.root.classList.add('is-brief');
    this.timer = setTimeout(() => this.rest(), GONE_AFTER);
  }

  say(sign: IconName, text: string, retry = false): void {
    this.rest();
    fill(this.root, el('p', { class: `message ${sign}` }, icon(sign), el('span', null, text),
      retry ? button(this.texts.retry, () => this.events.retry(), { id: 'retry' }) : null));
  }
}
