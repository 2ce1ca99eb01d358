// 复制到下一年度: last year's case becomes the next year's, nothing is typed twice: what it aims at comes along, with
// last year's target and actual beside each field; what was answered and approved does not.
import assert from 'node:assert/strict';
import { HOSTS, bareCase, filledFromApproved } from './forms.mjs';
import { journey } from './journey.mjs';

const SAVED = /已保存 \d\d:\d\d:\d\d/;
const FEES = '安置小区物业费';
const SATISFIED = '小区居民满意度（≥**%）';
const COPIED = '目标、指标和上年数都带过去，完成情况重新填';

const placeOf = (desk) => new URL(desk.page.url()).hash;
const column = (desk, word) => desk.page.locator(`textarea[data-column=${word}]`).evaluateAll((areas) => areas.map((area) => area.value));
const indicator = (desk, name) => desk.page.locator('tr.indicator').filter({ has: desk.page.getByLabel(`${name}，指标值`, { exact: true }) });
const stood = (desk) => desk.page.locator('small.last-year').allInnerTexts();
const all = async (desk) => JSON.parse((await desk.saved('导出全部')).bytes).cases;

async function toList(desk) {
  await desk.page.locator('.rail').getByRole('link', { name: '我的项目' }).click();
  await desk.page.locator('.cases, .empty').first().waitFor();
  return desk;
}

/** Last year's case: a goal that was approved and money for it, and a self-evaluation filled but for one row. */
async function lastYear(desk, at = desk.address) {
  await filledFromApproved(desk, at);
  await desk.write(`${FEES}，实际完成值`, '7个');
  await desk.write(`${FEES}，偏差原因分析及改进措施`, '一个小区尚未交付');
  await desk.write(`${SATISFIED}，实际完成值`, '93%');
  await desk.sees(SAVED);
  return toList(desk);
}

/** What the row's menu does with the case of that year. */
async function act(desk, what, year = '2021') {
  await desk.row('物业管理').filter({ hasText: year }).getByLabel('“物业管理”的操作').click();
  await desk.press(what);
}

/** The case is copied, and the new one opened from what is told. */
async function copied(desk, at = desk.address) {
  await lastYear(desk, at);
  await act(desk, '复制到下一年度');
  await desk.sees(`已复制 1 个项目到下一年度，${COPIED}。`);
  await desk.isAccessible();
  await desk.page.getByRole('link', { name: '打开新项目' }).click();
  await desk.page.locator('.grid.drafting').waitFor();
  await desk.sees('2022 年度', desk.page.locator('.place'));
  return desk;
}

journey('last year\'s case becomes the next year\'s: nothing is typed twice, last year stands beside it, answers are gone', async (desk) => {
  await copied(desk);
  assert.equal(await desk.field('年度').inputValue(), '2022');
  assert.equal(await desk.field('项目名称').inputValue(), '物业管理');
  assert.equal(await desk.field('主管部门').inputValue(), '县财政局');
  assert.equal(await desk.field('实施单位').inputValue(), '安徽金寨经济开发区管理委员会');
  await desk.sees('申报的绩效目标', desk.page.locator('[data-stage]'));
  const names = await column(desk, 'name');
  assert.equal(names.length, 9);
  assert.equal(names[0], FEES);
  assert.equal(await desk.field(`${FEES}，指标值`).inputValue(), '8个');
  assert.ok((await column(desk, 'points')).every((points) => points !== ''), 'the points stay as they were shared out');
  // What was aimed at and reached stands beside the field in which the new target is typed.
  await desk.sees('2021 年 8个，完成 7个', indicator(desk, FEES));
  await desk.sees(/^2021 年 ≥90%，完成 93%$/, indicator(desk, SATISFIED));
  assert.equal((await stood(desk)).length, 9);
  assert.equal((await stood(desk)).filter((text) => text.includes('完成')).length, 2, 'nobody answered the others');
  await desk.fitsAcross();
  // The new target changes nothing of last year's.
  await desk.write(`${FEES}，指标值`, '9个');
  await desk.sees('2021 年 8个，完成 7个', indicator(desk, FEES));
  await desk.sees(SAVED);
  // The answers are asked for anew.
  await desk.press('生成自评表');
  await desk.page.locator('tr.execution').waitFor();
  assert.equal(await desk.field(`${FEES}，实际完成值`).inputValue(), '');
  assert.equal(await desk.field(`${FEES}，偏差原因分析及改进措施`).inputValue(), '');
  await toList(desk);
  const [old, next] = (await all(desk)).sort((one, other) => one.year - other.year);
  assert.deepEqual([old.year, next.year, next.name, next.code, next.unit], [2021, 2022, old.name, old.code, old.unit]);
  assert.notEqual(next.id, old.id);
  assert.equal(old.goal.indicators[0].target, '8个', 'last year\'s case is as it was');
  const aims = ({ goal }) => goal.indicators.map(({ level1, level2, name, unit, points }) => [level1, level2, name, unit, points]);
  assert.deepEqual(aims(next), aims(old));
  assert.equal(next.goal.annual_goal, old.goal.annual_goal);
});

