// The app with the server gone, half gone, and with a newer build: what was loaded once opens again, whole or not
// at all, and nothing moves under somebody who works.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { journey } from './journey.mjs';
import { build, mirror } from './mirror.mjs';
import { serve } from './server.mjs';

const TANGXI = 'tests/cases/selfeval-tangxi-2022.csv';

/** Waits until the worker has everything and answers for the page. */
async function kept(desk) {
  await desk.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    }
  });
}

/** Opens what the service at `address` has, and waits until it is kept. */
async function openKept(desk, address, place = '') {
  await desk.open(place, { at: address });
  await kept(desk);
}

const sets = (desk) => desk.page.evaluate(async () => (await caches.keys()).sort());
const holds = (desk, name) => desk.page.evaluate(async (name) => Boolean(await caches.match(name)), name);
const evict = (desk, ...names) => desk.page.evaluate(async (names) => {
  for (const key of await caches.keys()) for (const name of names) await (await caches.open(key)).delete(name);
}, names);
const icon = (desk) => desk.page.evaluate(async () => (await fetch('icon.svg')).text());

/**
 * Brings the newer build, once the app's own look for one is over: the browser makes one look of two that are asked
 * for at a time, and that one saw the old build.
 */
async function renew(desk, server) {
  await desk.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  server.show(1);
}

/** Lets the browser look for a newer build, and waits until it lies ready. */
const found = (desk) => desk.page.evaluate(async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  const next = registration.waiting ?? registration.installing;
  if (next.state !== 'installed') {
    await new Promise((done) => next.addEventListener('statechange', () => next.state === 'installed' && done()));
  }
});

/** A journey in a browser that keeps the app. */
const journeyKept = (name, steps, options) => journey(name, steps, { serviceWorkers: 'allow', ...options });

/** A journey over two builds that differ in a file: `steps(desk, server)`. */
function twoBuilds(name, steps, options) {
  journeyKept(name, async (desk) => {
    const server = await mirror(build(), build({ 'icon.svg': (text) => text.replace('<svg', '<svg data-build="2"') }));
    try {
      await steps(desk, server);
    } finally {
      await server.stop();
      server.remove();
    }
  }, options);
}

journeyKept('with the server gone the app opens again and reads every kind of file', async (desk) => {
  const service = await serve();
  try {
    await openKept(desk, service.address);
  } finally {
    await service.stop();
  }
  await desk.reload();
  await desk.press('看演示数据');
  await desk.sees('152,393.91');
  await desk.pick('导入…', [{ name: '小.xls', mimeType: '', buffer: readFileSync('tests/cases/selfeval-small.xls') }]);
  await desk.sees('道路清扫');
  const answers = await desk.page.evaluate(() => Promise.all(
    [['api/v1/health'], ['workbench.js'], ['nowhere/'], ['', { method: 'POST' }], ['boot.js', { method: 'PUT' }]].map(([path, how]) =>
      fetch(path, how).then((answer) => `${path} ${answer.status}`, () => 'no answer'))));
  assert.deepEqual([...new Set(answers)], ['no answer'], 'only what was kept is answered, and only GET');
}, { expectErrors: true });

journeyKept('a server that takes the copy back is obeyed', async (desk) => {
  const service = await serve();
  await openKept(desk, service.address);
  assert.equal((await sets(desk)).length, 1);
  assert.equal((await desk.page.reload()).fromServiceWorker(), true);
  await service.stop();
  const other = await serve({ at: service.address, options: ['--no-offline'] });
  try {
    await desk.reload();
    await desk.page.evaluate(async () => {
      const frame = () => new Promise(requestAnimationFrame);
      while ((await caches.keys()).length > 0) await frame();
    });
    await desk.reload();
    assert.deepEqual(await sets(desk), []);
  } finally {
    await other.stop();
  }
  await assert.rejects(desk.page.goto(service.address), /ERR_CONNECTION_REFUSED|ERR_FAILED/);
}, { expectErrors: true });

