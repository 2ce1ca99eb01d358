// Tables from Excel and WPS on their way into the grid: merged cells, formulas, full-width digits, blocks that are too
// wide, as many rows as there may be; and the window killed while one lands.
import assert from 'node:assert/strict';
import { HOSTS, blankGoal } from './forms.mjs';
import { cell, column, exported, killed, names, namesAre, paste, saved } from './goal.mjs';
import { heldFor, watchHolds } from './held.mjs';
import { journey } from './journey.mjs';

const MOST = 10_000;
/** Rows that are drawn at once, and findings. */
const PAGE = 200;
const LINES = 100;
const dialog = (desk) => desk.page.getByRole('dialog', { name: '粘贴表格' });
const tsv = (lines) => lines.map((line) => line.join('\t')).join('\r\n');
const levels = (goal) => goal.indicators.slice(0, 5).map((row) => [row.level1, row.level2, row.name, row.target]);

/** As Excel writes a table: 产出指标 merged over four rows, 数量指标 over two, one name over two columns. */
const MERGED = {
  text: tsv([
    ['一级指标', '二级指标', '三级指标', '指标值', '计量单位'],
    ['产出指标', '数量指标', '维护路灯盏数', '32000', '盏'],
    ['', '', '路灯巡查次数', '104', '次'],
    ['', '质量指标', '主干道亮灯率', '98', '%'],
    ['', '', '照明设施完好率', '95', '%'],
    ['效益指标', '', '易涝点积水时间', '2', '小时'],
  ]),
  html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{mso-number-format:General}</style></head><body>
<!--StartFragment--><table border=0 cellpadding=0 style='border-collapse:collapse'>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>计量单位</td></tr>
<tr height=19><td rowspan=4 class=xl65>产出指标</td><td rowspan="2">数量指标</td><td>维护路灯盏数</td><td x:num>32000</td><td>盏</td></tr>
<tr><td>路灯巡查次数</td><td>104</td><td>次</td></tr>
<tr><td rowspan=2>质量指标</td><td>主干道亮灯率</td><td>98</td><td>%</td></tr>
<tr><td>照明设施完好率</td><td>95</td><td>%</td></tr>
<tr><td>效益指标</td><td></td><td>易涝点积水时间</td><td>2</td><td>小时</td></tr>
<tr height=0 style='display:none'><td width=80></td><td width=80></td><td></td><td></td><td></td></tr>
</table><!--EndFragment--></body></html>`,
};
const AS_MERGED = [
  ['产出指标', '数量指标', '维护路灯盏数', '32000'],
  ['产出指标', '数量指标', '路灯巡查次数', '104'],
  ['产出指标', '质量指标', '主干道亮灯率', '98'],
  ['产出指标', '质量指标', '照明设施完好率', '95'],
];

for (const [how, text] of [['with its text', MERGED.text], ['as HTML alone', '']]) {
  journey(`merged cells are filled down where they were merged, and only there (${how})`, async (desk) => {
    await blankGoal(desk);
    await cell(desk, 'name', 0).focus();
    await paste(desk, text, MERGED.html);
    await desk.sees('已粘贴 5 行');
    await namesAre(desk, [...AS_MERGED.map(([, , name]) => name), '易涝点积水时间']);
    const [{ goal }] = await exported(desk);
    assert.deepEqual(levels(goal).slice(0, 4), AS_MERGED);
    // Blank and not merged: what stood in the row stays, and is not 质量指标.
    assert.deepEqual([goal.indicators[4].level1, goal.indicators[4].level2], ['效益指标', '经济效益指标']);
  });
}

journey('formulas land as text and are told, full-width digits land as they are and count', async (desk) => {
  await blankGoal(desk);
  await cell(desk, 'name', 0).focus();
  const before = await names(desk);
  await paste(desk, tsv([['三级指标', '指标性质', '指标值', '计量单位', '分值'],
    ['维护路灯盏数', '≥', '３２，０００', '盏', '１２．５'], ['主干道亮灯率', '≥', '=B2/C2', '%', '１２.５'], ['+应急抢修', '≥', '@30', '次', '12.5']]));
  await desk.sees('有 1 格是公式（如“=B2/C2”），已作为文字，不会计算', dialog(desk));
  await desk.isAccessible('#paste');
  await desk.press('不粘贴');
  await dialog(desk).waitFor({ state: 'hidden' });
  assert.deepEqual(await names(desk), before, 'nothing landed unasked');
  await cell(desk, 'name', 0).focus();
  await paste(desk, tsv([['三级指标', '指标性质', '指标值', '计量单位', '分值'],
    ['维护路灯盏数', '≥', '３２，０００', '盏', '１２．５'], ['主干道亮灯率', '≥', '=B2/C2', '%', '１２.５'], ['+应急抢修', '≥', '@30', '次', '12.5']]));
  await dialog(desk).getByRole('button', { name: '粘贴', exact: true }).click();
  await namesAre(desk, ['维护路灯盏数', '主干道亮灯率', '+应急抢修']);
  assert.deepEqual((await column(desk, 'target')).slice(0, 3), ['３２，０００', '=B2/C2', '@30']);
  assert.deepEqual((await column(desk, 'points')).slice(0, 3), ['１２．５', '１２.５', '12.5']);
  await desk.sees('分值合计 90 / 90');
  await saved(desk);
  await desk.reload();
  await namesAre(desk, ['维护路灯盏数', '主干道亮灯率', '+应急抢修']);
  assert.deepEqual((await column(desk, 'target')).slice(0, 3), ['３２，０００', '=B2/C2', '@30']);
});

journey('a block that is wider than the grid is told before it lands, and only what has a place lands', async (desk) => {
  await blankGoal(desk);
  const before = await names(desk);
  const block = tsv([['巡查次数', '≥', '104', '次', '10', '设施科', '张三'], ['亮灯率', '≥', '98', '%', '15', '设施科', '李四']]);
  await cell(desk, 'name', 0).focus();
  await paste(desk, block);
  await desk.sees('复制的内容比表宽，右边有 2 列共 4 格放不下，不会粘贴', dialog(desk));
  await desk.sees('将粘贴 2 行 10 格', dialog(desk));
  await desk.key('Escape');
  await dialog(desk).waitFor({ state: 'hidden' });
  assert.deepEqual(await names(desk), before);
  await cell(desk, 'name', 0).focus();
  await paste(desk, block);
  await dialog(desk).getByRole('button', { name: '粘贴', exact: true }).click();
  await namesAre(desk, ['巡查次数', '亮灯率']);
  assert.deepEqual((await column(desk, 'points')).slice(0, 2), ['10', '15']);
  // From the last column there is room for one.
  await cell(desk, 'points', 0).focus();
  await paste(desk, tsv([['11', '多余'], ['12', '多余']]));
  await desk.sees('右边有 1 列共 2 格放不下', dialog(desk));
  await dialog(desk).getByRole('button', { name: '粘贴', exact: true }).click();
  await desk.page.waitForFunction(() => document.querySelectorAll('textarea[data-column=points]')[1].value === '12');
  assert.deepEqual((await names(desk)).slice(0, 2), ['巡查次数', '亮灯率']);
});

journey('what is no sign is told before it lands, and rows without a header go by the levels in them', async (desk) => {
  await blankGoal(desk);
  const before = await names(desk);
  await cell(desk, 'name', 0).focus();
  await paste(desk, tsv([['路灯巡查次数', '104', '次'], ['照明设施完好率', '95', '%']]));
  await desk.sees('“指标性质”一列有 2 格（如“104”）不是 ≥、≤、= 或定性', dialog(desk));
  await desk.press('不粘贴');
  await dialog(desk).waitFor({ state: 'hidden' });
  assert.deepEqual(await names(desk), before);
  await cell(desk, 'name', 0).focus();
  await paste(desk, tsv([['产出指标', '数量指标', '维护路灯盏数', '≥', '32000', '盏'], ['', '质量指标', '主干道亮灯率', '≥', '98', '%']]));
  await desk.sees('已粘贴 2 行');
  const [{ goal }] = await exported(desk);
  assert.deepEqual(levels(goal).slice(0, 2), [['产出指标', '数量指标', '维护路灯盏数', '32000'], ['产出指标', '质量指标', '主干道亮灯率', '98']]);
});

journey('amounts and tasks that were copied as a table land cell by cell, and are taken back as a whole', async (desk) => {
  await blankGoal(desk, { subject: 'department', name: '市城管局' });
  const place = desk.page.getByRole('region', { name: '年度主要任务' });
  await place.getByRole('group').focus();
  await paste(desk, tsv([['任务名称', '主要内容', '财政拨款', '其他资金', '牵头科室'],
    ['道路照明设施维护', '维护路灯 32000 盏', '1240', '60', '照明科'], ['泵站运行', '26 座泵站全年运行', '800.5', '', '泵站科'], ['合计', '', '2040.5', '60', '']]));
  await desk.sees('“牵头科室”一列的表头不认识，所属 2 格不会粘贴', dialog(desk));
  await desk.sees('复制的第 4 行是“合计”行，不会粘贴', dialog(desk));
  await desk.isAccessible('#paste-tasks');
  await dialog(desk).getByRole('button', { name: '粘贴', exact: true }).click();
  await desk.sees('2,100.50', place);
  // From a field on, over what stands there and below the last.
  await desk.field('泵站运行，财政拨款').focus();
  await paste(desk, '800\t5\r\n30\t\r\n');
  await desk.sees('2,135.00', place);
  await desk.press('↶ 撤销');
  await desk.sees('2,100.50', place);

  // A paragraph is none.
  await desk.field('泵站运行，内容').focus();
  await desk.page.evaluate(() => {
    document.activeElement.addEventListener('paste', (event) => { window.taken = () => event.defaultPrevented; }, { once: true });
  });
  await paste(desk, '一、全年运行\r\n二、汛期值守\r\n');
  assert.equal(await desk.page.evaluate(() => window.taken()), false, 'the field takes it as it does any text');

  const money = desk.page.getByRole('region', { name: '资金情况' });
  await desk.field('财政拨款，金额').focus();
  await paste(desk, '2040.5\r\n1500\r\n540.5\r\n');
  await desk.sees('2,040.50', money);
  await desk.holds('政府性基金预算，金额', '540.5');
  await desk.field('其他资金，金额').focus();
  await paste(desk, '1\t2\r\n3\t\r\n4\t\r\n5\t\r\n');
  await desk.sees('右边有 1 列共 1 格放不下', dialog(desk));
  await desk.sees('格落在表的最后一行以下', dialog(desk));
  await desk.press('不粘贴');
  await desk.holds('其他资金，金额', '');
  await saved(desk);
  await desk.reload();
  await desk.holds('政府性基金预算，金额', '540.5');
  await desk.holds('道路照明设施维护，其他资金', '60');
});

journey('a locked points cell keeps its points when a table is pasted over it', async (desk) => {
  await blankGoal(desk);
  await cell(desk, 'name', 0).fill('甲');
  await desk.button('锁定「甲」的分值').click();
  await cell(desk, 'points', 0).focus();
  await paste(desk, '20\n30');
  await desk.sees('有 1 格落在已锁定的单元格上，不会改动原值', dialog(desk));
  await dialog(desk).getByRole('button', { name: '粘贴', exact: true }).click();
  await desk.page.waitForFunction(() => document.querySelectorAll('textarea[data-column=points]')[1].value === '30');
  assert.equal((await column(desk, 'points'))[0], '12.5');
});

journey(`${MOST} rows land without one lost, and the page goes on answering`, async (desk) => {
  await blankGoal(desk);
  const before = await names(desk);
  const rowsAre = (count) => desk.page.waitForFunction((count) => document.querySelectorAll('textarea[data-column=name]').length === count, count);
  await watchHolds(desk);
  const held = async (what, most) => {
    const ms = await heldFor(desk);
    console.log(`${MOST} rows, ${what}: the page was held ${ms} ms at most`);
    assert.ok(ms < most, `${what}: the page was held ${ms} ms`);
  };
  await cell(desk, 'name', 0).focus();
  const began = Date.now();
  await paste(desk, Array.from({ length: MOST }, (_, at) => `第${at}项工程量\t≥\t${at + 1}\t项`).join('\n'));
  await desk.sees(`已粘贴 ${MOST} 行`);
  await rowsAre(PAGE);
  await desk.button(`再显示 ${PAGE} 行（还有 ${MOST - PAGE} 行）`).waitFor();
  console.log(`${MOST} rows: on the page after ${Date.now() - began} ms`);
  await held('pasted', 5000);
  await cell(desk, 'target', 1).fill('7');
  await held('one key', 1000);
  await desk.press('↶ 撤销');
  await desk.press('↶ 撤销');
  await rowsAre(before.length);
  await held('taken back', 5000);
  assert.deepEqual(await names(desk), before);
  await desk.press('↷ 重做');
  await rowsAre(PAGE);

  // More rows are drawn on asking, and where the keys lead; the focus is in the first new one.
  const focusIs = (name) => desk.page.waitForFunction((name) => document.activeElement.dataset.column === 'name' && document.activeElement.value === name, name);
  const more = desk.button(`再显示 ${PAGE} 行（还有 ${MOST - PAGE} 行）`);
  await more.focus();
  await desk.key('Enter');
  await rowsAre(2 * PAGE);
  await focusIs(`第${PAGE}项工程量`);
  await cell(desk, 'name', 2 * PAGE - 1).focus();
  await desk.key('Enter');
  await rowsAre(3 * PAGE);
  await focusIs(`第${2 * PAGE}项工程量`);
  await desk.button(`再显示 ${PAGE} 行（还有 ${MOST - 3 * PAGE} 行）`).waitFor();
  await held('drawn further', 5000);
  await desk.isAccessible('tr.more');
  // What looks through the page holds it itself.
  await heldFor(desk);
  // A row far away is drawn without those between; they come from there as well.
  await desk.press('添加指标');
  await rowsAre(1);
  await focusIs('');
  await cell(desk, 'name', 0).fill('最后一项');
  await desk.press(`显示前面 ${PAGE} 行（还有 ${MOST} 行）`);
  await rowsAre(PAGE + 1);
  await focusIs(`第${MOST - 1}项工程量`);
  await held('a row far away drawn', 5000);
  await desk.press('↶ 撤销');
  await desk.press('↶ 撤销');
  await rowsAre(PAGE);
  assert.deepEqual([(await names(desk))[0], (await names(desk)).at(-1)], [`第${MOST - PAGE}项工程量`, `第${MOST - 1}项工程量`]);

  // Not all findings are drawn either, but all of them are counted, and one leads to its row.
  const lines = desk.page.locator('.find-list > li');
  const counted = async () => (await desk.page.locator('.findings .counts button').allInnerTexts())
    .reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
  const found = await counted();
  assert.ok(found > LINES, `${found} findings`);
  assert.equal(await lines.count(), LINES);
  await desk.press(`再显示 ${LINES} 处（还有 ${found - LINES} 处）`);
  await lines.nth(LINES).locator('.go-to:focus').waitFor();
  assert.equal(await lines.count(), Math.min(2 * LINES, found));
  assert.equal(await counted(), found);
  await desk.isAccessible('.findings > .more');
  const [, name] = /「(第\d+项工程量)」/.exec(await lines.filter({ hasText: '项工程量」' }).first().innerText());
  await lines.filter({ hasText: `「${name}」` }).first().locator('.go-to').click();
  await desk.page.waitForFunction((name) => document.activeElement.closest('tr.indicator, tr.editor-row')
    && [...document.querySelectorAll('textarea[data-column=name]')].some((area) => area.value === name), name);

  const [{ goal }] = await exported(desk);
  assert.equal(goal.indicators.length, MOST);
  assert.ok(goal.indicators.every((row, at) => row.name === `第${at}项工程量` && row.target === String(at + 1)), 'each in its place');
});

for (const host of HOSTS) {
  journey(`killed while a table lands (${host}): all of it is there or nothing, and it is taken back as a whole`, async (desk) => {
    const rows = Array.from({ length: 300 }, (_, at) => `第${at}项工程量`);
    const block = rows.map((name, at) => `${name}\t≥\t${at + 1}\t项`).join('\n');
    await blankGoal(desk, { at: desk[host] });
    await saved(desk);
    const before = await names(desk);
    for (const moment of ['sent', 'pasted', 'told']) {
      await cell(desk, 'name', 0).focus();
      // Nobody is left to answer it.
      const pasting = paste(desk, block).catch(() => {});
      if (moment !== 'sent') await pasting;
      if (moment === 'told') await saved(desk);
      desk = await killed(desk, host);
      const drawn = await names(desk);
      if (moment === 'sent' && drawn.length === before.length) {
        console.log(`killed when the table was ${moment}: nothing of it is there`);
        assert.deepEqual(drawn, before);
        continue;
      }
      await desk.press(`再显示 ${rows.length - PAGE} 行（还有 ${rows.length - PAGE} 行）`);
      await namesAre(desk, rows);
      const found = await names(desk);
      console.log(`killed when the table was ${moment}: ${found.length} rows`);
      assert.deepEqual(found, rows, `killed when it was ${moment}`);
      assert.deepEqual(await column(desk, 'target'), rows.map((_, at) => String(at + 1)));
      await desk.press('↶ 撤销');
      await desk.page.waitForFunction((count) => document.querySelectorAll('textarea[data-column=name]').length === count, before.length);
      assert.deepEqual(await names(desk), before);
      await saved(desk);
    }
  });
}
