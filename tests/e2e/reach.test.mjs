// What hands on the keyboard and a screen reader reach: every finding leads somewhere, no key does what nobody asked
// for, and the focus is never lost.
import assert from 'node:assert/strict';
import { TANGXI, goalForm, imported, selfEvaluation } from './forms.mjs';
import { journey } from './journey.mjs';

const actual = (desk, name) => desk.field(`${name}，实际完成值`);
const focused = (desk) => desk.page.evaluate(() => document.activeElement.id);
const finding = (desk, words) => desk.page.locator('.go-to').filter({ hasText: words }).first();
const row = (name, over = {}) => ['产出指标', '数量指标', name, over.target ?? '≥50个', over.actual ?? '50', over.points ?? '90', over.claimed ?? '90'];

journey('mending the last error brings the other findings back', async (desk) => {
  await imported(desk, selfEvaluation('路灯改造', { rows: [row('改造路灯数量', { claimed: '100' })], more: [] }));
  const errors = desk.page.locator('.findings .counts .red');
  await errors.click();
  const shown = () => desk.page.locator('.findings .go-to').count();
  assert.ok(await shown() > 0);
  await desk.field('改造路灯数量，填报得分').fill('90');
  await errors.waitFor({ state: 'detached' });
  await desk.field('改造路灯数量，实际完成值').fill('40');
  await desk.page.locator('.findings .go-to').first().waitFor();
  assert.ok(await shown() > 0, 'the list is not empty while there are findings');
});

journey('a finding about the whole form, its title or its remarks leads there', async (desk) => {
  const file = selfEvaluation('路灯改造', {
    rows: [row('改造路灯数量')],
    more: [['说明', '请填写自评工作中需要说明的问题（100字以内）']],
  });
  await imported(desk, file);
  await desk.field('表名').fill('项目支出绩效自评表（XX项目）');
  await finding(desk, '表名').click();
  assert.equal(await focused(desk), 'f-self_evaluation-title');
  await finding(desk, '原表其他内容').click();
  assert.equal(await focused(desk), 'f-self_evaluation-remarks');
  await desk.sees('请填写自评工作中需要说明的问题');
});

journey('a form that came without money gets it', async (desk) => {
  await imported(desk, selfEvaluation('路灯改造', { money: false, rows: [row('改造路灯数量')] }));
  await desk.field('当年财政拨款，全年预算数').or(desk.field('其中：当年财政拨款，全年预算数')).fill('120');
  await desk.key('Enter');
  assert.equal(await focused(desk), await desk.field('上年结转资金，全年预算数').getAttribute('id'), 'Enter moves down the column');
  await desk.field('其中：当年财政拨款，全年执行数').fill('60');
  await desk.sees('50.00 %', desk.page.locator('.funds .sum'));
  await desk.sees('5.00', desk.page.locator('tr.execution'));
  await desk.reload();
  await desk.sees('50.00 %', desk.page.locator('.funds .sum'));
});

for (const [how, stated] of [['no money', ''], ['a total alone', '120']]) {
  journey(`a goal that came with ${how} gets its sources, and the total stays in sight`, async (desk) => {
    await imported(desk, goalForm('路灯改造', { total: stated }));
    await desk.heading('项目资金').waitFor();
    const fiscal = desk.field('财政拨款，金额');
    await fiscal.waitFor();
    if (stated) {
      await desk.sees('120.00', desk.page.locator('.funds .sum'));
      await desk.sees('填报数，未分来源');
    }
    // What came from elsewhere is asked for its form once somebody goes on with it in ours.
    await desk.write('填报人', '王会计');
    await finding(desk, stated ? '没有填写各项资金' : '年度资金没有填写').click();
    // The finding leads to the first source.
    await desk.page.waitForFunction((id) => document.activeElement?.id === id, await fiscal.getAttribute('id'));
    await desk.page.keyboard.type('100');
    assert.equal(await fiscal.inputValue(), '100');
    assert.equal(await focused(desk), await fiscal.getAttribute('id'), 'the row is kept without losing the focus');
    await desk.key('Enter');
    await desk.page.keyboard.type('100');
    await desk.sees('100.00', desk.page.locator('.funds .sum'));
    if (stated) await desk.sees('填报 120.00');
    await desk.sees(/已保存 \d\d:\d\d:\d\d/);
    await desk.reload();
    await fiscal.waitFor();
    assert.equal(await fiscal.inputValue(), '100');
    assert.equal(await desk.field('其中：一般公共预算，金额').inputValue(), '100', 'Enter moved down the column');
    await desk.isAccessible();
  });
}

