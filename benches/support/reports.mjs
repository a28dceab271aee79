// Made-up reports for measuring: the official layout, prose that says its figures, figures of their own for each, some
// with a slip; as HTML, Word, Excel. From a number alone, so that every run has the same ones.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { storedZip } from '../../tests/browser/word.mjs';

const root = path.join(import.meta.dirname, '../..');
const generated = (name) => path.join(root, 'www/generated', name);
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

async function start(name) {
  const module = await import(pathToFileURL(generated(`${name}.js`)).href);
  await module.default({ module_or_path: fs.readFileSync(generated(`${name}.wasm`)) });
  return module;
}

/** The makers: `report(number)` gives everything of one. */
export async function maker() {
  const [full, office] = [await start('full'), await start('office')];
  const { tables } = full.review_blank('2021', {}).report;
  return (number) => {
    const figures = figuresOf(tables, number);
    return { ...words(number, figures), tables, figures, office };
  };
}

/** A number below `limit` that only depends on the report and the place. */
function chance(number, place, limit) {
  let hash = 0x811c9dc5 ^ number;
  for (const character of place) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (hash >>> 0) % limit;
}

const APPLICANTS = ['natural_person', 'business', 'research', 'social', 'legal_service', 'other_org'];

function figuresOf(tables, number) {
  const values = new Map();
  for (const { id, cells } of tables) for (const cell of cells) values.set(cell.id, id === 'disclosure' ? chance(number, cell.id, 400) : 0);
  requests(tables, number, values);
  reviews(number, values);
  // One in six has a slip.
  if (number % 6 === 5) values.set('requests.granted@natural_person', values.get('requests.granted@natural_person') + 1 + chance(number, 'slip', 9));
  return values;
}

function requests(tables, number, values) {
  const cells = tables.find((table) => table.id === 'requests').cells.map((cell) => cell.id);
  const parts = cells.filter((id) => /^requests\.(granted|partial|denied|unavailable|declined|other)/.test(id));
  const add = (id, count) => values.set(id, (values.get(id) ?? 0) + count);
  for (const who of APPLICANTS) {
    let all = 0;
    for (const id of parts.filter((one) => one.endsWith(`@${who}`))) {
      const count = chance(number, id, who === 'natural_person' ? 12 : 40) < (who === 'natural_person' ? 12 : 3) ? chance(number, `${id}#`, who === 'natural_person' ? 12 : 3) : 0;
      values.set(id, count);
      all += count;
    }
    values.set(`requests.results_total@${who}`, all);
    const out = chance(number, `out${who}`, 3);
    values.set(`requests.carried_out@${who}`, out);
    const carried = Math.min(all + out, chance(number, `in${who}`, 4));
    values.set(`requests.carried_in@${who}`, carried);
    values.set(`requests.new@${who}`, all + out - carried);
  }
  for (const id of cells.filter((one) => one.endsWith('@total'))) values.set(id, 0);
  for (const id of cells.filter((one) => !one.endsWith('@total'))) add(id.replace(/@.*/, '@total'), values.get(id));
}

function reviews(number, values) {
  const groups = new Map();
  for (const id of Array.from(values.keys()).filter((one) => one.startsWith('review.'))) {
    const group = id.split('.').slice(0, 2).join('.');
    groups.set(group, (groups.get(group) ?? []).concat(id));
  }
  for (const ids of groups.values()) {
    const total = ids.find((id) => /total$/.test(id));
    let all = 0;
    for (const id of ids.filter((one) => one !== total)) {
      values.set(id, chance(number, id, 3));
      all += values.get(id);
    }
    values.set(total, all);
  }
}

const SURNAMES = ['青', '临', '安', '平', '永', '宁', '清', '长', '新', '东', '西', '石'];
const NAMES = ['江', '河', '山', '溪', '原', '泉', '桥', '湖', '岭', '丰', '城', '源'];
const KINDS = ['县人民政府', '市人民政府', '区民政局', '县教育局', '镇人民政府', '街道办事处'];

