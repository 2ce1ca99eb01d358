//! The twin in memory: keeps the same promises as the browser while the window lives. Clones share
//! what they hold, so a store can be dropped and opened again over it. It can be told to refuse.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Change, Documents, Found, Holdings, Later, Local, Outcome, Over, Write, steps_of};
use crate::storage::overview::{Raw, RawStore, Shelf as Place, Shelved};
use crate::storage::record::Row;
use crate::storage::state::{Quarantined, Refused};

/// Documents in memory.
#[derive(Clone, Default)]
pub struct MemoryDocuments(Rc<RefCell<Shelf>>);

#[derive(Default)]
struct Shelf {
    /// Key to digest and record.
    rows: BTreeMap<String, (String, String)>,
    /// Under running numbers.
    quarantine: BTreeMap<u32, Quarantined>,
    device: BTreeMap<String, String>,
    refuses: Option<Refused>,
}

impl MemoryDocuments {
    /// From now on every write is refused, or with `None` taken again.
    pub fn refuse(&self, reason: Option<Refused>) {
        self.0.borrow_mut().refuses = reason;
    }

    fn change<T>(&self, change: impl FnOnce(&mut Shelf) -> T) -> Result<T, Refused> {
        let mut shelf = self.0.borrow_mut();
        match &shelf.refuses {
            Some(reason) => Err(reason.clone()),
            None => Ok(change(&mut shelf)),
        }
    }
}

/// An answer that comes, as a browser's does, after the caller has gone on.
fn later<'a, T: 'a>(work: impl FnOnce() -> Result<T, Refused> + 'a) -> Later<'a, T> {
    Box::pin(async move {
        gloo_timers::future::TimeoutFuture::new(0).await;
        work()
    })
}

impl Documents for MemoryDocuments {
    fn read<'a>(&'a self, only: Option<&'a str>) -> Later<'a, Vec<Found>> {
        later(move || {
            let shelf = self.0.borrow();
            let found = |(id, (_, record)): (&String, &(String, String))| Found {
                id: id.clone(),
                record: record.clone(),
                steps: only.and_then(|id| shelf.device.get(&steps_of(id)).cloned()),
            };
            Ok(shelf.rows.iter().filter(|(id, _)| only.is_none_or(|only| only == *id)).map(found).collect())
        })
    }

    fn write(&self, rows: Vec<Write>) -> Later<'_, Vec<Outcome>> {
        later(|| self.change(|shelf| rows.into_iter().map(|write| shelf.write(write)).collect()))
    }

    fn remove_all(&self, ids: Vec<String>) -> Later<'_, ()> {
        later(move || {
            self.change(|shelf| {
                shelf.rows.retain(|id, _| !ids.contains(id));
                for id in &ids {
                    shelf.device.remove(&steps_of(id));
                }
            })
        })
    }

    fn quarantine(&self, broken: Vec<Quarantined>) -> Later<'_, ()> {
        later(|| {
            self.change(|shelf| {
                for item in broken {
                    shelf.rows.remove(&item.key);
                    shelf.shelve(item);
                }
            })
        })
    }

    fn set_aside(&self, item: Quarantined) -> Later<'_, ()> {
        later(|| self.change(|shelf| shelf.shelve(item)))
    }
}

impl Holdings for MemoryDocuments {
    fn quarantined(&self) -> Later<'_, Vec<Shelved>> {
        let shelved =
            |(number, item): (&u32, &Quarantined)| Shelved { at: Place::Row(*number), item: item.clone() };
        later(move || Ok(self.0.borrow().quarantine.iter().map(shelved).collect()))
    }

    fn discard(&self, number: u32) -> Later<'_, ()> {
        later(move || self.change(|shelf| shelf.quarantine.remove(&number)).map(drop))
    }

    fn raw(&self) -> Later<'_, Vec<Raw>> {
        later(|| {
            let shelf = self.0.borrow();
            let rows = shelf.rows.iter().map(|(key, (_, record))| Raw {
                store: RawStore::Cases,
                key: key.clone(),
                text: record.clone(),
            });
            let aside = shelf.quarantine.iter().map(|(number, item)| Raw {
                store: RawStore::Quarantine,
                key: number.to_string(),
                text: serde_json::json!({
                    "key": item.key, "raw": item.raw, "reason": item.reason.word(), "detail": item.reason.detail(),
                })
                .to_string(),
            });
            Ok(rows.chain(aside).collect())
        })
    }

    fn device_names(&self) -> Later<'_, Vec<String>> {
        later(|| Ok(self.0.borrow().device.keys().cloned().collect()))
    }

    fn device_texts<'a>(&'a self, names: &'a [String]) -> Later<'a, Vec<Option<String>>> {
        later(move || Ok(names.iter().map(|name| self.0.borrow().device.get(name).cloned()).collect()))
    }

    fn change_device_texts<'a>(&'a self, name: &'a str, change: Change<'a>) -> Later<'a, ()> {
        later(move || {
            let standing = self.0.borrow().device.get(name).cloned();
            let changes = change(standing)?;
            self.change(|shelf| {
                for (name, text) in changes {
                    match text {
                        Some(text) => drop(shelf.device.insert(name, text)),
                        None => drop(shelf.device.remove(&name)),
                    }
                }
            })
        })
    }
}

impl Shelf {
    fn write(&mut self, Write { row, over, aside, steps }: Write) -> Outcome {
        let Row { columns, digest, record } = row;
        if let Some((standing, theirs)) = self.rows.get(&columns.id) {
            if !over.allows(standing) {
                let record = theirs.clone();
                return Outcome::Conflict(Found { id: columns.id, record, steps: None });
            }
            if let Some(reason) = aside {
                let item = Quarantined { key: columns.id.clone(), raw: theirs.clone(), reason };
                self.shelve(item);
            }
        }
        let gone = matches!(over, Over::Digest(_)) && !self.rows.contains_key(&columns.id);
        if let Some(steps) = steps {
            self.device.insert(steps_of(&columns.id), steps);
        }
        self.rows.insert(columns.id, (digest, record));
        if gone { Outcome::Restored } else { Outcome::Written }
    }

    fn shelve(&mut self, item: Quarantined) {
        let number = self.quarantine.last_key_value().map_or(1, |(last, _)| last + 1);
        self.quarantine.insert(number, item);
    }
}

/// Small texts in memory.
#[derive(Clone, Default)]
pub struct MemoryLocal(Rc<RefCell<Slots>>);

#[derive(Default)]
struct Slots {
    texts: BTreeMap<String, String>,
    refuses: Option<Refused>,
}

impl MemoryLocal {
    /// From now on every write is refused, or with `None` taken again.
    pub fn refuse(&self, reason: Option<Refused>) {
        self.0.borrow_mut().refuses = reason;
    }
}

impl Local for MemoryLocal {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        Ok(self.0.borrow().texts.get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        let mut slots = self.0.borrow_mut();
        if let Some(reason) = &slots.refuses {
            return Err(reason.clone());
        }
        slots.texts.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        self.0.borrow_mut().texts.remove(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, Refused> {
        Ok(self.0.borrow().texts.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}
