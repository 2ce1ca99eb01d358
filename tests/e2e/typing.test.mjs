// A clerk types as in a spreadsheet: Tab selects a short text, a pasted cell comes without its line break, a pause ends
// what 撤销 takes back at once; and what helps beside a field is out of the way when the field is left.
import assert from 'node:assert/strict';
import { TANGXI, blankGoal, imported } from './forms.mjs';
import { cell, column, exported, findings, paste, saved } from './goal.mjs';
import { journey } from './journey.mjs';

const REASON = '基建工程委托业务项目数量，偏差原因分析及改进措施';
const ACTUAL = '基建工程委托业务项目数量，实际完成值';

/** By Tab to the next field of that column. */
async function tabTo(desk, word) {
  for (let steps = 0; steps < 5; steps += 1) {
    await desk.key('Tab');
    if (await desk.page.evaluate((word) => document.activeElement.dataset.column === word, word)) return;
  }
  assert.fail(`${word} is not reached by Tab`);
}

/** As much time goes by as that, for the page. */
const later = (desk, milliseconds) => desk.page.evaluate((milliseconds) => {
  const { now } = Date;
  Date.now = () => now() + milliseconds;
}, milliseconds);

journey('what is typed into a figure reached by Tab takes its place; reached by the mouse it goes in where the caret is', async (desk) => {
  await blankGoal(desk);
  const given = (await column(desk, 'points'))[0];
  await cell(desk, 'target', 0).click();
  await desk.page.keyboard.type('100');
  await tabTo(desk, 'unit');
  await desk.page.keyboard.type('盏');
  await tabTo(desk, 'points');
  await desk.page.keyboard.type('20');
  assert.equal((await column(desk, 'points'))[0], '20', `instead of ${given}`);
  await cell(desk, 'target', 0).click();
  await desk.key('End');
  await desk.page.keyboard.type('5');
  assert.equal((await column(desk, 'target'))[0], '1005');
  // A text that is not short stays, whatever is typed.
  const long = '维护城区主次干道、街巷、公园广场和居民小区的路灯、景观灯以及配套的变压器、电缆、控制箱等设施';
  await cell(desk, 'name', 1).fill(long);
  await cell(desk, 'name', 1).evaluate((area) => area.setSelectionRange(area.value.length, area.value.length));
  await cell(desk, 'points', 0).focus();
  await tabTo(desk, 'name');
  await desk.page.keyboard.type('等');
  assert.equal((await column(desk, 'name'))[1].length, long.length + 1);
});

journey('one cell of a spreadsheet is pasted without its line break, in a goal and in a self-evaluation', async (desk) => {
  await blankGoal(desk);
  await cell(desk, 'target', 0).fill('1');
  await cell(desk, 'target', 0).evaluate((area) => area.select());
  await paste(desk, '104\r\n');
  assert.equal((await column(desk, 'target'))[0], '104');
  await paste(desk, '5\n');
  assert.equal((await column(desk, 'target'))[0], '1045', 'it goes in where the caret is');
  await saved(desk);
  assert.equal((await exported(desk))[0].goal.indicators[0].target, '1045');
  await imported(desk, TANGXI);
  await desk.field(ACTUAL).evaluate((area) => (area.focus(), area.select()));
  await paste(desk, '48\r\n');
  await desk.holds(ACTUAL, '48');
});

journey('撤销 takes back what was typed since the last pause, not all that the field holds', async (desk) => {
  await imported(desk, TANGXI);
  await desk.field(REASON).click();
  await desk.page.keyboard.type('两项推迟。');
  await later(desk, 10_000);
  await desk.page.keyboard.type('已催办。');
  await desk.holds(REASON, '两项推迟。已催办。');
  await desk.press('↶ 撤销');
  await desk.holds(REASON, '两项推迟。');
  await desk.press('↶ 撤销');
  await desk.holds(REASON, '');
  await desk.press('↷ 重做');
  await desk.press('↷ 重做');
  await desk.holds(REASON, '两项推迟。已催办。');
});

journey('a unit that the target contradicts and a figure without sign are told, and mended by a button; the focus stays at the checks', async (desk) => {
  await blankGoal(desk);
  await cell(desk, 'name', 0).fill('系统故障率');
  await cell(desk, 'target', 0).fill('1.5万次');
  await cell(desk, 'unit', 0).fill('次');
  await desk.sees('「系统故障率」的计量单位为“次”，而指标值中写的是“万次”');
  await desk.sees('「系统故障率」的指标性质没有填写');
  await desk.button('指标性质改为“≤”').focus();
  await desk.key('Enter');
  await desk.page.waitForFunction(() => document.activeElement.id === 'findings-title');
  assert.equal((await findings(desk)).filter((line) => line.includes('指标性质没有填写')).length, 0);
});

journey('help beside a field closes when the focus leaves it', async (desk) => {
  await blankGoal(desk);
  const open = desk.page.locator('details.help[open]');
  await desk.page.locator('details.help summary').first().click();
  await open.first().waitFor();
  await desk.page.locator('details.help summary').nth(1).click();
  await desk.page.waitForFunction(() => document.querySelectorAll('details.help[open]').length === 1);
  // Its text can be marked without closing it.
  await open.locator('.help-text').click();
  assert.equal(await open.count(), 1);
  await cell(desk, 'name', 0).click();
  await open.waitFor({ state: 'detached' });
});
