// What a browser does to the work that it keeps: it runs out of room, refuses, forgets, and its clock goes back. The
// app goes on, says how things stand, and loses nothing as long as its page lives.
import assert from 'node:assert/strict';
import { HOSTS, TANGXI, imported } from './forms.mjs';
import { journey, journeyAtHome } from './journey.mjs';
import { narrow } from './room.mjs';

const ROW = '基建工程委托业务项目数量';
const ACTUAL = `${ROW}，实际完成值`;
const REASON = `${ROW}，偏差原因分析及改进措施`;
const SAVED = /已保存 \d\d:\d\d:\d\d/;
const bars = (desk) => desk.page.locator('.red-bars');
const YEAR = 365 * 24 * 3600 * 1000;

/** What lies in the database: how many cases, and their text. */
const stored = (desk) => desk.page.evaluate(() => new Promise((done, failed) => {
  const request = indexedDB.open('hengping');
  request.onerror = failed;
  request.onsuccess = () => {
    const all = request.result.transaction('cases').objectStore('cases').getAll();
    all.onsuccess = () => {
      request.result.close();
      done({ count: all.result.length, text: JSON.stringify(all.result) });
    };
  };
}));

/** Fills localStorage to its last byte, as other pages of the host may have done. */
const fillLocal = (desk) => desk.page.evaluate(() => {
  for (let size = 1 << 22, n = 0; size > 0;) {
    try {
      localStorage.setItem(`ballast${n}`, 'x'.repeat(size));
      n += 1;
    } catch {
      size >>= 1;
    }
  }
});
const emptyLocal = (desk) => desk.page.evaluate(() => {
  for (const key of Object.keys(localStorage)) if (key.startsWith('ballast')) localStorage.removeItem(key);
});

for (const host of HOSTS) {
  journey(`no room (${host}): the bar says so, the work goes on, goes out, and is saved once there is room`, async (desk) => {
    const room = await narrow(desk, desk[host]);
    await imported(desk, TANGXI, desk[host]);
    await desk.sees(SAVED);
    // As much as the journal takes and the database does not.
    const long = '写'.repeat(21_000);
    await desk.field(REASON).fill(long);
    await desk.sees('未保存：本机存储空间已满。新的改动只在本页面中，请先导出，再重试。', bars(desk));
    await desk.sees('✕ 未保存');
    await desk.isAccessible();
    await desk.field(ACTUAL).fill('45');
    // The journal has it: not even a crash loses it.
    const open = new URL(desk.page.url()).hash;
    const next = await desk.tab();
    await desk.crash();
    await next.open(open, { at: desk[host] });
    if (host === 'intranet') {
      await next.press('接管编辑');
      await next.button('接管编辑').waitFor({ state: 'detached' });
      assert.equal(await next.page.getByText('没有接管').count(), 0);
    }
    await next.holds(REASON, long);
    await next.holds(ACTUAL, '45');

    await fillLocal(next);
    await next.field(ACTUAL).fill('44');
    await next.sees('本机存储空间已满', bars(next));
    await next.sees('已评 89.04 / 可评 90.00', next.page.locator('[data-standing]'));
    const file = JSON.parse((await next.saved('导出全部项目')).bytes);
    const row = file.cases[0].self_evaluation.rows.find(({ indicator, name }) => (indicator ?? { name }).name === ROW);
    assert.deepEqual([row.actual, row.reason], ['44', long]);
    const asked = next.page.waitForEvent('dialog');
    // It is not answered before the page is asked, so nobody waits for it here.
    next.page.evaluate(() => { location.reload(); }).catch(() => {});
    const question = await asked;
    assert.equal(question.type(), 'beforeunload', 'a page that holds unsaved work asks before it goes');
    await question.dismiss();

    await room.free();
    await emptyLocal(next);
    await next.press('重试保存');
    await next.seesNot('未保存');
    await next.sees(SAVED);
    await next.reload();
    await next.holds(REASON, long);
    await next.holds(ACTUAL, '44');
  }, { expectErrors: true });

  journey(`room for a part of a save (${host}): nothing of it is kept by halves, all of it is when there is room`, async (desk) => {
    const room = await narrow(desk, desk[host]);
    await imported(desk, TANGXI, desk[host]);
    await desk.sees(SAVED);
    await desk.page.evaluate(() => { location.hash = '#/'; });
    await desk.press('看演示数据');
    await desk.sees('本机存储空间已满', bars(desk));
    await desk.sees('共 25 个');
    assert.equal((await stored(desk)).count, 1);
    await room.free();
    await desk.press('重试保存');
    await desk.seesNot('未保存');
    assert.equal((await stored(desk)).count, 25);
    await desk.reload();
    await desk.sees('共 25 个');
  }, { expectErrors: true });

  journey(`storage cleared under the app (${host}), before, while and after typing: everything is written again`, async (desk) => {
    await imported(desk, TANGXI, desk[host]);
    const open = new URL(desk.page.url()).hash;
    await desk.page.evaluate(() => { location.hash = '#/'; });
    await desk.press('看演示数据');
    await desk.sees('共 25 个');
    await desk.page.evaluate((open) => { location.hash = open; }, open);
    await desk.sees(SAVED);
    const debug = await desk.debug();
    const origin = await desk.page.evaluate(() => location.origin);
    const clear = () => debug.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await clear();
    await desk.field(REASON).click();
    await desk.page.keyboard.insertText('清除之后');
    await clear();
    await desk.page.keyboard.insertText('接着写');
    await desk.field(ACTUAL).fill('45');
    await clear();
    await desk.field(ACTUAL).fill('44');
    await desk.page.waitForFunction(() => document.documentElement.dataset.save === 'saved');
    // The second write brings what was found missing by the first.
    while ((await stored(desk)).count < 25) await desk.page.evaluate(() => new Promise(requestAnimationFrame));
    await desk.reload();
    await desk.holds(REASON, '清除之后接着写');
    await desk.holds(ACTUAL, '44');
    await desk.open('#/projects', { at: desk[host] });
    await desk.sees('共 25 个');
  }, { expectErrors: true });

  journey(`tabs closed before the save (${host}), and again: every keystroke is there`, async (desk) => {
    await imported(desk, TANGXI, desk[host]);
    const open = new URL(desk.page.url()).hash;
    await desk.field(REASON).fill('');
    let typed = '';
    for (let round = 0; round < 8; round += 1) {
      await desk.field(REASON).focus();
      await desk.key('Control+End');
      for (const key of `第${round}次`) {
        await desk.page.keyboard.insertText(key);
        typed += key;
      }
      const next = await desk.tab();
      // With and without a word to the page that it ends.
      if (round % 2 === 0) await desk.page.close({ runBeforeUnload: true });
      else await desk.page.close();
      desk = next;
      await desk.open(open, { at: desk[host] });
      await desk.holds(REASON, typed);
    }
  });

  journey(`clock set back a year (${host}), while working and before the next start: order and edits stay`, async (desk) => {
    const back = (by) => {
      const now = Date.now;
      Date.now = () => now() - by;
    };
    await imported(desk, TANGXI, desk[host]);
    const open = new URL(desk.page.url()).hash;
    await desk.field(REASON).fill('今年');
    await desk.sees(SAVED);
    await desk.page.evaluate(back, YEAR);
    await desk.field(REASON).fill('今年，钟拨回一年');
    await desk.field(ACTUAL).fill('45');
    await desk.sees(SAVED);
    // A sign of life by the new clock, which a window that opens now goes by.
    await desk.page.waitForFunction((by) => Object.keys(localStorage).filter((key) => key.startsWith('hp/w/'))
      .every((key) => Number(localStorage.getItem(key)) < performance.timeOrigin - by / 2), YEAR);
    await desk.page.context().addInitScript(back, YEAR);
    const other = await desk.tab();
    await other.open(open, { at: desk[host] });
    await other.sees('只读：该项目正在另一个窗口中编辑', bars(other));
    await other.holds(REASON, '今年，钟拨回一年');
    await desk.field(REASON).fill('今年，钟拨回一年，接着写');
    await desk.crash();
    if (host === 'intranet') await other.press('接管编辑');
    await other.button('接管编辑').waitFor({ state: 'detached' });
    await other.holds(REASON, '今年，钟拨回一年，接着写');
    await other.field(ACTUAL).fill('44');
    await other.reload();
    await other.holds(REASON, '今年，钟拨回一年，接着写');
    await other.holds(ACTUAL, '44');
    await other.seesNot('不能使用');
  });
}