journey('the new year finds what the unit used last year in the library beside the goal', async (desk) => {
  await copied(desk);
  await desk.press('添加指标');
  await desk.page.getByRole('button', { name: /^指标库/ }).click();
  await desk.sees('上年用过', desk.page.locator('.library-beside'));
});

journey('a case is copied once: a second time it is there already, and an undo takes the copy back', async (desk) => {
  await lastYear(desk);
  await act(desk, '复制到下一年度');
  await desk.sees(`已复制 1 个项目到下一年度，${COPIED}。`);
  await desk.sees('共 2 个');
  await act(desk, '复制到下一年度');
  await desk.sees('没有复制；1 个在下一年度已有，没有动。');
  await desk.sees('共 2 个');
  await act(desk, '删除', '2022');
  await desk.sees('已删除“物业管理”。');
  await act(desk, '复制到下一年度');
  await desk.sees(`已复制 1 个项目到下一年度，${COPIED}。`);
  await desk.press('撤销');
  await desk.sees('已撤销，1 个项目恢复到先前的样子。');
  await desk.sees('共 1 个');
  await desk.reload();
  await desk.sees('共 1 个');
});

journey('many cases are copied together, and what has nothing to carry over is told', async (desk) => {
  await lastYear(desk);
  await desk.pick('导入…', [bareCase('bare', '空项目', { year: 2021 })]);
  await desk.press('导入');
  await desk.sees('2021 年度', desk.page.locator('.place'));
  await toList(desk);
  await desk.sees('共 2 个');
  await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
  await desk.page.getByRole('group', { name: '所选项目' }).getByRole('button', { name: '复制到下一年度' }).click();
  await desk.sees(`已复制 1 个项目到下一年度，${COPIED}；1 个没有目标和自评，不能复制。`);
  await desk.sees('共 3 个');
  assert.deepEqual((await all(desk)).map(({ year }) => year).sort(), [2021, 2021, 2022]);
});

for (const host of HOSTS) {
  journey(`closed right after it was copied (${host}): the new year's case is there, whole`, async (desk) => {
    await copied(desk, desk[host]);
    const place = placeOf(desk);
    await desk.crash();
    const other = await desk.tab();
    await other.open(place, { at: other[host] });
    await other.page.locator('.grid.drafting').waitFor();
    await other.sees('2021 年 8个，完成 7个', indicator(other, FEES));
    assert.equal((await stood(other)).length, 9);
    await other.open('#/projects', { at: other[host] });
    await other.sees('共 2 个');
  });

  journey(`closed while it is being copied (${host}): all of the new case is there or none, and it can be copied again`, async (desk) => {
    await lastYear(desk, desk[host]);
    await act(desk, '复制到下一年度');
    await desk.page.close();
    const other = await desk.tab();
    await other.open('#/projects', { at: other[host] });
    await other.page.locator('.cases').waitFor();
    await act(other, '复制到下一年度');
    await other.sees(/已复制 1 个项目|1 个在下一年度已有/);
    await other.sees('共 2 个');
    const next = (await all(other)).find(({ year }) => year === 2022);
    assert.equal(next.goal.indicators.length, 9);
    assert.ok(next.goal.indicators.every(({ grounds }) => grounds.last_year.year === 2021));
    assert.equal(next.self_evaluation ?? null, null);
  });
}

for (const colorScheme of ['light', 'dark']) {
  journey(`a goal with last year beside it, ${colorScheme}`, async (desk) => {
    await copied(desk);
    await desk.picture(`last year ${colorScheme}`);
    await desk.isAccessible();
  }, { colorScheme });
}
