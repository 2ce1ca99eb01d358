// What a backup holds beside the projects: their versions and the library of this device come to another device, add to
// what is there and replace nothing unasked; a locked one shows no word of them.
import assert from 'node:assert/strict';
import { TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const SAVED = /已保存 \d\d:\d\d:\d\d/;
const ACTUAL = '基建工程委托业务项目数量，实际完成值';
const dialog = (desk) => desk.page.locator('#backup');
const report = (desk) => desk.page.locator('#restore');

/** A device that has nothing. */
async function elsewhere(desk) {
  const context = await desk.page.context().browser().newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  return desk.on(await context.newPage());
}

/** A form with a named version and another content since. */
async function versioned(desk, name) {
  await imported(desk, TANGXI);
  await desk.write(ACTUAL, '45');
  await desk.sees(SAVED);
  await keptAs(desk, name);
}

async function keptAs(desk, name) {
  await desk.follow('版本');
  await desk.heading('现在的内容').waitFor();
  await desk.field('把现在的内容存为版本').fill(name);
  await desk.press('存为版本');
  await desk.sees(`已存为版本“${name}”。`);
}

async function backedUp(desk, passphrase = '') {
  await desk.open('#/storage');
  await desk.press('备份到一个文件…');
  await desk.sees(/放入历史版本（\d+ 个）/, dialog(desk));
  if (passphrase) {
    await desk.field('口令（可以不设）').fill(passphrase);
    await desk.field('再输一次口令').fill(passphrase);
  }
  await desk.isAccessible('#backup');
  await desk.picture('backup with versions');
  const made = await desk.saved('生成备份');
  await desk.sees('备份已生成。');
  await desk.press('完成');
  return { name: made.name, mimeType: 'application/zip', buffer: made.bytes };
}

/** Opens a backup in the dialog, which says what it would change. */
async function compared(desk, file, passphrase = '') {
  await desk.open('#/storage');
  await desk.pick('从备份恢复…', file);
  if (passphrase) {
    await desk.field('备份的口令').fill(passphrase);
    await desk.press('打开');
  }
  await desk.button('恢复').waitFor();
  await desk.isAccessible('#restore');
  await desk.picture('restore with versions');
}

async function restored(desk) {
  await desk.press('恢复');
  await report(desk).locator('xpath=self::*[not(@open)]').waitFor({ state: 'attached' });
}

const titles = (desk) => desk.page.locator('.versions .version b').allInnerTexts();

/** Opens the versions of the only form, and waits for their titles. */
async function lists(desk, expected) {
  await desk.open('#/projects');
  await desk.page.locator('.cases a').first().click();
  await desk.field(ACTUAL).waitFor();
  await desk.follow('版本');
  await desk.heading('现在的内容').waitFor();
  await desk.page.waitForFunction((count) => document.querySelectorAll('.versions .version').length === count, expected.length);
  assert.deepEqual(await titles(desk), expected);
}

for (const passphrase of ['', '汤溪2022']) {
  journey(`a ${passphrase ? 'locked' : 'plain'} backup takes the versions along, and one of them is restored on another device`, async (desk) => {
    await versioned(desk, '申报稿');
    const file = await backedUp(desk, passphrase);
    assert.match(file.name, /\.zip$/);
    assert.equal(file.buffer.includes(Buffer.from('申报稿')), !passphrase, 'what is locked cannot be read');
    const other = await elsewhere(desk);
    await compared(other, file, passphrase);
    await other.sees('2 个', report(other).locator('dl'));
    await restored(other);
    await other.sees('历史版本 2 个已并入。');
    await lists(other, ['现在的内容', '申报稿', '编辑']);
    await other.page.locator('.versions .version').filter({ hasText: '编辑' }).click();
    await other.sees('50', other.page.locator('section.sheet').first());
    // The same once more changes nothing.
    await compared(other, file, passphrase);
    await restored(other);
    await other.seesNot('已并入');
    await lists(other, ['现在的内容', '申报稿', '编辑']);
  });
}

journey('versions of a backup add to those of a project that went on, where its content is taken or the same', async (desk) => {
  await versioned(desk, '申报稿');
  const file = await backedUp(desk);
  await desk.open('#/projects');
  await desk.page.locator('.cases a').first().click();
  await desk.write(ACTUAL, '48');
  await desk.sees(SAVED);
  await keptAs(desk, '定稿');
  await compared(desk, file);
  await report(desk).getByRole('combobox').selectOption('保留本机的');
  await restored(desk);
  await lists(desk, ['现在的内容', '定稿', '申报稿', '编辑']);
  await compared(desk, file);
  await report(desk).getByRole('combobox').selectOption('用备份中的替换');
  await restored(desk);
  // Nothing of what was here is lost by it.
  await desk.open('#/projects');
  await desk.page.locator('.cases a').first().click();
  await desk.holds(ACTUAL, '45');
  await desk.follow('版本');
  await desk.sees('定稿', desk.page.locator('.versions'));
});

journey('the library of a device comes along, and replaces another one only where that is ticked', async (desk) => {
  const line = (code, name) => `${code},市政,产出指标,数量指标,${name},盏,≥,1200,本年检修的景观灯数量`;
  const library = (code, name) => ({
    name: 'library.csv', mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff指标编码,行业领域,一级指标,二级指标,指标名称,计量单位,指标性质,指标值,指标解释\r\n${line(code, name)}\r\n`),
  });
  const own = async (desk, ...given) => {
    await desk.open('#/library');
    await desk.page.locator('#library-edition', { hasText: '项指标' }).waitFor();
    await desk.pick('从文件更新指标库', library(...given));
    await desk.page.locator('#library-adopt').click();
    await desk.page.getByRole('dialog', { name: '从文件更新指标库' }).waitFor({ state: 'hidden' });
    await desk.page.locator('#library-edition', { hasText: '本机更新的版本' }).waitFor();
  };
  const finds = async (desk, words, name) => {
    await desk.reload();
    await desk.page.locator('#library-edition', { hasText: '项指标' }).waitFor();
    await desk.page.locator('#library-search').fill(words);
    await desk.page.locator('#library-hits .hit-name', { hasText: name }).first().waitFor();
  };
  await versioned(desk, '申报稿');
  await own(desk, 'HB0001', '景观灯检修盏数');
  const file = await backedUp(desk);
  const other = await elsewhere(desk);
  await compared(other, file);
  await other.sees(/指标库“.+”/, report(other));
  await restored(other);
  await other.sees('指标库在重新打开页面后启用。');
  await other.open('#/library');
  await finds(other, '景观灯检修', '景观灯检修盏数');
  // The same library is not offered again; another one stays unless it is ticked.
  await compared(other, file);
  await other.seesNot(/指标库“.+”/, report(other));
  await other.press('取消，不恢复');
  await own(other, 'HB0002', '泵站巡检次数');
  await compared(other, file);
  assert.equal(await report(other).getByRole('checkbox', { name: /指标库/ }).isChecked(), false);
  await report(other).getByRole('checkbox', { name: /指标库/ }).check();
  await restored(other);
  await other.open('#/library');
  await finds(other, '景观灯检修', '景观灯检修盏数');
  await other.page.locator('#library-search').fill('泵站巡检');
  await other.page.waitForFunction(() => ![...document.querySelectorAll('#library-hits .hit-name')].some((name) => name.textContent === '泵站巡检次数'));
});