twoBuilds('a build that is not whole is not kept, and the one before goes on', async (desk, server) => {
  await openKept(desk, server.address);
  const before = await sets(desk);
  await renew(desk, server);
  server.lost.add('icon.svg');
  const state = await desk.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const next = registration.installing;
    if (next.state === 'installing') await new Promise((done) => next.addEventListener('statechange', done));
    return next.state;
  });
  assert.equal(state, 'redundant');
  assert.deepEqual(await sets(desk), before);
  await server.stop();
  await desk.reload();
  assert.doesNotMatch(await icon(desk), /data-build/);
}, { expectErrors: true });

twoBuilds('a newer build waits while somebody types, and moves when asked to', async (desk, server) => {
  await openKept(desk, server.address);
  await desk.pick('打开文件…', TANGXI);
  await desk.press('导入');
  const reason = '基建工程委托业务项目数量，偏差原因分析及改进措施';
  await desk.field(reason).click();
  await desk.page.keyboard.type('因暴雨');
  // Held in the state of a write that takes long: nothing is asked as long as it lasts.
  await desk.sees('已保存');
  await desk.page.evaluate(() => document.documentElement.setAttribute('data-save', 'busy'));
  await renew(desk, server);
  await found(desk);
  await desk.page.waitForFunction(() => document.querySelector('script[src="update.js"]'));
  assert.equal(await desk.button('更新并刷新').count(), 0);
  await desk.page.keyboard.type('停工');
  await desk.button('更新并刷新').waitFor();
  assert.equal(await desk.page.evaluate(() => document.documentElement.getAttribute('data-save')), 'saved');
  assert.equal(await desk.page.evaluate(() => document.activeElement.tagName), 'TEXTAREA', 'the bar takes no focus');
  await desk.isAccessible('.update');
  await desk.page.keyboard.type('十天');
  assert.doesNotMatch(await icon(desk), /data-build/, 'not before it was asked for');
  await Promise.all([desk.page.waitForEvent('load'), desk.press('更新并刷新')]);
  await desk.holds(reason, '因暴雨停工十天');
  assert.match(await icon(desk), /data-build/);
  assert.equal((await sets(desk)).length, 1);
});

twoBuilds('a newer build that comes in the middle of a composition takes no part of it', async (desk, server) => {
  await openKept(desk, server.address);
  await desk.pick('打开文件…', TANGXI);
  await desk.press('导入');
  const reason = '基建工程委托业务项目数量，偏差原因分析及改进措施';
  await desk.sees('已保存');
  await desk.field(reason).click();
  await desk.page.keyboard.type('因');
  const input = await desk.debug();
  const compose = (text) => input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await compose('bao');
  await renew(desk, server);
  await found(desk);
  await compose('baoyu');
  await desk.button('更新并刷新').waitFor();
  await desk.holds(reason, '因baoyu');
  await input.send('Input.insertText', { text: '暴雨' });
  await desk.holds(reason, '因暴雨');
  await compose('tinggong');
  // Taken at once, with the composition standing: the browser ends it, and what it leaves in the field is kept.
  await desk.button('更新并刷新').focus();
  const left = await desk.field(reason).inputValue();
  assert.match(left, /^因暴雨/);
  await Promise.all([desk.page.waitForEvent('load'), desk.press('更新并刷新')]);
  await desk.holds(reason, left);
});

twoBuilds('a newer build does not take the files from under another window', async (desk, server) => {
  await openKept(desk, server.address);
  const other = await desk.tab();
  await other.open('#/projects', { at: server.address });
  await renew(desk, server);
  await found(desk);
  await desk.press('更新并刷新');
  await desk.sees('还有其他衡评窗口开着');
  assert.equal((await sets(desk)).length, 2);
  assert.doesNotMatch(await icon(other), /data-build/);
  await other.page.close();
  await Promise.all([desk.page.waitForEvent('load'), desk.press('更新并刷新')]);
  await desk.page.locator('#boot').waitFor({ state: 'detached' });
  assert.match(await icon(desk), /data-build/);
  assert.equal((await sets(desk)).length, 1);
});

