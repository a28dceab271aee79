// The package in Node.js: the engine in this very thread. One that broke is let go, and the next question starts another.

import type * as declared from '../../npm/index';
import type { About } from '../contract';
import type { Host } from '../engine';
import { api } from './api';

interface Started { host: Host; about: About }

let started: Promise<Started> | null = null;
let times = 0;

function start(): Promise<Started> {
  if (started) return started;
  // A module is one engine for ever: under another address it is another.
  const address = `./node-host.js?${times++}`;
  const made = import(address) as Promise<typeof import('./node-host')>;
  started = letGo(made.then(({ host, start: begin }) => begin().then((about) => ({ host, about }))));
  return started;
}

function letGo<T>(work: Promise<T>): Promise<T> {
  work.catch(() => { started = null; });
  return work;
}

export const { validate, about } = api({
  about: () => start().then((one) => one.about),
  review: (input, options) => start().then(({ host }) => letGo(host.review({ input, options }))),
});

export const close = (): void => undefined;

({ validate, about, close }) satisfies typeof declared;
