//! What scoring one row comes to: a status, the points if there are any, and the way to them.

use serde::{Deserialize, Serialize};

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
    pub score: Option<Points>,
    pub derivation: Derivation,
    pub problems: Vec<ScoreProblem>,
}

impl std::fmt::Display for Derivation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
