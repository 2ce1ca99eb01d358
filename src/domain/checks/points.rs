//! Checks of points: missing, their sum, and the points printed beside a level-1 name.

use std::collections::HashMap;

use super::report::Report;
use super::words::CheckWords;
use crate::domain::exact::Exact;
use crate::domain::finding::{FormProblem, GoalProblem};
use crate::domain::form::LevelPoints;
use crate::domain::goal::Goal;
use crate::domain::grounds::Term;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::levels::level_key;
use crate::domain::normalise::compact;
use crate::domain::numbers::Points;
use crate::domain::place::RowField;
use crate::domain::points::{PointsStanding, full_of, profile_of, standing};
use crate::domain::scoring::Rules;

/// With an execution row the indicators make up what it leaves of the whole, without one the whole.
pub(super) fn of_self_evaluation(
    report: &mut Report,
    indicators: &[&Indicator],
    execution: Option<Points>,
    levels: &[LevelPoints],
    words: &CheckWords,
) {
    let full = words.limits.full.exact();
    let expected = vec![execution.map_or(full.clone(), |points| full - points.exact())];
    if !indicators.is_empty() && indicators.iter().all(|indicator| points(indicator).is_none()) {
        return report.indicators(FormProblem::PointsAbsent);
    }
    if all_present(report, indicators) {
        sum(report, indicators, &expected);
    }
    level_sums(report, indicators, levels);
}

/// The points of the year's indicators. A goal that came in may leave them out altogether; if it has them, they
/// leave room for the execution row or not. One that is drafted in a form of ours has them and leaves room.
pub(super) fn of_goal(
    report: &mut Report,
    indicators: &[&Indicator],
    goal: &Goal,
    rules: &Rules,
    words: &CheckWords,
    drafted: bool,
) {
    if !drafted && indicators.iter().all(|indicator| points(indicator).is_none()) {
        if !indicators.is_empty() {
            report.indicators(FormProblem::PointsAbsent);
        }
        return;
    }
    let full = profile_of(goal, rules).map_or(words.limits.indicators, full_of).exact();
    let whole = (!drafted).then(|| words.limits.full.exact());
    let room = whole.as_ref().is_none_or(|whole| *whole != sum_of(indicators));
    if all_present(report, indicators) {
        let expected: Vec<Exact> = [full].into_iter().chain(whole).collect();
        sum(report, indicators, &expected);
    }
    let standing = standing(goal, rules);
    // The levels of another city's tree say nothing about ours.
    let comparable = drafted || standing.levels.iter().all(|level| level.rows > 0);
    if room && comparable {
        of_levels(report, indicators, &standing);
    }
    level_sums(report, indicators, &goal.level_points);
}

/// Each level against what the profile gives it.
fn of_levels(report: &mut Report, indicators: &[&Indicator], standing: &PointsStanding) {
    let there = standing.levels.iter().filter(|level| level.rows > 0 && level.missing == 0);
    for level in there {
        let key = level_key(&level.level1);
        let first = indicators.iter().find(|row| level_key(&row.level1) == key);
        let (Some(limit), Some(first)) = (level.limit.filter(|limit| *limit != level.sum), first) else {
            continue;
        };
        let (level1, sum, limit) = (level.level1.clone(), level.sum.to_string(), limit.to_string());
        report.row(&first.id, RowField::Level1, GoalProblem::LevelPointsOutside { level1, sum, limit });
    }
}

/// What a single row of a goal may not have.
pub(super) fn of_row(report: &mut Report, row: &Indicator) {
    let Some(own) = points(row) else { return };
    let shown = own.to_string();
    if row.grounds.term == Term::Whole {
        report.row(&row.id, RowField::Points, GoalProblem::WholeTermPoints { points: shown });
    } else if own <= Points::ZERO {
        report.row(&row.id, RowField::Points, GoalProblem::PointsNotPositive { points: shown });
    }
}

pub(super) fn points(indicator: &Indicator) -> Option<Points> {
    indicator.points.number().map(Points::new)
}

/// Each row without points is a finding; the sum means something only where none is.
fn all_present(report: &mut Report, indicators: &[&Indicator]) -> bool {
    let missing = indicators.iter().filter(|indicator| points(indicator).is_none());
    let before = report.findings.len();
    missing.for_each(|indicator| report.row(&indicator.id, RowField::Points, FormProblem::PointsMissing));
    report.findings.len() == before && !indicators.is_empty()
}

fn sum(report: &mut Report, indicators: &[&Indicator], expected: &[Exact]) {
    let sum = sum_of(indicators);
    if !expected.contains(&sum) {
        let expected: Vec<String> = expected.iter().map(shown).collect();
        report.indicators(FormProblem::PointsNotSum { sum: shown(&sum), expected: expected.join(" 或 ") });
    }
}

fn sum_of(indicators: &[&Indicator]) -> Exact {
    indicators.iter().filter_map(|indicator| points(indicator)).map(Points::exact).sum()
}

/// One pass over the indicators, whatever the number of levels.
fn level_sums(report: &mut Report, indicators: &[&Indicator], levels: &[LevelPoints]) {
    let mut sums: HashMap<String, (&RowId, Option<Exact>)> = HashMap::new();
    if levels.is_empty() {
        return;
    }
    for indicator in indicators {
        let (_, sum) = sums.entry(compact(&indicator.level1)).or_insert((&indicator.id, Some(Exact::zero())));
        *sum = sum.take().zip(points(indicator)).map(|(sum, points)| sum + points.exact());
    }
    for level in levels {
        let summed = sums.get(&compact(&level.level1)).and_then(|(first, sum)| Some((first, sum.as_ref()?)));
        let (Some(stated), Some((first, summed))) = (level.points.number(), summed) else { continue };
        if Exact::from(stated) != *summed {
            let problem = FormProblem::LevelPointsDiffer {
                level1: level.level1.trim().to_owned(),
                stated: Points::new(stated).to_string(),
                summed: shown(summed),
            };
            report.row(first, RowField::Level1, problem);
        }
    }
}

/// Points as people write them: `22.5`, `90`.
fn shown(points: &Exact) -> String {
    points.rounded(4).map_or_else(|| points.to_fixed(2), |value| Points::new(value).to_string())
}
