// A goal is drafted without a mouse: from the empty form to twelve indicators of the library, every key counted; rows
// moved; several picked in one go; and the help beside a field, which gives the focus back.
import assert from 'node:assert/strict';
import { bareCase, blankGoal } from './forms.mjs';
import { LIBRARY, SAVED, behind, cell, column, exported, goalPage, names, namesAre, pick, saved } from './goal.mjs';
import { journey } from './journey.mjs';

const QUERIES = ['wh', 'ldl', 'gzqx', 'xm', 'cl', '社会', '节能', 'glyh', 'my', 'xccs', 'bz', '公里'];
/** More than all that stands before the grid. */
const FAR = 150;

/** What has the focus. */
const focused = (desk) => desk.page.evaluate(() => {
  const { activeElement } = document;
  const areas = [...document.querySelectorAll('textarea[data-column=name]')];
  const row = activeElement.closest('tr.indicator')?.querySelector('textarea[data-column=name]');
  return {
    what: activeElement.getAttribute('aria-label') ?? activeElement.textContent.trim(),
    column: activeElement.dataset.column ?? '',
    value: activeElement.value ?? '',
    row: areas.indexOf(row),
    empty: areas.flatMap((area, at) => (area.value === '' ? [at] : [])),
  };
});

journey('a goal of twelve indicators is drafted by the keyboard alone, from the library, with points, rules and links', async (desk) => {
  await blankGoal(desk);
  const began = Date.now();
  const keys = { way: 0, typed: 0, moved: 0, shared: 0 };
  const key = async (name, kind) => {
    keys[kind] += 1;
    await desk.key(name);
  };
  const onEmptyName = ({ column, value }) => column === 'name' && value === '';
  const until = async (is, step, kind) => {
    for (let steps = 0; steps < FAR; steps += 1) {
      if (is(await focused(desk))) return;
      await key(step, kind);
    }
    assert.fail(`not there by ${FAR} times ${step}`);
  };
  await until(({ what }) => what === '跳到绩效指标', 'Tab', 'way');
  await key('Enter', 'way');
  assert.ok(onEmptyName(await focused(desk)));
  for (const [at, query] of QUERIES.entries()) {
    await key('/', 'typed');
    await desk.page.locator('#library-search:focus').waitFor();
    for (const letter of query) {
      keys.typed += 1;
      await desk.page.keyboard.insertText(letter);
    }
    await desk.page.locator('#library-hits [role=option]').first().waitFor();
    await key('Enter', 'typed');
    // It lands, and the focus stands on its target, which is the unit's own to say.
    await desk.page.locator('textarea[data-column=target]:focus').waitFor();
    const { empty } = await focused(desk);
    assert.equal((await names(desk)).filter((name) => name !== '').length, at + 1, `nothing was picked for “${query}”`);
    if (at === QUERIES.length - 1) break;
    if (empty.length) {
      // Down; where that is a target, by Tab to the name that is nearest: before it in its own row.
      await key('Enter', 'moved');
      const { row } = await focused(desk);
      await until(onEmptyName, !empty.includes(row) && empty.some((below) => below > row) ? 'Tab' : 'Shift+Tab', 'moved');
    } else {
      await key('Control+Enter', 'moved');
      await desk.page.locator('textarea[data-column=name]:focus').waitFor();
      assert.equal((await focused(desk)).value, '');
    }
  }
  // The rows of the blank form had all of the points; with three more they are shared out anew.
  const kept = (await column(desk, 'points')).filter((points) => points !== '');
  assert.ok(kept.length >= 9, `points of the rows as picked: ${kept.join('、')}`);
  await until(({ what }) => what === '均分', 'Shift+Tab', 'shared');
  await key('Enter', 'shared');
  await desk.page.waitForFunction(() => [...document.querySelectorAll('textarea[data-column=points]')].every((area) => Number(area.value) > 0));
  const seconds = (Date.now() - began) / 1000;
  const all = keys.way + keys.typed + keys.moved + keys.shared;
  console.log(`twelve indicators: ${all} keystrokes (${keys.way} to the grid, ${keys.typed} in the library, ${keys.moved} between rows, ${keys.shared} to share the points), ${seconds.toFixed(1)} s as the machine types`);
  const filled = await names(desk);
  assert.equal(filled.filter((name) => name !== '').length, 12);
  await desk.sees('分值合计 90 / 90');
  await desk.sees(SAVED);
  await desk.isAccessible();
  await desk.picture('goal drafted');
  const [{ goal }] = await exported(desk);
  assert.deepEqual(goal.indicators.map((row) => row.name), filled);
  for (const row of goal.indicators) {
    const { link, rule, standard, meaning, value_basis: basis, source } = row.grounds;
    const entry = LIBRARY.get(link?.code);
    assert.ok(entry, `${row.name} stays linked`);
    assert.equal(row.name, entry.name);
    assert.deepEqual([row.target, meaning, standard, basis, source],
      [entry.target, entry.meaning, entry.standard, entry.value_basis, entry.source], row.name);
    assert.equal(row.unit, ['—', '-', '/', '无'].includes(entry.unit) ? '' : entry.unit, row.name);
    assert.ok(Number(row.points) > 0, `${row.name} has points`);
    assert.equal(rule?.kind, entry.rule?.kind, row.name);
    assert.ok(rule || standard, `${row.name} says how it is scored`);
  }
  await goalPage(desk);
  assert.deepEqual(await names(desk), filled);
});

