//! A space that a passphrase locks: every text of the work lies there locked by a key, each under a
//! nonce of its own and bound to the place it lies at, so that no two can be exchanged. What does not
//! open is given as it lies there: its reader finds it broken and puts it aside, and nothing is lost.
//!
//! Of a case its id, its digest and whether it is an example stay readable, of an edit and a draft their
//! keys, of a file its digest, size and type, and who edits what: no word that somebody wrote.

use std::rc::Rc;

use base64ct::{Base64Unpadded, Encoding};

use super::{Change, Documents, Found, Holdings, Later, Local, Outcome, Write, steps_of};
use crate::cipher::{Key, NONCE};
use crate::storage::keys;
use crate::storage::overview::{Raw, RawStore, Shelved};
use crate::storage::record::{Columns, Row};
use crate::storage::state::{QuarantineReason, Quarantined, Refused};

/// What a locked text begins with.
const MARK: &str = "hpx1:";

/// Locks and opens texts.
#[derive(Clone)]
pub struct Cipher(Rc<Key>);

impl Cipher {
    /// By the bytes of a key.
    pub fn of_bytes(bytes: [u8; 32]) -> Self {
        Self(Rc::new(Key::of_bytes(bytes)))
    }

    /// Locks a text for the place it will lie at. Refused where the browser has no randomness: without
    /// it nothing would be safe.
    pub fn lock(&self, text: &str, place: &str) -> Result<String, Refused> {
        let locked = self.lock_bytes(text.as_bytes(), place)?;
        Ok(format!("{MARK}{}", Base64Unpadded::encode_string(&locked)))
    }

    /// The text that was locked for this place; `None` where it was another, or another key.
    pub fn open(&self, locked: &str, place: &str) -> Option<String> {
        let bytes = Base64Unpadded::decode_vec(locked.strip_prefix(MARK)?).ok()?;
        String::from_utf8(self.open_bytes(&bytes, place)?).ok()
    }

    /// The same of bytes: their nonce, then they themselves locked.
    pub(super) fn lock_bytes(&self, bytes: &[u8], place: &str) -> Result<Vec<u8>, Refused> {
        let mut nonce = [0; NONCE];
        let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(Refused::Missing)?;
        crypto
            .get_random_values_with_u8_array(&mut nonce)
            .map_err(|thrown| super::local::refused(&thrown))?;
        let locked = self.0.lock(nonce, bytes, place.as_bytes());
        Ok([&nonce, locked.as_slice()].concat())
    }

    pub(super) fn open_bytes(&self, locked: &[u8], place: &str) -> Option<Vec<u8>> {
        let (nonce, locked) = locked.split_first_chunk::<NONCE>()?;
        self.0.open(*nonce, locked, place.as_bytes())
    }

    /// The text of this place, or what lies there if it does not open.
    fn shown(&self, text: String, place: &str) -> String {
        self.open(&text, place).unwrap_or(text)
    }

    fn shown_found(&self, Found { id, record, steps }: Found) -> Found {
        let record = self.shown(record, &row(&id));
        let steps = steps.map(|steps| self.shown(steps, &device(&steps_of(&id))));
        Found { id, record, steps }
    }

    fn locked_item(&self, Quarantined { key, raw, reason }: Quarantined) -> Result<Quarantined, Refused> {
        let raw = self.lock(&raw, &row(&key))?;
        let reason = match reason {
            // What a reader says of a text may repeat it.
            QuarantineReason::Unreadable(said) => QuarantineReason::Unreadable(self.lock(&said, &row(&key))?),
            reason => reason,
        };
        Ok(Quarantined { key, raw, reason })
    }

    fn shown_item(&self, Quarantined { key, raw, reason }: Quarantined) -> Quarantined {
        let raw = self.shown(raw, &row(&key));
        let reason = match reason {
            QuarantineReason::Unreadable(said) => QuarantineReason::Unreadable(self.shown(said, &row(&key))),
            reason => reason,
        };
        Quarantined { key, raw, reason }
    }
}

/// The place of a case's record, also when it lies in the quarantine.
fn row(id: &str) -> String {
    format!("row/{id}")
}

fn device(name: &str) -> String {
    format!("device/{name}")
}

/// A database whose texts are locked.
pub struct CoveredDocuments<D> {
    documents: D,
    cipher: Cipher,
}

impl<D> CoveredDocuments<D> {
    pub fn new(documents: D, cipher: Cipher) -> Self {
        Self { documents, cipher }
    }
}

impl<D: Documents> Documents for CoveredDocuments<D> {
    fn read<'a>(&'a self, only: Option<&'a str>) -> Later<'a, Vec<Found>> {
        Box::pin(async move {
            let found = self.documents.read(only).await?;
            Ok(found.into_iter().map(|found| self.cipher.shown_found(found)).collect())
        })
    }

