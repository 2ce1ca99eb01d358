// Two tabs of one profile on one case: one edits it, the other shows it and follows, and takes it over by hand or
// when the first is no more. A plain http host has no locks and asks for signs of life instead.
import assert from 'node:assert/strict';
import { HOSTS, TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const READ_ONLY = /^只读：该项目正在另一个窗口中编辑/;
const TAKE = '接管编辑';

/** A window with the case open, spoken to about one of its fields. */
class Window {
  constructor(desk, id) {
    this.desk = desk;
    this.field = desk.page.locator(`[id="${id}"]`);
  }

  /** Waits until the field holds the text. */
  async holds(text) {
    const element = await this.field.elementHandle();
    await this.desk.page.waitForFunction(([area, text]) => area.value === text, [element, text]);
  }

  async types(text) {
    await this.field.focus();
    await this.desk.key('Control+End');
    await this.desk.page.keyboard.insertText(text);
  }

  async isReadOnly() {
    await this.desk.sees(READ_ONLY, this.desk.page.locator('.red-bars'));
    assert.equal(await this.field.isEditable(), false);
  }

  async canEdit() {
    await this.desk.button(TAKE).waitFor({ state: 'detached' });
    assert.equal(await this.field.isEditable(), true);
  }
}

/** Two windows on one case; the first edits it. */
async function two(desk, at) {
  await imported(desk, TANGXI, at);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const id = await desk.page.locator('.grid textarea').first().getAttribute('id');
  const other = await desk.tab();
  await other.open(new URL(desk.page.url()).hash, { at });
  const windows = [new Window(desk, id), new Window(other, id)];
  await windows[1].isReadOnly();
  await windows[0].canEdit();
  return windows;
}

for (const host of HOSTS) {
  journey(`two tabs (${host}): the second follows, takes over with every keystroke, and the first is read-only`, async (desk) => {
    const [one, other] = await two(desk, desk[host]);
    await one.field.fill('第一个窗口');
    await other.holds('第一个窗口');
    await one.types('，刚写的');
    await other.desk.press(TAKE);
    await other.canEdit();
    await other.holds('第一个窗口，刚写的');
    await one.isReadOnly();
    await one.holds('第一个窗口，刚写的');
    await other.types('。第二个窗口');
    await one.holds('第一个窗口，刚写的。第二个窗口');
    await other.desk.sees(/已保存 \d\d:\d\d:\d\d/);
    await other.desk.page.close();
    await one.canEdit();
    await one.types('！');
    await desk.reload();
    await one.holds('第一个窗口，刚写的。第二个窗口！');
    await one.canEdit();
  });

  journey(`two tabs (${host}): the editing one is frozen; it is taken over, and thaws into a follower`, async (desk) => {
    const [one, other] = await two(desk, desk[host]);
    await one.types('冻结之前');
    const debug = await desk.debug();
    await debug.send('Page.setWebLifecycleState', { state: 'frozen' });
    await other.desk.press(TAKE);
    await other.canEdit();
    const start = await other.field.inputValue();
    assert.match(start, /冻结之前$/);
    await other.types('，由另一窗口接着写');
    await other.desk.sees(/已保存 \d\d:\d\d:\d\d/);
    await debug.send('Page.setWebLifecycleState', { state: 'active' });
    await one.isReadOnly();
    await one.holds(`${start}，由另一窗口接着写`);
    await other.desk.reload();
    await other.holds(`${start}，由另一窗口接着写`);
  });

  journey(`two tabs (${host}): what was on its way while the window stood still goes aside, over nothing`, async (desk) => {
    const [one, other] = await two(desk, desk[host]);
    await one.field.fill('停住之前');
    await desk.key('Control+End');
    const debug = await desk.debug();
    await debug.send('Debugger.enable');
    const stands = new Promise((done) => debug.once('Debugger.paused', done));
    await debug.send('Debugger.pause');
    const late = debug.send('Input.insertText', { text: '，迟到的' });
    await stands;
    await other.desk.press(TAKE);
    await other.canEdit();
    await other.holds('停住之前');
    await other.types('，接着写');
    await other.desk.sees(/已保存 \d\d:\d\d:\d\d/);
    await debug.send('Debugger.disable');
    await late;
    await one.isReadOnly();
    await one.holds('停住之前，接着写');
    // Kept to be looked up.
    await desk.page.waitForFunction(() => Object.entries(localStorage).some(([key, text]) => key.startsWith('hp/q/') && text.includes('，迟到的')));
    await other.desk.reload();
    await other.holds('停住之前，接着写');
  });

  journey(`two tabs (${host}): the editing one is killed, and the other has its last keystroke`, async (desk) => {
    const [one, other] = await two(desk, desk[host]);
    await one.field.fill('写到一半');
    await one.types('就');
    await desk.crash();
    // Who lives is known at once where the browser can be asked; elsewhere somebody says so.
    if (host === 'intranet') await other.desk.press(TAKE);
    await other.canEdit();
    await other.holds('写到一半就');
    await other.types('好');
    await other.desk.reload();
    await other.holds('写到一半就好');
    await other.canEdit();
  });
}

journey('a button in a read-only case says why nothing happens, and a choice is not offered', async (desk) => {
  const [, other] = await two(desk, desk.address);
  const rows = other.desk.page.locator('.grid tr.indicator');
  const before = await rows.count();
  await other.desk.press('添加指标');
  await other.desk.sees(READ_ONLY, other.desk.page.locator('.notices'));
  assert.equal(await rows.count(), before);
  await other.desk.page.getByRole('button', { name: /^编辑「/ }).first().click();
  assert.equal(await other.desk.page.getByRole('checkbox', { name: /^本项不适用/ }).isDisabled(), true);
  await other.desk.isAccessible();
  await other.desk.picture('read-only case');
  await other.desk.press(TAKE);
  await other.canEdit();
  await other.desk.seesNot(READ_ONLY);
});
