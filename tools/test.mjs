// `make test`: every check in order, each named, stopping at the first that fails. Closes with the tests of
// all suites summed: "N passed, N failed". `node tools/test.mjs journeys` runs the stages named only.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

const wasm = ['--target', 'wasm32-unknown-unknown'];
const denied = ['--', '-D', 'warnings'];
const browserTests = ['--test', 'browser'];
const journeys = readdirSync('tests/e2e').filter((name) => name.endsWith('.test.mjs')).map((name) => `tests/e2e/${name}`);
// Journeys are made in the one file as well, but for those about the server and the way from it to the page, and those
// of pages that come and keep their work as others do.
const SERVED = /\/(beside|boot|evidence|from-goal|goal[-\w]*|history|injections|last-year|library[-\w]*|lists|looks|offline|projects|rules|selfeval|serve|typing)\.test/;
const journey = ['node', '--test', '--test-reporter=spec'];

// The app comes before the native tests: they and the journeys use one build of the program that carries it. It is
// built beside the lints, as both leave a core idle in turn; what it says comes at its place.
const STAGES = [
  { name: 'format', run: ['cargo', 'fmt', '--check'] },
  { name: 'lint-native', run: ['cargo', 'clippy', '--all-targets', '--features', 'app', ...denied] },
  { name: 'lint-browser', run: ['cargo', 'clippy', ...wasm, '--lib', '--bins', ...browserTests, ...denied] },
  { name: 'app', run: ['make', '--no-print-directory', 'app'], beside: 'lint-native' },
  { name: 'native', run: ['cargo', 'test', '--features', 'app'], counts: rustCounts },
  { name: 'independent', run: ['python3', '-B', 'tests/independent/bundles.py'], counts: scriptCounts },
  { name: 'browser', run: ['cargo', 'test', ...wasm, ...browserTests], counts: rustCounts },
  { name: 'journeys', run: [...journey, ...journeys], counts: nodeCounts },
  { name: 'one-file', run: [...journey, ...journeys.filter((name) => !SERVED.test(name))], env: { HENGPING_AS: 'file', KILLS: '20' }, counts: nodeCounts },
  { name: 'size', run: ['node', 'tools/size.mjs'] },
];

function rustCounts(text) {
  const results = [...text.matchAll(/^test result: .*?(\d+) passed; (\d+) failed/gm)];
  return { passed: sum(results, 1), failed: sum(results, 2), suites: results.length };
}

function nodeCounts(text) {
  const passed = [...text.matchAll(/^\S* ?pass (\d+)$/gm)];
  const failed = [...text.matchAll(/^\S* ?(?:fail|cancelled) (\d+)$/gm)];
  return { passed: sum(passed, 1), failed: sum(failed, 1), suites: passed.length };
}

function scriptCounts(text) {
  const results = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)];
  return { passed: sum(results, 1), failed: sum(results, 2), suites: results.length };
}

function sum(matches, group) {
  return matches.reduce((total, match) => total + Number(match[group]), 0);
}

/** Runs a stage and tells all that it said; `silent` until it is over, else as it comes. */
function run({ run: [program, ...rest], env }, silent) {
  const began = Date.now();
  return new Promise((done) => {
    const child = spawn(program, rest, {
      env: {
        ...process.env,
        ...env,
        CARGO_TERM_COLOR: 'never',
        FORCE_COLOR: '0',
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: 'wasm-bindgen-test-runner',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const [stream, shown] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      stream.setEncoding('utf8').on('data', (part) => {
        text += part;
        if (!silent) shown.write(part);
      });
    }
    const ended = (ok) => done({ ok, text, seconds: (Date.now() - began) / 1000 });
    child.on('error', (error) => {
      text += `\n${error.message}`;
      ended(false);
    });
    child.on('close', (code) => ended(code === 0));
    if (silent) process.on('exit', () => child.kill());
  });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`没有这个阶段：${unknown.join('、')}。可用：${STAGES.map((stage) => stage.name).join(' ')}`);
  process.exit(2);
}

const chosen = STAGES.filter((stage) => wanted.length === 0 || wanted.includes(stage.name));
const total = { passed: 0, failed: 0 };
const beside = new Map();
let broken = null;
for (const stage of chosen) {
  console.log(`\n== ${stage.name}: ${stage.run.join(' ')}`);
  for (const other of chosen.filter((other) => other.beside === stage.name)) beside.set(other, run(other, true));
  const { ok, text, seconds } = await (beside.get(stage) ?? run(stage, false));
  if (beside.has(stage)) process.stdout.write(text);
  const counts = stage.counts?.(text);
  // A suite that ran no test at all has not shown anything.
  const good = ok && (!counts || (counts.passed > 0 && counts.failed === 0));
  total.passed += counts?.passed ?? 0;
  total.failed += good ? 0 : Math.max(1, counts?.failed ?? 0);
  const told = counts ? `, ${counts.passed} passed, ${counts.failed} failed` : '';
  console.log(`== ${stage.name}: ${good ? 'ok' : 'FAILED'}${told} (${seconds.toFixed(1)} s)`);
  if (!good) {
    broken = stage.name;
    break;
  }
}
console.log(broken ? `\nstopped at stage ${broken}` : '\nall stages passed');
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(broken ? 1 : 0);
