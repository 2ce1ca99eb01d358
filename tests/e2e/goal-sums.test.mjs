// What a goal adds up and what it asks of itself: the tasks of a department, the measures of a policy, the money of all
// years, a typed total that is none, and the notes of the self-check.
import assert from 'node:assert/strict';
import { bareCase, blankGoal } from './forms.mjs';
import { exported, goalPage, saved } from './goal.mjs';
import { journey } from './journey.mjs';

const tasks = (desk) => desk.page.locator('table.tasks');
const task = (desk, at) => tasks(desk).locator('tbody tr').nth(at);
/** Waits until 财政拨款, 其他资金 and both together sum to these. */
const sumsAre = (desk, wanted) => desk.page.waitForFunction((wanted) => {
  const cells = [...document.querySelectorAll('table.tasks tr.sum td')].slice(0, 3).map((cell) => cell.textContent.trim());
  return JSON.stringify(cells) === JSON.stringify(wanted);
}, wanted);
const checks = (desk) => desk.page.getByRole('complementary', { name: '检查与自查' });
const line = (desk, words) => checks(desk).locator('.find-list li').filter({ hasText: words });

/** Writes one more line of the tasks, as a clerk does: by Tab from field to field. */
async function added(desk, [name, content, fiscal, other]) {
  const fields = await tasks(desk).locator('textarea').count();
  await desk.page.getByRole('region', { name: /主要任务|政策措施/ }).getByRole('button', { name: '添加一行' }).click();
  await desk.page.waitForFunction((count) => document.querySelectorAll('table.tasks textarea').length === count, fields + 4);
  await desk.page.waitForFunction(() => document.activeElement.closest('table.tasks') !== null);
  for (const [at, text] of [name, content, fiscal, other].entries()) {
    if (at > 0) await desk.key('Tab');
    await desk.page.keyboard.insertText(text);
  }
}

journey('the tasks of a department are written line by line, summed as they are typed, removed and brought back', async (desk) => {
  await blankGoal(desk, { subject: 'department', name: '市城管局' });
  await desk.heading('年度主要任务').waitFor();
  await desk.sees('还没有内容。点“添加一行”填写，或把表格粘贴到这里。', tasks(desk));
  await added(desk, ['道路照明设施维护', '维护路灯 32000 盏', '1240', '60']);
  await added(desk, ['泵站运行', '26 座泵站全年运行', '800.5', '']);
  await sumsAre(desk, ['2,040.50', '60.00', '2,100.50']);
  assert.match(await task(desk, 0).innerText(), /1,300\.00/);
  assert.match(await task(desk, 1).innerText(), /800\.50/);
  await desk.field('泵站运行，财政拨款').fill('约 800');
  await line(desk, '泵站运行').first().waitFor();
  assert.equal(await desk.field('泵站运行，财政拨款').inputValue(), '约 800', 'what is typed stays');
  await desk.field('泵站运行，财政拨款').fill('800');
  await sumsAre(desk, ['2,040.00', '60.00', '2,100.00']);
  await desk.isAccessible('table.tasks');
  // Against the budget that the tasks are to make up.
  await desk.write('基本支出', '100');
  await desk.write('项目支出', '1900');
  await line(desk, '2,100').first().waitFor();
  await desk.write('项目支出', '2000');
  await line(desk, '2,100').waitFor({ state: 'detached' });
  await desk.button('删除「道路照明设施维护」').click();
  await sumsAre(desk, ['800.00', '—', '800.00']);
  await desk.press('↶ 撤销');
  await sumsAre(desk, ['2,040.00', '60.00', '2,100.00']);
  await saved(desk);
  await desk.reload();
  await sumsAre(desk, ['2,040.00', '60.00', '2,100.00']);
  const [{ goal }] = await exported(desk);
  assert.deepEqual(goal.tasks.map(({ name, content, fiscal, other }) => [name, content, fiscal, other]),
    [['道路照明设施维护', '维护路灯 32000 盏', '1240', '60'], ['泵站运行', '26 座泵站全年运行', '800', '']]);
});

