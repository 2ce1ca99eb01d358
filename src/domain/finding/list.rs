//! Problems of a project list (项目清单) and of its rows. They stand beside [`super::Problem`] as those of bundles
//! do: only the page that imports carries their words.

use super::Severity;
use crate::domain::project_list::ListColumn;

/// Rows are as the spreadsheet numbers them, from 1. A header is as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListProblem {
    // Of the list as a whole.
    /// No column has this meaning, and nothing can be opened without it.
    ColumnMissing {
        column: ListColumn,
    },
    /// Two columns of one meaning; the second is left out.
    MeaningTwice {
        column: ListColumn,
        first: String,
        second: String,
    },
    /// Nothing says in which unit these columns of money are; their money is not taken.
    MoneyUnitUnknown {
        headers: String,
    },
    /// Columns of money in several units; each is read by its own.
    MoneyUnitsMixed {
        units: String,
    },
    /// The header says one unit, the caption of the table another.
    MoneyUnitDisputed {
        header: String,
        unit: &'static str,
        caption: &'static str,
    },
    /// No column says whose projects these are; a caption does, and so many rows take it.
    FromCaption {
        column: ListColumn,
        text: String,
        rows: usize,
    },
    /// Blank cells of this column were taken from above.
    FromAbove {
        header: String,
        cells: usize,
    },
    /// A column that is not taken.
    ColumnLeftOut {
        header: String,
        cells: usize,
    },
    /// A row that is no project: a note, a heading, a line of the project above.
    RowLeftOut {
        row: usize,
        cells: usize,
        text: String,
    },
    /// More cells outside the projects than are named row by row.
    MoreLeftOut {
        cells: usize,
    },
    /// The printed total of the list is not the sum of its rows; in 万元.
    TotalDiffers {
        row: usize,
        typed: String,
        summed: String,
    },
    /// A header, and no project under it.
    NoProjects,

    // Of one row.
    /// What a project needs is not there.
    FieldMissing {
        column: ListColumn,
    },
    /// A spreadsheet program took the code for a number: `3.406E+20`, `219001.0`, `340600230000010000000`.
    CodeMangled {
        column: ListColumn,
        text: String,
    },
    /// Shorter than the column's other codes, all digits: the zeros in front may be lost.
    CodeShort {
        column: ListColumn,
        text: String,
        usual: usize,
    },
    /// Not written as the place writes its codes.
    CodeUnlikePattern {
        column: ListColumn,
        text: String,
        pattern: String,
    },
    YearUnclear {
        text: String,
    },
    NameTooLong {
        characters: usize,
        limit: usize,
    },
    /// An error of the spreadsheet: `#REF!`.
    CellFault {
        header: String,
        text: String,
    },
    /// A formula as text.
    FormulaText {
        header: String,
        text: String,
    },
    /// Signs that nobody sees.
    Marks {
        header: String,
    },
    /// 开始日期 after 结束日期.
    DatesReversed {
        start: String,
        end: String,
    },
    DateUnclear {
        header: String,
        text: String,
    },
    SubjectUnknown {
        text: String,
    },
    /// A figure with a unit that is not its column's.
    OwnMoneyUnit {
        header: String,
        text: String,
        unit: &'static str,
    },
    /// The same project as that row.
    Duplicate {
        row: usize,
    },
}

codes! {
    ListProblem {
        ColumnMissing => "list-column-missing",
        MeaningTwice => "list-meaning-twice",
        MoneyUnitUnknown => "list-money-unit-unknown",
        MoneyUnitsMixed => "list-money-units-mixed",
        MoneyUnitDisputed => "list-money-unit-disputed",
        FromCaption => "list-from-caption",
        FromAbove => "list-from-above",
        ColumnLeftOut => "list-column-left-out",
        RowLeftOut => "list-row-left-out",
        MoreLeftOut => "list-more-left-out",
        TotalDiffers => "list-total-differs",
        NoProjects => "list-without-projects",
        FieldMissing => "list-field-missing",
        CodeMangled => "list-code-mangled",
        CodeShort => "list-code-short",
        CodeUnlikePattern => "list-code-unlike-pattern",
        YearUnclear => "list-year-unclear",
        NameTooLong => "list-name-too-long",
        CellFault => "list-cell-fault",
        FormulaText => "list-formula-text",
        Marks => "list-marks",
        DatesReversed => "list-dates-reversed",
        DateUnclear => "list-date-unclear",
        SubjectUnknown => "list-subject-unknown",
        OwnMoneyUnit => "list-own-money-unit",
        Duplicate => "list-duplicate",
    }
}

impl ListProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::ColumnMissing { .. }
            | Self::MeaningTwice { .. }
            | Self::MoneyUnitUnknown { .. }
            | Self::NoProjects
            | Self::FieldMissing { .. }
            | Self::CodeMangled { .. }
            | Self::YearUnclear { .. }
            | Self::NameTooLong { .. }
            | Self::CellFault { .. }
            | Self::SubjectUnknown { .. } => Severity::Error,
            Self::MoneyUnitsMixed { .. }
            | Self::MoneyUnitDisputed { .. }
            | Self::TotalDiffers { .. }
            | Self::CodeShort { .. }
            | Self::CodeUnlikePattern { .. }
            | Self::FormulaText { .. }
            | Self::DatesReversed { .. }
            | Self::OwnMoneyUnit { .. }
            | Self::Duplicate { .. } => Severity::Warning,
            Self::FromCaption { .. }
            | Self::FromAbove { .. }
            | Self::ColumnLeftOut { .. }
            | Self::RowLeftOut { .. }
            | Self::MoreLeftOut { .. }
            | Self::Marks { .. }
            | Self::DateUnclear { .. } => Severity::Hint,
        }
    }
}
