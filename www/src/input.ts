// What the user gives, by paste, drop, file or button, becomes one Input.

import type { Texts } from './lang/zh-CN';
import { nameOfFile } from './names';

export type Input =
  | { kind: 'text'; name: string; text: string }
  | { kind: 'html'; name: string; html: string; text: string }
  | { kind: 'bytes'; name: string; bytes: Uint8Array }
  | { kind: 'blank'; name: string; form: string };

/** Something that could not be taken; `message` is for the user. */
export class Refused extends Error {
  constructor(readonly said: string) {
    super(said);
  }
}

/** As src/readers/office/limits.rs has it; text is refused earlier, by the engine. */
export const FILE_LIMIT = 64 * 1024 * 1024;

/** The content of a paste or drop; files win, then HTML that holds a table, then text. */
export function fromTransfer(data: DataTransfer, texts: Texts['intake']): { files: File[] } | { input: Promise<Input> } {
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  // Excel and Word put a picture of the selection beside its HTML: then the HTML is what was meant.
  const files = /<table[\s>]/i.test(html) ? [] : Array.from(data.files);
  return files.length > 0 ? { files } : { input: fromStrings(html, text, texts) };
}

function fromStrings(html: string, text: string, texts: Texts['intake']): Promise<Input> {
  const name = texts.names.paste;
  if (/<table[\s>]/i.test(html)) return Promise.resolve<Input>({ kind: 'html', name, html, text });
  if (text.trim()) return Promise.resolve<Input>({ kind: 'text', name, text });
  if (html.trim()) return Promise.resolve<Input>({ kind: 'html', name, html, text });
  return Promise.reject(new Refused(texts.empty));
}

export function fromFile(file: File, texts: Texts['intake']): Promise<Input> {
  const name = nameOfFile(file.name);
  if (file.size > FILE_LIMIT) return Promise.reject(new Refused(texts.tooLarge(name)));
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ kind: 'bytes', name, bytes: new Uint8Array(reader.result as ArrayBuffer) });
    reader.onerror = () => reject(new Refused(texts.cannotRead(name)));
    reader.readAsArrayBuffer(file);
  });
}

/** Nothing but numbers, one or a block of them, is meant for the selected cell and those beside it, not as a new report. */
export function asCellValues(data: DataTransfer): string[][] | null {
  if (data.files.length > 0) return null;
  const text = data.getData('text/plain').replace(/\s+$/, '');
  if (text.length > BLOCK_LIMIT) return null;
  const block = text.split(/\r?\n/).map((line) => line.split('\t').map((one) => one.trim()));
  const numbers = block.every((line) => line.every((one) => one === '' || (one.length <= 20 && NUMBER.test(one))));
  return numbers && text.trim() ? block : null;
}

const BLOCK_LIMIT = 4000;
const NUMBER = /^[-+−－]?[\d０-９][\d０-９.,，．]*$/;
