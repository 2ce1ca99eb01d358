// `hengping.html`: the whole app in one file that opens from a folder, a share or a mail, made from what a
// release build put into a folder. It loads nothing: styles and scripts stand in it, allowed by their digests
// in its content policy, and all else as text: wasm as gzip in letters, packs as the JSON they are.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PART } from './size.mjs';

export const NAME = 'hengping.html';

/** For browsers that cannot unpack by themselves; the form of it that needs no modules. */
const FFLATE = new URL('../node_modules/fflate/umd/index.js', import.meta.url);
/** The office worker reads all that the reader does, and stands in for it (parts.js). */
const WORKERS = ['office', 'keeper'];

/** Writes the one file into `folder`. Throws where the build does not look as it expects. */
export function makeOneFile(folder) {
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  const packed = (name) => letters(gzipSync(readFileSync(join(folder, name)), { level: 9 }));
  const own = (name) => readFileSync(new URL(`one-file/${name}`, import.meta.url), 'utf8');
  const page = read('index.html');
  const attribute = (name) => only(page, new RegExp(`\\b${name}="?\\.?/?([^\\s">]+)`), name)[1];

  const styles = [...page.matchAll(/<link\b[^>]*\brel="?stylesheet"?[^>]*>/g)]
    .map(([link]) => read(only(link, /href="?\.\/([^\s">]+)/, 'href')[1])).join('\n');
  // Order matters: fflate and unpack before parts, all before the gate, which starts the app.
  const scripts = [
    ['fflate.js', readFileSync(FFLATE, 'utf8')],
    ['unpack.js', own('unpack.js')],
    ['parts.js', own('parts.js')],
    ['rescue.js', read('rescue.js')],
    ['workbench.js', read(attribute('data-script'))],
    ['boot.js', read('boot.js')],
  ];
  const data = [
    part('workbench.wasm', packed(attribute('data-wasm'))),
    ...readdirSync(folder).filter((name) => PART.test(name)).sort().map((name) => part(name, packed(name), 'bytes')),
    ...WORKERS.flatMap((name) => [part(`${name}.js`, read(`${name}.js`)), part(`${name}.wasm`, packed(`${name}_bg.wasm`), 'worker')]),
    ...readdirSync(join(folder, 'packs')).filter((name) => name.endsWith('.json')).sort()
      .map((name) => part(`packs/${name}`, read(`packs/${name}`), 'file')),
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

/** Text that lies in the page and runs nowhere. `as` says how its address is made (parts.js). */
function part(name, text, as) {
  return `<script type="text/plain" id="part:${name}"${as ? ` data-as="${as}"` : ''}>${fit(text)}</script>`;
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
