// Fifty texts that would run in a page that took them for more than text, through every field that is imported and
// onto every page: none runs, nothing is asked for elsewhere, and each is shown as it was written.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { JINZHAI, TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';
import { workbook } from './workbook.mjs';

const TEXTS = JSON.parse(readFileSync(new URL('injections.json', import.meta.url), 'utf8'));
const FORMULAS = ['=1+1', '=HYPERLINK("https://evil.test","点我")', '+1+cmd|/C calc!A0', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1+1', '－1+1', '＠SUM(A1)'];
/** What a spreadsheet program takes for a formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** A form whose every free text is one of the texts; `rows` are the texts of its indicators. */
function lines(text, rows = [text]) {
  return [
    ['项目支出绩效自评表'], ['（2023年度）'],
    ['项目名称', text, '项目代码', text], ['主管部门', text, '', '', '实施单位', text],
    ['项目资金（万元）', '', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
    ['', '年度资金总额:', text, text, text, '10', text, text],
    ['年度总体目标', '预期目标', text, '', '', '实际完成情况', text],
    ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '偏差原因分析及改进措施'],
    ...rows.map((row) => ['产出指标', '数量指标', row, row, row, row, row, row]),
    ['说明', text],
  ];
}

const csv = (rows) => Buffer.from(rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n'));
const asCsv = (name, rows) => ({ name: `${name}.csv`, mimeType: 'text/csv', buffer: csv(rows) });
const asWorkbook = (name, rows) => ({ name: `${name}.xlsx`, mimeType: '', buffer: workbook(rows) });

/** Two documents in which every text is this one, but for the words that the shape itself asks for. */
function filled(whole, text, id) {
  const fixed = new Set(['id', 'subject', 'source', 'annex', 'station', 'kind']);
  const walk = (value, key) => {
    if (typeof value === 'string') return fixed.has(key) ? value : text;
    if (Array.isArray(value)) return value.map((part) => walk(part, key));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part, key)]));
    return value;
  };
  return { ...walk(whole), id, evaluated: text, policy: text };
}

