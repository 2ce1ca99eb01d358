// 存储与备份: its figures are those of what really lies on the device, every record comes out as it lies there
// whether the app can read it or not, and what has no copy elsewhere is said until there is one.
import assert from 'node:assert/strict';
import { TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const AS_FILE = process.env.HENGPING_AS === 'file';
const DAY = 24 * 60 * 60 * 1000;

const goTo = async (desk, hash) => {
  await desk.page.evaluate((hash) => { location.hash = hash; }, hash);
  return desk;
};
const storage = async (desk) => {
  await goTo(desk, '#/storage');
  await desk.page.locator('#kept-figures dd').first().waitFor();
  return desk;
};
const demo = async (desk) => {
  await desk.open();
  await desk.press('看演示数据');
  await desk.sees(/财政评价 13 个项目/);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
};
const figures = (desk) => desk.page.locator('#kept-figures').evaluate((list) => Object.fromEntries(
  [...list.querySelectorAll('div')].map((fact) => [fact.querySelector('dt').textContent, fact.querySelector('dd').textContent])));
/** Waits until a figure is the one wanted: the page follows what is saved. */
const figure = (desk, term, wanted) => desk.page.waitForFunction(([term, wanted]) => {
  const fact = [...document.querySelectorAll('#kept-figures div')].find((fact) => fact.querySelector('dt').textContent === term);
  return fact?.querySelector('dd').textContent === wanted;
}, [term, wanted]);

/** What lies on the device, by the browser's own means: `{ cases, quarantine, local }`, each key to text or row. */
const lying = (desk) => desk.page.evaluate(async () => {
  const done = (request) => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });
  const database = await done(indexedDB.open('hengping'));
  const store = async (name) => {
    const all = database.transaction(name).objectStore(name);
    const [keys, rows] = await Promise.all([done(all.getAllKeys()), done(all.getAll())]);
    return keys.map((key, at) => [String(key), rows[at]]);
  };
  const found = { cases: await store('cases'), quarantine: await store('quarantine') };
  database.close();
  found.local = Object.keys(localStorage).filter((key) => key.startsWith('hp/')).map((key) => [key, localStorage.getItem(key)]);
  return found;
});
/** Lays rows into `cases` and texts into localStorage, as something else than the app might. */
const plant = (desk, { rows = [], local = {} }) => desk.page.evaluate(async ([rows, local]) => {
  const done = (request) => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });
  const database = await done(indexedDB.open('hengping'));
  const store = database.transaction('cases', 'readwrite').objectStore('cases');
  for (const row of rows) await done(store.put(row));
  database.close();
  for (const [key, text] of Object.entries(local)) localStorage.setItem(key, text);
}, [rows, local]);

const size = (bytes) => {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
  return `${String(Math.ceil(bytes * 10 / 1024 / 1024) / 10)} MB`;
};
/** What the figures must say of this. */
const counted = ({ cases, quarantine, local }) => {
  const bytes = (text) => Buffer.byteLength(text);
  const under = (prefix) => local.filter(([key]) => key.startsWith(prefix)).length;
  const sum = [...cases.map(([key, row]) => bytes(key) + bytes(row.record ?? JSON.stringify(row))),
    ...quarantine.map(([key, row]) => bytes(key) + bytes(JSON.stringify(row))),
    ...local.map(([key, text]) => bytes(key) + bytes(text))].reduce((a, b) => a + b, 0);
  return {
    项目: `${cases.length} 个`, 日志中的改动: `${under('hp/j/')} 条`, 未填完的字段: `${under('hp/d/')} 个`,
    另存备查: `${quarantine.length + under('hp/q/')} 条`, 内容合计: size(sum), 上次备份: '从未备份',
  };
};
/** Moves the clock of a page that is not opened yet. */
const clock = (desk, milliseconds) => desk.page.addInitScript((by) => {
  const RealDate = Date;
  window.Date = class extends RealDate {
    constructor(...given) { super(...(given.length === 0 ? [RealDate.now() + by] : given)); }
    static now() { return RealDate.now() + by; }
  };
}, milliseconds);

