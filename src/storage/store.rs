//! The store: what the session talks to. Holds every case of this device, puts each edit into the
//! journal at once and the changed documents into the database shortly after, and says how it stands.
//!
//! A record says how far each window's journal is in it. An entry is cut only once such a record is
//! committed, and replayed only if none holds it.

mod deleting;
mod held;
mod history;
mod library;
mod opening;
mod overview;
mod preferences;
mod right;
mod undoing;
mod writing;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};

use held::Held;
pub use library::{FormerLibrary, LIBRARIES, OWN_LIBRARY};
pub use overview::Inventory;

use super::backend::{Backend, Local, Space, Window};
use super::draft::{self, Draft, field_of};
use super::journal::{Entry, LONGEST};
use super::keys::{self, LocalKey};
use super::pauses::Pauses;
use super::state::{Editing, Guarantees, Kept, Opened, Refused, SaveState};
use super::steps::Way;
use crate::domain::case::Case;
use crate::domain::command::Command;
use crate::domain::ids::CaseId;

/// Which side of a conflict stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// This window's; the other's is put into the quarantine.
    Ours,
    /// The other window's; this window's is put into the quarantine.
    Theirs,
}

/// Everything kept on this device. Clones are one store.
#[derive(Clone)]
pub struct Store {
    inner: Rc<Inner>,
}

struct Inner {
    backend: Backend,
    /// This window, in journal keys.
    writer: String,
    held: RefCell<BTreeMap<CaseId, Held>>,
    /// This window among the others; there from the end of the start's first step.
    window: OnceCell<Window>,
    /// Windows that hold a lease and live no more, as the browser last said.
    dead: RefCell<Vec<String>>,
    /// The page is going away.
    leaving: Cell<bool>,
    /// One write at a time.
    writing: async_lock::Mutex<()>,
    busy: Cell<bool>,
    saved_at: Cell<Option<i64>>,
    /// Why the last document write was refused.
    failed: RefCell<Option<Refused>>,
    /// Why the last journal entry or draft was refused.
    journal_failed: RefCell<Option<Refused>>,
    timer: RefCell<Option<Timeout>>,
    state: RefCell<SaveState>,
    listeners: RefCell<Vec<Listener>>,
    watchers: RefCell<Vec<Watcher>>,
    /// Ends with the store.
    events: RefCell<Vec<EventListener>>,
    pulse: Cell<Option<Interval>>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.let_all_go();
    }
}

type Watcher = Rc<dyn Fn(&CaseId)>;
type Listener = Rc<dyn Fn(&SaveState)>;

impl Store {
    /// Opens what a space of this browser has. Never fails: where the browser refuses, work goes on in
    /// memory and [`Store::state`] says why.
    pub async fn open(space: &Space) -> (Self, Opened) {
        let (store, opened) = Self::over(space.backend().await).await;
        store.inner.watch_page();
        (store, opened)
    }

    /// Opens over any backend.
    pub async fn over(backend: Backend) -> (Self, Opened) {
        opening::open(backend).await
    }

    pub fn case(&self, id: &CaseId) -> Option<Case> {
        self.inner.held.borrow().get(id).map(|held| held.case.clone())
    }

    pub fn ids(&self) -> Vec<CaseId> {
        self.inner.held.borrow().keys().cloned().collect()
    }

    /// Every case of this device, by id.
    pub fn cases(&self) -> Vec<Case> {
        self.inner.held.borrow().values().map(|held| held.case.clone()).collect()
    }

    /// Keeps an edit, and the case as it is after it: the journal first, the document within 300 ms, and with
    /// either what takes the edit back: `inverse`. Ends the draft of its field.
    pub fn commit(&self, case: &Case, command: &Command, way: Way, inverse: &Command) -> Kept {
        let kept = self.inner.commit(case, command, way, inverse);
        if kept == Kept::Elsewhere {
            self.inner.look_again(case.id.clone());
            return kept;
        }
        let soon = kept == Kept::Journal && self.inner.failed.borrow().is_none();
        if soon {
            self.inner.write_soon()
        } else {
            self.inner.write_now()
        }
        self.inner.tell();
        kept
    }

    /// Keeps whole cases, new ones or others of the same id, in one transaction. When the answer comes
    /// they are on the device, or the state says why not. Those that [`Store::hold`] refuses are not.
    pub async fn put(&self, cases: &[Case]) -> SaveState {
        drop(self.hold(cases));
        self.flush().await
    }

