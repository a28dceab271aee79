// Light, dark or high contrast, as chosen or as the system has it. The choice is a class on `nodes`; the colours are
// in parts.css.

import type { Store } from './store';

export const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'theme';

export function keptTheme(store: Store): Theme {
  const kept = store.get(KEY) as Theme | null;
  return kept !== null && THEMES.indexOf(kept) >= 0 ? kept : 'auto';
}

export function wear(theme: Theme, nodes: Element[], store: Store): void {
  store.set(KEY, theme === 'auto' ? null : theme);
  for (const { classList } of nodes) for (const one of THEMES) classList.toggle(`is-${one}`, one === theme);
}
