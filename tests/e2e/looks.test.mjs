// Every look a person can choose, on the screen most offices have: readable for all, nothing pushed sideways.
import assert from 'node:assert/strict';
import { TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const THEMES = ['跟随系统', '浅色', '深色', '高对比'];
const SIZES = ['标准', '大', '特大'];

const wear = async (desk, label, choice) => {
  await desk.page.getByLabel(label).selectOption(choice);
};
const ems = (desk, selector) => desk.page.locator(selector).first().evaluate((element) => {
  const size = (of) => parseFloat(getComputedStyle(of).fontSize);
  return size(element) / size(document.documentElement);
});

for (const theme of THEMES) {
  journey(`the self-evaluation can be read by all in ${theme}, whatever the size of type`, async (desk) => {
    await imported(desk, TANGXI);
    await wear(desk, '外观', theme);
    for (const size of SIZES) {
      await wear(desk, '字号', size);
      await desk.press('显示全部算式');
      await desk.isAccessible();
      await desk.fitsAcross();
      await desk.picture(`self-evaluation ${theme} ${size}`);
    }
  }, theme === '跟随系统' ? { colorScheme: 'dark' } : {});
}

for (const size of SIZES) {
  journey(`no page is wider than the window in ${size}`, async (desk) => {
    await desk.open();
    await wear(desk, '字号', size);
    await desk.fitsAcross();
    for (const heading of ['.first h1', '.card h2']) assert.ok(await ems(desk, heading) > 1.3, `${heading} is no heading`);
    await desk.picture(`first page ${size}`);
    await desk.press('看演示数据');
    await desk.sees('财政评价 13 个项目');
    await desk.fitsAcross();
    const heads = await desk.page.locator('.cases thead th').evaluateAll((heads) => heads.map((head) => {
      const line = parseFloat(getComputedStyle(head).lineHeight);
      return { text: head.textContent, lines: Math.round((head.clientHeight - 16) / line) };
    }));
    for (const { text, lines } of heads) assert.ok(lines <= 2, `“${text}” stands in ${lines} lines`);
    await desk.picture(`project list ${size}`);
    for (const page of ['self-evaluation', 'print', 'goal']) {
      const wanted = page === 'goal' ? '/goal' : '/self-evaluation';
      await desk.page.goto(`${desk.address}#/projects`);
      const link = desk.page.locator(`.case-name a[href$="${wanted}"]`).first();
      await link.click();
      await desk.page.locator('.grid').waitFor();
      if (page === 'print') await desk.follow('打印');
      await desk.page.locator(page === 'print' ? '.paper' : '.grid').waitFor();
      await desk.fitsAcross();
    }
  });
}

journey('a graded score in the list is text, not a button', async (desk) => {
  await imported(desk, 'tests/cases/selfeval-small.xls');
  await desk.page.goto(`${desk.address}#/projects`);
  const score = desk.page.locator('.cases .score').first();
  await score.waitFor();
  const look = await score.evaluate((element) => ({
    cursor: getComputedStyle(element).cursor, after: getComputedStyle(element, '::after').content,
  }));
  assert.deepEqual(look, { cursor: 'auto', after: 'none' });
});

journey('a device that keeps nothing is marked red on the first page', async (desk) => {
  await desk.page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  });
  await desk.open();
  await desk.sees('不能保存：');
  const colour = (words) => desk.page.locator('.standing > span').filter({ hasText: words }).locator('i').evaluate((sign) => getComputedStyle(sign).color);
  assert.notEqual(await colour('不能保存'), await colour('浏览器符合要求'));
});
