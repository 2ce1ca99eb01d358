//! One window edits a case: it holds the case's lease, and looks at it before every write. The others
//! follow. A case is won from a window that let it go, that lives no more, or by hand.
//!
//! localStorage has no locks between windows: what makes a late write harmless is the database, which
//! replaces only the record that the writer knew, and the fencing number that both carry.

use std::rc::Rc;

use super::{Held, Inner, Store, opening};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::storage::draft::field_of;
use crate::storage::journal::{self, Entry};
use crate::storage::keys::{self, LocalKey};
use crate::storage::lease::{self, Lease};
use crate::storage::state::{Editing, QuarantineReason, Quarantined, Refused};

impl Store {
    /// Where a case can be edited.
    pub fn editing(&self, id: &CaseId) -> Editing {
        self.inner.editing(id)
    }

    /// Wants to edit a case, from now until [`Store::leave`]: takes it if no other window has it, and
    /// as soon as the other lets it go or lives no more. [`Store::watch`] tells.
    pub async fn enter(&self, id: &CaseId) {
        self.inner.enter(id).await;
    }

    /// Lets a case go.
    pub fn leave(&self, id: &CaseId) {
        self.inner.leave(id);
    }

    /// Takes a case from the window that edits it, with everything that the other has kept. What the
    /// other still writes goes into the quarantine.
    pub async fn take_over(&self, id: &CaseId) -> Result<Option<Case>, Refused> {
        self.inner.take_over(id).await
    }

    /// Calls back when another window may have changed a case or who edits it.
    pub fn watch(&self, watcher: Box<dyn Fn(&CaseId)>) {
        self.inner.watchers.borrow_mut().push(Rc::from(watcher));
    }

    /// How many other windows have this space open, as far as can be told: where the browser does not say,
    /// those that edit.
    pub async fn others(&self) -> usize {
        self.inner.others().await
    }

    /// Gives a sign of life, and looks after the cases that this window wants. Every few seconds; a
    /// frozen window does not.
    pub async fn pulse(&self) {
        self.inner.pulse().await;
    }
}

impl Inner {
    pub(super) fn editing(&self, id: &CaseId) -> Editing {
        if self.held.borrow().get(id).is_some_and(|held| held.newer) {
            return Editing::Newer;
        }
        match self.lease(id) {
            Some(lease) if self.is_theirs(&lease) => Editing::Elsewhere,
            _ => Editing::Here,
        }
    }

    /// Whether this window may write the case, taking the lease if it is free. Without localStorage
    /// there are no leases, and only the database compares.
    pub(super) fn claim(&self, id: &CaseId, held: &mut Held) -> bool {
        if held.newer {
            return false;
        }
        let Ok(local) = self.local() else { return true };
        let lease = self.lease(id);
        let known = lease.as_ref().map_or(held.fence, |lease| lease.fence);
        let resumed = held.ours && known == held.fence;
        match &lease {
            Some(lease) if resumed && lease.holder == self.writer => return true,
            Some(lease) if self.is_theirs(lease) => return false,
            // Another had it after us: what we hold may be old. A lower number is of before us: ours found no room.
            Some(_) if held.ours && known > held.fence => return false,
            // The page goes away: its last write needs no lease that nobody would end.
            _ if resumed && self.leaving.get() => return true,
            _ => {}
        }
        let kept_on = resumed && lease.is_some();
        held.fence = if kept_on { held.fence } else { known.max(held.fence) + 1 };
        held.ours = true;
        let lease = Lease { fence: held.fence, holder: self.writer.clone() };
        // Where it cannot be written the work goes on: the journal's refusal tells of it.
        drop(local.set(&LocalKey::Lease { case: id }.to_string(), &lease.to_string()));
        self.beat();
        true
    }

    /// Whether the lease that this window won still is its own.
    fn has(&self, id: &CaseId, held: &Held) -> bool {
        held.ours
            && self.lease(id).is_none_or(|lease| {
                lease.fence == held.fence && (lease.holder.is_empty() || lease.holder == self.writer)
            })
    }

