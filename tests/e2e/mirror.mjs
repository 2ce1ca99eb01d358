// A server of builds that can do what a real one does on bad days: lose a file, go away, bring a newer build.
// A build is a folder like dist/, with its service worker's list made by the tool that makes it for a release.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { listForOffline } from '../../tools/offline.mjs';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.wasm': 'application/wasm',
  '.json': 'application/json', '.svg': 'image/svg+xml' };

/** A build of its own: dist/ with some files changed. */
export function build(changed = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hengping-build-'));
  cpSync('dist', folder, { recursive: true, filter: (name) => !/\.(br|gz)$|hengping\.html$/.test(name) });
  for (const [name, change] of Object.entries(changed)) writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
  // Without a change it keeps the list it came with.
  if (Object.keys(changed).length > 0) listForOffline(folder);
  return folder;
}

/** Serves `builds[0]`; `show(i)` another one, `lost` names what is missing. */
export async function mirror(...builds) {
  let folder = builds[0];
  const lost = new Set();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname.slice(1)) || 'index.html';
    try {
      if (lost.has(name)) throw new Error('lost');
      const bytes = readFileSync(join(folder, name));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'text/plain', 'cache-control': 'no-cache' }).end(bytes);
    } catch {
      response.writeHead(404).end('no such file');
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    lost,
    show(i) { folder = builds[i]; },
    stop() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
    remove() { for (const build of builds) rmSync(build, { recursive: true }); },
  };
}
