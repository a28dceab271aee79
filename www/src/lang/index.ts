// Which languages there are, and which one a reader gets.

import type { Store } from '../store';
import type { Texts } from './zh-CN';

export const LANGUAGES = { 'zh-CN': '简体中文', 'zh-Hant': '繁體中文', en: 'English' } as const;
export type Language = keyof typeof LANGUAGES;
export type Load = (language: Language) => Promise<Texts>;

const KEY = 'lang';

export const isLanguage = (one: unknown): one is Language => typeof one === 'string' && Object.prototype.hasOwnProperty.call(LANGUAGES, one);

/** A tag as browsers and attributes have it: zh-TW, zh-HK and zh-Hant-* are traditional, other zh simplified. */
export function languageOf(tag: string | null | undefined): Language | null {
  if (!tag) return null;
  if (/^zh\b.*\b(hant|tw|hk|mo)\b/i.test(tag)) return 'zh-Hant';
  if (/^zh\b/i.test(tag)) return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : null;
}

/** By the address (?lang=), by the choice made earlier, by the browser. */
export function wantedLanguage(store: Store): Language {
  const asked = /[?&]lang=([\w-]+)/.exec(location.search);
  const tags = [asked && asked[1], store.get(KEY)].concat(navigator.languages ? navigator.languages.slice() : [navigator.language]);
  for (const tag of tags) {
    const found = languageOf(tag);
    if (found) return found;
  }
  return 'zh-CN';
}

export const keepLanguage = (language: Language, store: Store): boolean => store.set(KEY, language);
