//! Problems of a block that is pasted. They stand beside [`super::Problem`] as those of bundles do: only the grid
//! that is pasted into carries their words.

use super::Severity;

/// Rows and columns count from 1, as the block shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasteProblem {
    /// Nothing, or nothing but blanks.
    Empty,
    /// Longer than is read, in bytes.
    TooLarge {
        size: usize,
        limit: usize,
    },
    TooManyRows {
        rows: usize,
        limit: usize,
    },
    TooManyColumns {
        columns: usize,
        limit: usize,
    },
    CellTooLong {
        row: usize,
        column: usize,
        characters: usize,
        limit: usize,
    },
    /// A cell begins with a quotation mark that nothing closes: it is taken as it stands.
    OpenQuote {
        row: usize,
        column: usize,
    },
    /// So many cells are formulas, kept as texts; `text` is the first.
    Formulas {
        cells: usize,
        text: String,
    },
    /// So many cells hold signs that nobody sees.
    Marks {
        cells: usize,
        row: usize,
        column: usize,
    },
    /// So many cells lie right of the last column.
    BeyondEdge {
        columns: usize,
        cells: usize,
    },
    /// So many cells lie below the last row.
    BelowEdge {
        cells: usize,
    },
    /// So many cells would land on what is locked.
    Locked {
        cells: usize,
    },
    /// So many cells would land on what is computed.
    Computed {
        cells: usize,
    },
    /// A column whose header says nothing that the grid knows.
    HeaderUnknown {
        header: String,
        cells: usize,
    },
    /// A column whose header the grid knows, and has no column for here.
    HeaderElsewhere {
        header: String,
        cells: usize,
    },
    /// A second column of one meaning.
    HeaderTwice {
        header: String,
        cells: usize,
    },
    /// So many cells would land as the sign and are none; `text` is the first.
    NotASign {
        cells: usize,
        text: String,
    },
    /// A row that sums up and is none of the grid's.
    TotalRow {
        row: usize,
        text: String,
    },
}

codes! {
    PasteProblem {
        Empty => "paste-empty",
        TooLarge => "paste-too-large",
        TooManyRows => "paste-too-many-rows",
        TooManyColumns => "paste-too-many-columns",
        CellTooLong => "paste-cell-too-long",
        OpenQuote => "paste-open-quote",
        Formulas => "paste-formulas",
        Marks => "paste-marks",
        BeyondEdge => "paste-beyond-edge",
        BelowEdge => "paste-below-edge",
        Locked => "paste-locked",
        Computed => "paste-computed",
        HeaderUnknown => "paste-header-unknown",
        HeaderElsewhere => "paste-header-elsewhere",
        HeaderTwice => "paste-header-twice",
        NotASign => "paste-not-a-sign",
        TotalRow => "paste-total-row",
    }
}

impl PasteProblem {
    /// An error keeps the whole block out; a warning keeps cells out; a hint is worth a look.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Empty
            | Self::TooLarge { .. }
            | Self::TooManyRows { .. }
            | Self::TooManyColumns { .. }
            | Self::CellTooLong { .. } => Severity::Error,
            Self::Formulas { .. }
            | Self::BeyondEdge { .. }
            | Self::BelowEdge { .. }
            | Self::Locked { .. }
            | Self::HeaderUnknown { .. }
            | Self::HeaderElsewhere { .. }
            | Self::HeaderTwice { .. } => Severity::Warning,
            Self::OpenQuote { .. }
            | Self::Marks { .. }
            | Self::Computed { .. }
            | Self::NotASign { .. }
            | Self::TotalRow { .. } => Severity::Hint,
        }
    }
}
