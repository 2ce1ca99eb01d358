// What lies in the app's places and is not as it should be: broken, cut off, of a later version, of another program.
// The app opens, says how many there are, shows what is sound, and throws no text away.
import assert from 'node:assert/strict';
import { HOSTS, TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const REASON = '基建工程委托业务项目数量，偏差原因分析及改进措施';

/** Everything that lies there, as texts. */
const texts = (page) => page.evaluate(async () => {
  const found = Object.values(localStorage);
  for (const text of Object.values(localStorage)) {
    try { found.push(JSON.parse(text).raw); } catch { /* No text of ours. */ }
  }
  const database = await new Promise((done) => { indexedDB.open('hengping').onsuccess = (event) => done(event.target.result); });
  for (const store of ['cases', 'quarantine']) {
    const rows = await new Promise((done) => {
      database.transaction(store).objectStore(store).getAll().onsuccess = (event) => done(event.target.result);
    });
    for (const row of rows) found.push(row.record, row.raw, JSON.stringify(row));
  }
  database.close();
  return found.filter((text) => typeof text === 'string');
});

/** Lays rows and texts down; returns what stood under the sound case. */
const lay = (page, { rows, local }) => page.evaluate(async ({ rows, local }) => {
  for (const [key, text] of Object.entries(local)) localStorage.setItem(key, text);
  const database = await new Promise((done) => { indexedDB.open('hengping').onsuccess = (event) => done(event.target.result); });
  const writing = database.transaction('cases', 'readwrite');
  for (const row of rows) writing.objectStore('cases').put(row);
  await new Promise((done) => { writing.oncomplete = done; });
  database.close();
}, { rows, local });

const soundRow = (page) => page.evaluate(() => new Promise((done) => {
  indexedDB.open('hengping').onsuccess = ({ target: { result } }) => {
    result.transaction('cases').objectStore('cases').getAll().onsuccess = (event) => {
      result.close();
      done(event.target.result[0]);
    };
  };
}));

for (const host of HOSTS) {
  journey(`broken, cut, newer and foreign records in every place (${host}): the rest opens, and every text is kept`, async (desk) => {
    await imported(desk, TANGXI, desk[host]);
    await desk.field(REASON).fill('完好的');
    await desk.sees(/已保存 \d\d:\d\d:\d\d/);
    const open = new URL(desk.page.url()).hash;
    const beside = (await desk.tab()).page;
    await beside.goto(desk[host].startsWith('file:') ? `${desk[host]}#rescue` : `${desk[host]}rescue.html`);
    await desk.page.close();
    const { record, ...columns } = await soundRow(beside);
    const id = columns.id;
    const as = (other, text) => ({ ...columns, id: other, record: text });
    const of = (other) => record.replaceAll(id, other);
    const newer = of('newer').replace('"version":3', '"version":4,"later":{"deep":[1]}');

    // [text, how many it makes, what the app does with it]
    const inDatabase = {
      'garbage in a record': as('garbage', '\u0000\u0001not json'),
      'an empty record': as('empty', ''),
      'a record cut off': as('cut', of('cut').slice(0, record.length / 2)),
      'one letter changed': as('flipped', of('flipped').replace('完好的', '坏掉的')),
      'a record under another key': as('elsewhere', record),
      'a newer one of an unknown shape': as('sealed', '{"version":9,"sealed":"otherwise"}'),
      'a newer one that can be shown': as('newer', newer),
      'a row of another program': { id: 'todo', done: [true], title: '买菜' },
      'a record that is no text': { id: 'number', record: 7 },
    };
    const entry = (over) => JSON.stringify({ version: 2, case: id, seq: 99, fence: 99, writer: 'w', command: { nothing: 'known' }, ...over });
    const inLocal = {
      'garbage in the journal': [`hp/j/${id}/0000000000000101/w`, '{"half'],
      'an entry cut off': [`hp/j/${id}/0000000000000102/w`, entry({}).slice(0, 60)],
      'an entry of an unknown edit': [`hp/j/${id}/0000000000000103/w`, entry({})],
      'an entry of no case': ['hp/j/nobody/0000000000000104/w', entry({ case: 'nobody' })],
      'another program in the journal': [`hp/j/${id}/0000000000000105/w`, '你好'],
      'a list for an entry': [`hp/j/${id}/0000000000000106/w`, '[1,2]'],
      'a newer entry': [`hp/j/${id}/0000000000000107/w`, entry({ version: 9 })],
      'a broken draft': [`hp/d/${id}/a`, '{'],
      'a foreign draft': [`hp/d/${id}/b`, '{"title":"买菜"}'],
      'a newer draft': [`hp/d/${id}/c`, JSON.stringify({ version: 9, case: id, what: 'nobody knows' })],
      'a broken lease': [`hp/l/${id}`, '一把锁'],
      'a lease of nobody': ['hp/l/nobody', '7 nobody'],
      'a broken count': ['hp/n', 'many'],
      'a broken look': ['hp/p/theme', '{"version":'],
      'a broken size': ['hp/p/type-size', '\u0000'],
      'a key of a later version': ['hp/zz/later', '{"kept":true}'],
      'a key of another program': ['todo', '{"买":"菜"}'],
    };
    await lay(beside, { rows: Object.values(inDatabase), local: Object.fromEntries(Object.values(inLocal)) });

    desk = await desk.tab();
    await desk.open(open, { at: desk[host] });
    await desk.sees(/^有 \d+ 条本机记录不能使用，已原样另存，没有删除；其余内容不受影响。$/);
    await desk.isAccessible();
    await desk.picture(`records set aside ${host}`);
    await desk.holds(REASON, '完好的');
    await desk.field(REASON).fill('接着写');
    await desk.sees(/已保存 \d\d:\d\d:\d\d/);

    // What may be replaced by the app's own word in the same place: the lease, the count, nothing else.
    const own = ['a broken lease', 'a broken count'];
    const kept = await texts(beside);
    const lost = [];
    for (const [what, row] of Object.entries(inDatabase)) {
      const text = typeof row.record === 'string' ? row.record : JSON.stringify(row);
      if (!kept.includes(text)) lost.push(what);
    }
    for (const [what, [, text]] of Object.entries(inLocal)) if (!own.includes(what) && !kept.includes(text)) lost.push(what);
    assert.deepEqual(lost, []);
    const standing = await beside.evaluate((keys) => keys.map((key) => localStorage.getItem(key)),
      [inLocal['a newer entry'][0], inLocal['a newer draft'][0]]);
    assert.deepEqual(standing, [inLocal['a newer entry'][1], inLocal['a newer draft'][1]], 'what is of a later version stays where it is');

    await desk.page.evaluate(() => { location.hash = '#/cases/newer/self-evaluation'; });
    await desk.sees('只读：该项目由更新版本的衡评保存');
    await desk.holds(REASON, '完好的');
    await desk.page.evaluate((open) => { location.hash = open; }, open);
    await desk.reload();
    await desk.holds(REASON, '接着写');
    const again = await texts(beside);
    assert.ok(kept.filter((text) => Object.values(inDatabase).some(({ record }) => record === text)).every((text) => again.includes(text)), 'also after another start');
  });
}
