//! The start: reads the documents, puts the journal back into them, and moves what is broken aside.
//! Nothing is moved or cut unless the documents could be read.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Held, Inner, Store};
use crate::domain::from_json::from_json;
use crate::domain::ids::CaseId;
use crate::domain::order::ordered;
use crate::storage::backend::{Backend, Found, Local, Window};
use crate::storage::draft::{self, Draft};
use crate::storage::journal::{self, Replay, Standing};
use crate::storage::keys::{self, LocalKey};
use crate::storage::overview::{Shelf, Shelved};
use crate::storage::state::{Editing, Opened, QuarantineReason, Quarantined, SaveState};

pub(super) async fn open(backend: Backend) -> (Store, Opened) {
    let writer = writer();
    let found = match &backend.documents {
        Ok(documents) => documents.read(None).await,
        Err(reason) => Err(reason.clone()),
    };
    let (mut rows, backend) = match found {
        Ok(rows) => (rows, backend),
        Err(reason) => (Vec::new(), Backend { documents: Err(reason), ..backend }),
    };
    look_up_steps(&backend, &mut rows).await;
    let inner = Rc::new(Inner {
        backend,
        writer,
        held: RefCell::new(BTreeMap::new()),
        window: OnceCell::new(),
        dead: RefCell::new(Vec::new()),
        leaving: Cell::new(false),
        writing: async_lock::Mutex::new(()),
        busy: Cell::new(false),
        saved_at: Cell::new(None),
        failed: RefCell::new(None),
        journal_failed: RefCell::new(None),
        timer: RefCell::new(None),
        state: RefCell::new(SaveState::Saved { at: None }),
        listeners: RefCell::new(Vec::new()),
        watchers: RefCell::new(Vec::new()),
        events: RefCell::new(Vec::new()),
        pulse: Cell::new(None),
    });
    join(&inner).await;
    let mut opened = Opened::default();
    if inner.backend.documents.is_ok() {
        take_in(&inner, rows, &mut opened).await;
    }
    let (mut drafts, broken) = drafts(&inner.backend, keys::DRAFT);
    // What is being typed in another window is not for this one.
    drafts.retain(|draft| inner.editing(&draft.case) == Editing::Here);
    opened.drafts = drafts;
    move_aside(&inner.backend, &broken);
    opened.quarantined.extend(broken);
    opened.cases = inner.held.borrow().values().map(|held| held.case.clone()).collect();
    inner.tell();
    if opened.replayed > 0 {
        inner.write_soon();
    }
    (Store { inner }, opened)
}

/// Reads those rows with their steps that the journal goes on from: what an entry takes back, or does again, may
/// be a step of the record.
async fn look_up_steps(backend: &Backend, rows: &mut [Found]) {
    let Backend { documents: Ok(documents), local: Ok(local), .. } = backend else { return };
    let entries = local.keys(keys::JOURNAL).unwrap_or_default();
    for row in rows {
        let own = keys::journal_of(&CaseId::new(row.id.as_str()));
        if entries.iter().any(|key| key.starts_with(&own))
            && let Some(with_steps) =
                documents.read(Some(&row.id)).await.ok().and_then(|mut found| found.pop())
        {
            *row = with_steps;
        }
    }
}

/// Joins the other windows, and finds out which of those that hold a case live.
async fn join(inner: &Rc<Inner>) {
    let Backend { local, peers, .. } = &inner.backend;
    let store = Rc::downgrade(inner);
    let heard = move |case: &str| {
        if let Some(inner) = store.upgrade() {
            inner.look_again(CaseId::new(case));
        }
    };
    let window = Window::join(peers.clone(), &inner.writer, local.clone().ok(), heard).await;
    // The cell is empty: this is the only place that fills it.
    drop(inner.window.set(window));
    inner.learn().await;
}

/// Takes the records in, and puts the journal back into them.
async fn take_in(inner: &Inner, rows: Vec<Found>, opened: &mut Opened) {
    if let (true, Ok(local)) = (rows.is_empty(), inner.local()) {
        let count = local.get(&LocalKey::Count.to_string()).ok().flatten();
        opened.missing = count.and_then(|count| count.parse().ok()).unwrap_or(0);
    }
    let (mut broken, mut untouched) = (Vec::new(), Vec::new());
    for row in rows {
        match Held::found(row) {
            Ok(held) => drop(inner.held.borrow_mut().insert(held.case.id.clone(), held)),
            Err(item) if matches!(item.reason, QuarantineReason::Newer { .. }) => untouched.push(item),
            Err(item) => broken.push(item),
        }
    }
    if let (false, Ok(documents)) = (broken.is_empty(), &inner.backend.documents) {
        // Where they cannot be moved they stay where they are, and are found again.
        drop(documents.quarantine(broken.clone()).await);
    }
    put_back(inner, &untouched, opened);
    opened.quarantined.extend(broken);
    opened.quarantined.extend(untouched);
}