function words(number, figures) {
  const body = `${SURNAMES[number % 12]}${NAMES[Math.floor(number / 12) % 12]}${KINDS[Math.floor(number / 144) % 6]}`;
  const year = 2021 + (number % 4);
  const of = (id) => figures.get(id);
  const paragraphs = {
    title: `${body}${year}年政府信息公开工作年度报告`,
    one: [
      '一、总体情况',
      `${year}年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，围绕群众关切推进主动公开，依法办理政府信息公开申请，加强政府信息管理和平台建设，健全监督保障机制，工作取得新的进展，社会评议情况良好，没有责任追究情形。`,
      `${year}年，共收到政府信息公开申请${of('requests.new@total')}件，上年结转${of('requests.carried_in@total')}件，办结${of('requests.results_total@total')}件，结转下年度继续办理${of('requests.carried_out@total')}件。其中予以公开${of('requests.granted@total')}件，部分公开${of('requests.partial@total')}件。`,
    ],
    two: ['二、主动公开政府信息情况'], three: ['三、收到和处理政府信息公开申请情况'], four: ['四、政府信息公开行政复议、行政诉讼情况'],
    five: ['五、存在的主要问题及改进情况', '存在的主要问题：一是主动公开的内容还不够全面，政策解读的形式比较单一；二是依申请公开办理的规范化水平有待提高。', '改进情况：下一步将加强业务培训，完善公开目录，丰富解读形式，提高答复质量。'],
    six: ['六、其他需要报告的事项', `${year}年，本机关没有收取政府信息公开信息处理费。`],
  };
  return { name: `${body}${year}`, body, year, paragraphs };
}

const table = (report, id) => report.tables.find((one) => one.id === id);
const content = (report, slot) => (slot.kind === 'value' ? String(report.figures.get(slot.cell)) : slot.text);

/** What stands in the report, in order: paragraphs as strings, tables as tables. */
function parts(report) {
  const { title, one, two, three, four, five, six } = report.paragraphs;
  return [title, ...one, ...two, table(report, 'disclosure'), ...three, table(report, 'requests'), ...four, table(report, 'review'), ...five, ...six];
}

export function asHtml(report) {
  const rows = ({ layout }) => layout.map((row) => `<tr>${row.map((slot) => `<td rowspan="${slot.rowspan}" colspan="${slot.colspan}">${escaped(content(report, slot))}</td>`).join('')}</tr>`).join('\n');
  const body = parts(report).map((part) => (typeof part === 'string' ? `<p>${escaped(part)}</p>` : `<table border="1" cellspacing="0" cellpadding="2">${rows(part)}</table>`)).join('\n');
  return `<!doctype html><html><head><meta charset="utf-8"><title>${report.paragraphs.title}</title><style>body { font: 12px "Noto Sans CJK SC", sans-serif } table { border-collapse: collapse; width: 100% }</style></head><body>${body}</body></html>`;
}

export function asDocx(report) {
  const paragraph = (text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  const cell = (text, span, merge) => `<w:tc><w:tcPr><w:gridSpan w:val="${span}"/>${merge}</w:tcPr>${paragraph(text)}</w:tc>`;
  const rows = ({ layout }) => {
    const open = [];
    return layout.map((row) => {
      let col = 0;
      const cells = [];
      const skip = () => {
        while (open[col]?.left > 0) {
          open[col].left--;
          cells.push(cell('', open[col].colspan, '<w:vMerge/>'));
          col += open[col].colspan;
        }
      };
      for (const slot of row) {
        skip();
        open[col] = { left: slot.rowspan - 1, colspan: slot.colspan };
        cells.push(cell(content(report, slot), slot.colspan, slot.rowspan > 1 ? '<w:vMerge w:val="restart"/>' : ''));
        col += slot.colspan;
      }
      skip();
      return `<w:tr>${cells.join('')}</w:tr>`;
    }).join('');
  };
  const body = parts(report).map((part) => (typeof part === 'string' ? paragraph(part) : `<w:tbl><w:tblPr/><w:tblGrid/>${rows(part)}</w:tbl>`)).join('');
  return storedZip({
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  });
}

/** The tables alone, as offices send them. */
export function asXlsx(report) {
  const sheet = ({ title, layout }) => {
    const taken = [];
    const slots = [];
    layout.forEach((row, at) => {
      let col = 0;
      for (const slot of row) {
        while (taken[at]?.[col]) col++;
        for (let r = at; r < at + slot.rowspan; r++) for (let c = col; c < col + slot.colspan; c++) (taken[r] ??= [])[c] = true;
        slots.push({ row: at, col, rowspan: slot.rowspan, colspan: slot.colspan, kind: slot.kind === 'value' ? 'value' : slot.kind, text: content(report, slot), tone: null, note: '' });
      }
    });
    return { name: title.slice(0, 20), title: `${report.paragraphs.title} ${title}`, slots };
  };
  return Buffer.from(report.office.write_tables(report.tables.map(sheet), false));
}
