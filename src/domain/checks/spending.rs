//! Checks of money used: figures missing, a budget of 0, little spent, high goals on low spending.

use super::report::Report;
use super::words::CheckWords;
use crate::domain::exact::Exact;
use crate::domain::finding::{FormProblem, ScoreProblem};
use crate::domain::funds::FundColumn;
use crate::domain::numbers::{Percent, Points, Wan};
use crate::domain::place::FundField;
use crate::domain::scoring::{RowKind, ScoredForm, ScoredRow, Status};
use crate::domain::selfeval::SelfEvaluation;

pub(super) fn check(report: &mut Report, document: &SelfEvaluation, scored: &ScoredForm, words: &CheckWords) {
    let total_row = document.funds.total_row().map(|row| &row.id);
    let row = total_row.or(document.funds.rows.first().map(|row| &row.id));
    let problems = scored.execution().map_or(&[][..], |row| &row.problems);
    for problem in problems {
        report.fund(row, execution_field(problem), problem.clone());
    }
    let without_budget =
        problems.iter().any(|problem| matches!(problem, ScoreProblem::SpentWithoutBudget { .. }));
    if scored.execution().is_some() || !document.funds.rows.is_empty() {
        if scored.budget.amount.is_none() && !without_budget {
            report.fund(row, FundField::Budget, FormProblem::FundsMissing { column: FundColumn::Budget });
        }
        if scored.spent.amount.is_none() {
            report.fund(row, FundField::Spent, FormProblem::FundsMissing { column: FundColumn::Spent });
        }
    }
    if scored.budget.amount == Some(Wan::ZERO) && !without_budget {
        report.fund(row, FundField::Budget, FormProblem::ZeroBudget);
    }
    if let Some(problem) = gap(scored, words.limits.goal_gap) {
        report.fund(row, FundField::Spent, problem);
    } else if let Some(problem) = unspent(scored, words.limits.unspent) {
        report.fund(row, FundField::Spent, problem);
    }
}

/// (S − B) ÷ S, where S and B are the shares of full marks that the indicators and the execution
/// row reached; only once every row is closed.
fn gap(scored: &ScoredForm, limit: Percent) -> Option<FormProblem> {
    scored.grade.as_ref()?;
    let execution = scored.execution().filter(|row| row.status == Status::Scored)?;
    let counts = |row: &&ScoredRow| {
        row.kind != RowKind::Execution && row.status == Status::Scored && row.points.is_some()
    };
    let rows = || scored.rows.iter().filter(counts);
    let sum = |pick: &dyn Fn(&ScoredRow) -> Option<Points>| {
        rows().filter_map(pick).map(Points::exact).sum::<Exact>()
    };
    let goals = sum(&|row| row.score).checked_div(&sum(&|row| row.points))?;
    let spending = execution.score?.exact().checked_div(&execution.points?.exact())?;
    let gap = (&goals - &spending).checked_div(&goals)?;
    let percent = |share: Exact| share * Exact::from(100);
    let gap = percent(gap);
    (gap > limit.exact()).then(|| FormProblem::HighGoalLowSpending {
        indicators: percent(goals).to_fixed(2),
        rate: percent(spending).to_fixed(2),
        gap: gap.to_fixed(2),
    })
}

fn unspent(scored: &ScoredForm, limit: Percent) -> Option<FormProblem> {
    let (budget, spent) = (scored.budget.amount?.exact(), scored.spent.amount?.exact());
    let share = (&budget - &spent).checked_div(&budget)? * Exact::from(100);
    let above = !budget.is_negative() && share > limit.exact();
    above.then(|| FormProblem::LowSpending { unspent: share.to_fixed(2), limit: limit.to_string() })
}

fn execution_field(problem: &ScoreProblem) -> FundField {
    match problem {
        ScoreProblem::SpentWithoutBudget { .. } => FundField::Budget,
        ScoreProblem::NoPoints => FundField::Points,
        _ => FundField::Spent,
    }
}
