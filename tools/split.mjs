// Cuts the workbench into what is loaded at once and what is fetched when first used (`#[wasm_split]` in
// src/bin/workbench.rs), and makes one classic script of what the cutter and wasm-bindgen wrote for it. The parts
// share memory and function table. They are named by one digest of them all, so that parts of two builds never
// meet: `workbench-<digest>.js`, `…_bg.wasm`, and `…_<name>.wasm` for each cut.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The oldest browsers the app is for. */
const FLOOR = ['chrome96', 'firefox102', 'safari16'];

/** Puts the parts in the place of the workbench that trunk made in `folder`. */
export async function split(folder, { release }) {
  const target = process.env.CARGO_TARGET_DIR ?? 'target';
  const linked = join(target, 'wasm32-unknown-unknown', release ? 'web' : 'debug', 'workbench.wasm');
  const place = join(target, 'split');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });

  run('wasm-split-cli', linked, place, '--target', 'web', '--out-name', 'workbench');
  adapt(join(place, '__wasm_split.js'));
  // The parts need the function table, which it would keep to the first of them.
  run('wasm-bindgen', join(place, 'workbench.wasm'), '--target', 'web', '--keep-lld-exports', '--no-typescript', '--remove-producers-section', '--out-dir', place);
  rmSync(join(place, 'workbench.wasm'));
  const parts = new Map();
  const names = readdirSync(place).filter((name) => name.endsWith('.wasm'));
  if (release) run('node', 'tools/optimize.mjs', ...names.map((name) => join(place, name)));
  for (const name of names) parts.set(name, readFileSync(join(place, name)));
  const script = await classicScript(join(place, 'workbench.js'), release);

  const digest = createHash('sha256');
  for (const bytes of [script, ...parts.values()]) digest.update(bytes);
  const called = `workbench-${digest.digest('hex').slice(0, 16)}`;
  const index = join(folder, 'index.html');
  const page = readFileSync(index, 'utf8');
  const [, before] = /(workbench-[0-9a-f]+)\.js/.exec(page) ?? [];
  if (!before) throw new Error('index.html names no workbench');
  writeFileSync(index, page.replaceAll(before, called));
  for (const ending of ['.js', '_bg.wasm']) rmSync(join(folder, before + ending));
  let named = script;
  for (const [name, bytes] of parts) {
    const part = name.replace(/^workbench|^split/, called).replace(/^chunk/, `${called}_chunk`);
    named = named.replaceAll(name, part);
    writeFileSync(join(folder, part), bytes);
  }
  writeFileSync(join(folder, `${called}.js`), named);
}

/** The cutter's own script fetches a part beside its module; here the gate hands the bytes over (boot.js). */
function adapt(file) {
  const text = readFileSync(file, 'utf8');
  const adapted = text
    .replace(/fetch\(new URL\("\.\/(\w+\.wasm)", import\.meta\.url\)\)/g, 'hengpingPart("$1")')
    .replaceAll('WebAssembly.instantiateStreaming(src, imports)', 'src.then((bytes) => WebAssembly.instantiate(bytes, imports))');
  if (/fetch\(|Streaming|import\.meta/.test(adapted)) throw new Error('the cutter writes another script than this one knows');
  writeFileSync(file, adapted);
}

async function classicScript(entry, release) {
  const { outputFiles: [file] } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    globalName: 'hengpingWorkbench',
    // Asked for only where nobody says where the module lies, as the gate always does.
    define: { 'import.meta.url': 'document.baseURI' },
    target: FLOOR,
    minify: release,
    write: false,
    logLevel: 'warning',
    // wasm-bindgen names the cutter's script once for each of its functions.
    logOverride: { 'duplicate-object-key': 'silent' },
  });
  return file.text;
}

function run(program, ...args) {
  // What it says is shown where it fails; the optimizer remarks on names that the cutter left.
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
