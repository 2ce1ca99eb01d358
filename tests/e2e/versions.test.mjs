// Windows of two versions of the app on one device: the older one says what the newer one did, and writes over nothing.
import assert from 'node:assert/strict';
import { HOSTS, TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const REASON = '基建工程委托业务项目数量，偏差原因分析及改进措施';
const SAVED = /已保存 \d\d:\d\d:\d\d/;
const bars = (desk) => desk.page.locator('.red-bars');

/** A page of the same place that is not this app. */
async function beside(desk, host) {
  const other = await desk.tab();
  await other.page.goto(host.startsWith('file:') ? `${host}#rescue` : `${host}rescue.html`);
  return other.page;
}

/** Opens the database as another version does, and keeps it open whatever it is told. */
const openAs = (page, version) => page.evaluate((version) => new Promise((done, failed) => {
  const request = indexedDB.open('hengping', version);
  request.onupgradeneeded = () => {
    for (const store of ['cases', 'quarantine', 'device']) {
      if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store, { keyPath: store === 'cases' ? 'id' : null, autoIncrement: store === 'quarantine' });
    }
  };
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    window.held = request.result;
    done();
  };
}), version);

/** Changes the only case's record, as a workbench of that version would. */
const rewrite = (page, change) => page.evaluate((change) => new Promise((done, failed) => {
  const request = indexedDB.open('hengping');
  request.onerror = failed;
  request.onsuccess = () => {
    const writing = request.result.transaction('cases', 'readwrite');
    const cases = writing.objectStore('cases');
    cases.getAll().onsuccess = ({ target: { result: [row] } }) => {
      for (const [from, to] of change) row.record = row.record.replace(from, to);
      cases.put({ ...row, digest: 'of a later version' });
      writing.oncomplete = () => {
        request.result.close();
        // Where there are no channels it is heard of with the next sign of life.
        new BroadcastChannel('hengping').postMessage(row.id);
        done(row.record);
      };
    };
  };
}), change);
const record = (page) => rewrite(page, []);

for (const host of HOSTS) {
  journey(`two versions (${host}): an older window that lets nothing go is named, and its end is enough`, async (desk) => {
    const older = await beside(desk, desk[host]);
    await openAs(older, 1);
    await imported(desk, TANGXI, desk[host]);
    await desk.sees('未保存：另一个旧版本窗口占用着数据，请关闭它再刷新', bars(desk));
    await desk.field(REASON).fill('只在本页面中');
    const file = await desk.saved('导出全部项目');
    assert.match(file.bytes.toString(), /只在本页面中/);
    await older.close();
    desk.page.once('dialog', (dialog) => dialog.accept());
    await desk.reload();
    await desk.seesNot('未保存');
    await desk.open('#/projects', { at: desk[host] });
    await desk.pick('导入…', [{ name: file.name, mimeType: 'application/json', buffer: file.bytes }]);
    await desk.press('导入');
    await desk.sees(SAVED);
  }, { expectErrors: true });

  journey(`two versions (${host}): a newer window takes the documents, and the older keeps every keystroke`, async (desk) => {
    await imported(desk, TANGXI, desk[host]);
    await desk.sees(SAVED);
    const newer = await beside(desk, desk[host]);
    await openAs(newer, 9);
    await desk.field(REASON).fill('新版本已经打开');
    await desk.sees('未保存：数据已由更新的窗口接管，请刷新此页', bars(desk));
    await desk.isAccessible();
    const kept = await newer.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('hp/j/')).map(([, text]) => text).join());
    assert.match(kept, /新版本已经打开/, 'the newer app finds it in the journal');
    desk.page.once('dialog', (dialog) => dialog.accept());
    await desk.reload();
    await desk.sees('数据已由更新的窗口接管', bars(desk));
    const after = await newer.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('hp/j/')).map(([, text]) => text).join());
    assert.equal(after, kept, 'and the older one, started again, leaves it there');
  }, { expectErrors: true });

  journey(`two versions (${host}): what a newer window wrote is shown in the older one and not written over`, async (desk) => {
    await imported(desk, TANGXI, desk[host]);
    await desk.field(REASON).fill('旧版本写的');
    await desk.sees(SAVED);
    const follower = await desk.tab();
    await follower.open(new URL(desk.page.url()).hash, { at: desk[host] });
    await follower.sees('只读：该项目正在另一个窗口中编辑', bars(follower));
    const newer = await beside(desk, desk[host]);
    const written = await rewrite(newer, [['"version":3', '"version":4,"later":[1]'], ['旧版本写的', '新版本写的']]);
    await follower.sees('只读：该项目由更新版本的衡评保存，本版本不能修改', bars(follower));
    await follower.holds(REASON, '新版本写的');
    await follower.picture(`newer record ${host}`);
    // The window that edits learns of it when it writes, and nothing is decided without its user.
    await desk.field(REASON).fill('旧版本接着写');
    await desk.sees('在另一个窗口里也改过。两边都还在', bars(desk));
    assert.equal(await record(newer), written);
    await desk.press('留下另一窗口的');
    await desk.sees('只读：该项目由更新版本的衡评保存', bars(desk));
    await desk.holds(REASON, '新版本写的');
    assert.equal(await record(newer), written);
    const aside = await newer.evaluate(() => new Promise((done) => {
      indexedDB.open('hengping').onsuccess = ({ target: { result } }) => {
        result.transaction('quarantine').objectStore('quarantine').getAll().onsuccess = (event) => done(event.target.result.map(({ raw }) => raw));
      };
    }));
    assert.ok(aside.some((raw) => raw.includes('旧版本接着写')), 'what gave way is kept');
  });
}
