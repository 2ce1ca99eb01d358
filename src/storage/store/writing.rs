//! Documents on their way to the database: when, one write at a time, and what an answer means.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};

use super::{Held, Inner, Side};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::storage::backend::{Outcome, Over, Write};
use crate::storage::keys::LocalKey;
use crate::storage::pauses::Pauses;
use crate::storage::record::{self, Contained, Row};
use crate::storage::state::{QuarantineReason, Quarantined, Refused};

/// How long an edit may be in the journal only.
const SOON: u32 = 300;

/// How often a window gives a sign of life, in milliseconds.
const PULSE: u32 = 5_000;

/// One case on its way.
struct Sent {
    id: CaseId,
    change: u64,
    unsaved: usize,
    seq: u64,
    digest: String,
}

/// What a case came to on its way.
enum Packed {
    Ready(Sent, Write),
    /// Another window has it now.
    Lost,
    Nothing,
}

/// Writes every changed case, after the write that is under way.
pub(super) async fn write(inner: &Rc<Inner>) {
    let Ok(documents) = inner.backend.documents.clone() else { return };
    inner.timer.borrow_mut().take();
    let _turn = inner.writing.lock().await;
    let now = js_sys::Date::now() as i64;
    let (mut sent, mut rows) = (Vec::new(), Vec::new());
    let mut pauses = Pauses::begin();
    for id in inner.waiting() {
        inner.look_up_steps(&id).await;
        match inner.pack(&id, now) {
            Packed::Ready(one, row) => {
                sent.push(one);
                rows.push(row);
            }
            Packed::Lost => {
                // What cannot be put aside now stays as it is, and is tried again with the next write.
                drop(inner.yield_late(&id).await);
                inner.tell_changed(&id);
            }
            Packed::Nothing => {}
        }
        pauses.pause().await;
    }
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
            let (mut late, mut cleared) = (Vec::new(), false);
            for (sent, outcome) in sent.into_iter().zip(outcomes) {
                let id = sent.id.clone();
                cleared |= outcome == Outcome::Restored;
                late.extend(inner.land(sent, outcome).then(|| id.clone()));
                inner.tell_others(&id);
            }
            for id in late {
                drop(inner.yield_late(&id).await);
                inner.tell_changed(&id);
            }
            inner.note_count();
            if cleared {
                inner.find_missing().await;
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
    /// Whether every edit that a record contains is in this case as well.
    fn has_all_of(&self, theirs: &Contained) -> bool {
        let has = |(writer, seq): (&String, &u64)| self.contains.get(writer).is_some_and(|ours| ours >= seq);
        !theirs.is_empty() && theirs.iter().all(has)
    }

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
        let on = |target: &web_sys::EventTarget, name: &'static str, work: fn(&Rc<Self>)| {
            let store = Rc::downgrade(self);
            let event = EventListener::new(target, name, move |_| {
                if let Some(inner) = store.upgrade() {
                    work(&inner);
                }
            });
            self.events.borrow_mut().push(event);
        };
        on(&window, "pagehide", |inner| {
            inner.write_now();
            inner.let_all_go();
        });
        on(&window, "pageshow", |inner| inner.leaving.set(false));
        if let Some(document) = window.document() {
            // Somebody looks, perhaps after a sleep: what was lost meanwhile is found before they type.
            on(&document, "visibilitychange", |inner| {
                inner.write_now();
                inner.pulse_now();
            });
        }
        let store = Rc::downgrade(self);
        let pulse = Interval::new(PULSE, move || {
            if let Some(inner) = store.upgrade() {
                inner.pulse_now();
            }
        });
        self.pulse.set(Some(pulse));
    }

    /// The cases that should be written.
    fn waiting(&self) -> Vec<CaseId> {
        let held = self.held.borrow();
        held.iter().filter(|(_, held)| held.waits()).map(|(id, _)| id.clone()).collect()
    }

    /// A case as it now is, ready to be written.
    fn pack(&self, id: &CaseId, now: i64) -> Packed {
        let mut all = self.held.borrow_mut();
        let Some(held) = all.get_mut(id).filter(|held| held.waits()) else { return Packed::Nothing };
        if !self.claim(id, held) {
            return Packed::Lost;
        }
        let mut contains = held.contains.clone();
        contains.insert(self.writer.clone(), held.seq);
        match Row::of(&held.case, held.seq, held.fence, contains, now) {
            Ok(row) => {
                let (id, digest) = (id.clone(), row.digest.clone());
                let sent = Sent { id, change: held.change, unsaved: held.unsaved, seq: held.seq, digest };
                let (over, aside) = (held.over.clone(), held.aside.clone());
                let steps = held.steps.text(&row.digest);
                Packed::Ready(sent, Write { row, over, aside, steps })
            }
            Err(said) => {
                *self.failed.borrow_mut() = Some(Refused::Other(said));
                Packed::Nothing
            }
        }
    }

    /// Leaves word of how many cases there are, for a start that finds none.
    pub(super) fn note_count(&self) {
        if let Ok(local) = self.local() {
            let count = self.held.borrow().len();
            // Without it the next start explains less, and loses nothing.
            drop(local.set(&LocalKey::Count.to_string(), &count.to_string()));
        }
    }

    /// The storage was cleared under this window: every case that it still has and the device has no
    /// more is written again.
    async fn find_missing(&self) {
        let Ok(documents) = self.backend.documents.clone() else { return };
        let Ok(rows) = documents.read(None).await else { return };
        for (id, held) in self.held.borrow_mut().iter_mut() {
            if !held.dirty && !rows.iter().any(|row| row.id == id.as_str()) {
                (held.over, held.dirty) = (Over::Nothing, true);
            }
        }
    }

    /// Takes an answer in. True: the case was lost to another window, whose record stands.
    fn land(&self, sent: Sent, outcome: Outcome) -> bool {
        let mut all = self.held.borrow_mut();
        let Some(held) = all.get_mut(&sent.id) else { return false };
        match outcome {
            Outcome::Written | Outcome::Restored => {
                held.over = Over::Digest(sent.digest);
                held.aside = None;
                held.unsaved = held.unsaved.saturating_sub(sent.unsaved);
                held.dirty = held.change != sent.change;
                self.cut(held, sent.seq);
                if !held.entered && !held.dirty && held.ours {
                    self.let_go(&sent.id, held);
                }
            }
            Outcome::Conflict(theirs) => match record::read(&theirs.id, &theirs.record) {
                // The window that went away wrote the same: a reload had overtaken its last write.
                Ok(theirs) if theirs.case == held.case => {
                    held.over = Over::Digest(theirs.digest);
                    held.unsaved = 0;
                    held.dirty = false;
                    self.cut(held, held.seq);
                }
                Ok(theirs) if theirs.fence > held.fence => return true,
                // Its writer had let the case go, and this window has all of its edits.
                Ok(theirs) if held.has_all_of(&theirs.contains) => {
                    held.over = Over::Digest(theirs.digest);
                    held.aside = Some(QuarantineReason::Overwritten);
                }
                Ok(_) | Err(_) => held.conflict = true,
            },
        }
        false
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

    fn pulse_now(self: &Rc<Self>) {
        let inner = self.clone();
        wasm_bindgen_futures::spawn_local(async move { inner.pulse().await });
    }

    /// Looks at a case as another window may have left it.
    pub(super) fn look_again(self: &Rc<Self>, id: CaseId) {
        let inner = self.clone();
        wasm_bindgen_futures::spawn_local(async move { inner.heard(&id).await });
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
            Side::Theirs => {
                let _turn = self.writing.lock().await;
                if self.stored(id).await?.is_none() {
                    return Err(Refused::Unreadable);
                }
                self.take_theirs(id, QuarantineReason::Overwritten).await?;
            }
        }
        self.tell();
        Ok(self.held.borrow().get(id).map(|held| held.case.clone()))
    }

    /// Gives this window's side of a case up for the record that stands. What it held more goes into
    /// the quarantine first.
    pub(super) async fn take_theirs(&self, id: &CaseId, reason: QuarantineReason) -> Result<(), Refused> {
        let documents = self.backend.documents.clone()?;
        let theirs = self.stored(id).await?;
        if let Some(ours) = self.side(id, theirs.as_ref().map(|theirs| &theirs.case), reason)? {
            documents.set_aside(ours).await?;
        }
        let mut all = self.held.borrow_mut();
        let ours = all.remove(id);
        for (key, _) in ours.iter().flat_map(|held| &held.entries) {
            drop(self.local().and_then(|local| local.remove(key)));
        }
        if let Some(mut held) = theirs {
            if let Some(ours) = ours {
                held.seq = held.seq.max(ours.seq);
                held.entered = ours.entered;
            }
            all.insert(id.clone(), held);
        }
        Ok(())
    }

    /// Our side of a case as a record, to be put aside; `None` if it holds nothing of its own.
    fn side(
        &self,
        id: &CaseId,
        theirs: Option<&Case>,
        reason: QuarantineReason,
    ) -> Result<Option<Quarantined>, Refused> {
        let all = self.held.borrow();
        let Some(held) = all.get(id).filter(|held| theirs != Some(&held.case)) else { return Ok(None) };
        let now = js_sys::Date::now() as i64;
        let row =
            Row::of(&held.case, held.seq, held.fence, held.contains.clone(), now).map_err(Refused::Other)?;
        Ok(Some(Quarantined { key: id.as_str().to_owned(), raw: row.record, reason }))
    }
}
