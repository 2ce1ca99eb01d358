//! Scores a self-evaluation as it was read from a form that names no rules.
//! Owns the choice of rule and measure for each row, the total so far and the grade.

use jiff::civil::Date;

use super::form::{RowKind, ScoredForm, ScoredRow};
use super::measure::{Figure, Measure};
use super::outcome::{Derivation, Outcome, Status};
use super::rule::Rule;
use super::selection::Rules;
use super::total::{NaPolicy, TotalRow, share_out, total};
use super::units;
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::funds::{FundColumn, FundSource, FundTotal};
use crate::domain::ids::RowId;
use crate::domain::indicator::Target;
use crate::domain::numbers::{Points, Wan, round2};
use crate::domain::selfeval::{SelfEvaluation, SelfRow};
use crate::domain::typed::Typed;
use crate::domain::value::{Sign, Value, read_date};

/// The id of the execution row where the form has no typed total.
const EXECUTION: &str = "execution";

/// Scores every row, sums what is scored and reads the grade once nothing is open.
pub fn score(document: &SelfEvaluation, rules: &Rules) -> ScoredForm {
    let [opening, budget, spent] = [FundColumn::Opening, FundColumn::Budget, FundColumn::Spent]
        .map(|column| document.funds.total(column));
    let mut rows = Vec::with_capacity(document.rows.len() + 1);
    rows.extend(execution_row(document, rules, budget, spent));
    rows.extend(document.rows.iter().map(|row| indicator_row(row, document.head.year, rules)));
    let sums = Sums::of(&rows, rules.na);
    let complete = !document.rows.is_empty() && rows.iter().all(|row| is_closed(row.status));
    let total = sums.total.unwrap_or(Points::ZERO);
    let grade = (complete && sums.total.is_some()).then(|| rules.bands.grade(total)).flatten();
    ScoredForm {
        total,
        shared_out: sums.shared_out,
        scored_of: sums.scored_of,
        full: sums.full,
        near: grade.and_then(|_| rules.bands.near(total)),
        grade: grade.map(str::to_owned),
        opening,
        budget,
        spent,
        rate: rate(budget.amount, spent.amount),
        rows,
    }
}

fn is_closed(status: Status) -> bool {
    matches!(status, Status::Scored | Status::NotApplicable)
}

/// 执行率 in %, two decimals; `None` without a budget.
fn rate(budget: Option<Wan>, spent: Option<Wan>) -> Option<String> {
    let rate = (spent?.exact() * Exact::from(100)).checked_div(&budget?.exact())?;
    Some(rate.to_fixed(2))
}

struct Sums {
    total: Option<Points>,
    shared_out: Derivation,
    scored_of: Points,
    full: Points,
}

impl Sums {
    /// Under `redistribute` both the total and what it is out of are scaled to the full points,
    /// so that the two agree at every moment and meet the full points at the end.
    fn of(rows: &[ScoredRow], na: NaPolicy) -> Self {
        let applies = |row: &ScoredRow| row.status != Status::NotApplicable;
        let points = |row: &ScoredRow| row.points.unwrap_or_default();
        let score = |row: &ScoredRow| row.score.unwrap_or_default();
        let counted: Vec<TotalRow> = (rows.iter())
            .map(|row| TotalRow { points: points(row), score: applies(row).then(|| score(row)) })
            .collect();
        let total = total(&counted, na);
        let sum = |of: &dyn Fn(&ScoredRow) -> Points, wanted: &dyn Fn(&ScoredRow) -> bool| -> Exact {
            rows.iter().filter(|row| wanted(row)).map(|row| of(row).exact()).sum()
        };
        let (full, applicable) = (sum(&points, &|_| true), sum(&points, &applies));
        let scored = sum(&points, &|row| row.status == Status::Scored);
        let scored_of = match na {
            NaPolicy::Zero => &scored + &(&full - &applicable),
            NaPolicy::Redistribute => share_out(scored, &applicable, &full).unwrap_or_else(Exact::zero),
        };
        let shared_out = match total {
            Some(total) if na == NaPolicy::Redistribute && applicable != full => {
                let [sum, of, full] =
                    [&sum(&score, &applies), &applicable, &full].map(|part| part.to_fixed(2));
                Derivation(format!("{sum} ÷ {of} × {full} = {}", total.fixed2()))
            }
            _ => Derivation::default(),
        };
        let rounded = |exact: &Exact| exact.rounded(2).map(Points::new).unwrap_or_default();
        Self { total, shared_out, scored_of: rounded(&scored_of), full: rounded(&full) }
    }
}

