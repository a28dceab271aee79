//! Writes the containers of files around hostile insides, with sums and sizes that are right, so that the insides are
//! reached: zip, OLE, the packages of Word, Excel, OpenDocument and OFD, and a PDF of one page.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::missing_panics_doc
)] // a test may fail

// ---- zip ----

const fn crc_table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let (mut value, mut bit) = (n as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { 0xEDB8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[n] = value;
        n += 1;
    }
    table
}

static CRC: [u32; 256] = crc_table();

pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| CRC[((crc ^ u32::from(*byte)) & 0xFF) as usize] ^ (crc >> 8))
}

/// An entry as the headers tell of it; what they tell may be a lie.
#[derive(Clone)]
pub struct Entry {
    pub name: String,
    pub method: u16,
    pub packed: Vec<u8>,
    pub size: u32,
    pub crc: u32,
    /// Where the directory says the local header stands, if not where it does.
    pub offset: Option<u32>,
}

pub fn stored(name: &str, content: &[u8]) -> Entry {
    let (packed, size, crc) = (content.to_vec(), content.len() as u32, crc(content));
    Entry { name: name.to_owned(), method: 0, packed, size, crc, offset: None }
}

pub fn zip_of(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let offset = entry.offset.unwrap_or(out.len() as u32);
        let name = entry.name.as_bytes();
        let mut common = vec![20, 0, 0, 0];
        common.extend(entry.method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(entry.crc.to_le_bytes());
        common.extend((entry.packed.len() as u32).to_le_bytes());
        common.extend(entry.size.to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0; 2]);
        out.extend([b"PK\x03\x04", common.as_slice(), name, &entry.packed].concat());
        let place = [&[0; 10][..], &offset.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\x00", common.as_slice(), &place, name].concat());
    }
    let place = out.len() as u32;
    let count = (entries.len() as u16).to_le_bytes();
    out.extend(&directory);
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(place.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Stored parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    zip_of(&parts.iter().map(|(name, content)| stored(name, content)).collect::<Vec<_>>())
}

// ---- packages around one part ----

const RELATIONS: &str = "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='MAIN'/></Relationships>";

pub fn docx(document: &[u8]) -> Vec<u8> {
    let relations = RELATIONS.replace("MAIN", "word/document.xml");
    zip(&[("_rels/.rels", relations.as_bytes()), ("word/document.xml", document)])
}

/// The sheet; the other parts are sound.
pub fn xlsx(sheet: &[u8]) -> Vec<u8> {
    xlsx_of(sheet, b"<sst><si><t>1</t></si><si><t>\xE7\x94\xB2</t></si></sst>")
}

pub fn xlsx_of(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    let relations = RELATIONS.replace("MAIN", "xl/workbook.xml");
    zip(&[
        ("_rels/.rels", relations.as_bytes()),
        ("xl/workbook.xml", "<workbook><sheets><sheet name='年报' sheetId='1' r:id='r1'/></sheets></workbook>".as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/><Relationship Id='r2' Type='x/styles' Target='styles.xml'/><Relationship Id='r3' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
        ),
        (
            "xl/styles.xml",
            b"<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0;-0;;@'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='3'/><xf numFmtId='164'/><xf numFmtId='14'/></cellXfs></styleSheet>",
        ),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/s.xml", sheet),
    ])
}

pub fn open_document(content: &[u8]) -> Vec<u8> {
    zip(&[("mimetype", b"application/vnd.oasis.opendocument"), ("content.xml", content)])
}

/// One page.
pub fn ofd(page: &[u8]) -> Vec<u8> {
    zip(&[
        (
            "OFD.xml",
            b"<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        ),
        (
            "Doc_0/Document.xml",
            b"<ofd:Document><ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/0.xml'/></ofd:Pages></ofd:Document>",
        ),
        ("Doc_0/Pages/0.xml", page),
    ])
}

// ---- PDF ----

/// Objects by number, 1 the catalogue; with a table of places.
pub fn pdf(objects: &[(usize, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut places) = (b"%PDF-1.7\n".to_vec(), Vec::new());
    for (number, body) in objects {
        places.push((*number, out.len()));
        out.extend([format!("{number} 0 obj\n").as_bytes(), body, b"\nendobj\n"].concat());
    }
    let start = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, place) in &places {
        out.extend(format!("{number} 1\n{place:010} 00000 n \n").into_bytes());
    }
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    out.extend(format!("trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    out
}

pub fn pdf_stream(attributes: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {attributes} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// One page with a font whose map to characters is `map`.
pub fn pdf_page(content: &[u8], map: &[u8]) -> Vec<u8> {
    let font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /DW 1000 >> ] >>";
    let form = pdf_stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X0 7 0 R >> >>",
        b"/X0 Do",
    );
    pdf(&[
        (1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()),
        (2, b"<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>".to_vec()),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> /XObject << /X0 7 0 R >> >> /Contents 4 0 R >>".to_vec()),
        (4, pdf_stream("", content)),
        (5, font.to_vec()),
        (6, pdf_stream("", map)),
        (7, form),
    ])
}

// ---- OLE ----

pub const SECTOR: usize = 512;
pub const END: u32 = 0xFFFF_FFFE;
pub const FREE: u32 = u32::MAX;

/// A container of streams; each is filled up to whole sectors and to what makes it a large one.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut sectors: Vec<Vec<u8>> = Vec::new();
    let mut fat: Vec<u32> = Vec::new();
    let mut entries = vec![directory_entry("Root Entry", 5, 1, END, 0)];
    for (at, (name, content)) in streams.iter().enumerate() {
        let size = content.len().max(4096);
        let first = fat.len() as u32;
        let whole = [content, vec![0; size.next_multiple_of(SECTOR) - content.len()].as_slice()].concat();
        for part in whole.chunks(SECTOR) {
            sectors.push(part.to_vec());
            fat.push(fat.len() as u32 + 1);
        }
        *fat.last_mut().expect("a sector") = END;
        let next = if at + 1 < streams.len() { at as u32 + 2 } else { FREE };
        entries.push(directory_entry(name, 2, next, first, size as u64));
    }
    let directory = fat.len() as u32;
    let bytes = entries.concat();
    for part in bytes.chunks(SECTOR) {
        let mut sector = part.to_vec();
        sector.resize(SECTOR, 0);
        sectors.push(sector);
        fat.push(fat.len() as u32 + 1);
    }
    *fat.last_mut().expect("a sector") = END;
    let own = (fat.len() + 1).div_ceil(SECTOR / 4 - 1);
    let start = fat.len() as u32;
    fat.extend(vec![0xFFFF_FFFD; own]);
    fat.resize(own * SECTOR / 4, FREE);
    let mut out = header(directory, start, own as u32);
    for sector in &sectors {
        out.extend(sector);
    }
    for next in &fat {
        out.extend(next.to_le_bytes());
    }
    out
}

/// The header, with the place of the directory and of the table of sectors.
pub fn header(directory: u32, fat: u32, count: u32) -> Vec<u8> {
    let mut out = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    out.resize(24, 0);
    out.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    out.resize(44, 0);
    for number in [count, directory, 0, 4096, END, 0, END, 0] {
        out.extend(number.to_le_bytes());
    }
    for at in 0..109 {
        out.extend((if at < count { fat + at } else { FREE }).to_le_bytes());
    }
    out
}

/// `next` is the child of a storage, the right neighbour of a stream.
pub fn directory_entry(name: &str, kind: u8, next: u32, first: u32, size: u64) -> Vec<u8> {
    let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = out.len() as u16 + 2;
    out.resize(64, 0);
    out.extend(length.to_le_bytes());
    out.extend([kind, 1]);
    let (right, child) = if kind == 5 { (FREE, next) } else { (next, FREE) };
    for number in [FREE, right, child] {
        out.extend(number.to_le_bytes());
    }
    out.resize(116, 0);
    out.extend(first.to_le_bytes());
    out.extend(size.to_le_bytes());
    out
}

// ---- Excel 97 ----

pub fn record(id: u16, data: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A workbook of one sheet with these records.
pub fn workbook(records: &[u8]) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let mut globals = begin(5);
    let at = globals.len() + 4 + 12 + end.len();
    let sheet = [&(at as u32).to_le_bytes()[..], &[0, 0, 4, 0], b"Data"].concat();
    globals.extend(record(0x0085, &sheet));
    [globals, end.clone(), begin(0x10), records.to_vec(), end].concat()
}

/// `LABEL` of two-byte characters.
pub fn label(row: u16, col: u16, text: &str) -> Vec<u8> {
    let wide: Vec<u16> = text.encode_utf16().collect();
    let mut data: Vec<u8> = [row, col, 0, wide.len() as u16].iter().flat_map(|n| n.to_le_bytes()).collect();
    data.push(1);
    data.extend(wide.iter().flat_map(|unit| unit.to_le_bytes()));
    record(0x0204, &data)
}

// ---- Word 97 ----

/// A document of this text in one piece, `pieces` times over, without formatting.
pub fn word(text: &str, pieces: u32) -> Vec<u8> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    word_of(&wide, (wide.len() / 2) as u32, pieces)
}

/// The same of bytes that are `length` characters.
pub fn word_of(text: &[u8], length: u32, pieces: u32) -> Vec<u8> {
    const TEXT_AT: u32 = 1024;
    let mut main = vec![0; TEXT_AT as usize];
    main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    main[0x0B] = 2;
    main.extend(text);
    let mut table = vec![2];
    table.extend((4 + 12 * pieces).to_le_bytes());
    for at in 0..=pieces {
        table.extend((at * length).to_le_bytes());
    }
    for _ in 0..pieces {
        table.extend([0, 0]);
        table.extend(TEXT_AT.to_le_bytes());
        table.extend([0, 0]);
    }
    let mut put = |at: usize, number: u32| main[at..at + 4].copy_from_slice(&number.to_le_bytes());
    put(0x4C, length * pieces);
    put(0x9A + 33 * 8, 0);
    put(0x9A + 33 * 8 + 4, table.len() as u32);
    compound(&[("WordDocument", &main), ("1Table", &table)])
}
