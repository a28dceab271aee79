// Both reader packs' glue in one bundle; their modules come from wherever the bundle's host keeps them.

import startOffice, * as office from 'gouji-office';
import startPage, * as page from 'gouji-page';
import type { Addresses } from './engine';
import { asPack, type PackLoader } from './pack';

const GLUE = {
  office: { start: startOffice, glue: office },
  page: { start: startPage, glue: page },
};
export type PackName = keyof typeof GLUE;

export const packGlue = (module: (name: PackName, addresses: Addresses) => Promise<ArrayBuffer>): PackLoader => (name, addresses) => {
  if (!(name in GLUE)) return Promise.reject(new Error(`${name} is no pack`));
  const { start, glue } = GLUE[name as PackName];
  return module(name as PackName, addresses).then((bytes) => start({ module_or_path: bytes })).then(() => asPack(glue));
};
