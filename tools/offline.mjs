// Writes into the service worker of a build which files belong to it, by the digest of each, and a version made
// from all of them: a browser sees a new worker exactly when something in the app is new.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAME as ONE_FILE } from './one-file.mjs';
import { files } from './size.mjs';

const WORKER = 'sw.js';

/** Fills the list of `folder`'s worker. Throws where the worker is not the one it knows. */
export function listForOffline(folder) {
  const { first, later } = files(folder);
  const kept = [...first, ...later].filter((name) => name !== WORKER && name !== ONE_FILE);
  const list = JSON.stringify(Object.fromEntries(kept.map((name) => [name, digest(readFileSync(join(folder, name)))])));
  const worker = readFileSync(join(folder, WORKER), 'utf8');
  const version = digest(worker + list).slice(0, 16);
  const filled = worker.replace(/^const VERSION = .*;\nconst FILES = .*;$/m, `const VERSION = '${version}';\nconst FILES = ${list};`);
  if (filled === worker) throw new Error(`${WORKER} has no place for its list`);
  writeFileSync(join(folder, WORKER), filled);
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