    fn lease(&self, id: &CaseId) -> Option<Lease> {
        let key = LocalKey::Lease { case: id }.to_string();
        Lease::read(&self.local().ok()?.get(&key).ok()??)
    }

    /// Whether a window that lives holds it, and not this one.
    fn is_theirs(&self, lease: &Lease) -> bool {
        !lease.holder.is_empty() && lease.holder != self.writer && !self.is_dead(&lease.holder)
    }

    pub(super) fn is_held_elsewhere(&self, id: &CaseId) -> bool {
        self.lease(id).is_some_and(|lease| self.is_theirs(&lease))
    }

    fn is_dead(&self, holder: &str) -> bool {
        if self.window.get().is_some_and(|window| window.can_ask()) {
            return self.dead.borrow().iter().any(|dead| dead == holder);
        }
        let beat = self.local().and_then(|local| local.get(&LocalKey::Beat { writer: holder }.to_string()));
        let beat = beat.ok().flatten().and_then(|text| text.parse().ok());
        !beat.is_some_and(|beat| lease::alive(beat, js_sys::Date::now() as i64))
    }

    /// Asks the browser which of the windows that hold a lease live no more.
    pub(super) async fn learn(&self) {
        let Ok(local) = self.local() else { return };
        // The leases first: a window that joins meanwhile must not be taken for dead.
        let keys = local.keys(keys::LEASE).unwrap_or_default();
        let lease = |key: &String| Lease::read(&local.get(key).ok()??);
        let mut dead: Vec<_> = keys.iter().filter_map(lease).map(|lease| lease.holder).collect();
        let Some(window) = self.window.get() else { return };
        if let Some(living) = window.living().await {
            dead.retain(|holder| !living.contains(holder));
            *self.dead.borrow_mut() = dead;
        }
    }

    async fn others(&self) -> usize {
        let Some(window) = self.window.get() else { return 0 };
        if let Some(living) = window.living().await {
            return living.iter().filter(|writer| **writer != self.writer).count();
        }
        let Ok(local) = self.local() else { return 0 };
        let now = js_sys::Date::now() as i64;
        let own = LocalKey::Beat { writer: &self.writer }.to_string();
        let lives = |key: &&String| {
            let beat = local.get(key).ok().flatten().and_then(|text| text.parse().ok());
            **key != own && beat.is_some_and(|beat| lease::alive(beat, now))
        };
        local.keys(keys::BEAT).unwrap_or_default().iter().filter(lives).count()
    }

    /// A sign of life for those who cannot ask the browser.
    fn beat(&self) {
        if let (Some(window), Ok(local)) = (self.window.get(), self.local())
            && !window.can_ask()
        {
            let now = js_sys::Date::now() as i64;
            // Without one the case can be taken over, and this window finds out at its next write.
            drop(local.set(&LocalKey::Beat { writer: &self.writer }.to_string(), &now.to_string()));
        }
    }

    /// Lets a case go, for whoever wants it next.
    pub(super) fn let_go(&self, id: &CaseId, held: &mut Held) {
        if !self.has(id, held) {
            held.ours = false;
            return;
        }
        let Ok(local) = self.local() else { return };
        let key = LocalKey::Lease { case: id }.to_string();
        held.ours = self.leaving.get();
        // A first lease was never another's, and the record has its number: nobody can mistake it.
        if held.fence == 1 && !held.ours {
            drop(local.remove(&key));
        } else {
            let lease = Lease { fence: held.fence, holder: String::new() };
            drop(local.set(&key, &lease.to_string()));
        }
    }

    /// Lets every case go at once: the page goes away. Writes that are under way still land.
    pub(super) fn let_all_go(&self) {
        self.leaving.set(true);
        for (id, held) in self.held.borrow_mut().iter_mut().filter(|(_, held)| held.ours) {
            self.let_go(id, held);
        }
        if let Ok(local) = self.local() {
            drop(local.remove(&LocalKey::Beat { writer: &self.writer }.to_string()));
        }
    }

