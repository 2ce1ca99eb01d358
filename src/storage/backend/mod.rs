//! Where the store keeps things: two contracts, each with a browser's implementation and a twin in
//! memory. A backend moves texts; it knows neither cases nor commands.

mod covered;
mod covered_parts;
mod indexed;
mod local;
mod memory;
mod memory_parts;
mod peers;
mod schema;
mod scoped;
mod space;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Uint8Array;

use super::overview::{Raw, Shelved};
use super::record::Row;
use super::state::{QuarantineReason, Quarantined, Refused};

pub use covered::{Cipher, CoveredDocuments, CoveredLocal};
pub use covered_parts::CoveredParts;
pub use indexed::IndexedDocuments;
pub use local::BrowserLocal;
pub use memory::{MemoryDocuments, MemoryLocal};
pub use memory_parts::MemoryParts;
pub use peers::{Peers, Window};
pub use schema::DATABASE;
pub use scoped::Scoped;
pub use space::Space;

/// What a backend answers when it is done.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Refused>> + 'a>>;

/// The documents and what was broken of them.
pub trait Documents {
    /// The rows as they lie there, key and record: every one, or the one of this key and its steps.
    fn read<'a>(&'a self, only: Option<&'a str>) -> Later<'a, Vec<Found>>;

    /// Writes rows, each on its condition, all of them or, if the browser refuses, none.
    fn write(&self, rows: Vec<Write>) -> Later<'_, Vec<Outcome>>;

    /// Removes a row and its steps.
    fn remove(&self, id: &str) -> Later<'_, ()> {
        self.remove_all(vec![id.to_owned()])
    }

    /// Removes rows and their steps, all of them or, if the browser refuses, none.
    fn remove_all(&self, ids: Vec<String>) -> Later<'_, ()>;

    /// Moves broken rows into the quarantine: their text is kept, their row is gone.
    fn quarantine(&self, broken: Vec<Quarantined>) -> Later<'_, ()>;

    /// Puts a text into the quarantine and touches nothing else.
    fn set_aside(&self, item: Quarantined) -> Later<'_, ()>;
}

/// The same database as it lies there, for who looks after it. Apart from [`Documents`]: whoever only
/// keeps cases does not carry this along.
pub trait Holdings {
    fn quarantined(&self) -> Later<'_, Vec<Shelved>>;

    /// Deletes one row of the quarantine.
    fn discard(&self, number: u32) -> Later<'_, ()>;

    /// Every row of the cases and of the quarantine as it lies there.
    fn raw(&self) -> Later<'_, Vec<Raw>>;

    /// The names of all texts that the device keeps besides the cases.
    fn device_names(&self) -> Later<'_, Vec<String>>;

    /// Texts by their names, in their order.
    fn device_texts<'a>(&'a self, names: &'a [String]) -> Later<'a, Vec<Option<String>>>;

    /// Looks at the text of this name, and makes the changes that `change` works out by it: all of them or
    /// none, and between the look and the last of them comes no other window.
    fn change_device_texts<'a>(&'a self, name: &'a str, change: Change<'a>) -> Later<'a, ()>;
}

/// Names and what is to stand there; `None`: nothing.
pub type Changes = Vec<(String, Option<String>)>;

/// What is to change, by the text that stands now.
pub type Change<'a> = Box<dyn FnOnce(Option<String>) -> Result<Changes, Refused> + 'a>;

impl dyn Holdings {
    pub async fn device_text(&self, name: &str) -> Result<Option<String>, Refused> {
        Ok(self.device_texts(&[name.to_owned()]).await?.pop().flatten())
    }

    /// Keeps texts under their names, all of them or none.
    pub async fn set_device_texts(&self, texts: Vec<(String, String)>) -> Result<(), Refused> {
        let texts: Changes = texts.into_iter().map(|(name, text)| (name, Some(text))).collect();
        self.change_device_texts("", Box::new(|_| Ok(texts))).await
    }

