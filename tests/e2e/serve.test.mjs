// `hengping serve` as a program and as a server.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { files } from '../../tools/size.mjs';
import { hengping, serve } from './server.mjs';

let service;
before(async () => { service = await serve(); });
after(async () => { await service?.stop(); });

const ask = (path, headers = {}) => fetch(new URL(path, service.address), { headers });

test('health tells the version and the time', async () => {
  const answer = await ask('api/v1/health');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const { status, version, time } = await answer.json();
  assert.deepEqual({ status, version }, { status: 'ok', version: service.version });
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000, time);
});

test('every file of the app is served as what it is', async () => {
  const types = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
    wasm: 'application/wasm', json: 'application/json', svg: 'image/svg+xml' };
  const { first, later } = files('dist');
  assert.ok(first.includes('index.html') && later.includes('office_loader.js'));
  for (const name of [...first, ...later]) {
    const answer = await ask(name);
    assert.equal(answer.status, 200, name);
    const ending = name.split('.').pop();
    if (types[ending]) assert.equal(answer.headers.get('content-type'), types[ending], name);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', name);
    assert.match(answer.headers.get('content-security-policy'), /script-src 'self' 'wasm-unsafe-eval';/, name);
  }
});

test('the one file is for saving, the offline worker always asked for anew', async () => {
  const file = await ask('hengping.html');
  assert.equal(file.headers.get('content-disposition'), 'attachment; filename="hengping.html"');
  assert.deepEqual(Buffer.from(await file.arrayBuffer()), readFileSync('dist/hengping.html'));
  const worker = await ask('sw.js');
  assert.equal(worker.headers.get('cache-control'), 'no-cache');
  assert.match(await worker.text(), /^const VERSION = '[0-9a-f]{16}';$/m);
});

test('no policy lets inline code or text run as script', async () => {
  for (const path of ['', 'rescue.html', 'sw.js', 'api/v1/health', 'nothing']) {
    const policy = (await ask(path)).headers.get('content-security-policy');
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/, path);
    assert.match(policy, /default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/, path);
  }
});

test('what is missing is 404, never the first page', async () => {
  for (const path of ['workbench.js', 'packs', 'projects', '..%2fCargo.toml', 'index.html/x']) {
    const answer = await ask(path);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(await answer.text(), /<html/, path);
  }
  const call = await ask('api/v1/nothing');
  assert.equal(call.status, 404);
  assert.equal(call.headers.get('content-type'), 'application/problem+json');
  assert.equal((await call.json()).status, 404);
});

test('names made from the content are kept for ever, all others asked again', async () => {
  // The build names what it makes in the first page; what comes from public/ keeps the name it has there.
  const page = await (await ask('')).text();
  const { first } = files('dist');
  assert.ok(first.some((name) => name.endsWith('.css')));
  for (const name of first) {
    const caching = (await ask(name)).headers.get('cache-control');
    const hashed = page.includes(name) && !existsSync(join('public', name));
    assert.equal(caching, hashed ? 'public, max-age=31536000, immutable' : 'no-cache', name);
  }
  const tag = (await ask('')).headers.get('etag');
  assert.equal((await ask('', { 'if-none-match': tag })).status, 304);
});

test('a copy compressed beforehand goes to who takes it', async () => {
  const plain = await (await ask('boot.js', { 'accept-encoding': 'identity' })).text();
  for (const encoding of ['br', 'gzip']) {
    const answer = await ask('boot.js', { 'accept-encoding': encoding });
    assert.equal(answer.headers.get('content-encoding'), encoding);
    assert.match(answer.headers.get('vary'), /accept-encoding/);
    assert.equal(await answer.text(), plain);
  }
  assert.equal((await ask('boot.js', { 'accept-encoding': 'br;q=0' })).headers.get('content-encoding'), null);
});

test('the oldest Chromium we support gets the policy it understands', async () => {
  const answer = await ask('', { 'user-agent': 'Mozilla/5.0 Chrome/96.0.4664.110 Safari/537.36' });
  assert.match(answer.headers.get('content-security-policy'), /script-src 'self' 'unsafe-eval';/);
});

test('a taken port is said in Chinese and ends with 2', async () => {
  const listen = new URL(service.address).host;
  const { code, out, err } = await hengping('serve', '--listen', listen);
  assert.deepEqual({ code, out }, { code: 2, out: '' });
  assert.match(err, new RegExp(`^端口 ${listen.split(':')[1]} 已被占用`));
});

test('the service ends in good order when told to stop', async () => {
  const other = await serve();
  assert.equal((await fetch(other.address)).status, 200);
  assert.equal(await other.stop(), 0);
});
