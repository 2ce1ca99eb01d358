// Puts a brotli and a gzip copy beside every text and wasm file of a build, so that the server never
// compresses anything itself. (Browsers take brotli on https and localhost only; gzip everywhere.)
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { NAME as ONE_FILE } from './one-file.mjs';

const [brotli, zipped] = [promisify(brotliCompress), promisify(gzip)];

export async function compress(folder) {
  // The one file is compressed inside.
  const wanted = (entry) => entry.isFile() && /\.(html|css|js|json|svg|wasm)$/.test(entry.name) && entry.name !== ONE_FILE;
  const copies = async (file) => {
    const bytes = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${file}.br`, await brotli(bytes, { params }));
    writeFileSync(`${file}.gz`, await zipped(bytes, { level: 9 }));
  };
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(wanted);
  await Promise.all(entries.map((entry) => copies(join(entry.parentPath ?? entry.path, entry.name))));
}
