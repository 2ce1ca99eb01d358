// Reads what Chromium prints: the pages of a PDF with their size and their words. Only what its own writer (Skia)
// makes: plain objects, streams deflated or as they are, every font with a table back to Unicode.
import { inflateSync } from 'node:zlib';

/** The pages: `[{ width, height, text }]`, sizes in millimetres, text without blanks. */
export function pages(bytes) {
  const objects = objectsOf(bytes);
  return [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head)).map(({ head }) => {
    const [width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head).slice(1).map((points) => Math.round(points / 72 * 25.4));
    const fonts = new Map([...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name, unicode(objects, id)]));
    return { width, height, text: words(objects.get(/\/Contents (\d+) 0 R/.exec(head)[1]).stream, fonts) };
  });
}

function objectsOf(bytes) {
  const all = bytes.toString('latin1');
  const objects = new Map();
  for (const found of all.matchAll(/^(\d+) 0 obj\n/gm)) {
    const at = found.index + found[0].length;
    const begin = all.indexOf('stream\n', at);
    const end = all.indexOf('endobj', at);
    const head = all.slice(at, begin > 0 && begin < end ? begin : end);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const body = bytes.subarray(begin + 7, begin + 7 + length);
    const stream = length === 0 ? '' : (/FlateDecode/.test(head) ? inflateSync(body) : body).toString('latin1');
    objects.set(found[1], { head, stream });
  }
  return objects;
}

/** What the codes of a font mean, and how many hex digits a code has. */
function unicode(objects, id) {
  const table = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(id).head)?.[1])?.stream ?? '';
  const meaning = new Map();
  for (const [, part] of table.matchAll(/beginbfchar\n([^]*?)endbfchar/g)) {
    for (const [, code, to] of part.matchAll(/<(\w+)> <(\w+)>/g)) meaning.set(parseInt(code, 16), text(to));
  }
  for (const [, part] of table.matchAll(/beginbfrange\n([^]*?)endbfrange/g)) {
    for (const [, from, upTo, to] of part.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const [first, last] = [parseInt(from, 16), parseInt(upTo, 16)];
      for (let code = first; code <= last; code += 1) meaning.set(code, String.fromCodePoint(parseInt(to, 16) + code - first));
    }
  }
  return { meaning, digits: /begincodespacerange\n<(\w+)>/.exec(table)?.[1].length ?? 4 };
}

function text(hex) {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function words(stream, fonts) {
  let font;
  let said = '';
  // Where one glyph serves two characters, the one that is meant stands beside it.
  for (const [, meant, name, hex] of stream.matchAll(/\/ActualText <FEFF(\w+)>[^]*?EMC|\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (meant) said += text(meant);
    else if (name) font = fonts.get(name);
    else for (const code of hex.match(new RegExp(`.{${font.digits}}`, 'g'))) said += font.meaning.get(parseInt(code, 16)) ?? '';
  }
  return said.replace(/\s/g, '');
}
