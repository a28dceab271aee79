// The reader packs of an engine: each is fetched when it is first called for, and let go when it breaks.

import type { Refusal } from './contract';
import type { Addresses } from './engine';
import type { Pack, PackLoader } from './pack';

const NOT_FETCHED: Refusal = { reason: '没能取得读取这种文件的模块。', advice: '请检查网络后再试；若仍不行，可能是网站上的文件不全，请告诉网站的管理者。' };

export class Packs {
  addresses: Addresses = {};
  private readonly started = new Map<string, Promise<Pack>>();
  private last: { bytes: Uint8Array; result: Uint8Array | Refusal } | null = null;

  constructor(private readonly load: PackLoader) {}

  /** What a pack does; that it cannot be had is told. When it breaks that is our mistake, and the next call gets another. */
  use<T>(name: string, act: (pack: Pack) => T): Promise<T | Refusal> {
    return this.start(name).then((pack): T => {
      try {
        return act(pack);
      } catch (error) {
        this.started.delete(name);
        throw error;
      }
    }, (error: Error) => {
      console.error(error.message);
      return NOT_FETCHED;
    });
  }

  /** What the pack makes of a file, kept for the one opened last: every edit asks for it again. */
  readOnce(name: string, bytes: Uint8Array): Promise<Uint8Array | Refusal> {
    const { last } = this;
    if (last && last.bytes === bytes) return Promise.resolve(last.result);
    return this.use(name, (pack) => {
      const result = pack.read(bytes);
      this.last = { bytes, result };
      return result;
    });
  }

  private start(name: string): Promise<Pack> {
    const known = this.started.get(name);
    if (known) return known;
    const loading = this.load(name, this.addresses);
    this.started.set(name, loading);
    // One that could not be fetched is asked for again next time.
    loading.catch(() => this.started.delete(name));
    return loading;
  }
}