    pub(super) fn tell_others(&self, id: &CaseId) {
        if let Some(window) = self.window.get() {
            window.tell(id.as_str());
        }
    }

    pub(super) fn tell_changed(&self, id: &CaseId) {
        // A listener may ask and change: nothing is borrowed while it runs.
        let watchers = self.watchers.borrow().clone();
        for watcher in watchers {
            watcher(id);
        }
    }

    /// Keeps the text of an edit that this window may not make, and ends its draft, which the next
    /// start would put over what the other window has written.
    pub(super) fn put_late(&self, entry: &Entry) {
        let (Entry { case, seq, writer, command, .. }, Ok(local)) = (entry, self.local()) else { return };
        let Ok(raw) = serde_json::to_string(entry) else { return };
        let key = LocalKey::Journal { case, seq: *seq, writer }.to_string();
        if opening::put_aside(local, &Quarantined { key, raw, reason: QuarantineReason::Late })
            && let Some(field) = field_of(command)
        {
            drop(local.remove(&LocalKey::Draft { case, field: &field }.to_string()));
        }
    }

    pub(super) async fn enter(self: &Rc<Self>, id: &CaseId) {
        let claimed = match self.held.borrow_mut().get_mut(id) {
            Some(held) => {
                held.entered = true;
                self.claim(id, held)
            }
            None => return,
        };
        if claimed || self.win(id).await {
            drop(self.adopt(id, false).await);
            self.write_soon();
        }
        self.tell_changed(id);
    }

    /// Tries to win a case whose holder may live no more.
    async fn win(&self, id: &CaseId) -> bool {
        self.learn().await;
        self.held.borrow_mut().get_mut(id).is_some_and(|held| held.entered && self.claim(id, held))
    }

    pub(super) fn leave(&self, id: &CaseId) {
        if let Some(held) = self.held.borrow_mut().get_mut(id) {
            held.entered = false;
            if held.dirty || held.going {
                // What is under way lets it go.
                return;
            }
            self.let_go(id, held);
        }
        self.tell_others(id);
    }

    pub(super) async fn take_over(self: &Rc<Self>, id: &CaseId) -> Result<Option<Case>, Refused> {
        if let (Ok(local), Some(held)) = (self.local(), self.held.borrow_mut().get_mut(id)) {
            if held.newer {
                return Ok(Some(held.case.clone()));
            }
            let known = self.lease(id).map_or(0, |lease| lease.fence);
            let lease = Lease { fence: known.max(held.fence) + 1, holder: self.writer.clone() };
            local.set(&LocalKey::Lease { case: id }.to_string(), &lease.to_string())?;
            (held.fence, held.ours, held.entered) = (lease.fence, true, true);
            self.beat();
        }
        // The record gets the new number at once, so that whatever the other still writes is late. The
        // other is told when it has.
        self.adopt(id, true).await?;
        super::writing::write(self).await;
        self.tell_changed(id);
        // Where that write was refused the lease is ours all the same, and the state tells of it.
        Ok(self.held.borrow().get(id).map(|held| held.case.clone()))
    }

    /// Reads a case that this window has just won, as its record and its journal have it: others may
    /// have written since it was last read. With `rewrite` it is written again in any case.
    async fn adopt(&self, id: &CaseId, rewrite: bool) -> Result<(), Refused> {
        let _turn = self.writing.lock().await;
        let found = self.stored(id).await?;
        let mut all = self.held.borrow_mut();
        let Some(held) = all.get_mut(id).filter(|held| held.ours) else { return Ok(()) };
        if held.dirty {
            found.into_iter().for_each(|record| held.go_on_from(record));
            return Ok(());
        }
        if let Some(theirs) = found {
            if theirs.newer {
                *held = Held { entered: held.entered, ..theirs };
                return Ok(());
            }
            let record_fence = theirs.fence;
            let fence = held.fence.max(record_fence);
            let seq = held.seq.max(theirs.seq);
            *held = Held { seq, fence, ours: true, entered: held.entered, ..theirs };
            let entries = journal::read(opening::texts(&self.backend, &keys::journal_of(id))).0;
            let (_, late) = opening::restore(&self.backend, held, record_fence, entries);
            opening::move_aside(&self.backend, &late);
        }
        if rewrite {
            held.change += 1;
            held.dirty = true;
        }
        Ok(())
    }

