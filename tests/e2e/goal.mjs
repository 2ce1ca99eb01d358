// The hands of a clerk on the goal page: what stands in the grid, a table from the clipboard, an indicator from the
// library, and the goal as it goes out.
import { readFileSync } from 'node:fs';

export const SAVED = /已保存 \d\d:\d\d:\d\d/;

/** The shipped library, by code. */
export const LIBRARY = new Map(JSON.parse(readFileSync('public/packs/indicators.json', 'utf8')).indicators
  .map((entry) => [entry.id, entry]));

/** The texts of a column of the grid, from top to bottom. */
export const column = (desk, word) => desk.page.locator(`textarea[data-column=${word}]`)
  .evaluateAll((areas) => areas.map((area) => area.value));
export const names = (desk) => column(desk, 'name');

/** The field of a row, by where the row stands. */
export const cell = (desk, word, at) => desk.page.locator(`textarea[data-column=${word}]`).nth(at);

/** Waits until the names of the rows are these, from top to bottom; rows below them may follow. */
export const namesAre = (desk, wanted) => desk.page.waitForFunction((wanted) => {
  const areas = [...document.querySelectorAll('textarea[data-column=name]')];
  return wanted.every((name, at) => areas[at]?.value === name);
}, wanted);

/** Waits until the last of what was done is on the disk. */
export async function saved(desk) {
  await desk.page.locator('html[data-save=saved]').waitFor();
}

/** Pastes a table where the focus is, as the browser does. */
export async function paste(desk, text, html = '') {
  await desk.page.evaluate(([text, html]) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    if (html) data.setData('text/html', html);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  }, [text, html]);
}

/** Opens the library from the row at this place and asks it; the row has to be without a name. */
export async function ask(desk, at, words) {
  await cell(desk, 'name', at).focus();
  await desk.key('/');
  await desk.page.locator('#library-search:focus').waitFor();
  await desk.page.locator('#library-search').fill(words);
  await desk.page.locator('#library-hits [role=option]', { hasText: words }).first().waitFor();
}

/** Puts the indicator of that name into the row at this place, or beside its like. */
export async function pick(desk, at, name) {
  await ask(desk, at, name);
  // The levels of the row are asked for at first; the indicator may have others.
  const clear = desk.button('清除筛选');
  if (await clear.count()) await clear.click();
  await desk.page.locator('#library-hits [role=option]', { hasText: name }).first().waitFor();
  await desk.page.locator('#library-search').press('Enter');
  await desk.page.locator('textarea[data-column=target]:focus').waitFor();
}

/** What lies behind the row of that name, open. */
export async function behind(desk, name) {
  await desk.button(`「${name}」的依据与来源`).click();
  const editor = desk.page.locator('.editor');
  await editor.waitFor();
  return editor;
}

/** The lines of the findings panel, as they are read. */
export const findings = (desk) => desk.page.locator('.find-list .go-to').allInnerTexts();

/** The cases of this device as they go out; the list is open then. */
export async function exported(desk) {
  await saved(desk);
  await desk.page.locator('.rail').getByRole('link', { name: '我的项目' }).click();
  await desk.page.locator('.cases').waitFor();
  return JSON.parse((await desk.saved('导出全部')).bytes).cases;
}

/** The goal page of a case. */
export async function goalPage(desk, { id = 'goal-1', at = desk.address } = {}) {
  await desk.open(`#/cases/${id}/goal`, { at });
  await desk.page.locator('.grid.drafting').waitFor();
  return desk;
}

/** Another window of the same profile on the same page, after this one was killed; it has the goal to edit. */
export async function killed(desk, host = 'address') {
  const place = new URL(desk.page.url()).hash;
  const next = await desk.tab();
  await desk.crash();
  await next.open(place, { at: next[host] });
  await next.page.locator('.grid.drafting').waitFor();
  // A plain host cannot say which windows live: there the goal is taken from the dead one by hand.
  if (host === 'intranet') {
    await next.press('接管编辑');
    await next.button('接管编辑').waitFor({ state: 'detached' });
  }
  return next;
}