    /// Keeps the text unless there is one, and gives the one that then stands: of two windows that ask
    /// at once both get the same.
    pub async fn claim_device_text(&self, name: &str, text: &str) -> Result<String, Refused> {
        let mut stands = text.to_owned();
        let claim = |standing: Option<String>| match standing {
            Some(standing) => {
                stands = standing;
                Ok(Vec::new())
            }
            None => Ok(vec![(name.to_owned(), Some(text.to_owned()))]),
        };
        self.change_device_texts(name, Box::new(claim)).await?;
        Ok(stands)
    }
}

/// Bytes of files that documents name by their digest. Apart from the documents: a file of megabytes never
/// stands in the way of an edit, and whoever only keeps cases does not carry this along.
pub trait Parts {
    /// Keeps a part under its name. One that lies there already is written anew, which mends it if it is broken;
    /// `true`: there was none.
    fn put<'a>(&'a self, part: &'a Part) -> Later<'a, bool>;

    /// The part of this name as it lies there; whether it is what its name says is for the reader to see.
    fn get<'a>(&'a self, hex: &'a str) -> Later<'a, Option<Part>>;

    /// What lies there, by name, without reading it.
    fn held(&self) -> Later<'_, Vec<Held>>;

    /// Deletes those of these names that are there, all of them or none.
    fn remove<'a>(&'a self, names: &'a [String]) -> Later<'a, ()>;

    /// The size of one, in bytes; `None` where there is none of this name.
    fn size<'a>(&'a self, hex: &'a str) -> Later<'a, Option<u64>> {
        Box::pin(async move {
            let held = self.held().await?;
            Ok(held.into_iter().find(|held| held.hex == hex).map(|held| held.size))
        })
    }

    fn has<'a>(&'a self, hex: &'a str) -> Later<'a, bool> {
        Box::pin(async move { Ok(self.size(hex).await?.is_some()) })
    }
}

/// A file's bytes, which the browser holds, under the 64 digits of their SHA-256.
#[derive(Clone, Debug)]
pub struct Part {
    pub hex: String,
    /// Of the file itself, in bytes.
    pub size: u64,
    /// Media type; blank where nothing is known.
    pub kind: String,
    pub bytes: Uint8Array,
}

/// A part that lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub hex: String,
    /// Of the file itself, in bytes.
    pub size: u64,
}

/// Small texts that must be kept before the next line of code runs.
pub trait Local {
    fn get(&self, key: &str) -> Result<Option<String>, Refused>;
    fn set(&self, key: &str, text: &str) -> Result<(), Refused>;
    fn remove(&self, key: &str) -> Result<(), Refused>;
    /// The keys that begin with `prefix`, in no order.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, Refused>;
}

/// A row as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub id: String,
    pub record: String,
    /// What was written with it last, if it was looked up: a [`super::steps::Steps`] of this record or of another.
    pub steps: Option<String>,
}

/// A row to write, and what it may replace.
#[derive(Clone, Debug)]
pub struct Write {
    pub row: Row,
    pub over: Over,
    /// Why what is replaced goes into the quarantine, in the same transaction; `None`: it is an older
    /// state of the same, and goes.
    pub aside: Option<QuarantineReason>,
    /// The steps that belong to this record, to be kept beside it; `None`: there are none, and whatever stands
    /// there belongs to another.
    pub steps: Option<String>,
}

/// Where the steps of a case lie among the device's texts.
fn steps_of(case: &str) -> String {
    format!("steps/{case}")
}

/// What a write may replace. Where nothing stands, a row is always written, so that a device that
/// is cleared under the window gets its work back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// No row.
    Nothing,
    /// The row of this digest.
    Digest(String),
    /// Whatever stands there.
    Anything,
}

impl Over {
    /// Whether a row of this digest may be replaced.
    pub fn allows(&self, standing: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Digest(digest) => digest == standing,
            Self::Anything => true,
        }
    }
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Written,
    /// Written, but the row that should have stood there was gone: somebody clears the storage.
    Restored,
    /// Another row stands there, with this record; it was left as it is.
    Conflict(Found),
}

/// What a store works over.
#[derive(Clone)]
pub struct Backend {
    pub documents: Result<Rc<dyn Documents>, Refused>,
    pub local: Result<Rc<dyn Local>, Refused>,
    pub peers: Peers,
    /// Whose it is.
    pub space: Space,
}
