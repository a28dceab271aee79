// The few lines that stand in for a framework. Children are text or nodes; content never becomes markup, and nothing in it
// turns the order of writing about.

import { steady } from './names';
import { own } from './own';

type Child = Node | string | null | undefined | false | Child[];
type Props = Record<string, unknown>;

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props?: Props | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const node = own(document, 'createElement')(tag) as HTMLElementTagNameMap[K];
  if (props) set(node, props);
  append(node, children);
  return node;
}

/** Functions become listeners, true an empty attribute; null and false leave the attribute out. */
export function set(node: Element, props: Props): void {
  for (const key of Object.keys(props)) {
    const value = props[key];
    if (typeof value === 'function') node.addEventListener(key, value as EventListener);
    else if (value === null || value === undefined || value === false) node.removeAttribute(key);
    else node.setAttribute(key, value === true ? '' : steady(String(value)));
  }
}

function append(node: Node, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (typeof child === 'string') node.appendChild(own(document, 'createTextNode')(steady(child)));
    else if (child) node.appendChild(child);
  }
}

/** Puts `children` in place of whatever `node` holds. */
export function fill(node: Node, ...children: Child[]): void {
  while (node.firstChild) node.removeChild(node.firstChild);
  append(node, children);
}

/** What has the focus in the document or shadow tree `node` is in. */
export function focusOf(node: Node): Element | null {
  return (node.getRootNode() as Document | ShadowRoot).activeElement;
}

/** Text for screen readers only. */
export const hidden = (text: string) => el('span', { class: 'vh' }, text);

const SHAPES = {
  ok: 'M4 8.5l3 3 5.5-6.5',
  error: 'M5 5l6 6M11 5l-6 6',
  warning: 'M8 4v5M8 11.2v.8',
  note: 'M8 7.2v4.8M8 4v.8',
  unknown: 'M6 6.2c0-2.6 4.2-2.4 4 .1-.2 1.3-2 1.4-2 3M8 11.4v.8',
};
export type IconName = keyof typeof SHAPES;

/** Like el(), for drawings. */
export function svg(tag: string, props: Props, ...children: Child[]): SVGElement {
  const node = own(document, 'createElementNS')('http://www.w3.org/2000/svg', tag) as SVGElement;
  set(node, props);
  append(node, children);
  return node;
}

/** A round sign; what it means stands beside it as text. */
export const icon = (name: IconName): SVGElement => svg('svg', { viewBox: '0 0 16 16', class: `icon ${name}`, 'aria-hidden': 'true', focusable: 'false' },
  svg('circle', { cx: 8, cy: 8, r: 7.5 }), svg('path', { d: SHAPES[name] }));
