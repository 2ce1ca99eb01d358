// 报送包: cases are sealed into a file, the file is checked by the command and taken in on another device, with what
// differs shown field by field, and taken back. And files that no desk would make.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journey } from './journey.mjs';
import { TANGXI, imported } from './forms.mjs';
import { sealed, zip } from './sealing.mjs';
import { hengping } from './server.mjs';

const SAMPLES = join('tests', 'cases', 'bundles');
const FOLDER = mkdtempSync(join(tmpdir(), 'hengping-'));
const ACTUAL = '基建工程委托业务项目数量，实际完成值';
const sample = (name) => readFileSync(join(SAMPLES, name));
const json = (name, buffer) => ({ name, mimeType: 'application/json', buffer: Buffer.from(buffer) });
const report = (desk) => desk.page.locator('#intake');

/** A desk on another device. */
async function elsewhere(desk) {
  const context = await desk.page.context().browser().newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  return desk.on(await context.newPage());
}

/** Opens the list and waits until what is kept stands there. */
async function list(desk) {
  await desk.open('#/projects');
  await desk.page.locator('.cases, .empty').first().waitFor();
  return desk;
}

/** Hands in what is ticked; the file comes back. */
async function handIn(desk, { unit = '219001', name = '池州市贵池区棠溪镇人民政府' } = {}) {
  await desk.press('报送包（所选项目）…');
  await desk.field('单位代码').fill(unit);
  await desk.field('单位名称').fill(name);
  const file = await desk.saved('生成报送包');
  await desk.button('完成').waitFor();
  return file;
}

/** Hands in everything that is listed. */
async function handInAll(desk) {
  await list(desk);
  await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
  const file = await handIn(desk);
  await desk.press('完成');
  return file;
}

/** Shows the report of a file. */
async function shown(desk, file) {
  await desk.pick('导入…', [file]);
  await report(desk).locator('.bundle-counts, .mark.error').first().waitFor();
  return desk;
}

async function verified(file, ...options) {
  const path = join(FOLDER, file.name);
  writeFileSync(path, file.buffer ?? file.bytes);
  const { code, out, err } = await hengping('verify', '--json', ...options, path);
  return { code, err, file: JSON.parse(out).files[0] };
}

/** A file of cases as 导出 writes it. */
function cases(count, change = (one) => one) {
  const [base] = JSON.parse(sample('cases.json')).cases;
  const all = Array.from({ length: count }, (_, n) => {
    const one = structuredClone(base);
    one.id = `case-${String(n).padStart(5, '0')}`;
    one.code = `34060022T${String(n).padStart(6, '0')}`;
    one.name = `第 ${n} 号工程`;
    for (const { head } of [one.goal, one.self_evaluation]) Object.assign(head, { project: one.name, code: one.code });
    return change(one, n);
  });
  return json('项目.json', JSON.stringify({ format: 'hengping.cases', version: 1, cases: all }));
}

async function withCases(desk, count, change) {
  await list(desk);
  await desk.pick('导入…', [cases(count, change)]);
  await desk.press('导入');
  await desk.sees(`导入完成：新建项目 ${count} 个。`);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  return desk;
}

const asFile = ({ name, bytes }) => json(name, bytes);

journey('a self-evaluation is handed in, verified by the command, and taken in on another device', async (desk) => {
  await imported(desk, TANGXI);
  await desk.press('报送包…');
  await desk.sees('其中 1 个项目有错误 7 处：可以报送，建议先改正。');
  await desk.holds('单位代码', '219001');
  await desk.holds('单位名称', '池州市贵池区棠溪镇人民政府');
  await desk.isAccessible('#submission');
  await desk.picture('submission');
  await desk.field('单位代码').fill('　');
  await desk.press('生成报送包');
  await desk.sees('请填写单位代码，如 219001。');
  await desk.field('单位代码').fill('219001');
  await desk.seesNot('请填写单位代码，如 219001。');
  const file = await desk.saved('生成报送包');
  const code = await desk.page.locator('#submission-code').innerText();
  assert.equal(file.name, `报送包-219001-2022-${code}.json`);
  await desk.isAccessible('#submission');
  await desk.picture('submission made');
  const again = await desk.saved('再保存一次');
  assert.ok(again.bytes.equals(file.bytes), 'the same file once more');

  const { code: exit, file: found } = await verified(file);
  assert.deepEqual([exit, found.code, found.kind, found.year, found.findings], [0, code, 'submission', 2022, []]);
  const { header } = JSON.parse(file.bytes);
  assert.deepEqual(header.packs.map((pack) => pack.id), ['rules-2020', 'checks']);
  assert.ok(Math.abs(Date.parse(header.made_at) - Date.now()) < 600_000, header.made_at);

  const other = await list(await elsewhere(desk));
  await shown(other, asFile(file));
  for (const words of ['新增 1', code, found.signer, '池州市贵池区棠溪镇人民政府 219001（预算单位）', '本机还不认识这个签章人']) {
    await other.sees(words, report(other));
  }
  await other.isAccessible('#intake');
  await other.picture('bundle report');
  await other.press('导入');
  await other.sees(`报送包 ${code}：导入文书 1 份，未导入 0 份。`);
  await other.sees('已评 90.00 / 可评 90.00');
  await shown(other, asFile(file));
  await other.sees('相同 1', report(other));
  assert.equal(await other.button('导入').count(), 0);
  await other.press('关闭');
  await other.press('撤销');
  await other.sees('已撤销，1 个项目恢复到先前的样子。');
  await other.sees('本机还没有项目');
  await other.reload();
  await other.sees('本机还没有项目');
});

