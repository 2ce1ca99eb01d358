//! Cases on their way out: the right to delete one, all of them in one transaction, and what localStorage holds of
//! those that are gone.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Inner;
use crate::domain::ids::CaseId;
use crate::storage::backend::Over;
use crate::storage::keys::{self, LocalKey};
use crate::storage::state::Refused;

impl Inner {
    /// Makes the case this window's until it is gone.
    pub(super) fn begin_delete(&self, id: &CaseId) -> Result<(), Refused> {
        if self.is_held_elsewhere(id) {
            return Err(Refused::Elsewhere);
        }
        if let Some(held) = self.held.borrow_mut().get_mut(id) {
            // One of a newer workbench has no lease of ours, and may be deleted all the same.
            self.claim(id, held);
            held.going = true;
        }
        Ok(())
    }

    /// Removes these cases in one transaction. Returns those that were taken in again meanwhile, and stay.
    pub(super) async fn delete_all(self: &Rc<Self>, ids: &[CaseId]) -> Result<Vec<CaseId>, Refused> {
        let change = |id: &CaseId| self.held.borrow().get(id).map(|held| held.change);
        let changes: Vec<_> = ids.iter().map(change).collect();
        let _turn = self.writing.lock().await;
        let removed = match &self.backend.documents {
            Ok(documents) => documents.remove_all(ids.iter().map(CaseId::to_string).collect()).await,
            Err(_) => Ok(()),
        };
        let (mut gone, mut stay) = (Vec::new(), Vec::new());
        for (id, before) in ids.iter().zip(changes) {
            let mut all = self.held.borrow_mut();
            let changed = all.get(id).map(|held| held.change) != before;
            if let Some(held) = all.get_mut(id) {
                held.going = false;
                if removed.is_err() && !held.entered && !held.dirty {
                    self.let_go(id, held);
                }
                if removed.is_ok() && changed {
                    held.over = Over::Nothing;
                    held.dirty = true;
                }
            }
            if changed {
                stay.push(id.clone());
            } else if removed.is_ok() {
                all.remove(id);
                gone.push(id.clone());
            }
        }
        removed?;
        self.forget(&gone);
        self.note_count();
        gone.iter().for_each(|id| self.tell_others(id));
        self.tell();
        Ok(stay)
    }

    /// Removes what localStorage holds of cases that are gone.
    fn forget(&self, gone: &[CaseId]) {
        let Ok(local) = self.local() else { return };
        // What cannot be removed is put aside at the next start, as it belongs to no case.
        for (all, of) in
            [(keys::JOURNAL, keys::journal_of as fn(&CaseId) -> String), (keys::DRAFT, keys::drafts_of)]
        {
            let gone: BTreeSet<String> = gone.iter().map(of).collect();
            let is_gone = |key: &&String| {
                let steps = key.get(all.len()..).and_then(|rest| rest.find('/'));
                let first = steps.and_then(|end| key.get(..=all.len() + end));
                first.is_some_and(|first| gone.contains(first))
            };
            let there = local.keys(all).unwrap_or_default();
            there.iter().filter(is_gone).for_each(|key| drop(local.remove(key)));
        }
        for id in gone {
            drop(local.remove(&LocalKey::Lease { case: id }.to_string()));
        }
    }
}
