// When the program stops, on whatever page: the words for it stand over the page without the program, nobody can
// go on typing into a dead page, and after a reload everything is there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { JINZHAI, TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const REASON = '基建工程委托业务项目数量，偏差原因分析及改进措施';

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

// Every address of the app, from where it writes them itself, so that a new page is stopped here as well; and two
// that lead nowhere. `{id}` is the case.
const ADDRESSES = [...readFileSync('src/route.rs', 'utf8').matchAll(/(?:write_str\(|write!\(f, )"(#\/[^"]*)"/g)]
  .map(([, address]) => address).concat('#/nowhere', '#/cases/none/goal');
/** What stands over a page when it is stopped: the buttons that lead there, and its heading. */
const DIALOGS = [
  ['the import report', (desk) => desk.pick('导入…', JINZHAI), '导入'],
  ['the new case', (desk) => desk.press('新建项目…'), '新建项目'],
];

/** A form that somebody has typed into, and a goal. */
async function twoCases(desk) {
  await imported(desk, JINZHAI);
  const goal = new URL(desk.page.url()).hash;
  await imported(desk, TANGXI);
  await desk.sees('已保存');
  return { goal: goal.split('/')[2], form: new URL(desk.page.url()).hash.split('/')[2] };
}

async function goTo(desk, address) {
  await desk.page.evaluate((hash) => { location.hash = hash; }, address);
  await desk.page.locator('#page-title').waitFor();
}

/** Says so, and after the reload everything is there, with what was typed last. */
async function isSaidAndKept(desk, { goal, form }, typed) {
  await isSaid(desk);
  await Promise.all([desk.page.waitForEvent('load'), desk.press('刷新继续')]);
  await desk.page.locator('#boot').waitFor({ state: 'detached' });
  await goTo(desk, `#/cases/${goal}/goal`);
  await desk.page.locator('tr.indicator').nth(8).waitFor();
  await goTo(desk, `#/cases/${form}/self-evaluation`);
  await desk.holds(REASON, typed);
}

journey('a stop on every page loses nothing', async (desk) => {
  assert.ok(ADDRESSES.length >= 7, ADDRESSES.join(' '));
  const ids = await twoCases(desk);
  for (const address of ADDRESSES) {
    const typed = `写到 ${address}`;
    await desk.field(REASON).fill(typed);
    await goTo(desk, address.replace('{id}', address.endsWith('/goal') ? ids.goal : ids.form));
    await stop(desk);
    await isSaidAndKept(desk, ids, typed);
  }
}, { expectErrors: true });

journey('a stop under an open dialog is said above it', async (desk) => {
  const ids = await twoCases(desk);
  for (const [what, open, title] of DIALOGS) {
    await desk.field(REASON).fill(what);
    await goTo(desk, '#/projects');
    await open(desk);
    await desk.page.getByRole('dialog', { name: title }).waitFor();
    await stop(desk);
    await desk.picture(`stop under ${what}`);
    await isSaidAndKept(desk, ids, what);
  }
}, { expectErrors: true });

journey('a stop while typing loses no keystroke, and nothing more can be typed', async (desk) => {
  await imported(desk, TANGXI);
  const field = desk.field(REASON);
  await field.click();
  await desk.page.keyboard.type('因暴雨停工');
  const open = new URL(desk.page.url()).hash;
  await stop(desk);
  await desk.page.keyboard.type('白写的');
  assert.match(await desk.page.evaluate(() => localStorage.getItem('hp/crash')), /^\d{4}-.*\.rs:\d+$/);
  await desk.page.evaluate((hash) => history.replaceState(null, '', hash), open);
  await Promise.all([desk.page.waitForEvent('load'), desk.press('刷新继续')]);
  await desk.holds(REASON, '因暴雨停工');
}, { expectErrors: true });

journey('a stop where the browser keeps nothing promises nothing, and hands out what there is', async (desk) => {
  await desk.page.addInitScript(() => { Object.defineProperty(window, 'indexedDB', { value: undefined }); });
  await desk.open('#/projects');
  await desk.sees('内容只在本页面中，关闭即丢失');
  await stop(desk);
  await desk.sees('程序停止了，有内容没有保存');
  await desk.sees('请先记下后面页面上最后填写的内容');
}, { expectErrors: true });
