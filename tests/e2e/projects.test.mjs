// First page, project list and import: what is on the screen, and that it stays.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { blankGoal } from './forms.mjs';
import { journey } from './journey.mjs';

const TANGXI = 'tests/cases/selfeval-tangxi-2022.csv';
const rows = (desk) => desk.page.locator('.cases tbody tr');
/** Waits until the list, which is open, counts what is wrong with goals. */
const judged = (desk) => desk.page.locator('#judging').waitFor({ state: 'detached' });
const demo = async (desk) => {
  await desk.open();
  await desk.press('看演示数据');
  await desk.sees('财政评价 13 个项目、1 项政策（4 项措施）、4 个部门');
};

journey('the demo data shows the figures of the published report, and stays', async (desk) => {
  await demo(desk);
  await desk.sees('财政资金 136,659.07 + 15,734.84 = 152,393.91 万元（15.24 亿元，1 行没有金额）');
  await desk.sees('附件 1 评价等级 优 7 良 7 中 3；附件 2 优 4');
  assert.equal(await rows(desk).count(), 24);
  await desk.sees('89,705.20', desk.row('城乡居民基本医疗保险项目'));
  const nothing = desk.row('淮北高新技术产业开发区财政运行').locator('td').nth(3);
  assert.match(await nothing.innerText(), /^—/);
  await desk.isAccessible();
  await desk.picture('project list');
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  await desk.reload();
  await desk.sees('152,393.91');
  assert.equal(await rows(desk).count(), 24);
  assert.equal(await desk.page.title(), '我的项目 · 衡评');
});

journey('the list is filtered and sorted by what is typed and clicked', async (desk) => {
  await demo(desk);
  await desk.page.getByRole('searchbox').fill('市科技局');
  await desk.sees('4 个，共 24 个');
  assert.equal(await rows(desk).count(), 4);
  await desk.press('财政资金（万元）');
  assert.match(await rows(desk).first().innerText(), /100\.00/);
  await desk.press('财政资金（万元）');
  assert.match(await rows(desk).first().innerText(), /10,851\.15/);
  await desk.page.getByRole('searchbox').fill('没有这样的项目');
  await desk.sees('没有符合条件的项目');
});

journey('the list is narrowed by year, subject, unit and stage, says how many there would be, and stays so', async (desk) => {
  await demo(desk);
  const facet = (name) => desk.page.locator('.filter-bar label').filter({ hasText: new RegExp(`^${name}`) }).locator('select');
  const choices = async (name) => (await facet(name).locator('option').allInnerTexts());
  assert.deepEqual(await choices('年度'), ['全部', '2023（22）', '2022（1）', '2021（1）']);
  assert.deepEqual(await choices('阶段'), ['全部', '没有目标（23）', '目标填报中（1）', '自评填报中（2）', '自评完成（0）']);
  await facet('阶段').selectOption('自评填报中');
  await desk.sees('2 个，共 24 个');
  assert.deepEqual(await choices('年度'), ['全部', '2023（1）', '2022（1）', '2021（0）']);
  await facet('年度').selectOption('2021');
  await desk.sees('没有符合条件的项目');
  await desk.isAccessible();
  await facet('年度').selectOption('2022');
  await desk.sees('1 个，共 24 个');
  await desk.follow('委托业务项目');
  await desk.page.locator('.grid').waitFor();
  await desk.page.goto(`${desk.address}#/projects`);
  await desk.sees('1 个，共 24 个');
  assert.equal(await facet('年度').inputValue(), '2022');
  await desk.press('清除筛选');
  await desk.sees('共 24 个');
  await facet('对象').selectOption('部门整体支出');
  await desk.sees('4 个，共 24 个');
  await desk.press('清除筛选');
  await judged(desk);
  await desk.page.getByLabel(/只看有问题的/).check();
  const found = await rows(desk).count();
  await desk.sees(`只看有问题的（${found}）`);
});

const DRAFT = '路灯泵站运行费项目';
/** What the row of the draft counts by severity. */
const counted = (desk) => desk.row(DRAFT).locator('.counts .light').allInnerTexts();

journey('a list that is loaded anew counts what is wrong with goals, and lists them by it', async (desk) => {
  await blankGoal(desk, { name: DRAFT });
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  await desk.page.locator('.rail').getByRole('link', { name: '我的项目' }).click();
  await desk.sees('只看有问题的（1）');
  const known = await counted(desk);
  assert.ok(known.length > 0);
  // Nothing but the list was open in the new window.
  await desk.reload();
  await desk.sees('共 1 个');
  await judged(desk);
  await desk.sees('只看有问题的（1）');
  assert.deepEqual(await counted(desk), known);
  await desk.page.getByLabel(/只看有问题的/).check();
  assert.equal(await rows(desk).count(), 1);
  await desk.isAccessible();
  // The question before a submission counts them as well.
  await desk.reload();
  await desk.page.locator('.cases td.pick input').first().check();
  await desk.press('报送包（所选项目）…');
  await desk.sees(/其中 1 个项目有错误 \d+ 处/);
});

