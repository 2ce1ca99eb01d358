//! What a header, a label or the name of a money row may mean, and the key by which `words.json` names each
//! meaning. Knows no word.

use crate::domain::case::Subject;

/// A column of the indicator table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Serial,
    Level1,
    Level2,
    Name,
    Sign,
    Target,
    /// A value for all years of the project, not for this one.
    LongTarget,
    Unit,
    Actual,
    Points,
    Claimed,
    /// Why the indicator does not apply.
    NotApplicable,
    Reason,
    Note,
    /// What stands behind the indicator, each with a field of its own in `Grounds`.
    Meaning,
    Standard,
    ValueBasis,
    BasisNote,
    Source,
    Way,
    SurveyObject,
    SurveyWay,
    SurveySample,
    SurveyTime,
}

/// A column of the money table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FundHeader {
    Opening,
    Budget,
    /// `预算数`: the budget, or the opening one where another column is the budget.
    PlainBudget,
    Spent,
    Rate,
    Points,
    Claimed,
    Reason,
    /// Money of the years before this one together.
    Before,
    /// Of the year after.
    Next1,
    /// Of the year after that.
    Next2,
    /// Of all years after those.
    Later,
    /// Money of all years of the project.
    Long,
    /// Anything else that stands beside the money.
    Note,
    /// What the rules gave, beside what the form claimed.
    Computed,
}

/// What the name of a money row says, or the label beside a single amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FundLabel {
    Total,
    Fiscal,
    /// 一般公共预算, 政府性基金: a kind of 财政拨款, or a breakdown of it.
    FiscalKind,
    CarriedOver,
    SpecialAccount,
    UnitOwn,
    Other,
    Detail,
    Budget,
    Opening,
    Spent,
    Rate,
    Long,
    /// 到位数: money that came in, which the form does not ask for.
    Received,
}

/// A column of the table of tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TaskColumn {
    Name,
    Content,
    /// Fiscal and other money together.
    Total,
    Fiscal,
    Other,
    Done,
}

/// The goals in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoalText {
    Expected,
    Achieved,
    LongGoal,
    /// A column beside the goals, such as 总体完成率.
    Beside,
}

/// A label with its text beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadLabel {
    Project,
    Code,
    Department,
    Unit,
    Year,
    Total,
    Subtotal,
    /// The points of the whole form, beside its total score.
    Full,
    Grade,
    /// A grade, or a text that judges.
    Conclusion,
    MoneyUnit,
    /// A label and its text in the two cells behind it, as this program writes them.
    Kept,
    /// What the rules gave.
    Computed,
    Remark,
}

/// The key of an enum's variant in the file.
pub(super) type Keys<K> = &'static [(&'static str, K)];

pub(super) const COLUMNS: Keys<Column> = &[
    ("serial", Column::Serial),
    ("level1", Column::Level1),
    ("level2", Column::Level2),
    ("name", Column::Name),
    ("sign", Column::Sign),
    ("target", Column::Target),
    ("long_target", Column::LongTarget),
    ("unit", Column::Unit),
    ("actual", Column::Actual),
    ("points", Column::Points),
    ("claimed", Column::Claimed),
    ("not_applicable", Column::NotApplicable),
    ("reason", Column::Reason),
    ("note", Column::Note),
    ("meaning", Column::Meaning),
    ("standard", Column::Standard),
    ("value_basis", Column::ValueBasis),
    ("basis_note", Column::BasisNote),
    ("source", Column::Source),
    ("way", Column::Way),
    ("survey_object", Column::SurveyObject),
    ("survey_way", Column::SurveyWay),
    ("survey_sample", Column::SurveySample),
    ("survey_time", Column::SurveyTime),
];

pub(super) const FUND_COLUMNS: Keys<FundHeader> = &[
    ("opening", FundHeader::Opening),
    ("budget", FundHeader::Budget),
    ("plain_budget", FundHeader::PlainBudget),
    ("spent", FundHeader::Spent),
    ("rate", FundHeader::Rate),
    ("points", FundHeader::Points),
    ("claimed", FundHeader::Claimed),
    ("reason", FundHeader::Reason),
    ("before", FundHeader::Before),
    ("next1", FundHeader::Next1),
    ("next2", FundHeader::Next2),
    ("later", FundHeader::Later),
    ("long", FundHeader::Long),
    ("note", FundHeader::Note),
];

pub(super) const FUND_ROWS: Keys<FundLabel> = &[
    ("total", FundLabel::Total),
    ("fiscal", FundLabel::Fiscal),
    ("fiscal_kind", FundLabel::FiscalKind),
    ("carried_over", FundLabel::CarriedOver),
    ("special_account", FundLabel::SpecialAccount),
    ("unit_own", FundLabel::UnitOwn),
    ("other", FundLabel::Other),
    ("detail", FundLabel::Detail),
    ("budget", FundLabel::Budget),
    ("opening", FundLabel::Opening),
    ("spent", FundLabel::Spent),
    ("rate", FundLabel::Rate),
    ("long", FundLabel::Long),
    ("received", FundLabel::Received),
];

pub(super) const TASK_COLUMNS: Keys<TaskColumn> = &[
    ("name", TaskColumn::Name),
    ("content", TaskColumn::Content),
    ("total", TaskColumn::Total),
    ("fiscal", TaskColumn::Fiscal),
    ("other", TaskColumn::Other),
    ("done", TaskColumn::Done),
];

pub(super) const TEXTS: Keys<GoalText> = &[
    ("expected", GoalText::Expected),
    ("achieved", GoalText::Achieved),
    ("long_goal", GoalText::LongGoal),
    ("beside", GoalText::Beside),
];

pub(super) const LABELS: Keys<HeadLabel> = &[
    ("project", HeadLabel::Project),
    ("code", HeadLabel::Code),
    ("department", HeadLabel::Department),
    ("unit", HeadLabel::Unit),
    ("year", HeadLabel::Year),
    ("total", HeadLabel::Total),
    ("subtotal", HeadLabel::Subtotal),
    ("full", HeadLabel::Full),
    ("grade", HeadLabel::Grade),
    ("conclusion", HeadLabel::Conclusion),
    ("money_unit", HeadLabel::MoneyUnit),
    ("kept", HeadLabel::Kept),
    ("computed", HeadLabel::Computed),
    ("remark", HeadLabel::Remark),
];

pub(super) const SUBJECTS: Keys<Subject> = &[
    ("project", Subject::Project),
    ("department", Subject::Department),
    ("policy", Subject::Policy),
    ("fiscal_operation", Subject::FiscalOperation),
];
