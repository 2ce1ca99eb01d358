// 存储与备份: its figures are those of what really lies on the device, every record comes out as it lies there
// whether the app can read it or not, and what has no copy elsewhere is said until there is one.
import assert from 'node:assert/strict';
import { TANGXI, imported, selfEvaluation } from './forms.mjs';
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
    另存备查: `${quarantine.length + under('hp/q/')} 条`, 佐证材料: '0 个', 内容合计: size(sum), 上次备份: '从未备份',
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
  assert.equal(await desk.page.getByText('填写即保存').count(), 0, 'nothing is promised');
  await desk.sees('本机没有记录');
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

/** Makes a backup by the dialog, without the versions: one text. `{ name, bytes, text }`. */
async function backup(desk, passphrase = '') {
  await storage(desk);
  await desk.press('备份到一个文件…');
  await desk.page.locator('#backup[open]').waitFor();
  const versions = desk.page.getByRole('checkbox', { name: /放入历史版本/ });
  if (await versions.count()) await versions.uncheck();
  if (passphrase) {
    await desk.field('口令（可以不设）').fill(passphrase);
    await desk.field('再输一次口令').fill(passphrase);
  }
  const file = await desk.saved('生成备份');
  await desk.sees('备份已生成');
  if (passphrase) await desk.picture('backup made');
  await desk.press('完成');
  return { ...file, text: file.bytes.toString('utf8') };
}
const asFile = (text, name = '备份.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
/** Opens a backup in the dialog, which then says what it would change. */
const compare = async (desk, text) => {
  await storage(desk);
  await desk.pick('从备份恢复…', asFile(text));
  return desk.page.locator('#restore');
};
/** The content of every case on the device, as text by id. */
const contents = async (desk) => Object.fromEntries((await lying(desk)).cases.map(([id, row]) => [id, JSON.stringify(JSON.parse(row.record).body)]));
/** A device that has nothing, as after the browser was cleaned. */
async function wiped(desk) {
  await desk.page.goto('about:blank');
  const other = await desk.page.context().newPage();
  await other.goto(AS_FILE ? desk.address.replace(/hengping\.html$/, 'icon.svg') : new URL('icon.svg', desk.address).href);
  await other.evaluate(() => new Promise((done, failed) => {
    localStorage.clear();
    const request = indexedDB.deleteDatabase('hengping');
    request.onsuccess = done;
    request.onerror = failed;
  }));
  await other.close();
  await desk.open('#/storage');
  await figure(desk, '项目', '0 个');
}
const restored = async (desk) => {
  await desk.page.locator('#restore').getByRole('button', { name: '恢复', exact: true }).click();
  await desk.page.locator('#restore:not([open])').waitFor({ state: 'attached' });
};

journey('a backup brings every case back byte for byte after the browser was cleaned, and changes nothing twice', async (desk) => {
  await demo(desk);
  await goTo(desk, '#/projects');
  const row = ['产出指标', '数量指标', '改造路灯数量', '≥50个', '45', '90', '81'];
  await desk.pick('导入…', selfEvaluation('路灯改造', { rows: [row] }));
  await desk.press('导入');
  await desk.page.locator('.grid').waitFor();
  const reason = desk.field('改造路灯数量，偏差原因分析及改进措施');
  await reason.fill('因“暴雨”停工\n三天');
  await desk.page.locator('.rail').getByText('仅本机 1 个').waitFor();
  const file = await backup(desk);
  assert.match(file.name, /^衡评-备份-\d{8}-[A-Z0-9-]+\.json$/);
  const before = await contents(desk);
  assert.ok(Object.values(before).some((text) => text.includes('停工')), 'what was in the journal is in the backup');
  await desk.page.locator('.rail').getByText(/^仅本机/).waitFor({ state: 'detached' });
  assert.match((await figures(desk))['上次备份'], /^\d{4}-\d\d-\d\d \d\d:\d\d$/);
  await wiped(desk);
  const report = await compare(desk, file.text);
  await desk.sees('本机没有 25', report);
  await desk.isAccessible('#restore');
  await desk.picture('restore new');
  await restored(desk);
  await desk.sees('恢复完成：恢复项目 25 个');
  await figure(desk, '项目', '25 个');
  assert.deepEqual(await contents(desk), before);
  await desk.sees('每个项目在别处都有一份与现在相同的副本');
  await compare(desk, file.text);
  await desk.sees('完全相同 25', report);
  await restored(desk);
  assert.deepEqual(await contents(desk), before);
});

journey('a locked backup opens with its passphrase alone, and holds nothing readable', async (desk) => {
  await imported(desk, TANGXI);
  await storage(desk);
  await desk.press('备份到一个文件…');
  await desk.field('口令（可以不设）').fill('长江 7 号');
  await desk.sees('两次输入的口令不一样');
  await desk.press('生成备份');
  assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'backup-again');
  await desk.isAccessible('#backup');
  await desk.picture('backup with passphrase');
  await desk.key('Escape');
  const file = await backup(desk, '长江 7 号');
  assert.doesNotMatch(file.text, /委托业务/);
  const before = await contents(desk);
  await wiped(desk);
  const report = await compare(desk, file.text);
  await desk.sees('这个备份设有口令', report);
  await desk.field('备份的口令').fill('长江7号');
  await desk.key('Enter');
  await desk.sees(/口令不对|口令/, report.locator('.find-list'));
  await desk.isAccessible('#restore');
  await desk.picture('restore wrong passphrase');
  await desk.field('备份的口令').fill('长江 7 号');
  await desk.press('打开');
  await desk.sees('本机没有 1', report);
  await restored(desk);
  await figure(desk, '项目', '1 个');
  assert.deepEqual(await contents(desk), before);
});

