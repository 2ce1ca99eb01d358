//! What the page asks of the rules in force: the levels of a qualitative row and the rule of a row in
//! words. The only place of this page that meets a pack.

use crate::domain::exact::Exact;
use crate::domain::numbers::Percent;
use crate::domain::scoring::{Rule, Rules};
use crate::domain::selfeval::SelfRow;
use crate::domain::typed::Typed;
use crate::domain::value::{Sign, Value};
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

/// The levels of a row of so many points; without points the shares in per cent.
pub(super) fn levels(points: &str) -> Vec<LevelSpan> {
    let points = Typed::from(points).number().map(Exact::from);
    let bound = |share: Percent| match &points {
        Some(points) => (&(points * &share.exact()) / 100).to_fixed(2),
        None => format!("{share}%"),
    };
    let levels = &rules().self_evaluation.words.levels;
    let span = |from, to| format!("{}–{}", bound(from), bound(to));
    levels.iter().map(|l| LevelSpan { name: l.name.clone(), span: span(l.from, l.to) }).collect()
}

/// The level that the actual value names.
pub(super) fn level_of(actual: &str, target: &str) -> Option<String> {
    rules().self_evaluation.level_of(actual, target).map(str::to_owned)
}

/// The part of the points that the level named by the actual value spans.
pub(super) fn span_of(actual: &str, target: &str, points: &str) -> Option<String> {
    let name = level_of(actual, target)?;
    levels(points).into_iter().find(|level| level.name == name).map(|level| level.span)
}

/// The longest text that choosing a level puts aside; a longer one is kept behind the level.
const A_WORD: usize = 12;

/// The actual value with the level chosen, keeping a description that says more than a level.
pub(super) fn with_level(actual: &str, target: &str, level: &str) -> String {
    let kept = format!("{level}：{}", actual.trim());
    let long = actual.trim().chars().count() > A_WORD;
    if long && level_of(&kept, target).as_deref() == Some(level) { kept } else { level.to_owned() }
}

/// How a row is scored, in words.
pub(super) fn row_words(row: &SelfRow, year: Option<i16>) -> String {
    let selection = &rules().self_evaluation;
    let indicator = &row.indicator;
    let target = indicator.target(year);
    match (&target.value, target.sign) {
        (Value::Blank, _) => "没有指标值，无法确定评分规则：请先填写年度指标值。".to_owned(),
        (Value::Words(_), _) | (_, Some(Sign::Words)) => {
            wording::rule(&Rule::Qualitative(selection.words.clone()))
        }
        (Value::Period { .. }, _) => wording::rule(&selection.date),
        (Value::Range { .. }, _) => wording::rule(&selection.range),
        (Value::Number { .. }, sign) => {
            wording::rule(selection.figure_rule(sign, &indicator.level1, &indicator.name))
        }
    }
}

/// How 预算执行率 is scored, in words.
pub(super) fn execution_words() -> String {
    wording::rule(&rules().self_evaluation.execution)
}

/// The rule a finding rests on, as the checklist in force names it; empty where it names none.
pub(super) fn basis(code: &str) -> String {
    wording::basis(code, pack::shipped().checks()).unwrap_or_default()
}