journey('many cases go into one bundle of one year, demonstrations never', async (desk) => {
  await withCases(desk, 5, (one, n) => ({ ...one, year: n < 3 ? 2022 : 2021 }));
  await desk.page.locator('.cases .pick input').nth(1).check();
  await desk.press('报送包（所选项目）…');
  await desk.sees('1 个项目的目标申报表和自评表');
  await desk.press('关闭');
  await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
  await desk.press('报送包（所选项目）…');
  await desk.sees('一个报送包只装一个年度的项目');
  await desk.picture('submission of two years');
  await desk.page.getByRole('radio', { name: /2021 年度 2 个项目/ }).check();
  const file = await desk.saved('生成报送包');
  await desk.sees('4 份');
  const { code, file: found } = await verified(file);
  assert.deepEqual([code, found.year, found.documents.length], [0, 2021, 4]);
  await desk.press('完成');
  await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).uncheck();
  await desk.sees('勾选左侧的项目，可以一起报送');
  assert.equal(await desk.button('报送包（所选项目）…').count(), 0, 'nothing is chosen');
});

journey('demonstrations are not handed in, and it is said why', async (desk) => {
  await desk.open();
  await desk.press('看演示数据');
  await desk.sees('共 24 个');
  await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
  await desk.press('报送包（所选项目）…');
  await desk.sees('演示项目 24 个不能报送');
  assert.equal(await desk.button('生成报送包').count(), 0);
});

journey('of two windows that seal first at the same time both seal with one key', async (desk) => {
  await withCases(desk, 2);
  const other = await list(await desk.tab());
  for (const [window, row] of [[desk, 0], [other, 1]]) {
    await window.page.locator('.cases td.pick input').nth(row).check();
    await window.press('报送包（所选项目）…');
    await window.field('单位代码').waitFor();
  }
  const files = await Promise.all([desk, other].map((window) => window.saved('生成报送包')));
  const [one, two] = files.map((file) => JSON.parse(file.bytes).seal.key);
  assert.deepEqual(one, two);
});

journey('what changed is shown field by field, taken over as a whole, and taken back as a whole', async (desk) => {
  await imported(desk, TANGXI);
  const place = new URL(desk.page.url()).hash;
  const first = await handInAll(desk);
  const other = await list(await elsewhere(desk));
  await shown(other, asFile(first));
  await other.press('导入');
  await other.sees('导入文书 1 份');

  await desk.open(place);
  await desk.page.locator('.grid').waitFor();
  await desk.write(ACTUAL, '=HYPERLINK("http://x")');
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const second = await handInAll(desk);
  assert.equal((await verified(second)).file.documents[0].parent, (await verified(first)).file.documents[0].revision);
  await shown(other, asFile(second));
  await other.sees('有改动 1', report(other));
  await other.page.locator('#intake summary').click();
  await other.sees('「基建工程委托业务项目数量」的实际完成值', report(other));
  await other.sees('=HYPERLINK("http://x")', report(other));
  await other.isAccessible('#intake');
  await other.picture('bundle differences');
  await other.press('导入');
  await other.sees('导入文书 1 份');
  await other.link('委托业务项目').click();
  await other.holds(ACTUAL, '=HYPERLINK("http://x")');
  await other.write(ACTUAL, '46');
  await other.press('撤销');
  await other.sees('没有撤销：“委托业务项目”在导入之后又有改动。全部内容保持现在的样子。');
  await other.holds(ACTUAL, '46');

  // Both went on from the second: one side is chosen.
  await desk.open(place);
  await desk.page.locator('.grid').waitFor();
  await desk.write(ACTUAL, '47');
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const third = await handInAll(desk);
  await list(other);
  await shown(other, asFile(third));
  await other.sees('分叉 1', report(other));
  const choice = other.page.locator('#intake select');
  assert.equal(await other.button('导入').isDisabled(), true);
  await other.sees('46', report(other));
  await other.sees('47', report(other));
  await other.isAccessible('#intake');
  await other.picture('bundle fork');
  await choice.selectOption('包里的另存为新项目');
  await other.press('导入');
  await other.sees('共 2 个');
  await other.press('撤销');
  await other.sees('共 1 个');
  await shown(other, asFile(third));
  await choice.selectOption('换成包里的');
  await other.press('导入');
  await other.sees('导入文书 1 份');
  await other.link('委托业务项目').click();
  await other.holds(ACTUAL, '47');
  await list(other);
  await shown(other, asFile(third));
  await other.sees('相同 1', report(other));
});

