// Official forms and lists as XLSX: what is handed out and imported again is the very same document, the list has a row
// for each case, and the indicators of a goal go to the platform's grid by the clipboard.
import assert from 'node:assert/strict';
import { HOSTS, JINZHAI, TANGXI, bareCase, filledFromApproved, imported } from './forms.mjs';
import { journey } from './journey.mjs';
import { sheets } from './workbook.mjs';

const SAVED = /已保存 \d\d:\d\d:\d\d/;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FEES = '安置小区物业费';
const DONE = '按时保质完成开发区安置小区物业管理工作';
const COST = '项目总成本（≤**万元）';
const SATISFIED = '小区居民满意度（≥**%）';
const REASON = '一个小区尚未交付，\n=SUM(1,2) 不是算式；"引号"、　全角空格';

const asFile = ({ name, bytes }) => ({ name, mimeType: XLSX, buffer: bytes });
const all = async (desk) => JSON.parse((await desk.saved('导出全部')).bytes).cases;
const standing = (desk) => desk.page.locator('[data-standing]').innerText();
/** The scores of the rows, in their order. */
const scores = (desk) => desk.page.getByRole('button', { name: /核算得分/ }).evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));

async function toList(desk) {
  await desk.page.locator('.rail').getByRole('link', { name: '我的项目' }).click();
  await desk.page.locator('.cases, .empty').first().waitFor();
  return desk;
}

/** What a command of the row's menu saves. */
async function handedOut(desk, name, command) {
  await desk.page.getByLabel(`“${name}”的操作`).click();
  return desk.saved(command);
}

/** Another device. */
async function elsewhere(desk) {
  const context = await desk.page.context().browser().newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  return desk.on(await context.newPage());
}

/** Gives files to 导入 on the list, and waits until all is read and nothing is to be asked. */
async function shownInReport(desk, files) {
  await desk.pick('导入…', files);
  await desk.page.waitForFunction(() => document.querySelector('#intake-take')?.disabled === false);
}

/** The same where somebody has to choose: waits until all is read. */
async function shownOrAsked(desk, files) {
  await desk.pick('导入…', files);
  for (const { name } of files) await desk.page.getByRole('region', { name, exact: true }).locator('.intake-choices').waitFor();
}

/** The published goal, approved, and the self-evaluation that was made of it and filled in. The form is open. */
async function filled(desk, at = desk.address) {
  await filledFromApproved(desk, at);
  await desk.write('其中：财政拨款，全年执行数', '1,100.50');
  await desk.write(`${FEES}，实际完成值`, '7个');
  await desk.write(`${FEES}，偏差原因分析及改进措施`, REASON);
  await desk.write(`${DONE}，实际完成值`, '2021年全年');
  await desk.write(`${COST}，实际完成值`, '1100.5万元');
  await desk.button(`编辑「${SATISFIED}」这一行`).click();
  for (const [field, count] of [['发放问卷数', '60'], ['回收问卷数', '57'], ['有效问卷数', '55'], ['很满意', '40'], ['满意', '10'], ['一般', '5']]) {
    await desk.page.locator('.survey').getByLabel(field, { exact: true }).fill(count);
  }
  await desk.press('完成');
  await desk.write('实际完成情况', '维护 8 个小区，\n其中 7 个已交付');
  await desk.sees(SAVED);
  return desk;
}