    fn write(&self, rows: Vec<Write>) -> Later<'_, Vec<Outcome>> {
        Box::pin(async move {
            let locked = |write: Write| {
                let Row { columns, digest, record } = write.row;
                let record = self.cipher.lock(&record, &row(&columns.id))?;
                let place = device(&steps_of(&columns.id));
                let steps = write.steps.map(|steps| self.cipher.lock(&steps, &place)).transpose()?;
                let columns = Columns { id: columns.id, demo: columns.demo, ..Columns::default() };
                Ok(Write { row: Row { columns, digest, record }, steps, ..write })
            };
            let rows = rows.into_iter().map(locked).collect::<Result<Vec<Write>, Refused>>()?;
            let outcomes = self.documents.write(rows).await?;
            let shown = |outcome| match outcome {
                Outcome::Conflict(found) => Outcome::Conflict(self.cipher.shown_found(found)),
                outcome => outcome,
            };
            Ok(outcomes.into_iter().map(shown).collect())
        })
    }

    fn remove_all(&self, ids: Vec<String>) -> Later<'_, ()> {
        self.documents.remove_all(ids)
    }

    fn quarantine(&self, broken: Vec<Quarantined>) -> Later<'_, ()> {
        Box::pin(async move {
            let locked = |item| self.cipher.locked_item(item);
            self.documents.quarantine(broken.into_iter().map(locked).collect::<Result<_, Refused>>()?).await
        })
    }

    fn set_aside(&self, item: Quarantined) -> Later<'_, ()> {
        Box::pin(async move { self.documents.set_aside(self.cipher.locked_item(item)?).await })
    }
}

impl<D: Holdings> Holdings for CoveredDocuments<D> {
    fn quarantined(&self) -> Later<'_, Vec<Shelved>> {
        Box::pin(async move {
            let shelved = self.documents.quarantined().await?;
            let shown = |Shelved { at, item }| Shelved { at, item: self.cipher.shown_item(item) };
            Ok(shelved.into_iter().map(shown).collect())
        })
    }

    fn discard(&self, number: u32) -> Later<'_, ()> {
        self.documents.discard(number)
    }

    /// The records opened; what is in the quarantine, and what does not open, as it lies there.
    fn raw(&self) -> Later<'_, Vec<Raw>> {
        Box::pin(async move {
            let raw = self.documents.raw().await?;
            let shown = |raw: Raw| match raw.store {
                RawStore::Cases => Raw { text: self.cipher.shown(raw.text, &row(&raw.key)), ..raw },
                _ => raw,
            };
            Ok(raw.into_iter().map(shown).collect())
        })
    }

    fn device_names(&self) -> Later<'_, Vec<String>> {
        self.documents.device_names()
    }

    fn device_texts<'a>(&'a self, names: &'a [String]) -> Later<'a, Vec<Option<String>>> {
        Box::pin(async move {
            let texts = self.documents.device_texts(names).await?;
            let shown = |(name, text): (&String, Option<String>)| {
                text.map(|text| self.cipher.shown(text, &device(name)))
            };
            Ok(names.iter().zip(texts).map(shown).collect())
        })
    }

    fn change_device_texts<'a>(&'a self, name: &'a str, change: Change<'a>) -> Later<'a, ()> {
        let locked = |(name, text): (String, Option<String>)| {
            let text = text.map(|text| self.cipher.lock(&text, &device(&name))).transpose()?;
            Ok((name, text))
        };
        let change = move |standing: Option<String>| {
            let standing = standing.map(|text| self.cipher.shown(text, &device(name)));
            change(standing)?.into_iter().map(locked).collect()
        };
        self.documents.change_device_texts(name, Box::new(change))
    }
}

/// localStorage in which the texts of the work are locked. Leases, signs of life and preferences are not:
/// they hold no word of it.
pub struct CoveredLocal<L> {
    local: L,
    cipher: Cipher,
}

impl<L> CoveredLocal<L> {
    pub fn new(local: L, cipher: Cipher) -> Self {
        Self { local, cipher }
    }
}

/// Whether a text under this key is one of the work.
fn of_the_work(key: &str) -> bool {
    [keys::JOURNAL, keys::DRAFT, keys::QUARANTINE].iter().any(|prefix| key.starts_with(prefix))
}

impl<L: Local> Local for CoveredLocal<L> {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        let text = self.local.get(key)?;
        Ok(if of_the_work(key) { text.map(|text| self.cipher.shown(text, key)) } else { text })
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        if of_the_work(key) {
            self.local.set(key, &self.cipher.lock(text, key)?)
        } else {
            self.local.set(key, text)
        }
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        self.local.remove(key)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, Refused> {
        self.local.keys(prefix)
    }
}
