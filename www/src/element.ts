// <gouji-check> as a host of the workbench: in a shadow root, on a page of somebody else. Registered elsewhere.

import { Checker } from './checker';
import type { Review } from './contract';
import { el, fill } from './dom';
import type { Assets } from './engines';
import { asInput, type Given } from './given';
import { languageOf } from './lang';
import { ALL } from './lang/all';
import { moreInside } from './more';
import { own } from './own';
import { noStore } from './store';
import { style, type Styles } from './styles';
import { Workbench } from './views/workbench';

/** A worker runs the same script and has no elements. */
const Base = typeof HTMLElement === 'undefined' ? (class {} as typeof HTMLElement) : HTMLElement;

/**
 * Attributes: `form` (id of a form: read everything by it), `compact` (verdict and findings without the tables),
 * `theme` ("auto": dark where the system is), `lang` (zh-CN, zh-Hant or en; else that of the document).
 * Events, both bubbling: `gouji-review` before a check, cancelable, detail {name, kind}; `gouji-reviewed` after
 * each, detail the review.
 */
export abstract class GoujiCheck extends Base {
  static readonly observedAttributes = ['form', 'compact', 'theme'];
  protected abstract readonly assets: Assets;
  protected abstract readonly styles: Styles;

  /** Made when it first comes into a document. */
  private made: { workbench: Workbench; frame: HTMLElement } | null = null;
  private leave: () => void = () => undefined;

  /** The last review; null before the first. */
  get review(): Review | null {
    return this.made && this.made.workbench.session.review;
  }

  /** Checks and shows; the element must be in a document. Null when a listener kept it from being checked, or none came. */
  check(given: Given, name?: string): Promise<Review | null> {
    return asInput(given, name).then((input) => {
      if (!this.made) throw new Error('gouji-check is not in a document');
      return this.made.workbench.open(input, false);
    });
  }

  connectedCallback(): void {
    const { workbench, frame } = this.made || (this.made = this.build());
    const unwatch = watchWidth(this, (width) => workbench.fit(width));
    const deaf = workbench.listen(frame);
    this.leave = () => {
      unwatch();
      deaf();
    };
  }

  /** The worker ends with the element, and nothing outside holds it; back in a document, the next question starts another. */
  disconnectedCallback(): void {
    this.leave();
    // An element that is only moved goes on.
    setTimeout(() => { if (this.made && !this.isConnected) this.made.workbench.rest(); }, 0);
  }

  attributeChangedCallback(name: string): void {
    if (!this.made) return;
    this.dress(this.made.frame);
    if (name === 'form') this.made.workbench.session.setForm(this.getAttribute('form'));
  }

  private build(): { workbench: Workbench; frame: HTMLElement } {
    const root = this.shadowRoot || this.attachShadow({ mode: 'open' });
    const frame = el('div', { class: 'gouji is-part' });
    this.dress(frame);
    const workbench = new Workbench(frame, {
      texts: ALL[languageOf(this.lang || own(document, 'documentElement').lang) || 'zh-CN'], checker: new Checker(this.assets), store: noStore, more: moreInside,
      form: () => this.getAttribute('form'),
      accept: ({ name, kind }) => this.tell('gouji-review', { name, kind }, true),
      reviewed: (review) => this.tell('gouji-reviewed', review, false),
    });
    fill(frame, workbench.parts);
    root.appendChild(frame);
    style(root, this.styles);
    return { workbench, frame };
  }

  private dress(frame: HTMLElement): void {
    frame.classList.toggle('is-compact', this.hasAttribute('compact'));
    frame.classList.toggle('is-auto', this.getAttribute('theme') === 'auto');
  }

  private tell(name: string, detail: unknown, cancelable: boolean): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
  }
}

/** Calls with the width now and whenever it changes, until the function returned is called. */
function watchWidth(node: HTMLElement, changed: (width: number) => void): () => void {
  let last = -1;
  let frame = 0;
  const look = () => {
    const width = node.clientWidth;
    if (width === last) return;
    last = width;
    changed(width);
  };
  // Fitting changes heights: inside the observer's own round that would be an error of the page.
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  };
  look();
  if (typeof ResizeObserver === 'undefined') {
    window.addEventListener('resize', soon);
    return () => window.removeEventListener('resize', soon);
  }
  const observer = new ResizeObserver(soon);
  observer.observe(node);
  return () => observer.disconnect();
}
