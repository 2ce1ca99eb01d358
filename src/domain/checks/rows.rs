//! Checks of one row: is it filled, does the claim hold, is there a reason, and where on the row
//! the problems that scoring met belong.

use super::points::points;
use super::report::Report;
use super::words::{CheckWords, is_any};
use crate::domain::finding::{FormProblem, ScoreProblem};
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;
use crate::domain::numbers::Points;
use crate::domain::place::RowField;
use crate::domain::scoring::{ScoredRow, Status};
use crate::domain::selfeval::SelfRow;

pub(super) fn check(report: &mut Report, row: &SelfRow, scored: Option<&ScoredRow>, words: &CheckWords) {
    let id = &row.indicator.id;
    let applies = row.not_applicable.as_deref().is_none_or(|reason| reason.trim().is_empty());
    if !applies {
        return;
    }
    let surveyed = scored.is_some_and(|scored| scored.surveyed.is_some());
    let (no_target, no_actual) = (row.indicator.target.is_blank(), row.actual.is_blank() && !surveyed);
    if no_target && no_actual {
        report.row(id, RowField::Target, FormProblem::TargetMissing);
    }
    if no_target && !no_actual {
        let actual = row.actual.text().trim().to_owned();
        report.row(id, RowField::Target, ScoreProblem::ActualWithoutTarget { actual });
    }
    if row.not_applicable.is_some() {
        report.row(id, RowField::Reason, FormProblem::NotApplicableUnexplained);
    } else if no_actual {
        report.row(id, RowField::Actual, FormProblem::ActualMissing);
    }
    let Some(scored) = scored else { return };
    for problem in scored.problems.iter().filter(|problem| !is_said(problem, row)) {
        report.row(id, field_of(problem, row), problem.clone());
    }
    if let Some(problem) = claim_problem(scored) {
        report.row(id, RowField::Claimed, problem);
    }
    if let Some(problem) = reason_problem(row, scored, words) {
        report.row(id, RowField::Reason, problem);
    }
}

/// A goal's row needs a target.
pub(super) fn target_of_goal(report: &mut Report, indicator: &Indicator) {
    if indicator.target.is_blank() {
        report.row(&indicator.id, RowField::Target, FormProblem::TargetMissing);
    }
}

/// The claimed score of a row, against its points first, then against the rule; to two decimals, as a spreadsheet shows
/// what it computed with more.
pub(super) fn claim_problem(row: &ScoredRow) -> Option<FormProblem> {
    let claimed = row.claimed?;
    let refused = |problem: &ScoreProblem| {
        matches!(problem, ScoreProblem::ScoreOutOfRange { .. } | ScoreProblem::ScoreOutsideLevel { .. })
    };
    if row.problems.iter().any(refused) {
        return None;
    }
    if let Some(points) = row.points.filter(|points| claimed.min(claimed.rounded2()) > *points) {
        return Some(FormProblem::ClaimAbovePoints { claimed: claimed.fixed2(), points: points.to_string() });
    }
    let computed = row.score.filter(|score| score.rounded2() != claimed.rounded2())?;
    Some(FormProblem::ClaimDiffers { claimed: claimed.fixed2(), computed: computed.fixed2() })
}

/// Below full marks, by the rule or by the form's own claim, a reason is due.
fn reason_problem(row: &SelfRow, scored: &ScoredRow, words: &CheckWords) -> Option<FormProblem> {
    let reason = compact(&row.reason);
    let given = !reason.chars().all(|c| "-—/、。".contains(c)) && !is_any(&reason, &words.words.no_reason);
    let claimed = scored.claimed.map(|claimed| claimed.max(claimed.rounded2()));
    let lowest = [scored.score, claimed].into_iter().flatten().min()?;
    let points = scored.points?;
    let due = scored.status != Status::NotApplicable && lowest < points && !given;
    due.then(|| FormProblem::ReasonMissing { score: lowest.fixed2(), points: points.to_string() })
}

/// Whether another finding on the row says the same already.
fn is_said(problem: &ScoreProblem, row: &SelfRow) -> bool {
    match problem {
        ScoreProblem::ActualWithoutTarget { .. } => row.indicator.target.is_blank(),
        // Each count that is none is named at its place.
        ScoreProblem::NotAFigure { .. } => row.survey.as_ref().is_some_and(|survey| survey.counts().is_err()),
        ScoreProblem::NoPoints => points(&row.indicator).is_none_or(|points| points < Points::ZERO),
        ScoreProblem::EntryMissing { field: "target" } => row.indicator.target.is_blank(),
        ScoreProblem::EntryMissing { field: "actual" } => row.actual.is_blank(),
        _ => false,
    }
}

/// The field that mends the problem.
fn field_of(problem: &ScoreProblem, row: &SelfRow) -> RowField {
    use ScoreProblem as P;
    let holder = |figure: &str| {
        let figure = compact(figure);
        let holds = |text: &str| compact(text).contains(&figure);
        let (actual, target) = (row.actual.text(), row.indicator.target.text());
        match (holds(actual), holds(target), holds(row.indicator.points.text())) {
            (true, _, _) => RowField::Actual,
            (false, true, _) => RowField::Target,
            (false, false, true) => RowField::Points,
            (false, false, false) => RowField::Actual,
        }
    };
    match problem {
        P::NotAFigure { text } | P::DateUnclear { text } => holder(text),
        P::NegativeFigure { figure } => holder(figure),
        P::ActualWithoutTarget { .. } | P::RangeReversed { .. } | P::RangeIncomplete { .. } => {
            RowField::Target
        }
        P::NoPoints => RowField::Points,
        P::LevelScoreMissing { .. }
        | P::ScoreOutsideLevel { .. }
        | P::ScoreOutOfRange { .. }
        | P::ScoreNotInStep { .. } => RowField::Claimed,
        P::EntryMissing { field } => match *field {
            "target" | "low" | "high" | "due" => RowField::Target,
            "score" => RowField::Claimed,
            "sign" => RowField::Sign,
            _ => RowField::Actual,
        },
        P::UnitsDiffer { .. }
        | P::StrictEquality { .. }
        | P::AboveEqual { .. }
        | P::FarAboveTarget { .. }
        | P::Overspent { .. }
        | P::SpentWithoutBudget { .. }
        | P::LevelUnknown { .. }
        | P::NotApplicableWithoutReason { .. }
        | P::ElementsMismatch { .. }
        | P::FewAnswers { .. }
        | P::NoAnswers
        | P::MoreAnswersThanSent { .. }
        | P::ZeroBase { .. } => RowField::Actual,
    }
}
