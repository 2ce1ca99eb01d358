// `hengping.html`: the whole app in one file that opens from a folder, a share or a mail, made from what a
// release build put into a folder. It loads nothing: styles and scripts stand in it, allowed by their digests
// in its content policy, and all else is one XZ stream in letters: the programs repeat each other so much that
// together they are a third smaller than each by itself.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import lzma from 'lzma-native';
import { PART } from './size.mjs';

export const NAME = 'hengping.html';

/** Unpacks the stream: no browser does by itself. */
const XZ = new URL('../node_modules/xz-decompress/dist/package/xz-decompress.min.js', import.meta.url);
/** The office worker reads all that the reader does, and stands in for it (parts.js). */
const WORKERS = ['office', 'keeper'];

/** Writes the one file into `folder`. Throws where the build does not look as it expects. */
export async function makeOneFile(folder) {
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  const own = (name) => readFileSync(new URL(`one-file/${name}`, import.meta.url), 'utf8');
  const page = read('index.html');
  const attribute = (name) => only(page, new RegExp(`\\b${name}="?\\.?/?([^\\s">]+)`), name)[1];

  const styles = [...page.matchAll(/<link\b[^>]*\brel="?stylesheet"?[^>]*>/g)]
    .map(([link]) => read(only(link, /href="?\.\/([^\s">]+)/, 'href')[1])).join('\n');
  // Order matters: what unpacks before parts, all before the gate, which starts the app.
  const scripts = [
    ['xz.js', readFileSync(XZ, 'utf8')],
    ['parts.js', own('parts.js')],
    ['rescue.js', read('rescue.js')],
    ['workbench.js', read(attribute('data-script'))],
    ['boot.js', read('boot.js')],
  ];
  // In the order in which they are asked for: what comes later need not be unpacked.
  const wasm = attribute('data-wasm');
  const carried = [
    wasm,
    ...readdirSync(join(folder, 'packs')).filter((name) => name.endsWith('.json')).sort().map((name) => `packs/${name}`),
    ...readdirSync(folder).filter((name) => PART.test(name)).sort(),
    ...WORKERS.flatMap((name) => [`${name}.js`, `${name}_bg.wasm`]),
  ].map((name) => ({ name: name === wasm ? 'wasm' : name, bytes: readFileSync(join(folder, name)) }));
  const index = carried.map(({ name, bytes }) => ({ name, size: bytes.length }));
  const data = [
    part('index', JSON.stringify(index)),
    part('stream', letters(await packed(Buffer.concat(carried.map(({ bytes }) => bytes))))),
  ];
  const policy = own('policy.js');
  const allowed = [policy, ...scripts.map(([, text]) => text)].map(digest).join(' ');
  const rules = [
    `script-src-elem ${allowed}`, "script-src-attr 'none'", `style-src ${digest(styles)}`, 'img-src data: blob:',
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
    `${head}<link rel="icon" href="${icon}"><style>${styles}</style>`, body, '\n', ...data.map((text) => `${text}\n`), ...running, '</body></html>\n',
  ].join(''));
}

/** Text that lies in the page and runs nowhere. */
function part(name, text) {
  return `<script type="text/plain" id="part:${name}">${fit(text)}</script>`;
}

function packed(bytes) {
  return lzma.compress(bytes, { preset: 9 | lzma.PRESET_EXTREME });
}

/**
 * Bytes as text that may stand in a page and in a script: base 85, a sixteenth shorter than base64. Four bytes are
 * five letters, from `(` to `~` without `<` and `\`; what is left at the end is one letter more than bytes.
 */
function letters(bytes) {
  const groups = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const left = Math.min(4, bytes.length - at);
    let value = 0;
    for (let k = 0; k < 4; k++) value = value * 256 + (k < left ? bytes[at + k] : 0);
    const codes = [];
    for (let k = 0; k < 5; k++) {
      const digit = value % 85;
      codes.unshift(digit + (digit > 50 ? 42 : digit > 19 ? 41 : 40));
      value = (value - digit) / 85;
    }
    groups.push(String.fromCharCode(...codes.slice(0, left + 1)));
  }
  return groups.join('');
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
