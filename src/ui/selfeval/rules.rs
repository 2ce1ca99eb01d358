//! What the page asks of the rules in force: the levels of a qualitative row and the rule of a row in
//! words. The only place of this page that meets a pack.

use crate::domain::exact::Exact;
use crate::domain::grid::GridRow;
use crate::domain::numbers::Percent;
use crate::domain::scoring::{self, Rule, Rules, rule_of};
use crate::domain::selfeval::SelfRow;
use crate::domain::typed::Typed;
use crate::pack;
use crate::wording;

/// A level with the part of the points it spans: `6.40–8.00`.
pub(super) struct LevelSpan {
    pub name: String,
    pub span: String,
}

fn rules() -> &'static Rules {
    pack::shipped().rules()
}

/// The levels of a row; without points the shares in per cent. Where the level alone gives the score, without a span.
pub(super) fn levels(row: &GridRow) -> Vec<LevelSpan> {
    let points = Typed::from(row.points.as_str()).number().map(Exact::from);
    let bound = |share: Percent| match &points {
        Some(points) => (&(points * &share.exact()) / 100).to_fixed(2),
        None => format!("{share}%"),
    };
    let words = &rules().self_evaluation.words.levels;
    let named = |name: &String| LevelSpan { name: name.clone(), span: String::new() };
    let levels = match &row.rule {
        Some(Rule::Levels(own)) => return own.levels.iter().map(|level| named(&level.name)).collect(),
        Some(Rule::YesNo) => {
            let ends = [words.first(), words.last()].into_iter().flatten();
            return ends.map(|level| named(&level.name)).collect();
        }
        Some(Rule::Qualitative(own)) => &own.levels,
        _ => words,
    };
    let span = |from, to| format!("{}–{}", bound(from), bound(to));
    levels.iter().map(|l| LevelSpan { name: l.name.clone(), span: span(l.from, l.to) }).collect()
}

/// The level that the actual value names.
pub(super) fn level_of(row: &GridRow) -> Option<String> {
    level_in(row, &row.actual)
}

fn level_in(row: &GridRow, actual: &str) -> Option<String> {
    let selection = &rules().self_evaluation;
    match &row.rule {
        Some(rule) => scoring::level_of(actual, &row.target, rule, selection),
        None => selection.level_of(actual, &row.target).map(str::to_owned),
    }
}

/// The part of the points that the level named by the actual value spans.
pub(super) fn span_of(row: &GridRow) -> Option<String> {
    let name = level_of(row)?;
    let span = levels(row).into_iter().find(|level| level.name == name).map(|level| level.span);
    span.filter(|span| !span.is_empty())
}

/// The longest text that choosing a level puts aside; a longer one is kept behind the level.
const A_WORD: usize = 12;

/// The actual value with the level chosen, keeping a description that says more than a level.
pub(super) fn with_level(row: &GridRow, level: &str) -> String {
    let actual = row.actual.trim();
    let kept = format!("{level}：{actual}");
    let long = actual.chars().count() > A_WORD;
    if long && level_in(row, &kept).as_deref() == Some(level) { kept } else { level.to_owned() }
}

/// How a row is scored, in words.
pub(super) fn row_words(row: &SelfRow, year: Option<i16>) -> String {
    match rule_of(row, year, rules()) {
        None => "没有指标值，无法确定评分规则：请先填写年度指标值。".to_owned(),
        Some(chosen) => wording::rule(&chosen.rule),
    }
}

/// The answers that a survey offers, in the order of the form.
pub(super) fn survey_levels() -> &'static [String] {
    &rules().self_evaluation.survey.levels
}

/// Whether a row tells what people think, so that a survey may stand behind it.
pub(super) fn asks_people(row: &SelfRow) -> bool {
    row.survey.is_some() || rules().self_evaluation.asks_people(&row.indicator)
}

/// How 预算执行率 is scored, in words.
pub(super) fn execution_words() -> String {
    wording::rule(&rules().self_evaluation.execution)
}

/// The rule a finding rests on, as the checklist in force names it; empty where it names none.
pub(super) fn basis(code: &str) -> String {
    wording::basis(code, pack::shipped().checks()).unwrap_or_default()
}