    /// Takes whole cases in, so that they can be read at once; [`Store::flush`] writes them. Returns
    /// those that were not taken, as this window may not edit them now.
    #[must_use]
    pub fn hold(&self, cases: &[Case]) -> Vec<CaseId> {
        let held = |case: &&Case| !self.inner.hold(case);
        let refused = cases.iter().filter(held).map(|case| case.id.clone()).collect();
        self.inner.tell();
        refused
    }

    /// The same with any number of cases, in slices between which the page answers its user. None is written
    /// before all are taken in, so that they come to the device together or not at all.
    pub async fn hold_all(&self, cases: &[Case]) -> Vec<CaseId> {
        let _turn = self.inner.writing.lock().await;
        let (mut refused, mut pauses) = (Vec::new(), Pauses::begin());
        for case in cases {
            if !self.inner.hold(case) {
                refused.push(case.id.clone());
            }
            pauses.pause().await;
        }
        self.inner.tell();
        refused
    }

    /// Removes a case, its journal and its drafts. On a refusal it stays. `false`: it was taken in again
    /// meanwhile, and stays. From the call on no other window wins it; the answer comes when it is gone.
    pub fn delete(&self, id: &CaseId) -> impl Future<Output = Result<bool, Refused>> + use<> {
        let (inner, id) = (self.inner.clone(), id.clone());
        let begun = inner.begin_delete(&id);
        async move {
            begun?;
            Ok(inner.delete_all(&[id]).await?.is_empty())
        }
    }

    /// The same with any number of cases, in one go: on a refusal all stay. Returns those that stay, as they
    /// were taken in again meanwhile or another window edits them.
    pub async fn delete_all(&self, ids: &[CaseId]) -> Result<Vec<CaseId>, Refused> {
        let (mut begun, mut stay, mut pauses) = (Vec::new(), Vec::new(), Pauses::begin());
        for id in ids {
            let to = if self.inner.begin_delete(id).is_ok() { &mut begun } else { &mut stay };
            to.push(id.clone());
            pauses.pause().await;
        }
        stay.extend(self.inner.delete_all(&begun).await?);
        Ok(stay)
    }

    /// Writes everything that is not in a document yet, and waits for it. Also the way to try again.
    pub async fn flush(&self) -> SaveState {
        writing::write(&self.inner).await;
        self.state()
    }

    /// Keeps what is being typed: on every `input` outside composition, with the edit that the field
    /// would make now.
    pub fn draft(&self, case: &CaseId, command: &Command) {
        let Some(field) = field_of(command) else { return };
        if self.editing(case) != Editing::Here {
            return;
        }
        let draft = Draft { version: draft::VERSION, case: case.clone(), command: command.clone() };
        let written = serde_json::to_string(&draft).map_err(|said| Refused::Other(said.to_string()));
        let key = LocalKey::Draft { case, field: &field }.to_string();
        let kept = written.and_then(|text| self.inner.local()?.set(&key, &text));
        self.inner.note_journal(kept.err());
    }

    /// Ends the draft of the field that this edit is about.
    pub fn drop_draft(&self, case: &CaseId, command: &Command) {
        if let (Some(field), Ok(local)) = (field_of(command), self.inner.local()) {
            // A draft that cannot be removed is offered again at the next start: harmless.
            drop(local.remove(&LocalKey::Draft { case, field: &field }.to_string()));
        }
    }

    /// The drafts of one case.
    pub fn drafts(&self, case: &CaseId) -> Vec<Draft> {
        opening::drafts(&self.inner.backend, &keys::drafts_of(case)).0
    }

    /// Settles a conflict, and returns the case as it then is.
    pub async fn settle(&self, id: &CaseId, side: Side) -> Result<Option<Case>, Refused> {
        self.inner.settle(id, side).await
    }

    /// The space it keeps.
    pub fn space(&self) -> &Space {
        &self.inner.backend.space
    }

    pub fn state(&self) -> SaveState {
        self.inner.state.borrow().clone()
    }

    pub fn guarantees(&self) -> Guarantees {
        self.inner.guarantees()
    }

    /// Calls back whenever [`Store::state`] changes.
    pub fn subscribe(&self, listener: Box<dyn Fn(&SaveState)>) {
        self.inner.listeners.borrow_mut().push(Rc::from(listener));
    }
}

