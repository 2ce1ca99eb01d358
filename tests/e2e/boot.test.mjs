// From nothing to the running app, and what a browser that cannot run it is told.
import assert from 'node:assert/strict';
import { files, PART } from '../../tools/size.mjs';
import { journey } from './journey.mjs';

journey('the app opens and asks only for what the size budget counts', async (desk) => {
  const { first } = files('dist');
  const [asked, later] = [[], []];
  let standing = false;
  // What is not of the first load stays away until the page stands without it.
  await desk.page.route('**/*', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1) || 'index.html';
    if (!PART.test(name)) return asked.push(name), route.continue();
    return standing ? route.continue() : later.push(route);
  });
  await desk.open();
  await desk.heading('我的项目').or(desk.page.locator('h1')).filter({ visible: true }).first().waitFor();
  assert.equal(await desk.page.locator('h1').filter({ visible: true }).count(), 1);
  assert.deepEqual(asked.filter((name) => !first.includes(name)), []);
  assert.ok(asked.some((name) => name.endsWith('_bg.wasm')), asked.join(' '));
  standing = true;
  await Promise.all(later.splice(0).map((route) => route.continue()));
  await desk.page.waitForLoadState('networkidle');
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

journey('a browser that cannot run the app any more hands out what it keeps', async (desk) => {
  await desk.open('#/projects');
  await desk.pick('导入…', ['tests/cases/selfeval-tangxi-2022.csv']);
  await desk.press('导入');
  await desk.sees('已保存');
  await desk.page.addInitScript(TOO_OLD.WebAssembly);
  await desk.page.reload();
  const { name, bytes } = await desk.saved('导出本机数据');
  assert.match(name, /^衡评-本机数据-\d{8}\.json$/);
  const { format, records, faults } = JSON.parse(bytes);
  assert.deepEqual([format, faults], ['hengping.rescue', []]);
  const [row] = records.filter(({ store }) => store === 'hengping/cases');
  assert.match(row.value.record, /基建工程委托业务项目数量/);
  await desk.sees(`本机共有 ${records.length} 条记录`);
  await desk.isAccessible();
});

journey('records are listed and handed out as they lie there, broken and newer ones too', async (desk) => {
  await desk.page.goto(`${desk.address}rescue.html`);
  await desk.sees('此浏览器在这个地址下没有衡评的数据。');
  assert.deepEqual(await desk.page.evaluate(() => indexedDB.databases()), [], 'looking makes nothing');
  await desk.page.evaluate(async () => {
    localStorage.setItem('hp/j/c1/0000000000000001/w', '{"half');
    localStorage.setItem('other', 'not ours');
    const request = indexedDB.open('hengping', 99);
    request.onupgradeneeded = () => request.result.createObjectStore('of-a-later-year').put(new Uint8Array([1, 255]), [2031, 'x']);
    await new Promise((done) => { request.onsuccess = done; });
    request.result.close();
  });
  await desk.page.reload();
  await desk.sees('本机共有 2 条记录');
  await desk.sees('hengping/of-a-later-year');
  const one = await desk.saved('导出第 1 条');
  assert.deepEqual(JSON.parse(one.bytes), { store: 'localStorage', key: 'hp/j/c1/0000000000000001/w', value: '{"half' });
  const all = JSON.parse((await desk.saved('导出全部')).bytes);
  assert.deepEqual(all.records[1], { store: 'hengping/of-a-later-year', key: [2031, 'x'], value: { bytes: [1, 255] } });
  await desk.isAccessible();
  await desk.picture('rescue');
});

journey('a program file that does not come is said, with what to do', async (desk) => {
  await desk.page.route('**/*_bg.wasm', (route) => route.abort());
  await desk.page.goto(desk.address);
  await desk.sees('衡评未能完整载入');
  await desk.sees('请按 F5 刷新此页');
  assert.ok(desk.errors.length > 0);
  assert.match((await desk.saved('导出本机数据')).name, /^衡评-本机数据/);
}, { expectErrors: true });

journey('a part that does not come is said, harms nothing, and comes when it is asked for again', async (desk) => {
  // Without a secure context: elsewhere the offline copy has every part.
  await desk.open('#/projects', { at: desk.intranet });
  const away = (route) => route.abort();
  await desk.page.route('**/*_intake.wasm', away);
  await desk.pick('导入…', ['tests/cases/selfeval-tangxi-2022.csv']);
  await desk.sees('这一部分程序没有载入');
  await desk.page.unroute('**/*_intake.wasm', away);
  await desk.pick('导入…', ['tests/cases/selfeval-tangxi-2022.csv']);
  await desk.press('导入');
  await desk.sees('已保存');

  await desk.page.route('**/*_reading.wasm', away);
  await desk.page.getByRole('link', { name: '打印' }).first().click();
  await desk.sees('这一部分程序没有载入');
  await desk.isAccessible();
  await desk.picture('part not loaded');
  await desk.page.unroute('**/*_reading.wasm', away);
  await desk.press('再试一次');
  await desk.sees('打印预览');
  assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'page-title', 'the page begins at its top');
}, { expectErrors: true });

journey('without JavaScript the page says so', async (desk) => {
  await desk.page.goto(desk.address);
  // Text searches leave <noscript> out; the element is seen like any other.
  await desk.page.locator('noscript p').waitFor();
  assert.match(await desk.page.locator('noscript p').innerText(), /关闭了 JavaScript/);
  await desk.picture('no script');
}, { javaScriptEnabled: false });
