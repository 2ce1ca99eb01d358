// The size budget: what a first visit loads, in brotli, must stay within 450 KB, and the one file, as it is,
// within 2.5 MB. Every file of dist/ counts unless it is named here as loaded later; a journey holds this list
// against what the browser really asks for.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const BUDGET = 450 * 1024;
const ONE_FILE_BUDGET = 2_500_000;
/** A part of the workbench that is fetched when it is first used. */
export const PART = /^workbench-[0-9a-f]+_(?!bg\.)\w+\.wasm$/;
const LATER = [PART, /^(?:office|reader|keeper)[._]/, /^packs\//, /^demo\//, /^rescue\./, /^update\.js$/, /^sw\.js$/, /^hengping\.html$/];

/** The files of `dist`, as they stand under it, loaded on the first visit and later. */
export function files(dist) {
  const all = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
  const isLater = (name) => LATER.some((pattern) => pattern.test(name));
  return { first: all.filter((name) => !isLater(name)), later: all.filter(isLater) };
}

/** As the build compressed it, where it did. */
function brotli(file, bytes) {
  if (existsSync(`${file}.br`)) return statSync(`${file}.br`).size;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

function table(title, dist, names) {
  console.log(`${title.padEnd(48)}${'bytes'.padStart(10)}${'brotli'.padStart(10)}`);
  const sum = { raw: 0, brotli: 0 };
  for (const name of names) {
    const bytes = readFileSync(join(dist, name));
    const small = brotli(join(dist, name), bytes);
    sum.raw += bytes.length;
    sum.brotli += small;
    console.log(`  ${name.padEnd(46)}${String(bytes.length).padStart(10)}${String(small).padStart(10)}`);
  }
  console.log(`  ${'sum'.padEnd(46)}${String(sum.raw).padStart(10)}${String(sum.brotli).padStart(10)}`);
  return sum;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = process.argv[2] ?? 'dist';
  const { first, later } = files(dist);
  const sum = table('first load', dist, first);
  table('loaded later', dist, later);
  const share = `${(sum.brotli / 1024).toFixed(1)} KB of ${BUDGET / 1024} KB`;
  if (sum.brotli > BUDGET) {
    console.error(`first load is over the budget: ${share}`);
    process.exit(1);
  }
  console.log(`first load: ${share}`);
  const oneFile = statSync(join(dist, 'hengping.html')).size;
  console.log(`hengping.html: ${(oneFile / 1e6).toFixed(2)} MB of ${ONE_FILE_BUDGET / 1e6} MB`);
  if (oneFile > ONE_FILE_BUDGET) process.exit(1);
}