journey('a document without a project code asks whose it is', async (desk) => {
  await imported(desk, TANGXI);
  const file = await handInAll(desk);
  const other = await imported(await elsewhere(desk), TANGXI);
  await list(other);
  await shown(other, asFile(file));
  await other.sees('待认领 1', report(other));
  assert.equal(await other.button('导入').isDisabled(), true);
  await other.page.locator('#intake select').selectOption('归入“委托业务项目”（2022 年，无代码）');
  await other.press('导入');
  await other.sees('导入文书 1 份');
  await other.sees('共 1 个');
});

journey('a case that another window edits is left as it is, and counted', async (desk) => {
  await withCases(desk, 2);
  const file = await handInAll(desk);
  const other = await withCases(await elsewhere(desk), 2, (one, n) => ({ ...one, id: `here-${n}` }));
  await desk.link('第 0 号工程').click();
  await desk.write('整治面积，实际完成值', '1,260亩');
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const second = await handInAll(desk);
  await shown(other, asFile(file));
  await other.sees('相同 4', report(other));
  await other.press('关闭');
  const editing = await list(await other.tab());
  await editing.link('第 0 号工程').click();
  await editing.page.locator('.grid').waitFor();
  await shown(other, asFile(second));
  await other.sees('分叉 1', report(other));
  await other.page.locator('#intake select').selectOption('换成包里的');
  await other.press('导入');
  await other.sees('有 1 个项目保持原样：正在另一个窗口中编辑');
});

