//! Scores that a person chooses: 定性三档, 等级, 评委打分, 要点, 是否.

use super::measure::{Measure, Met, Reading};
use super::outcome::{Outcome, Status};
use super::rule::{Elements, Judged, Levels, Qualitative, QualitativeLevel};
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::numbers::{Percent, Points};

/// A score inside its level's part of the points.
pub(super) fn qualitative(rule: &Qualitative, points: Points, measure: &Measure) -> Outcome {
    let Some(name) = measure.level.as_deref().filter(|name| !name.trim().is_empty()) else {
        return Outcome::not_filled();
    };
    let Some(level) = rule.levels.iter().find(|level| level.name == name) else {
        return Outcome::unscorable(ScoreProblem::LevelUnknown { text: name.to_owned() });
    };
    let (from, to) = (level.lowest(points), level.highest(points));
    let (low, high) = (from.to_fixed(2), to.to_fixed(2));
    match measure.read(measure.score.as_ref()) {
        Reading::Fault(problem) => Outcome::unscorable(problem),
        Reading::Blank => {
            let level = name.to_owned();
            let open = ScoreProblem::LevelScoreMissing { level, from: low, to: high };
            Outcome::not_filled().with(open)
        }
        Reading::Number { value, shown, .. } if level.holds(points, &value) => {
            let sum = format!("{name}：{low} 至 {high} 分，取 {shown}");
            Outcome::scored(points, &value, sum)
        }
        Reading::Number { shown, .. } => {
            let level = name.to_owned();
            Outcome::unscorable(ScoreProblem::ScoreOutsideLevel { level, score: shown, from: low, to: high })
        }
    }
}

impl QualitativeLevel {
    /// The lower bound of the level's part, inclusive.
    pub fn lowest(&self, points: Points) -> Exact {
        part(self.from, points)
    }

    /// The upper bound, exclusive unless the level reaches 100 %.
    pub fn highest(&self, points: Points) -> Exact {
        part(self.to, points)
    }

    fn holds(&self, points: Points, score: &Exact) -> bool {
        let top = self.highest(points);
        let below_top = if self.to.exact() >= Exact::from(100) { *score <= top } else { *score < top };
        *score >= self.lowest(points) && below_top
    }
}

fn part(share: Percent, points: Points) -> Exact {
    &(&share.exact() * &points.exact()) / 100
}

/// The share of the level named.
pub(super) fn levels(rule: &Levels, points: Points, measure: &Measure) -> Outcome {
    let Some(name) = measure.level.as_deref().filter(|name| !name.trim().is_empty()) else {
        return Outcome::not_filled();
    };
    match rule.levels.iter().find(|level| level.name == name) {
        None => Outcome::unscorable(ScoreProblem::LevelUnknown { text: name.to_owned() }),
        Some(level) => {
            let sum = format!("{name}：{} ÷ 100 × {points}", level.share);
            Outcome::scored(points, &part(level.share, points), sum)
        }
    }
}

/// 0 to the points, in steps.
pub(super) fn judged(rule: &Judged, points: Points, measure: &Measure) -> Outcome {
    let (value, shown) = match measure.read(measure.score.as_ref()) {
        Reading::Blank => return Outcome::not_filled(),
        Reading::Fault(problem) => return Outcome::unscorable(problem),
        Reading::Number { value, shown, .. } => (value, shown),
    };
    if value.is_negative() || value > points.exact() {
        let points = points.to_string();
        return Outcome::unscorable(ScoreProblem::ScoreOutOfRange { score: shown, points });
    }
    match value.checked_div(&rule.step.exact()) {
        Some(steps) if steps == steps.floor() => Outcome::scored(points, &value, "评委打分"),
        _ => Outcome::unscorable(ScoreProblem::ScoreNotInStep { score: shown, step: rule.step.to_string() }),
    }
}

/// A share for each point met, half of it for one met in part.
pub(super) fn elements(rule: &Elements, points: Points, measure: &Measure) -> Outcome {
    let answers = match &measure.met {
        None => return Outcome::not_filled(),
        Some(Met::Each(answers)) => answers,
        Some(Met::One(_)) => return Outcome::unscorable(ScoreProblem::EntryMissing { field: "met" }),
    };
    let expected = rule.elements.len();
    let shares = rule.shares.as_ref();
    if answers.len() != expected || shares.is_some_and(|shares| shares.len() != expected) || expected == 0 {
        return Outcome::unscorable(ScoreProblem::ElementsMismatch { expected, found: answers.len() });
    }
    let mut halves = Vec::with_capacity(expected);
    for answer in answers {
        halves.push(match answer.as_str() {
            "yes" => 2,
            "part" => 1,
            "no" => 0,
            _ => {
                return Outcome::unscorable(ScoreProblem::ElementsMismatch {
                    expected,
                    found: answers.len(),
                });
            }
        });
    }
    let shown = |half: i64| match half {
        2 => "1",
        1 => "0.5",
        _ => "0",
    };
    let met: Vec<&str> = halves.iter().map(|half| shown(*half)).collect();
    match shares {
        None => {
            let sum: i64 = halves.iter().sum();
            let count = i64::try_from(expected).unwrap_or(i64::MAX);
            let score = (Exact::from(sum) * points.exact()).checked_div(&Exact::from(count * 2));
            let sum = format!("({}) ÷ {expected} × {points}", met.join(" + "));
            Outcome::scored(points, &score.unwrap_or_else(Exact::zero), sum)
        }
        Some(shares) => {
            let each =
                shares.iter().zip(&halves).map(|(share, half)| &(share.exact() * Exact::from(*half)) / 2);
            let score = &(each.sum::<Exact>() * points.exact()) / 100;
            let terms: Vec<String> =
                shares.iter().zip(&met).map(|(share, met)| format!("{share} × {met}")).collect();
            Outcome::scored(points, &score, format_args!("({}) ÷ 100 × {points}", terms.join(" + ")))
        }
    }
}

/// All or nothing by one answer.
pub(super) fn yes_no(points: Points, measure: &Measure) -> Outcome {
    match &measure.met {
        None => Outcome::not_filled(),
        Some(Met::One(true)) => Outcome::full(points, "符合"),
        Some(Met::One(false)) => Outcome::none(points, "不符合"),
        Some(Met::Each(_)) => Outcome::unscorable(ScoreProblem::EntryMissing { field: "met" }),
    }
}

/// Whether the entry is allowed: it leads to a score.
pub fn is_valid(outcome: &Outcome) -> bool {
    outcome.status == Status::Scored
}