/// 预算执行率. Its points are the form's; where it prints none, the pack's, unless the
/// indicators alone already make up the whole hundred.
fn execution_row(
    document: &SelfEvaluation,
    rules: &Rules,
    budget: FundTotal,
    spent: FundTotal,
) -> Option<ScoredRow> {
    let total = document.funds.total_row();
    let figure = |pick: fn(&crate::domain::funds::FundRow) -> &Typed| {
        let own = total.and_then(|row| pick(row).number());
        let rows = document.funds.rows.iter().filter(|row| row.source != FundSource::Detail);
        own.or_else(|| rows.filter_map(|row| pick(row).number()).next())
    };
    let printed = figure(|row| &row.points).map(Points::new);
    let indicators: Exact = document.rows.iter().filter_map(points_of).map(Points::exact).sum();
    if printed.is_none() && (document.funds.rows.is_empty() || indicators >= Exact::from(100)) {
        return None;
    }
    let points = printed.or_else(|| rules.execution_points())?;
    let measure = Measure {
        budget: budget.amount.map(known_wan),
        spent: spent.amount.map(known_wan),
        ..Measure::default()
    };
    let outcome = super::apply(&rules.self_evaluation.execution, points, &measure);
    let shown = |total: FundTotal| total.amount.map(|wan| format!("{wan}万元")).unwrap_or_default();
    Some(ScoredRow {
        id: total.map_or_else(|| RowId::new(EXECUTION), |row| row.id.clone()),
        kind: RowKind::Execution,
        level1: String::new(),
        level2: String::new(),
        name: "预算执行率".to_owned(),
        points: Some(points),
        target: shown(budget),
        actual: shown(spent),
        claimed: figure(|row| &row.claimed).map(Points::new),
        status: outcome.status,
        score: outcome.score,
        derivation: outcome.derivation,
        problems: outcome.problems,
    })
}

fn known_wan(wan: Wan) -> Figure {
    Figure::exact(wan.exact(), wan.to_string())
}

fn points_of(row: &SelfRow) -> Option<Points> {
    row.indicator.points.number().map(Points::new)
}

fn indicator_row(row: &SelfRow, year: Option<i16>, rules: &Rules) -> ScoredRow {
    let (kind, outcome) = score_row(row, year, rules);
    let indicator = &row.indicator;
    ScoredRow {
        id: indicator.id.clone(),
        kind,
        level1: indicator.level1.clone(),
        level2: indicator.level2.clone(),
        name: indicator.name.clone(),
        points: points_of(row),
        target: units::target_text(indicator, year),
        actual: row.actual.text().trim().to_owned(),
        claimed: row.claimed.number().map(Points::new),
        status: outcome.status,
        score: outcome.score,
        derivation: outcome.derivation,
        problems: outcome.problems,
    }
}

fn score_row(row: &SelfRow, year: Option<i16>, rules: &Rules) -> (RowKind, Outcome) {
    let target = row.indicator.target(year);
    let kind = match (&target.value, target.sign) {
        (Value::Words(_), _) | (_, Some(Sign::Words)) => RowKind::Qualitative,
        _ if due(row, &target, year).is_some() => RowKind::Date,
        _ => RowKind::Figure,
    };
    (kind, score_kind(kind, row, year, rules))
}

