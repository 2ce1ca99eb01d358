// 指标库 from a pack, and where an update meets the device as it is: no room for it, and goals whose indicators were
// replaced by others, or picked from an edition that nobody here has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { HOSTS, bareCase } from './forms.mjs';
import { behind, exported, goalPage, names } from './goal.mjs';
import { journey } from './journey.mjs';
import { HEADS, NEW, OWN, SHIPPED, adopt, adopted, counted, csv, edition, finds, linked, opened, report, shown, uses } from './library.mjs';
import { narrow } from './room.mjs';

const PICKED = '故障抢修到场时间';
const tag = (desk) => desk.page.locator('.name-foot .tag[title^="选自指标库"]');
const news = (desk) => desk.page.locator('.name-foot .news');
const told = (desk) => news(desk).getByText('指标库已更新', { exact: true });

/** The shipped library as a bureau hands out its next edition: `change` is made to its indicators. */
function pack(change) {
  const shipped = JSON.parse(readFileSync('public/packs/indicators.json', 'utf8'));
  const indicators = change(shipped.indicators);
  return { name: '指标库-2025.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...shipped, edition: '2025.1', indicators, cases: [] })) };
}
const LIGHTS = { id: 'HB0001', sector: '市政工程', level1: '产出指标', level2: '数量指标', name: '景观灯检修盏数', meaning: '本年检修的景观灯数量', unit: '盏', sign: 'ge', target: '1200' };
/** What stands in for an indicator of before. */
const ARRIVAL = { ...LIGHTS, id: 'HB0002', level2: '时效指标', name: '抢修到场时限', meaning: '接报后到达现场所用的时间', unit: '分钟', sign: 'le', target: '25', replaces: ['IND0009'] };

journey('a pack is merged into the library, kept over a reload, and given up again', async (desk) => {
  await opened(desk);
  const before = await edition(desk);
  const count = Number(/(\d+) 项指标/.exec(before)[1]);
  const changed = (all) => [...all.map((one) => (one.id === 'IND0003' ? { ...one, meaning: '本年夜间巡查的次数' } : one)), LIGHTS];
  await shown(desk, pack(changed));
  assert.deepEqual(await counted(desk), { 新增: 1, 变更: 1, 移除: 0, 不能采用: 0, 不变: count - 1 });
  await desk.sees('本年夜间巡查的次数', report(desk));
  await desk.isAccessible('#library-report');
  await adopted(desk);
  for (const again of [false, true]) {
    if (again) {
      await desk.reload();
      await uses(desk, OWN);
    }
    assert.match(await edition(desk), new RegExp(`${count + 1} 项指标`));
    await finds(desk, '景观灯', ['景观灯检修盏数']);
    // Letters are found in what the pack came without.
    await finds(desk, 'jgdjxzs', ['景观灯检修盏数']);
  }
  // The same pack once more changes nothing.
  await desk.pick('从文件更新指标库', pack(changed));
  await report(desk).locator('.list-counts').waitFor();
  assert.deepEqual(await counted(desk), { 新增: 0, 变更: 0, 移除: 0, 不能采用: 0, 不变: count + 1 });
  await desk.key('Escape');
  await report(desk).waitFor({ state: 'hidden' });
  await desk.press('恢复为随程序提供的指标库');
  await desk.press('恢复');
  await uses(desk, SHIPPED);
  assert.equal(await edition(desk), before);
});

journey('a pack that is no library is refused, and a pack replaces the whole library only when asked', async (desk) => {
  await opened(desk);
  const before = await edition(desk);
  const rules = { name: 'rules.json', mimeType: 'application/json', buffer: readFileSync('public/packs/rules-2021.json') };
  await desk.pick('从文件更新指标库', rules);
  await desk.sees('不是指标库', report(desk));
  assert.equal(await adopt(desk).count(), 0);
  await desk.press('关闭');
  assert.equal(await edition(desk), before);
  const count = Number(/(\d+) 项指标/.exec(before)[1]);
  await shown(desk, pack(() => [LIGHTS, ARRIVAL]), { replace: true });
  assert.deepEqual(await counted(desk), { 新增: 2, 变更: 0, 移除: count, 不能采用: 0, 不变: 0 });
  await adopted(desk);
  assert.match(await edition(desk), /2 项指标/);
  await finds(desk, '抢修', ['抢修到场时限']);
});

journey('a goal is told that its indicator was replaced, and uses the other one only when asked', async (desk) => {
  await linked(desk, PICKED);
  const before = await tag(desk).getAttribute('title');
  await opened(desk);
  await shown(desk, pack((all) => [...all, ARRIVAL]));
  await adopted(desk);
  await goalPage(desk);
  await told(desk).click();
  await desk.sees('已用“抢修到场时限”（HB0002）替代这个指标；本目标仍按 2024.1 版。', news(desk));
  await desk.sees('接报后到达现场所用的时间', news(desk));
  await desk.isAccessible('.grid');
  assert.equal(await tag(desk).getAttribute('title'), before, 'it keeps its edition');
  await news(desk).getByRole('button', { name: '改用替代的指标' }).click();
  await news(desk).waitFor({ state: 'detached' });
  assert.ok((await names(desk)).includes('抢修到场时限'));
  assert.match(await tag(desk).getAttribute('title'), /HB0002/);
  await desk.press('↶ 撤销');
  await told(desk).waitFor();
  assert.ok((await names(desk)).includes(PICKED));
  await desk.press('↷ 重做');
  await news(desk).waitFor({ state: 'detached' });
  const [{ goal }] = await exported(desk);
  const row = goal.indicators.find(({ name }) => name === '抢修到场时限');
  assert.equal(row.grounds.link.code, 'HB0002');
  assert.equal(row.unit, '分钟');
});

journey('a goal is told that the device has another library by now, and goes on by the one it was picked from', async (desk) => {
  await linked(desk, PICKED);
  const before = await tag(desk).getAttribute('title');
  await opened(desk);
  const other = JSON.parse(pack((all) => all.slice(0, 20)).buffer);
  const file = { name: '安徽省指标库.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...other, id: 'anhui', title: '安徽省指标库' })) };
  await shown(desk, file, { replace: true });
  await adopted(desk);
  await goalPage(desk);
  await news(desk).getByText('选自其他指标库', { exact: true }).click();
  await desk.sees('选自另一指标库的 2024.1 版，本机现用“安徽省指标库” 2025.1 版', news(desk));
  assert.equal(await news(desk).getByRole('button').count(), 0, 'nothing is taken over by a code of another library');
  await desk.isAccessible('.grid');
  assert.equal(await tag(desk).getAttribute('title'), before, 'it stays linked');
  // What departs from its entry is still known: the library of before is kept on the device.
  await (await behind(desk, PICKED)).getByLabel('指标解释', { exact: true }).fill('接报后到场所用的时间');
  await desk.page.locator('.name-foot .tag.departed', { hasText: '与指标库不同：指标解释' }).waitFor();
});

/** A case of another device, whose goal picked from an edition of the library that was never here. */
function fromElsewhere() {
  const file = JSON.parse(bareCase('goal-1', '路灯泵站运行费项目').buffer);
  const row = { id: 'r1', level1: '产出指标', level2: '时效指标', name: PICKED, sign: '≤', target: '30', unit: '分钟', points: '12.5', note: '',
    grounds: { meaning: '接报后到场的时间', link: { library: 'indicators', edition: '2019.1', code: 'IND0009' } } };
  file.cases[0].goal = { head: { year: 2024, project: '路灯泵站运行费项目' }, annual_goal: '', indicators: [row] };
  return { ...bareCase('goal-1', ''), buffer: Buffer.from(JSON.stringify(file)) };
}

journey('a goal from an edition that is not here is told that it cannot be compared, and may take over the new one', async (desk) => {
  await opened(desk);
  await shown(desk, csv('增补', [HEADS, NEW]));
  await adopted(desk);
  await desk.open('#/projects');
  await desk.pick('导入…', fromElsewhere());
  await desk.press('导入');
  await desk.sees('路灯泵站运行费项目');
  await goalPage(desk);
  await told(desk).click();
  await desk.sees('本机没有 2019.1 版，不能逐项比较；本目标仍按 2019.1 版，请自行核对。', news(desk));
  await desk.isAccessible('.grid');
  await desk.reload();
  await desk.page.locator('.grid.drafting').waitFor();
  assert.match(await tag(desk).getAttribute('title'), /2019\.1 版/);
  await told(desk).click();
  await news(desk).getByRole('button', { name: '改用新版内容' }).click();
  await news(desk).waitFor({ state: 'detached' });
  assert.doesNotMatch(await tag(desk).getAttribute('title'), /2019/);
  const [{ goal }] = await exported(desk);
  assert.equal(goal.indicators[0].target, '30', 'the target is the unit\'s own');
});

for (const host of HOSTS) {
  journey(`no room for the next edition (${host}): it is said, the old one is whole, and the choice waits until there is room`, async (desk) => {
    const room = await narrow(desk, desk[host]);
    await opened(desk, { at: desk[host] });
    const before = await edition(desk);
    await shown(desk, csv('增补', [HEADS, NEW, NEW.with(0, 'HB0003').with(4, '不要的指标')]));
    await report(desk).getByText('新增的 2 项').click();
    await report(desk).getByLabel('采用 HB0003 不要的指标').uncheck();
    await adopt(desk).click();
    await desk.sees('没有采用：本机存储空间已满。现用指标库没有变化，所选内容仍在此处，请处理后再试。', report(desk));
    await desk.isAccessible('#library-report');
    assert.equal(await edition(desk), before);
    const other = await opened(await desk.tab(), { at: desk[host] });
    assert.equal(await edition(other), before, 'nothing of it lies in the device');
    await finds(other, '景观灯', []);
    await other.page.close();
    // What was ticked is ticked still.
    assert.equal(await adopt(desk).innerText(), '采用 1 项');
    await room.free();
    await adopted(desk);
    await desk.reload();
    await uses(desk, OWN);
    await finds(desk, '景观灯', ['景观灯检修盏数']);
    await finds(desk, '不要的指标', []);
  }, { expectErrors: true });
}
