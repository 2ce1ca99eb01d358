// When the program stops, on whatever page: the words for it stand over the page without the program, nobody can
// go on typing into a dead page, and after a reload everything is there.
import assert from 'node:assert/strict';
import { journey } from './journey.mjs';

const TANGXI = 'tests/cases/selfeval-tangxi-2022.csv';
const JINZHAI = 'tests/cases/goal-jinzhai-2021.csv';

/** Lets the next page that the program draws fail: the browser gives it no more elements. A Rust panic follows. */
async function stop(desk) {
  await desk.page.evaluate(() => {
    const wasm = (stack) => /wasm/.test(stack);
    for (const [holder, name] of [[Document.prototype, 'createElement'], [Node.prototype, 'cloneNode']]) {
      const real = holder[name];
      holder[name] = function (...given) {
        if (wasm(new Error().stack)) throw new Error('no more elements');
        return real.apply(this, given);
      };
    }
    location.hash = location.hash === '#/nowhere' ? '#/projects' : '#/nowhere';
  });
  await desk.page.getByRole('alertdialog').waitFor();
}

async function isSaid(desk) {
  await desk.sees('程序停止了，您的工作已保存');
  await desk.sees(/再次出现时，请把这一行告诉管理员：\S+\.rs:\d+/);
  assert.equal(await desk.page.evaluate(() => document.activeElement.textContent), '刷新继续');
  await desk.isAccessible('#crash');
}

const PAGES = [
  ['first page', JINZHAI, () => '#/'],
  ['list', JINZHAI, () => '#/projects'],
  ['goal', JINZHAI, (open) => open],
  ['self-evaluation', TANGXI, (open) => open],
  ['printed form', TANGXI, (open) => open.replace('self-evaluation', 'print')],
];
for (const [page, file, place] of PAGES) {
  journey(`a stop on the ${page} loses nothing`, async (desk) => {
    await desk.open();
    await desk.pick('打开文件…', file);
    await desk.press('导入');
    await desk.page.locator('.grid').waitFor();
    await desk.sees('已保存');
    const open = new URL(desk.page.url()).hash;
    await desk.page.evaluate((hash) => { location.hash = hash; }, place(open));
    await desk.page.locator('#page-title').waitFor();
    await stop(desk);
    await isSaid(desk);
    await desk.page.evaluate((hash) => history.replaceState(null, '', hash), open);
    await Promise.all([desk.page.waitForEvent('load'), desk.press('刷新继续')]);
    await desk.page.locator('.grid').waitFor();
    assert.ok((await desk.page.locator('tr.indicator').count()) >= 9);
  }, { expectErrors: true });
}

journey('a stop while typing loses no keystroke, and nothing more can be typed', async (desk) => {
  await desk.open();
  await desk.pick('打开文件…', TANGXI);
  await desk.press('导入');
  const field = desk.field('基建工程委托业务项目数量，偏差原因分析及改进措施');
  await field.click();
  await desk.page.keyboard.type('因暴雨停工');
  const open = new URL(desk.page.url()).hash;
  await stop(desk);
  await desk.page.keyboard.type('白写的');
  assert.match(await desk.page.evaluate(() => localStorage.getItem('hp/crash')), /^\d{4}-.*\.rs:\d+$/);
  await desk.page.evaluate((hash) => history.replaceState(null, '', hash), open);
  await Promise.all([desk.page.waitForEvent('load'), desk.press('刷新继续')]);
  await desk.holds('基建工程委托业务项目数量，偏差原因分析及改进措施', '因暴雨停工');
}, { expectErrors: true });

journey('a stop where the browser keeps nothing promises nothing, and hands out what there is', async (desk) => {
  await desk.page.addInitScript(() => { Object.defineProperty(window, 'indexedDB', { value: undefined }); });
  await desk.open('#/projects');
  await desk.sees('内容只在本页面中，关闭即丢失');
  await stop(desk);
  await desk.sees('程序停止了，有内容没有保存');
  await desk.sees('请先记下后面页面上最后填写的内容');
}, { expectErrors: true });
