//! What scoring one row comes to: a status, the points if there are any, and the way to them.
//! Owns the one rounding of a row.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::numbers::Points;

/// Not filled, not applicable and 0 are three things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Scored,
    NotFilled,
    NotApplicable,
    Unscorable,
}

/// The sum that led to the points, as a person would write it: `45 ÷ 50 × 8 = 7.20`.
/// Empty where there is nothing to compute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Derivation(pub String);

/// The result of one rule on one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub status: Status,
    /// To two decimals, within 0 and the points.
    pub score: Option<Points>,
    pub derivation: Derivation,
    pub problems: Vec<ScoreProblem>,
}

impl Outcome {
    /// A score, held within 0 and the points and rounded once, half away from zero.
    /// `sum` is the formula without its result; where the result was held, the derivation says so.
    pub fn scored(points: Points, score: &Exact, sum: impl std::fmt::Display) -> Self {
        let held = score.clone().clamp(Exact::zero(), points.exact());
        match held.rounded(2) {
            Some(rounded) => {
                let derivation = Derivation(match score.cmp(&held) {
                    Ordering::Equal => format!("{sum} = {}", held.to_fixed(2)),
                    Ordering::Less => {
                        format!("{sum} = {}，不足 0 按 0 计", score.to_fixed(2).replace('-', "−"))
                    }
                    Ordering::Greater => {
                        format!("{sum} = {}，超过 {points} 按 {points} 计", score.to_fixed(2))
                    }
                });
                let score = Some(Points::new(rounded));
                Self { status: Status::Scored, score, derivation, problems: Vec::new() }
            }
            None => Self::unscorable(ScoreProblem::NotAFigure { text: points.to_string() }),
        }
    }

    /// Full marks, with the reason why.
    pub fn full(points: Points, why: impl std::fmt::Display) -> Self {
        let full = Self::scored(points, &points.exact(), "");
        let derivation = Derivation(format!("{why}，得满分 {}", points.fixed2()));
        Self { derivation, ..full }
    }

    /// No marks, with the reason why.
    pub fn none(points: Points, why: impl std::fmt::Display) -> Self {
        let none = Self::scored(points, &Exact::zero(), "");
        Self { derivation: Derivation(format!("{why}，不得分")), ..none }
    }

    pub fn not_filled() -> Self {
        Self::without_score(Status::NotFilled)
    }

    pub fn not_applicable(why: impl Into<String>) -> Self {
        Self { derivation: Derivation(why.into()), ..Self::without_score(Status::NotApplicable) }
    }

    pub fn unscorable(problem: ScoreProblem) -> Self {
        Self::without_score(Status::Unscorable).with(problem)
    }

    pub fn with(mut self, problem: ScoreProblem) -> Self {
        self.problems.push(problem);
        self
    }

    /// Puts the sum of a computed figure before the derivation.
    pub fn noted(mut self, note: &str) -> Self {
        if !note.is_empty() && self.status == Status::Scored {
            self.derivation = Derivation(format!("{note}；{}", self.derivation));
        }
        self
    }

    fn without_score(status: Status) -> Self {
        Self { status, score: None, derivation: Derivation::default(), problems: Vec::new() }
    }
}

impl std::fmt::Display for Derivation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;
    use crate::domain::exact::Exact;
    use crate::domain::numbers::Points;

    /// `20 − (130 − 100) × 1` is not 0: what was held is said.
    #[test]
    fn a_derivation_never_states_a_false_equation() {
        let derived = |score: i64, sum: &str| {
            let points: Points = "20".parse().expect("points");
            Outcome::scored(points, &Exact::from(score), sum).derivation.0
        };
        assert_eq!(derived(-10, "20 − (130 − 100) × 1"), "20 − (130 − 100) × 1 = −10.00，不足 0 按 0 计");
        assert_eq!(derived(24, "120 ÷ 100 × 20"), "120 ÷ 100 × 20 = 24.00，超过 20 按 20 计");
        assert_eq!(derived(20, "100 ÷ 100 × 20"), "100 ÷ 100 × 20 = 20.00");
    }
}
