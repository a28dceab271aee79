// A stand-in for the wasm module with the same exports: the 2021 form with real sums and a plain search for one
// changed cell. It lets the page be tested for what the real module must never do (trap, run for ever), and for
// states that are rare. What it finds is chosen by words in the text: see review_text.

import { APPLICANTS, RESULTS, ROWS, TOTAL, consistentFigures, id, mistypedFigures, requestsLayout, slot } from './fixtures.mjs';

const DISCLOSURE = [
  ['第二十条第（一）项', ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'], ['规章', '行政规范性文件'], 3],
  ['第二十条第（五）项', ['信息内容', '本年处理决定数量'], ['行政许可'], 1],
  ['第二十条第（六）项', ['信息内容', '本年处理决定数量'], ['行政处罚', '行政强制'], 1],
  ['第二十条第（八）项', ['信息内容', '本年收费金额（单位：万元）'], ['行政事业性收费'], 1],
];
const FILED = { 规章: ['0', '0', '0'], 行政规范性文件: ['9', '2', '41'], 行政许可: ['5128'], 行政处罚: ['903'], 行政强制: ['37'], 行政事业性收费: ['1260.5'] };

function disclosure() {
  const layout = [];
  const cells = [];
  for (const [title, head, rows, count] of DISCLOSURE) {
    layout.push([slot('header', title, 1, 4)], head.map((text, at) => slot('header', text, 1, at === 1 && count === 1 ? 3 : 1)));
    for (const name of rows) {
      const line = FILED[name].map((raw, at) => {
        const cell = `disclosure.${name}@${at}`;
        cells.push({ id: cell, name: `${name}·${head[at + 1]}`, raw, value: raw, state: 'read', remark: null, anchor: null });
        return slot('value', '', 1, count === 1 ? 3 : 1, cell);
      });
      layout.push([slot('label', name), ...line]);
    }
  }
  return { id: 'disclosure', title: '二、主动公开政府信息情况', present: true, layout, cells };
}

function reviewTable(present) {
  const parts = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
  const numbers = [3, 1, 0, 1, 5, 1, 0, 0, 0, 1, 2, 0, 0, 1, 3];
  const groups = ['行政复议', '未经复议直接起诉', '复议后起诉'];
  const cells = numbers.map((number, at) => ({
    id: `review.${at}`, name: `${groups[Math.floor(at / 5)]}·${parts[at % 5]}`, raw: present ? String(number) : null, value: present ? String(number) : null,
    state: present ? 'read' : 'missing', remark: null, anchor: null,
  }));
  const layout = [
    [slot('header', '行政复议', 2, 5), slot('header', '行政诉讼', 1, 10)],
    [slot('header', groups[1], 1, 5), slot('header', groups[2], 1, 5)],
    [...parts, ...parts, ...parts].map((text) => slot('header', text)),
    cells.map((cell) => slot('value', '', 1, 1, cell.id)),
  ];
  return { id: 'review', title: '四、政府信息公开行政复议、行政诉讼情况', present, layout, cells };
}

function figures(text) {
  const wrong = text.includes('两处错误') || /[>\t]17[<\t]/.test(text);
  const grid = (wrong ? mistypedFigures() : consistentFigures()).map((line) => line.map(String));
  if (text.includes('存疑')) {
    grid[5][3] = '';
    grid[6][0] = 'O';
  }
  return grid;
}

function relationsOf(cells) {
  const number = (cell) => (cells.get(cell).value === null ? null : Number(cells.get(cell).value));
  const side = (ids) => {
    const parts = ids.map(number);
    const known = parts.every((part) => part !== null);
    const sum = known ? String(parts.reduce((a, b) => a + b, 0)) : null;
    const shown = parts.map((part) => (part === null ? '？' : part));
    return { cells: ids, text: ids.length > 1 && known ? `${shown.join(' + ')} = ${sum}` : shown.join(' + '), value: sum };
  };
  const relation = (rule, name, left, right) => {
    const [a, b] = [side(left), side(right)];
    const known = a.value !== null && b.value !== null;
    return {
      rule, name, cells: [...left, ...right], left: a, right: b, outcome: !known ? 'unknown' : a.value === b.value ? 'pass' : 'fail',
      difference: known && a.value !== b.value ? String(Number(a.value) - Number(b.value)) : null, reason: known ? null : '有单元格的数值不确定',
    };
  };
  const all = [];
  ROWS.forEach((name, row) => all.push(relation('requests-row-total', `${name}：六类申请人之和 = 总计`, APPLICANTS.slice(0, 6).map((_, col) => id(row, col)), [id(row, 6)])));
  APPLICANTS.forEach((name, col) => {
    all.push(relation('requests-results-total', `${name}：各项办理结果之和 = （七）总计`, RESULTS.map((_, at) => id(at + 2, col)), [id(TOTAL, col)]));
    all.push(relation('requests-balance', `${name}：一 + 二 = 三（七）+ 四`, [id(0, col), id(1, col)], [id(TOTAL, col), id(TOTAL + 1, col)]));
  });
  return all;
}

const failing = (cells) => relationsOf(cells).map((relation, at) => ({ relation, at })).filter(({ relation }) => relation.outcome === 'fail');

/** Single cells whose change mends every relation they take part in, and at least one failing one. */
function findingsOf(cells) {
  const open = failing(cells);
  const done = new Set();
  const findings = [];
  for (const { relation, at } of open) {
    if (done.has(at)) continue;
    const repairs = relation.cells.map((cell) => ({ cell, ...mend(cells, relation, cell, open) })).filter((one) => one.to !== null).sort((a, b) => b.mended.length - a.mended.length);
    const best = repairs.filter((one) => one.mended.length === repairs[0].mended.length).slice(0, 3);
    const explained = best[0] ? best[0].mended : [at];
    explained.forEach((one) => done.add(one));
    findings.push({
      id: `sum:${relation.rule}:${at}`, rule: relation.rule, severity: 'error', cells: relation.cells, left: relation.left.value, right: relation.right.value, difference: relation.difference,
      message: `${relation.name}不成立：${relation.left.text}，另一边是 ${relation.right.text}，差 ${relation.difference}`,
      why: '官方格式规定各列、各行的总计等于各项之和。', advice: best[0] ? `最可能：${cells.get(best[0].cell).name} 应为 ${best[0].to}，现为 ${cells.get(best[0].cell).value}。` : '请逐项核对原始台账。',
      basis: '国办公开办函〔2021〕30号', relations: explained,
      repairs: best.map((one, rank) => ({ rank: rank + 1, changes: [{ cell: one.cell, from: cells.get(one.cell).raw, to: one.to }], slip: null, slip_text: rank === 0 ? '与正确数值只差一位' : null, unique: best.length === 1, proved_smallest: true })),
      certainty: best.length === 0 ? 'none' : best.length === 1 ? 'unique' : 'open',
    });
  }
  return findings;
}

function mend(cells, relation, cell, open) {
  const delta = Number(relation.difference) * (relation.left.cells.includes(cell) ? -1 : 1);
  const to = Number(cells.get(cell).value) + delta;
  if (to < 0) return { to: null, mended: [] };
  const changed = new Map(cells);
  changed.set(cell, { ...cells.get(cell), value: String(to) });
  const left = new Set(failing(changed).map((one) => one.at));
  return { to: String(to), mended: open.map((one) => one.at).filter((at) => !left.has(at)) };
}

function requestCells(grid, edits) {
  const cells = new Map();
  grid.forEach((line, row) => line.forEach((raw, col) => {
    const edit = edits.get(id(row, col));
    const text = edit === undefined ? raw : edit;
    const value = text === '' ? '0' : /^\d+$/.test(text) ? String(Number(text)) : null;
    const state = edit !== undefined ? 'edited' : text === '' ? 'blank' : value === null ? 'illegible' : 'read';
    cells.set(id(row, col), {
      id: id(row, col), name: `${ROWS[row]}·${APPLICANTS[col]}`, raw: text, value, state, remark: state === 'blank' ? '空白，按 0 计' : state === 'illegible' ? `“${text}”不是数字` : null,
      anchor: { block: 1, row, col: col + 1, start: 0, end: Array.from(raw).length },
    });
  }));
  return cells;
}

function review(name, text, options) {
  const source = { name, reader: '纯文本' };
  if (text.includes('崩溃') || (options.edits || []).some((edit) => edit.raw.includes('崩'))) throw new WebAssembly.RuntimeError('unreachable');
  while (text.includes('没完没了'));
  if (!text.includes('年度报告')) {
    return { schema: 'gouji-review/1', version: '0', source, verdict: 'unreadable', summary: '没有读到年报的表格', unreadable: { reason: '内容里没有可以辨认的表格。', advice: '请在报告中选中整张表格，复制后再粘贴。' }, report: null };
  }
  const edits = new Map((options.edits || []).map((edit) => [edit.cell, edit.raw]));
  const grid = figures(text);
  const cells = requestCells(grid, edits);
  const relations = relationsOf(cells);
  const findings = findingsOf(cells);
  const count = (outcome) => relations.filter((one) => one.outcome === outcome).length;
  const complete = !text.includes('缺表');
  const unchecked = relations.filter((one) => one.outcome === 'unknown').map((one) => ({ what: one.name, why: one.reason, cells: one.cells }));
  if (!complete) unchecked.push({ what: '四、政府信息公开行政复议、行政诉讼情况', why: '文中没有找到这张表', cells: [] });
  const verdict = findings.length > 0 ? 'findings' : unchecked.length > 0 ? 'incomplete' : 'consistent';
  const summary = { findings: `发现 ${findings.length} 处问题，请核对标出的单元格`, incomplete: '已核对的部分没有发现问题，另有内容没有核对', consistent: '全部勾稽关系一致' }[verdict];
  return {
    schema: 'gouji-review/1', version: '0', source, verdict, summary, unreadable: null,
    report: {
      form: '2021', form_name: '2021 年格式（国办公开办函〔2021〕30号）', form_why: options.form ? '由您指定' : '标题写明 2023 年度，自 2021 年度起用此格式', year: 2023, body: '临江市人民政府',
      tables: [disclosure(), { id: 'requests', title: '三、收到和处理政府信息公开申请情况', present: true, layout: requestsLayout(), cells: Array.from(cells.values()) }, reviewTable(complete)],
      outcomes: { relations: { pass: count('pass'), fail: count('fail'), unknown: count('unknown'), inapplicable: 0 }, formats: { pass: 193, fail: 0, unknown: 0, inapplicable: 0 } },
      whole: true, relations, unchecked, notices: text.includes('存疑') ? ['第 2 页页码已从表格中去掉。'] : [], findings,
      original: [{ kind: 'paragraph', text }, { kind: 'grid', rows: ROWS.length, cols: 8, cells: ROWS.flatMap((label, row) => [label, ...grid[row]].map((content, col) => ({ row, col, rowspan: 1, colspan: 1, text: content }))) }],
    },
  };
}

export default async function init() {}
export const about = () => ({
  version: '0.1.0', formats: [{ name: '网页', extensions: ['html', 'htm'] }, { name: '文本', extensions: ['txt', 'csv'] }],
  forms: [{ id: '2019', name: '2019 年格式' }, { id: '2021', name: '2021 年格式' }],
});
export const review_text = review;
export const review_html = (name, html, options) => review(name, html, options);
export const review_bytes = (name, bytes, options) => review(name, new TextDecoder().decode(bytes), options);
export const review_blank = (form, options) => review('空白表', '年度报告', options);
/** As the full engine has it: enough of a brief for a list. */
export const brief_bytes = (name, bytes, options) => {
  const { report, ...rest } = review(name, new TextDecoder().decode(bytes), options);
  const of = (severity) => (report ? report.findings.filter((one) => one.severity === severity).length : 0);
  return { ...rest, schema: 'gouji-brief/1', form: report && report.form, form_name: report && report.form_name, year: report && report.year, body: report && report.body, outcomes: report && report.outcomes,
    errors: of('error'), warnings: of('warning'), notes: of('note'), findings: report ? report.findings.map((one) => ({ ...one, quote: null })) : [], unchecked: report ? report.unchecked : [], notices: [], digest: report && new Uint8Array([1]) };
};
/** The first report is the area, all others are in it; one sum is off by two. */
export const roll_up = (digests, { parent, complete }) => {
  const cells = Array.from(requestCells(figures(''), new Map()).values());
  const area = parent === undefined ? 0 : parent;
  const gap = area === null ? null : '2';
  return {
    schema: 'gouji-rollup/1', version: '0', reports: digests.map((_, at) => ({ name: null, year: 2023, body: `单位${at}`, form: '2021' })), year: 2023, form: '2021', form_name: '2021 年格式',
    parent: area, children: digests.map((_, at) => at).filter((at) => at !== area && at < 3), left_out: digests.map((_, at) => at).filter((at) => at >= 3).map((report) => ({ report, why: '与另一份是同一单位同一年度' })), complete,
    verdict: area === null ? 'incomplete' : 'findings', summary: complete ? '下级之和与上级不符，差在一份。' : '下级之和与上级不符，下级可能不齐。', outcomes: { pass: 1, fail: 1, unknown: 0, inapplicable: 0 },
    tables: [{ id: 'requests', title: '三、收到和处理政府信息公开申请情况', layout: requestsLayout(),
      cells: cells.map(({ id: of, name, value }) => ({ id: of, name, sum: value, parent: area === null ? null : value, gap: area === null ? null : of === id(2, 0) ? gap : '0', unknown: of === id(3, 0) ? 1 : 0 })) }],
    findings: area === null ? [] : [{ id: 'x', rule: 'rollup-mismatch', severity: 'error', message: '（一）予以公开·自然人：上级比下级之和多 2，只在“单位2”一份。', why: '上级是下级之和。', advice: '核对这一份。', basis: '国办公开办函〔2021〕30号', places: [{ report: 2, cells: [id(2, 0)] }] }],
    unchecked: [{ what: '表二', why: '有下级没有这张表' }],
  };
};
/** The first two reports are years of one body, with one break between them, unless pairs are named. */
export const compare_years = (digests, pairs) => ({
  schema: 'gouji-years/1', version: '0', reports: digests.map((_, at) => ({ name: null, year: 2022 + at, body: '甲市', form: '2021' })),
  pairs: (pairs || [[0, 1]]).map(([before, after]) => ({
    before, after, verdict: 'findings', summary: '1 处不衔接。', outcomes: { pass: 6, fail: 1, unknown: 0, inapplicable: 0 },
    findings: [{ id: 'y', rule: 'carry-over', severity: 'error', message: '上年结转下年度 3，本年上年结转 1，差 2。', why: '同一批申请。', advice: '核对两年的表三。', basis: '表三', places: [{ report: after, cells: [id(1, 0)] }, { report: before, cells: [] }] }],
    unchecked: [{ what: '表二', why: '两年格式不同' }], repetition: [{ part: '一、总体情况', percent: 62 }],
  })),
  unpaired: digests.map((_, at) => at).filter((at) => at > 1).map((report) => ({ report, why: '没有同一机关相邻年度的报告' })),
});
export const pack_of = () => null;
export const review_document = () => null;
