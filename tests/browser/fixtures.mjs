// A made-up report of a made-up city on the 2021 form: its figures, its layout, and itself as HTML and as text.

export const APPLICANTS = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];
export const GROUPS = [
  ['（三）不予公开', ['1.属于国家秘密', '2.其他法律行政法规禁止公开', '3.危及“三安全一稳定”', '4.保护第三方合法权益', '5.属于三类内部事务信息', '6.属于四类过程性信息', '7.属于行政执法案卷', '8.属于行政查询事项']],
  ['（四）无法提供', ['1.本机关不掌握相关政府信息', '2.没有现成信息需要另行制作', '3.补正后申请内容仍不明确']],
  ['（五）不予处理', ['1.信访举报投诉类申请', '2.重复申请', '3.要求提供公开出版物', '4.无正当理由大量反复申请', '5.要求行政机关确认或重新出具已获取信息']],
  ['（六）其他处理', ['1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请', '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', '3.其他']],
];
export const RESULTS = ['（一）予以公开', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', ...GROUPS.flatMap(([group, rows]) => rows.map((row) => group + row))];
export const ROWS = ['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量', ...RESULTS, '（七）总计', '四、结转下年度继续办理'];
export const TOTAL = ROWS.length - 2;

const APPLICANT_IDS = ['natural_person', 'business', 'research', 'social', 'legal_service', 'other_org', 'total'];
const ROW_IDS = { 0: 'new', 1: 'carried_in', 2: 'granted', 3: 'partial', [TOTAL]: 'results_total', [TOTAL + 1]: 'carried_out' };
/** The ids the real module gives; rows no test asks for are only numbered. */
export const id = (row, col) => `requests.${ROW_IDS[row] ?? `row_${row + 1}`}@${APPLICANT_IDS[col]}`;

export const slot = (kind, text, rowspan = 1, colspan = 1, cell = null) => ({ kind, text, cell, rowspan, colspan });
const values = (row) => APPLICANTS.map((_, col) => slot('value', '', 1, 1, id(row, col)));

export function requestsLayout() {
  const layout = [
    [slot('header', '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3, 3), slot('header', '申请人情况', 1, 7)],
    [slot('header', '自然人', 2), slot('header', '法人或其他组织', 1, 5), slot('header', '总计', 2)],
    APPLICANTS.slice(1, 6).map((name) => slot('header', name)),
    [slot('label', ROWS[0], 1, 3), ...values(0)],
    [slot('label', ROWS[1], 1, 3), ...values(1)],
    [slot('label', '三、本年度办理结果', 22), slot('label', RESULTS[0], 1, 2), ...values(2)],
    [slot('label', RESULTS[1], 1, 2), ...values(3)],
  ];
  let row = 4;
  for (const [group, rows] of GROUPS) {
    rows.forEach((name, at) => layout.push([...(at === 0 ? [slot('label', group, rows.length)] : []), slot('label', name), ...values(row++)]));
  }
  layout.push([slot('label', ROWS[TOTAL], 1, 2), ...values(TOTAL)], [slot('label', ROWS[TOTAL + 1], 1, 3), ...values(TOTAL + 1)]);
  return layout;
}

/** Twenty requests spread over the rows and columns so that every sum holds. */
export function consistentFigures() {
  const grid = ROWS.map(() => [0, 0, 0, 0, 0, 0, 0]);
  const spread = [[2, 0, 11], [2, 1, 2], [3, 0, 3], [4, 0, 1], [9, 1, 1], [12, 0, 4], [13, 0, 1], [15, 0, 2], [16, 5, 1], [22, 0, 1], [TOTAL + 1, 0, 2], [TOTAL + 1, 1, 1]];
  for (const [row, col, count] of spread) grid[row][col] = count;
  for (let col = 0; col < 6; col++) {
    for (let row = 2; row < TOTAL; row++) grid[TOTAL][col] += grid[row][col];
    const all = grid[TOTAL][col] + grid[TOTAL + 1][col];
    grid[1][col] = Math.min(col === 0 ? 3 : 0, all);
    grid[0][col] = all - grid[1][col];
  }
  for (const line of grid) line[6] = line.slice(0, 6).reduce((a, b) => a + b, 0);
  return grid;
}

/** Two figures mistyped: （一）予以公开·自然人 17 for 11, （四）1.·总计 6 for 4. */
export function mistypedFigures() {
  const grid = consistentFigures();
  grid[2][0] = 17;
  grid[12][6] = 6;
  return grid;
}

export const TITLE = '临江市 2023 年政府信息公开工作年度报告';
export const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** The third table of the report, as a web page has it. */
export function asHtml(grid) {
  let row = -1;
  const lines = requestsLayout().map((line) => {
    if (line.some((one) => one.kind === 'value')) row++;
    let col = 0;
    return `<tr>${line.map((one) => `<td rowspan="${one.rowspan}" colspan="${one.colspan}">${one.kind === 'value' ? grid[row][col++] : escaped(one.text)}</td>`).join('')}</tr>`;
  });
  return `<h1>${TITLE}</h1><p>三、收到和处理政府信息公开申请情况</p><table border="1">${lines.join('\n')}</table>`;
}

/** The same, as a spreadsheet puts it on the clipboard: cells apart by tabs, spanned places empty. */
export function asText(grid) {
  const taken = [];
  let row = -1;
  const lines = requestsLayout().map((line, at) => {
    if (line.some((one) => one.kind === 'value')) row++;
    const cells = [];
    let col = 0;
    let value = 0;
    for (const one of line) {
      while (taken[at]?.[col]) cells[col++] = '';
      cells[col] = one.kind === 'value' ? String(grid[row][value++]) : one.text;
      for (let r = at; r < at + one.rowspan; r++) for (let c = col; c < col + one.colspan; c++) (taken[r] ??= [])[c] = true;
      for (let c = col + 1; c < col + one.colspan; c++) cells[c] = '';
      col += one.colspan;
    }
    return cells.join('\t');
  });
  return `${TITLE}\n三、收到和处理政府信息公开申请情况\n${lines.join('\n')}\n`;
}
