// The rows of a goal and what lies behind them: dragged by the pointer, departing from the library and parting with
// it, proposed to it, with a survey planned; and what the library beside the goal offers of its own.
import assert from 'node:assert/strict';
import { blankGoal } from './forms.mjs';
import { ask, behind, cell, exported, goalPage, names, namesAre, pick, saved } from './goal.mjs';
import { journey } from './journey.mjs';

const LAMPS = '维护路灯盏数';
const SATISFIED = '市民对照明及排涝满意度';
const tag = (desk) => desk.page.locator('.name-foot .tag[title^="选自指标库"]');
const checks = (desk) => desk.page.getByRole('complementary', { name: '检查与自查' });
const line = (desk, words) => checks(desk).locator('.find-list li').filter({ hasText: words });
const hits = (desk) => desk.page.locator('#library-hits .hit-name').allInnerTexts();

/** Drags a row by its handle onto another, as a hand does. */
async function drag(desk, from, to) {
  await desk.page.locator('tr.indicator .handle').nth(from).dragTo(desk.page.locator('tr.indicator').nth(to).locator('th.name'));
}

journey('rows are dragged down and up by their handle, taken back, and stay where they were dropped', async (desk) => {
  await blankGoal(desk);
  for (const [at, name] of ['甲', '乙', '丙', '丁'].entries()) await cell(desk, 'name', at).fill(name);
  await drag(desk, 0, 2);
  await namesAre(desk, ['乙', '丙', '甲', '丁']);
  await drag(desk, 3, 0);
  await namesAre(desk, ['丁', '乙', '丙', '甲']);
  // Onto itself: nothing happens, and nothing of the drag is typed into the field it ends on.
  await drag(desk, 1, 1);
  await namesAre(desk, ['丁', '乙', '丙', '甲']);
  await desk.press('↶ 撤销');
  await namesAre(desk, ['乙', '丙', '甲', '丁']);
  await desk.press('↷ 重做');
  await namesAre(desk, ['丁', '乙', '丙', '甲']);
  const after = await names(desk);
  await saved(desk);
  await desk.reload();
  await namesAre(desk, after);
});

journey('a picked row says where it departs from the library, and can part with it', async (desk) => {
  await blankGoal(desk);
  await pick(desk, 0, LAMPS);
  await tag(desk).getByText('库', { exact: true }).waitFor();
  // The target is the unit's own and no departure; the unit of measure is one, until it is as it was.
  await cell(desk, 'target', 0).fill('31000');
  await cell(desk, 'unit', 0).fill('座');
  await tag(desk).getByText('与指标库不同：计量单位', { exact: true }).waitFor();
  await desk.isAccessible('.grid');
  const editor = await behind(desk, LAMPS);
  await editor.getByLabel('指标解释', { exact: true }).fill('建成区内养护的路灯');
  await tag(desk).getByText('与指标库不同：计量单位、指标解释', { exact: true }).waitFor();
  await cell(desk, 'unit', 0).fill('盏');
  await tag(desk).getByText('与指标库不同：指标解释', { exact: true }).waitFor();
  await saved(desk);
  await desk.reload();
  await tag(desk).getByText('与指标库不同：指标解释', { exact: true }).waitFor();

  await behind(desk, LAMPS);
  await desk.sees('编码 IND0001', editor);
  await editor.getByRole('button', { name: '断开关联' }).click();
  await tag(desk).waitFor({ state: 'detached' });
  // What was picked stays; only the link is gone, and the row may be proposed now.
  assert.deepEqual([await cell(desk, 'name', 0).inputValue(), await cell(desk, 'target', 0).inputValue()], [LAMPS, '31000']);
  assert.equal(await editor.getByLabel('申请收入指标库').isChecked(), false);
  await desk.press('↶ 撤销');
  await tag(desk).waitFor();
  await desk.press('↷ 重做');
  await tag(desk).waitFor({ state: 'detached' });
  const [{ goal }] = await exported(desk);
  const [row] = goal.indicators;
  assert.deepEqual([row.name, row.grounds.link, row.grounds.meaning], [LAMPS, undefined, '建成区内养护的路灯']);
  assert.ok(row.grounds.standard, 'how it is scored stays');
});

journey('an indicator of the unit is proposed to the library, and the proposal travels in the hand-in', async (desk) => {
  await blankGoal(desk);
  const [name, reason] = ['景观灯检修盏数', '现有指标只计道路照明，不含景观灯'];
  await cell(desk, 'name', 0).fill(name);
  const editor = await behind(desk, name);
  await editor.getByLabel('申请收入指标库').check();
  await desk.page.locator('.name-foot').getByText('申请入库', { exact: true }).waitFor();
  await desk.write('申请入库的理由', reason);
  await saved(desk);
  await desk.reload();
  await desk.page.locator('.name-foot').getByText('申请入库', { exact: true }).waitFor();
  await behind(desk, name);
  await desk.holds('申请入库的理由', reason);
  await desk.isAccessible('.editor');

  await desk.press('报送包…');
  await desk.field('单位代码').fill('219001');
  await desk.field('单位名称').fill('市市政工程管理处');
  const file = await desk.saved('生成报送包');
  const bundle = JSON.parse(file.bytes);
  const rows = [];
  JSON.stringify(bundle, (_, value) => {
    if (value?.grounds?.proposed !== undefined) rows.push([value.name, value.grounds.proposed]);
    return value;
  });
  assert.deepEqual(rows, [[name, reason]]);
  await desk.page.locator('#submission').getByRole('button', { name: '完成', exact: true }).click();

  // Without the tick there is no proposal, and its words are gone with it.
  await editor.getByLabel('申请收入指标库').uncheck();
  await desk.page.locator('.name-foot').getByText('申请入库', { exact: true }).waitFor({ state: 'detached' });
  const [{ goal }] = await exported(desk);
  assert.equal(goal.indicators[0].grounds?.proposed, undefined);
});