impl Inner {
    fn local(&self) -> Result<&dyn Local, Refused> {
        match (&self.backend.documents, &self.backend.local) {
            // Edits without the document they belong to could not be put back.
            (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
            (Ok(_), Ok(local)) => Ok(local.as_ref()),
        }
    }

    fn commit(&self, case: &Case, command: &Command, way: Way, inverse: &Command) -> Kept {
        let mut all = self.held.borrow_mut();
        let held = all.entry(case.id.clone()).or_insert_with(|| Held::new(case.clone()));
        if !self.claim(&case.id, held) {
            held.seq += 1;
            self.put_late(&Entry::new(&case.id, held.seq, held.fence, &self.writer, command));
            return Kept::Elsewhere;
        }
        held.seq += 1;
        held.unsaved += 1;
        let kept = self.journal(held, &case.id, command, way);
        held.steps.note(way, inverse.clone());
        held.changed(case);
        self.end_draft(held, &case.id, command, &kept);
        match &kept {
            Kept::Journal => self.note_journal(None),
            Kept::Memory(reason) => self.note_journal(Some(reason.clone())),
            Kept::AwaitDocument | Kept::Elsewhere => {}
        }
        kept
    }

    fn journal(&self, held: &mut Held, case: &CaseId, command: &Command, way: Way) -> Kept {
        let entry = Entry { way, ..Entry::new(case, held.seq, held.fence, &self.writer, command) };
        let text = match serde_json::to_string(&entry) {
            Ok(text) if text.len() <= LONGEST => text,
            Ok(_) => return Kept::AwaitDocument,
            Err(said) => return Kept::Memory(Refused::Other(said.to_string())),
        };
        let key = LocalKey::Journal { case, seq: held.seq, writer: &self.writer }.to_string();
        match self.local().and_then(|local| local.set(&key, &text)) {
            Ok(()) => {
                held.entries.push((key, held.seq));
                Kept::Journal
            }
            Err(reason) => Kept::Memory(reason),
        }
    }

    /// A draft ends with its edit: at once if the journal has the edit, else with the document.
    fn end_draft(&self, held: &mut Held, case: &CaseId, command: &Command, kept: &Kept) {
        let (Some(field), Ok(local)) = (field_of(command), self.local()) else { return };
        let key = LocalKey::Draft { case, field: &field }.to_string();
        if *kept != Kept::Journal || local.remove(&key).is_err() {
            held.entries.push((key, held.seq));
        }
    }

    fn hold(&self, case: &Case) -> bool {
        let mut all = self.held.borrow_mut();
        let held = all.entry(case.id.clone()).or_insert_with(|| Held::new(case.clone()));
        if !self.claim(&case.id, held) {
            return false;
        }
        held.seq += 1;
        held.unsaved += 1;
        held.replaced(case);
        true
    }

    fn note_journal(&self, refused: Option<Refused>) {
        *self.journal_failed.borrow_mut() = refused;
    }

    fn guarantees(&self) -> Guarantees {
        let keystrokes = match (self.local(), self.journal_failed.borrow().clone()) {
            (Err(reason), _) | (Ok(_), Some(reason)) => Err(reason),
            (Ok(_), None) => Ok(()),
        };
        let documents = match (&self.backend.documents, self.failed.borrow().clone()) {
            (Err(reason), _) => Err(reason.clone()),
            (Ok(_), Some(reason)) => Err(reason),
            (Ok(_), None) => Ok(()),
        };
        Guarantees { keystrokes, documents }
    }

    /// Finds the state, and calls the listeners if it is another.
    fn tell(&self) {
        let state = self.find_state();
        if *self.state.borrow() == state {
            return;
        }
        *self.state.borrow_mut() = state.clone();
        // A listener may subscribe or commit: nothing is borrowed while it runs.
        let listeners = self.listeners.borrow().clone();
        for listener in listeners {
            listener(&state);
        }
    }

    fn find_state(&self) -> SaveState {
        let held = self.held.borrow();
        if let Err(reason) = &self.backend.documents {
            return SaveState::MemoryOnly { reason: reason.clone() };
        }
        if let Some(reason) = self.failed.borrow().clone() {
            return SaveState::Failed { reason };
        }
        if let Some((id, _)) = held.iter().find(|(_, held)| held.conflict) {
            return SaveState::Conflict { case: id.clone() };
        }
        if self.busy.get() {
            return SaveState::Saving;
        }
        match held.values().map(|held| held.unsaved).sum() {
            0 => SaveState::Saved { at: self.saved_at.get() },
            count => SaveState::Unsaved { count },
        }
    }
}
