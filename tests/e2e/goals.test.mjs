// A department drafts its goal: by pasting, in two windows, and with the window killed under it.
import assert from 'node:assert/strict';
import { HOSTS, JINZHAI, blankGoal, imported } from './forms.mjs';
import { SAVED, column, names, paste } from './goal.mjs';
import { journey } from './journey.mjs';

journey('a table from a spreadsheet lands in the grid by its header, and is taken back as a whole', async (desk) => {
  await blankGoal(desk);
  const before = await names(desk);
  await desk.page.locator('textarea[data-column=name]').first().focus();
  const head = ['序号', '一级指标', '二级指标', '三级指标', '指标性质', '指标值', '计量单位', '分值', '责任科室'];
  const lines = [
    ['1', '产出指标', '数量指标', '维护路灯盏数', '≥', '３２，０００', '盏', '10', '设施科'],
    ['2', '', '质量指标', '主干道亮灯率', '≥', '98', '%', '15', '设施科'],
    ['3', '效益指标', '社会效益指标', '=SUM(A1:A3)', '＝', '0', '次', '20', ''],
  ];
  await paste(desk, [head, ...lines].map((line) => line.join('\t')).join('\r\n'));
  await desk.sees('“责任科室”一列的表头不认识');
  await desk.isAccessible('#paste');
  await desk.picture('goal paste asked');
  await desk.page.locator('#paste button.go').click();
  await desk.sees('已粘贴 3 行');
  assert.deepEqual((await names(desk)).slice(0, 3), ['维护路灯盏数', '主干道亮灯率', '=SUM(A1:A3)']);
  assert.deepEqual((await column(desk, 'target')).slice(0, 3), ['３２，０００', '98', '0']);
  await desk.press('↶ 撤销');
  await desk.page.waitForFunction((count) => document.querySelectorAll('textarea[data-column=name]').length === count, before.length);
  assert.deepEqual(await names(desk), before);
});

journey('bad blocks are refused as a whole with figures, and nothing changes', async (desk) => {
  await blankGoal(desk);
  const before = await names(desk);
  await desk.page.locator('textarea[data-column=name]').first().focus();
  await paste(desk, Array.from({ length: 10_001 }, (_, at) => `指标${at}\t≥`).join('\n'));
  await desk.sees('超过一次可粘贴的 10000 行');
  await paste(desk, `甲\t${'长'.repeat(100_001)}`);
  await desk.sees('超过 100000 个字');
  assert.deepEqual(await names(desk), before);
});

for (const host of HOSTS) {
  journey(`a goal is killed in the middle of drafting (${host}): every key is there again`, async (desk) => {
    await blankGoal(desk, { at: desk[host] });
    await desk.sees(SAVED);
    const place = new URL(desk.page.url()).hash;
    const field = desk.page.locator('textarea[data-column=name]').nth(2);
    await field.focus();
    await desk.page.keyboard.insertText('夜间巡查');
    await desk.page.keyboard.insertText('次数');
    const tab = await desk.page.context().newPage();
    await desk.crash();
    const other = desk.on(tab);
    await other.open(place, { at: desk[host] });
    await other.page.locator('.grid.drafting').waitFor();
    // A plain host cannot say which windows live: there the goal is taken from the dead one by hand.
    if (host === 'intranet') await other.press('接管编辑');
    await other.page.waitForFunction(() => document.querySelectorAll('textarea[data-column=name]')[2]?.value === '夜间巡查次数');
  });
}

journey('two windows on one goal: the second only reads and follows', async (desk) => {
  await blankGoal(desk);
  await desk.sees(SAVED);
  const other = await desk.tab();
  await other.open(new URL(desk.page.url()).hash);
  await other.page.locator('.grid.drafting').waitFor();
  await other.sees('只读：该项目正在另一个窗口中编辑');
  await desk.page.locator('textarea[data-column=name]').first().fill('巡查次数');
  await other.page.waitForFunction(() => document.querySelectorAll('textarea[data-column=name]')[0]?.value === '巡查次数');
});

journey('rows are moved, locked, shared out, made the whole run\'s, and removed', async (desk) => {
  await blankGoal(desk);
  const name = desk.page.locator('textarea[data-column=name]');
  await name.nth(0).fill('甲');
  await name.nth(1).fill('乙');
  await name.nth(0).focus();
  await desk.key('Alt+ArrowDown');
  await desk.page.waitForFunction(() => document.querySelectorAll('textarea[data-column=name]')[1]?.value === '甲');
  assert.equal(await desk.page.evaluate(() => document.activeElement?.value), '甲', 'the focus goes along');
  await desk.page.locator('textarea[data-column=points]').nth(1).fill('20');
  await desk.button('锁定「甲」的分值').click();
  await desk.press('均分');
  await desk.page.waitForFunction(() => document.querySelectorAll('textarea[data-column=points]')[0]?.value === '10');
  assert.equal((await column(desk, 'points'))[1], '20');
  await desk.sees('分值合计 90');
  await desk.button('「乙」的依据与来源').click();
  await desk.press('改为实施期指标');
  await desk.page.waitForFunction(() => ![...document.querySelectorAll('textarea[data-column=name]')].some((area) => area.value === '乙'));
  await desk.page.getByRole('button', { name: /^实施期 1$/ }).click();
  await desk.page.waitForFunction(() => document.querySelectorAll('textarea[data-column=name]')[0]?.value === '乙');
  await desk.isAccessible();
});

journey('an imported goal is drafted on, checked and printed', async (desk) => {
  await imported(desk, JINZHAI);
  await desk.heading('检查').waitFor();
  await desk.page.getByLabel('明确清晰性').first().selectOption('良');
  await desk.sees('审核八问 1 / 8');
  await desk.isAccessible();
  await desk.fitsAcross();
  await desk.picture('goal imported');
  await desk.follow('打印');
  await desk.page.locator('.paper').waitFor();
  await desk.sees('年度绩效指标');
  await desk.picture('goal printed');
  await desk.isAccessible();
});

journey('the library is looked through on its own page, by pinyin, facets and favourites', async (desk) => {
  await desk.open('#/library');
  await desk.sees('312 项指标');
  await desk.page.locator('#library-search').fill('ldzs');
  await desk.page.locator('#library-hits mark').first().waitFor();
  await desk.page.locator('#library-search').fill('满意 市民');
  await desk.sees(/找到 \d+ 项/);
  await desk.press('☆ 收藏');
  await desk.page.getByRole('button', { name: '★ 已收藏' }).waitFor();
  await desk.page.locator('#library-search').fill('');
  await desk.press('收藏');
  await desk.sees('找到 1 项');
  await desk.isAccessible();
  await desk.fitsAcross();
  await desk.picture('library');
});
