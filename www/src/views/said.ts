// How a suggestion and the content of a cell are said. No DOM.

import type { Texts } from '../lang/zh-CN';
import type { Mark } from '../model';

/** What a cell should hold, said as surely as it is known; null when nothing is suggested. */
export function suggestion(mark: Mark, texts: Texts): string | null {
  const t = texts.table;
  if (mark.should === null) return null;
  const value = mark.should || t.nothing;
  if (mark.how === 'only' && !mark.sure) return t.suggest.likely(value);
  return t.suggest[mark.how](value);
}

/** What stands in a cell, said so that nothing is seen to be nothing. */
export const written = (raw: string | null, texts: Texts): string => (raw && raw.trim()) || texts.table.nothing;
