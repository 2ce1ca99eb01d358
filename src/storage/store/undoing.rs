//! What can be undone in a case, and done again: kept with the case, offered for the content it leads from.

use super::{Inner, Store};
use crate::domain::command::Command;
use crate::domain::ids::CaseId;
use crate::storage::steps::Way;

impl Store {
    /// Whether there is an edit to undo, and one to do again.
    pub fn can_step(&self, id: &CaseId) -> (bool, bool) {
        let held = self.inner.held.borrow();
        let there = |way| held.get(id).is_some_and(|held| held.steps.next(way).is_some());
        (there(Way::Undo), there(Way::Redo))
    }

    /// The edit that undoing or redoing makes next: it is committed in that way.
    pub fn next_step(&self, id: &CaseId, way: Way) -> Option<Command> {
        self.inner.held.borrow().get(id)?.steps.next(way).cloned()
    }

    /// Every edit that undoing or redoing would make in the cases of this window.
    pub fn steps(&self) -> Vec<Command> {
        self.inner.held.borrow().values().flat_map(|held| held.steps.all().cloned()).collect()
    }

    /// Forgets the next step, which does not fit.
    pub fn skip_step(&self, id: &CaseId, way: Way) {
        if let Some(held) = self.inner.held.borrow_mut().get_mut(id) {
            held.steps.skip(way);
        }
    }
}

impl Inner {
    /// Looks up the steps that lie beside the record a case goes on from: before the case is written, or
    /// they would be lost.
    pub(super) async fn look_up_steps(&self, id: &CaseId) {
        if self.held.borrow().get(id).is_some_and(|held| held.has_more_steps)
            && let Ok(Some(record)) = self.stored(id).await
            && let Some(held) = self.held.borrow_mut().get_mut(id)
        {
            held.go_on_from(record);
        }
    }
}