journey('a self-evaluation made of a goal is filled, handed out as XLSX, and imported the very same', async (desk) => {
  await filled(desk);
  const before = { standing: await standing(desk), scores: await scores(desk) };
  const direct = await desk.saved('导出 XLSX');
  await toList(desk);
  const made = await handedOut(desk, '物业管理', '导出自评表（XLSX）');
  assert.equal(made.name, '绩效自评表-物业管理-2021.xlsx');
  assert.equal(direct.name, made.name);
  const [shown] = Object.values(sheets(made.bytes));
  const words = shown.flat();
  for (const word of ['项目支出绩效自评表', '物业管理', FEES, '7个', '≥90%', REASON]) assert.ok(words.includes(word), `no “${word}” on the sheet`);
  const [here] = await all(desk);
  // Here it is known for what stands here already.
  await shownInReport(desk, asFile(made));
  await desk.sees('不导入：与已有项目“物业管理”中的表完全相同');
  await desk.press('取消，不导入');

  const other = await elsewhere(desk);
  await imported(other, asFile(made));
  await other.page.locator('tr.execution').waitFor();
  await other.holds(`${FEES}，实际完成值`, '7个');
  await other.holds(`${FEES}，偏差原因分析及改进措施`, REASON);
  assert.deepEqual({ standing: await standing(other), scores: await scores(other) }, before);
  await other.isAccessible();
  await toList(other);
  const [there] = await all(other);
  assert.deepEqual(there.self_evaluation, here.self_evaluation);
  assert.deepEqual([there.year, there.subject, there.name, there.unit], [here.year, here.subject, here.name, here.unit]);
});

journey('a goal is handed out as XLSX, from its page and from the list, and imported the very same', async (desk) => {
  await imported(desk, JINZHAI);
  await desk.press('均分');
  await desk.press(`「${FEES}」的依据与来源`);
  await desk.write('指标解释', '=指标("解释")\n第二行');
  await desk.sees(SAVED);
  const made = await desk.saved('导出 XLSX');
  assert.equal(made.name, '绩效目标申报表-物业管理-2021.xlsx');
  await toList(desk);
  const fromList = await handedOut(desk, '物业管理', '导出目标申报表（XLSX）');
  assert.deepEqual(sheets(fromList.bytes), sheets(made.bytes));
  const [here] = await all(desk);

  const other = await elsewhere(desk);
  await imported(other, asFile(made));
  await other.page.locator('.grid.drafting').waitFor();
  assert.equal(await other.field(`${FEES}，指标值`).inputValue(), '8个');
  await toList(other);
  const [there] = await all(other);
  assert.deepEqual(there.goal, here.goal);
  // And what is handed out there is the same once more.
  const again = await handedOut(other, '物业管理', '导出目标申报表（XLSX）');
  assert.deepEqual(sheets(again.bytes), sheets(made.bytes));
});

journey('a goal and a self-evaluation of one project, taken in together, become one project', async (desk) => {
  await imported(desk, JINZHAI);
  await desk.write('项目代码', '34152421T000000000123');
  await desk.press('生成自评表');
  await desk.page.locator('tr.execution').waitFor();
  await desk.sees(SAVED);
  await toList(desk);
  const files = [await handedOut(desk, '物业管理', '导出目标申报表（XLSX）'), await handedOut(desk, '物业管理', '导出自评表（XLSX）')];
  const [here] = await all(desk);
  const other = await elsewhere(desk);
  await other.open('#/projects');
  await shownInReport(other, files.map(asFile));
  await other.press('导入');
  await other.sees('导入完成');
  await toList(other);
  const there = await all(other);
  assert.equal(there.length, 1, 'year, unit and code agree');
  assert.deepEqual([there[0].goal, there[0].self_evaluation], [here.goal, here.self_evaluation]);
});

/** What becomes of a file of the report. */
const choose = (desk, file, choice) => desk.page.getByRole('region', { name: file, exact: true }).getByLabel(choice).check();