journey('what is ticked is handed out, removed and brought back together', async (desk) => {
  await demo(desk);
  const ticks = desk.page.locator('.cases td.pick input');
  await desk.sees('勾选左侧的项目，可以一起报送、导出、复制或删除');
  await ticks.nth(1).check();
  await ticks.nth(4).click({ modifiers: ['Shift'] });
  await desk.sees('已选 4 个');
  await desk.isAccessible();
  const file = await desk.saved('导出项目文件');
  assert.match(file.name, /^衡评-4 个项目-\d{8}\.json$/);
  assert.equal(JSON.parse(file.bytes).cases.length, 4);
  // What is listed no more is chosen no more.
  const name = await desk.page.locator('.case-name a').nth(2).innerText();
  await desk.page.getByRole('searchbox').fill(name);
  await desk.sees('已选 1 个');
  await desk.press('清除筛选');
  await desk.sees('已选 1 个');
  await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
  await desk.sees('已选 24 个');
  await desk.page.locator('.bulk-bar').getByRole('button', { name: '删除' }).click();
  await desk.sees('已删除 24 个项目。');
  await desk.sees('本机还没有项目');
  await desk.reload();
  await desk.sees('本机还没有项目');
});

journey('many cases that were removed together come back by one undo', async (desk) => {
  await demo(desk);
  await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
  await desk.page.locator('.bulk-bar').getByRole('button', { name: '删除' }).click();
  await desk.sees('本机还没有项目');
  await desk.press('撤销');
  await desk.sees('已撤销，24 个项目恢复到先前的样子。');
  await desk.sees('152,393.91');
  await desk.reload();
  await desk.sees('共 24 个');
});

journey('a file is shown before it is taken over, taken back, and never replaced unasked', async (desk) => {
  await desk.open('#/projects');
  await desk.sees('本机还没有项目');
  await desk.isAccessible();
  await desk.pick('导入…', [TANGXI]);
  const report = desk.page.getByRole('dialog', { name: '导入' });
  await desk.sees('绩效自评表', report);
  await desk.sees(/有内容的单元格 \d+ 个：采用 \d+ 个，未采用 \d+ 个/, report);
  await desk.isAccessible('#intake');
  await desk.picture('import report');
  await desk.press('取消，不导入');
  await desk.sees('本机还没有项目');
  await desk.pick('导入…', [TANGXI]);
  await desk.press('导入');
  await desk.sees('导入完成：新建项目 1 个。');
  await desk.press('撤销');
  await desk.sees('已撤销');
  await desk.page.goto(`${desk.address}#/projects`);
  await desk.sees('本机还没有项目');
  await desk.pick('导入…', [TANGXI]);
  await desk.press('导入');
  await desk.sees('导入完成：新建项目 1 个。');
  await desk.page.goto(`${desk.address}#/projects`);
  await desk.sees(/已评 \d+\.\d\d \/ 可评 \d+\.\d\d/);
  const changed = Buffer.from(readFileSync(TANGXI, 'utf8').replace('效果明显', '效果一般'));
  await desk.pick('导入…', [{ name: '改过.csv', mimeType: 'text/csv', buffer: changed }]);
  await desk.sees('替换已有项目中的这张表', report);
  assert.equal(await desk.button('导入').isDisabled(), true);
  await desk.page.keyboard.press('Escape');
  await desk.reload();
  await desk.sees('共 1 个');
  const menu = desk.row('委托业务项目').locator('summary');
  await menu.click();
  const csv = await desk.saved('导出自评表（CSV）');
  assert.equal(csv.name, '绩效自评表-委托业务项目-2022.csv');
  assert.match(csv.bytes.toString('utf8'), /项目支出绩效自评表/);
  await menu.click();
  await desk.press('删除');
  await desk.sees('本机还没有项目');
  await desk.press('撤销');
  await desk.sees('共 1 个');
});

journey('a file that is no form says what to do, and the others go on', async (desk) => {
  await desk.open('#/projects');
  const noise = { name: '图片.csv', mimeType: 'text/csv', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255, 254]) };
  const empty = { name: '空.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) };
  await desk.pick('导入…', [noise, empty]);
  await desk.sees('导入 2 个文件');
  await desk.page.locator('.intake-file .mark.error').nth(1).waitFor();
  assert.equal(await desk.button('导入').count(), 0);
  await desk.press('关闭');
});