// The browser's own setting for it, "block all cookies": every property of the page's storage throws.
journeyAtHome('storage denied by the browser: work goes on in the page, says so, and goes out', async (desk) => {
  for (const host of HOSTS) {
    await imported(desk, TANGXI, desk[host]);
    assert.equal(await desk.page.evaluate(() => { try { return typeof localStorage; } catch (refused) { return refused.name; } }), 'SecurityError');
    await desk.sees('内容只在本页面中，关闭即丢失', bars(desk));
    await desk.field(ACTUAL).fill('45');
    await desk.sees('已评 89.20 / 可评 90.00', desk.page.locator('[data-standing]'));
    const file = JSON.parse((await desk.saved('导出全部项目')).bytes);
    assert.equal(file.cases[0].self_evaluation.rows.find(({ name }) => name === ROW).actual, '45');
  }
}, { preferences: { profile: { default_content_setting_values: { cookies: 2 } } } });

journeyAtHome('a private window sees nothing of the profile, works, and takes its work with it', async (desk) => {
  await imported(desk, TANGXI);
  await desk.field(ACTUAL).fill('45');
  await desk.sees(SAVED);
  const open = new URL(desk.page.url()).hash;
  const inPrivate = await desk.page.context().browser().newContext({ locale: 'zh-CN' });
  const hidden = desk.on(await inPrivate.newPage());
  await hidden.open('#/projects');
  await hidden.sees('本机还没有项目');
  await hidden.open();
  await hidden.sees('无痕窗口关闭后不保留');
  await imported(hidden, TANGXI);
  await hidden.field(ACTUAL).fill('1');
  await hidden.sees(SAVED);
  await hidden.reload();
  await hidden.holds(ACTUAL, '1');
  await inPrivate.close();
  desk = await desk.restart();
  await desk.open(open);
  await desk.holds(ACTUAL, '45');
  await desk.open('#/projects');
  await desk.sees('共 1 个');
});
