// The made-up report of fixtures.mjs as a Word document; for Node only, the stand-in engine has no use for it.
import zlib from 'node:zlib';
import { TITLE, escaped, requestsLayout } from './fixtures.mjs';

/** The same, as a Word document: merged cells as Word writes them, each value a paragraph of its own. */
export function asDocx(grid) {
  let row = -1;
  const open = [];
  const lines = requestsLayout().map((line) => {
    if (line.some((one) => one.kind === 'value')) row++;
    let col = 0;
    let value = 0;
    const cells = [];
    const skip = () => {
      while (open[col]?.left > 0) {
        const { colspan } = open[col];
        open[col].left--;
        cells.push(wordCell('', colspan, '<w:vMerge/>'));
        col += colspan;
      }
    };
    for (const one of line) {
      skip();
      open[col] = { left: one.rowspan - 1, colspan: one.colspan };
      cells.push(wordCell(one.kind === 'value' ? String(grid[row][value++]) : one.text, one.colspan, one.rowspan > 1 ? '<w:vMerge w:val="restart"/>' : ''));
      col += one.colspan;
    }
    skip();
    return `<w:tr>${cells.join('')}</w:tr>`;
  });
  const body = `${paragraph(TITLE)}${paragraph('三、收到和处理政府信息公开申请情况')}<w:tbl>${lines.join('')}</w:tbl>`;
  return storedZip({
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  });
}

const paragraph = (text) => `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`;
const wordCell = (text, span, merge) => `<w:tc><w:tcPr><w:gridSpan w:val="${span}"/>${merge}</w:tcPr>${paragraph(text)}</w:tc>`;

/** A zip archive whose members are stored as they are; a name may be bytes, of which no charset is said. */
export function storedZip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Array.isArray(files) ? files : Object.entries(files)) {
    const path = Buffer.from(name);
    const data = Buffer.from(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(typeof name === 'string' ? 0x800 : 0, 2);
    fields.writeUInt32LE(zlib.crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04'), fields, path, data);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, path]));
    offset += 30 + path.length + data.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listing, Buffer.from('PK\x05\x06'), end]);
}

/** The members of a zip archive as text, by name. */
export function unzipped(bytes) {
  const files = {};
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    files[name] = (bytes.readUInt16LE(at + 10) === 0 ? packed : zlib.inflateRawSync(packed)).toString();
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}
