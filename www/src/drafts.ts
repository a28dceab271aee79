// What the user is working on, kept over a reload, in this browser, once the user allowed it. The input is written
// when it is opened, the small rest at every step.

import { fromBase64, toBase64 } from './base64';
import type { Input } from './input';
import { nameOfFile } from './names';
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
    const input = unpack(this.kept(INPUT));
    const rest = restOf(this.kept(STATE));
    if (!input || !rest) return null;
    this.written = input;
    return { input, ...rest };
  }

  /** Others can write to the storage too: whatever does not have its shape, or was cut short, is nothing to go on with. */
  private kept(key: string): Record<string, unknown> {
    try {
      return Object(JSON.parse(this.store.get(key) || 'null')) as Record<string, unknown>;
    } catch {
      return {};
    }
  }
}

const pack = (input: Input): Kept => (input.kind === 'bytes' ? { kind: 'bytes', name: input.name, base64: toBase64(input.bytes) } : input);

function unpack({ kind, name: given, text, html, form, base64 }: Record<string, unknown>): Input | null {
  if (typeof given !== 'string') return null;
  const name = nameOfFile(given);
  if (kind === 'text' && typeof text === 'string') return { kind, name, text };
  if (kind === 'html' && typeof html === 'string' && typeof text === 'string') return { kind, name, html, text };
  if (kind === 'blank' && typeof form === 'string') return { kind, name, form };
  const bytes = kind === 'bytes' && typeof base64 === 'string' ? bytesOf(base64) : null;
  return bytes && { kind: 'bytes', name, bytes };
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return new Uint8Array(fromBase64(base64));
  } catch {
    return null;
  }
}

function restOf({ form, year, edits, aside }: Record<string, unknown>): Rest | null {
  const isYear = year === null || (typeof year === 'number' && Number.isInteger(year) && year > 0 && year < 10_000);
  if ((form !== null && typeof form !== 'string') || !isYear || !isPairs(edits) || !isPairs(aside)) return null;
  return { form, year: year as number | null, edits, aside };
}

const isPairs = (list: unknown): list is [string, string][] => Array.isArray(list)
  && list.every((one) => Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string'));
