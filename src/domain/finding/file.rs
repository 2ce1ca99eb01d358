//! Problems of a file that came in: what could not be read, and what was read but has no place; and of one that
//! should go out.

use serde::{Deserialize, Serialize};

use super::Severity;
use super::told::Told;

/// `cell` is the address in the source, as the spreadsheet shows it: `B7`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Told", try_from = "Told")]
pub enum FileProblem {
    Empty,
    /// Larger than is read, in bytes.
    TooLarge {
        size: u64,
        limit: u64,
    },
    /// Not text in UTF-8 or GB18030, and no spreadsheet.
    NotText,
    /// A spreadsheet with a password.
    Encrypted,
    /// A spreadsheet that does not open; `detail` is the reader's word.
    Broken {
        detail: String,
    },
    /// Unpacked it would be larger than is read.
    UnpacksTooLarge {
        limit: u64,
    },
    TooManyRows {
        limit: usize,
    },
    TooManyColumns {
        limit: usize,
    },
    TooManyCells {
        limit: usize,
    },
    /// A cell longer than is read; its first characters are kept.
    CellTooLong {
        cell: String,
        characters: usize,
        limit: usize,
    },
    /// No row that heads an indicator table.
    NoHeader,
    /// A table, but none of the forms known.
    UnknownForm,
    /// Many projects, one a row; no form of one project.
    ProjectList {
        projects: usize,
    },
    /// A cell that no field of the document takes up.
    LeftOver {
        cell: String,
        text: String,
    },
    /// More cells without a place than are named one by one.
    MoreLeftOver {
        cells: usize,
    },
    /// A web page saved under the name of a spreadsheet.
    WebPage,
    /// A second form in the same file, which is not read.
    FurtherForm {
        sheet: String,
    },
    /// The sheet beside a form with what the form does not show was changed and does not read.
    SupplementUnread,
    /// A text that no cell of a spreadsheet holds: how it begins, and how long it is.
    TextTooLong {
        start: String,
        characters: usize,
        limit: usize,
    },
    /// More rows or cells than could be read again.
    TooMuchToWrite {
        rows: usize,
        cells: usize,
    },
    /// A spreadsheet that was not written; `detail` is the writer's word.
    NotWritten {
        detail: String,
    },
}

codes! {
    FileProblem {
        Empty => "file-empty",
        TooLarge => "file-too-large",
        NotText => "not-text",
        Encrypted => "encrypted",
        Broken => "file-broken",
        UnpacksTooLarge => "unpacks-too-large",
        TooManyRows => "too-many-rows",
        TooManyColumns => "too-many-columns",
        TooManyCells => "too-many-cells",
        CellTooLong => "cell-too-long",
        NoHeader => "no-header",
        UnknownForm => "unknown-form",
        ProjectList => "project-list",
        LeftOver => "left-over",
        MoreLeftOver => "more-left-over",
        WebPage => "web-page",
        FurtherForm => "further-form",
        SupplementUnread => "supplement-unread",
        TextTooLong => "text-too-long",
        TooMuchToWrite => "too-much-to-write",
        NotWritten => "not-written",
    }
}

impl FileProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::LeftOver { .. } | Self::MoreLeftOver { .. } => Severity::Hint,
            Self::CellTooLong { .. } | Self::FurtherForm { .. } | Self::SupplementUnread => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