journey('the survey behind a satisfaction indicator is planned, found too small, mended, and kept', async (desk) => {
  await blankGoal(desk);
  await desk.field('支出类型').selectOption('运行维护');
  await pick(desk, 8, SATISFIED);
  await line(desk, '调查对象、调查方式、样本量没有填写').waitFor();
  const editor = await behind(desk, SATISFIED);
  await desk.sees('问卷计划', editor);
  await editor.getByLabel('调查对象', { exact: true }).fill('建成区市民（约 90 万人）');
  await editor.getByLabel('调查方式', { exact: true }).selectOption('网络问卷');
  await editor.getByLabel('样本量', { exact: true }).fill('50');
  await editor.getByLabel('调查时间', { exact: true }).fill('2024年11月');
  await line(desk, '请填写调查计划').waitFor({ state: 'detached' });
  const small = line(desk, '样本量').filter({ hasText: SATISFIED });
  const mend = small.getByRole('button', { name: /^样本量改为 \d+$/ });
  const suggested = (await mend.innerText()).replace(/\D/g, '');
  await mend.click();
  await small.waitFor({ state: 'detached' });
  assert.equal(await editor.getByLabel('样本量', { exact: true }).inputValue(), suggested);
  await desk.isAccessible('.editor');
  await saved(desk);
  await desk.reload();
  await behind(desk, SATISFIED);
  const kept = {};
  for (const field of ['调查对象', '调查方式', '样本量', '调查时间']) kept[field] = await editor.getByLabel(field, { exact: true }).inputValue();
  assert.deepEqual(kept, { 调查对象: '建成区市民（约 90 万人）', 调查方式: '网络问卷', 样本量: suggested, 调查时间: '2024年11月' });
  // A row of another kind has no survey to plan.
  await desk.press('完成');
  await cell(desk, 'name', 0).fill('巡查次数');
  await behind(desk, '巡查次数');
  await desk.seesNot('问卷计划', editor);
});

journey('the library offers what was picked last and what is like an entry', async (desk) => {
  await blankGoal(desk);
  await cell(desk, 'name', 1).focus();
  await desk.key('/');
  await desk.page.locator('#library-search:focus').waitFor();
  await desk.press('最近选用');
  await desk.sees('没有找到');
  await desk.key('Escape');
  await pick(desk, 0, LAMPS);
  await pick(desk, 1, '主干道亮灯率');
  await saved(desk);
  await goalPage(desk);
  await desk.reload();
  await desk.page.locator('.grid.drafting').waitFor();
  await cell(desk, 'name', 2).focus();
  await desk.key('/');
  await desk.page.locator('#library-search:focus').waitFor();
  await desk.press('清除筛选');
  await desk.press('最近选用');
  await desk.page.waitForFunction(() => document.querySelectorAll('#library-hits .hit-name').length === 2);
  assert.deepEqual(await hits(desk), ['主干道亮灯率', LAMPS], 'the last one first');
  assert.equal(await desk.button('最近选用').getAttribute('aria-pressed'), 'true');
  await desk.press('全部');
  await desk.page.locator('#library-search').fill('主干道亮灯率');
  await desk.page.locator('#library-hits [aria-selected=true]', { hasText: '主干道亮灯率' }).waitFor();
  const like = desk.page.locator('.similar').getByRole('button', { name: '次干道及支路亮灯率', exact: true });
  await like.click();
  // It is asked for, stands first, and the keyboard is in the search again.
  assert.equal(await desk.page.locator('#library-search').inputValue(), '次干道及支路亮灯率');
  await desk.page.locator('#library-hits [aria-selected=true]', { hasText: '次干道及支路亮灯率' }).waitFor();
  assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'library-search');
  await desk.isAccessible('.library-beside');
  await desk.key('Enter');
  await desk.page.waitForFunction(() => [...document.querySelectorAll('textarea[data-column=name]')].some((area) => area.value === '次干道及支路亮灯率'));
  await ask(desk, (await names(desk)).indexOf(''), '收');
  await desk.page.locator('#library-search').fill('');
  await desk.press('最近选用');
  await desk.page.waitForFunction(() => document.querySelector('#library-hits .hit-name')?.textContent === '次干道及支路亮灯率');
});
