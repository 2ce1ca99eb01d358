// hengping.html: that it needs nothing but itself, that nothing foreign runs in it, and that it says where it
// keeps work. All that the app does is shown by the other journeys, which are made in it as well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { journey, ONE_FILE } from './journey.mjs';

const policies = (desk) => desk.page.evaluate(() =>
  [...document.querySelectorAll('meta[http-equiv="Content-Security-Policy"]')].map((meta) => meta.content).join('; '));

journey('the one file asks for nothing but itself, and says where work is kept', async (desk) => {
  const asked = [];
  desk.page.on('request', (request) => asked.push(request.url()));
  await desk.open('', { at: ONE_FILE });
  await desk.sees('填写即保存在本机的这个浏览器里，不在此文件中');
  await desk.press('看演示数据');
  await desk.sees('152,393.91');
  assert.deepEqual(asked.filter((url) => url !== ONE_FILE && !url.startsWith('blob:') && !url.startsWith('data:')), []);
  await desk.isAccessible();
  await desk.picture('one file');
});

journey('what is not of the one file does not run in it', async (desk) => {
  await desk.open('', { at: ONE_FILE });
  assert.doesNotMatch(await policies(desk), /unsafe-inline|'unsafe-eval'/);
  const ran = await desk.page.evaluate(async () => {
    window.ran = [];
    const inline = document.createElement('script');
    inline.textContent = 'ran.push("inline")';
    document.body.appendChild(inline);
    const element = document.createElement('div');
    element.innerHTML = '<img src="data:," onerror="ran.push(\'attribute\')"><a href="javascript:ran.push(\'address\')">x</a>';
    const fails = new Promise((done) => element.querySelector('img').addEventListener('error', done));
    document.body.appendChild(element);
    element.querySelector('a').click();
    const blob = document.createElement('script');
    blob.src = URL.createObjectURL(new Blob(['ran.push("blob")']));
    const refused = new Promise((done) => { blob.onload = blob.onerror = done; });
    document.body.appendChild(blob);
    await Promise.all([fails, refused]);
    // By the page itself; the debugger that runs this could always.
    try { new Function('ran.push("eval")')(); } catch { /* As it should be. */ }
    return window.ran;
  });
  assert.deepEqual(ran, []);
}, { expectErrors: true });

journey('the oldest Chromium we support gets the policy it understands in the one file too', async (desk) => {
  await desk.open('', { at: ONE_FILE });
  assert.match(await policies(desk), /script-src 'sha256-[^;]* 'unsafe-eval'/);
}, { userAgent: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/96.0.4664.110 Safari/537.36' });

journey('every program lies in the one file as it lies on the server', async (desk) => {
  await desk.open('#/projects', { at: ONE_FILE });
  const sizes = await desk.page.evaluate(() => Promise.all(
    JSON.parse(document.getElementById('part:index').textContent).parts.filter(({ name }) => name.endsWith('.wasm'))
      .map(async ({ name }) => {
        const bytes = await hengpingParts[name];
        return [name, (await WebAssembly.compile(bytes)) instanceof WebAssembly.Module && bytes.length];
      })));
  assert.ok(sizes.some(([name]) => name === 'office_bg.wasm'));
  for (const [name, size] of sizes) assert.equal(size, readFileSync(`dist/${name}`).length, name);
});

journey('the packs lie in the one file as they lie on the server', async (desk) => {
  await desk.open('', { at: ONE_FILE });
  const pack = await desk.page.evaluate(async () => (await fetch(await hengpingParts['packs/indicators.json'])).text());
  assert.equal(pack, readFileSync('dist/packs/indicators.json', 'utf8'));
});

journey('the one file hands out what is kept without opening the app', async (desk) => {
  await desk.open('', { at: ONE_FILE });
  await desk.press('看演示数据');
  await desk.sees('152,393.91');
  await desk.sees('已保存');
  await desk.page.goto('about:blank');
  await desk.page.goto(`${ONE_FILE}#rescue`);
  const { bytes } = await desk.saved('导出本机数据');
  const { format, records } = JSON.parse(bytes);
  assert.equal(format, 'hengping.rescue');
  assert.equal(records.filter(({ store }) => store === 'hengping/cases').length, 24);
});
