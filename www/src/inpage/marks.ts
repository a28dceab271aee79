// Marks on the cells of a page that is not ours: through the object model, which every policy allows, and so that
// taking them off leaves the page as it was.

import type { Texts } from '../lang/zh-CN';
import type { Mark } from '../model';
import { own } from '../own';
import { suggestion } from '../views/said';

const RED = '#b3201a';
const AMBER = '#b86a00';
/** Whatever the host page's rules for such an element are. */
const NOTE = 'all: initial !important; display: block !important; font: bold 12px/1.3 sans-serif !important; text-align: center !important; white-space: nowrap !important; color: ';

/** Marks `node`; the function returned takes the mark off. */
export function put(node: HTMLElement, mark: Mark, texts: Texts): () => void {
  const title = node.getAttribute('title');
  const color = mark.sure ? RED : AMBER;
  const said = suggestion(mark, texts);
  const unstyle = outline(node, said ? `3px solid ${color}` : `2px dashed ${AMBER}`);
  node.title = [mark.cell.name, said, mark.failing ? texts.table.failing : ''].filter(Boolean).join('；');
  const note = said ? tell(node, said, color) : null;
  return () => {
    if (note && note.parentNode) note.parentNode.removeChild(note);
    unstyle();
    if (title === null) node.removeAttribute('title');
    else node.title = title;
  };
}

/** The function returned puts back what the page itself had set. */
function outline(node: HTMLElement, value: string): () => void {
  const { style } = node;
  const had = node.hasAttribute('style');
  const before = ['outline', 'outline-offset'].map((name) => ({ name, value: style.getPropertyValue(name), priority: style.getPropertyPriority(name) }));
  style.setProperty('outline', value, 'important');
  style.setProperty('outline-offset', '-3px', 'important');
  return () => {
    for (const one of before) style.setProperty(one.name, one.value, one.priority);
    // Asking first: Chromium writes the attribute only when it is asked for, and would write it again.
    if (!had && !node.getAttribute('style')) node.removeAttribute('style');
  };
}

function tell(node: HTMLElement, text: string, color: string): HTMLElement {
  const note = own(document, 'createElement')('span');
  note.style.cssText = `${NOTE}${color} !important`;
  note.textContent = text;
  node.appendChild(note);
  return note;
}
