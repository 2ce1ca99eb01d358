// What a build is given after trunk: the workbench cut into its parts and, for a release, scripts without their
// remarks, the one file, the list of what is kept for when the server is away, compressed copies. Trunk runs it
// and says where. In this order: what comes later holds digests or copies of what was before.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compress } from './compress.mjs';
import { listForOffline } from './offline.mjs';
import { makeOneFile } from './one-file.mjs';
import { split } from './split.mjs';

const SCRIPTS = ['boot.js', 'rescue.js', 'update.js'];

/** Lines that are nothing but a remark. In these scripts no text spans lines. */
function dropRemarks(file) {
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\s*(\/\/|\/\*\*).*\n/gm, '').replace(/^ +/gm, ''));
}

const { TRUNK_PROFILE: profile, TRUNK_STAGING_DIR: folder } = process.env;
await split(folder, { release: profile === 'release' });
if (profile === 'release') {
  for (const name of SCRIPTS) dropRemarks(join(folder, name));
  await makeOneFile(folder);
  listForOffline(folder);
  await compress(folder);
}
