// The hosted page carries the source language; the others are files beside it.

import { run, stamped } from '../packs';
import type { Load } from '.';
import { zhCN, type Texts } from './zh-CN';

export const loadFetched: Load = (language) => (language === 'zh-CN'
  ? Promise.resolve(zhCN)
  : run(stamped(`lang-${language}.js`)).then(() => (self as unknown as { goujiTexts: Texts }).goujiTexts));