journey('a form that is taken in as a new project stays apart from the case that is here, whatever goes there with it', async (desk) => {
  await imported(desk, JINZHAI);
  await desk.write('项目代码', '34152421T000000000123');
  await desk.press('生成自评表');
  await desk.page.locator('tr.execution').waitFor();
  await desk.write(`${FEES}，实际完成值`, '7个');
  await desk.sees(SAVED);
  await toList(desk);
  const [goal, form] = [await handedOut(desk, '物业管理', '导出目标申报表（XLSX）'), await handedOut(desk, '物业管理', '导出自评表（XLSX）')];
  const [here] = await all(desk);
  const documents = (cases) => cases.map((one) => ({ goal: one.goal, form: one.self_evaluation }));

  // On a device that has the goal, in an older state.
  const other = await elsewhere(desk);
  await imported(other, asFile(goal));
  await other.write('年度目标', '旧的目标');
  await other.sees(SAVED);
  await toList(other);
  const [old] = await all(other);
  await shownOrAsked(other, [goal, form].map(asFile));
  await choose(other, goal.name, /^替换已有项目中的这张表“物业管理”/);
  await choose(other, form.name, '建为新项目');
  await other.press('导入');
  await other.sees('导入完成：新建项目 1 个');
  await toList(other);
  await other.sees('共 2 个');
  const apart = await all(other);
  assert.equal(apart.length, 2);
  assert.deepEqual(documents(apart.filter(({ id }) => id === old.id)), [{ goal: here.goal, form: undefined }], 'only the goal went there');
  assert.deepEqual(documents(apart.filter(({ id }) => id !== old.id)), [{ goal: undefined, form: here.self_evaluation }], 'the form has a case of its own');
  await other.press('撤销');
  await other.sees('共 1 个');
  assert.deepEqual(documents(await all(other)), documents([old]), 'and all of it is taken back');

  // Both as new: they are one new project, and the one that was here is as it was.
  await shownOrAsked(other, [goal, form].map(asFile));
  for (const file of [goal, form]) await choose(other, file.name, '建为新项目');
  await other.press('导入');
  await other.sees('导入完成：新建项目 1 个');
  await toList(other);
  await other.sees('共 2 个');
  const both = await all(other);
  assert.deepEqual(documents(both.filter(({ id }) => id === old.id)), documents([old]));
  assert.deepEqual(documents(both.filter(({ id }) => id !== old.id)), [{ goal: here.goal, form: here.self_evaluation }]);
});

journey('the list as XLSX has one row for each case that is ticked, in the order of the list', async (desk) => {
  await filled(desk);
  await toList(desk);
  await desk.pick('导入…', TANGXI);
  await desk.press('导入');
  await desk.page.locator('tr.execution').waitFor();
  await toList(desk);
  await desk.pick('导入…', bareCase('bare', '空项目'));
  await desk.press('导入');
  await desk.sees('空项目', desk.page.locator('.place'));
  await toList(desk);
  // What is wrong with the goal is counted though its page was not opened since.
  await desk.reload();
  await desk.sees('共 3 个');
  await desk.page.locator('#judging').waitFor({ state: 'detached' });
  const problems = await desk.page.locator('.cases tbody tr').evaluateAll((rows) => rows.map((row) => (
    [...row.querySelectorAll('.counts .light')].reduce((sum, light) => sum + Number(light.textContent.match(/\d+/)[0]), 0))));
  await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
  await desk.sees('已选 3 个');
  const shown = await desk.page.locator('.case-name a').allInnerTexts();
  const made = await desk.saved('汇总表（XLSX）');
  assert.match(made.name, /^项目汇总表-\d{8}\.xlsx$/);
  const [rows] = Object.values(sheets(made.bytes));
  const head = rows.findIndex((row) => row[0] === '序号');
  assert.deepEqual(rows[head], ['序号', '年度', '项目编码', '名称', '评价对象', '主管部门', '实施单位', '资金（万元）', '指标数', '绩效目标', '绩效自评', '得分', '等级', '问题数']);
  const lines = rows.slice(head + 1).filter((row) => row[0] !== '');
  assert.deepEqual(lines.map((row) => row[3]), shown);
  assert.deepEqual(lines.map((row) => row[0]), ['1', '2', '3']);
  assert.deepEqual(lines.map((row) => Number(row[13])), problems);
  const line = (name) => lines.find((row) => row[3] === name);
  assert.deepEqual(line('物业管理').slice(1, 11), ['2021', '', '物业管理', '项目支出', '县财政局', '安徽金寨经济开发区管理委员会', '1125', '9', '批复', '填报中']);
  assert.deepEqual(line('委托业务项目').slice(7, 13), ['89.974', '10', '', '填报中', '', '']);
  assert.deepEqual(line('空项目').slice(6, 13), ['市市政工程管理处', '', '', '', '', '', '']);
});

