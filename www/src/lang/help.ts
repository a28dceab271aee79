// What the help says. Beside the texts of the page, because it is fetched when it is first opened.

import type { Language } from '.';
import { converted } from './traditional';

const zh = {
  title: '快捷键和说明',
  groups: [
    ['随处', [['Ctrl+V', '粘贴报告，开始核对'], ['F6 Shift+F6', '到下一个、上一个区域'], ['Ctrl+Z Ctrl+Y', '撤销、重做'], ['Ctrl+P', '打印检查记录'], ['?', '打开本说明']]],
    ['表格中', [['↑ ↓ ← →', '移动'], ['Home End', '到本行首格、末格；同时按 Ctrl 到整张表的'], ['PageUp PageDown', '上、下八行'], ['0–9', '直接键入，替换原数'], ['Enter F2', '修改原数'], ['Delete', '清空'], ['Ctrl+C Ctrl+V', '复制、粘贴数字；可粘贴一片']]],
    ['文件列表中', [['↑ ↓', '移动'], ['PageUp PageDown', '上、下一页'], ['Enter', '打开报告'], ['Tab', '到表头：← → 换栏，Enter 排序'], ['a–z 0–9', '直接键入，筛选']]],
    ['键入时', [['Enter', '确认并下移'], ['Tab', '确认并到下一格'], ['Esc', '放弃']]],
  ] as [string, [string, string][]][],
  marksTitle: '标记', marks: '红色粗框带 × 的最可能有误，下方写着应为多少；橙色带 ! 的可能有误；虚线框的格所在的关系不一致；斜纹是空白、存疑或未找到；右上角有小三角的已经改动。',
};

const en: typeof zh = {
  title: 'Keys and signs',
  groups: [
    ['Anywhere', [['Ctrl+V', 'paste a report and check it'], ['F6 Shift+F6', 'next, previous region'], ['Ctrl+Z Ctrl+Y', 'undo, redo'], ['Ctrl+P', 'print the record'], ['?', 'this help']]],
    ['In the tables', [['↑ ↓ ← →', 'move'], ['Home End', 'first, last cell of the row; with Ctrl of the table'], ['PageUp PageDown', 'eight rows'], ['0–9', 'replace the number'], ['Enter F2', 'edit the number'], ['Delete', 'empty the cell'], ['Ctrl+C Ctrl+V', 'copy, paste a number or a block']]],
    ['In the list of files', [['↑ ↓', 'move'], ['PageUp PageDown', 'a page up, down'], ['Enter', 'open the report'], ['Tab', 'to the head: ← → change the column, Enter sorts'], ['a–z 0–9', 'type to filter']]],
    ['While typing', [['Enter', 'keep, go down'], ['Tab', 'keep, go on'], ['Esc', 'give up']]],
  ],
  marksTitle: 'Signs', marks: 'Red thick frame with ×: most likely wrong, with what it should be. Orange with !: may be wrong. Dashed frame: part of a broken relation. Hatched: blank, doubtful or missing. A corner: edited.',
};

export const helpTexts = (language: Language): typeof zh => (language === 'en' ? en : language === 'zh-Hant' ? converted(zh) : zh);
