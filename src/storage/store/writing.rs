//! Documents on their way to the database: when, one write at a time, and what an answer means.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;

use super::{Held, Inner, Side};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::storage::backend::{Outcome, Over, Write};
use crate::storage::keys;
use crate::storage::record::{self, Row};
use crate::storage::state::{QuarantineReason, Quarantined, Refused};

/// How long an edit may be in the journal only.
const SOON: u32 = 300;

/// One case on its way.
struct Sent {
    id: CaseId,
    change: u64,
    unsaved: usize,
    seq: u64,
    digest: String,
}

/// Writes every changed case, after the write that is under way.
pub(super) async fn write(inner: &Rc<Inner>) {
    let Ok(documents) = inner.backend.documents.clone() else { return };
    inner.timer.borrow_mut().take();
    let _turn = inner.writing.lock().await;
    let now = js_sys::Date::now() as i64;
    let (sent, rows) = inner.pack(now);
    if rows.is_empty() {
        return inner.tell();
    }
    inner.busy.set(true);
    inner.tell();
    let answer = documents.write(rows).await;
    inner.busy.set(false);
    match answer {
        Ok(outcomes) => {
            *inner.failed.borrow_mut() = None;
            inner.saved_at.set(Some(now));
            for (sent, outcome) in sent.into_iter().zip(outcomes) {
                inner.land(sent, outcome);
            }
            if inner.held.borrow().values().any(Held::waits) {
                inner.write_soon();
            }
        }
        Err(reason) => *inner.failed.borrow_mut() = Some(reason),
    }
    inner.tell();
}

impl Held {
    /// Whether it should be written. A case in conflict waits for somebody to choose.
    fn waits(&self) -> bool {
        self.dirty && !self.conflict && !self.newer
    }
}

impl Inner {
    /// Writes in 300 ms, counted from the first change.
    pub(super) fn write_soon(self: &Rc<Self>) {
        if self.backend.documents.is_err() || self.timer.borrow().is_some() {
            return;
        }
        let store = Rc::downgrade(self);
        let timer = Timeout::new(SOON, move || {
            if let Some(inner) = store.upgrade() {
                inner.write_now();
            }
        });
        *self.timer.borrow_mut() = Some(timer);
    }

    /// Begins to write before the next event of the page.
    pub(super) fn write_now(self: &Rc<Self>) {
        let inner = self.clone();
        wasm_bindgen_futures::spawn_local(async move { write(&inner).await });
    }

    /// Writes when the page is hidden or left: there may be no later.
    pub(super) fn watch_page(self: &Rc<Self>) {
        let Some(window) = web_sys::window() else { return };
        let store = Rc::downgrade(self);
        let leave = move |_: &web_sys::Event| {
            if let Some(inner) = store.upgrade() {
                inner.write_now();
            }
        };
        let mut events = self.events.borrow_mut();
        events.push(EventListener::new(&window, "pagehide", leave.clone()));
        if let Some(document) = window.document() {
            events.push(EventListener::new(&document, "visibilitychange", leave));
        }
    }

    fn pack(&self, now: i64) -> (Vec<Sent>, Vec<Write>) {
        let held = self.held.borrow();
        let (mut sent, mut rows) = (Vec::new(), Vec::new());
        for (id, held) in held.iter().filter(|(_, held)| held.waits()) {
            let mut contains = held.contains.clone();
            contains.insert(self.writer.clone(), held.seq);
            match Row::of(&held.case, held.seq, held.fence, contains, now) {
                Ok(row) => {
                    let (id, digest) = (id.clone(), row.digest.clone());
                    sent.push(Sent { id, change: held.change, unsaved: held.unsaved, seq: held.seq, digest });
                    rows.push(Write { row, over: held.over.clone(), aside: held.aside.clone() });
                }
                Err(said) => *self.failed.borrow_mut() = Some(Refused::Other(said)),
            }
        }
        (sent, rows)
    }