for (const host of HOSTS) {
  journey(`the indicators of a goal are copied in the columns of the platform (${host})`, async (desk) => {
    await imported(desk, JINZHAI, desk[host]);
    await desk.press('均分');
    await desk.sees(SAVED);
    await desk.press('复制到一体化平台');
    await desk.sees(/已复制 9 行/);
    await desk.sees('共 14 列（一级指标至备注）');
    await desk.picture('copied for the platform');
    await desk.isAccessible();
    // Pasted into another page, as into the grid of the platform.
    const platform = await desk.page.context().newPage();
    await platform.setContent('<textarea autofocus></textarea>');
    await platform.locator('textarea').press('Control+v');
    await platform.waitForFunction(() => document.querySelector('textarea').value !== '');
    const rows = (await platform.locator('textarea').inputValue()).replace(/\r?\n$/, '').split(/\r?\n/).map((row) => row.split('\t'));
    assert.equal(rows.length, 9);
    assert.ok(rows.every((row) => row.length === 14), 'every row has every column');
    assert.deepEqual(rows[0].slice(0, 8), ['产出指标', '数量指标', FEES, '', '', '8', '个', '12.5']);
    const satisfied = rows.find(([, , name]) => name === SATISFIED);
    assert.deepEqual(satisfied.slice(4, 8), ['≥', '90', '%', '10']);
  });
}

journey('who has no indicators is told that there is nothing to copy', async (desk) => {
  await imported(desk, { ...bareCase('none', '空项目'), ...withGoal() });
  await desk.press('复制到一体化平台');
  await desk.page.locator('.notices').getByText(/没有/).waitFor();
});

/** A case whose goal has no indicator. */
function withGoal() {
  const file = JSON.parse(bareCase('none', '空项目').buffer);
  file.cases[0].goal = { head: { year: 2024, project: '空项目' }, annual_goal: '', indicators: [] };
  return { buffer: Buffer.from(JSON.stringify(file)) };
}

for (const host of HOSTS) {
  journey(`killed while an XLSX is taken in (${host}): nothing is half there, and it can be taken in again`, async (desk) => {
    await filled(desk, desk[host]);
    await toList(desk);
    const goal = await handedOut(desk, '物业管理', '导出目标申报表（XLSX）');
    const form = await handedOut(desk, '物业管理', '导出自评表（XLSX）');
    const [here] = await all(desk);
    const files = [asFile(goal), asFile(form)];
    const documents = (cases) => cases.flatMap((one) => ['goal', 'self_evaluation'].filter((document) => one[document]).map((document) => [document, one[document]])).sort();
    const whole = documents([here]);
    for (const moment of ['read', 'clicked', 'told']) {
      const context = await desk.page.context().browser().newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
      let other = desk.on(await context.newPage());
      await other.open('#/projects', { at: other[host] });
      await other.sees('本机还没有项目');
      await shownInReport(other, files);
      if (moment !== 'read') await other.press('导入');
      if (moment === 'told') await other.sees('导入完成');
      await other.crash();
      other = desk.on(await context.newPage());
      await other.open('#/projects', { at: other[host] });
      await other.page.locator('.cases, .empty').first().waitFor();
      const found = await other.page.locator('.cases').count() ? documents(await all(other)) : [];
      if (moment === 'read') assert.deepEqual(found, [], 'nothing is taken in before it was confirmed');
      else if (moment === 'told' || found.length) assert.deepEqual(found, whole, moment);
      if (!found.length) {
        await shownInReport(other, files);
        await other.press('导入');
        await other.sees('导入完成');
        assert.deepEqual(documents(await all(other)), whole);
      }
      await context.close();
    }
  });
}