journey('what differs is shown field by field, chosen, and the whole is taken back', async (desk) => {
  await imported(desk, TANGXI);
  const actual = '基建工程委托业务项目数量，实际完成值';
  await desk.field(actual).fill('45');
  await desk.field(actual).blur();
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const place = new URL(desk.page.url()).hash;
  const file = await backup(desk);
  const before = await contents(desk);
  await goTo(desk, place);
  await desk.field(actual).fill('50');
  await desk.field(actual).blur();
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const changed = await contents(desk);
  const report = await compare(desk, file.text);
  await desk.sees('内容不同 1', report);
  const row = report.getByRole('row').filter({ hasText: '实际完成值' });
  assert.deepEqual(await row.locator('td').allInnerTexts(), ['「基建工程委托业务项目数量」的实际完成值', '50', '45']);
  const go = report.getByRole('button', { name: '恢复', exact: true });
  assert.equal(await go.isDisabled(), true);
  await desk.sees('还有 1 个项目请选择如何处理', report);
  await desk.isAccessible('#restore');
  await desk.picture('restore changed');
  await report.getByRole('combobox').selectOption('用备份中的替换');
  await restored(desk);
  await desk.sees('恢复完成：恢复项目 1 个');
  assert.deepEqual(await contents(desk), before);
  await desk.press('撤销');
  await desk.sees('已撤销');
  assert.deepEqual(await contents(desk), changed);
  await compare(desk, file.text);
  await report.getByRole('combobox').selectOption('两份都留，备份中的另建一个');
  await restored(desk);
  await figure(desk, '项目', '2 个');
  const both = Object.values(await contents(desk));
  assert.ok(both.includes(Object.values(changed)[0]), 'the device keeps its own');
  await goTo(desk, place);
  await desk.field(actual).fill('51');
  await desk.field(actual).blur();
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
});

