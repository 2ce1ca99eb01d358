// 历史版本: every revision of a case is there with what it changed, can be named, and becomes the content again; that
// is a revision too and can be undone, after a reload and in a window opened anew.
import assert from 'node:assert/strict';
import { HOSTS, JINZHAI, TANGXI, blankGoal, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const SAVED = /已保存 \d\d:\d\d:\d\d/;
const INDICATOR = '基建工程委托业务项目数量';
const ACTUAL = `${INDICATOR}，实际完成值`;
const REASON = `${INDICATOR}，偏差原因分析及改进措施`;
const NOTHING = '（没有）';
const RESTORED = '恢复前的内容也留存为一个版本';

const placeOf = (desk) => new URL(desk.page.url()).hash;
const lines = (desk) => desk.page.locator('.versions .version');
const line = (desk, words) => lines(desk).filter({ hasText: words }).first();
const titles = (desk) => desk.page.locator('.versions .version b').allInnerTexts();
/** Waits until the list has these titles, the newest first; the first is always 现在的内容. */
async function lists(desk, ...expected) {
  const wanted = ['现在的内容', ...expected];
  await desk.page.waitForFunction((wanted) => {
    const found = [...document.querySelectorAll('.versions .version b')].map((title) => title.innerText);
    return JSON.stringify(found) === JSON.stringify(wanted);
  }, wanted).catch(async () => assert.deepEqual(await titles(desk), wanted));
}
/** What the sheet lists as different: `[part, field, one side, other side]`. */
const listed = () => [...document.querySelectorAll('section.sheet section')].flatMap((group) => {
  const title = group.querySelector('h3').innerText;
  return [...group.querySelectorAll('tbody tr')].map((row) => [title, ...[...row.cells].slice(0, 3).map((cell) => cell.innerText)]);
});
/** Waits until the sheet lists these differences and no others. */
async function differs(desk, expected) {
  const wanted = JSON.stringify(JSON.stringify(expected));
  const wait = desk.page.waitForFunction(`JSON.stringify((${listed})()) === ${wanted}`);
  await wait.catch(async () => assert.deepEqual(await desk.page.evaluate(listed), expected));
}
const changed = (field, before, after) => [`绩效自评表 · 指标「${INDICATOR}」`, field, before, after];

/** From the form to its versions, as the head of the page leads there. */
async function toVersions(desk) {
  await desk.sees(SAVED);
  await desk.follow('版本');
  await desk.heading('现在的内容').waitFor();
  return desk;
}

/** Back to the form. */
async function toForm(desk) {
  await desk.page.locator('.rail').getByRole('link', { name: '绩效自评' }).click();
  await desk.field(ACTUAL).waitFor();
  return desk;
}

/** Keeps what stands now under a name. */
async function keptAs(desk, name) {
  await desk.field('把现在的内容存为版本').fill(name);
  await desk.press('存为版本');
  await desk.sees(`已存为版本“${name}”。`);
}

/** A form with two named versions; what stands now differs from both. The page of the versions is open. */
async function twoVersions(desk, at = desk.address) {
  await imported(desk, TANGXI, at);
  await desk.field(ACTUAL).fill('45');
  await toVersions(desk);
  await lists(desk, '编辑');
  await keptAs(desk, '申报稿');
  await toForm(desk);
  await desk.write(ACTUAL, '48');
  await desk.write(REASON, '两项推迟');
  await toVersions(desk);
  await keptAs(desk, '报送稿');
  await toForm(desk);
  await desk.write(ACTUAL, '51');
  await toVersions(desk);
  return desk;
}

/** Restores the version of that name, and waits until it is told. */
async function restored(desk, name) {
  await askedToRestore(desk, name);
  await desk.press('恢复');
  await desk.sees(RESTORED);
  return desk;
}

async function askedToRestore(desk, name) {
  await line(desk, name).click();
  await desk.heading(`“${name}”`).waitFor();
  await desk.press('恢复到这一版…');
  await desk.sees('现在的内容先留存为一个版本');
}

/** Takes the case over on a plain host, where nobody can say that the other window is gone. */
async function takenOver(desk, host) {
  if (host !== 'intranet') return;
  await desk.press('接管编辑');
  await desk.button('接管编辑').waitFor({ state: 'detached' });
}

journey('every revision is there with what it changed, field by field', async (desk) => {
  await twoVersions(desk);
  // What was found before the first keystroke is a version too.
  await lists(desk, '报送稿', '申报稿', '编辑');
  await desk.sees('最近的版本之后改动 1 处', line(desk, '现在的内容'));
  await desk.sees('改动 2 处', line(desk, '报送稿'));
  await desk.sees('改动 1 处', line(desk, '申报稿'));
  await desk.sees('长期保留', line(desk, '申报稿'));
  await differs(desk, [changed('实际完成值', '48', '51')]);
  await line(desk, '报送稿').click();
  await desk.heading('“报送稿”').waitFor();
  await desk.sees('共 2 处不同。');
  await differs(desk, [changed('实际完成值', '45', '48'), changed('偏差原因分析及改进措施', NOTHING, '两项推迟')]);
  await line(desk, '申报稿').click();
  await desk.heading('“申报稿”').waitFor();
  await differs(desk, [changed('实际完成值', '50', '45')]);
  await desk.page.getByLabel('与现在比较').check();
  await differs(desk, [changed('实际完成值', '45', '51'), changed('偏差原因分析及改进措施', NOTHING, '两项推迟')]);
  await desk.isAccessible();
  await desk.fitsAcross();
  // And all of it is there after the page was loaded anew.
  await desk.reload();
  await lists(desk, '报送稿', '申报稿', '编辑');
});

journey('the versions are chosen by the keyboard', async (desk) => {
  await twoVersions(desk);
  await desk.page.locator('.versions input:checked').focus();
  await desk.key('ArrowDown');
  await desk.heading('“报送稿”').waitFor();
  await desk.key('ArrowDown');
  await desk.heading('“申报稿”').waitFor();
  assert.equal(await desk.page.evaluate(() => document.activeElement.name), 'version', 'the focus stays in the list');
});

journey('what was done is a version once the case is left, without anybody asking for it', async (desk) => {
  await imported(desk, TANGXI);
  const place = placeOf(desk);
  await desk.write(ACTUAL, '45');
  await desk.sees(SAVED);
  await desk.page.locator('.rail').getByRole('link', { name: '我的项目' }).click();
  await desk.page.locator('.cases a').first().click();
  await desk.write(ACTUAL, '47');
  await toVersions(desk);
  await lists(desk, '编辑', '编辑');
  await differs(desk, [changed('实际完成值', '45', '47')]);
  assert.equal(placeOf(desk), place.replace('self-evaluation', 'history'));
});

journey('the list follows by itself what is kept while it is looked at', async (desk) => {
  await imported(desk, TANGXI);
  await desk.write(ACTUAL, '45');
  // At once: typing rests only when the list stands there already.
  await desk.follow('版本');
  await lists(desk, '编辑');
  await desk.sees('最近的版本之后改动 1 处', line(desk, '现在的内容'));
});

/** Nothing rests from now on: whatever waits for a pause in the typing waits for good. */
const neverRests = (desk) => desk.page.evaluate(() => {
  const { setTimeout } = window;
  window.setTimeout = (act, after, ...more) => (after >= 300 ? 0 : setTimeout(act, after, ...more));
});

journey('a version named before the first edit has rested stands above what was found', async (desk) => {
  await imported(desk, TANGXI);
  await neverRests(desk);
  await desk.write(ACTUAL, '45');
  await desk.follow('版本');
  await keptAs(desk, '申报稿');
  await lists(desk, '申报稿', '编辑');
  await differs(desk, []);
  await line(desk, '申报稿').click();
  await differs(desk, [changed('实际完成值', '50', '45')]);
});

journey('an import taken back on the page of the case it replaced is the newest version', async (desk) => {
  await imported(desk, TANGXI);
  await desk.open('#/projects');
  const file = await desk.saved('导出全部');
  await desk.link('委托业务项目').click();
  await desk.write(ACTUAL, '45');
  await desk.sees(SAVED);
  await desk.page.locator('.rail').getByRole('link', { name: '我的项目' }).click();
  await desk.pick('导入…', [{ name: file.name, mimeType: 'application/json', buffer: file.bytes }]);
  await desk.page.getByLabel('用文件中的替换本机的').check();
  await desk.press('导入');
  await desk.holds(ACTUAL, '50');
  await desk.press('撤销');
  await desk.holds(ACTUAL, '45');
  await toVersions(desk);
  await lists(desk, '恢复旧版', '导入', '编辑', '编辑');
});

journey('a version is named, named anew and keeps its name; without one it does no harm', async (desk) => {
  await imported(desk, TANGXI);
  await desk.write(ACTUAL, '45');
  await toVersions(desk);
  await desk.press('存为版本');
  await desk.sees('请先填写版本名称。');
  await lists(desk, '编辑');
  await line(desk, '编辑').click();
  await desk.write('版本名称', '导入时的底稿');
  await desk.press('保存名称');
  await desk.sees('已命名为“导入时的底稿”。');
  await lists(desk, '导入时的底稿');
  await desk.heading('“导入时的底稿”').waitFor();
  await desk.sees('长期保留', line(desk, '导入时的底稿'));
  await keptAs(desk, '定稿');
  await lists(desk, '定稿', '导入时的底稿');
  await keptAsAlready(desk, '定稿');
  await desk.reload();
  await lists(desk, '定稿', '导入时的底稿');
  await line(desk, '导入时的底稿').click();
  await desk.write('版本名称', '');
  await desk.press('保存名称');
  await desk.sees('已去掉名称');
  await lists(desk, '定稿', '编辑');
});

/** Keeps the same once more: it is told, and there is no second one. */
async function keptAsAlready(desk, name) {
  await desk.field('把现在的内容存为版本').fill(name);
  await desk.press('存为版本');
  await desk.sees(`这份内容已经存为“${name}”。`);
}

journey('an old version becomes the content again, which is a version of its own and is undone, over a reload too', async (desk) => {
  await twoVersions(desk);
  await askedToRestore(desk, '申报稿');
  await desk.isAccessible('#restore-version');
  await desk.picture('history restore asked');
  await desk.press('取消');
  await lists(desk, '报送稿', '申报稿', '编辑');
  await restored(desk, '申报稿');
  await lists(desk, '恢复旧版', '替换前留存', '报送稿', '申报稿', '编辑');
  await desk.sees('与最近的版本相同', line(desk, '现在的内容'));
  await line(desk, '恢复旧版').click();
  await differs(desk, [changed('实际完成值', '51', '45'), changed('偏差原因分析及改进措施', '两项推迟', NOTHING)]);
  await toForm(desk);
  await desk.holds(ACTUAL, '45');
  await desk.holds(REASON, '');
  await desk.reload();
  await desk.holds(ACTUAL, '45');
  await desk.press('↶ 撤销');
  await desk.holds(ACTUAL, '51');
  await desk.holds(REASON, '两项推迟');
  await desk.sees(SAVED);
  await desk.reload();
  await desk.holds(ACTUAL, '51');
  await desk.press('↷ 重做');
  await desk.holds(ACTUAL, '45');
  await toVersions(desk);
  await lists(desk, '编辑', '恢复旧版', '替换前留存', '报送稿', '申报稿', '编辑');
  await line(desk, '申报稿').click();
  await desk.page.getByLabel('与现在比较').check();
  await desk.sees('内容相同。');
  await desk.press('↶ 撤销');
  await differs(desk, [changed('实际完成值', '45', '51'), changed('偏差原因分析及改进措施', NOTHING, '两项推迟')]);
});

journey('restored as the first thing in a window, what stood there is kept once, and below what was restored', async (desk) => {
  await twoVersions(desk);
  await desk.reload();
  await lists(desk, '报送稿', '申报稿', '编辑');
  await restored(desk, '申报稿');
  const expected = ['恢复旧版', '替换前留存', '报送稿', '申报稿', '编辑'];
  await lists(desk, ...expected);
  // Typing has rested by now, and the case is left: nothing is added that was there already.
  await toForm(desk);
  await desk.page.locator('.rail').getByRole('link', { name: '我的项目' }).click();
  await desk.page.locator('.cases a').first().click();
  await desk.holds(ACTUAL, '45');
  await toVersions(desk);
  await lists(desk, ...expected);
});

journey('one field of an old version comes back by itself, and is taken back', async (desk) => {
  await twoVersions(desk);
  await line(desk, '申报稿').click();
  await desk.heading('“申报稿”').waitFor();
  await desk.page.getByLabel('与现在比较').check();
  await desk.press(`恢复绩效自评表 · 指标「${INDICATOR}」的实际完成值`);
  await desk.sees('已恢复这一处，可以撤销。');
  await differs(desk, [changed('偏差原因分析及改进措施', NOTHING, '两项推迟')]);
  await desk.press('↶ 撤销');
  await differs(desk, [changed('实际完成值', '45', '51'), changed('偏差原因分析及改进措施', NOTHING, '两项推迟')]);
});

journey('what changes in the own fields of a goal form is told in the words of the form', async (desk) => {
  await blankGoal(desk);
  await desk.page.locator('.rail').getByRole('link', { name: '历史版本' }).click();
  await keptAs(desk, '申报稿');
  await desk.page.locator('.rail').getByRole('link', { name: '绩效目标' }).click();
  await desk.write('项目开始日期', '2024-01-01');
  await desk.page.getByLabel('明确清晰性').first().selectOption('良');
  await desk.sees(SAVED);
  await desk.page.locator('.rail').getByRole('link', { name: '历史版本' }).click();
  const sheet = desk.page.locator('section.sheet');
  await desk.sees('项目开始日期', sheet);
  await desk.sees('明确清晰性：结论', sheet);
  for (const key of ['填报事项', '审核问题']) assert.equal(await sheet.getByText(key).count(), 0, key);
});

journey('a row that was removed comes back out of an old version, with all that stood in it', async (desk) => {
  await imported(desk, JINZHAI);
  await desk.page.locator('.rail').getByRole('link', { name: '历史版本' }).click();
  await keptAs(desk, '申报稿');
  await desk.page.locator('.rail').getByRole('link', { name: '绩效目标' }).click();
  await desk.press('「小区居民满意度（≥**%）」的依据与来源');
  await desk.press('删除这一行');
  await desk.press('添加指标');
  await desk.field('（未命名），指标名称').fill('投诉办结率');
  await desk.field('投诉办结率，指标名称').blur();
  await desk.sees(SAVED);
  await desk.page.locator('.rail').getByRole('link', { name: '历史版本' }).click();
  await line(desk, '申报稿').click();
  await desk.heading('“申报稿”').waitFor();
  await desk.page.getByLabel('与现在比较').check();
  await desk.isAccessible();
  await desk.picture('history row');
  await desk.press('恢复这一行：绩效目标申报表 · 指标「小区居民满意度（≥**%）」');
  await desk.sees('已恢复这一处，可以撤销。');
  await desk.press('去掉这一行：绩效目标申报表 · 指标「投诉办结率」');
  await desk.sees('内容相同。');
  await desk.page.locator('.rail').getByRole('link', { name: '绩效目标' }).click();
  await desk.holds('小区居民满意度（≥**%），指标值', '≥90%');
  assert.equal(await desk.page.locator('tr.indicator').count(), 9);
});

for (const host of HOSTS) {
  journey(`closed and killed right after 恢复 (${host}): the restored content stands there when it is opened again`, async (desk) => {
    await twoVersions(desk, desk[host]);
    const versions = placeOf(desk);
    const form = versions.replace('history', 'self-evaluation');
    await askedToRestore(desk, '申报稿');
    await desk.button('恢复').click();
    await desk.page.close();
    let other = await desk.tab();
    await other.open(form, { at: other[host] });
    await other.field(ACTUAL).waitFor();
    // All of it or nothing: a close can overtake what stood there being kept first.
    const found = await other.field(ACTUAL).inputValue();
    const reason = await other.field(REASON).inputValue();
    assert.ok(['45,', '51,两项推迟'].includes(`${found},${reason}`), `half restored: ${found}, ${reason}`);
    await other.open(versions, { at: other[host] });
    await other.heading('现在的内容').waitFor();
    await restored(other, '报送稿');
    await other.crash();
    other = await other.tab();
    await other.open(form, { at: other[host] });
    await takenOver(other, host);
    await other.holds(ACTUAL, '48');
    await other.holds(REASON, '两项推迟');
    await other.press('↶ 撤销');
    await other.holds(ACTUAL, found);
    await other.holds(REASON, reason);
  });

  journey(`a second window on the same case (${host}) sees what the first restores, and restores after it took over`, async (desk) => {
    await twoVersions(desk, desk[host]);
    const other = await desk.tab();
    await other.open(placeOf(desk), { at: other[host] });
    await other.sees('只读：该项目正在另一个窗口中编辑');
    await lists(other, '报送稿', '申报稿', '编辑');
    await line(other, '申报稿').click();
    await other.heading('“申报稿”').waitFor();
    assert.equal(await other.button('恢复到这一版…').isDisabled(), true, 'who only reads restores nothing');
    await other.page.getByLabel('与现在比较').check();
    await restored(desk, '申报稿');
    // What stands now is followed by itself; the list is read again by hand.
    await other.sees('内容相同。');
    await other.press('刷新列表');
    await lists(other, '恢复旧版', '替换前留存', '报送稿', '申报稿', '编辑');
    await other.press('接管编辑');
    await other.button('接管编辑').waitFor({ state: 'detached' });
    await restored(other, '报送稿');
    await desk.sees('只读：该项目正在另一个窗口中编辑');
    await toForm(other);
    await other.holds(ACTUAL, '48');
    await other.holds(REASON, '两项推迟');
    await desk.press('刷新列表');
    // What stood before was a version already and is not kept twice.
    await lists(desk, '恢复旧版', '恢复旧版', '替换前留存', '报送稿', '申报稿', '编辑');
  });
}

for (const colorScheme of ['light', 'dark']) {
  journey(`the versions, ${colorScheme}`, async (desk) => {
    await twoVersions(desk);
    await desk.isAccessible();
    await desk.picture(`history ${colorScheme}`);
    await line(desk, '申报稿').click();
    await desk.heading('“申报稿”').waitFor();
    await desk.page.getByLabel('与现在比较').check();
    await desk.sees('共 2 处不同。');
    await desk.isAccessible();
    await desk.fitsAcross();
    await desk.picture(`history compared ${colorScheme}`);
  }, { colorScheme });
}
