//! A file's problem as the worker tells it to the page: its code, the texts and the counts in it.
//! Written by hand because the reader that is derived for sixteen variants weighs on the first load.

use serde::{Deserialize, Serialize};

use super::FileProblem;

/// `{"code":"left-over","texts":["B7","另见说明"],"counts":[]}`.
#[derive(Serialize, Deserialize)]
pub(super) struct Told {
    code: String,
    texts: Vec<String>,
    counts: Vec<u64>,
}

impl From<FileProblem> for Told {
    fn from(problem: FileProblem) -> Self {
        use FileProblem as P;
        let code = problem.code().to_owned();
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let (texts, counts) = match problem {
            P::Empty
            | P::NotText
            | P::Encrypted
            | P::NoHeader
            | P::UnknownForm
            | P::WebPage
            | P::SupplementUnread => (vec![], vec![]),
            P::TooLarge { size, limit } => (vec![], vec![size, limit]),
            P::Broken { detail } | P::NotWritten { detail } => (vec![detail], vec![]),
            P::TooMuchToWrite { rows, cells } => (vec![], vec![count(rows), count(cells)]),
            P::UnpacksTooLarge { limit } => (vec![], vec![limit]),
            P::TooManyRows { limit } | P::TooManyColumns { limit } | P::TooManyCells { limit } => {
                (vec![], vec![count(limit)])
            }
            P::CellTooLong { cell: text, characters, limit }
            | P::TextTooLong { start: text, characters, limit } => {
                (vec![text], vec![count(characters), count(limit)])
            }
            P::ProjectList { projects } => (vec![], vec![count(projects)]),
            P::LeftOver { cell, text } => (vec![cell, text], vec![]),
            P::MoreLeftOver { cells } => (vec![], vec![count(cells)]),
            P::FurtherForm { sheet } => (vec![sheet], vec![]),
        };
        Self { code, texts, counts }
    }
}

/// A worker of another version told something this page does not know.
#[derive(Debug, thiserror::Error)]
#[error("不认识的问题“{0}”")]
pub(super) struct Untold(String);

impl TryFrom<Told> for FileProblem {
    type Error = Untold;

    fn try_from(told: Told) -> Result<Self, Untold> {
        let text = |at: usize| told.texts.get(at).cloned().ok_or_else(|| Untold(told.code.clone()));
        let long = |at: usize| told.counts.get(at).copied().ok_or_else(|| Untold(told.code.clone()));
        let count = |at: usize| long(at).map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        Ok(match told.code.as_str() {
            "file-empty" => Self::Empty,
            "file-too-large" => Self::TooLarge { size: long(0)?, limit: long(1)? },
            "not-text" => Self::NotText,
            "supplement-unread" => Self::SupplementUnread,
            "text-too-long" => Self::TextTooLong { start: text(0)?, characters: count(0)?, limit: count(1)? },
            "too-much-to-write" => Self::TooMuchToWrite { rows: count(0)?, cells: count(1)? },
            "not-written" => Self::NotWritten { detail: text(0)? },
            "encrypted" => Self::Encrypted,
            "file-broken" => Self::Broken { detail: text(0)? },
            "unpacks-too-large" => Self::UnpacksTooLarge { limit: long(0)? },
            "too-many-rows" => Self::TooManyRows { limit: count(0)? },
            "too-many-columns" => Self::TooManyColumns { limit: count(0)? },
            "too-many-cells" => Self::TooManyCells { limit: count(0)? },
            "cell-too-long" => Self::CellTooLong { cell: text(0)?, characters: count(0)?, limit: count(1)? },
            "no-header" => Self::NoHeader,
            "unknown-form" => Self::UnknownForm,
            "project-list" => Self::ProjectList { projects: count(0)? },
            "left-over" => Self::LeftOver { cell: text(0)?, text: text(1)? },
            "more-left-over" => Self::MoreLeftOver { cells: count(0)? },
            "web-page" => Self::WebPage,
            "further-form" => Self::FurtherForm { sheet: text(0)? },
            _ => return Err(Untold(told.code)),
        })
    }
}
