//! Scores one indicator row of a self-evaluation: what it answers becomes a measure, its rule the points.
//! Owns the reading of target, actual value and survey; which rule it is, is chosen beside.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::choice::{due, kind_of, rule_of};
use super::form::RowKind;
use super::measure::{Figure, Measure, Met};
use super::outcome::{Outcome, Status};
use super::rule::{Rule, Survey};
use super::selection::{Rules, Selection};
use super::survey::rate;
use super::units;
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::indicator::Target;
use crate::domain::normalise::compact;
use crate::domain::numbers::{Points, round2};
use crate::domain::selfeval::SelfRow;
use crate::domain::survey::{SurveyFigures, count};
use crate::domain::value::{Value, read_date};

/// What scoring a row comes to.
pub(super) struct RowScore {
    pub(super) kind: RowKind,
    pub(super) outcome: Outcome,
    /// The rate of its survey in %, which stands in for the actual value.
    pub(super) surveyed: Option<Exact>,
}

pub(super) fn points_of(row: &SelfRow) -> Option<Points> {
    row.indicator.points.number().map(Points::new)
}

pub(super) fn score_row(row: &SelfRow, year: Option<i16>, rules: &Rules) -> RowScore {
    let target = row.indicator.target(year);
    let kind = kind_of(row, &target, year);
    let answered = row.survey.as_ref().filter(|_| kind == RowKind::Figure);
    let (outcome, surveyed) = match (inapplicable(row), answered.map(|survey| (survey, survey.counts()))) {
        (Some(outcome), _) => (outcome, None),
        (None, Some((_, Err(text)))) => {
            (Outcome::unscorable(ScoreProblem::NotAFigure { text: text.trim().to_owned() }), None)
        }
        (None, Some((survey, Ok(Some(counts))))) => by_survey(row, &target, survey, counts, year, rules),
        (None, Some((_, Ok(None))) | None) => (by_actual(row, &target, kind, year, rules), None),
    };
    RowScore { kind, outcome: outcome.noted(&own_note(row, year, rules)), surveyed }
}

fn inapplicable(row: &SelfRow) -> Option<Outcome> {
    let reason = row.not_applicable.as_deref().map(str::trim).filter(|reason| !reason.is_empty())?;
    Some(Outcome::not_applicable(format!("不适用：{reason}")))
}

/// Says that the row brings its rule along, and from where.
fn own_note(row: &SelfRow, year: Option<i16>, rules: &Rules) -> String {
    let own = row.indicator.grounds.rule.is_some() && rule_of(row, year, rules).is_some_and(|rule| rule.own);
    match &row.indicator.grounds.link {
        _ if !own => String::new(),
        Some(link) => format!("按指标库 {} 的规则", link.code),
        None => "按本指标自带的规则".to_owned(),
    }
}

/// The answers counted, their rate scored as the actual value would be.
fn by_survey(
    row: &SelfRow,
    target: &Target,
    survey: &SurveyFigures,
    counts: BTreeMap<String, i64>,
    year: Option<i16>,
    rules: &Rules,
) -> (Outcome, Option<Exact>) {
    let levels = &rules.self_evaluation.survey;
    let rule = rule_of(row, year, rules).map(|chosen| match chosen.rule.into_owned() {
        rule @ Rule::Survey(_) => rule,
        then => {
            let (positive, left_out) = (levels.positive.clone(), levels.left_out.clone());
            Rule::Survey(Box::new(Survey { positive, left_out, then }))
        }
    });
    let (positive, left_out) = match &rule {
        Some(Rule::Survey(rule)) => (&rule.positive, &rule.left_out),
        _ => (&levels.positive, &levels.left_out),
    };
    let rate = match rate(positive, left_out, &counts) {
        Ok(rate) => rate.rate,
        Err(problem) => return (Outcome::unscorable(problem), None),
    };
    let outcome = match (&rule, points_of(row)) {
        (None, _) => Outcome::unscorable(ScoreProblem::ActualWithoutTarget { actual: shown_rate(&rate) }),
        (_, None) => Outcome::unscorable(ScoreProblem::NoPoints),
        (Some(_), _) if !matches!(target.unit.as_str(), "" | "%") => {
            let (target, actual) = (target.unit.clone(), "%".to_owned());
            Outcome::unscorable(ScoreProblem::UnitsDiffer { target, actual })
        }
        (Some(rule), Some(points)) => {
            let aimed = aimed(&target.value);
            super::apply(rule, points, &Measure { counts: Some(counts), sent: count(&survey.sent), ..aimed })
        }
    };
    (outcome, Some(rate))
}

/// `80.65%`, two decimals.
pub(super) fn shown_rate(rate: &Exact) -> String {
    format!("{}%", rate.to_fixed(2))
}

