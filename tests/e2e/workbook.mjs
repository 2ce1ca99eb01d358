// The smallest workbook an office program opens: one sheet of texts, packed without compression. And what stands in the
// sheets of any.
import { crc32, inflateRawSync } from 'node:zlib';

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
const PARTS = {
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/_rels/workbook.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/workbook.xml': '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="自评表" sheetId="1" r:id="r1"/></sheets></workbook>',
};

/** `lines`: rows of texts. */
export function workbook(lines) {
  const cell = (text, row, column) => (text === '' ? ''
    : `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`);
  const row = (cells, at) => `<row r="${at + 1}">${cells.map((text, column) => cell(String(text), at, column)).join('')}</row>`;
  const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.map(row).join('')}</sheetData></worksheet>`;
  return zip({ ...PARTS, 'xl/worksheets/sheet1.xml': sheet });
}

function zip(files) {
  const parts = [];
  const list = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, bytes] = [Buffer.from(name), Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`)];
    // Version, names in UTF-8, no compression, no time; then digest and sizes.
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x0800, 2);
    head.writeUInt16LE(0x21, 8);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(title.length, 22);
    parts.push(Buffer.from('PK\x03\x04'), head, title, bytes);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    list.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, where, title);
    at += 30 + title.length + bytes.length;
  }
  const table = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(table.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, table, Buffer.from('PK\x05\x06'), end]);
}

/** The sheets of a workbook by name, each as rows of texts. */
export function sheets(bytes) {
  const files = entries(bytes);
  const texts = (xml) => [...xml.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map(([, text]) => unescaped(text)).join('');
  const shared = [...(files['xl/sharedStrings.xml'] ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, xml]) => texts(xml));
  const names = [...files['xl/workbook.xml'].matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => unescaped(name));
  const rowsOf = (xml) => [...xml.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, cells = '']) => {
    const row = [];
    for (const [, at, kind, inner = ''] of cells.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const value = inner.match(/<v>([^<]*)<\/v>/)?.[1] ?? '';
      const column = [...at].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      row[column] = kind.includes('t="s"') ? shared[Number(value)] : kind.includes('t="inlineStr"') ? texts(inner) : value;
    }
    return Array.from(row, (text) => text ?? '');
  });
  return Object.fromEntries(names.map((name, at) => [name, rowsOf(files[`xl/worksheets/sheet${at + 1}.xml`])]));
}

const unescaped = (text) => text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, word) => (code ? String.fromCodePoint(Number(code)) : { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[word]));

/** The files of a zip, by its list at the end. */
function entries(bytes) {
  const files = {};
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [way, size, length, from] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const begin = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    const packed = bytes.subarray(begin, begin + size);
    files[bytes.toString('utf8', at + 46, at + 46 + length)] = String(way ? inflateRawSync(packed) : packed);
  }
  return files;
}
