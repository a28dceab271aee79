// embed.html: the page inside a frame of somebody else's, sandboxed or not, that answers messages (messages.ts).

import { appRoot, openApp } from './app';
import { Checker } from './checker';
import { el } from './dom';
import { asInput } from './given';
import { packsInside } from './inside';
import { wantedLanguage } from './lang';
import { ALL } from './lang/all';
import { namedOrigin, type FromFrame, type ToFrame } from './messages';
import { moreInside } from './more';
import { noStore } from './store';
import { whole } from './whole';

whole({ packs: packsInside }, {}, (assets) => {
  const texts = ALL[wantedLanguage(noStore)];
  const checker = new Checker(assets);
  const root = appRoot();
  const origin = window.parent === window ? null : namedOrigin(location.hash);
  let form: string | null = null;
  /** Ids of the page's questions: of the one on show, and of the one being opened. */
  let asked: string | number | null = null;
  let next: string | number | null = null;
  const tell = (message: FromFrame) => { if (origin) window.parent.postMessage(message, origin); };
  const workbench = openApp(root, {
    texts, checker, store: noStore, more: moreInside,
    form: () => form,
    reviewed: (review) => tell({ type: 'gouji-reviewed', id: asked, review }),
    // What the user gives after a page's question is no answer to it.
    accept: () => { asked = next; next = null; return true; },
  });
  root.classList.add('is-framed');
  if (!origin) return;

  const main = root.querySelector('main');
  if (main) main.insertBefore(el('p', { class: 'told' }, texts.frame.told(origin)), main.firstChild);
  checker.about().then((about) => tell({ type: 'gouji-ready', about }), () => undefined);
  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== origin) return;
    const message = event.data as ToFrame | null;
    if (!message || typeof message !== 'object') return;
    if (message.type === 'gouji-form') {
      form = typeof message.form === 'string' ? message.form : null;
      workbench.session.setForm(form);
    }
    if (message.type === 'gouji-check') check(message);
  });

  function check(message: Extract<ToFrame, { type: 'gouji-check' }>): void {
    const { html, text, bytes } = message;
    const id = typeof message.id === 'string' || typeof message.id === 'number' ? message.id : null;
    const given = bytes instanceof ArrayBuffer ? bytes : typeof html === 'string' ? { html, text } : typeof text === 'string' ? { text } : null;
    const failed = (reason: string) => tell({ type: 'gouji-failed', id, reason });
    if (!given) {
      failed('expected text, html or bytes');
      return;
    }
    asInput(given, typeof message.name === 'string' ? message.name : '').then((input) => {
      next = id;
      return workbench.open(input, false);
    }).then((review) => { if (!review) failed('no answer'); }, (error) => failed(String(error)));
  }
});
