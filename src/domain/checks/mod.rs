//! 检查: what is wrong with a form, found by rules alone. Pure functions over documents, their scores
//! and the words of a checklist pack; each finding has its place. Owns no sentence and no list.

mod claims;
mod fix;
mod funds;
mod goal;
mod goal_words;
mod indicators;
mod points;
mod report;
mod rows;
mod spending;
mod survey;
mod texts;
mod words;

pub use fix::{Fix, Remedy, fixes};
pub use funds::fund_problems;
pub use goal::{check_goal, check_goal_of, is_satisfaction};
pub use goal_words::{Directed, GoalChecks, GoalLimits, GoalWords, Placed};
pub use words::{Basis, Check, CheckWords, Inputs, Limits, Named, UnitWord, Vague, Word, Words};

use std::collections::HashMap;

use super::finding::{Finding, FormProblem};
use super::from_goal::GoalBasis;
use super::goal::GoalStage;
use super::place::{DocumentType, Place, TextField};
use super::scoring::{RowKind, ScoredForm};
use super::selfeval::SelfEvaluation;
use super::task::TaskField;
use report::Report;

/// Everything wrong with a self-evaluation, in the form's order. `scored` is its score by the
/// rules in force; the problems that scoring met are among the findings.
pub fn check_self_evaluation(
    document: &SelfEvaluation,
    scored: &ScoredForm,
    words: &CheckWords,
) -> Vec<Finding> {
    let mut report = Report::new(DocumentType::SelfEvaluation);
    texts::head(&mut report, &document.head, words);
    report.template_text(TextField::Expected, &document.expected, words);
    report.template_text(TextField::Achieved, &document.achieved, words);
    funds::check(&mut report, &document.funds, false, words);
    spending::check(&mut report, document, scored, words);
    claims::execution(&mut report, document, scored);

    let indicators: Vec<_> = document.rows.iter().map(|row| &row.indicator).collect();
    if indicators.is_empty() {
        report.indicators(FormProblem::NoIndicators);
    }
    let execution = scored.execution().and_then(|row| row.points);
    points::of_self_evaluation(&mut report, &indicators, execution, &document.level_points, words);
    let scored_rows: HashMap<_, _> =
        (scored.rows.iter()).filter(|row| row.kind != RowKind::Execution).map(|row| (&row.id, row)).collect();
    let mut seen = indicators::Seen::default();
    for row in &document.rows {
        indicators::check(&mut report, &mut seen, &row.indicator, document.head.year, words);
        let actual = row.actual.value(document.head.year);
        indicators::actual_share(&mut report, &row.indicator, &actual, document.head.year, words);
        texts::self_row(&mut report, row, document.head.year, words);
        let scored = scored_rows.get(&row.indicator.id).copied();
        rows::check(&mut report, row, scored, words);
        survey::check(&mut report, row, scored);
    }
    for task in document.tasks.iter().filter(|task| task.done.trim().is_empty()) {
        report.task(&task.id, TaskField::Done, FormProblem::TaskNotReported);
    }
    claims::total(&mut report, document, scored);
    texts::remarks(&mut report, &document.remarks, words);
    report.findings
}

/// What is wrong with the goal that a self-evaluation rests on: it has to be the one in force, and approved.
pub fn check_basis(basis: Option<GoalBasis>) -> Option<Finding> {
    let problem = match basis? {
        GoalBasis::Current(GoalStage::Declared) => FormProblem::GoalNotApproved,
        GoalBasis::Current(GoalStage::Approved | GoalStage::Adjusted) => return None,
        GoalBasis::Older { then, now } => FormProblem::GoalChanged { then, now },
    };
    Some(Finding::new(problem, Place::document(DocumentType::SelfEvaluation)))
}

#[cfg(test)]
mod tests;
