//! Problems of the 指标库: a pack that holds one, rows that are to become one, what a unit proposes. They
//! stand beside [`super::Problem`] as those of bundles do: the page that scores forms does not carry their
//! words.

use super::Severity;
use crate::domain::library::LibraryField;

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryFinding {
    /// The path in the pack's JSON (`indicators[12].rule`), or the cell (`B7`); empty for the whole.
    pub at: String,
    pub problem: LibraryProblem,
}

impl LibraryFinding {
    pub fn new(at: impl Into<String>, problem: LibraryProblem) -> Self {
        Self { at: at.into(), problem }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryProblem {
    /// A pack of another kind.
    NotALibrary {
        title: String,
    },
    /// No list of entries, or an empty one.
    NoEntries,
    /// An entry that does not read; `detail` says what was expected.
    EntryMalformed {
        detail: String,
    },
    CodeMissing,
    NameMissing,
    /// An earlier entry has this code.
    CodeTwice {
        code: String,
    },
    /// More than a form can print; the entry is left out.
    TextTooLong {
        field: LibraryField,
        characters: usize,
        limit: usize,
    },
    /// The entry stays without its rule.
    RuleUnreadable {
        detail: String,
    },
    SignUnknown {
        text: String,
    },
    /// Zero-width or direction signs inside a text.
    InvisibleSigns {
        field: LibraryField,
    },
    /// Entries that name one another as their successors, joined by `→`.
    MappingCycle {
        codes: String,
    },
    /// The successor is not in the library.
    MappingNowhere {
        code: String,
    },
    /// The pinyin keys were made for another name.
    KeysStale {
        name: String,
    },
    /// No row names the columns of a library.
    HeaderMissing,
    /// Two columns with one meaning; the first is read.
    ColumnTwice {
        title: String,
    },
    /// A column that the library has no place for; kept under its title.
    ColumnUnknown {
        title: String,
    },
    /// Text in a column without a title.
    CellUntitled {
        text: String,
    },
    TooManyRows {
        limit: usize,
    },
    /// A sheet of the workbook that is not read: one library is.
    SheetLeftOut {
        sheet: String,
        rows: usize,
    },
    /// Nothing in the file can be taken in.
    NothingUsable,
    /// A level that is not in the tree.
    LevelUnknown {
        field: LibraryField,
        text: String,
    },
    /// A row without a code gets one.
    CodeGiven {
        code: String,
    },
    /// A row without a code fits several entries.
    EntryUnclear {
        name: String,
        count: usize,
    },
    /// A row without a code that says the same as an earlier one.
    RowTwice {
        name: String,
    },
    /// What the library asks of a new entry is blank.
    ProposalBlank {
        field: LibraryField,
    },
    ProposalWithoutUnit,
    ProposalWithoutReason,
    /// The library has an entry of this name, level and sector.
    ProposalKnown {
        code: String,
        name: String,
    },
}

codes! {
    LibraryProblem {
        NotALibrary => "not-a-library",
        NoEntries => "library-without-entries",
        EntryMalformed => "library-entry-malformed",
        CodeMissing => "library-code-missing",
        NameMissing => "library-name-missing",
        CodeTwice => "library-code-twice",
        TextTooLong => "library-text-too-long",
        RuleUnreadable => "library-rule-unreadable",
        SignUnknown => "library-sign-unknown",
        InvisibleSigns => "library-invisible-signs",
        MappingCycle => "library-mapping-cycle",
        MappingNowhere => "library-mapping-nowhere",
        KeysStale => "library-keys-stale",
        HeaderMissing => "library-header-missing",
        ColumnTwice => "library-column-twice",
        ColumnUnknown => "library-column-unknown",
        CellUntitled => "library-cell-untitled",
        TooManyRows => "library-too-many-rows",
        SheetLeftOut => "library-sheet-left-out",
        NothingUsable => "library-nothing-usable",
        LevelUnknown => "library-level-unknown",
        CodeGiven => "library-code-given",
        EntryUnclear => "library-entry-unclear",
        RowTwice => "library-row-twice",
        ProposalBlank => "proposal-blank",
        ProposalWithoutUnit => "proposal-without-unit",
        ProposalWithoutReason => "proposal-without-reason",
        ProposalKnown => "proposal-known",
    }
}

impl LibraryProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::InvisibleSigns { .. }
            | Self::KeysStale { .. }
            | Self::ColumnUnknown { .. }
            | Self::CodeGiven { .. } => Severity::Hint,
            Self::RuleUnreadable { .. }
            | Self::SignUnknown { .. }
            | Self::MappingNowhere { .. }
            | Self::ColumnTwice { .. }
            | Self::CellUntitled { .. }
            | Self::SheetLeftOut { .. }
            | Self::LevelUnknown { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