fn score_kind(kind: RowKind, row: &SelfRow, year: Option<i16>, rules: &Rules) -> Outcome {
    if let Some(reason) = row.not_applicable.as_deref().map(str::trim).filter(|reason| !reason.is_empty()) {
        return Outcome::not_applicable(format!("不适用：{reason}"));
    }
    let actual = row.actual.value(year);
    if actual.is_blank() {
        return Outcome::not_filled();
    }
    if rules.self_evaluation.says_not_applicable(row.actual.text()) {
        return match row.reason.trim() {
            "" => Outcome::not_filled()
                .with(ScoreProblem::NotApplicableWithoutReason { text: row.actual.text().trim().to_owned() }),
            reason => Outcome::not_applicable(format!("不适用：{reason}")),
        };
    }
    let target = row.indicator.target(year);
    if target.value.is_blank() {
        return Outcome::unscorable(ScoreProblem::ActualWithoutTarget {
            actual: row.actual.text().trim().to_owned(),
        });
    }
    let Some(points) = points_of(row) else { return Outcome::unscorable(ScoreProblem::NoPoints) };
    let selection = &rules.self_evaluation;
    let counting = &selection.counting_units;
    if let (RowKind::Date, Some(due)) = (kind, due(row, &target, year)) {
        return date(&selection.date, points, due, &read_date(row.actual.text(), year), row.actual.text());
    }
    match (kind, target.value) {
        (RowKind::Qualitative, _) => qualitative(row, points, rules),
        (_, Value::Range { low, high, .. }) => {
            let actual = match units::comparable(&actual, &target.unit, row.actual.text(), counting) {
                Ok(actual) => actual,
                Err(problem) => return Outcome::unscorable(problem),
            };
            let bound = |value: rust_decimal::Decimal| {
                Some(Figure::exact(Exact::from(value), value.normalize().to_string()))
            };
            let measure = Measure {
                low: bound(low),
                high: bound(high),
                actual: Some(actual.figure),
                ..Measure::default()
            };
            noting(super::apply(&selection.range, points, &measure), actual.problem)
        }
        (_, Value::Number { number, .. }) => {
            let actual = month_number(actual, &target.unit, year);
            let actual = match units::comparable(&actual, &target.unit, row.actual.text(), counting) {
                Ok(actual) => actual,
                Err(problem) => return Outcome::unscorable(problem),
            };
            let rule = selection.figure_rule(target.sign, &row.indicator.level1, &row.indicator.name);
            let aim = Figure::exact(Exact::from(number), number.normalize().to_string());
            let measure = Measure { target: Some(aim), actual: Some(actual.figure), ..Measure::default() };
            noting(super::apply(rule, points, &measure), actual.problem)
        }
        (_, Value::Blank | Value::Period { .. } | Value::Words(_)) => {
            Outcome::unscorable(ScoreProblem::NotAFigure {
                text: row.indicator.target.text().trim().to_owned(),
            })
        }
    }
}

/// The last day that keeps the target, if it is a date. `2023.12` is one where the actual value is
/// a date too; alone it is a figure.
fn due(row: &SelfRow, target: &Target, year: Option<i16>) -> Option<Date> {
    let last = |value| match value {
        Value::Period { last, .. } => Some(last),
        _ => None,
    };
    match &target.value {
        Value::Period { last, .. } => Some(*last),
        Value::Number { sign: None | Some(Sign::Eq | Sign::Le), .. } if target.unit.is_empty() => {
            last(read_date(row.actual.text(), year))?;
            last(read_date(row.indicator.target.text(), year))
        }
        _ => None,
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

/// The claimed score counts if it lies inside the level that the words stand for;
/// otherwise the row stays open and the problem says why.
fn qualitative(row: &SelfRow, points: Points, rules: &Rules) -> Outcome {
    let selection = &rules.self_evaluation;
    let text = row.actual.text().trim();
    let Some(level) = selection.level_of(text, row.indicator.target.text()) else {
        return Outcome::not_filled().with(ScoreProblem::LevelUnknown { text: text.to_owned() });
    };
    let claimed = row.claimed.number().map(round2);
    let score = claimed.map(|score| Figure::exact(Exact::from(score), score.normalize().to_string()));
    let measure = Measure { level: Some(level.to_owned()), score, ..Measure::default() };
    let outcome = super::apply(&Rule::Qualitative(selection.words.clone()), points, &measure);
    match outcome.status {
        Status::Unscorable => Outcome { status: Status::NotFilled, ..outcome },
        _ => outcome,
    }
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
