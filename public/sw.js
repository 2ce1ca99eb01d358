// Keeps the app for when the server is out of reach: the files of one build as one set, each by its digest.
// It answers for exactly those files and for nothing else, so the API, other programs of the host and whatever is
// missing stay between page and network. Without a list, as it stands here, it ends itself and what it kept:
// so a server takes back an app that no longer loads. The build writes list and version in (tools/offline.mjs).
const VERSION = '';
const FILES = {};

const INCOMPLETE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>衡评</title><h1>衡评暂时打不开</h1>
<p>浏览器清理了本机的一部分程序文件，现在又连不上服务器。已填写的内容没有动，仍在此浏览器里。</p>
<p>请接通网络后刷新此页。急需取出内容的，<a href="rescue.html">在这里导出本机数据</a>。</p></html>`;
const HEADERS = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" };

const OURS = 'hengping-';
const CACHE = OURS + VERSION;

// All or nothing: a set that is not whole is not installed, and what was there before goes on. Taking back does
// not wait for the worker before: without its set that one hands everything to the server.
self.addEventListener('install', (event) => {
  event.waitUntil(VERSION ? install() : end());
});

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(FILES).map(async (name) => cache.put(name, await whole(name))));
  } catch (fault) {
    await caches.delete(CACHE);
    throw fault;
  }
}

/** The file of this build: as an older set holds it where it did not change, else from the server. */
async function whole(name) {
  const kept = await caches.match(name);
  if (kept && (await fits(kept, name))) return kept;
  const fresh = await fetch(name, { cache: 'no-cache' });
  if (await fits(fresh, name)) return fresh;
  throw new Error(`${name} is not the file of this build (${fresh.status})`);
}

async function fits(response, name) {
  if (!response.ok) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === FILES[name];
}

// The browser lets this happen once no tab uses the set before, or the only tab has agreed.
self.addEventListener('activate', (event) => {
  if (VERSION) event.waitUntil(begin());
});

async function begin() {
  await forget((name) => name !== CACHE);
  await self.clients.claim();
}

async function end() {
  await forget(() => true);
  await self.registration.unregister();
}

async function forget(which) {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && which(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(takeOver(event.ports[0]));
});

/** Another window still works with the set before, which must not vanish under it. */
async function takeOver(answer) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.length > 1) answer.postMessage('others');
  else await self.skipWaiting();
}

self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name !== null) event.respondWith(answer(name, event.request));
});

/** Which of our files is asked for; null: none of them. */
function nameOf({ method, url }) {
  const { scope } = self.registration;
  if (method !== 'GET' || !url.startsWith(scope)) return null;
  const name = new URL(url).pathname.slice(new URL(scope).pathname.length) || 'index.html';
  return Object.prototype.hasOwnProperty.call(FILES, name) ? name : null;
}

/** Whether the script can be had that says what is missing. Without it the page would stay white. */
async function speaks() {
  return (await answer('boot.js', new Request('boot.js')).catch(() => Response.error())).ok;
}

async function answer(name, request) {
  const kept = await caches.match(name, { cacheName: CACHE });
  if (kept && name === 'index.html' && !(await speaks())) {
    return (await caches.has(CACHE)) ? new Response(INCOMPLETE, { status: 503, headers: HEADERS }) : fetch(request);
  }
  if (kept) return kept;
  if (!(await caches.has(CACHE))) return fetch(request);
  // The browser has thrown out a part of the set: the server may still have it.
  const fresh = await fetch(name, { cache: 'no-cache' });
  if (await fits(fresh, name)) {
    await (await caches.open(CACHE)).put(name, fresh.clone());
    return fresh;
  }
  // It has another build, and this one cannot be made whole again. The next load is the server's.
  if (fresh.ok || fresh.status === 404) await end();
  return request.mode === 'navigate' ? fresh : Response.error();
}