journey('the figures are those of what lies there, and each case without a copy is named', async (desk) => {
  await imported(desk, TANGXI);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  await desk.page.locator('.save-state').click();
  await desk.page.locator('#kept-figures dd').first().waitFor();
  assert.equal(await desk.page.title(), '存储与备份 · 衡评');
  assert.deepEqual(await figures(desk), counted(await lying(desk)));
  await desk.sees('仅本机 1 个', desk.page.locator('.rail'));
  await desk.sees('每次按键立即保存');
  await desk.sees('改动 0.3 秒内写入');
  assert.match(await desk.page.locator('.kept-device').textContent(), AS_FILE ? /单个文件/ : /未加密（http）/);
  assert.match(await desk.page.locator('.kept-device').textContent(), /已用 .+，还可用 .+（浏览器的估计）/);
  await desk.isAccessible();
  await desk.fitsAcross();
  await desk.page.locator('.only-here a').click();
  await desk.page.locator('.grid').waitFor();
  await goTo(desk, '#/projects');
  const file = await desk.saved('导出全部');
  assert.equal(JSON.parse(file.bytes).cases.length, 1);
  await desk.page.locator('.rail').getByText(/^仅本机/).waitFor({ state: 'detached' });
  await storage(desk);
  await desk.sees('每个项目在别处都有一份与现在相同的副本');
});

journey('demo data asks for no copy, and the page is the same in every look', async (desk) => {
  await demo(desk);
  await storage(desk);
  await desk.sees('每个项目在别处都有一份与现在相同的副本');
  assert.deepEqual(await figures(desk), counted(await lying(desk)));
  for (const viewport of [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }]) {
    await desk.page.setViewportSize(viewport);
    for (const theme of ['浅色', '深色', '高对比']) {
      await desk.page.getByLabel('外观').selectOption(theme);
      for (const size of ['标准', '大', '特大']) {
        await desk.page.getByLabel('字号').selectOption(size);
        await desk.fitsAcross();
        await desk.isAccessible();
        if (size === '标准' || theme === '浅色') await desk.picture(`storage ${theme} ${size} ${viewport.width}`);
      }
    }
    await desk.page.getByLabel('字号').selectOption('标准');
  }
}, { reducedMotion: 'reduce' });

journey('every record comes out byte for byte, whether the app can read it or not', async (desk) => {
  await imported(desk, TANGXI);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const torn = '{"version":2,"bo“dy\u202e';
  const rows = [
    { id: 'torn', record: torn }, { id: 'strange', mood: { none: [1, 2] } },
    { id: 'newer', digest: 'x', record: '{"version":9,"body":{"无":"有"}}' },
  ];
  await plant(desk, { rows, local: { 'hp/j/torn/1/x': 'no entry', 'hp/d/none/y': '{"version":7}' } });
  await desk.open('#/storage');
  await desk.reload();
  await desk.sees('本机记录不能使用，已原样另存');
  await desk.page.locator('#kept-figures dd').first().waitFor();
  await figure(desk, '另存备查', '3 条');
  const found = await lying(desk);
  assert.deepEqual(await figures(desk), counted(found));
  const listed = await desk.page.locator('.records tbody tr').count();
  assert.equal(listed, found.cases.length + found.quarantine.length + found.local.length);
  const out = async (words) => {
    const row = desk.row(words).first();
    const download = desk.page.waitForEvent('download');
    await row.getByRole('button', { name: '导出原文' }).click();
    const parts = [];
    for await (const part of await (await download).createReadStream()) parts.push(part);
    return Buffer.concat(parts).toString('utf8');
  };
  assert.equal(await out(/^另存备查\s*torn/), torn);
  assert.equal(await out('newer'), rows[2].record);
  const whole = found.cases.find(([key]) => key !== 'newer');
  assert.equal(await out(whole[0]), whole[1].record);
  assert.equal(await out('hp/d/none/y'), '{"version":7}');
  await desk.isAccessible();
  await desk.picture('storage with broken records');
  const all = await desk.saved('导出全部原文');
  const file = JSON.parse(all.bytes);
  assert.equal(file.format, 'hengping.rescue');
  assert.equal(file.records.length, listed);
  for (const [key, row] of found.cases) {
    assert.equal(file.records.find((record) => record.store === 'hengping/cases' && record.key === key).value.record, row.record);
  }
  for (const [key, row] of found.quarantine) {
    assert.deepEqual(file.records.find((record) => record.store === 'hengping/quarantine' && record.key === key).value, row);
  }
  for (const [key, text] of found.local) {
    assert.equal(file.records.find((record) => record.store === 'localStorage' && record.key === key).value, text);
  }
});

