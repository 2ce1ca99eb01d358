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
    /// The rows as they lie there, key and record: every one, or the one of this key.
    fn read<'a>(&'a self, only: Option<&'a str>) -> Later<'a, Vec<Found>>;

    /// Writes rows, each on its condition, all of them or, if the browser refuses, none.
    fn write(&self, rows: Vec<Write>) -> Later<'_, Vec<Outcome>>;

    fn remove(&self, id: &str) -> Later<'_, ()>;

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

    /// The names of all texts that belong to this device and to no case.
    fn device_names(&self) -> Later<'_, Vec<String>>;

    /// A text that belongs to this device and to no case.
    fn device_text<'a>(&'a self, name: &'a str) -> Later<'a, Option<String>>;

    fn set_device_text<'a>(&'a self, name: &'a str, text: &'a str) -> Later<'a, ()>;

    /// Keeps the text unless there is one, and gives the one that then stands: of two windows that ask
    /// at once both get the same.
    fn claim_device_text<'a>(&'a self, name: &'a str, text: &'a str) -> Later<'a, String>;

    /// Several texts by their names, in their order.
    fn device_texts<'a>(&'a self, names: &'a [String]) -> Later<'a, Vec<Option<String>>> {
        Box::pin(async move {
            let mut texts = Vec::new();
            for name in names {
                texts.push(self.device_text(name).await?);
            }
            Ok(texts)
        })
    }

    /// Several names and their texts, all of them or, where the backend can, none.
    fn set_device_texts<'a>(&'a self, texts: &'a [(String, String)]) -> Later<'a, ()> {
        Box::pin(async move {
            for (name, text) in texts {
                self.set_device_text(name, text).await?;
            }
            Ok(())
        })
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
}

/// A row to write, and what it may replace.
#[derive(Clone, Debug)]
pub struct Write {
    pub row: Row,
    pub over: Over,
    /// Why what is replaced goes into the quarantine, in the same transaction; `None`: it is an older
    /// state of the same, and goes.
    pub aside: Option<QuarantineReason>,
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
