// From nothing to the running app, and what a browser that cannot run it is told.
import assert from 'node:assert/strict';
import { files } from '../../tools/size.mjs';
import { journey } from './journey.mjs';

journey('the app opens and asks only for what the size budget counts', async (desk) => {
  const asked = [];
  desk.page.on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1) || 'index.html'));
  await desk.open();
  await desk.page.waitForLoadState('networkidle');
  assert.equal(await desk.page.locator('h1').filter({ visible: true }).count(), 1);
  const { first } = files('dist');
  assert.deepEqual(asked.filter((name) => !first.includes(name)), []);
  assert.ok(asked.some((name) => name.endsWith('_bg.wasm')), asked.join(' '));
  await desk.isAccessible();
  await desk.picture('first page');
});

journey('the app opens on an intranet host without a secure context', async (desk) => {
  await desk.open('', { at: desk.intranet });
  assert.equal(await desk.page.evaluate(() => window.isSecureContext), false);
});

const TOO_OLD = {
  'WebAssembly': () => { delete window.WebAssembly; },
  'WebAssembly reference types': () => {
    const { Module } = WebAssembly;
    WebAssembly.Module = function (bytes) {
      if (bytes.includes(0xd0)) throw new WebAssembly.CompileError('unknown opcode');
      return new Module(bytes);
    };
  },
};
for (const [lacking, age] of Object.entries(TOO_OLD)) {
  journey(`a browser without ${lacking} is named and told what to do`, async (desk) => {
    await desk.page.addInitScript(age);
    await desk.page.goto(desk.address);
    await desk.sees('这个浏览器打不开衡评');
    await desk.sees(new RegExp(`当前浏览器：Chrome（内核版本 \\d+）。缺少 ${lacking}。`));
    await desk.sees('Microsoft Edge、Chrome、360 浏览器');
    await desk.isAccessible();
    await desk.picture(`gate ${lacking}`);
  });
}

journey('a program file that does not come is said, with what to do', async (desk) => {
  await desk.page.route('**/*_bg.wasm', (route) => route.abort());
  await desk.page.goto(desk.address);
  await desk.sees('衡评未能完整载入');
  await desk.sees('请按 F5 刷新此页');
  assert.ok(desk.errors.length > 0);
}, { expectErrors: true });

journey('without JavaScript the page says so', async (desk) => {
  await desk.page.goto(desk.address);
  // Text searches leave <noscript> out; the element is seen like any other.
  await desk.page.locator('noscript p').waitFor();
  assert.match(await desk.page.locator('noscript p').innerText(), /关闭了 JavaScript/);
  await desk.picture('no script');
}, { javaScriptEnabled: false });