    fn land(&self, sent: Sent, outcome: Outcome) {
        let mut all = self.held.borrow_mut();
        let Some(held) = all.get_mut(&sent.id) else { return };
        match outcome {
            Outcome::Written => {
                held.over = Over::Digest(sent.digest);
                held.aside = None;
                held.unsaved = held.unsaved.saturating_sub(sent.unsaved);
                held.dirty = held.change != sent.change;
                self.cut(held, sent.seq);
            }
            Outcome::Conflict(theirs) => match record::read(&theirs.id, &theirs.record) {
                // The window that went away wrote the same: a reload had overtaken its last write.
                Ok(theirs) if theirs.case == held.case => {
                    held.over = Over::Digest(theirs.digest);
                    held.unsaved = 0;
                    held.dirty = false;
                    self.cut(held, held.seq);
                }
                Ok(_) | Err(_) => held.conflict = true,
            },
        }
    }

    /// Cuts the entries that the record now holds.
    fn cut(&self, held: &mut Held, seq: u64) {
        let Ok(local) = self.local() else { return };
        held.entries.retain(|(key, at)| *at > seq || local.remove(key).is_err());
        // Of other windows' journals only what still stands needs to be remembered.
        if held.entries.is_empty() {
            held.contains.clear();
        }
    }

    pub(super) async fn delete(self: &Rc<Self>, id: &CaseId) -> Result<bool, Refused> {
        let change = self.change_of(id);
        let _turn = self.writing.lock().await;
        if let Ok(documents) = &self.backend.documents {
            documents.remove(id.as_str()).await?;
        }
        if self.change_of(id) != change {
            if let Some(held) = self.held.borrow_mut().get_mut(id) {
                held.over = Over::Nothing;
                held.dirty = true;
            }
            return Ok(false);
        }
        self.held.borrow_mut().remove(id);
        if let Ok(local) = self.local() {
            // What cannot be removed is put aside at the next start, as it belongs to no case.
            for prefix in [keys::journal_of(id), keys::drafts_of(id)] {
                local.keys(&prefix).unwrap_or_default().iter().for_each(|key| drop(local.remove(key)));
            }
        }
        self.tell();
        Ok(true)
    }

    fn change_of(&self, id: &CaseId) -> Option<u64> {
        self.held.borrow().get(id).map(|held| held.change)
    }

    pub(super) async fn settle(self: &Rc<Self>, id: &CaseId, side: Side) -> Result<Option<Case>, Refused> {
        match side {
            Side::Ours => {
                if let Some(held) = self.held.borrow_mut().get_mut(id) {
                    held.over = Over::Anything;
                    held.aside = Some(QuarantineReason::Overwritten);
                    held.conflict = false;
                    held.dirty = true;
                }
                write(self).await;
            }
            Side::Theirs => self.take_theirs(id).await?,
        }
        self.tell();
        Ok(self.held.borrow().get(id).map(|held| held.case.clone()))
    }

    async fn take_theirs(self: &Rc<Self>, id: &CaseId) -> Result<(), Refused> {
        let _turn = self.writing.lock().await;
        let documents = self.backend.documents.clone()?;
        let row = documents.read().await?.into_iter().find(|row| row.id == id.as_str());
        let Some(Ok(read)) = row.map(|row| record::read(&row.id, &row.record)) else {
            return Err(Refused::Unreadable);
        };
        if let Some(ours) = self.set_aside(id)? {
            documents.set_aside(ours).await?;
        }
        let mut all = self.held.borrow_mut();
        let ours = all.remove(id);
        for (key, _) in ours.iter().flat_map(|held| &held.entries) {
            drop(self.local().and_then(|local| local.remove(key)));
        }
        let mut theirs = Held::of(read);
        theirs.seq = theirs.seq.max(ours.map_or(0, |held| held.seq));
        all.insert(id.clone(), theirs);
        Ok(())
    }

    /// Our side of a case as a record, to be put aside.
    fn set_aside(&self, id: &CaseId) -> Result<Option<Quarantined>, Refused> {
        let all = self.held.borrow();
        let Some(held) = all.get(id) else { return Ok(None) };
        let now = js_sys::Date::now() as i64;
        let row =
            Row::of(&held.case, held.seq, held.fence, held.contains.clone(), now).map_err(Refused::Other)?;
        let (key, reason) = (id.as_str().to_owned(), QuarantineReason::Overwritten);
        Ok(Some(Quarantined { key, raw: row.record, reason }))
    }
}
