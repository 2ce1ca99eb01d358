//! Scores a self-evaluation as it was read from a form that names no rules.
//! Owns the choice of rule and measure for each row, the total so far and the grade.

use super::form::{RowKind, ScoredForm, ScoredRow};
use super::measure::{Figure, Measure};
use super::outcome::{Derivation, Status};
use super::row::{RowScore, points_of, score_row, shown_rate};
use super::selection::Rules;
use super::total::{NaPolicy, TotalRow, share_out, total};
use super::units;
use crate::domain::exact::Exact;
use crate::domain::funds::{FundColumn, FundSource, FundTotal};
use crate::domain::ids::RowId;
use crate::domain::numbers::{Points, Wan};
use crate::domain::selfeval::{SelfEvaluation, SelfRow};
use crate::domain::typed::Typed;

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
        surveyed: None,
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

fn indicator_row(row: &SelfRow, year: Option<i16>, rules: &Rules) -> ScoredRow {
    let RowScore { kind, outcome, surveyed } = score_row(row, year, rules);
    let indicator = &row.indicator;
    let actual = surveyed.as_ref().map_or_else(|| row.actual.text().trim().to_owned(), shown_rate);
    ScoredRow {
        id: indicator.id.clone(),
        kind,
        level1: indicator.level1.clone(),
        level2: indicator.level2.clone(),
        name: indicator.name.clone(),
        points: points_of(row),
        target: units::target_text(indicator, year),
        actual,
        surveyed,
        claimed: row.claimed.number().map(Points::new),
        status: outcome.status,
        score: outcome.score,
        derivation: outcome.derivation,
        problems: outcome.problems,
    }
}