/// Puts the journal back into the cases it belongs to, but for those that another window edits.
fn put_back(inner: &Inner, untouched: &[Quarantined], opened: &mut Opened) {
    let (entries, mut broken) = journal::read(texts(&inner.backend, keys::JOURNAL));
    let mut by_case: BTreeMap<CaseId, Vec<Standing>> = BTreeMap::new();
    for standing in entries {
        by_case.entry(standing.entry.case.clone()).or_default().push(standing);
    }
    let mut all = inner.held.borrow_mut();
    for (id, entries) in by_case {
        // What belongs to a newer workbench is left to it, and to a living window what is its own.
        if untouched.iter().any(|item| item.key == id.as_str()) || inner.is_held_elsewhere(&id) {
            continue;
        }
        let Some(held) = all.get_mut(&id) else {
            let homeless =
                |Standing { key, raw, .. }| Quarantined { key, raw, reason: QuarantineReason::NoCase };
            broken.extend(entries.into_iter().map(homeless));
            continue;
        };
        let record_fence = held.fence;
        if inner.claim(&id, held) {
            let (replayed, refused) = restore(&inner.backend, held, record_fence, entries);
            opened.replayed += replayed;
            broken.extend(refused);
            if !held.dirty {
                inner.let_go(&id, held);
            }
        }
    }
    drop(all);
    move_aside(&inner.backend, &broken);
    opened.quarantined.extend(broken);
}

/// Puts a case's entries back into it. `record_fence`: the number that its record had.
pub(super) fn restore(
    backend: &Backend,
    held: &mut Held,
    record_fence: u64,
    entries: Vec<Standing>,
) -> (usize, Vec<Quarantined>) {
    let Replay { contained, applied, refused, contains, seq } =
        journal::replay(&mut held.case, &mut held.steps, held.seq, record_fence, &held.contains, entries);
    let replayed = applied.len();
    held.contains = contains;
    held.seq = seq;
    held.dirty = replayed > 0;
    held.unsaved = replayed;
    held.entries = applied;
    if let Ok(local) = &backend.local {
        // One that cannot be cut now is cut after the next write, and stays known as contained.
        held.entries.extend(contained.into_iter().filter(|(key, _)| local.remove(key).is_err()));
    }
    (replayed, refused)
}

/// The drafts under this prefix, and what is not one.
pub(super) fn drafts(backend: &Backend, prefix: &str) -> (Vec<Draft>, Vec<Quarantined>) {
    let (mut drafts, mut broken) = (Vec::new(), Vec::new());
    for (key, raw) in texts(backend, prefix) {
        match draft::read(&raw) {
            Ok(draft) => drafts.push(draft),
            Err(reason) => broken.push(Quarantined { key, raw, reason }),
        }
    }
    (drafts, broken)
}

pub(super) fn texts(backend: &Backend, prefix: &str) -> Vec<(String, String)> {
    let Ok(local) = &backend.local else { return Vec::new() };
    let keys = ordered(local.keys(prefix).unwrap_or_default(), String::cmp);
    keys.into_iter().filter_map(|key| local.get(&key).ok().flatten().map(|raw| (key, raw))).collect()
}

/// A quarantined text of localStorage.
#[derive(Serialize, Deserialize)]
struct Aside {
    reason: String,
    detail: String,
    raw: String,
}

/// Moves broken texts of localStorage under their quarantine keys. One that cannot be moved stays;
/// one of a newer workbench is not touched.
pub(super) fn move_aside(backend: &Backend, broken: &[Quarantined]) {
    let Ok(local) = &backend.local else { return };
    for item in broken.iter().filter(|item| !matches!(item.reason, QuarantineReason::Newer { .. })) {
        if put_aside(local.as_ref(), item) {
            drop(local.remove(&item.key));
        }
    }
}

/// Writes a text under its quarantine key, and says whether it is there.
pub(super) fn put_aside(local: &dyn Local, item: &Quarantined) -> bool {
    let Quarantined { key, raw, reason } = item;
    let aside = Aside { reason: reason.word().to_owned(), detail: reason.detail(), raw: raw.clone() };
    let text = serde_json::to_string(&aside);
    text.is_ok_and(|text| local.set(&LocalKey::Quarantine { key }.to_string(), &text).is_ok())
}

/// What was moved aside in localStorage.
pub(super) fn put_aside_here(backend: &Backend) -> impl Iterator<Item = Shelved> {
    texts(backend, keys::QUARANTINE).into_iter().map(|(place, text)| {
        let key = place.trim_start_matches(keys::QUARANTINE).to_owned();
        let item = match from_json::<Aside>(&text) {
            Ok(Aside { reason, detail, raw }) => {
                Quarantined { key, raw, reason: QuarantineReason::from_word(&reason, &detail) }
            }
            Err(said) => {
                Quarantined { key, raw: text, reason: QuarantineReason::Unreadable(said.to_string()) }
            }
        };
        Shelved { at: Shelf::Local(place), item }
    })
}

/// A name for this window that no other has: the time and a random number, in base 36.
fn writer() -> String {
    let part =
        |value: f64| String::from(js_sys::Number::from(value).to_string_with_radix(36).unwrap_or_default());
    let random = part(js_sys::Math::random());
    format!("{}-{}", part(js_sys::Date::now()), random.trim_start_matches("0."))
}
