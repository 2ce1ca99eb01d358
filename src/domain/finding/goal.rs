//! Problems of a goal as it is drafted: what is missing, what contradicts what, what a reviewer will not accept.

use super::Severity;
use crate::domain::place::RowField;
use crate::domain::value::Sign;

/// Figures are texts as they are to be shown; labels are those of the form pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalProblem {
    /// A text of the head or of the goal is blank.
    TextMissing {
        label: String,
    },
    /// None of the form's own fields is filled in yet: the first of them, and how many must be.
    FactsMissing {
        labels: String,
        count: usize,
    },
    /// One of the form's own fields is blank.
    FactMissing {
        label: String,
    },
    FactNotAFigure {
        label: String,
        text: String,
    },
    FactNotADate {
        label: String,
        text: String,
    },
    /// A day that no calendar has: 2月31日; `label` where it stands in a field of the form's own.
    NoSuchDay {
        label: Option<String>,
        text: String,
    },
    /// The end lies before the beginning.
    DatesReversed {
        begin: String,
        end: String,
    },
    /// The form's year lies outside the project's term.
    YearOutsideTerm {
        year: String,
        begin: String,
        end: String,
    },
    /// A target's date lies outside the year, or outside the project's term.
    DateOutside {
        text: String,
        from: String,
        to: String,
    },
    /// No money at all.
    MoneyMissing,
    /// The rows of a breakdown come to more than the row that they break down; `row` is `None` where that is blank.
    DetailsAbove {
        details: String,
        row: Option<String>,
    },
    /// The facts that make up the budget come to another sum than the money.
    MoneyNotParts {
        parts: Vec<String>,
        sum: String,
        money: String,
    },
    /// The form asks for tasks and has none.
    TasksMissing {
        title: String,
    },
    TaskNameMissing {
        label: String,
    },
    /// Two tasks of one name.
    DuplicateTask {
        name: String,
    },
    TaskNotAFigure {
        text: String,
    },
    /// The tasks come to another sum than the facts named in `of`; none named: than the money.
    TasksNotSum {
        sum: String,
        of: Vec<String>,
        expected: String,
    },
    /// The tasks are a part of that, and come to more.
    TasksAbove {
        sum: String,
        of: Vec<String>,
        expected: String,
    },
    /// Nothing below any one of the levels; `kind` is what makes it due, empty where all must have it.
    LevelMissing {
        levels: Vec<String>,
        kind: String,
    },
    /// A level-1 name that the rules in force do not have.
    LevelNotInTree {
        level: String,
    },
    /// A level-2 name that stands below another level 1.
    LevelMisplaced {
        level2: String,
        level1: String,
    },
    /// A level's points are not what the profile gives it.
    LevelPointsOutside {
        level1: String,
        sum: String,
        limit: String,
    },
    PointsNotPositive {
        points: String,
    },
    /// Points at an indicator of the whole term.
    WholeTermPoints {
        points: String,
    },
    NameMissing,
    /// Zero-width signs, or signs that turn the direction of writing.
    InvisibleSigns {
        count: usize,
    },
    TooLong {
        length: usize,
        limit: usize,
    },
    /// `【项目名称】`: a hint in brackets in place of the thing.
    Placeholder {
        text: String,
    },
    /// Work done named as a benefit; where it belongs.
    OutputAsBenefit {
        level1: String,
        level2: String,
    },
    /// A benefit or satisfaction named as something else; where it belongs.
    BenefitAsOutput {
        level1: String,
        level2: String,
    },
    /// A figure without unit.
    UnitMissing {
        suggested: Option<String>,
    },
    /// The unit column says one thing, the target another.
    UnitsConflict {
        column: String,
        inside: String,
    },
    /// A figure of which nobody says whether more or less of it is wanted.
    SignMissing {
        suggested: Option<Sign>,
    },
    /// The sign column says one thing, the target another.
    SignsDiffer {
        column: Sign,
        inside: Sign,
    },
    /// A sign for figures beside words.
    SignWithoutFigure {
        sign: Sign,
        text: String,
    },
    /// `word` of the name says which way is better, the sign says the other.
    SignAgainstMeaning {
        word: String,
        sign: Sign,
        better: Sign,
    },
    /// Words without a standard to judge them by.
    WordsWithoutStandard,
    /// Neither the basis of the target nor the source of its figure.
    BasisMissing,
    /// What the pack wants to know of each indicator besides its figures.
    GroundsMissing {
        field: RowField,
    },
    /// Quantity × unit cost above the money, 万元. `sum` is the calculation, `of` the cost indicator that it is
    /// compared with; `None`: the money of the form.
    CostAboveMoney {
        sum: String,
        of: Option<String>,
        money: String,
    },
    /// Quantity × unit cost far below that; `gap` in %.
    CostBelowMoney {
        sum: String,
        of: Option<String>,
        money: String,
        gap: String,
    },
    /// A satisfaction indicator without object, way or sample of the survey.
    SurveyMissing {
        missing: Vec<RowField>,
    },
    SampleSmall {
        sample: String,
        suggested: u64,
    },
    /// The target is last year's.
    SameAsLastYear {
        year: i16,
        target: String,
    },
    /// The target is far from what was reached last year or, where nobody knows that, aimed at; `change` and
    /// `limit` in %.
    FarFromLastYear {
        year: i16,
        last: String,
        reached: bool,
        change: String,
        limit: String,
    },
}

