// Puts a brotli and a gzip copy beside every text and wasm file of a build, so that the server never
// compresses anything itself. (Browsers take brotli on https and localhost only; gzip everywhere.)
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { NAME as ONE_FILE } from './one-file.mjs';

export function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // The one file is compressed inside.
    if (!entry.isFile() || !/\.(html|css|js|json|svg|wasm)$/.test(entry.name) || entry.name === ONE_FILE) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(file);
    const brotli = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    writeFileSync(`${file}.br`, brotli);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