journey('Enter makes no second line in a figure', async (desk) => {
  await imported(desk, TANGXI);
  for (const name of ['填报总分', '填报执行率']) {
    const field = desk.field(name);
    await field.fill('100');
    await desk.key('Enter');
    assert.equal(await field.inputValue(), '100', name);
  }
  await desk.page.getByRole('button', { name: '编辑「公众满意度」这一行' }).click();
  await desk.field('分值').fill('9');
  await desk.key('Enter');
  assert.equal(await desk.field('分值').inputValue(), '9');
});

journey('Ctrl+Z belongs to a dialog and to the year box while they have the focus', async (desk) => {
  await imported(desk, TANGXI);
  const field = actual(desk, '基建工程委托业务项目数量');
  await field.fill('45');
  await desk.field('年度').focus();
  await desk.key('Control+z');
  assert.equal(await field.inputValue(), '45');
  await desk.page.evaluate(async (bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([bytes], '另一张.csv', { type: 'text/csv' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, '不是表');
  await desk.page.locator('#intake[open]').waitFor();
  await desk.key('Control+z');
  assert.equal(await field.inputValue(), '45');
  await desk.page.keyboard.press('Escape');
  await field.focus();
  await desk.key('Control+z');
  assert.equal(await field.inputValue(), '50');
});

journey('each score opens and closes its own sum, also while all are shown', async (desk) => {
  await imported(desk, TANGXI);
  const sums = desk.page.locator('.sum-row');
  await desk.press('显示全部算式');
  assert.equal(await sums.count(), 11);
  await desk.page.getByRole('button', { name: '基建工程委托业务项目数量，核算得分 8.00，看算式' }).click();
  assert.equal(await sums.count(), 10);
  await desk.page.getByRole('button', { name: /^预算执行率，核算得分/ }).click();
  assert.equal(await sums.count(), 9);
  await desk.press('显示全部算式');
  assert.equal(await sums.count(), 0);
  await desk.page.getByRole('button', { name: /^预算执行率，核算得分/ }).click();
  assert.equal(await sums.count(), 1);
});

journey('what is found in a row is said while the row has the focus', async (desk) => {
  await imported(desk, TANGXI);
  const sentence = desk.page.locator('.grid .notes').filter({ hasText: '写有“百分比”' });
  assert.equal(await sentence.isVisible(), false);
  await actual(desk, '委托业务报告合格率').focus();
  assert.equal(await sentence.isVisible(), true);
  const edit = desk.page.getByRole('button', { name: '编辑「委托业务报告合格率」这一行' });
  const described = await edit.evaluate((button) => button.getAttribute('aria-describedby').split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '').join(''));
  assert.match(described, /写有“百分比”/);
});

journey('a year that is no year is said at its box', async (desk) => {
  await imported(desk, TANGXI);
  await desk.field('年度').fill('去年');
  await desk.field('年度').blur();
  await desk.sees('不是四位数字的年份');
  const described = await desk.field('年度').evaluate((box) => box.getAttribute('aria-describedby').split(' ')
    .map((id) => document.getElementById(id).textContent).join(''));
  assert.match(described, /不是四位数字的年份/);
  await desk.isAccessible();
});

journey('the menu of a row gives the focus back, and a removed row to its neighbour', async (desk) => {
  await desk.open();
  await desk.press('看演示数据');
  await desk.sees('财政评价 13 个项目');
  await desk.page.getByRole('searchbox').fill('市科技局');
  await desk.sees('4 个，共 24 个');
  const menus = desk.page.locator('.cases .menu summary');
  const label = (n) => menus.nth(n).getAttribute('aria-label');
  const at = () => desk.page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await menus.first().focus();
  await desk.key('Enter');
  await desk.page.locator('.menu[open]').waitFor();
  await desk.key('Tab');
  await desk.key('Escape');
  assert.equal(await at(), await label(0));
  const next = await label(1);
  await desk.key('Enter');
  await desk.page.locator('.menu[open] .danger').focus();
  await desk.key('Enter');
  await desk.sees('3 个，共 23 个');
  assert.equal(await at(), next);
});

journey('what was done is said by a region that was there before', async (desk) => {
  await desk.open();
  await desk.page.evaluate(() => {
    window.regions = [...document.querySelectorAll('[role=status]')];
  });
  await desk.pick('打开文件…', TANGXI);
  await desk.press('导入');
  await desk.page.locator('.grid').waitFor();
  await desk.sees('导入完成：新建项目 1 个。');
  const said = await desk.page.evaluate(() => window.regions.filter((region) => region.isConnected).map((region) => region.textContent));
  assert.ok(said.some((text) => text.includes('导入完成')), said.join('|'));
});
