// 评价规则: what others would change is shown before they are put in force; from then on goal, score, print, workbook and
// bundle go by them, in this window and, once it is told and loaded anew, in every other.
import assert from 'node:assert/strict';
import { blankGoal, imported } from './forms.mjs';
import { cell, column, saved } from './goal.mjs';
import { journey } from './journey.mjs';
import { sheets } from './workbook.mjs';

/** Spent to 99.97 %: by bands that is less than by proportion. */
const SWEEPING = 'tests/cases/selfeval-small.xls';

const sheet = (desk, year) => desk.page.locator('.rules-page > .sheet', { hasText: `规则（${year}` });
const difference = (desk) => desk.page.locator('#rules-difference');
const levels = async (desk) => (await desk.page.locator('.grid.drafting th.level.one').allInnerTexts()).map((text) => text.trim());
const total = (desk) => desk.page.locator('[data-standing] b').first().innerText();

/** Looks at the rules of 2021 in place of those in force. */
async function asked(desk) {
  await desk.open('#/rules');
  await desk.sees('在用', sheet(desk, '2020'));
  await sheet(desk, '2021').getByRole('button', { name: '改用本规则…' }).click();
  await difference(desk).getByRole('button', { name: '改用并重新载入' }).waitFor();
  return desk;
}

/** Puts them in force. */
async function changed(desk) {
  await asked(desk);
  await desk.press('改用并重新载入');
  await desk.sees('在用', sheet(desk, '2021'));
  await desk.sees('这台电脑的评价规则已改为“项目支出绩效自评规则（2021，含成本指标）”');
}

journey('the rules of 2021 are put in force after a look at what they change, and everything goes by them', async (desk) => {
  await blankGoal(desk);
  assert.deepEqual(await levels(desk), ['产出', '效益', '满意度']);
  await imported(desk, SWEEPING);
  const before = await total(desk);
  await asked(desk);
  await desk.sees('财预〔2021〕101号', sheet(desk, '2021'));
  await desk.sees('经济成本指标、社会成本指标、生态环境成本指标', sheet(desk, '2021'));
  const line = difference(desk).getByRole('row').filter({ has: desk.page.getByText('道路清扫', { exact: true }) });
  const [now, then] = await line.getByRole('cell').allInnerTexts();
  assert.ok(now.startsWith(`${before} / 100`), `${now} is what the form shows: ${before}`);
  assert.notEqual(then, now);
  await desk.sees('2 项指标的分级', difference(desk).getByRole('row').filter({ hasText: '路灯泵站' }));
  await desk.sees('您的 1 张自评表中，1 张的得分或等级有变化；1 份绩效目标的分级或分值不合新规则', difference(desk));
  assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'rules-difference');
  await desk.isAccessible();
  await desk.fitsAcross();
  await desk.picture('rules difference');
  await desk.press('不改');
  await difference(desk).waitFor({ state: 'detached' });
  assert.equal(await desk.page.evaluate(() => document.activeElement.textContent), '改用本规则…', 'the focus is where it was');
  await changed(desk);
  await desk.isAccessible();
  // The form comes to what was shown before.
  await desk.open('#/projects');
  await desk.page.locator('.case-name a', { hasText: '道路清扫' }).first().click();
  await desk.page.locator('.grid').waitFor();
  const after = await total(desk);
  await desk.sees('依据：财预〔2021〕101号', desk.page.locator('.find-list'));
  assert.ok(then.startsWith(`${after} / 100`), `${then} was foretold, ${after} came`);
  await desk.follow('打印');
  await desk.sees('得分按《项目支出绩效自评规则（2021，含成本指标）》核算');
  await desk.page.goBack();
  await desk.page.locator('.grid').waitFor();
  const [rows] = Object.values(sheets((await desk.saved('导出 XLSX')).bytes));
  const sum = rows.find((row) => row.some((text) => /总分/.test(text)));
  assert.ok(sum.includes(after), `the workbook says ${after} too: ${sum}`);
  await desk.press('报送包…');
  await desk.field('单位代码').fill('219001');
  await desk.field('单位名称').fill('市环境卫生管理处');
  const file = await desk.saved('生成报送包');
  const { packs } = JSON.parse(file.bytes).header;
  assert.deepEqual(packs.map(({ id }) => id), ['rules-2021', 'rules-2020', 'checks']);
  // A device under other rules says so before it takes the bundle in.
  const context = await desk.page.context().browser().newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const elsewhere = desk.on(await context.newPage());
  await elsewhere.open('#/projects');
  await elsewhere.pick('导入…', [{ name: file.name, mimeType: 'application/json', buffer: file.bytes }]);
  await elsewhere.sees('报送单位按“项目支出绩效自评规则（2021，含成本指标）”核算，与本机的评价规则不同');
  await context.close();
});

