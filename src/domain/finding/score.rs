//! Problems that scoring one row brings to light.

use super::Severity;

/// Figures are texts as they are to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoreProblem {
    /// A text stands where a figure is needed.
    NotAFigure { text: String },
    /// A ratio of a negative figure has no meaning.
    NegativeFigure { figure: String },
    /// The actual value is there, the target is not.
    ActualWithoutTarget { actual: String },
    /// The lower bound of a range lies above the upper.
    RangeReversed { low: String, high: String },
    /// Target and actual are in units that cannot be compared.
    UnitsDiffer { target: String, actual: String },
    /// The row has no points, so there is nothing to score.
    NoPoints,
    /// `>` or `<` with the actual value exactly on the target.
    StrictEquality { target: String },
    /// `=` with more than was aimed at.
    AboveEqual { target: String, actual: String },
    /// Far above the target: was it set too low? `deviation` and `above` in %.
    FarAboveTarget { deviation: String, above: String },
    /// More spent than budgeted.
    Overspent { budget: String, spent: String, rate: String },
    /// Money spent without a budget.
    SpentWithoutBudget { spent: String },
    /// The words say no level that the pack knows.
    LevelUnknown { text: String },
    /// The level is known, the score inside it is still to be chosen.
    LevelScoreMissing { level: String, from: String, to: String },
    /// The score lies outside its level's part.
    ScoreOutsideLevel { level: String, score: String, from: String, to: String },
    /// The score lies outside 0..points.
    ScoreOutOfRange { score: String, points: String },
    /// The score is not a multiple of the step.
    ScoreNotInStep { score: String, step: String },
    /// Answers and elements do not match in number, or one is none of yes, part, no.
    ElementsMismatch { expected: usize, found: usize },
    /// Fewer than 30 valid answers.
    FewAnswers { valid: i64 },
    /// No valid answer at all.
    NoAnswers,
    /// More answers than were sent out.
    MoreAnswersThanSent { answers: i64, sent: i64 },
    /// A date is missing or cannot be told to the day.
    DateUnclear { text: String },
    /// A computed measure divides by zero.
    ZeroBase { name: String },
    /// The pack's rule does not go with this entry.
    EntryMissing { field: &'static str },
}

impl ScoreProblem {
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAFigure { .. } => "not-a-figure",
            Self::NegativeFigure { .. } => "negative-figure",
            Self::ActualWithoutTarget { .. } => "actual-without-target",
            Self::RangeReversed { .. } => "range-reversed",
            Self::UnitsDiffer { .. } => "units-differ",
            Self::NoPoints => "no-points",
            Self::StrictEquality { .. } => "strict-equality",
            Self::AboveEqual { .. } => "above-equal",
            Self::FarAboveTarget { .. } => "far-above-target",
            Self::Overspent { .. } => "overspent",
            Self::SpentWithoutBudget { .. } => "spent-without-budget",
            Self::LevelUnknown { .. } => "level-unknown",
            Self::LevelScoreMissing { .. } => "level-score-missing",
            Self::ScoreOutsideLevel { .. } => "score-outside-level",
            Self::ScoreOutOfRange { .. } => "score-out-of-range",
            Self::ScoreNotInStep { .. } => "score-not-in-step",
            Self::ElementsMismatch { .. } => "elements-mismatch",
            Self::FewAnswers { .. } => "few-answers",
            Self::NoAnswers => "no-answers",
            Self::MoreAnswersThanSent { .. } => "more-answers-than-sent",
            Self::DateUnclear { .. } => "date-unclear",
            Self::ZeroBase { .. } => "zero-base",
            Self::EntryMissing { .. } => "entry-missing",
        }
    }

    pub fn severity(&self) -> Severity {
        match self {
            Self::StrictEquality { .. }
            | Self::AboveEqual { .. }
            | Self::FarAboveTarget { .. }
            | Self::Overspent { .. }
            | Self::LevelScoreMissing { .. }
            | Self::LevelUnknown { .. }
            | Self::FewAnswers { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
