// 项目清单: a list exported by a platform opens its cases at once, as its columns are mapped; what is here already, what
// lacks something and what is wrong is counted and told; nothing is half made, whatever stops it.
import assert from 'node:assert/strict';
import { HOSTS } from './forms.mjs';
import { journey } from './journey.mjs';
import { workbook } from './workbook.mjs';

const HEADS = ['序号', '项目代码', '项目名称', '主管部门', '预算单位', '财政拨款', '其他资金', '合计', '绩效说明', '备注'];
const UNITS = ['市政工程管理处', '园林管理处', '环境卫生管理处'];
const code = (n) => `34060024T${String(n).padStart(12, '0')}`;

/** The row of one project: figures in 万元, a goal under a header that no program knows. */
const project = (n) => [String(n), code(n), `城市维护项目${n}`, '市城市管理局', UNITS[n % 3], String(n * 10), '0.5', String(n * 10 + 0.5),
  `完成第 ${n} 项维护，路面完好率达到 95% 以上。`, '平台导出'];
const projects = (count) => Array.from({ length: count }, (_, at) => project(at + 1));

/** The lines of a list as a platform exports it. */
const lines = (rows, { title = '2024年度市级部门预算项目清单', heads = HEADS, unit = '单位：万元' } = {}) => [
  ...(title ? [[title]] : []), ...(unit ? [[unit]] : []), heads, ...rows,
];
const xlsx = (name, all) => ({ name: `${name}.xlsx`, mimeType: '', buffer: workbook(all) });
const csv = (name, all) => {
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const wide = Math.max(...all.map((line) => line.length));
  const text = all.map((line) => [...line, ...Array(wide - line.length).fill('')].map(cell).join(',')).join('\r\n');
  return { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${text}\r\n`) };
};

const report = (desk) => desk.page.getByRole('dialog', { name: '导入' });
const rows = (desk) => desk.page.locator('.cases tbody tr');
const go = (desk) => desk.page.locator('#intake-take');
const meaning = (desk, header) => report(desk).getByLabel(`“${header}”一列的含义`);

/** Opens the list of cases and gives it a list of projects. */
async function shown(desk, file, { at = desk.address } = {}) {
  await desk.open('#/projects', { at });
  await desk.page.locator('.cases, .empty').first().waitFor();
  await desk.pick('导入…', [file]);
  await report(desk).locator('.list-counts').waitFor();
  return desk;
}

/** What the report counts, by its words. */
const counted = async (desk) => Object.fromEntries((await report(desk).locator('.list-counts .light').allInnerTexts()).map((text) => text.split(' ')));
/** What was made, by the words of its table. */
const made = async (desk) => {
  await report(desk).locator('.list-made').waitFor();
  const cells = await report(desk).locator('.list-made tbody tr').evaluateAll((lines) => lines.map((line) => [...line.cells].map((cell) => cell.textContent)));
  return Object.fromEntries(cells.map(([what, count]) => [what, Number(count)]));
};

/** Everything on this device, as 导出全部 hands it out. */
const all = async (desk) => JSON.parse((await desk.saved('导出全部')).bytes).cases;

for (const host of HOSTS) {
  journey(`a list opens thirty cases with their goals at once, and one undo takes all back (${host})`, async (desk) => {
    await shown(desk, xlsx('清单', lines(projects(30))), { at: desk[host] });
    assert.deepEqual(await counted(desk), { 可建立: '30' });
    await desk.sees('2024年度市级部门预算项目清单', report(desk));
    assert.equal(await meaning(desk, '预算单位').inputValue(), 'unit');
    assert.equal(await meaning(desk, '绩效说明').inputValue(), 'ignore');
    await meaning(desk, '绩效说明').selectOption({ label: '年度目标' });
    assert.equal(await go(desk).innerText(), '建立 30 个项目');
    await go(desk).click();
    assert.deepEqual(await made(desk), { 清单中的项目: 30, 新建: 30 });
    await desk.press('关闭');
    await desk.sees('共 30 个');
    await desk.sees('已建立 30 个项目，各有一张待填的绩效目标申报表。');
    const names = await desk.page.locator('.case-name a').allInnerTexts();
    assert.deepEqual(names, projects(30).map(([, , name]) => name), 'in the order of the list');
    await desk.sees('300.50', desk.row('城市维护项目30'));
    const cases = await all(desk);
    for (const [at, one] of cases.entries()) {
      const [, itsCode, name, department, unit, fiscal, other, , goal] = project(at + 1);
      assert.deepEqual([one.year, one.subject, one.code, one.name, one.department, one.unit], [2024, 'project', itsCode, name, department, unit]);
      assert.deepEqual([one.goal.head.title, one.goal.annual_goal], ['项目支出绩效目标申报表', goal]);
      const money = Object.fromEntries(one.goal.funds.filter(({ budget }) => budget).map(({ source, budget }) => [source, budget]));
      assert.deepEqual(money, { total: String(Number(fiscal) + 0.5), fiscal, other });
      assert.ok(one.goal.indicators.length > 5);
    }
    await desk.press('撤销');
    await desk.sees('已撤销，30 个项目恢复到先前的样子。');
    await desk.sees('本机还没有项目');
    await desk.reload();
    await desk.sees('本机还没有项目');
  });
}

journey('a row of the list leads to its goal, with what the list says in its fields', async (desk) => {
  await shown(desk, csv('清单', lines(projects(3))));
  await meaning(desk, '绩效说明').selectOption({ label: '年度目标' });
  await go(desk).click();
  await made(desk);
  await desk.press('关闭');
  await desk.follow('城市维护项目2');
  await desk.page.locator('.grid.drafting').waitFor();
  assert.ok(new URL(desk.page.url()).hash.endsWith('/goal'));
  await desk.sees('20.50');
  assert.equal(await desk.page.getByLabel('年度目标', { exact: true }).first().inputValue(), project(2)[8]);
});

journey('what was chosen is remembered, and what is here already is left or filled in', async (desk) => {
  await shown(desk, xlsx('一月', lines(projects(5).map((row) => row.with(8, '')))));
  await meaning(desk, '绩效说明').selectOption({ label: '年度目标' });
  await go(desk).click();
  await made(desk);
  await desk.press('关闭');
  await desk.sees('共 5 个');
  // The same headers in another order, in another file, after a reload.
  const turned = lines(projects(8)).map((line, at) => (at < 2 ? line : [...line].reverse()));
  await shown(desk, csv('二月', turned));
  await desk.sees('各列的含义按上次的选择。', report(desk));
  assert.equal(await meaning(desk, '绩效说明').inputValue(), 'annual_goal');
  assert.deepEqual(await counted(desk), { 可建立: '3', 本机已有: '5' });
  assert.equal(await go(desk).innerText(), '建立 3 个项目');
  await report(desk).getByLabel('用清单补填空白的栏目，已填的不改').check();
  assert.equal(await go(desk).innerText(), '建立 3 个、补填 5 个项目');
  await go(desk).click();
  assert.deepEqual(await made(desk), { 清单中的项目: 8, 新建: 3, '本机已有，补填了空白': 5 });
  await desk.press('关闭');
  const cases = await all(desk);
  assert.deepEqual(cases.map(({ goal }) => goal.annual_goal), projects(8).map((row) => row[8]));
  // Once more there is nothing to do.
  await shown(desk, csv('三月', turned));
  assert.deepEqual(await counted(desk), { 本机已有: '8' });
  assert.equal(await go(desk).isDisabled(), true);
  await report(desk).getByLabel('用清单补填空白的栏目，已填的不改').check();
  await go(desk).click();
  assert.deepEqual(await made(desk), { 清单中的项目: 8, 新建: 0, '本机已有，没有改动': 8 });
  await desk.press('关闭');
  await desk.sees('没有建立项目，本机内容没有变化。');
  assert.deepEqual(await all(desk), cases);
});

journey('a list that leaves things open says so, asks for them, and opens what can be opened', async (desk) => {
  await shown(desk, csv('手工', [['项目情况'], ['项目代码', '项目名称', '主管部门', '资金总额（元）'],
    ['1.23E+20', '路灯维护', '市城市管理局', '10000'],
    [code(2), '道路养护', '市城市管理局', '20000'],
    [code(3), '#REF!', '市城市管理局', '30000'],
    [code(2), '道路养护', '市城市管理局', '20000'],
    ['', '无代码项目', '市城市管理局', '待定'],
    ['合计', '', '', '60000']]));
  await desk.sees('清单中没有年度，请填写四位年份', report(desk));
  assert.equal(await go(desk).isDisabled(), true);
  await report(desk).getByLabel('预算年度').fill('2025');
  await desk.sees('可建立', report(desk).locator('.list-counts'));
  assert.deepEqual(await counted(desk), { 可建立: '2', 缺内容: '1', 重复: '1', 不能建立: '1' });
  await desk.sees('已被表格软件改写成数字', report(desk));
  await desk.sees('错误值“#REF!”', report(desk));
  await desk.isAccessible('#intake');
  await report(desk).getByLabel(/有名称和年度的 1 行也建立/).check();
  assert.equal(await go(desk).innerText(), '建立 3 个项目');
  await go(desk).click();
  assert.deepEqual(await made(desk), { 清单中的项目: 5, 新建: 3, 与前面的行重复: 1, 不能建立: 1 });
  await desk.isAccessible('#intake');
  await desk.press('关闭');
  const cases = await all(desk);
  assert.deepEqual(cases.map(({ year, name, code: its }) => [year, name, its]),
    [[2025, '路灯维护', ''], [2025, '道路养护', code(2)], [2025, '无代码项目', '']]);
  assert.equal(cases[1].goal.funds.find(({ source }) => source === 'total').budget, '20000元');
  assert.equal(cases[2].goal.funds.find(({ source }) => source === 'total').budget, '待定');
});

journey('columns mapped wrongly are told at once, and the choice is free', async (desk) => {
  await shown(desk, csv('清单', lines(projects(4))));
  await meaning(desk, '备注').selectOption({ label: '项目名称' });
  await desk.sees('“项目名称”和“备注”两列都对应“项目名称”', report(desk));
  assert.equal(await meaning(desk, '备注').getAttribute('aria-invalid'), 'true');
  await meaning(desk, '项目名称').selectOption({ label: '不导入' });
  await meaning(desk, '备注').selectOption({ label: '不导入' });
  await desk.sees('请选定哪一列是项目名称', report(desk));
  assert.equal(await go(desk).isDisabled(), true);
  await meaning(desk, '项目名称').selectOption({ label: '项目名称' });
  await report(desk).locator('.list-counts .light.green').waitFor();
  await desk.key('Escape');
  await desk.sees('本机还没有项目');
});

const MANY = 300;
journey(`killed while opening ${MANY} projects, all are there or none, and the list can be taken in again`, async (desk) => {
  const file = xlsx('清单', lines(projects(MANY)));
  const found = { none: 0, all: 0 };
  for (const moment of ['建立', '正在建立项目', '正在写入本机', '新建']) {
    const context = await desk.page.context().browser().newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
    let other = desk.on(await context.newPage());
    await shown(other, file);
    await go(other).click();
    // Killed as soon as the words are there, or when it is over before anybody saw them.
    await report(other).getByText(moment).or(report(other).locator('.list-made')).first().waitFor();
    await other.crash();
    other = desk.on(await context.newPage());
    await other.open('#/projects');
    await other.page.locator('.cases, .empty').first().waitFor();
    const count = await other.page.locator('.cases').count() ? (await all(other)).length : 0;
    assert.ok(count === 0 || count === MANY, `${moment}: ${count} of ${MANY}`);
    found[count ? 'all' : 'none'] += 1;
    await shown(other, file);
    assert.deepEqual(await counted(other), count ? { 本机已有: String(MANY) } : { 可建立: String(MANY) });
    if (!count) {
      await go(other).click();
      assert.equal((await made(other)).新建, MANY);
    }
    await context.close();
  }
  console.log(`killed while opening ${MANY} projects: ${found.none} times none was there, ${found.all} times all`);
});

const LONG = 10_000;
journey(`${LONG} rows are read, shown, opened and taken back while the page answers`, async (desk) => {
  desk.page.setDefaultTimeout(180_000);
  await desk.open('#/projects');
  await desk.sees('本机还没有项目');
  await desk.page.evaluate(() => {
    window.held = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.held.push(Math.round(duration)))).observe({ type: 'longtask' });
  });
  const worst = async (what) => {
    const held = await desk.page.evaluate(() => window.held.splice(0));
    console.log(`${LONG} rows, ${what}: the page was held ${Math.max(0, ...held)} ms at most, ${held.length} times over 50 ms`);
  };
  const started = Date.now();
  const took = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  await desk.pick('导入…', [csv('全市', lines(projects(LONG)))]);
  await report(desk).locator('.list-counts').waitFor();
  assert.deepEqual(await counted(desk), { 可建立: String(LONG) });
  await worst(`read and counted (${took()})`);
  await meaning(desk, '绩效说明').selectOption({ label: '年度目标' });
  await report(desk).getByText(`可建立的 ${LONG} 行`).click();
  await report(desk).locator('.list-rows tbody tr').first().waitFor();
  assert.equal(await report(desk).locator('.list-rows tbody tr').count(), 20, 'a page of the rows');
  await worst(`mapped anew (${took()})`);
  await go(desk).click();
  assert.equal((await made(desk)).新建, LONG);
  await worst(`opened (${took()})`);
  await desk.press('关闭');
  await desk.sees(`共 ${LONG} 个`);
  await desk.sees(`第 1–200 个，共 ${LONG} 个`);
  assert.equal(await rows(desk).count(), 200);
  await desk.press('下一页');
  await desk.sees('城市维护项目201');
  await desk.page.getByRole('searchbox').fill('城市维护项目9999');
  await desk.sees(`1 个，共 ${LONG} 个`);
  await worst(`listed and searched (${took()})`);
  await desk.press('撤销');
  await desk.sees('本机还没有项目');
  await worst(`taken back (${took()})`);
});

for (const [width, height] of [[1366, 768], [1920, 1080]]) {
  for (const colorScheme of ['light', 'dark']) {
    journey(`the list in the report at ${width} × ${height}, ${colorScheme}`, async (desk) => {
      await shown(desk, xlsx('清单', lines([...projects(30), ['合计', '', '', '', '', '4650', '15', '4665', '', '']])));
      await desk.isAccessible('#intake');
      await desk.fitsAcross();
      await desk.picture(`list mapping ${width} ${colorScheme}`);
      await report(desk).getByText('可建立的 30 行').click();
      await report(desk).locator('.list-rows').scrollIntoViewIfNeeded();
      await desk.isAccessible('#intake');
      await desk.picture(`list rows ${width} ${colorScheme}`);
      await go(desk).click();
      await made(desk);
      await desk.isAccessible('#intake');
      await desk.picture(`list made ${width} ${colorScheme}`);
      await desk.press('关闭');
      await desk.sees('共 30 个');
      await desk.page.locator('.cases td.pick input').first().check();
      await desk.isAccessible();
      await desk.fitsAcross();
      await desk.picture(`project list ${width} ${colorScheme}`);
      await desk.press('新建项目…');
      await desk.press('建立并填写');
      await desk.isAccessible('#new-case');
      await desk.picture(`new case ${width} ${colorScheme}`);
    }, { viewport: { width, height }, colorScheme });
  }
}
