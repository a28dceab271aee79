// Styles for a shadow root, under the policies of other people's pages. A constructed sheet needs no permission; a
// <style> does ('unsafe-inline' or the script's nonce), a <link> does (the script's site in style-src).

import { own } from './own';

export interface Styles {
  text: string;
  /** The same as a file; null where there is none. */
  address: string | null;
  nonce: string;
}

const sheets = new WeakMap<Styles, CSSStyleSheet>();

export function style(root: ShadowRoot, styles: Styles): void {
  if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
    root.adoptedStyleSheets = [constructed(styles)];
    return;
  }
  const create = own(document, 'createElement');
  const node = create('style') as HTMLStyleElement;
  if (styles.nonce) node.setAttribute('nonce', styles.nonce);
  node.textContent = styles.text;
  root.insertBefore(node, root.firstChild);
  if (isRefused(node) && styles.address) {
    const link = create('link') as HTMLLinkElement;
    link.rel = 'stylesheet';
    link.href = styles.address;
    root.replaceChild(link, node);
  }
}

const isRefused = (node: HTMLStyleElement) => !node.sheet || node.sheet.cssRules.length === 0;

function constructed(styles: Styles): CSSStyleSheet {
  const known = sheets.get(styles);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles.text);
  sheets.set(styles, sheet);
  return sheet;
}
