//! What the app has just done, and how to take it back.

use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::wording;

/// Word of something done, shown until it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub bad: bool,
    pub undo: Option<TakeBack>,
    /// It was there through one change of page; the next ends it.
    pub seen: bool,
}

/// How a change to the set of cases is taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakeBack {
    /// Cases that were removed or overwritten, as they were.
    pub restore: Vec<Case>,
    /// Cases that came new.
    pub remove: Vec<CaseId>,
    /// So many cases were left as they are, as this window may not write them.
    pub left: usize,
}

impl Notice {
    pub fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: false, undo: None, seen: false }
    }

    pub fn bad(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: true, undo: None, seen: false }
    }

    pub fn with_undo(mut self, undo: TakeBack) -> Self {
        let left = undo.left;
        self.undo = Some(undo);
        self.with_left(left)
    }

    /// Adds that so many cases were left as they are.
    pub fn with_left(mut self, count: usize) -> Self {
        if count > 0 {
            self.bad = true;
            self.text.push_str(&wording::left_to_another_window(count));
        }
        self
    }
}
