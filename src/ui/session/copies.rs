//! 仅本机: which cases no backup and no export holds as they now are, and when to say a word about it.
//! Asked of the contents, case by case; a backup or an export says by [`Session::count_copies`] that it
//! has written down what it holds.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Notice, Session};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::storage::reminder::{WAITING, Waiting};
use crate::storage::{Inventory, Pauses};
use crate::wording;

impl Session {
    /// How many cases of the list have no copy elsewhere. Tracked.
    pub fn only_here_count(self) -> usize {
        let alone = self.only_here.get();
        self.cases.with(|lines| lines.iter().filter(|line| alone.binary_search(&line.id).is_ok()).count())
    }

    /// The device's store from outside; `None` while it opens.
    pub(in crate::ui) async fn inventory(self) -> Option<Inventory> {
        Some(Inventory::open(&self.store()?).await)
    }

    /// Looks at every case beside what has left the device.
    pub(in crate::ui) async fn count_copies(self) {
        let copies = match self.inventory().await {
            Some(inventory) => inventory.copies().await,
            None => Default::default(),
        };
        self.inner.copies.set_value(Some(copies));
        let ids = self.store().map(|store| store.ids()).unwrap_or_default();
        self.look_at_copies(&ids).await;
    }

    /// Brings the list of what is only here up to date with many cases that were changed.
    pub(super) async fn follow_copies(self, ids: &[CaseId]) {
        if self.look_at_copies(ids).await {
            self.wait_from_now();
        }
    }

    /// Whether there is a case without a copy now and was none before.
    async fn look_at_copies(self, ids: &[CaseId]) -> bool {
        if self.inner.copies.with_value(Option::is_none) {
            return false;
        }
        let (mut held, mut alone, mut pauses) = (BTreeSet::new(), BTreeSet::new(), Pauses::begin());
        for id in ids {
            if let Some(only_here) = self.case_of(id).and_then(|case| self.is_only_here(&case)) {
                if only_here { &mut alone } else { &mut held }.insert(id.clone());
            }
            pauses.pause().await;
        }
        let before = self.only_here.with_untracked(Vec::len);
        let mut after: BTreeSet<CaseId> = self.only_here.get_untracked().into_iter().collect();
        after.retain(|id| !held.contains(id));
        after.extend(alone);
        let first = before == 0 && !after.is_empty();
        self.only_here.set(after.into_iter().collect());
        first
    }

    /// Whether no copy holds the case as it is. `None`: that was not counted yet, and there is nothing to bring
    /// up to date.
    fn is_only_here(self, case: &Case) -> Option<bool> {
        let holds = self.inner.copies.try_with_value(|copies| copies.as_ref().map(|all| all.holds(case)));
        holds.flatten().map(|held| !held && !case.demo)
    }

    /// Notes that these cases, as they are, went out in a file: `backup` if it holds everything.
    pub(in crate::ui) fn note_copies(self, cases: Vec<Case>, backup: bool) {
        spawn_local(async move {
            let Some(inventory) = self.inventory().await else { return };
            // Not noted, they go on counting as only here.
            drop(inventory.note_copies(&cases, backup).await);
            self.count_copies().await;
            if self.only_here_count() == 0 {
                self.remind_later();
            }
        });
    }

    /// Brings the list of what is only here up to date with a case that was changed. The first of them
    /// begins to wait for a copy.
    pub(super) fn follow_copy(self, case: &Case) {
        if self.look_at_copy(case) {
            self.wait_from_now();
        }
    }

    /// Whether this is now the only case without a copy.
    fn look_at_copy(self, case: &Case) -> bool {
        let Some(only_here) = self.is_only_here(case) else { return false };
        match self.only_here.with_untracked(|ids| ids.binary_search(&case.id)) {
            Ok(at) if !only_here => self.only_here.update(|ids| drop(ids.remove(at))),
            Err(at) if only_here => {
                self.only_here.update(|ids| ids.insert(at, case.id.clone()));
                return self.only_here.with_untracked(|ids| ids.len() == 1);
            }
            Ok(_) | Err(_) => {}
        }
        false
    }

    /// At the start: counts, and says a word where work has waited long for a copy or room runs out.
    pub(super) async fn look_after_copies(self) {
        let Some(inventory) = self.inventory().await else { return self.count_copies().await };
        let before = Waiting::read(inventory.device_text(WAITING).await.ok().flatten().as_deref());
        self.count_copies().await;
        let now = js_sys::Date::now() as i64;
        let only_here = self.only_here_count() > 0;
        let waiting = before.unwrap_or_else(|| Waiting::since(now)).at(now, only_here);
        // Not kept, it is counted from an earlier moment next time.
        drop(inventory.set_device_text(WAITING, &waiting.text()).await);
        self.reminder.set(waiting.is_due());
        let room = inventory.room().await;
        if room.is_short() && self.notice.with_untracked(Option::is_none) {
            self.notice.set(Some(Notice::bad(wording::little_room(room.free().unwrap_or(0)))));
        }
    }

    /// Asks again in a week.
    pub fn remind_later(self) {
        self.reminder.set(false);
        self.wait_from_now();
    }

    fn wait_from_now(self) {
        spawn_local(async move {
            if let Some(inventory) = self.inventory().await {
                let waiting = Waiting::since(js_sys::Date::now() as i64);
                drop(inventory.set_device_text(WAITING, &waiting.text()).await);
            }
        });
    }
}
