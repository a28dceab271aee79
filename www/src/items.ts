// Files, and what lies in containers of files, as a list of inputs.

import { Stopped, type Checker } from './checker';
import { fromFile, Refused, type Input } from './input';
import type { Texts } from './lang/zh-CN';
import type { Item } from './views/many';

/** Every file as it is; a container of files as the files in it, named by it where there are several. */
export function itemsOf(files: File[], checker: Checker, texts: Texts['intake']): Promise<Item[]> {
  const unread = (file: File, error: unknown): Item[] => [{ name: file.name, input: null, refused: refusal(error) }];
  const lists = files.map((file) => fromFile(file, texts).then(
    (input) => expanded(input, checker, files.length > 1),
    (error) => unread(file, error),
  ));
  return Promise.all(lists).then((all) => all.reduce((list, some) => list.concat(some), []));
}

export const refusal = (error: unknown): string => (error instanceof Refused ? error.said : String(error));

function expanded(input: Input, checker: Checker, named: boolean): Promise<Item[]> {
  const whole: Item[] = [{ name: input.name, input, refused: null }];
  if (input.kind !== 'bytes' || !isZip(input.bytes)) return Promise.resolve(whole);
  return checker.perform({ kind: 'members', bytes: input.bytes }).then((members) => {
    if (!members) return whole;
    if (!Array.isArray(members)) return [{ name: input.name, input: null, refused: members.reason + members.advice }];
    return members.map((member): Item => {
      const name = named ? `${input.name}/${member.name}` : member.name;
      return 'bytes' in member
        ? { name, input: { kind: 'bytes', name, bytes: member.bytes }, refused: null }
        : { name, input: null, refused: member.reason };
    });
  }, (error) => {
    if (error instanceof Stopped) throw error;
    return whole;
  });
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
