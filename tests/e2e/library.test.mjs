// 指标库 from a file: what it would change is shown before anything happens; what is ticked becomes the next edition of
// this device, at once and as a whole, whatever stops it; a goal that picked an indicator is told what changed.
import assert from 'node:assert/strict';
import { HOSTS } from './forms.mjs';
import { goalPage } from './goal.mjs';
import { heldFor, watchHolds } from './held.mjs';
import { journey, journeyAtHome } from './journey.mjs';
import { HEADS, NEW, OWN, SHIPPED, adopt, adopted, counted, csv, edition, finds, linked, opened, report, shown, uses } from './library.mjs';
import { workbook } from './workbook.mjs';

const OTHER = NEW.with(0, 'HB0009').with(4, '泵站巡检次数').with(8, '本年巡检泵站的次数');
/** An entry of the shipped library, with another meaning. */
const CHANGED = ['IND0009', '', '', '', '故障抢修到场时间', '', '', '', '接到报修后到达现场的平均时长（新）'];

const xlsx = (name, lines) => ({ name: `${name}.xlsx`, mimeType: '', buffer: workbook(lines) });

for (const host of HOSTS) {
  journey(`a CSV is merged: shown member by member, ticked, used from then on and after a reload (${host})`, async (desk) => {
    await opened(desk, { at: desk[host] });
    const before = await edition(desk);
    assert.match(before, /随程序提供/);
    await shown(desk, csv('增补', [HEADS, NEW, CHANGED, ['', '市政', '产出指标', '数量指标', '', '盏'],
      ['HB0002', '市政', '产出指标', '数量指标', '不要的指标', '个']]));
    const counts = await counted(desk);
    assert.deepEqual(counts, { 新增: 2, 变更: 1, 移除: 0, 不能采用: 1, 不变: 0 });
    await desk.sees('接到报修后到达现场的平均时长（新）', report(desk));
    await desk.sees('指标没有名称', report(desk));
    await report(desk).getByText('新增的 2 项').click();
    await desk.isAccessible('#library-report');
    await desk.picture('library report');
    await report(desk).getByLabel('采用 HB0002 不要的指标').uncheck();
    assert.equal(await adopt(desk).innerText(), '采用 2 项');
    await adopted(desk);
    await desk.sees('已采用 2 项变动，1 项未勾选');
    await desk.isAccessible();
    for (const again of [false, true]) {
      if (again) {
        await desk.reload();
        await uses(desk, OWN);
      }
      await finds(desk, '景观灯', ['景观灯检修盏数']);
      await finds(desk, 'jgdjxzs', ['景观灯检修盏数']);
      await finds(desk, '不要的指标', []);
      await finds(desk, '故障抢修到场', ['故障抢修到场时间']);
    }
    await desk.press('恢复为随程序提供的指标库');
    await desk.press('恢复');
    await uses(desk, SHIPPED);
    assert.equal(await edition(desk), before);
    await finds(desk, '景观灯', []);
    await desk.reload();
    await uses(desk, SHIPPED);
  });
}

journey('a workbook replaces the library, and what it has not is gone only then', async (desk) => {
  await opened(desk);
  const count = Number(/(\d+) 项指标/.exec(await edition(desk))[1]);
  const rows = Array.from({ length: 45 }, (_, at) => [`R${String(at).padStart(3, '0')}`, '市政', '产出指标', '数量指标', `第${at}项工程量`, '项']);
  await shown(desk, xlsx('新库', [['指标库'], HEADS, ...rows]), { replace: true });
  assert.deepEqual(await counted(desk), { 新增: 45, 变更: 0, 移除: count, 不能采用: 0, 不变: 0 });
  // Nothing is hidden: the list goes on page by page.
  await report(desk).getByText('新增的 45 项').click();
  const group = report(desk).locator('details', { hasText: '新增的 45 项' });
  await group.getByText('第 1 页，共 3 页').waitFor();
  await group.getByRole('button', { name: '下一页' }).click();
  await group.getByText('第20项工程量').waitFor();
  await adopted(desk);
  assert.match(await edition(desk), /45 项指标/);
  await desk.reload();
  await uses(desk, OWN);
  assert.match(await edition(desk), /45 项指标/);
  await finds(desk, '第44项', ['第44项工程量']);
});

journey('a file that is given up changes nothing', async (desk) => {
  await opened(desk);
  const before = await edition(desk);
  await shown(desk, csv('增补', [HEADS, NEW]));
  await desk.press('取消，不更新');
  await report(desk).waitFor({ state: 'hidden' });
  await shown(desk, csv('增补', [HEADS, NEW]), { replace: true });
  await desk.key('Escape');
  await report(desk).waitFor({ state: 'hidden' });
  assert.equal(await edition(desk), before);
  await desk.reload();
  await uses(desk, SHIPPED);
  assert.equal(await edition(desk), before);
});

journey('what is wrong with a file is told, and what is no library is refused', async (desk) => {
  await opened(desk);
  const twice = NEW.with(4, '另一个指标');
  await shown(desk, csv('重复', [HEADS, NEW, twice]));
  assert.deepEqual(await counted(desk), { 新增: 1, 变更: 0, 移除: 0, 不能采用: 1, 不变: 0 });
  await desk.sees('指标编码“HB0001”与前面的指标重复', report(desk));
  await desk.press('取消，不更新');
  const mapped = [[...HEADS, '替代的指标'], [...NEW, 'HB0002'], [...NEW.with(0, 'HB0002').with(4, '甲指标'), 'HB0001']];
  await shown(desk, csv('循环', mapped));
  await desk.sees('互相循环', report(desk));
  await desk.press('取消，不更新');
  const refused = async (file, words) => {
    await desk.pick('从文件更新指标库', file);
    await desk.sees(words, report(desk));
    assert.equal(await adopt(desk).count(), 0);
    await desk.press('关闭');
    await report(desk).waitFor({ state: 'hidden' });
  };
  await refused(csv('空表', []), /文件/);
  await refused(csv('通讯录', [['姓名', '电话'], ['张三', '1']]), '没有找到指标库的表头');
  await refused(csv('只有表头', [HEADS]), '没有指标');
  await refused({ name: '别的.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') }, '不是规则包');
  await refused({ name: '坏的.xlsx', mimeType: '', buffer: Buffer.from('PK\x03\x04 nothing') }, /./);
  await uses(desk, SHIPPED);
  await desk.isAccessible();
});

