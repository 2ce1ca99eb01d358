// People who share a PC: nobody sees another's work, a passphrase keeps it from whoever reads the disk, a space is
// locked when nobody sits there, and who leaves takes everything along and nothing of the others.
import assert from 'node:assert/strict';
import { TANGXI } from './forms.mjs';
import { journey as told } from './journey.mjs';

const SAVED = /已保存 \d\d:\d\d:\d\d/;
/** What the form's project is called. */
const NAME = '委托业务项目';
const WORD = '只有主人能读的标记';
const PASSPHRASE = '一二三四五六七八';
const DESK = { width: 1366, height: 768 };
const WIDE = { width: 1920, height: 1080 };

/** Without the fading from theme to theme, which axe would measure half-way. */
const journey = (name, steps) => told(name, steps, { reducedMotion: 'reduce' });

const area = (desk) => desk.page.locator('.grid textarea').first();

/** A project with a marker typed into its first field, which is saved. */
async function worked(desk, text = WORD) {
  await desk.open('#/projects');
  await desk.pick('导入…', TANGXI);
  await desk.press('导入');
  await desk.page.locator('.grid').waitFor();
  await area(desk).fill(text);
  await area(desk).blur();
  await desk.sees(SAVED);
  await desk.page.waitForFunction(() => document.documentElement.dataset.save === 'saved');
}

/** Goes to the page of the people, as its link does. */
async function people(desk) {
  await desk.page.locator('a.person').click();
  await desk.heading('使用人').waitFor();
}

/** The page is loaded anew by what is done. */
async function loadsAnew(desk, act) {
  const loaded = desk.page.waitForEvent('load');
  await act();
  await loaded;
  await desk.page.locator('#boot').waitFor({ state: 'detached' });
}

/** Adds somebody and becomes them. */
async function add(desk, own, other) {
  await people(desk);
  await desk.page.getByText('新建使用人').click();
  await desk.write('现有内容的使用人', own);
  await desk.write('新的使用人', other);
  await loadsAnew(desk, () => desk.press('新建并换到'));
}

async function setPassphrase(desk, passphrase = PASSPHRASE) {
  await people(desk);
  await desk.sees('忘记口令就无法打开');
  await desk.field('新口令（至少 8 个字符）').fill(passphrase);
  await desk.field('再输一次').fill(passphrase);
  await loadsAnew(desk, () => desk.press('设口令并加密'));
  await desk.field('口令').waitFor();
}

async function unlock(desk, passphrase = PASSPHRASE) {
  await desk.field('口令').fill(passphrase);
  await desk.key('Enter');
}

/** Every text of localStorage, sessionStorage and of every database, in one. */
const lying = (desk) => desk.page.evaluate(async () => {
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  let all = JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage });
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      const keys = rows.getAllKeys();
      all += name + JSON.stringify(await asked(rows.getAll())) + JSON.stringify(keys.result);
    }
    database.close();
  }
  return all;
});

/** The field holds the text, as its user left it. */
async function holds(desk, text) {
  await desk.page.locator('.grid').waitFor();
  assert.equal(await area(desk).inputValue(), text);
}

/** Every screen of a step, looked at by axe and kept for people. */
async function shown(desk, name) {
  for (const [size, viewport] of [['1366', DESK], ['1920', WIDE]]) {
    await desk.page.setViewportSize(viewport);
    await desk.fitsAcross();
    for (const scheme of ['light', 'dark']) {
      await desk.page.emulateMedia({ colorScheme: scheme });
      await desk.isAccessible();
      await desk.picture(`people ${name} ${size} ${scheme}`);
    }
  }
  await desk.page.setViewportSize(DESK);
  await desk.page.emulateMedia({ colorScheme: 'light' });
}

journey('two people share a PC, and neither sees what the other has', async (desk) => {
  await worked(desk);
  const place = new URL(desk.page.url()).hash;
  await add(desk, '张会计', '李会计');
  await desk.page.locator('a.person', { hasText: '李会计' }).waitFor();
  await shown(desk, 'list');
  await desk.open('#/projects');
  await desk.seesNot(NAME);
  await desk.open(place);
  await desk.seesNot(WORD);

  // A second window asks who is there, and may be somebody else's.
  const other = await desk.tab();
  await other.open(place);
  await other.heading('请选择使用人').waitFor();
  await shown(other, 'choose');
  await other.press('张会计');
  await holds(other, WORD);
  await area(other).fill(`${WORD}二`);
  await area(other).blur();
  await other.sees(SAVED);
  await desk.reload();
  await desk.page.locator('a.person', { hasText: '李会计' }).waitFor();
  await desk.seesNot(NAME);

  await people(desk);
  await loadsAnew(desk, () => desk.press('换到'));
  await desk.open(place);
  await desk.page.locator('a.person', { hasText: '张会计' }).waitFor();
  await holds(desk, `${WORD}二`);
});