journey('what is typed after an indicator was picked takes the place of the value that the library suggests', async (desk) => {
  await blankGoal(desk);
  await pick(desk, 0, '维护路灯盏数');
  assert.equal((await focused(desk)).value, '32000');
  await desk.page.keyboard.type('33000');
  assert.equal((await focused(desk)).value, '33000', 'not 3200033000');
  const [{ goal }] = await exported(desk);
  assert.equal(goal.indicators[0].target, '33000');
});

journey('the focus moves at once: a key pressed before the next frame goes to where it is sent', async (desk) => {
  await blankGoal(desk);
  await cell(desk, 'name', 0).focus();
  // On a slow PC a frame may be long in coming; here none comes at all.
  await desk.page.evaluate(() => { window.requestAnimationFrame = () => 0; });
  await desk.key('/');
  assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'library-search');
  await desk.page.keyboard.insertText('亮灯率');
  await desk.page.locator('#library-hits [role=option]').first().waitFor();
  await desk.key('Enter');
  assert.equal((await focused(desk)).column, 'target');
  await desk.key('Control+Enter');
  const added = await focused(desk);
  assert.deepEqual([added.column, added.value], ['name', '']);
  await desk.page.keyboard.type('巡查次数');
  const { row } = await focused(desk);
  for (const [key, at] of [['Alt+ArrowUp', row - 1], ['Alt+ArrowDown', row]]) {
    await desk.key(key);
    const now = await focused(desk);
    assert.deepEqual([now.value, now.row], ['巡查次数', at], key);
  }
});

journey('a goal that is begun by the keyboard takes the focus into its form', async (desk) => {
  await desk.open('#/projects');
  await desk.pick('导入…', bareCase('goal-1', '路灯泵站运行费项目'));
  await desk.press('导入');
  await desk.sees('路灯泵站运行费项目');
  await desk.page.goto(`${desk.address}#/cases/goal-1/goal`);
  await desk.button('新填绩效目标').focus();
  await desk.key('Enter');
  await desk.page.locator('.grid.drafting').waitFor();
  await desk.page.waitForFunction(() => document.activeElement.closest('.goal-page') !== null);
  await desk.key('Tab');
  assert.equal(await desk.page.evaluate(() => document.activeElement.closest('.goal-page') !== null), true);
});

