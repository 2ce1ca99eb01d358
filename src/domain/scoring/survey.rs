//! 满意度: the rate of satisfied answers, handed on to another rule.
//!
//! The base is the valid answers, not the forms sent out (财预〔2021〕101号 and practice).

use std::collections::BTreeMap;

use super::measure::{Figure, Measure};
use super::outcome::Outcome;
use super::rule::Survey;
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::numbers::Points;

/// Fewer valid answers than this are marked (from practice).
const FEW: i64 = 30;

/// What the answers of a survey come to.
pub(super) struct Rate {
    positive: i64,
    valid: i64,
    /// In %, exact.
    pub(super) rate: Exact,
}

/// The rate of the answers `positive` among all but those `left_out`.
pub(super) fn rate(
    positive: &[String],
    left_out: &[String],
    counts: &BTreeMap<String, i64>,
) -> Result<Rate, ScoreProblem> {
    if let Some((_, count)) = counts.iter().find(|(_, count)| **count < 0) {
        return Err(ScoreProblem::NegativeFigure { figure: count.to_string() });
    }
    let valid = sum(counts, &|name| !left_out.contains(name));
    let positive = sum(counts, &|name| positive.contains(name) && !left_out.contains(name));
    let rate = (Exact::from(positive) * Exact::from(100)).checked_div(&Exact::from(valid));
    Ok(Rate { positive, valid, rate: rate.ok_or(ScoreProblem::NoAnswers)? })
}

fn sum(counts: &BTreeMap<String, i64>, counted: &dyn Fn(&String) -> bool) -> i64 {
    let picked = counts.iter().filter(|(name, _)| counted(name)).map(|(_, count)| *count);
    picked.fold(0_i64, i64::saturating_add)
}

pub(super) fn survey(rule: &Survey, points: Points, measure: &Measure) -> Outcome {
    let Some(counts) = &measure.counts else { return Outcome::not_filled() };
    let Rate { positive, valid, rate } = match rate(&rule.positive, &rule.left_out, counts) {
        Ok(rate) => rate,
        Err(problem) => return Outcome::unscorable(problem),
    };
    let answers = sum(counts, &|_| true);
    let note = format!("满意 {positive} ÷ 有效 {valid} × 100 = {} %", rate.to_fixed(2));
    let actual = Figure::Known { value: rate, shown: format!("({positive} ÷ {valid} × 100)"), note };
    let asked = Measure { actual: Some(actual), ratio: None, change: None, ..measure.clone() };
    let mut outcome = super::apply(&rule.then, points, &asked);
    if valid < FEW {
        outcome = outcome.with(ScoreProblem::FewAnswers { valid });
    }
    match measure.sent {
        Some(sent) if answers > sent => outcome.with(ScoreProblem::MoreAnswersThanSent { answers, sent }),
        _ => outcome,
    }
}
