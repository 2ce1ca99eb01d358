// `hengping.html`: the whole app in one file that opens from a folder, a share or a mail, made from what a
// release build put into a folder. It loads nothing: what it needs to begin stands in it, all else is one XZ stream
// in letters, as the programs repeat each other so much that together they are a third smaller than each by itself.
// Styles and scripts run by their digests in its content policy.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import lzma from 'lzma-native';
import { PART } from './size.mjs';

export const NAME = 'hengping.html';

/** Unpacks the stream: no browser does by itself. */
const XZ = new URL('../node_modules/xz-decompress/dist/package/xz-decompress.min.js', import.meta.url);
/** The office worker reads all that the reader does, and stands in for it (parts.js). */
const WORKERS = ['keeper', 'office'];
/** The styles of what stands before the app does. */
const FIRST = /^(?:boot|tokens|base)-/;

/** Writes the one file into `folder`. Throws where the build does not look as it expects. */
export async function makeOneFile(folder) {
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  const own = (name) => readFileSync(new URL(`one-file/${name}`, import.meta.url), 'utf8');
  const page = read('index.html');
  const attribute = (name) => only(page, new RegExp(`\\b${name}="?\\.?/?([^\\s">]+)`), name)[1];

  const sheets = [...page.matchAll(/<link\b[^>]*\brel="?stylesheet"?[^>]*>/g)]
    .map(([link]) => only(link, /href="?\.\/([^\s">]+)/, 'href')[1]);
  const texts = (names) => names.map(read).join('\n');
  const [first, later] = [texts(sheets.filter((name) => FIRST.test(name))), texts(sheets.filter((name) => !FIRST.test(name)))];
  // Order matters: what unpacks before parts, all before the gate, which starts the app.
  const scripts = [
    ['xz.js', readFileSync(XZ, 'utf8')],
    ['parts.js', own('parts.js')],
    ['rescue.js', read('rescue.js')],
    ['boot.js', read('boot.js')],
  ];
  const workbench = read(attribute('data-script'));
  // In the order in which they are asked for: what comes later need not be unpacked.
  const file = (name, called = name) => ({ name: called, bytes: readFileSync(join(folder, name)) });
  const bySize = (a, b) => b.bytes.length - a.bytes.length;
  const carried = [
    { name: 'styles', bytes: Buffer.from(later) },
    { name: 'script', bytes: Buffer.from(workbench) },
    file(attribute('data-wasm'), 'wasm'),
    ...readdirSync(folder).filter((name) => PART.test(name)).map((name) => file(name)).sort(bySize),
    ...readdirSync(join(folder, 'packs')).filter((name) => name.endsWith('.json')).sort().map((name) => file(`packs/${name}`)),
    ...WORKERS.flatMap((name) => [file(`${name}_bg.wasm`), file(`${name}.js`)]),
  ];
  const stream = await packed(Buffer.concat(carried.map(({ bytes }) => bytes)));
  const parts = carried.map(({ name, bytes }) => ({ name, size: bytes.length }));
  const data = [
    part('index', JSON.stringify({ packed: stream.length, signs: [...SIGNS], parts })),
    part('stream', letters(stream)),
  ];
  const policy = own('policy.js');
  const allowed = [policy, workbench, ...scripts.map(([, text]) => text)].map(digest).join(' ');
  const rules = [
    `script-src-elem ${allowed}`, "script-src-attr 'none'", `style-src ${digest(first)} ${digest(later)}`, 'img-src data: blob:',
    'worker-src blob:', 'connect-src blob:', "font-src 'none'", "media-src 'none'", "object-src 'none'", 'frame-src blob:',
    "manifest-src 'none'", "base-uri 'none'", "form-action 'none'",
  ];
  const icon = `data:image/svg+xml;base64,${Buffer.from(read('icon.svg')).toString('base64')}`;

  const head = page.slice(0, page.indexOf('</head>'))
    .replace(/<link\b[^>]*>/g, '')
    .replace(/<script\b[^>]*><\/script>/g, '')
    .replace(/<meta charset="?utf-8"?>/, (charset) => `${charset}<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}"><script>${fit(policy)}</script>`);
  if (!head.includes('http-equiv')) throw new Error('index.html does not begin with its charset');
  const body = page.slice(page.indexOf('</head>')).replace('</body></html>', '');
  const running = scripts.map(([name, text]) => `<script id="part:${name}">${fit(text)}</script>`);
  writeFileSync(join(folder, NAME), [
    `${head}<link rel="icon" href="${icon}"><style>${first}</style>`, body, '\n', ...data.map((text) => `${text}\n`), ...running, '</body></html>\n',
  ].join(''));
}

/** Text that lies in the page and runs nowhere. */
function part(name, text) {
  return `<script type="text/plain" id="part:${name}">${fit(text)}</script>`;
}

function packed(bytes) {
  return lzma.compress(bytes, { preset: 9 | lzma.PRESET_EXTREME });
}

/** What letters are made of: all of ASCII that a page leaves as it is in a script, which are 116 signs. */
const SIGNS = Uint8Array.from([[1, 8], [14, 25], [28, 31], [33, 59], [61, 91], [93, 95], [97, 127]]
  .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));
/** So many pairs of signs are left over once thirteen bits have theirs: they stand for fourteen. */
const LEFT = SIGNS.length ** 2 - (1 << 13);

/** Bytes as text that may stand in a page: two signs are thirteen or fourteen bits, a seventh shorter than base64. */
function letters(bytes) {
  const codes = Buffer.alloc(Math.ceil(bytes.length * 8 / 13) * 2 + 2);
  let [held, bits, at] = [0, 0, 0];
  const put = (count) => {
    const value = held & (1 << count) - 1;
    held >>>= count;
    bits -= count;
    codes[at++] = SIGNS[value % SIGNS.length];
    codes[at++] = SIGNS[Math.floor(value / SIGNS.length)];
  };
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    if (bits >= 14) put((held & 8191) < LEFT ? 14 : 13);
  }
  if (bits > 0) put((held & 8191) < LEFT ? 14 : 13);
  return codes.toString('latin1', 0, at);
}

/** A script element ends at `</script`, and `<!--` changes how it is read: such a text cannot stand in one. */
function fit(text) {
  if (/<\/script|<!--/i.test(text)) throw new Error(`a part cannot stand in a page: ${text.slice(0, 60)}`);
  return text;
}

function digest(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function only(text, pattern, name) {
  const found = pattern.exec(text);
  if (!found) throw new Error(`index.html has no ${name}`);
  return found;
}
