// What the user is working on, kept over a reload, in this browser, once the user allowed it. The input is written
// when it is opened, the small rest at every step.

import { fromBase64, toBase64 } from './base64';
import type { Input } from './input';
import type { Draft } from './session';
import type { Store } from './store';

const ALLOWED = 'keep';
const INPUT = 'draft.input';
const STATE = 'draft.state';

type Rest = Omit<Draft, 'input'>;
type Kept = Exclude<Input, { kind: 'bytes' }> | { kind: 'bytes'; name: string; base64: string };

export class Drafts {
  private written: Input | null = null;
  private state = '';

  constructor(private readonly store: Store) {}

  /** Whether this browser and this host let anything be kept. */
  get possible(): boolean { return this.store.set(ALLOWED, this.store.get(ALLOWED)); }

  get allowed(): boolean { return this.store.get(ALLOWED) === 'yes'; }

  /** Taken back, everything kept goes at once. */
  allow(yes: boolean): void {
    if (yes) this.store.set(ALLOWED, 'yes');
    else for (const key of [ALLOWED, INPUT, STATE]) this.store.set(key, null);
    this.written = null;
    this.state = '';
  }

  /** False: there was no room for it, and nothing is kept. */
  save({ input, ...rest }: Draft): boolean {
    if (!this.allowed) return true;
    const state = JSON.stringify(rest);
    const kept = (input === this.written || this.store.set(INPUT, JSON.stringify(pack(input)))) && (state === this.state || this.store.set(STATE, state));
    this.written = kept ? input : null;
    this.state = kept ? state : '';
    if (!kept) for (const key of [INPUT, STATE]) this.store.set(key, null);
    return kept;
  }

  load(): Draft | null {
    if (!this.allowed) return null;
    try {
      const input = unpack(JSON.parse(this.store.get(INPUT) || 'null') as Kept | null);
      const rest = JSON.parse(this.store.get(STATE) || 'null') as Rest | null;
      if (!input || !rest) return null;
      this.written = input;
      return { input, ...rest };
    } catch {
      // Written by another release, or cut short: nothing to go on with.
      return null;
    }
  }
}

const pack = (input: Input): Kept => (input.kind === 'bytes' ? { kind: 'bytes', name: input.name, base64: toBase64(input.bytes) } : input);

function unpack(kept: Kept | null): Input | null {
  if (!kept || kept.kind !== 'bytes') return kept;
  return { kind: 'bytes', name: kept.name, bytes: new Uint8Array(fromBase64(kept.base64)) };
}
