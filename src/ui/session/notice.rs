//! What the app has just done, and how to take it back.

use std::sync::Arc;

use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::route::Route;
use crate::wording;

/// Word of something done, shown until it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub bad: bool,
    pub undo: Option<Arc<TakeBack>>,
    /// Where what was done can be looked at.
    pub link: Option<Link>,
    /// It was there through one change of page; the next ends it.
    pub seen: bool,
}

/// The way to what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub label: String,
    pub to: Route,
    /// The list then shows this year.
    pub year: Option<i16>,
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
    /// Of an import that is taken back only as a whole: its cases as it left them.
    pub put: Vec<Case>,
    /// The revisions that were known of its cases before.
    pub lineages: Vec<(CaseId, String)>,
    /// Texts of the device that were replaced, by name.
    pub device: Vec<(String, String)>,
}

impl TakeBack {
    /// Both changes, this one made first.
    pub fn and(mut self, later: Self) -> Self {
        let known = |id: &CaseId| self.remove.contains(id) || self.restore.iter().any(|case| case.id == *id);
        let (restore, remove): (Vec<Case>, Vec<CaseId>) = (
            later.restore.into_iter().filter(|case| !known(&case.id)).collect(),
            later.remove.into_iter().filter(|id| !known(id)).collect(),
        );
        self.put.retain(|case| !later.put.iter().any(|newer| newer.id == case.id));
        self.put.extend(later.put);
        self.restore.extend(restore);
        self.remove.extend(remove);
        self.left += later.left;
        let lineages =
            later.lineages.into_iter().filter(|(id, _)| !self.lineages.iter().any(|(known, _)| known == id));
        let lineages: Vec<_> = lineages.collect();
        self.lineages.extend(lineages);
        let device =
            later.device.into_iter().filter(|(name, _)| !self.device.iter().any(|(known, _)| known == name));
        let device: Vec<_> = device.collect();
        self.device.extend(device);
        self
    }
}

impl Notice {
    pub fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: false, undo: None, link: None, seen: false }
    }

    pub fn bad(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: true, undo: None, link: None, seen: false }
    }

    pub fn with_undo(mut self, undo: TakeBack) -> Self {
        let left = undo.left;
        self.undo = Some(Arc::new(undo));
        self.with_left(left)
    }

    /// Adds what went wrong.
    pub fn add_problem(&mut self, words: &str) {
        self.bad = true;
        self.text.push_str(words);
    }

    /// Adds that so many cases were left as they are.
    pub fn with_left(mut self, count: usize) -> Self {
        if count > 0 {
            self.add_problem(&wording::left_to_another_window(count));
        }
        self
    }
}