journey('a backup that was cut, edited or is something else changes nothing and says what it is', async (desk) => {
  await imported(desk, TANGXI);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const file = await backup(desk);
  const before = await contents(desk);
  const wrong = {
    cut: file.text.slice(0, file.text.length / 2),
    edited: file.text.replace('委托业务', '委托事务'),
    newer: file.text.replace('"version":1', '"version":9'),
    'of another product': '{"format":"dexie","version":1,"data":[]}',
    'no JSON': '不是备份',
    empty: '',
  };
  for (const [what, text] of Object.entries(wrong)) {
    assert.notEqual(text, file.text, what);
    const report = await compare(desk, text);
    await report.locator('.find-list li').first().waitFor();
    await desk.sees('本机内容没有变化', report);
    assert.equal(await report.getByRole('button', { name: '恢复', exact: true }).count(), 0, what);
    if (what === 'edited') {
      await desk.isAccessible('#restore');
      await desk.picture('restore refused');
    }
    await desk.page.locator('#restore').getByRole('button', { name: '关闭' }).click();
    assert.deepEqual(await contents(desk), before, what);
  }
});

journey('a backup or a rescue file given to 导入 is led to the page that restores it', async (desk) => {
  await imported(desk, TANGXI);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const file = await backup(desk);
  const raw = await desk.saved('导出全部原文');
  const before = await contents(desk);
  await wiped(desk);
  for (const [name, text] of [['备份.json', file.text], ['本机数据.json', raw.bytes]]) {
    await goTo(desk, '#/projects');
    await desk.pick('导入…', asFile(text, name));
    await desk.sees('这是备份或原样取出的本机数据');
    await desk.isAccessible('#intake');
    await desk.press('去恢复');
    const report = desk.page.locator('#restore');
    await desk.sees('本机没有 1', report);
    await restored(desk);
    assert.deepEqual(await contents(desk), before, name);
    await desk.press('撤销');
    await desk.sees('已撤销');
    await figure(desk, '项目', '0 个');
  }
});

journey('undoing a restore loses nothing that was worked on since', async (desk) => {
  await imported(desk, TANGXI);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const place = new URL(desk.page.url()).hash;
  const file = await backup(desk);
  await wiped(desk);
  await compare(desk, file.text);
  await restored(desk);
  await desk.sees('恢复完成');
  await goTo(desk, place);
  await desk.field('基建工程委托业务项目数量，实际完成值').fill('47');
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  await desk.press('撤销');
  await desk.sees('没有撤销：“委托业务项目”在导入之后又有改动');
  await desk.holds('基建工程委托业务项目数量，实际完成值', '47');
});

journey('the whole way from backup to restore is made by keyboard', async (desk) => {
  await imported(desk, TANGXI);
  await storage(desk);
  const to = async (name) => {
    for (let step = 0; step < 60; step += 1) {
      await desk.key('Tab');
      const at = await desk.page.evaluate(() => document.activeElement.textContent);
      if (at === name) return;
    }
    assert.fail(`“${name}” is not reached by Tab`);
  };
  await to('备份到一个文件…');
  await desk.key('Enter');
  await desk.page.locator('#backup[open]').waitFor();
  await to('生成备份');
  const download = desk.page.waitForEvent('download');
  await desk.key('Enter');
  await download;
  await desk.sees('备份已生成');
  await desk.key('Escape');
  await desk.page.locator('#backup:not([open])').waitFor({ state: 'attached' });
  await to('从备份恢复…');
  await to('导出全部原文');
  await to('导出原文');
});

journey('a restore that finds no room is in the window, says so, and is written when there is room', async (desk) => {
  await imported(desk, TANGXI);
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  const file = await backup(desk);
  const before = await contents(desk);
  await wiped(desk);
  await compare(desk, file.text);
  await desk.sees('本机没有 1', desk.page.locator('#restore'));
  await desk.page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    window.full = true;
    IDBObjectStore.prototype.put = function (...given) {
      if (window.full) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  await restored(desk);
  await desk.sees('恢复的内容还没有写入本机');
  await desk.sees('未保存：本机存储空间已满', desk.page.locator('.red-bars'));
  await desk.isAccessible();
  await desk.page.evaluate(() => { window.full = false; });
  await desk.press('重试保存');
  await desk.sees(/已保存 \d\d:\d\d:\d\d/);
  assert.deepEqual(await contents(desk), before);
});
