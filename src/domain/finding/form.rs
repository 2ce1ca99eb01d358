//! Problems of a form as a whole: sums, claims, reasons, wording of goals.

use super::Severity;
use crate::domain::funds::FundColumn;
use crate::domain::goal::GoalStage;
use crate::domain::place::RowField;
use crate::domain::survey::SurveyField;

/// Figures are texts as they are to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormProblem {
    /// The typed total of a money column is not the sum of its parts.
    FundsTotalNotSum { column: FundColumn, typed: String, summed: String },
    /// A money column has a typed total and no part to check it by.
    FundsWithoutParts { column: FundColumn, typed: String },
    /// A money cell holds something that is no amount.
    FundsNotAFigure { column: FundColumn, text: String },
    /// No budget, or nothing about what was spent: the execution rate cannot be computed.
    FundsMissing { column: FundColumn },
    /// The budget is 0, so there is no rate.
    ZeroBudget,
    /// More of the budget unspent than the pack takes as usual; in %.
    LowSpending { unspent: String, limit: String },
    /// The printed execution rate is not spent ÷ budget; both in %.
    RateDiffers { claimed: String, computed: String },
    /// Points of the indicators, without the execution row, sum neither to 90 nor, with it, to 100.
    PointsNotSum { sum: String, expected: String },
    /// Points in brackets at a level-1 name against the sum of its rows.
    LevelPointsDiffer { level1: String, stated: String, summed: String },
    /// A row has no points while others have.
    PointsMissing,
    /// No row of the form has points.
    PointsAbsent,
    /// The score claimed is more than the row's points.
    ClaimAbovePoints { claimed: String, points: String },
    /// The score claimed is not what the rule gives.
    ClaimDiffers { claimed: String, computed: String },
    /// The total claimed is not the sum of the scores claimed.
    ClaimedTotalDiffers { claimed: String, computed: String },
    /// The total claimed is not the one that the rules give.
    TotalByRulesDiffers { claimed: String, computed: String },
    /// The grade claimed is not the grade of the total.
    ClaimedGradeDiffers { claimed: String, computed: String },
    /// No actual value, so the row is open.
    ActualMissing,
    /// No target.
    TargetMissing,
    /// The row is marked as not applicable, without a word why: it counts all the same.
    NotApplicableUnexplained,
    /// Below full marks without a reason.
    ReasonMissing { score: String, points: String },
    /// Words that cannot be measured: 效果明显.
    VagueValue { field: RowField, text: String },
    /// An odd spelling of a unit: 百分比 for %; `corrected` is the whole field as it should read.
    OddUnit { unit: String, meant: String, corrected: String },
    /// Text of the blank template left in: `≤**`, `（100字以内）`.
    TemplateText { text: String },
    /// Money or staff named as an output.
    InputAsOutput { name: String },
    /// A share above 100 %.
    ShareAbove100 { value: String },
    /// Two rows of one name.
    DuplicateName { name: String },
    /// The total lies within 0.5 of the border between two grades.
    GradeNearBorder { total: String, border: String, grade: String },
    /// Goals claimed far above money used; `gap` is the relative gap in %.
    HighGoalLowSpending { indicators: String, rate: String, gap: String },
    /// Nothing but the head: no indicator row at all.
    NoIndicators,
    /// The self-evaluation rests on a goal that nobody has approved.
    GoalNotApproved,
    /// It rests on a goal (`then`) that is no longer the one in force (`now`).
    GoalChanged { then: GoalStage, now: GoalStage },
    /// A figure of a survey is no count.
    SurveyNotACount { text: String },
    /// More forms are a part of others than there are of those.
    SurveyPartAbove { part: SurveyField, count: i64, whole: SurveyField, of: i64 },
    /// The answers by level are not as many as the valid forms.
    SurveyAnswersDiffer { answers: i64, valid: i64 },
    /// A rate typed as actual value is not the one that the answers come to; `computed` in %.
    SurveyRateDiffers { typed: String, computed: String },
    /// What became of a task is not said.
    TaskNotReported,
}

codes! {
    FormProblem {
        FundsTotalNotSum => "funds-total-not-sum",
        FundsWithoutParts => "funds-without-parts",
        FundsNotAFigure => "funds-not-a-figure",
        FundsMissing => "funds-missing",
        ZeroBudget => "zero-budget",
        LowSpending => "low-spending",
        RateDiffers => "rate-differs",
        PointsNotSum => "points-not-sum",
        LevelPointsDiffer => "level-points-differ",
        PointsMissing => "points-missing",
        PointsAbsent => "points-absent",
        ClaimAbovePoints => "claim-above-points",
        ClaimDiffers => "claim-differs",
        ClaimedTotalDiffers => "claimed-total-differs",
        TotalByRulesDiffers => "total-by-rules-differs",
        ClaimedGradeDiffers => "claimed-grade-differs",
        ActualMissing => "actual-missing",
        TargetMissing => "target-missing",
        NotApplicableUnexplained => "not-applicable-unexplained",
        ReasonMissing => "reason-missing",
        VagueValue => "vague-value",
        OddUnit => "odd-unit",
        TemplateText => "template-text",
        InputAsOutput => "input-as-output",
        ShareAbove100 => "share-above-100",
        DuplicateName => "duplicate-name",
        GradeNearBorder => "grade-near-border",
        HighGoalLowSpending => "high-goal-low-spending",
        NoIndicators => "no-indicators",
        GoalNotApproved => "goal-not-approved",
        GoalChanged => "goal-changed",
        SurveyNotACount => "survey-not-a-count",
        SurveyPartAbove => "survey-part-above",
        SurveyAnswersDiffer => "survey-answers-differ",
        SurveyRateDiffers => "survey-rate-differs",
        TaskNotReported => "task-not-reported",
    }
}

impl FormProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::FundsTotalNotSum { .. }
            | Self::FundsNotAFigure { .. }
            | Self::FundsMissing { .. }
            | Self::RateDiffers { .. }
            | Self::PointsNotSum { .. }
            | Self::PointsMissing
            | Self::ClaimAbovePoints { .. }
            | Self::ClaimDiffers { .. }
            | Self::ClaimedTotalDiffers { .. }
            | Self::TotalByRulesDiffers { .. }
            | Self::ClaimedGradeDiffers { .. }
            | Self::ActualMissing
            | Self::TargetMissing
            | Self::NotApplicableUnexplained
            | Self::NoIndicators
            | Self::SurveyNotACount { .. }
            | Self::SurveyPartAbove { .. }
            | Self::SurveyAnswersDiffer { .. }
            | Self::SurveyRateDiffers { .. } => Severity::Error,
            Self::LevelPointsDiffer { .. }
            | Self::FundsWithoutParts { .. }
            | Self::LowSpending { .. }
            | Self::ReasonMissing { .. }
            | Self::VagueValue { .. }
            | Self::TemplateText { .. }
            | Self::InputAsOutput { .. }
            | Self::ShareAbove100 { .. }
            | Self::DuplicateName { .. }
            | Self::GoalNotApproved
            | Self::GoalChanged { .. }
            | Self::TaskNotReported
            | Self::HighGoalLowSpending { .. } => Severity::Warning,
            Self::ZeroBudget | Self::PointsAbsent | Self::OddUnit { .. } | Self::GradeNearBorder { .. } => {
                Severity::Hint
            }
        }
    }
}