journey('what was put aside is deleted only once it was handed out, and only if one says so', async (desk) => {
  await desk.open('#/storage');
  await desk.page.locator('#kept-figures dd').first().waitFor();
  await plant(desk, { rows: [{ id: 'torn', record: '{' }] });
  await desk.reload();
  await figure(desk, '另存备查', '1 条');
  const discard = desk.page.locator('.records .danger');
  await desk.sees('导出后可删除');
  assert.equal(await discard.count(), 0);
  const download = desk.page.waitForEvent('download');
  await desk.row(/^另存备查/).getByRole('button', { name: '导出原文' }).click();
  await download;
  await discard.waitFor();
  desk.page.once('dialog', (dialog) => dialog.dismiss());
  await discard.click();
  assert.equal((await lying(desk)).quarantine.length, 1);
  desk.page.once('dialog', (dialog) => dialog.accept());
  await discard.click();
  await figure(desk, '另存备查', '0 条');
  assert.equal((await lying(desk)).quarantine.length, 0);
});

journey('a thousand records are turned page by page', async (desk) => {
  await desk.open('#/storage');
  await desk.page.locator('#kept-figures dd').first().waitFor();
  const local = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`hp/x/${String(at).padStart(4, '0')}`, `text ${at}`]));
  await plant(desk, { local });
  await desk.reload();
  await desk.sees(/共 100\d 条/, desk.page.locator('#record-count'));
  assert.equal(await desk.page.locator('.records tbody tr').count(), 50);
  await desk.press('下一页');
  await desk.sees(/第 2 页，共 2[01] 页/);
  await desk.press('上一页');
  await desk.sees(/第 1 页/);
});

journey('where the browser keeps nothing the page stands, says so and hands the work out', async (desk) => {
  await desk.page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  });
  await desk.open();
  await desk.press('看演示数据');
  await desk.sees(/财政评价 13 个项目/);
  await storage(desk);
  await desk.sees('内容只在本页面中，关闭即丢失');
  await desk.sees(/^不能：/);
  await desk.isAccessible();
  await desk.picture('storage denied');
  const file = await desk.saved('导出全部项目');
  assert.equal(JSON.parse(file.bytes).cases.length, 24);
});

journey('little room is said on the page and once at the start', async (desk) => {
  await desk.page.addInitScript(() => {
    if (!navigator.storage) Object.defineProperty(navigator, 'storage', { value: Object.create(StorageManager?.prototype ?? {}) });
    navigator.storage.estimate = async () => ({ usage: 990_000_000, quota: 1_000_000_000 });
    navigator.storage.persisted = async () => false;
    navigator.storage.persist = async () => true;
  });
  await desk.open('#/projects');
  await desk.sees(/只剩 9\.6 MB，写满后新内容无法保存/, desk.page.locator('.notices'));
  await desk.press('知道了');
  await storage(desk);
  await desk.sees(/只剩 9\.6 MB/, desk.page.locator('.kept-device'));
  await desk.seesNot(/只剩/, desk.page.locator('.notices'));
  await desk.press('请浏览器长期保留');
  await desk.sees(/已答应长期保留/);
});

journey('work without a copy for a week is said at the start, put off for a week, and a clock set back harms nothing', async (desk) => {
  const reminded = () => desk.page.locator('.notices').getByText('七天以上只保存在本机');
  const later = async (days) => {
    const other = await desk.tab();
    await clock(other, days * DAY);
    await desk.page.close();
    await other.open('#/projects');
    await other.sees('共 1 个');
    // The count stands once the contents were looked at, and the reminder with it.
    await other.sees('仅本机 1 个', other.page.locator('.rail'));
    await other.page.waitForFunction(async () => {
      const done = (request) => new Promise((yes) => { request.onsuccess = () => yes(request.result); });
      const database = await done(indexedDB.open('hengping'));
      const waiting = await done(database.transaction('device').objectStore('device').get('waiting'));
      database.close();
      return Math.abs(Number(waiting.split(' ')[0]) - Date.now()) < 60_000;
    });
    return other;
  };
  await imported(desk, TANGXI);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  desk = await later(6);
  assert.equal(await reminded().count(), 0);
  desk = await later(-365);
  assert.equal(await reminded().count(), 0);
  desk = await later(-363);
  await reminded().waitFor();
  await desk.isAccessible();
  await desk.picture('storage reminder');
  await desk.press('以后再说');
  await reminded().waitFor({ state: 'detached' });
  desk = await later(-358);
  assert.equal(await reminded().count(), 0);
  desk = await later(-356);
  await reminded().waitFor();
  await desk.follow('去备份');
  await desk.page.locator('#kept-figures dd').first().waitFor();
});
