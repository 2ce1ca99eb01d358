//! The start: reads the documents, puts the journal back into them, and moves what is broken aside.
//! Nothing is moved or cut unless the documents could be read.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Held, Inner, Store};
use crate::domain::ids::CaseId;
use crate::storage::backend::{Backend, Found};
use crate::storage::draft::{self, Draft};
use crate::storage::journal::{self, Replay, Standing};
use crate::storage::keys::{self, LocalKey};
use crate::storage::record;
use crate::storage::state::{Opened, QuarantineReason, Quarantined, SaveState};

pub(super) async fn open(mut backend: Backend) -> (Store, Opened) {
    let mut opened = Opened::default();
    let mut held = BTreeMap::new();
    let mut untouched = Vec::new();
    let found = match &backend.documents {
        Ok(documents) => documents.read().await,
        Err(reason) => Err(reason.clone()),
    };
    match found {
        Ok(rows) => {
            let mut broken = Vec::new();
            for Found { id, record } in rows {
                match record::read(&id, &record) {
                    Ok(read) => {
                        held.insert(read.case.id.clone(), Held::of(read));
                    }
                    Err(reason) => {
                        let newer = matches!(reason, QuarantineReason::Newer { .. });
                        if let Some(case) = newer.then(|| record::glimpse(&id, &record)).flatten() {
                            let shown = Held { newer, ..Held::new(case) };
                            held.insert(shown.case.id.clone(), shown);
                            continue;
                        }
                        let item = Quarantined { key: id, raw: record, reason };
                        match &item.reason {
                            QuarantineReason::Newer { .. } => untouched.push(item),
                            _ => broken.push(item),
                        }
                    }
                }
            }
            if let (false, Ok(documents)) = (broken.is_empty(), &backend.documents) {
                // Where they cannot be moved they stay where they are, and are found again.
                drop(documents.quarantine(broken.clone()).await);
            }
            put_back(&backend, &mut held, &untouched, &mut opened);
            opened.quarantined.extend(broken);
            opened.quarantined.extend(untouched);
        }
        Err(reason) => backend.documents = Err(reason),
    }
    let (drafts, broken) = drafts(&backend, keys::DRAFT);
    opened.drafts = drafts;
    move_aside(&backend, &broken);
    opened.quarantined.extend(broken);
    opened.cases = held.values().map(|held| held.case.clone()).collect();

    let inner = Rc::new(Inner {
        backend,
        writer: writer(),
        held: RefCell::new(held),
        writing: async_lock::Mutex::new(()),
        busy: Cell::new(false),
        saved_at: Cell::new(None),
        failed: RefCell::new(None),
        journal_failed: RefCell::new(None),
        timer: RefCell::new(None),
        state: RefCell::new(SaveState::Saved { at: None }),
        listeners: RefCell::new(Vec::new()),
        events: RefCell::new(Vec::new()),
    });
    inner.tell();
    if opened.replayed > 0 {
        inner.write_soon();
    }
    (Store { inner }, opened)
}

/// Puts the journal back into the cases it belongs to.
fn put_back(
    backend: &Backend,
    held: &mut BTreeMap<CaseId, Held>,
    untouched: &[Quarantined],
    opened: &mut Opened,
) {
    let (entries, mut broken) = journal::read(texts(backend, keys::JOURNAL));
    let mut by_case: BTreeMap<CaseId, Vec<Standing>> = BTreeMap::new();
    for standing in entries {
        by_case.entry(standing.entry.case.clone()).or_default().push(standing);
    }
    for (id, entries) in by_case {
        // What belongs to a newer workbench is left to it.
        if untouched.iter().any(|item| item.key == id.as_str())
            || held.get(&id).is_some_and(|held| held.newer)
        {
            continue;
        }
        let Some(held) = held.get_mut(&id) else {
            let homeless =
                |Standing { key, raw, .. }| Quarantined { key, raw, reason: QuarantineReason::NoCase };
            broken.extend(entries.into_iter().map(homeless));
            continue;
        };
        let Replay { contained, applied, refused, contains, seq } =
            journal::replay(&mut held.case, held.seq, held.fence, &held.contains, entries);
        broken.extend(refused);
        held.contains = contains;
        held.seq = seq;
        held.dirty = !applied.is_empty();
        held.unsaved = applied.len();
        opened.replayed += applied.len();
        held.entries = applied;
        if let Ok(local) = &backend.local {
            // One that cannot be cut now is cut after the next write, and stays known as contained.
            held.entries.extend(contained.into_iter().filter(|(key, _)| local.remove(key).is_err()));
        }
    }
    move_aside(backend, &broken);
    opened.quarantined.extend(broken);
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

fn texts(backend: &Backend, prefix: &str) -> Vec<(String, String)> {
    let Ok(local) = &backend.local else { return Vec::new() };
    let mut keys = local.keys(prefix).unwrap_or_default();
    keys.sort_unstable();
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
fn move_aside(backend: &Backend, broken: &[Quarantined]) {
    let Ok(local) = &backend.local else { return };
    for Quarantined { key, raw, reason } in broken {
        if matches!(reason, QuarantineReason::Newer { .. }) {
            continue;
        }
        let aside = Aside { reason: reason.word().to_owned(), detail: reason.detail(), raw: raw.clone() };
        let Ok(text) = serde_json::to_string(&aside) else { continue };
        if local.set(&LocalKey::Quarantine { key }.to_string(), &text).is_ok() {
            drop(local.remove(key));
        }
    }
}

pub(super) async fn quarantined(backend: &Backend) -> Vec<Quarantined> {
    let mut items = match &backend.documents {
        Ok(documents) => documents.quarantined().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    for (key, text) in texts(backend, keys::QUARANTINE) {
        let key = key.trim_start_matches(keys::QUARANTINE).to_owned();
        items.push(match serde_json::from_str::<Aside>(&text) {
            Ok(Aside { reason, detail, raw }) => {
                Quarantined { key, raw, reason: QuarantineReason::from_word(&reason, &detail) }
            }
            Err(said) => {
                Quarantined { key, raw: text, reason: QuarantineReason::Unreadable(said.to_string()) }
            }
        });
    }
    items
}

/// A name for this window that no other has: the time and a random number, in base 36.
fn writer() -> String {
    let part =
        |value: f64| String::from(js_sys::Number::from(value).to_string_with_radix(36).unwrap_or_default());
    let random = part(js_sys::Math::random());
    format!("{}-{}", part(js_sys::Date::now()), random.trim_start_matches("0."))
}