journey('a workbook is read beside the page, and a broken one harms nothing', async (desk) => {
  await desk.open('#/projects');
  const broken = { name: '坏.xlsx', mimeType: '', buffer: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(2000, 7)]) };
  const sound = { name: '小.xls', mimeType: '', buffer: readFileSync('tests/cases/selfeval-small.xls') };
  await desk.pick('导入…', [broken, sound]);
  await desk.sees('表格文件已损坏或格式不完整，无法打开');
  await desk.sees('道路清扫');
  await desk.press('导入');
  await desk.sees('导入完成：新建项目 1 个，不能读取 1 个。');
});

journey('everything goes out in one file and comes back from it', async (desk) => {
  await demo(desk);
  const file = await desk.saved('导出全部');
  assert.match(file.name, /^衡评-全部项目-\d{8}\.json$/);
  await desk.press('删除演示数据');
  await desk.sees('本机还没有项目');
  await desk.pick('导入…', [{ name: file.name, mimeType: 'application/json', buffer: file.bytes }]);
  await desk.sees('项目文件，共 24 个项目：本机没有 24 个，完全相同 0 个，内容不同 0 个。');
  await desk.press('导入');
  await desk.sees('导入完成：新建项目 24 个。');
  await desk.sees('152,393.91');
});

journey('a new case asks for what it needs, and opens with a goal of its kind', async (desk) => {
  await desk.open('#/projects');
  await desk.press('新建项目…');
  const dialog = desk.page.getByRole('dialog', { name: '新建项目' });
  await desk.press('建立并填写');
  await desk.sees('请填写项目名称。', dialog);
  await desk.sees('请填写四位年份，如 2024。', dialog);
  await desk.isAccessible('#new-case');
  await dialog.getByLabel('项目名称').fill('路灯改造');
  await dialog.getByLabel('预算年度').fill('２０２４');
  await dialog.getByLabel('项目代码（没有可不填）').fill('001');
  await dialog.getByLabel('实施单位').fill('市市政工程管理处');
  await desk.press('建立并填写');
  await desk.page.waitForFunction(() => location.hash.endsWith('/goal'));
  await desk.page.locator('.grid').waitFor();
  await desk.page.goto(`${desk.address}#/projects`);
  await desk.press('新建项目…');
  // What all cases here have in common stands there, and the same project is not made twice.
  assert.equal(await dialog.getByLabel('实施单位').inputValue(), '市市政工程管理处');
  assert.equal(await dialog.getByLabel('预算年度').inputValue(), '2024');
  await dialog.getByLabel('项目名称').fill('别的名称');
  await dialog.getByLabel('项目代码（没有可不填）').fill(' 00１ ');
  await desk.sees('同年度、同单位、同代码的“路灯改造”已在本机', dialog);
  await desk.press('建立并填写');
  assert.equal(await dialog.isVisible(), true);
  await dialog.getByLabel('财政政策', { exact: true }).check();
  await dialog.getByLabel('政策（措施）名称').fill('科技创新奖补');
  await dialog.getByLabel('所属政策（是某项政策的一条措施时填写）').fill('科技创新政策');
  await dialog.getByLabel('项目代码（没有可不填）').fill('002');
  await desk.press('建立并填写');
  await desk.page.locator('.grid').waitFor();
  await desk.page.goto(`${desk.address}#/projects`);
  await desk.sees('属于“科技创新政策”');
  const { cases } = JSON.parse((await desk.saved('导出全部')).bytes);
  assert.deepEqual(cases.map(({ subject, policy, goal }) => [subject, policy, goal.head.title]),
    [['project', undefined, '项目支出绩效目标申报表'], ['policy', '科技创新政策', '财政政策绩效目标申报表']]);
});

journey('a new case may begin with its self-evaluation', async (desk) => {
  await desk.open('#/projects');
  await desk.press('新建项目…');
  await desk.page.locator('#new-name').fill('路灯改造');
  await desk.page.locator('#new-year').fill('2023');
  await desk.page.getByLabel('自评表', { exact: true }).check();
  await desk.press('建立并填写');
  await desk.page.waitForFunction(() => location.hash.endsWith('/self-evaluation'));
  await desk.reload();
  await desk.page.goto(`${desk.address}#/projects`);
  await desk.sees('已评 0.00 / 可评 0.00');
});

// In the one file there is nothing to be fetched.
if (process.env.HENGPING_AS !== 'file') {
  journey('where the goal forms do not come, the case is made and the goal page offers the goal', async (desk) => {
    await desk.page.context().route(/goal-forms/, (route) => route.abort());
    await desk.open('#/projects');
    await desk.press('新建项目…');
    await desk.page.locator('#new-name').fill('路灯改造');
    await desk.page.locator('#new-year').fill('2024');
    await desk.press('建立并填写');
    await desk.sees('“路灯改造”已建立。目标申报表的表式没有载入');
    await desk.page.context().unroute(/goal-forms/);
    await desk.press('再试一次');
    await desk.press('新填绩效目标');
    await desk.page.locator('.grid').waitFor();
  }, { expectErrors: true });
}

