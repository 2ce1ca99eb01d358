//! The indicator library on this page: fetched and indexed once, and what this person keeps of it: favourites and what
//! was picked last.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use crate::domain::from_json::from_json;
use crate::library::{Builder, Index, Library, read};
use crate::storage::Pauses;
use crate::ui::packs;
use crate::ui::session::Session;

/// The shipped library.
const SHIPPED: &str = "indicators.json";
/// The device text of favourites and recent ones.
const NOTES: &str = "library/notes";
/// Entries indexed between two pauses.
const STEP: usize = 250;
/// Codes that are remembered as picked last.
const RECENT: usize = 30;

/// A library with its index.
pub(in crate::ui) struct Book {
    pub library: Library,
    pub index: Index,
}

/// What this person keeps of the library, by code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::ui) struct Notes {
    #[serde(default)]
    pub favourite: Vec<String>,
    /// The last one first.
    #[serde(default)]
    pub recent: Vec<String>,
}

/// The library as far as it has come.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Books {
    session: Session,
    pub book: RwSignal<Option<Arc<Book>>>,
    /// It did not come.
    pub missing: RwSignal<bool>,
    pub notes: RwSignal<Notes>,
}

thread_local! {
    /// The book of this page, so that it is indexed once.
    static BOOK: RefCell<Option<Arc<Book>>> = const { RefCell::new(None) };
}

impl Books {
    pub fn new(session: Session) -> Self {
        let books = Self {
            session,
            book: RwSignal::new(BOOK.with_borrow(Clone::clone)),
            missing: RwSignal::new(false),
            notes: RwSignal::new(Notes::default()),
        };
        books.fetch();
        books.read_notes();
        books
    }

    /// Asks for the library unless it is here.
    pub fn fetch(self) {
        if self.book.with_untracked(Option::is_some) {
            return;
        }
        self.missing.set(false);
        spawn_local(async move {
            let read = packs::text(SHIPPED).await.ok().and_then(|text| read(text.as_bytes()).ok());
            match read {
                Some(reading) => self.show(indexed(reading.library).await),
                None => drop(self.missing.try_set(true)),
            }
        });
    }

    fn show(self, book: Book) {
        let book = Arc::new(book);
        BOOK.set(Some(book.clone()));
        drop(self.book.try_set(Some(book)));
    }

    fn read_notes(self) {
        spawn_local(async move {
            let Some(inventory) = self.session.inventory().await else { return };
            let text = inventory.device_text(NOTES).await.ok().flatten();
            if let Some(notes) = text.and_then(|text| from_json::<Notes>(&text).ok()) {
                drop(self.notes.try_set(notes));
            }
        });
    }

    pub fn is_favourite(self, code: &str) -> bool {
        self.notes.with(|notes| notes.favourite.iter().any(|own| own == code))
    }

    /// Makes an entry a favourite, or no longer.
    pub fn turn_favourite(self, code: &str) {
        self.notes.update(|notes| match notes.favourite.iter().position(|own| own == code) {
            Some(at) => drop(notes.favourite.remove(at)),
            None => notes.favourite.insert(0, code.to_owned()),
        });
        self.write_notes();
    }

    /// Remembers what was picked.
    pub fn note_picked(self, code: &str) {
        self.notes.update(|notes| {
            notes.recent.retain(|own| own != code);
            notes.recent.insert(0, code.to_owned());
            notes.recent.truncate(RECENT);
        });
        self.write_notes();
    }

    fn write_notes(self) {
        let text = self.notes.with_untracked(serde_json::to_string).unwrap_or_default();
        spawn_local(async move {
            if let Some(inventory) = self.session.inventory().await {
                // A convenience: where it is not kept, it lasts as long as the window.
                drop(inventory.set_device_text(NOTES, &text).await);
            }
        });
    }
}

/// Indexes a library in slices between which the page answers.
async fn indexed(library: Library) -> Book {
    let (mut builder, mut pauses) = (Builder::new(), Pauses::begin());
    while builder.step(&library, STEP) {
        pauses.pause().await;
    }
    Book { library, index: builder.finish() }
}
