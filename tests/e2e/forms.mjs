// Forms that journeys bring along, and the way to take one over.
import { join } from 'node:path';

/** The addresses the app runs under: a secure context and a plain host; opened as a file there is no host. */
export const HOSTS = process.env.HENGPING_AS === 'file' ? ['address'] : ['address', 'intranet'];

export const TANGXI = join('tests', 'cases', 'selfeval-tangxi-2022.csv');
export const JINZHAI = join('tests', 'cases', 'goal-jinzhai-2021.csv');

/** Takes a form over, which opens its page; `at` as in `desk.open`. */
export async function imported(desk, file, at = desk.address) {
  await desk.open('', { at });
  await desk.pick('打开文件…', file);
  await desk.press('导入');
  await desk.page.locator('.grid').waitFor();
  return desk;
}

/** The published goal, its points shared out, approved, and the self-evaluation that it asks for, which is open. */
export async function filledFromApproved(desk, at) {
  await imported(desk, JINZHAI, at);
  await desk.press('均分');
  await desk.press('登记批复');
  await desk.sees('批复的绩效目标', desk.page.locator('[data-stage]'));
  await desk.press('生成自评表');
  await desk.page.locator('tr.execution').waitFor();
}

/** A self-evaluation as a CSV file. A row: level 1, level 2, name, target, actual, points, claimed, reason. */
export function selfEvaluation(name, { title = '项目支出绩效自评表', money = true, rows = [], more = [] } = {}) {
  const head = [[title], ['（2023年度）'], ['项目名称', name], ['主管部门', '甲局', '', '', '实施单位', '乙中心']];
  const funds = [
    ['项目资金（万元）', '', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
    ['', '年度资金总额:', '100', '100', '100', '10', '100%', '10'],
    ['', '其中:本年财政拨款', '100', '100', '100'],
  ];
  const heads = ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '偏差原因分析及改进措施'];
  const lines = [...head, ...(money ? funds : []), heads, ...rows, ...more];
  const text = lines.map((line) => [...line, ...Array(8 - line.length).fill('')].join(',')).join('\n');
  return { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${text}\n`) };
}

/** A goal of one indicator as a CSV file, with the money's total where there is one. */
export function goalForm(name, { total = '' } = {}) {
  const head = [['项目支出绩效目标申报表'], ['（2024年度）'], ['项目名称', name], ['主管部门', '甲局', '实施单位', '乙中心']];
  const money = total ? [['项目资金（万元）', '年度资金总额：', total]] : [];
  const goal = [['年度目标', '改造路灯 50 盏，年底前全部亮灯。']];
  const rows = [['一级指标', '二级指标', '三级指标', '指标值'], ['产出指标', '数量指标', '改造路灯数量', '≥50盏']];
  const lines = [...head, ...money, ...goal, ...rows];
  const text = lines.map((line) => [...line, ...Array(4 - line.length).fill('')].join(',')).join('\n');
  return { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${text}\n`) };
}

/** A case without documents, as a file of cases; `subject` as in the program. */
export function bareCase(id, name, { subject = 'project', year = 2024, unit = '市市政工程管理处' } = {}) {
  const one = { id, year, subject, name, code: '', department: '市城管局', unit, money: null, demo: false };
  const text = JSON.stringify({ format: 'hengping.cases', version: 1, cases: [one] });
  return { name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(text) };
}

/** Opens the goal page of a new case of that subject with a blank goal on it. */
export async function blankGoal(desk, { id = 'goal-1', name = '路灯泵站运行费项目', at = desk.address, ...more } = {}) {
  await desk.open('#/projects', { at });
  await desk.pick('导入…', bareCase(id, name, more));
  await desk.press('导入');
  await desk.sees(name);
  await desk.page.goto(`${at}#/cases/${id}/goal`);
  await desk.press('新填绩效目标');
  await desk.page.locator('.grid.drafting').waitFor();
  return desk;
}
