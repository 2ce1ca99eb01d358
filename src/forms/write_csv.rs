//! 项目支出绩效自评表 as CSV in the official order, UTF-8 with its mark so that office programs open
//! it. Money totals, rate and scores are the computed ones; what the form claimed stands beside
//! them as 原填, so that reading the file back gives the document again.

use super::csv_sheet::needs_guard;
use crate::domain::funds::{FundColumn, FundRow, FundSource, FundTotal};
use crate::domain::grounds::{Grounds, SurveyPlan};
use crate::domain::indicator::Indicator;
use crate::domain::numbers::{Points, Wan, parse_decimal};
use crate::domain::scoring::{ScoredForm, ScoredRow};
use crate::domain::selfeval::{SelfEvaluation, SelfRow};
use crate::domain::task::{self, TaskField};

const FUNDS: [&str; 11] = [
    "项目资金（万元）",
    "资金来源",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "分值",
    "执行率",
    "得分",
    "原因",
    "原填执行率",
    "原填得分",
];

const TASKS: [&str; 6] = ["任务名称", "主要内容", "金额合计", "财政拨款", "其他资金", "实际完成情况"];

const INDICATORS: [&str; 13] = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "年度指标值",
    "计量单位",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
    "备注",
    "原填得分",
    "不适用理由",
];

/// What stands behind an indicator; a column of which no row has anything is not written.
const GROUNDS: [&str; 10] = [
    "指标解释",
    "评分标准",
    "绩效标准",
    "指标值说明",
    "数据来源",
    "取值方式",
    "调查对象",
    "调查方式",
    "样本量",
    "调查时间",
];

fn grounds(of: &Indicator) -> [&str; 10] {
    let Grounds { meaning, standard, value_basis, basis_note, source, way, survey, .. } = &of.grounds;
    let SurveyPlan { object, way: asked, sample, time } = survey;
    [meaning, standard, value_basis, basis_note, source, way, object, asked, sample.text(), time]
}

/// The form as the rules score it.
pub fn write_csv(form: &SelfEvaluation, scored: &ScoredForm) -> String {
    let mut out = Lines(String::from("\u{feff}"));
    let head = &form.head;
    out.line(&[if head.title.is_empty() { "项目支出绩效自评表" } else { &head.title }]);
    if let Some(year) = head.year {
        out.line(&[&format!("（{year}年度）")]);
    }
    out.line(&["项目名称", &head.project, "项目代码", &head.code]);
    out.line(&["主管部门", &head.department, "实施单位", &head.unit]);
    funds(&mut out, form, scored);
    tasks(&mut out, form);
    out.line(&["年度总体目标", "预期目标", "", "", "", "实际完成情况"]);
    out.line(&["", &form.expected, "", "", "", &form.achieved]);
    indicators(&mut out, form, scored);
    for remark in &form.remarks {
        out.line(&[KEPT, &remark.label, &remark.text]);
    }
    out.0
}

/// Rows as CSV, UTF-8 with its mark, texts guarded.
pub(super) fn lines(rows: &[Vec<&str>]) -> String {
    let mut out = Lines(String::from("\u{feff}"));
    rows.iter().for_each(|row| out.line(row));
    out.0
}

/// The label of texts that no field holds.
pub(super) const KEPT: &str = "其他内容";

fn funds(out: &mut Lines, form: &SelfEvaluation, scored: &ScoredForm) {
    let computed = [&scored.opening, &scored.budget, &scored.spent].map(amount);
    if form.funds.rows.is_empty() {
        return;
    }
    out.line(&FUNDS);
    if form.funds.total_row().is_none() && computed.iter().any(|text| !text.is_empty()) {
        let [opening, budget, spent] = &computed;
        out.line(&["", "年度资金总额（核算）", opening, budget, spent]);
    }
    for row in &form.funds.rows {
        let typed = [FundColumn::Opening, FundColumn::Budget, FundColumn::Spent].map(|c| row.cell(c).text());
        let is_total = row.source == FundSource::Total;
        if is_total {
            fund(out, scored, row, computed.each_ref().map(String::as_str));
            if typed != computed.each_ref().map(String::as_str) {
                let [opening, budget, spent] = typed;
                out.line(&["", &format!("原填：{}", row.label), opening, budget, spent]);
            }
        } else {
            fund(out, scored, row, typed);
        }
    }
}

