// Both reader packs' glue in one bundle; their modules come from wherever the bundle's host keeps them.

import startOffice, { read_pack as readOffice } from 'gouji-office';
import startPage, { read_pack as readPage } from 'gouji-page';
import type { Addresses, PackLoader } from './engine';

const GLUE = {
  office: { start: startOffice, read: readOffice },
  page: { start: startPage, read: readPage },
};
export type PackName = keyof typeof GLUE;

export const packGlue = (module: (name: PackName, addresses: Addresses) => Promise<ArrayBuffer>): PackLoader => (name, addresses) => {
  if (!(name in GLUE)) return Promise.reject(new Error(`${name} is no pack`));
  const { start, read } = GLUE[name as PackName];
  return module(name as PackName, addresses).then((bytes) => start({ module_or_path: bytes })).then(() => ({ read }));
};
