//! The indicator library on this page: read and indexed once, and what this person keeps of it: favourites and what was
//! picked last.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::own::{self, Former};
use crate::domain::from_json::from_json;
use crate::library::{Index, Library};
use crate::ui::session::Session;

/// The device text of favourites and recent ones.
const NOTES: &str = "library/notes";
/// Codes that are remembered as picked last.
const RECENT: usize = 30;

/// A library with its index.
pub(in crate::ui) struct Book {
    pub library: Library,
    pub index: Index,
    /// It is this device's own, not the shipped one.
    pub own: bool,
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
    /// The device's own does not read: the shipped one stands in for it.
    pub broken: RwSignal<bool>,
    /// Entries of earlier editions.
    pub former: Former,
    pub notes: RwSignal<Notes>,
}

thread_local! {
    /// The book of this page, so that it is indexed once.
    static BOOK: RefCell<Option<Arc<Book>>> = const { RefCell::new(None) };
    static BROKEN: RefCell<bool> = const { RefCell::new(false) };
}

impl Books {
    pub fn new(session: Session) -> Self {
        let books = Self {
            session,
            book: RwSignal::new(BOOK.with_borrow(Clone::clone)),
            missing: RwSignal::new(false),
            broken: RwSignal::new(BROKEN.with_borrow(Clone::clone)),
            former: Former::new(),
            notes: RwSignal::new(Notes::default()),
        };
        // What the device has of its own is known once its storage is open.
        Effect::new(move |_| {
            if session.ready.get() {
                books.fetch();
                books.read_notes();
            }
        });
        books
    }

    /// Asks for the library unless it is here.
    pub fn fetch(self) {
        if self.book.with_untracked(Option::is_some) {
            return;
        }
        self.missing.set(false);
        spawn_local(async move {
            match own::load(self.session).await {
                Ok((book, broken)) => self.show(book, broken),
                Err(_) => drop(self.missing.try_set(true)),
            }
        });
    }

    /// From now on this one is used; `broken`: in place of one that does not read.
    pub(super) fn show(self, book: Book, broken: bool) {
        let book = Arc::new(book);
        BROKEN.set(broken);
        // The page may be gone by now.
        let _: Option<bool> = self.broken.try_set(broken);
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
