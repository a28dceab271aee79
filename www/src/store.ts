// Where a host lets things be kept between visits. Storage may be forbidden (opaque origins, private windows, full):
// then nothing is kept and nobody is told off.

export interface Store {
  get(key: string): string | null;
  /** Null removes. False: it could not be kept. */
  set(key: string, value: string | null): boolean;
}

/** For hosts on pages of others: nothing is kept. */
export const noStore: Store = { get: () => null, set: () => false };

const PREFIX = 'gouji.';

export const browserStore: Store = {
  get(key) {
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(PREFIX + key);
      else localStorage.setItem(PREFIX + key, value);
      return true;
    } catch {
      return false;
    }
  },
};
