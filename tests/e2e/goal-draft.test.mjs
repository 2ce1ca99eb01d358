// From 新建项目 to a goal with which the check has nothing left to find: facts, money of several years, texts,
// indicators of the library and one of the unit's own, the survey; mended by the buttons beside the findings, killed in
// the middle and at the end, and nothing lost.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTS } from './forms.mjs';
import { behind, cell, column, exported, findings, killed, names, pick } from './goal.mjs';
import { journey } from './journey.mjs';
import { hengping } from './server.mjs';

const NAME = '路灯泵站运行费项目';
const OWN = '照明设施年末完好率';
const CLEAN = '没有发现问题。';
const checks = (desk) => desk.page.getByRole('complementary', { name: '检查与自查' });
/** The line of a finding by words that stand in it. */
const line = (desk, words) => checks(desk).locator('.find-list li').filter({ hasText: words });

const FACTS = [
  ['项目代码', '34060023T000000012345'],
  ['项目开始日期', '2024-01-01'],
  ['项目完成日期', '2026-12-31'],
  ['立项依据', '《淮北市城市照明管理办法》第八条，市城管局 2024 年工作计划'],
  ['项目内容', '全市道路照明设施和排水泵站的运行、巡查、检修'],
  ['实施计划', '一季度完成检修招标，二至四季度按月巡查检修，汛前完成泵站检修'],
  ['填报人', '李静'],
  ['联系电话', '0561-3050000'],
  ['填报日期', '2023-11-20'],
  ['单位负责人', '王建国'],
];
const CHOSEN = [['项目属性', '延续'], ['项目性质', '经常性'], ['项目类别', '特定目标类'], ['支出类型', '运行维护']];
const MONEY = [['财政拨款，以前年度', '2000'], ['财政拨款，金额', '2100'], ['财政拨款，下一年度', '2150'], ['财政拨款，第三年度', '2200'],
  ['其中：一般公共预算，以前年度', '2000'], ['其中：一般公共预算，金额', '2100'], ['其中：一般公共预算，下一年度', '2150'], ['其中：一般公共预算，第三年度', '2200']];
const YEAR = '保障 32000 盏路灯和 26 座泵站全年正常运行，主干道亮灯率不低于 98%，一般故障 24 小时内修复，节能灯具占比达到 85%，市民满意度不低于 90%。';
const RUN = '到 2026 年底，城区路灯和泵站设施完好率保持在 95% 以上，主要易涝点积水时间不超过 2 小时。';
/** Indicators of the library, for the rows of a blank goal, and how each target came about. */
const PICKED = [
  ['维护路灯盏数', '2023 年末在册路灯 31980 盏，本年新增 20 盏'],
  ['主干道亮灯率', '《城市道路照明设计标准》养护要求'],
  ['一般故障修复时限', '市城管局养护工作规程'],
  ['项目总成本', '2024 年部门预算'],
  ['重大安全责任事故次数', '安全生产责任书'],
  ['节能灯具占比', '2023 年末 80%，本年更换 1600 盏'],
  ['市民对照明及排涝满意度', '近三年调查平均 91.2%'],
];
const NAMES = PICKED.map(([name]) => name);

/** 新建项目, filled in: the blank goal stands open. */
async function begun(desk, host) {
  await desk.open('#/projects', { at: desk[host] });
  await desk.press('新建项目…');
  const dialog = desk.page.getByRole('dialog', { name: '新建项目' });
  for (const [field, text] of [['项目名称', NAME], ['预算年度', '2024'], ['实施单位', '淮北市市政工程管理处'], ['主管部门', '淮北市城市管理局']]) {
    await dialog.getByLabel(field, { exact: true }).fill(text);
  }
  await desk.press('建立并填写');
  await desk.page.locator('.grid.drafting').waitFor();
}

/** Everything that stands in the form, by the name of its field. */
const all = (desk) => desk.page.locator('.goal-page').locator('textarea, select, input').evaluateAll((fields) => fields
  .map((field) => [field.id || field.getAttribute('aria-label'), field.value]));

/** A row that the library has not, typed and chosen; without a unit, as it is forgotten. */
async function own(desk, at) {
  await cell(desk, 'name', at).fill(OWN);
  await cell(desk, 'target', at).fill('95');
  await desk.page.locator('tr.indicator').nth(at).getByLabel('指标性质').selectOption('≥');
  const editor = await behind(desk, OWN);
  await editor.getByLabel('指标解释', { exact: true }).fill('年末完好的照明设施数 ÷ 照明设施总数 × 100%');
  await editor.getByLabel('绩效标准', { exact: true }).selectOption('历史标准');
  await editor.getByLabel('指标值说明', { exact: true }).fill('近三年平均 94.6%');
  await editor.getByLabel('数据来源', { exact: true }).selectOption('部门业务统计');
  await desk.press('完成');
  await editor.waitFor({ state: 'detached' });
}