journey('fifty thousand rows are taken over while the page goes on answering', async (desk) => {
  await opened(desk);
  const rows = Array.from({ length: 50_000 }, (_, at) => [`Q${String(at).padStart(5, '0')}`, '市政', '产出指标', '数量指标', `第${at}项工程量`, '项']);
  await watchHolds(desk);
  desk.page.setDefaultTimeout(180_000);
  await shown(desk, csv('全省', [HEADS, ...rows]));
  assert.equal((await counted(desk)).新增, 50_000);
  await report(desk).getByText('新增的 50000 项').click();
  await report(desk).getByText('第 1 页，共 2500 页').waitFor();
  await adopted(desk);
  const held = await heldFor(desk);
  console.log(`50,000 rows: the page was held ${held} ms at most`);
  assert.ok(held < 3000, `the page was held ${held} ms`);
  await finds(desk, '第49999项', ['第49999项工程量']);
  await desk.reload();
  await uses(desk, OWN);
  assert.match(await edition(desk), /项指标/);
});

journey('a goal stays by its edition, is told what changed, and takes it over only when asked', async (desk) => {
  await linked(desk, '故障抢修到场时间');
  const before = await desk.page.locator('.name-foot .tag[title^="选自指标库"]').getAttribute('title');
  await opened(desk);
  await shown(desk, csv('增补', [HEADS, CHANGED]));
  await adopted(desk);
  await goalPage(desk);
  const news = desk.page.locator('.name-foot .news');
  await news.getByText('指标库已更新').click();
  await desk.sees('接到报修后到达现场的平均时长（新）', news);
  await desk.sees('本目标仍按', news);
  await desk.isAccessible();
  await desk.picture('goal told of the library');
  await desk.reload();
  await desk.page.locator('.grid.drafting').waitFor();
  await news.getByText('指标库已更新').waitFor();
  assert.equal(await desk.page.locator('.name-foot .tag[title^="选自指标库"]').getAttribute('title'), before, 'it keeps its edition');
  await news.getByText('指标库已更新').click();
  await news.getByRole('button', { name: '改用新版内容' }).click();
  await news.waitFor({ state: 'detached' });
  assert.notEqual(await desk.page.locator('.name-foot .tag[title^="选自指标库"]').getAttribute('title'), before);
  await desk.page.getByRole('button', { name: '「故障抢修到场时间」的依据与来源' }).click();
  await desk.page.waitForFunction(() => [...document.querySelectorAll('.editor textarea, .editor input')].some((area) => area.value.includes('（新）')));
  await desk.press('↶ 撤销');
  await news.getByText('指标库已更新').waitFor();
});

journey('a goal is told when its indicator is gone from the library', async (desk) => {
  await linked(desk, '故障抢修到场时间');
  await opened(desk);
  await shown(desk, csv('新库', [HEADS, NEW]), { replace: true });
  await adopted(desk);
  await goalPage(desk);
  const news = desk.page.locator('.name-foot .news');
  await news.getByText('指标库已更新').click();
  await desk.sees('已不收录这个指标', news);
  assert.equal(await news.getByRole('button').count(), 0);
});

journey('a page that is killed right after 采用 leaves the old library or the new one, whole', async (desk) => {
  await opened(desk);
  const shipped = await edition(desk);
  await shown(desk, csv('增补', [HEADS, NEW]));
  // A second window, in which the profile goes on.
  const other = await desk.tab();
  await adopt(desk).click();
  await desk.crash();
  await opened(other);
  const after = await edition(other);
  if (after !== shipped) assert.match(after, /本机更新的版本/);
  await finds(other, '景观灯', after === shipped ? [] : ['景观灯检修盏数']);
  // Whichever it was, the file can be taken over now.
  if (after === shipped) {
    await shown(other, csv('增补', [HEADS, NEW]));
    await adopted(other);
  }
  // And once it is said to be done, it is.
  await shown(other, csv('再增补', [HEADS, OTHER]));
  const third = await other.tab();
  await adopted(other);
  await other.crash();
  await opened(third);
  await uses(third, OWN);
  await finds(third, '泵站巡检', ['泵站巡检次数']);
});

journeyAtHome('the library of this device is there after the browser ended', async (desk) => {
  await opened(desk);
  await shown(desk, csv('增补', [HEADS, NEW]));
  await adopted(desk);
  const again = await desk.restart();
  await opened(again);
  await uses(again, OWN);
  await finds(again, '景观灯', ['景观灯检修盏数']);
});

journey('two windows: who staged against a library that another has replaced is told, and nothing is lost', async (desk) => {
  await opened(desk);
  await shown(desk, csv('增补', [HEADS, NEW]));
  const other = await opened(await desk.tab());
  await shown(other, csv('别的', [HEADS, OTHER]));
  await adopted(other);
  await adopt(desk).click();
  await desk.sees('另一个窗口已更换指标库', report(desk));
  await desk.press('取消，不更新');
  await desk.reload();
  await uses(desk, OWN);
  await finds(desk, '泵站巡检', ['泵站巡检次数']);
  await finds(desk, '景观灯', []);
});
