// What is said of and in the files that are taken away. Beside the texts of the page, because it is fetched with what
// makes them.

import type { Language } from '.';
import { converted } from './traditional';

const zh = {
  busy: '正在生成文件…', failed: '文件没有生成。请再试一次；若仍不行，可下载核对记录。',
  corrected: (changed: number, open: number, csv: boolean) => [
    changed > 0 ? `已下载。改了 ${changed} 格` : '已下载。没有改动任何一格', open > 0 ? `，另有 ${open} 格待您确定，保持原样` : '',
    changed + open > 0 && !csv ? '；这些格有底色和批注。' : '。'].join(''),
  noted: (count: number, left: number) => `已下载。在 ${count} 处加了批注和底色。${left > 0 ? `另有 ${left} 处在文件的表格中找不到对应的格，请看核对记录。` : ''}`,
  nothingToNote: '没有需要批注的单元格。',
  allLost: '有问题的格在文件的表格中都找不到对应的位置，不能批注，请下载核对记录。',
  noNotes: '这种文件不能加批注，只有 Word 的 .docx 和 Excel 的 .xlsx 可以。请下载核对记录；或者用 Word、WPS、Excel 另存为 .docx 或 .xlsx，重新核对后再下载。',
  record: '下载核对记录',
  changed: (was: string, now: string) => `核对时已改：原为 ${was}，现为 ${now}`,
  adopted: (was: string, now: string) => `已按核对结果更正：原为 ${was}，现为 ${now}`,
  should: (said: string, now: string) => `${said}，现为 ${now}`,
  correctedName: '（更正后）', annotatedName: '（批注）', recordName: '（核对记录）', fallbackName: '政府信息公开工作年度报告',
};

export type TakeawayTexts = typeof zh;

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

const en: TakeawayTexts = {
  busy: 'Making the file…', failed: 'The file could not be made. Try again, or download the check record.',
  corrected: (changed, open, csv) => [
    changed > 0 ? `Downloaded, with ${count(changed, 'cell')} changed` : 'Downloaded, with nothing changed', open > 0 ? `; ${open} left for you to decide` : '',
    changed + open > 0 && !csv ? '; these cells have colours and notes.' : '.'].join(''),
  noted: (number, left) => `Downloaded, with ${count(number, 'note')}.${left > 0 ? ` ${left} more have no cell in the file’s tables: see the check record.` : ''}`,
  nothingToNote: 'There is no cell to note anything at.',
  allLost: 'None of the cells to blame has a place in the file’s tables: download the check record instead.',
  noNotes: 'Notes can be put into .docx and .xlsx files only. Download the check record, or save the file as one of these and check it again.',
  record: 'Download the check record',
  changed: (was, now) => `Changed while checking: was ${was}, is ${now}`,
  adopted: (was, now) => `Corrected by the check: was ${was}, is ${now}`,
  should: (said, now) => `${said}, is ${now}`,
  correctedName: ' (corrected)', annotatedName: ' (notes)', recordName: ' (check record)', fallbackName: 'annual report',
};

export const takeawayTexts = (language: Language): TakeawayTexts => (language === 'en' ? en : language === 'zh-Hant' ? converted(zh) : zh);