fn by_actual(row: &SelfRow, target: &Target, kind: RowKind, year: Option<i16>, rules: &Rules) -> Outcome {
    let actual = row.actual.value(year);
    if actual.is_blank() {
        return Outcome::not_filled();
    }
    let selection = &rules.self_evaluation;
    if selection.says_not_applicable(row.actual.text()) {
        return match row.reason.trim() {
            "" => Outcome::not_filled()
                .with(ScoreProblem::NotApplicableWithoutReason { text: row.actual.text().trim().to_owned() }),
            reason => Outcome::not_applicable(format!("不适用：{reason}")),
        };
    }
    if target.value.is_blank() {
        return Outcome::unscorable(ScoreProblem::ActualWithoutTarget {
            actual: row.actual.text().trim().to_owned(),
        });
    }
    let Some(points) = points_of(row) else { return Outcome::unscorable(ScoreProblem::NoPoints) };
    let Some(chosen) = rule_of(row, year, rules) else {
        let text = row.indicator.target.text().trim().to_owned();
        return Outcome::unscorable(ScoreProblem::NotAFigure { text });
    };
    match (kind, due(row, target, year)) {
        (RowKind::Date, Some(due)) => {
            date(&chosen.rule, points, due, &read_date(row.actual.text(), year), row.actual.text())
        }
        (RowKind::Qualitative, _) => in_words(row, &chosen.rule, points, selection),
        _ => figure(row, target, &chosen.rule, points, actual, year, selection),
    }
}

fn figure(
    row: &SelfRow,
    target: &Target,
    rule: &Rule,
    points: Points,
    actual: Value,
    year: Option<i16>,
    selection: &Selection,
) -> Outcome {
    let actual = match target.value {
        Value::Number { .. } => month_number(actual, &target.unit, year),
        _ => actual,
    };
    match units::comparable(&actual, &target.unit, row.actual.text(), &selection.counting_units) {
        Err(problem) => Outcome::unscorable(problem),
        Ok(actual) => {
            // A rate that was typed needs no counts.
            let rule = if let Rule::Survey(survey) = rule { &survey.then } else { rule };
            let measure = Measure { actual: Some(actual.figure), ..aimed(&target.value) };
            noting(super::apply(rule, points, &measure), actual.problem)
        }
    }
}

/// The measure of a target that is a figure or a range, nothing answered.
fn aimed(target: &Value) -> Measure {
    let known = |value: Decimal| Some(Figure::exact(Exact::from(value), value.normalize().to_string()));
    match target {
        Value::Number { number, .. } => Measure { target: known(*number), ..Measure::default() },
        Value::Range { low, high, .. } => {
            Measure { low: known(*low), high: known(*high), ..Measure::default() }
        }
        Value::Blank | Value::Period { .. } | Value::Words(_) => Measure::default(),
    }
}

/// `11月` of the form's year beside a target that counts months: `≤12月`.
fn month_number(actual: Value, target_unit: &str, year: Option<i16>) -> Value {
    match actual {
        Value::Period { first, last }
            if target_unit == "月"
                && Some(first.year()) == year
                && (first.year(), first.month()) == (last.year(), last.month()) =>
        {
            Value::Number { sign: None, number: first.month().into(), unit: target_unit.to_owned() }
        }
        other => other,
    }
}

fn noting(outcome: Outcome, problem: Option<ScoreProblem>) -> Outcome {
    match problem {
        Some(problem) => outcome.with(problem),
        None => outcome,
    }
}

/// A level that the words stand for, or a score that was claimed. A claimed score counts if it is allowed;
/// otherwise the row stays open and the problem says why.
fn in_words(row: &SelfRow, rule: &Rule, points: Points, selection: &Selection) -> Outcome {
    let claimed = row.claimed.number().map(round2);
    let score = claimed.map(|score| Figure::exact(Exact::from(score), score.normalize().to_string()));
    let level = level_of(row.actual.text(), row.indicator.target.text(), rule, selection);
    if level.is_none() && !matches!(rule, Rule::Judged(_)) {
        let text = row.actual.text().trim().to_owned();
        return Outcome::not_filled().with(ScoreProblem::LevelUnknown { text });
    }
    let first = selection.words.levels.first().map(|level| level.name.as_str());
    let met = level.as_deref().map(|level| Met::One(Some(level) == first));
    let outcome = super::apply(rule, points, &Measure { level, score, met, ..Measure::default() });
    match outcome.status {
        Status::Unscorable => Outcome { status: Status::NotFilled, ..outcome },
        _ => outcome,
    }
}

/// The level that an actual value names among those of the rule.
pub fn level_of(actual: &str, target: &str, rule: &Rule, selection: &Selection) -> Option<String> {
    let said = selection.level_of(actual, target);
    let Some(names) = rule.level_names() else { return said.map(str::to_owned) };
    let actual = compact(actual);
    let named = names.iter().find(|name| compact(name) == actual);
    let begun = || names.iter().find(|name| actual.starts_with(&compact(name)));
    let found = named.copied().or_else(|| said.filter(|level| names.contains(level)));
    found.or_else(|| begun().copied()).map(str::to_owned)
}

fn date(rule: &Rule, points: Points, due: jiff::civil::Date, actual: &Value, text: &str) -> Outcome {
    match (rule, actual) {
        (Rule::Date(rule), Value::Period { first, last }) => {
            super::date::done_against_due(rule, points, due, (*first, *last), text)
        }
        (Rule::Date(_), _) => Outcome::unscorable(ScoreProblem::DateUnclear { text: text.trim().to_owned() }),
        _ => Outcome::unscorable(ScoreProblem::EntryMissing { field: "late" }),
    }
}
