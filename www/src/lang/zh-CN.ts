// Every text of the page. What a report says and what the checks find comes in the result itself.
import type { Review } from '../contract';
import type { Language } from '.';

export const zhCN = {
  code: 'zh-CN' as Language,
  language: '语言',
  languageFailed: '没能取得该语言的文字，请检查网络后再试。',
  /** The review as this language says it. */
  speak: (review: Review): Review => review,
  /** The sentence of a finding, by its rule. */
  finding: (_rule: string, message: string): string => message,
  /** The language of what the engine says. */
  engine: 'zh-CN' as Language,
  name: '勾稽',
  subtitle: '政府信息公开工作年度报告核对',
  title: '粘贴年报，核对每一条勾稽关系',
  intake: {
    label: '粘贴表格或整篇报告 (Ctrl+V)，或把文件拖到这里',
    again: '再核对一份：在此粘贴 (Ctrl+V) 或拖入文件',
    open: '打开文件', folder: '打开文件夹',
    example: '载入示例',
    blank: '填写空白表',
    formats: (list: string) => `可以读取：网页或 Word、WPS、Excel 中复制的表格，以及 ${list} 文件；可以放入许多个、整个文件夹或 .zip 压缩包`,
    local: '全部在本机浏览器内完成，不上传任何数据',
    empty: '剪贴板里没有文字、表格或文件。请先在报告中选中表格并复制，再到这里粘贴。',
    tooLarge: (name: string) => `“${name}”超过 64 MB，没有读取。请只保留报告正文和表格后再试。`,
    cannotRead: (name: string) => `浏览器没能读出“${name}”。请确认文件没有被移动或独占打开，再试一次。`,
    names: { paste: '剪贴板内容', example: '示例年报', blank: '空白表' },
  },
  intro: [
    ['逐条核对', '两份官方格式（2019、2021）的全部勾稽关系：各列、各行、各表总计。'],
    ['指到单元格', '找出改动最少的解释：哪一格最可能有误，应当是多少。'],
    ['不妄下结论', '空白、看不清或没有找到的，单独列出，不算作一致。'],
  ],
  busy: '正在核对…',
  stop: '停止',
  stopped: '已停止。内容仍然保留，可以重新核对。',
  retry: '重新核对',
  trapped: '核对程序意外中断，已重新启动。您提供的内容仍然保留；可以重试，或只粘贴其中的表格。若再次出现，请反馈给维护者。',
  cannotStart: '核对程序没能启动。请刷新页面重试；若仍不行，请换用较新的浏览器（Chromium 内核 69 以上）。',
  verdict: {
    relations: '条勾稽关系', formats: '项填写规范',
    setAside: (count: number) => `其中 ${count} 处已搁置。`,
    pass: '一致', fail: '不一致', unknown: '未能核对', inapplicable: '不适用',
    meet: '符合', break: '须留意',
  },
  prose: {
    checked: '正文已核对', coming: '正文正在核对…', retry: '再试',
    refused: (missing: boolean) => `正文没有核对：${missing ? '网站上缺少核对正文的程序文件（full.wasm）' : '没能取得核对正文的程序文件，请检查网络'}。表格的核对不受影响。`,
    show: '在原文中查看',
  },
  meta: {
    form: '报告格式', auto: '自动识别', recognised: (what: string) => `${what}（自动识别）`, unset: '未填', year: '年度', body: '单位', unknown: '未识别', source: '来源', why: '识别依据',
  },
  readers: { html: '网页表格', text: '纯文本', csv: '分隔文本（CSV）', docx: 'Word 文档', doc: 'Word 97 或 WPS 文档', rtf: 'RTF 文档', odt: 'ODT 文档', xlsx: 'Excel 表格', xls: 'Excel 97 或 WPS 表格', ods: 'ODS 表格', mht: '网页归档', pdf: 'PDF 文件', ofd: 'OFD 版式文件' } as Record<string, string | undefined>,
  tools: {
    undo: '撤销', redo: '重做', json: '下载数据（JSON）', jsonTitle: '供其他程序读取；含所作改动、搁置及理由', print: '打印检查记录', copy: '复制核对结果（文字）', copyTables: '复制全部表格（含改动）', copyTable: '复制此表', copied: '已复制，可以粘贴了。', copyFailed: '没能复制。浏览器可能不允许，请改用“下载数据”。', more: '带走结果', help: '快捷键和说明',
    fillTotals: (count: number) => `填入合计（${count} 处）`,
    tables: '报表', original: '原文', view: '查看方式',
  },
  takeaway: {
    title: '下载', workbook: '更正后的表格 (.xlsx)', csv: '更正后的表格 (.csv)', annotated: '批注原件',
    tablesTitle: '官方版式的表格：您改过的和确定应改的已改好，改过和待定的格都有标记',
    annotatedTitle: '您的原文件，在有问题的单元格上加批注和底色，其余不变',
  },
  moreFailed: '没能取得所需的程序文件，请检查网络后再试。',
  legend: { title: '图例', wrong: '很可能有误', suspect: '可能有误', fill: '待补填', failing: '所在关系不一致', hatch: '空白、存疑或未找到', edited: '已改动' },
  table: {
    absent: '文中没有找到这张表',
    suggest: {
      only: (value: string) => `应为 ${value}`,
      likely: (value: string) => `疑为 ${value}`,
      either: (value: string) => `或为 ${value}`,
      fill: (value: string) => `可填 ${value}`,
    },
    readAs: (value: string) => `读作 ${value}`,
    was: (value: string) => `原为 ${value}`,
    nothing: '空白',
    wrong: '很可能有误', suspect: '可能有误', failing: '所在勾稽关系不一致', edited: '已改动',
    states: { read: '', edited: '', blank: '空白', doubtful: '读取存疑', illegible: '无法辨认', missing: '未找到' },
    unequal: '不一致', comma: '，', gap: '',
    editing: (name: string) => `${name}，输入数值`,
    hint: '点选单元格后直接键入即可修改，Enter 确认，Esc 取消。',
    illegible: '？', rawText: (raw: string) => `原文 ${raw}`,
    scroll: (title: string) => `${title}，可左右滚动`,
  },
  findings: {
    title: '发现的问题', none: '没有发现问题。', noneStanding: '没有其他问题。', noneUnchecked: '在已核对的范围内没有发现问题；没有核对的见下方。',
    severity: { error: '错误', warning: '存疑', note: '提示' },
    advice: '处理建议', why: '为什么', basis: '依据', relations: (count: number) => `相关勾稽关系（${count}）`,
    difference: (value: string) => `差 ${value}`,
    headline: (name: string, to: string, from: string, sure: boolean) => `${name} ${sure ? '应为' : '疑为'} ${to}，现为 ${from}`,
    several: (broken: number, cells: number, only: boolean) => `${broken} 条勾稽关系不成立，${only ? '' : '最'}可能有 ${cells} 格填错`,
    open: (broken: number, count: number) => `${broken} 条勾稽关系不成立，有 ${count} 种可能`,
    unlocated: (broken: number) => `${broken} 条勾稽关系不成立，指不出是哪一格`,
    moreBroken: (count: number) => `另有 ${count} 条关系不成立，见“为什么”`,
    doubt: '有的格读取时有疑问，请先对照原文。',
    slip: (text: string) => `可能的原因：${text}`,
    fill: '建议补填',
    unique: (count: number) => (count === 1 ? '仅改这一格，以上关系即全部成立' : `仅改这 ${count} 格，以上关系即全部成立`),
    likely: (others: number) => (others > 0 ? `第一种最可能，另有 ${others} 种也能使关系成立` : '最可能的改法'),
    either: (count: number) => `以下 ${count} 处之一`, eitherSets: (count: number) => `以下 ${count} 种改法之一`,
    unproved: '搜索未能穷尽，可能还有别的改法。',
    change: (name: string, from: string, to: string) => `${name}：${from} → ${to}`,
    apply: '采用建议', show: '在表中查看', more: (count: number) => `另有 ${count} 种，从略`,
    aside: '已搁置', setAside: '搁置', takeBack: '恢复', cancel: '取消', reason: '搁置的理由', reasonHint: '如：已核对台账，数字无误', reasonKeep: '确定搁置',
    reasonGiven: (reason: string) => `理由：${reason}`,
  },
  cell: {
    title: '所选单元格', written: '填写', place: '位置', relations: '所在的勾稽关系', findings: '相关问题', noRelations: '没有勾稽关系涉及这一格。', close: '关闭',
  },
  drafts: {
    keep: '在本机保留草稿', about: '只存在这个浏览器里，刷新或重新打开后可以接着做；取消勾选即全部删除。公用电脑请勿勾选。',
    resumed: (name: string) => `已恢复上次的草稿“${name}”。`, tooLarge: '内容太大，浏览器存不下，没有保留草稿。',
  },
  record: {
    title: '政府信息公开工作年度报告检查记录', of: '检查对象', when: '检查时间', version: '检查程序', verdict: '结论：', aside: '已搁置的问题和理由', edits: '检查中所作的改动',
    ways: '可能的改法', or: '；或 ', by: '检查人：', date: '日期：',
  },
  flow: {
    title: '收件与办理（总计）', received: '新收', carriedIn: '上年结转', carriedOut: '结转下年',
    results: { granted: '予以公开', partial: '部分公开', denied: '不予公开', unavailable: '无法提供', declined: '不予处理', other: '其他处理' },
    said: (came: number, went: number) => (came === went ? `收到 ${came} 件，办理和结转 ${went} 件，两边相等。` : `收到 ${came} 件，办理和结转 ${went} 件，两边差 ${Math.abs(came - went)} 件。`),
  },
  theme: { label: '外观', names: { auto: '跟随系统', light: '浅色', dark: '深色', contrast: '高对比' } },
  unchecked: { title: '没有核对的', none: '没有遗漏：应当核对的都核对了。', notices: '读取说明' },
  original: { empty: '没有原文。', cut: '内容很长，只显示前面一部分。' },
  unreadable: { given: '您提供的内容', file: (name: string, size: string) => `文件“${name}”，${size}`, cut: '（只显示前面一部分）' },
  sides: (left: string, right: string) => [left, right].filter(Boolean).join('，'),
  export: {
    title: '核对结果',
  },
  frame: {
    told: (origin: string) => `核对结果会交给嵌入本工具的网页：${origin}`,
  },
  footer: '结果供核对参考，不作为对报告的评价。', docs: '说明文档',
};

/** What every language says; a missing one is an error of types. */
export type Texts = typeof zhCN;