journey('a passphrase leaves no word of the work to be read, and only the right one opens it', async (desk) => {
  await worked(desk);
  const place = new URL(desk.page.url()).hash;
  assert.ok((await lying(desk)).includes(WORD));
  await setPassphrase(desk);
  assert.ok(!(await lying(desk)).includes(WORD), 'the marker lies there in the clear');
  assert.ok(!(await lying(desk)).includes(NAME), 'a name lies there in the clear');
  assert.ok(!(await desk.page.content()).includes(NAME), 'the work is in the page');
  await shown(desk, 'locked');
  // Whoever has no space here yet can get one all the same.
  await desk.press('换使用人');
  await desk.page.getByText('新建使用人').click();
  await desk.isAccessible();
  await desk.picture('people newcomer');
  await desk.page.getByRole('button', { name: /本机使用人/ }).click();
  await unlock(desk, '不对的口令八个字');
  await desk.sees('口令不对');
  await desk.isAccessible();
  await unlock(desk);
  await desk.heading('使用人').waitFor();
  await shown(desk, 'passphrase');
  await desk.open(place);
  await desk.reload();
  await unlock(desk);
  await holds(desk, WORD);
  // Also what is typed from now on: while it is being typed, and when it is saved.
  await area(desk).fill(`${WORD}三`);
  assert.ok(!(await lying(desk)).includes(WORD));
  await area(desk).blur();
  await desk.sees(SAVED);
  assert.ok(!(await lying(desk)).includes(WORD));

  // Given up, it lies there as before.
  await people(desk);
  await desk.field('现在的口令').fill(PASSPHRASE);
  await loadsAnew(desk, () => desk.press('取消口令'));
  await desk.open(place);
  await holds(desk, `${WORD}三`);
  assert.ok((await lying(desk)).includes(`${WORD}三`));
});

journey('killed while typing behind a passphrase, nothing is lost', async (desk) => {
  await worked(desk);
  const place = new URL(desk.page.url()).hash;
  await setPassphrase(desk);
  let expected = WORD;
  for (const typed of ['写到一半', '，又停了', '；未离开']) {
    desk = await desk.tab();
    await desk.open(place);
    await unlock(desk);
    await holds(desk, expected);
    await area(desk).focus();
    await desk.key('Control+End');
    for (const sign of typed) await desk.page.keyboard.insertText(sign);
    expected += typed;
    await desk.crash();
  }
  desk = await desk.tab();
  await desk.open(place);
  await unlock(desk);
  await holds(desk, expected);
  assert.ok(!(await lying(desk)).includes(WORD));
});

journey('a space with a passphrase is locked when nobody has touched it for so long', async (desk) => {
  await desk.page.clock.install();
  await worked(desk);
  const place = new URL(desk.page.url()).hash;
  await setPassphrase(desk);
  await desk.open(place);
  await unlock(desk);
  await desk.page.locator('.grid').waitFor();
  await area(desk).focus();
  await desk.key('Control+End');
  await desk.page.keyboard.insertText('，正在写');
  await desk.page.clock.fastForward('14:00');
  await holds(desk, `${WORD}，正在写`);
  // A hand on the mouse counts from anew.
  await desk.page.mouse.move(300, 300);
  await desk.page.clock.fastForward('14:00');
  await holds(desk, `${WORD}，正在写`);
  await loadsAnew(desk, () => desk.page.clock.fastForward('02:00'));
  await desk.field('口令').waitFor();
  assert.ok(!(await desk.page.content()).includes(WORD));
  await unlock(desk);
  await holds(desk, `${WORD}，正在写`);
});

journey('who leaves is told what is only here, and takes everything along but what is another\'s', async (desk) => {
  await worked(desk, `${WORD}甲`);
  const place = new URL(desk.page.url()).hash;
  await add(desk, '张会计', '李会计');
  await worked(desk, `${WORD}乙`);
  await people(desk);
  await desk.press('查看清除前要留的内容');
  await desk.sees('以下内容只在本机');
  await desk.sees(NAME, desk.page.locator('.leave-list'));
  await shown(desk, 'leave');
  assert.equal(await desk.button('清除我在本机的内容').isDisabled(), true);

  // A second window of the same person stands in the way until it is closed.
  const other = await desk.tab();
  await other.open();
  await other.press('李会计');
  await other.page.locator('.grid, .cards, a.person').first().waitFor();
  await desk.page.getByLabel('以上内容没有副本，仍要清除').check();
  await desk.press('清除我在本机的内容');
  await desk.sees(/还有 1 个窗口打开着/);
  await other.page.close();

  // What left the device in a file needs no tick any more.
  await desk.open('#/projects');
  await desk.saved('导出全部');
  await people(desk);
  await desk.press('查看清除前要留的内容');
  await desk.sees('本机的项目都已有副本');
  await desk.isAccessible();
  await loadsAnew(desk, () => desk.press('清除我在本机的内容'));
  await desk.sees('“李会计”在本机的项目');
  await shown(desk, 'left');
  const left = await lying(desk);
  assert.ok(!left.includes(`${WORD}乙`) && !left.includes('李会计'), 'something of theirs is left');
  assert.ok(left.includes(`${WORD}甲`));
  await desk.open(place);
  await holds(desk, `${WORD}甲`);
});

journey('the rescue finds everybody\'s records, and says which are locked', async (desk) => {
  await worked(desk);
  await setPassphrase(desk);
  await unlock(desk);
  await add(desk, '张会计', '李会计');
  await worked(desk, `${WORD}乙`);
  const at = desk.address.startsWith('file:') ? `${desk.address}#rescue` : `${desk.address}rescue.html`;
  await desk.page.goto('about:blank');
  await desk.page.goto(at);
  if (desk.address.startsWith('file:')) await desk.press('导出本机数据');
  await desk.sees(/其中 \d+ 条由使用人的口令加密/);
  const { bytes } = await desk.saved('导出全部');
  const { records } = JSON.parse(bytes);
  const cases = records.filter(({ store }) => /^hengping(\.\w+)?\/cases$/.test(store));
  assert.equal(new Set(cases.map(({ store }) => store)).size, 2, 'a database each');
  assert.equal(cases.filter(({ value }) => value.record.startsWith('hpx1:')).length, 1);
  assert.ok(cases.some(({ value }) => value.record.includes(`${WORD}乙`)));
  assert.ok(records.some(({ key }) => key === 'hengping/profiles'));
  assert.ok(records.some(({ key }) => String(key).startsWith('hp.')));
});