codes! {
    GoalProblem {
        TextMissing => "text-missing",
        FactsMissing => "facts-missing",
        FactMissing => "fact-missing",
        FactNotAFigure => "fact-not-a-figure",
        FactNotADate => "fact-not-a-date",
        NoSuchDay => "no-such-day",
        DatesReversed => "dates-reversed",
        YearOutsideTerm => "year-outside-term",
        DateOutside => "date-outside",
        MoneyMissing => "money-missing",
        DetailsAbove => "details-above",
        MoneyNotParts => "money-not-parts",
        TasksMissing => "tasks-missing",
        TaskNameMissing => "task-name-missing",
        DuplicateTask => "duplicate-task",
        TaskNotAFigure => "task-not-a-figure",
        TasksNotSum => "tasks-not-sum",
        TasksAbove => "tasks-above",
        LevelMissing => "level-missing",
        LevelNotInTree => "level-not-in-tree",
        LevelMisplaced => "level-misplaced",
        LevelPointsOutside => "level-points-outside",
        PointsNotPositive => "points-not-positive",
        WholeTermPoints => "whole-term-points",
        NameMissing => "name-missing",
        InvisibleSigns => "invisible-signs",
        TooLong => "too-long",
        Placeholder => "placeholder",
        OutputAsBenefit => "output-as-benefit",
        BenefitAsOutput => "benefit-as-output",
        UnitMissing => "unit-missing",
        UnitsConflict => "units-conflict",
        SignMissing => "sign-missing",
        SignsDiffer => "signs-differ",
        SignWithoutFigure => "sign-without-figure",
        SignAgainstMeaning => "sign-against-meaning",
        WordsWithoutStandard => "words-without-standard",
        BasisMissing => "basis-missing",
        GroundsMissing => "grounds-missing",
        CostAboveMoney => "cost-above-money",
        CostBelowMoney => "cost-below-money",
        SurveyMissing => "survey-missing",
        SampleSmall => "sample-small",
        SameAsLastYear => "same-as-last-year",
        FarFromLastYear => "far-from-last-year",
    }
}

impl GoalProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::TextMissing { .. }
            | Self::FactsMissing { .. }
            | Self::FactMissing { .. }
            | Self::FactNotAFigure { .. }
            | Self::FactNotADate { .. }
            | Self::NoSuchDay { .. }
            | Self::DatesReversed { .. }
            | Self::MoneyMissing
            | Self::MoneyNotParts { .. }
            | Self::TasksMissing { .. }
            | Self::TaskNotAFigure { .. }
            | Self::TasksNotSum { .. }
            | Self::PointsNotPositive { .. }
            | Self::NameMissing
            | Self::UnitsConflict { .. }
            | Self::SignsDiffer { .. } => Severity::Error,
            Self::LevelMissing { kind, .. } if kind.is_empty() => Severity::Error,
            Self::WordsWithoutStandard
            | Self::GroundsMissing { .. }
            | Self::CostBelowMoney { .. }
            | Self::SampleSmall { .. }
            | Self::SameAsLastYear { .. }
            | Self::TooLong { .. } => Severity::Hint,
            _ => Severity::Warning,
        }
    }
}