if (process.env.HENGPING_AS !== 'file') {
  journey('where what checks goals does not come, the list says so and hands out no wrong count', async (desk) => {
    await blankGoal(desk, { name: DRAFT });
    await desk.sees(/已保存 \d\d:\d\d:\d\d/);
    await desk.page.context().route(/goal-checks/, (route) => route.abort());
    await desk.open('#/projects');
    await desk.reload();
    await desk.sees('绩效目标没有检查，问题数不含目标的问题');
    await desk.isAccessible();
    await desk.page.locator('.cases td.pick input').first().check();
    await desk.press('汇总表（XLSX）');
    await desk.sees('没有导出汇总表');
    await desk.page.context().unroute(/goal-checks/);
    await desk.press('再试一次');
    await desk.sees('只看有问题的（1）');
    assert.match((await desk.saved('汇总表（XLSX）')).name, /^项目汇总表-/);
  }, { expectErrors: true });
}

journey('an address that leads nowhere says so and leads back', async (desk) => {
  await desk.open('#/nowhere');
  await desk.sees('没有这个页面');
  await desk.isAccessible();
  await desk.follow('回到我的项目');
  await desk.sees('本机还没有项目');
  await desk.page.goto(`${desk.address}#/cases/none/self-evaluation`);
  await desk.sees('本机没有这个项目');
});

journey('the look that was chosen stays', async (desk) => {
  await desk.open('#/projects');
  await desk.page.getByLabel('外观').selectOption('深色');
  await desk.page.getByLabel('字号').selectOption('大');
  await desk.reload();
  await desk.page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  assert.equal(await desk.page.evaluate(() => document.documentElement.dataset.size), 'large');
  await desk.isAccessible();
});

/** Holds the store back from opening: a deletion that waits for an open connection makes all others wait. */
async function heldBack(desk) {
  const holder = await desk.page.context().newPage();
  // A picture has the origin of the app and opens no database by itself.
  await holder.goto(new URL('icon.svg', desk.address).href);
  await holder.evaluate(() => new Promise((done, failed) => {
    const request = indexedDB.open('hengping');
    request.onerror = failed;
    request.onsuccess = () => {
      window.held = request.result;
      indexedDB.deleteDatabase('hengping').onblocked = done;
    };
  }));
  return { letGo: () => holder.evaluate(() => window.held.close()) };
}

journey('what is taken in while the store is still opening is kept', async (desk) => {
  const store = await heldBack(desk);
  await desk.open();
  await desk.pick('打开文件…', TANGXI);
  await desk.press('导入');
  await desk.page.locator('.grid').waitFor();
  await desk.field('基建工程委托业务项目数量，实际完成值').fill('45');
  await store.letGo();
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  await desk.sees('已评 89.20 / 可评 90.00', desk.page.locator('[data-standing]'));
  await desk.reload();
  await desk.sees('已评 89.20 / 可评 90.00', desk.page.locator('[data-standing]'));
});

journey('the page of a case that is not here opens once it is imported', async (desk) => {
  await desk.open();
  await desk.pick('打开文件…', TANGXI);
  await desk.press('导入');
  await desk.page.locator('.grid').waitFor();
  const place = new URL(desk.page.url()).hash;
  await desk.open('#/projects');
  const file = await desk.saved('导出全部');
  const elsewhere = await desk.page.context().browser().newContext({ locale: 'zh-CN' });
  const other = desk.on(await elsewhere.newPage());
  await other.open(place);
  await other.sees('本机没有这个项目');
  await other.page.evaluate(async ([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: 'application/json' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [file.name, String(file.bytes)]);
  await other.press('导入');
  await other.page.locator('.grid').waitFor();
  await elsewhere.close();
});

journey('the look chosen while the store is still opening stays', async (desk) => {
  const store = await heldBack(desk);
  await desk.open('#/projects');
  await desk.page.getByLabel('外观').selectOption('深色');
  await desk.page.getByLabel('字号').selectOption('大');
  await store.letGo();
  await desk.sees('本机还没有项目');
  const look = () => desk.page.evaluate(() => ({ ...document.documentElement.dataset }));
  for (const when of ['once the store is open', 'after a reload']) {
    const { theme, size } = await look();
    assert.deepEqual({ theme, size }, { theme: 'dark', size: 'large' }, when);
    await desk.reload();
    await desk.sees('本机还没有项目');
  }
});

journey('where the browser keeps nothing, a red bar says so and hands the work out', async (desk) => {
  await desk.page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  });
  await desk.open();
  await desk.press('看演示数据');
  await desk.sees('内容只在本页面中，关闭即丢失');
  await desk.sees('152,393.91');
  const file = await desk.saved('导出全部项目');
  assert.equal(JSON.parse(file.bytes).cases.length, 24);
  await desk.isAccessible();
});
