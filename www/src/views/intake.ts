// The one box that takes everything. The text area makes right-click and touch pasting work; what is pasted
// anywhere else on the page arrives through the app.

import type { About } from '../contract';
import { el, fill } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { button, isPlain } from './parts';

export interface IntakeEvents {
  files(files: File[]): void;
  text(text: string): void;
  example(): void;
  blank(form: string): void;
}

/** Set by the build where the page comes before its engine; null: wait for the engine. */
declare const ABOUT: About | null;

/** Shorter input is somebody typing, not a paste that came without its event. */
const PASTE_LENGTH = 30;

export class IntakeView {
  readonly root = el('section', { class: 'intake' });
  readonly box: HTMLTextAreaElement;
  private readonly file = el('input', { type: 'file', multiple: true, class: 'vh', tabindex: -1, 'aria-hidden': 'true' });
  private readonly folder = el('input', { type: 'file', multiple: true, webkitdirectory: true, class: 'vh', tabindex: -1, 'aria-hidden': 'true' });
  private readonly formats = el('p', { class: 'formats' });
  private readonly example: HTMLButtonElement;
  private readonly blank: HTMLButtonElement;
  private form: string | null = null;

  constructor(private readonly texts: Texts, events: IntakeEvents) {
    const t = texts.intake;
    this.box = el('textarea', { id: 'paste', class: 'box', placeholder: t.label, 'aria-label': t.label, spellcheck: 'false', autocomplete: 'off', rows: 1 });
    this.box.addEventListener('input', () => {
      const text = this.box.value;
      if (text.length < PASTE_LENGTH) return;
      this.box.value = '';
      events.text(text);
    });
    for (const input of [this.file, this.folder]) {
      input.addEventListener('change', () => {
        const files = Array.from(input.files || []);
        if (files.length > 0) events.files(files);
        input.value = '';
      });
    }
    const folder = button(t.folder, () => this.folder.click(), { id: 'open-folder' });
    folder.hidden = !('webkitdirectory' in this.folder);
    this.example = button(t.example, () => events.example(), { id: 'example' });
    this.blank = button(t.blank, () => { if (this.form) events.blank(this.form); }, { id: 'blank' });
    fill(this.root, this.box,
      el('div', { class: 'buttons' }, button(t.open, () => this.file.click(), { class: 'primary', id: 'open' }), folder, this.example, this.blank, this.file, this.folder),
      this.formats,
      el('p', { class: 'local' }, t.local));
    if (ABOUT) this.ready(ABOUT);
  }

  ready(about: About): void {
    const extensions: string[] = [];
    for (const format of about.formats) for (const one of format.extensions) if (extensions.indexOf(one) < 0) extensions.push(one);
    const dotted = extensions.map((one) => `.${one.replace(/^\./, '')}`);
    this.file.accept = dotted.concat('.zip').join(',');
    fill(this.formats, dotted.length > 0 ? this.texts.intake.formats(dotted.join(' ')) : '');
    this.form = latest(about);
    this.blank.hidden = !this.form;
  }

  slim(): void {
    this.box.placeholder = this.texts.intake.again;
    this.box.setAttribute('aria-label', this.texts.intake.again);
  }
}

/** The newest form that is named by a plain year. */
function latest(about: About): string | null {
  const years = about.forms.map((form) => form.id).filter(isPlain).sort();
  return years[years.length - 1] || null;
}
