//! Where the store keeps things: two contracts, each with a browser's implementation and a twin in
//! memory. A backend moves texts; it knows neither cases nor commands.

mod covered;
mod indexed;
mod local;
mod memory;
mod peers;
mod schema;
mod scoped;
mod space;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use super::overview::{Raw, Shelved};
use super::record::Row;
use super::state::{QuarantineReason, Quarantined, Refused};

pub use covered::{Cipher, CoveredDocuments, CoveredLocal};
pub use indexed::IndexedDocuments;
pub use local::BrowserLocal;
pub use memory::{MemoryDocuments, MemoryLocal};
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

    fn remove(&self, id: &str) -> Later<'_, ()> {
        self.remove_all(vec![id.to_owned()])
    }

    /// Removes rows, all of them or, if the browser refuses, none.
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
