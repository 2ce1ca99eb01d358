//! What the history of versions hears of the work. The history itself is fetched when the first case is opened;
//! where it does not come, no versions are made and the work goes on.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Session, TakeBack};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::storage::history::Why;

/// Something after which a version may be worth keeping.
pub enum Moment {
    /// Another case is open now, as it was found; or none is.
    Opened(Option<Box<Case>>),
    /// This stands in the open case now, from outside this page's work.
    Found(Box<Case>),
    /// Typing rests.
    Rested,
    /// These contents were replaced by others, for this reason.
    Replaced(Vec<Case>, Why),
    /// These went into a bundle.
    HandedIn(Vec<Case>),
    /// The case was deleted.
    Deleted(CaseId),
}

/// Who hears of it.
pub type Historian = fn(Session, Moment);

impl Session {
    /// Tells the history, which is fetched if need be.
    pub(super) fn remember(self, moment: Moment) {
        let known = self.inner.historian;
        spawn_local(async move {
            let historian = match known.get_value() {
                Some(historian) => Ok(historian),
                None => (self.inner.history)().await,
            };
            if let Ok(historian) = historian {
                known.set_value(Some(historian));
                historian(self, moment);
            }
        });
    }

    /// The same of contents that an import or a restore put others in place of.
    pub(in crate::ui) fn remember_replaced(self, undo: &TakeBack, why: Why) {
        if !undo.restore.is_empty() {
            self.remember(Moment::Replaced(undo.restore.clone(), why));
        }
    }
}
