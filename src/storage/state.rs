//! What the store tells of itself: how safe the work is, what came up at the start, and why
//! something was refused. Times are milliseconds since 1970, as the browser counts them.

use crate::domain::case::Case;
use crate::domain::ids::CaseId;

use super::draft::Draft;

/// How safe the work is, from best to worst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is in the documents of this device; `None`: nothing was written since the start.
    Saved { at: Option<i64> },
    /// A write is under way.
    Saving,
    /// So many edits are in the journal and not yet in a document.
    Unsaved { count: usize },
    /// Another window wrote this case meanwhile. Ours is in memory and in the journal; the other's is
    /// on the device and is not overwritten until somebody chooses.
    Conflict { case: CaseId },
    /// The browser refused the last write. Everything is in memory, and is tried again.
    Failed { reason: Refused },
    /// The browser keeps no documents at all: what is on the screen is gone with the window.
    MemoryOnly { reason: Refused },
}

/// Why the browser keeps nothing, or did not take a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Forbidden by its settings, or by private browsing.
    Denied,
    /// This browser, or this kind of page, has none.
    Missing,
    /// No room left.
    Full,
    /// An older window of the workbench holds the documents open.
    Blocked,
    /// The connection was closed: a newer window of the workbench needed it.
    Closed,
    /// What another window wrote cannot be read, or is gone.
    Unreadable,
    /// Another window edits this case.
    Elsewhere,
    /// What the browser said.
    Other(String),
}

/// What holds if the window dies now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantees {
    /// Every keystroke is kept at once (localStorage).
    pub keystrokes: Result<(), Refused>,
    /// Documents are kept within 300 ms (IndexedDB).
    pub documents: Result<(), Refused>,
}

/// What became of an edit that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Kept {
    /// The journal holds it: it may be shown.
    Journal,
    /// Too large for the journal: await `Store::flush` before showing it.
    AwaitDocument,
    /// The browser refused the journal entry: it is in memory, and a document is being written.
    Memory(Refused),
    /// This window may not edit the case now: do not show it. The edit is in the quarantine.
    Elsewhere,
}

/// Where a case can be edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Editing {
    #[default]
    Here,
    /// Another window edits it; this one follows what that one writes.
    Elsewhere,
    /// A newer workbench wrote it: it can be looked at.
    Newer,
}

/// What the start found.
#[derive(Debug, Default)]
pub struct Opened {
    pub cases: Vec<Case>,
    /// Fields that were being typed into. Left where they are until an edit or `drop_draft` ends them.
    pub drafts: Vec<Draft>,
    /// Edits that were in the journal only, and are now in their case.
    pub replayed: usize,
    /// So many cases were here when this device last wrote, and now there is none.
    pub missing: usize,
    /// What was broken at this start.
    pub quarantined: Vec<Quarantined>,
}

/// Something that could not be used, as it was found. Never deleted by the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// The case id or the key it stood under.
    pub key: String,
    pub raw: String,
    pub reason: QuarantineReason,
}

/// Why it could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuarantineReason {
    /// Not the shape it should have; what the reader said.
    Unreadable(String),
    /// Its check digest does not fit its content.
    Digest,
    /// Written by a newer workbench: stays where it is, untouched, and is not shown.
    Newer { version: u32 },
    /// A journal entry that does not apply to its case.
    NotApplicable,
    /// A journal entry of a case that is not on this device.
    NoCase,
    /// The side of a conflict that was not chosen.
    Overwritten,
    /// Written by a window after another had taken its case over.
    Late,
    /// As it was before it was brought into today's shape.
    Original,
}

impl QuarantineReason {
    /// The word it is stored under.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Digest => "digest",
            Self::Newer { .. } => "newer",
            Self::NotApplicable => "not-applicable",
            Self::NoCase => "no-case",
            Self::Overwritten => "overwritten",
            Self::Late => "late",
            Self::Original => "original",
        }
    }

    /// The reason behind a stored word.
    pub fn from_word(word: &str, detail: &str) -> Self {
        match word {
            "digest" => Self::Digest,
            "newer" => Self::Newer { version: detail.parse().unwrap_or(0) },
            "not-applicable" => Self::NotApplicable,
            "no-case" => Self::NoCase,
            "overwritten" => Self::Overwritten,
            "late" => Self::Late,
            "original" => Self::Original,
            _ => Self::Unreadable(detail.to_owned()),
        }
    }

    /// What else is known of it.
    pub fn detail(&self) -> String {
        match self {
            Self::Unreadable(said) => said.clone(),
            Self::Newer { version } => version.to_string(),
            _ => String::new(),
        }
    }
}