journey('a policy has its measures, and the money of all its years is summed across and down', async (desk) => {
  await blankGoal(desk, { subject: 'policy', name: '科技创新奖补政策' });
  await desk.heading('政策措施').waitFor();
  await desk.sees('措施名称', tasks(desk));
  await added(desk, ['高新技术企业奖补', '每家奖补 20 万元，预计 80 家', '1600', '']);
  await added(desk, ['研发投入奖补', '按新增研发投入的 5% 奖补', '900', '100']);
  await sumsAre(desk, ['2,500.00', '100.00', '2,600.00']);

  const funds = desk.page.locator('table.funds:not(.tasks)');
  const years = ['以前年度', '金额', '下一年度', '第三年度', '以后年度'];
  for (const [source, amounts] of [['财政拨款', ['1000', '2500', '2600', '2700.5', '800']], ['其他资金', ['', '100', '100', '', '']]]) {
    for (const [at, year] of years.entries()) if (amounts[at]) await desk.write(`${source}，${year}`, amounts[at]);
  }
  const figures = async (row) => (await funds.locator('tr', { hasText: row }).first().locator('td').allInnerTexts()).map((text) => text.trim());
  await desk.page.waitForFunction(() => /9,800\.50/.test(document.querySelector('table.funds tr.sum').textContent));
  assert.deepEqual(await figures('资金总额'), ['1,000.00', '2,600.00', '2,700.00', '2,700.50', '800.00', '9,800.50']);
  assert.equal((await figures('财政拨款')).at(-1), '9,600.50');
  assert.equal((await figures('其他资金')).at(-1), '200.00');
  assert.deepEqual(await funds.locator('thead th').allInnerTexts(), ['资金来源', '以前年度', '2024 年（本年度）', '2025 年', '2026 年', '以后年度', '实施期合计']);
  await desk.isAccessible('table.funds');
  await desk.fitsAcross();
  await saved(desk);
  await desk.reload();
  await desk.page.waitForFunction(() => /9,800\.50/.test(document.querySelector('table.funds tr.sum')?.textContent ?? ''));
  const [{ goal }] = await exported(desk);
  const fiscal = goal.funds.find(({ source }) => source === 'fiscal');
  assert.equal(fiscal.budget, '2500');
  assert.ok(['1000', '2600', '2700.5', '800'].every((amount) => JSON.stringify(fiscal).includes(`"${amount}"`)), JSON.stringify(fiscal));
  assert.deepEqual(goal.tasks.map((task) => task.name), ['高新技术企业奖补', '研发投入奖补']);
});

/** A case whose goal says 100 in all, of 60 and 30. */
function wrongTotal() {
  const file = JSON.parse(bareCase('goal-1', '路灯泵站运行费项目').buffer);
  const fund = (id, source, label, budget) => ({ id, source, label, opening: '', budget, spent: '', claimed_rate: '', points: '', claimed: '', reason: '' });
  const funds = [fund('f1', 'total', '年度资金总额', '100'), fund('f2', 'fiscal', '财政拨款', '60'), fund('f3', 'other', '其他资金', '30')];
  file.cases[0].goal = { head: { year: 2024, project: '路灯泵站运行费项目' }, funds, annual_goal: '', indicators: [] };
  return { ...bareCase('goal-1', ''), buffer: Buffer.from(JSON.stringify(file)) };
}

journey('a total that was typed and is not the sum is shown, and becomes the sum when asked', async (desk) => {
  await desk.open('#/projects');
  await desk.pick('导入…', wrongTotal());
  await desk.press('导入');
  await desk.sees('路灯泵站运行费项目');
  await goalPage(desk);
  const sum = desk.page.locator('table.funds tr.sum');
  await sum.getByText('填报').waitFor();
  assert.equal(await sum.locator('s').innerText(), '100.00');
  await line(desk, '90').first().waitFor();
  await desk.isAccessible('table.funds');
  await sum.getByRole('button', { name: '改为合计' }).click();
  await sum.getByText('填报').waitFor({ state: 'detached' });
  assert.match(await sum.innerText(), /90\.00/);
  await desk.press('↶ 撤销');
  await sum.getByText('填报').waitFor();
  await desk.press('↷ 重做');
  await sum.getByText('填报').waitFor({ state: 'detached' });
  // What is typed into the parts from now on makes the total differ again, and says so.
  await desk.write('其他资金，金额', '40');
  await sum.locator('s', { hasText: '90.00' }).waitFor();
  await sum.getByRole('button', { name: '改为合计' }).click();
  await sum.locator('s').waitFor({ state: 'detached' });
  const [{ goal }] = await exported(desk);
  const budget = (source) => goal.funds.filter((row) => row.source === source).map((row) => row.budget);
  assert.deepEqual(['total', 'fiscal', 'other'].map(budget), [['100'], ['60'], ['40']]);
});

journey('the self-check keeps grades and notes over a reload, and they go out with the goal', async (desk) => {
  await blankGoal(desk);
  const sheet = desk.page.getByRole('region', { name: '自查' });
  const grade = (name) => sheet.getByLabel(new RegExp(`^${name}(?!：)`)).first();
  await desk.sees('审核八问 0 / 8', sheet);
  await grade('规范完整性').selectOption('优');
  await desk.write('规范完整性：说明', '已按申报表逐项核对');
  await grade('资金匹配性').selectOption('良');
  // A note may stand without a grade, and counts as none.
  await desk.write('条件充分性：说明', '人员编制待批');
  await desk.sees('审核八问 2 / 8', sheet);
  await desk.isAccessible('.self-check');
  await saved(desk);
  await desk.reload();
  await desk.sees('审核八问 2 / 8', sheet);
  await desk.holds('规范完整性：说明', '已按申报表逐项核对');
  await desk.holds('条件充分性：说明', '人员编制待批');
  assert.deepEqual([await grade('规范完整性').inputValue(), await grade('资金匹配性').inputValue(), await grade('条件充分性').inputValue()], ['优', '良', '']);
  await desk.press('↶ 撤销');
  await desk.holds('条件充分性：说明', '');
  await desk.press('↷ 重做');
  await desk.holds('条件充分性：说明', '人员编制待批');
  const [{ goal }] = await exported(desk);
  assert.deepEqual(goal.self_check.map(({ grade, note }) => [grade ?? '', note ?? '']).sort(),
    [['优', '已按申报表逐项核对'], ['良', ''], ['', '人员编制待批']].sort());
});