journey('files that no desk makes say what is wrong, and nothing comes of them', async (desk) => {
  await list(desk);
  const plain = String(sample('submission-v1.json'));
  const bundle = JSON.parse(plain);
  const stranger = JSON.parse(sealed(bundle)).seal.key;
  const named = (name) => sealed({ ...bundle, documents: bundle.documents.map((one) => ({ ...one, case: { ...one.case, name } })) });
  const deep = (levels) => plain.replace('"documents":[', `"deep":${'['.repeat(levels)}${']'.repeat(levels)},"documents":[`);
  const hostile = [
    ['改过一字.json', plain.replace('完成田园', '完或田园'), '签章与内容不符'],
    ['改过签章.json', plain.replace(/"signature":"(.)/, (_, sign) => `"signature":"${sign === 'A' ? 'B' : 'A'}`), '签章不是用其中的公钥对此内容作出的'],
    ['别人的钥匙.json', JSON.stringify({ ...bundle, seal: { ...bundle.seal, key: stranger } }), '签章不是用其中的公钥对此内容作出的'],
    ['没有签章.json', JSON.stringify({ ...bundle, seal: null }), '数据包没有签章'],
    ['重复的键.json', plain.replace('"year":2022', '"year":2022,"year":2022'), '不是规范的 JSON'],
    ['浮点数.json', plain.replace('"year":2022', '"year":2022.5'), '不是规范的 JSON'],
    ['半个字.json', plain.replace('完成田园', '\\ud83d'), '不是规范的 JSON'],
    ['太深.json', deep(65), '不是规范的 JSON'],
    ['更新版本.json', sample('newer-v2.json'), '比本程序新，只能查看、不能接收'],
    ['十万字的名称.json', named('长'.repeat(100_000)), '应为不超过 2000 字的文字'],
    ['炸弹.zip', zip([['bundle.json', Buffer.alloc(300 * 1024 * 1024)]]), '压缩包展开后超过'],
    ['外面的路.zip', zip([['bundle.json', Buffer.from(plain)], ['../../evil.json', Buffer.from('{}')]]), '不属于数据包的文件“../../evil.json”'],
    ['两个同名.zip', zip([['bundle.json', Buffer.from(plain)], ['bundle.json', Buffer.from('{}')]]), '两个同名文件'],
    ['断了.zip', zip([['bundle.json', Buffer.from(plain)]]).subarray(0, 200), '压缩包已损坏'],
    ['断了.json', plain.slice(0, -40), '不是规范的 JSON'],
  ];
  for (const [name, bytes, words] of hostile) {
    await shown(desk, json(name, bytes));
    await desk.sees(words, report(desk));
    assert.equal(await desk.button('导入').count(), 0, name);
    await desk.press('关闭');
  }
  await desk.sees('本机还没有项目');
});

journey('text that is markup, a formula or runs backwards is shown as text', async (desk) => {
  await list(desk);
  const bundle = JSON.parse(sample('submission-v1.json'));
  const evil = '<img src=x onerror="window.hit=1">';
  const documents = bundle.documents.map((one) => ({ ...one, case: { ...one.case, name: `${evil}\u202egnp.exe`, unit: '=1+1' } }));
  const from = { role: 'unit', id: '<b>1</b>', name: '\u202e名' };
  const file = json('怪.json', sealed({ ...bundle, header: { ...bundle.header, from }, documents }));
  await shown(desk, file);
  await desk.sees(evil, report(desk));
  await desk.sees('=1+1', report(desk));
  assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(await report(desk).innerText()));
  await desk.press('导入');
  await desk.sees('导入文书 2 份');
  await desk.sees(evil, desk.page.locator('.cases'));
  assert.equal(await desk.page.evaluate(() => window.hit), undefined);
});

const MANY = 100;
journey('killed while taking over, a bundle is there as a whole or not at all, and can be taken in again', async (desk) => {
  await withCases(desk, MANY);
  const file = asFile(await handInAll(desk));
  const before = { empty: 0, whole: 0 };
  for (const moment of ['正在准备项目', '正在处理', '正在导入', '正在写入本机']) {
    let other = await list(await elsewhere(desk));
    await shown(other, file);
    // Killed as soon as the words are there, or when it is over before anybody saw them.
    await other.press('导入');
    const seen = other.page.getByText(moment).or(other.page.getByText(`导入文书 ${2 * MANY} 份`));
    await seen.first().waitFor();
    await other.crash();
    other = await list(await other.tab());
    const count = await other.page.locator('.cases tbody tr').count();
    assert.ok(count === 0 || count === MANY, `${moment}: ${count} of ${MANY}`);
    before[count ? 'whole' : 'empty'] += 1;
    await shown(other, file);
    await other.sees(count ? `相同 ${2 * MANY}` : `新增 ${2 * MANY}`, report(other));
    if (!count) {
      await other.press('导入');
      await other.sees(`导入文书 ${2 * MANY} 份`);
    }
    await other.page.context().close();
  }
  console.log(`killed while taking ${MANY} cases over: ${before.empty} times nothing was there, ${before.whole} times all`);
});

// In the one file there is nothing to be fetched.
if (process.env.HENGPING_AS !== 'file') {
  journey('where the part that seals does not come, it is said, and nothing is changed', async (desk) => {
    await withCases(desk, 2);
    await desk.page.context().route(/keeper/, (route) => route.abort());
    await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
    await desk.press('报送包（所选项目）…');
    await desk.sees('处理报送包和备份的部件没有载入：请检查网络后再试，本机内容没有变化。');
    await desk.press('关闭');
    await desk.pick('导入…', [json('包.json', sample('submission-v1.json'))]);
    await desk.sees('处理报送包和备份的部件没有载入', report(desk));
    await desk.press('关闭');
    await desk.page.context().unroute(/keeper/);
    await desk.press('报送包（所选项目）…');
    await desk.field('单位代码').waitFor();
  }, { expectErrors: true });
}

for (const [width, height] of [[1366, 768], [1920, 1080]]) {
  for (const colorScheme of ['light', 'dark']) {
    journey(`the dialogs of bundles at ${width} × ${height}, ${colorScheme}`, async (desk) => {
      await withCases(desk, 3);
      await desk.page.getByRole('checkbox', { name: '选择列出的全部项目' }).check();
      await desk.press('报送包（所选项目）…');
      await desk.field('单位代码').waitFor();
      await desk.isAccessible();
      await desk.picture(`bundles asking ${width} ${colorScheme}`);
      await desk.press('关闭');
      await shown(desk, json('包.zip', sample('submission-parts-v1.zip')));
      await desk.isAccessible();
      await desk.fitsAcross();
      await desk.picture(`bundles report ${width} ${colorScheme}`);
    }, { viewport: { width, height }, colorScheme });
  }
}