for (const host of HOSTS) {
  journey(`from a new project to a clean check (${host}), by the buttons beside the findings; killed, nothing is lost`, async (desk) => {
    await begun(desk, host);
    await desk.sees('错误', checks(desk));
    for (const [field, text] of FACTS) await desk.write(field, text);
    for (const [field, word] of CHOSEN) await desk.field(field).selectOption(word);
    for (const [field, text] of MONEY) await desk.write(field, text);
    await desk.write('年度目标', YEAR);
    for (const [name, note] of PICKED) {
      await pick(desk, (await names(desk)).indexOf(''), name);
      await (await behind(desk, name)).getByLabel('指标值说明', { exact: true }).fill(note);
      await desk.press('完成');
    }
    // Of the two rows that are left the first is the unit's own; the other is not wanted.
    await own(desk, (await names(desk)).indexOf(''));
    await behind(desk, '（未命名）');
    await desk.press('删除这一行');
    await desk.page.waitForFunction(() => [...document.querySelectorAll('textarea[data-column=name]')].every((area) => area.value !== ''));
    await desk.field('实施期目标').focus();
    await desk.page.keyboard.insertText(RUN);

    let before = await all(desk);
    desk = await killed(desk, host);
    await desk.holds('实施期目标', RUN);
    assert.deepEqual(await all(desk), before, 'killed in the middle');

    await line(desk, OWN).getByRole('button', { name: '计量单位填“%”' }).click();
    await line(desk, OWN).waitFor({ state: 'detached' });
    await line(desk, '市民对照明及排涝满意度').getByRole('button', { name: /^填入建议的调查计划（\d+ 份）$/ }).click();
    await line(desk, '市民对照明及排涝满意度').waitFor({ state: 'detached' });
    await cell(desk, 'points', 0).fill('20');
    await line(desk, '“产出指标”各项指标分值相加为').getByRole('button', { name: '“产出指标”均分为 50 分' }).click();
    await line(desk, '“产出指标”').waitFor({ state: 'detached' });
    assert.equal((await column(desk, 'points'))[0], '12.5');
    await desk.press('均分');
    await desk.sees(CLEAN, checks(desk));
    assert.deepEqual(await findings(desk), []);
    await desk.sees('分值合计 90 / 90');
    await desk.isAccessible();
    await desk.picture('goal clean');

    // The words of the last edit are not waited for.
    before = await all(desk);
    desk = await killed(desk, host);
    await desk.sees(CLEAN, checks(desk));
    assert.deepEqual(await all(desk), before, 'killed at the end');
    const editor = await behind(desk, '市民对照明及排涝满意度');
    assert.equal(await editor.getByLabel('调查对象', { exact: true }).inputValue(), '市民');
    assert.match(await editor.getByLabel('样本量', { exact: true }).inputValue(), /^\d+$/);
    await desk.press('完成');
    // What is mended is taken back and done again in the new window too.
    await desk.press('↶ 撤销');
    await line(desk, '分值').first().waitFor();
    await desk.press('↷ 重做');
    await desk.sees(CLEAN, checks(desk));

    const [one] = await exported(desk);
    const { goal } = one;
    assert.deepEqual([goal.head.project, goal.annual_goal, goal.whole_goal], [NAME, YEAR, RUN]);
    assert.deepEqual(goal.indicators.map((row) => row.name).sort(), [...NAMES, OWN].sort());
    for (const row of goal.indicators) {
      for (const word of ['level1', 'level2', 'sign', 'target', 'unit', 'points']) assert.ok(row[word], `${row.name}: ${word}`);
      for (const word of ['meaning', 'value_basis', 'basis_note', 'source']) assert.ok(row.grounds[word], `${row.name}: ${word}`);
      assert.equal(row.grounds.link === undefined, row.name === OWN, `${row.name}: link`);
    }
    // The command has nothing left to find either.
    const file = join(mkdtempSync(join(tmpdir(), 'hengping-')), 'goal.json');
    writeFileSync(file, JSON.stringify({ format: 'hengping.cases', version: 1, cases: [one] }));
    const { out, err } = await hengping('check', '--json', file);
    assert.equal(err, '');
    const said = JSON.parse(out).files.flatMap(({ findings }) => findings.map(({ text }) => text));
    assert.deepEqual(said, []);
  });
}