/** Watches the page from its first line on; `ran()` is what happened that no text may cause. */
async function watched(desk) {
  const seen = [];
  await desk.page.context().exposeBinding('violated', (_, what) => seen.push(what));
  await desk.page.context().addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => window.violated(`${violatedDirective} ${blockedURI}`));
  });
  desk.page.on('dialog', (dialog) => { seen.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  desk.page.on('request', (request) => /evil|^javascript/.test(request.url()) && seen.push(request.url()));
  desk.page.on('popup', (page) => seen.push(`window ${page.url()}`));
  return async (where) => {
    const flag = await desk.page.evaluate(() => window.ran);
    assert.deepEqual([flag, ...seen], [undefined], where);
    // Nothing of a text has become an element.
    const made = await desk.page.evaluate(() => document.querySelectorAll('iframe, object, embed, svg script, svg animate, marquee, video, audio, math, base, meta[http-equiv=refresh], [onerror], [onload], [onfocus], [ontoggle], [srcdoc], a[href^="javascript:" i]').length);
    assert.equal(made, 0, where);
  };
}

const HEADS = { 'self-evaluation': '绩效自评', goal: '绩效目标', print: '打印预览' };

/** Goes to a case's page and gives all that it shows and holds as one text, without spaces. */
const shown = (desk, address) => desk.page.evaluate(async ([address, head]) => {
  location.hash = address;
  const frame = () => new Promise(requestAnimationFrame);
  // Its own head first: until the page has come the one before it stands there.
  const there = () => document.querySelector('h1')?.textContent.startsWith(head) && document.querySelector('.grid, .paper, table, .empty');
  while (!there()) await frame();
  await frame();
  const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
  return [document.body.textContent, document.title, ...fields].join('\n').replace(/\s/g, '');
}, [address, HEADS[address.split('/').at(-1)]]);
const bare = (text) => text.replace(/[\s\u200b\u202e\ufeff]/g, '');

journey('fifty injected texts in tables and workbooks are text in the report, the list and the forms', async (desk) => {
  const quiet = await watched(desk);
  assert.equal(new Set(TEXTS).size, 50);
  await desk.open('#/projects');
  const files = TEXTS.flatMap((text, n) => [asCsv(`${n}${text}`, lines(`${text}甲`)), asWorkbook(`${n}${text}`, lines(`${text}乙`))]);
  files.push(asCsv('每行一段', lines('五十行', TEXTS)), asWorkbook('每行一段', lines('五十行的工作簿', TEXTS)));
  await desk.pick('导入…', files);
  const report = desk.page.getByRole('dialog', { name: '导入' });
  await desk.page.waitForFunction((count) => document.querySelectorAll('.intake-fields').length === count, files.length);
  await quiet('in the report');
  await desk.picture('injected report');
  const told = bare(await report.innerText());
  for (const text of TEXTS) assert.ok(told.includes(bare(text).slice(0, 20)), `${text} in the report`);
  await desk.press('导入');
  await desk.sees('共 102 个');
  await quiet('in the list');
  const list = bare(await desk.page.locator('.cases').innerText());
  for (const text of TEXTS) assert.ok(list.includes(bare(text)), `${text} in the list`);
  for (const name of ['五十行', '五十行的工作簿']) {
    const address = await desk.page.getByRole('link', { name, exact: true }).first().getAttribute('href');
    for (const page of [address, address.replace('self-evaluation', 'print')]) {
      const all = bare(await shown(desk, page));
      await quiet(page);
      for (const text of TEXTS) assert.ok(all.includes(bare(text)), `${text} on ${page}`);
    }
    await desk.page.evaluate(() => { location.hash = '#/projects'; });
    await desk.sees('共 102 个');
  }
  await desk.reload();
  await quiet('after a reload');
});

journey('fifty injected texts in every field of a project file are text on every page, and go out as text', async (desk) => {
  const quiet = await watched(desk);
  await imported(desk, TANGXI);
  await desk.page.evaluate(() => { location.hash = '#/projects'; });
  const one = JSON.parse((await desk.saved('导出全部')).bytes);
  await desk.pick('导入…', JINZHAI);
  await desk.press('导入');
  await desk.page.evaluate(() => { location.hash = '#/projects'; });
  await desk.sees('共 2 个');
  const both = JSON.parse((await desk.saved('导出全部')).bytes);
  const whole = { ...one.cases[0], goal: both.cases.find(({ goal }) => goal).goal };
  whole.self_evaluation.rows[0].not_applicable = '理由';
  const cases = TEXTS.map((text, n) => filled(whole, text, `injected${n}`));
  const file = { name: `${TEXTS[2]}.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...one, cases })) };
  await desk.pick('导入…', file);
  await desk.sees('共 50 个项目');
  await quiet('in the report');
  await desk.press('导入');
  await desk.sees('共 52 个');
  await quiet('in the list');
  for (const [n, text] of TEXTS.entries()) {
    for (const page of ['self-evaluation', 'goal', 'print']) {
      const all = bare(await shown(desk, `#/cases/injected${n}/${page}`));
      assert.ok(all.includes(bare(text)), `${text} on ${page}`);
    }
    if (n % 10 === 9) await quiet(`up to ${text}`);
  }
  await desk.page.evaluate(() => { location.hash = '#/projects'; });
  const out = JSON.parse((await desk.saved('导出全部')).bytes);
  for (const [n, text] of TEXTS.entries()) {
    const back = out.cases.find(({ id }) => id === `injected${n}`);
    assert.deepEqual(back.self_evaluation, cases[n].self_evaluation, text);
  }
  await quiet('at the end');
});

journey('texts that a spreadsheet would take for formulas go out as texts, and come back as they were', async (desk) => {
  await imported(desk, TANGXI);
  await desk.page.evaluate(() => { location.hash = '#/projects'; });
  const file = JSON.parse((await desk.saved('导出全部')).bytes);
  const cases = FORMULAS.map((text, n) => filled({ ...file.cases[0], name: '' }, text, `formula${n}`));
  await desk.pick('导入…', { name: '公式.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...file, cases })) });
  await desk.press('导入');
  await desk.sees(`共 ${FORMULAS.length + 1} 个`);
  for (const [n, text] of FORMULAS.entries()) {
    await shown(desk, `#/cases/formula${n}/self-evaluation`);
    const { bytes } = await desk.saved('导出 CSV');
    const table = bytes.toString('utf8').replace(/^\ufeff/, '');
    const cells = [...table.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map(([, quoted, plain]) => (quoted ?? plain).replaceAll('""', '"'));
    const taken = cells.filter((cell) => FORMULA.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell));
    assert.deepEqual(taken, [], text);
    assert.ok(cells.includes(`'${text}`), `${JSON.stringify(text)} is there, guarded`);
  }
});