journey('under the rules of 2021 a goal has cost indicators with points of their own', async (desk) => {
  await blankGoal(desk);
  await changed(desk);
  await blankGoal(desk, { id: 'goal-2', name: '泵站改造项目' });
  assert.deepEqual(await levels(desk), ['成本', '产出', '效益', '满意度']);
  await desk.sees('成本 20/20');
  await desk.sees('产出 40/40');
  await desk.press('均分');
  const points = await column(desk, 'points');
  assert.equal(points.reduce((sum, text) => sum + Number(text), 0), 90);
  const lines = await desk.page.locator('textarea[data-column=points]').evaluateAll((areas) => areas.map((area) => {
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(area);
    return Math.round((area.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)) / parseFloat(lineHeight));
  }));
  assert.deepEqual(new Set(lines), new Set([1]), `13.33 is not broken over lines: ${points}`);
  await desk.isAccessible('.grid');
  await saved(desk);
  // A goal begun under the old rules says where it no longer stands in the tree.
  await desk.page.goto(`${desk.address}#/cases/goal-1/goal`);
  await desk.page.locator('.grid.drafting').waitFor();
  await desk.write('立项依据', '《市政道路照明设施管理办法》');
  await cell(desk, 'name', 7).fill('路灯节能改造覆盖率');
  await desk.sees('“可持续影响指标”不在现行指标体系之内', desk.page.locator('.find-list'));
});

journey('a backup made under other rules says so before anything is restored from it', async (desk) => {
  await imported(desk, SWEEPING);
  await changed(desk);
  await desk.open('#/storage');
  await desk.press('备份到一个文件…');
  const { name, bytes } = await desk.saved('生成备份');
  await desk.press('完成');
  const file = { name, mimeType: 'application/octet-stream', buffer: bytes };
  const staged = async () => {
    await desk.open('#/storage');
    await desk.sees('每次按键立即保存');
    await desk.pick('从备份恢复…', file);
    await desk.page.locator('#restore .facts').waitFor();
  };
  const told = desk.page.getByText('备份时的评价规则是“项目支出绩效自评规则（2021，含成本指标）”，与本机的不同');
  await staged();
  assert.equal(await told.count(), 0, 'the same rules are no news');
  await desk.open('#/rules');
  await sheet(desk, '2020').getByRole('button', { name: '改用本规则…' }).click();
  await desk.press('改用并重新载入');
  await desk.sees('在用', sheet(desk, '2020'));
  await staged();
  await told.waitFor();
  await desk.isAccessible('#restore');
});

journey('another window is told, goes on by the rules it began with, and takes the others when it is loaded anew', async (desk) => {
  await imported(desk, SWEEPING);
  const [before, place] = [await total(desk), new URL(desk.page.url()).hash];
  const other = await desk.tab();
  await changed(await other.open('#/rules'));
  const told = desk.page.locator('.red-bar').filter({ hasText: '本机的评价规则已在另一个窗口里更换，本窗口仍按原规则核算：请重新载入本页。' });
  await told.waitFor();
  assert.equal(await total(desk), before);
  // It stands there for as long as it is true, on every page.
  for (const page of ['我的项目', '评价规则', '指标库']) {
    await desk.page.locator('.rail').getByRole('link', { name: page }).click();
    await desk.page.locator('.rail [aria-current="page"]').filter({ hasText: page }).waitFor();
    assert.equal(await told.isVisible(), true, page);
  }
  await desk.isAccessible();
  await desk.press('重新载入');
  await told.waitFor({ state: 'detached' });
  await desk.open(place);
  await desk.page.locator('.grid').waitFor();
  await desk.page.waitForFunction((before) => document.querySelector('[data-standing] b').innerText !== before, before);
});

journey('rules that this program does not have are told, and the usual ones stand in', async (desk) => {
  await desk.open('#/rules');
  await desk.page.evaluate(() => localStorage.setItem('hengping/rules', 'rules-2030'));
  await desk.reload();
  await desk.sees('本机选定的评价规则不在本版程序中，现按“项目支出绩效自评规则（2020） 2024.1”核算');
  await desk.sees('在用', sheet(desk, '2020'));
  await desk.isAccessible();
  // Chosen, they are told no more.
  await desk.press('选定本规则');
  await desk.page.waitForFunction(() => localStorage.getItem('hengping/rules') === 'rules-2020');
  await desk.button('选定本规则').waitFor({ state: 'detached' });
  await desk.sees('在用', sheet(desk, '2020'));
  await desk.seesNot('不在本版程序中');
});

journey('a choice of rules that the browser refuses to keep changes nothing, and says so', async (desk) => {
  await imported(desk, SWEEPING);
  await asked(desk);
  await desk.page.evaluate(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key === 'hengping/rules') throw new DOMException('full', 'QuotaExceededError');
      return set.call(this, key, value);
    };
  });
  await desk.press('改用并重新载入');
  await desk.sees('没有改用：');
  await desk.sees('在用', sheet(desk, '2020'));
});
