//! Checks of where indicators stand: levels that must be there, names the tree does not have, outputs among the
//! benefits and benefits among the outputs.

use super::Lint;
use crate::domain::checks::report::Report;
use crate::domain::finding::GoalProblem;
use crate::domain::grounds::Term;
use crate::domain::indicator::Indicator;
use crate::domain::levels::level_key;
use crate::domain::normalise::compact;
use crate::domain::place::RowField;

/// Levels that the form asks for by the kind of project.
pub(super) fn whole(report: &mut Report, lint: &Lint) {
    let Some(form) = lint.form else { return };
    let names: Vec<[String; 2]> =
        lint.goal.of_term(Term::Year).map(|row| [compact(&row.level1), compact(&row.level2)]).collect();
    if names.is_empty() {
        return;
    }
    for required in &form.required {
        let chosen = lint.goal.fact(&required.fact).trim();
        if !required.fact.is_empty() && !required.is.iter().any(|word| word == chosen) {
            continue;
        }
        let there = |word: &String| names.iter().flatten().any(|name| name.contains(word.as_str()));
        if !required.levels.iter().any(there) {
            let label = form.fact(&required.fact).map(|fact| fact.label.as_str());
            let kind = label.map(|label| format!("{label}为“{chosen}”")).unwrap_or_default();
            report.indicators(GoalProblem::LevelMissing { levels: required.levels.clone(), kind });
        }
    }
}

pub(super) fn row(report: &mut Report, lint: &Lint, row: &Indicator, name: &str) {
    if lint.is_drafted() {
        in_tree(report, lint, row);
    }
    let level1 = compact(&row.level1);
    let words = &lint.words.goal.words;
    let misplaced = words.outputs.iter().find(|placed| placed.is_misplaced(name, &level1));
    if let Some(placed) = misplaced {
        let (level1, level2) = (placed.level1.clone(), placed.level2.clone());
        report.row(&row.id, RowField::Level1, GoalProblem::OutputAsBenefit { level1, level2 });
    }
    let misplaced = words.benefits.iter().find(|placed| placed.is_misplaced(name, &level1));
    if let Some(placed) = misplaced.filter(|placed| level_key(&placed.level2) != level_key(&row.level2)) {
        let (level1, level2) = (placed.level1.clone(), placed.level2.clone());
        report.row(&row.id, RowField::Level1, GoalProblem::BenefitAsOutput { level1, level2 });
    }
}

fn in_tree(report: &mut Report, lint: &Lint, row: &Indicator) {
    let (level1, level2) = (row.level1.trim(), row.level2.trim());
    let Some(level) = lint.rules.level(level1) else {
        let level = level1.to_owned();
        return report.row(&row.id, RowField::Level1, GoalProblem::LevelNotInTree { level });
    };
    if level.has(level2) {
        return;
    }
    let problem = match lint.rules.level_above(level2) {
        Some(above) if !level2.is_empty() => {
            GoalProblem::LevelMisplaced { level2: level2.to_owned(), level1: above.name.clone() }
        }
        _ => GoalProblem::LevelNotInTree { level: level2.to_owned() },
    };
    report.row(&row.id, RowField::Level2, problem);
}