twoBuilds('what the browser threw out is fetched again; without a server it is an error, not a page', async (desk, server) => {
  await openKept(desk, server.address);
  await evict(desk, 'boot.js', 'office_bg.wasm', 'index.html');
  await desk.reload();
  assert.equal(await holds(desk, 'boot.js'), true);
  assert.equal(await holds(desk, 'office_bg.wasm'), false);
  await desk.page.evaluate(() => fetch('office_bg.wasm'));
  assert.equal(await holds(desk, 'office_bg.wasm'), true);
  await evict(desk, 'office_bg.wasm');
  await server.stop();
  const answer = await desk.page.evaluate(() => fetch('office_bg.wasm').then((answer) => answer.text(), () => 'no answer'));
  assert.equal(answer, 'no answer');
}, { expectErrors: true });

twoBuilds('a set that cannot be made whole again gives way to the newer build', async (desk, server) => {
  await openKept(desk, server.address);
  await evict(desk, 'icon.svg');
  server.show(1);
  assert.equal(await desk.page.evaluate(() => fetch('icon.svg').then(() => 'mixed', () => 'no answer')), 'no answer');
  await desk.reload();
  await kept(desk);
  assert.match(await icon(desk), /data-build/);
}, { expectErrors: true });

/** How a page that was loaded stands before its user: never empty, and never silent. */
async function standing(desk) {
  const app = desk.page.locator('#page-title');
  const words = desk.page.getByText(/衡评暂时打不开|衡评未能完整载入/);
  await app.or(words).first().waitFor();
  return (await app.count()) > 0 ? 'the app' : words.first().innerText();
}

twoBuilds('whatever part is thrown out, it is fetched again, or said where there is no server', async (desk, server) => {
  await openKept(desk, server.address);
  // From beside the app, which the page under test does not outlive.
  const shelf = await desk.tab();
  await shelf.page.goto(`${server.address}icon.svg`);
  const names = await shelf.page.evaluate(async () => {
    const [key] = await caches.keys();
    const [kept, copy] = [await caches.open(key), await caches.open('copy')];
    const all = await kept.keys();
    for (const request of all) await copy.put(request, await kept.match(request));
    return all.map(({ url }) => new URL(url).pathname.slice(1));
  });
  const restore = () => shelf.page.evaluate(async () => {
    const [kept, copy] = [await caches.open((await caches.keys()).find((key) => key !== 'copy')), await caches.open('copy')];
    for (const request of await copy.keys()) await kept.put(request, await copy.match(request));
  });
  const throwOut = (...gone) => shelf.page.evaluate(async (gone) => {
    const kept = await caches.open((await caches.keys()).find((key) => key !== 'copy'));
    for (const name of gone) await kept.delete(name);
  }, gone);
  const half = (odd) => names.filter((name, at) => at % 2 === odd && name !== 'icon.svg');

  for (const odd of [0, 1]) {
    await throwOut(...half(odd));
    await desk.page.reload();
    assert.equal(await standing(desk), 'the app', 'with the server every half is made whole');
    await restore();
  }
  await server.stop();
  const found = {};
  for (const gone of [half(0), half(1), ...names.filter((name) => /^(index\.html|boot\.js|workbench-[0-9a-f]+(\.js|_bg\.wasm)|tokens.*css)$/.test(name)).map((name) => [name])]) {
    await throwOut(...gone);
    const loaded = await desk.page.goto(server.address).then(() => true, (refused) => refused.message);
    if (gone.includes('index.html')) assert.match(String(loaded), /ERR_FAILED|ERR_CONNECTION_REFUSED/, 'the page of the browser itself');
    else found[gone.length > 1 ? 'a half' : gone[0].replace(/-[0-9a-f]{8,}(_bg)?/, '')] = await standing(desk);
    const answers = await shelf.page.evaluate((gone) => Promise.all(gone.map((name) => fetch(`/${name}`).then(() => name, () => null))), gone);
    assert.deepEqual(answers.filter(Boolean), [], 'nothing stands in for what is gone');
    await restore();
  }
  const { 'a half': _, ...single } = found;
  assert.deepEqual(single, {
    'boot.js': '衡评暂时打不开', 'workbench.js': '衡评未能完整载入', 'workbench.wasm': '衡评未能完整载入', 'tokens.css': 'the app',
  });
  await desk.page.goto(server.address);
  assert.equal(await standing(desk), 'the app');
}, { expectErrors: true });
