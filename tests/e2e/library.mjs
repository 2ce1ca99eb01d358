// The hands of who keeps the 指标库: files for it, the report of what one would change, and a goal that picked from it.
import { blankGoal } from './forms.mjs';
import { pick, saved } from './goal.mjs';

export const HEADS = ['指标编码', '行业领域', '一级指标', '二级指标', '指标名称', '计量单位', '指标性质', '指标值', '指标解释'];
export const NEW = ['HB0001', '市政', '产出指标', '数量指标', '景观灯检修盏数', '盏', '≥', '1200', '本年检修的景观灯数量'];

export const csv = (name, lines) => {
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const text = lines.map((line) => line.map(cell).join(',')).join('\r\n');
  return { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${text}\r\n`) };
};

export const report = (desk) => desk.page.getByRole('dialog', { name: '从文件更新指标库' });
export const adopt = (desk) => desk.page.locator('#library-adopt');
export const edition = (desk) => desk.page.locator('#library-edition').innerText();

/** The page of the library, once it can be searched. */
export async function opened(desk, { at = desk.address } = {}) {
  await desk.open('#/library', { at });
  await desk.page.locator('#library-edition', { hasText: '项指标' }).waitFor();
  return desk;
}

/** Waits until the page names a library that is this device's own, or the shipped one. */
export const uses = (desk, whose) => desk.page.locator('#library-edition', { hasText: whose }).waitFor();
export const OWN = '本机更新的版本';
export const SHIPPED = '随程序提供';

/** Gives a file to the page and waits for what it would change. */
export async function shown(desk, file, { replace = false } = {}) {
  await desk.pick('从文件更新指标库', file);
  await report(desk).locator('.list-counts').waitFor();
  if (replace) {
    await report(desk).getByLabel('替换：以文件为准，文件没有的移除').check();
    await report(desk).getByText(/^移除 [1-9]/).waitFor();
  }
  return desk;
}

/** What the report counts, by its words. */
export const counted = async (desk) => Object.fromEntries((await report(desk).locator('.list-counts .light').allInnerTexts())
  .map((text) => text.split(' ')).map(([word, count]) => [word, Number(count)]));

export async function adopted(desk) {
  await adopt(desk).click();
  await report(desk).waitFor({ state: 'hidden' });
  await uses(desk, OWN);
}

/** Looks for words, until these names and no others are found. */
export async function finds(desk, words, names) {
  const hits = (test, wanted) => desk.page.waitForFunction(([test, wanted]) => {
    const shown = [...document.querySelectorAll('#library-hits .hit-name')].map((name) => name.textContent);
    return test === 'all' ? shown.length > 1 : JSON.stringify(shown) === wanted;
  }, [test, JSON.stringify(wanted)]);
  // From all of them: what stands there from the question before must not pass for an answer.
  await desk.page.locator('#library-search').fill('');
  await hits('all');
  await desk.page.locator('#library-search').fill(words);
  await hits('these', names);
}

/** A goal with one indicator picked from the library by its name. */
export async function linked(desk, name) {
  await blankGoal(desk);
  await pick(desk, 0, name);
  await desk.page.locator('.name-foot .tag[title^="选自指标库"]').waitFor();
  await saved(desk);
}
