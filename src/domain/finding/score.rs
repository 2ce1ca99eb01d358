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
    /// A range with one bound only.
    RangeIncomplete { bound: String },
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
    /// The row says that it does not apply, and not why.
    NotApplicableWithoutReason { text: String },
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

codes! {
    ScoreProblem {
        NotAFigure => "not-a-figure",
        NegativeFigure => "negative-figure",
        ActualWithoutTarget => "actual-without-target",
        RangeReversed => "range-reversed",
        RangeIncomplete => "range-incomplete",
        UnitsDiffer => "units-differ",
        NoPoints => "no-points",
        StrictEquality => "strict-equality",
        AboveEqual => "above-equal",
        FarAboveTarget => "far-above-target",
        Overspent => "overspent",
        SpentWithoutBudget => "spent-without-budget",
        NotApplicableWithoutReason => "not-applicable-without-reason",
        LevelUnknown => "level-unknown",
        LevelScoreMissing => "level-score-missing",
        ScoreOutsideLevel => "score-outside-level",
        ScoreOutOfRange => "score-out-of-range",
        ScoreNotInStep => "score-not-in-step",
        ElementsMismatch => "elements-mismatch",
        FewAnswers => "few-answers",
        NoAnswers => "no-answers",
        MoreAnswersThanSent => "more-answers-than-sent",
        DateUnclear => "date-unclear",
        ZeroBase => "zero-base",
        EntryMissing => "entry-missing",
    }
}

impl ScoreProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::StrictEquality { .. }
            | Self::AboveEqual { .. }
            | Self::FarAboveTarget { .. }
            | Self::Overspent { .. }
            | Self::LevelScoreMissing { .. }
            | Self::UnitsDiffer { .. }
            | Self::NotApplicableWithoutReason { .. }
            | Self::LevelUnknown { .. }
            | Self::FewAnswers { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