    /// The record of a case as it now is; `Err` in it: it cannot be used.
    async fn row(&self, id: &CaseId) -> Result<Option<Result<Held, Quarantined>>, Refused> {
        let documents = self.backend.documents.clone()?;
        Ok(documents.read(Some(id.as_str())).await?.pop().map(Held::found))
    }

    /// The same; one that cannot be used is as good as none.
    pub(super) async fn stored(&self, id: &CaseId) -> Result<Option<Held>, Refused> {
        Ok(self.row(id).await?.and_then(Result::ok))
    }

    /// Another window has done something with this case.
    pub(super) async fn heard(self: &Rc<Self>, id: &CaseId) {
        if self.held.borrow().get(id).is_some_and(|held| self.has(id, held) && !self.leaving.get()) {
            return;
        }
        if self.follow(id).await.is_ok_and(|waits| waits) && self.win(id).await {
            drop(self.adopt(id, false).await);
        }
        self.tell_changed(id);
        self.tell();
    }

    /// Takes over what another window has written, and says whether this one waits for the case.
    async fn follow(self: &Rc<Self>, id: &CaseId) -> Result<bool, Refused> {
        let _turn = self.writing.lock().await;
        let found = self.row(id).await?;
        let (dirty, lost) = match self.held.borrow().get(id) {
            // Won while the record was read.
            Some(held) if self.has(id, held) => return Ok(false),
            Some(held) => (held.dirty && !held.newer, held.ours),
            None => (false, false),
        };
        if dirty {
            if lost {
                self.yield_late(id).await?;
            }
        } else {
            let mut all = self.held.borrow_mut();
            let entered = all.get(id).is_some_and(|held| held.entered);
            let known = |theirs: &Held| all.get(id).is_some_and(|held| held.over == theirs.over);
            match found {
                Some(Ok(theirs)) if theirs.newer || !known(&theirs) => {
                    all.insert(id.clone(), Held { entered, ..theirs });
                }
                Some(Ok(_)) => all.get_mut(id).into_iter().for_each(|held| held.ours = false),
                // What cannot be used replaces nothing; it is put aside at the next start.
                Some(Err(broken)) => all.get_mut(id).into_iter().for_each(|held| {
                    held.ours = false;
                    held.newer = matches!(broken.reason, QuarantineReason::Newer { .. });
                }),
                None if all.get(id).is_some_and(|held| !held.newer) => drop(all.remove(id)),
                None => {}
            }
        }
        Ok(self.held.borrow().get(id).is_some_and(|held| held.entered && !held.ours))
    }

    /// Gives up a case that was lost to another window, once that one's record stands. Until then
    /// what this one has in the journal is the other's to take up.
    pub(super) async fn yield_late(&self, id: &CaseId) -> Result<(), Refused> {
        let fence = self.held.borrow().get(id).map_or(0, |held| held.fence);
        if self.stored(id).await?.is_none_or(|theirs| theirs.newer || theirs.fence > fence) {
            self.take_theirs(id, QuarantineReason::Late).await?;
        }
        Ok(())
    }

    /// What is done every few seconds by a window that is not frozen.
    pub(super) async fn pulse(self: &Rc<Self>) {
        let of_concern = |(_, held): &(&CaseId, &Held)| held.entered || held.ours;
        let ids: Vec<_> = self.held.borrow().iter().filter(of_concern).map(|(id, _)| id.clone()).collect();
        if ids.is_empty() {
            return;
        }
        self.beat();
        for id in ids {
            self.heard(&id).await;
        }
    }
}
