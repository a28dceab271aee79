// Files dropped or chosen, folders with all that is in them, as a list of what is to be checked and what is left out.
// A file is a handle here: its bytes are read when its turn comes.

import { nameOfFile } from '../names';

/** Something to check, or why it cannot be. */
export interface Source {
  path: string;
  blob: Blob | null;
  refused: string | null;
}

export type Kind = 'picture' | 'temporary' | 'media' | 'program';
export interface Left { path: string; kind: Kind }
export interface Found { sources: Source[]; left: Left[] }

/** As much of FileSystemEntry as is needed; the oldest kernels have it under the same names. */
export interface Entry {
  isFile: boolean;
  isDirectory: boolean;
  fullPath: string;
  file?(take: (file: File) => void, fail: (error: unknown) => void): void;
  createReader?(): { readEntries(take: (entries: Entry[]) => void, fail: (error: unknown) => void): void };
}

/** What was dropped: folders are only known as entries, and only while the event lasts. */
export function entriesOf(data: DataTransfer): Entry[] {
  const found: Entry[] = [];
  const { items } = data;
  for (let at = 0; items && at < items.length; at++) {
    const item = items[at] as DataTransferItem & { webkitGetAsEntry?(): Entry | null };
    const entry = item.kind === 'file' && item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    if (entry) found.push(entry);
  }
  return found;
}

const DEPTH = 32;
const FILES = 20_000;
const AT_ONCE = 64;

interface Named {
  path: string;
  file: File | null;
  /** Why it cannot be had, where that is not the browser's fault. */
  refused?: string;
}

/** What is said of what cannot be had. */
export interface Refusals {
  unread: string;
  folderUnread: string;
  tooDeep: string;
  tooMany(count: number): string;
}

/** Everything below the entries, and what had to be left out; `told` hears how many there are so far. */
export function walk(entries: Entry[], told: (count: number) => void, texts: Refusals): Promise<Named[]> {
  const files: Named[] = [];
  let taken = 0;
  const leave = (entry: Entry, refused: string) => files.push({ path: pathOf(entry), file: null, refused });
  const inside = (folder: Entry, depth: number): Promise<void> => children(folder).then(({ found, isWhole }) => {
    if (!isWhole) leave(folder, texts.folderUnread);
    return below(found, depth + 1);
  });
  const file = (entry: Entry): Promise<void> => fileOf(entry).then((one) => {
    files.push({ path: pathOf(entry), file: one });
    if (files.length % 50 === 0) told(files.length);
  });
  const one = (entry: Entry, depth: number): Promise<void> | undefined => {
    if (taken > FILES) return undefined;
    if (!entry.isDirectory || taken === FILES) taken++;
    if (taken > FILES) leave(entry, texts.tooMany(FILES));
    else if (!entry.isDirectory) return file(entry);
    else if (depth < DEPTH) return inside(entry, depth);
    else leave(entry, texts.tooDeep);
    return undefined;
  };
  const below = (list: Entry[], depth: number): Promise<void> => {
    const some = (from: number): Promise<void> => (from >= list.length ? Promise.resolve()
      : Promise.all(list.slice(from, from + AT_ONCE).map((entry) => one(entry, depth))).then(() => some(from + AT_ONCE)));
    return some(0);
  };
  return below(entries, 0).then(() => files);
}

const pathOf = (entry: Entry): string => entry.fullPath.replace(/^\//, '') + (entry.isDirectory ? '/' : '');

/** A file that cannot be had still belongs on the list. */
const fileOf = (entry: Entry): Promise<File | null> => new Promise((resolve) => {
  if (entry.file) entry.file(resolve, () => resolve(null));
  else resolve(null);
});

/** A reader gives a hundred at a time, and nothing when there are no more. */
function children(entry: Entry): Promise<{ found: Entry[]; isWhole: boolean }> {
  const reader = entry.createReader ? entry.createReader() : null;
  const found: Entry[] = [];
  return new Promise((resolve) => {
    const more = () => {
      if (!reader) return resolve({ found, isWhole: false });
      reader.readEntries((some) => {
        if (some.length === 0) return resolve({ found, isWhole: true });
        for (const one of some) found.push(one);
        more();
      }, () => resolve({ found, isWhole: false }));
    };
    more();
  });
}

export const named = (files: File[]): Named[] => files.map((file) => ({ path: (file as File & { webkitRelativePath?: string }).webkitRelativePath || file.name, file }));

/** What systems and programs leave beside documents, and what is no document at all; anything else is looked at. */
const KINDS: [Kind, RegExp][] = [
  ['temporary', /(^|\/)(~\$|\.~|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|(^|\/)__MACOSX\/|\.(tmp|temp|bak|crdownload|part|lock)$/i],
  ['picture', /\.(png|jpe?g|gif|bmp|tiff?|webp|svg|heic|ico|psd)$/i],
  ['media', /\.(mp[34]|avi|mov|wmv|wav|mkv|flv|m4a)$/i],
  ['program', /\.(exe|dll|lnk|url|js|css|msi|bat|sh|apk|ttf|woff2?)$/i],
];

const kindOf = (path: string): Kind | null => { const found = KINDS.filter(([, pattern]) => pattern.test(path))[0]; return found ? found[0] : null; };

/** Names in their natural order: 2 before 10. */
const order = /* @__PURE__ */ new Intl.Collator('zh', { numeric: true }).compare;

export function sorted(files: Named[], texts: { unread: string }): Found {
  const found: Found = { sources: [], left: [] };
  for (const { path, file, refused } of files) {
    const kind = refused ? null : kindOf(path);
    const name = nameOfFile(path);
    if (kind) found.left.push({ path: name, kind });
    else found.sources.push({ path: name, blob: file, refused: file ? null : refused || texts.unread });
  }
  found.sources.sort((a, b) => order(a.path, b.path));
  return found;
}

export const isContainer = (path: string): boolean => /\.zip$/i.test(path);
