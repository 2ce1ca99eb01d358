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
  // The focus goes along.
  await desk.page.waitForFunction(() => document.activeElement?.value === '甲');
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

journey('Enter at a target goes on to the next row without a name, and after the last to a new one', async (desk) => {
  await blankGoal(desk);
  const name = desk.page.locator('textarea[data-column=name]');
  const target = desk.page.locator('textarea[data-column=target]');
  const rows = await name.count();
  const reaches = (column, row) => desk.page.waitForFunction(
    ([column, row]) => document.querySelectorAll(`textarea[data-column=${column}]`)[row] === document.activeElement, [column, row]);
  await name.nth(0).fill('甲');
  await name.nth(2).fill('丙');
  await target.nth(0).focus();
  await desk.key('Enter');
  // The row below has no name yet.
  await reaches('name', 1);
  await target.nth(1).focus();
  await desk.key('Enter');
  // A row with a name: down the column.
  await reaches('target', 2);
  await target.nth(rows - 1).focus();
  await desk.key('Enter');
  // From the last row to the first that has no name.
  await reaches('name', 1);
  for (let row = 0; row < rows; row += 1) await name.nth(row).fill(`指标${row}`);
  await target.nth(rows - 1).focus();
  await desk.key('Enter');
  await desk.page.waitForFunction((count) => document.querySelectorAll('textarea[data-column=name]').length === count, rows + 1);
  await reaches('name', rows);
  await desk.key('/');
  await desk.page.locator('#library-search:focus').waitFor();
});

journey('a row says by which rule it will be scored, and another can be chosen', async (desk) => {
  await blankGoal(desk);
  await desk.page.locator('textarea[data-column=name]').first().fill('主干道亮灯率');
  await desk.button('「主干道亮灯率」的依据与来源').click();
  await desk.sees('填写指标值后才能确定计分规则');
  await desk.page.locator('textarea[data-column=target]').first().fill('≥98%');
  await desk.sees('自评时按规则包计分：完成值不低于指标值得满分');
  const rule = desk.page.getByLabel('计分规则', { exact: true });
  await rule.selectOption({ label: '完成值不低于指标值得满分；否则得 0 分。' });
  await desk.sees('自评时按本行选定的规则计分：完成值不低于指标值得满分；否则得 0 分。');
  assert.equal(await desk.field('评（扣）分标准').inputValue(), '完成值不低于指标值得满分；否则得 0 分。');
  await desk.page.locator('html[data-save=saved]').waitFor();
  await desk.reload();
  await desk.page.locator('.grid.drafting').waitFor();
  await desk.button('「主干道亮灯率」的依据与来源').click();
  assert.equal(await rule.evaluate((select) => select.selectedOptions[0].textContent), '完成值不低于指标值得满分；否则得 0 分。');
  await desk.page.locator('textarea[data-column=target]').first().fill('按计划完成');
  await desk.sees('本行原有的规则与现在的指标值不符');
  await desk.isAccessible();
});

journey('a row of satisfaction has the fields of its survey wherever it stands', async (desk) => {
  await blankGoal(desk);
  await desk.field('填报人').fill('张明');
  await desk.page.locator('textarea[data-column=name]').first().fill('沿线居民满意度');
  await desk.page.locator('.go-to').filter({ hasText: '请填写调查计划' }).first().click();
  await desk.page.waitForFunction(() => document.activeElement?.id.endsWith('-survey_object'));
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
  await desk.sees(/申报的绩效目标，短码 [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await desk.picture('goal printed');
  await desk.isAccessible();
});

journey('a department sees and prints its own form, for the goal and for the self-evaluation', async (desk) => {
  await blankGoal(desk, { id: 'department', name: '市城市管理局', subject: 'department', unit: '市城市管理局' });
  await desk.field('部门名称').waitFor();
  for (const field of ['主管部门', '实施单位', '项目名称']) assert.equal(await desk.field(field).count(), 0, field);
  await desk.heading('资金情况').waitFor();
  await desk.write('年度总体目标', '保障路灯正常运行。');
  await desk.sees(SAVED);
  const paper = desk.page.locator('.paper');
  const foreign = ['项目名称', '主管部门', '实施单位', '项目资金', '实施期目标'];
  await desk.follow('打印');
  for (const words of ['部门整体支出绩效目标申报表', '部门名称', '资金情况（万元）', '预算总额', '年度总体目标', '短码']) await desk.sees(words, paper);
  const goal = await paper.innerText();
  for (const words of foreign) assert.ok(!goal.includes(words), words);
  await desk.isAccessible();
  await desk.picture('goal of a department printed');
  await desk.follow('返回填报');
  await desk.press('生成自评表');
  await desk.page.locator('tr.execution').waitFor();
  await desk.follow('打印');
  for (const words of ['部门整体支出绩效自评表', '部门名称', '资金情况（万元）']) await desk.sees(words, paper);
  const form = await paper.innerText();
  for (const words of foreign) assert.ok(!form.includes(words), words);
});

journey('the note of a self-check and the reason of a proposal are kept while they are typed', async (desk) => {
  await blankGoal(desk);
  await desk.page.locator('textarea[data-column=name]').first().fill('城市书房数量');
  await desk.press('「城市书房数量」的依据与来源');
  await desk.page.getByLabel(/申请收入指标库/).check();
  await desk.sees('申请入库没有写明理由');
  await desk.sees('申请入库的指标没有填写指标解释');
  await desk.isAccessible();
  await desk.field('申请入库的理由').focus();
  await desk.page.keyboard.insertText('现有指标没有');
  await desk.seesNot('申请入库没有写明理由');
  await desk.field('明确清晰性：说明').focus();
  await desk.page.keyboard.insertText('目标写明了数量');
  // Neither field was left.
  const place = new URL(desk.page.url()).hash;
  const tab = await desk.page.context().newPage();
  await desk.crash();
  const other = desk.on(tab);
  await other.open(place);
  await other.holds('明确清晰性：说明', '目标写明了数量');
  await other.press('「城市书房数量」的依据与来源');
  await other.holds('申请入库的理由', '现有指标没有');
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
