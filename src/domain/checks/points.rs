//! Checks of points: missing, their sum, and the points printed beside a level-1 name.

use std::collections::HashMap;

use super::report::Report;
use super::words::CheckWords;
use crate::domain::exact::Exact;
use crate::domain::finding::FormProblem;
use crate::domain::form::LevelPoints;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;
use crate::domain::numbers::Points;
use crate::domain::place::RowField;

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

/// A goal may leave points out altogether; if it has them, they leave room for the execution row or not.
pub(super) fn of_goal(
    report: &mut Report,
    indicators: &[&Indicator],
    levels: &[LevelPoints],
    words: &CheckWords,
) {
    if indicators.iter().all(|indicator| points(indicator).is_none()) {
        if !indicators.is_empty() {
            report.indicators(FormProblem::PointsAbsent);
        }
        return;
    }
    if all_present(report, indicators) {
        sum(report, indicators, &[words.limits.indicators.exact(), words.limits.full.exact()]);
    }
    level_sums(report, indicators, levels);
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
    let sum: Exact = indicators.iter().filter_map(|i| points(i)).map(Points::exact).sum();
    if !expected.contains(&sum) {
        let expected: Vec<String> = expected.iter().map(shown).collect();
        report.indicators(FormProblem::PointsNotSum { sum: shown(&sum), expected: expected.join(" 或 ") });
    }
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