fn fund(out: &mut Lines, scored: &ScoredForm, row: &FundRow, [opening, budget, spent]: [&str; 3]) {
    let total = row.source == FundSource::Total;
    let rate = scored.rate.as_ref().filter(|_| total).map(|rate| format!("{}%", rate.trim_end_matches('%')));
    let score = scored.execution().filter(|_| total).and_then(|row| row.score);
    let (rate, score) = (rate.unwrap_or_default(), points(score));
    let (claimed_rate, claimed) = (row.claimed_rate.text(), row.claimed.text());
    let fixed = ["", &row.label, opening, budget, spent, row.points.text(), &rate, &score];
    out.line(&[&fixed[..], &[&row.reason, claimed_rate, claimed]].concat());
}

fn tasks(out: &mut Lines, form: &SelfEvaluation) {
    if form.tasks.is_empty() {
        return;
    }
    let sum = |wan: Option<Wan>| wan.map(|wan| wan.to_string()).unwrap_or_default();
    out.line(&TASKS);
    for task in &form.tasks {
        let (fiscal, other) = (task.fiscal.text(), task.other.text());
        out.line(&[&task.name, &task.content, &sum(task.total()), fiscal, other, &task.done]);
    }
    let of = |columns: &[TaskField]| sum(task::total(&form.tasks, columns));
    let (fiscal, other) = (TaskField::Fiscal, TaskField::Other);
    out.line(&["金额合计", "", &of(&[fiscal, other]), &of(&[fiscal]), &of(&[other])]);
}

fn amount(total: &FundTotal) -> String {
    total.amount.map(|wan| wan.to_string()).unwrap_or_default()
}

fn points(score: Option<Points>) -> String {
    score.map(Points::fixed2).unwrap_or_default()
}

fn indicators(out: &mut Lines, form: &SelfEvaluation, scored: &ScoredForm) {
    let used = |column: &usize| form.rows.iter().any(|row| !grounds(&row.indicator)[*column].is_empty());
    let used: Vec<usize> = (0..GROUNDS.len()).filter(used).collect();
    let beside: Vec<&str> = used.iter().map(|column| GROUNDS[*column]).collect();
    out.line(&[&INDICATORS[..], &beside].concat());
    let mut stated: Vec<&str> = Vec::new();
    for row in &form.rows {
        let level1 = &row.indicator.level1;
        let first = !stated.contains(&level1.as_str());
        stated.push(level1);
        let points = form.level_points.iter().filter(|points| first && points.level1 == *level1);
        let points = points.map(|points| format!("（{}分）", points.points.text()));
        indicator(out, scored, row, &format!("{level1}{}", points.collect::<String>()), &used);
    }
    let (full, total) = (scored.full.to_string(), scored.total.fixed2());
    let claimed = form.claimed_total.text();
    out.line(&["总分", "", "", "", "", "", "", &full, &total, "", "", claimed]);
    let grade = scored.grade.as_deref().unwrap_or_default();
    out.line(&["核算等级", grade, "自评等级", &form.claimed_grade]);
}

fn indicator(out: &mut Lines, scored: &ScoredForm, row: &SelfRow, level1: &str, used: &[usize]) {
    let of = &row.indicator;
    let given = scored.row(&of.id);
    let score = points(given.and_then(|row| row.score));
    let rate = given.and_then(ScoredRow::shown_rate);
    let fixed = [
        level1,
        &of.level2,
        &of.name,
        of.sign.text(),
        of.target.text(),
        of.unit.text(),
        rate.as_deref().unwrap_or(row.actual.text()),
        of.points.text(),
        &score,
        &row.reason,
        &of.note,
        row.claimed.text(),
        row.not_applicable.as_deref().unwrap_or_default(),
    ];
    let beside: Vec<&str> = used.iter().map(|column| grounds(of)[*column]).collect();
    out.line(&[&fixed[..], &beside].concat());
}

struct Lines(String);

impl Lines {
    fn line(&mut self, cells: &[&str]) {
        let cells: Vec<String> = cells.iter().map(|cell| field(cell)).collect();
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }
}

/// A text that could be taken for a formula gets an apostrophe in front; figures stay figures.
fn field(text: &str) -> String {
    let guard = if needs_guard(text) && parse_decimal(text).is_err() { "'" } else { "" };
    if text.contains([',', ';', '"', '\n', '\r', '\t']) {
        return format!("\"{guard}{}\"", text.replace('"', "\"\""));
    }
    format!("{guard}{text}")
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn texts_are_guarded_and_figures_are_not() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝100", "'＝100"),
            ("－", "'－"),
            ("-3.5", "-3.5"),
            ("+2", "+2"),
            ("-3%", "'-3%"),
            ("≥90%", "≥90%"),
            ("'=1", "''=1"),
            ("甲,\"乙\"", "\"甲,\"\"乙\"\"\""),
            ("=A1,B1", "\"'=A1,B1\""),
        ] {
            assert_eq!(field(text), written);
        }
    }
}
