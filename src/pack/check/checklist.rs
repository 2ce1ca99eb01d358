//! Looks a checklist pack over: sections that do not read, bases of findings that nobody states, figures that no
//! check can go by.

use super::super::read::{Pack, malformed, own, section};
use crate::domain::checks::{Check, GoalChecks, Limits, Words};
use crate::domain::finding::{PackProblem, Problem};
use crate::domain::place::RowField;

/// Everything wrong with `words`, `limits`, `checks` and `goal_checks`; nothing where there are none.
pub(super) fn check(pack: &Pack, found: &mut Vec<PackProblem>) {
    let raw = |name: &str| own(&pack.raw, name);
    found.extend(raw("words").and_then(|words| section::<Words>(words, "words").err()));
    found.extend(raw("limits").and_then(|limits| section::<Limits>(limits, "limits").err()));
    match raw("checks").map(|checks| section::<Vec<Check>>(checks, "checks")) {
        Some(Ok(checks)) => bases(&checks, found),
        Some(Err(problem)) => found.push(problem),
        None => {}
    }
    match raw("goal_checks").map(|checks| section::<GoalChecks>(checks, "goal_checks")) {
        Some(Ok(checks)) => goal(&checks, found),
        Some(Err(problem)) => found.push(problem),
        None => {}
    }
}

fn bases(checks: &[Check], found: &mut Vec<PackProblem>) {
    let known: Vec<&str> = Problem::codes().collect();
    for (index, check) in checks.iter().enumerate() {
        let path = format!("checks[{index}].code");
        if !known.contains(&check.code.as_str()) {
            found.push(malformed(&path, &format!("没有“{}”这种问题", check.code)));
        }
        if checks.iter().take(index).any(|before| before.code == check.code) {
            found.push(malformed(&path, &format!("“{}”写了两次", check.code)));
        }
    }
}

fn goal(checks: &GoalChecks, found: &mut Vec<PackProblem>) {
    if checks.limits.sample.size(None).is_none() {
        found.push(malformed("goal_checks.limits.sample", "按这些参数算不出样本量"));
    }
    for (index, field) in checks.required.iter().enumerate() {
        if !RowField::OF_INDICATOR.contains(field) {
            let path = format!("goal_checks.required[{index}]");
            found.push(malformed(&path, &format!("绩效目标的指标没有“{}”", field.word())));
        }
    }
    for (name, placed) in [("outputs", &checks.words.outputs), ("benefits", &checks.words.benefits)] {
        for (index, placed) in placed.iter().enumerate() {
            if placed.within.iter().any(|word| placed.level1.contains(word.as_str())) {
                let path = format!("goal_checks.words.{name}[{index}].level1");
                found.push(malformed(&path, "应列入的一级指标也在 within 之内"));
            }
        }
    }
}