journey('Shift+Enter picks and goes on: three indicators without leaving the search', async (desk) => {
  await blankGoal(desk);
  await cell(desk, 'name', 0).focus();
  await desk.key('/');
  await desk.page.locator('#library-search:focus').waitFor();
  const search = desk.page.locator('#library-search');
  const hit = (name) => desk.page.locator('#library-hits [role=option][aria-selected=true]', { hasText: name });
  for (const [count, name] of ['维护路灯盏数', '路灯巡查次数', '主干道亮灯率'].entries()) {
    await search.fill(name);
    await hit(name).waitFor();
    await desk.key('Shift+Enter');
    await desk.page.waitForFunction((name) => [...document.querySelectorAll('textarea[data-column=name]')].some((area) => area.value === name), name);
    assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'library-search', `the search goes on after ${count + 1}`);
  }
  const picked = ['维护路灯盏数', '路灯巡查次数', '主干道亮灯率'];
  assert.deepEqual((await names(desk)).filter((name) => name !== '').sort(), [...picked].sort(), 'each once');
  // Escape goes back to the row that was picked last; one undo takes back one of them.
  await desk.key('Escape');
  await desk.page.locator('textarea[data-column=name]:focus').waitFor();
  assert.equal((await focused(desk)).value, '主干道亮灯率');
  await desk.press('↶ 撤销');
  await desk.page.waitForFunction(() => ![...document.querySelectorAll('textarea[data-column=name]')].some((area) => area.value === '主干道亮灯率'));
  assert.deepEqual((await names(desk)).filter((name) => name !== '').sort(), picked.slice(0, 2).sort());
});

journey('rows are moved by Alt and the arrows, each by one, not beyond the ends, and stay so', async (desk) => {
  await blankGoal(desk);
  for (const [at, name] of ['甲', '乙', '丙'].entries()) await cell(desk, 'name', at).fill(name);
  const last = (await names(desk)).length - 1;
  await cell(desk, 'name', last).fill('末');
  await cell(desk, 'name', 0).focus();
  // The focus goes along with the row.
  const moved = async (key, order) => {
    await desk.key(key);
    await namesAre(desk, order);
    await desk.page.waitForFunction(() => document.activeElement?.value === '甲');
  };
  await moved('Alt+ArrowUp', ['甲', '乙', '丙']);
  await moved('Alt+ArrowDown', ['乙', '甲', '丙']);
  await moved('Alt+ArrowDown', ['乙', '丙', '甲']);
  await moved('Alt+ArrowUp', ['乙', '甲', '丙']);
  await cell(desk, 'name', last).focus();
  await desk.key('Alt+ArrowDown');
  assert.equal((await names(desk))[last], '末');
  await saved(desk);
  await desk.reload();
  await namesAre(desk, ['乙', '甲', '丙']);
  await desk.press('↶ 撤销');
  await namesAre(desk, ['乙', '丙', '甲']);
});

journey('the help beside a field says meaning, rule, a good and a bad example, and Escape gives the focus back', async (desk) => {
  await blankGoal(desk);
  const text = desk.page.locator('details.help[open] .help-text');
  // A step back from the field stands its help.
  await desk.field('年度目标').focus();
  await desk.key('Shift+Tab');
  assert.equal((await focused(desk)).what, '年度目标：填报说明');
  await desk.key('Enter');
  await text.waitFor();
  for (const [word, said] of [['含义', '用本年度资金在本年度内要完成的工作和达到的效果'], ['要求', '每句话都能在下面的指标中找到对应'],
    ['范例', '保障 32000 盏路灯和 26 座泵站全年正常运行'], ['不宜', '提升城市形象']]) {
    await desk.sees(word, text);
    await desk.sees(said, text);
  }
  await desk.isAccessible('.goal-text');
  await desk.key('Escape');
  await text.waitFor({ state: 'hidden' });
  assert.equal((await focused(desk)).what, '年度目标：填报说明', 'the focus is where it was');
  await desk.key('Tab');
  assert.equal((await focused(desk)).what, '年度目标');
  // Behind a row, Escape closes the help alone, and then the row.
  await cell(desk, 'name', 0).fill('巡查次数');
  await (await behind(desk, '巡查次数')).getByLabel('指标解释：填报说明').click();
  await text.waitFor();
  await desk.key('Escape');
  await text.waitFor({ state: 'hidden' });
  await desk.page.locator('.editor').waitFor();
  await desk.key('Escape');
  await desk.page.locator('.editor').waitFor({ state: 'detached' });
});
