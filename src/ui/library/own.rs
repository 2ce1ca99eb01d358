//! Which library this device uses: its own where one was taken over, else the shipped one; and entries of editions
//! that were in use before. Read in slices, as a province's library is long.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::books::Book;
use crate::domain::library::LibraryLink;
use crate::library::{Builder, KeptReader, Library, LibraryIndicator, entry_in, read};
use crate::storage::Pauses;
use crate::ui::later::NotFetched;
use crate::ui::packs;
use crate::ui::session::Session;

/// The shipped library.
const SHIPPED: &str = "indicators.json";
/// Entries read or indexed between two looks at the clock.
const STEP: usize = 100;

/// The library in use as text.
#[derive(Clone)]
pub(super) struct Source {
    pub text: Arc<str>,
    /// It is this device's own.
    pub own: bool,
}

/// What the device keeps instead of the shipped library; none where it cannot say.
pub(super) async fn own_text(session: Session) -> Option<Arc<str>> {
    let inventory = session.inventory().await?;
    inventory.own_library().await.ok().flatten().map(Arc::from)
}

pub(super) async fn shipped_text() -> Result<Arc<str>, NotFetched> {
    packs::text(SHIPPED).await.map(Arc::from)
}

/// The library in use, and whether the device's own could not be read, which stays where it is.
pub(super) async fn load(session: Session) -> Result<(Book, bool), NotFetched> {
    let own = own_text(session).await;
    if let Some(text) = &own
        && let Some(library) = kept(text).await
    {
        return Ok((indexed(library, true).await, false));
    }
    let reading = read(shipped_text().await?.as_bytes()).map_err(|_| NotFetched)?;
    Ok((indexed(reading.library, false).await, own.is_some()))
}

/// A library from its lines; none where it does not read as a whole: part of one would tell goals that the rest is
/// gone.
pub(super) async fn kept(text: &str) -> Option<Library> {
    let (mut reader, mut pauses) = (KeptReader::begin(text)?, Pauses::begin());
    while reader.step(STEP) {
        pauses.pause().await;
    }
    let reading = reader.finish();
    let whole = reading.refused.is_empty() && !reading.library.entries().is_empty();
    whole.then_some(reading.library)
}

/// Indexes a library in slices between which the page answers.
pub(super) async fn indexed(library: Library, own: bool) -> Book {
    let (mut builder, mut pauses) = (Builder::new(), Pauses::begin());
    while builder.step(&library, STEP) {
        pauses.pause().await;
    }
    Book { library, index: builder.finish(), own }
}

/// Entries as they were in the editions that rows were picked from. One that nobody has is known as none.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Former(RwSignal<HashMap<LibraryLink, Option<Arc<LibraryIndicator>>>>);

impl Former {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(HashMap::new()))
    }

    /// The entry; the outer `None` while it is looked for.
    pub fn of(self, link: &LibraryLink) -> Option<Option<Arc<LibraryIndicator>>> {
        self.0.with(|known| known.get(link).cloned())
    }

    /// Looks for the entries that are not known yet.
    pub fn look(self, session: Session, links: Vec<LibraryLink>) {
        let known = |link: &LibraryLink| self.0.with_untracked(|known| known.contains_key(link));
        let links: Vec<LibraryLink> = links.into_iter().filter(|link| !known(link)).collect();
        if links.is_empty() {
            return;
        }
        spawn_local(async move {
            let (mut found, mut pauses) = (HashMap::new(), Pauses::begin());
            let mut texts: HashMap<(String, String), Option<Arc<str>>> = HashMap::new();
            for link in links {
                let place = (link.library.to_string(), link.edition.clone());
                if !texts.contains_key(&place) {
                    let text = edition_text(session, &place.0, &place.1).await;
                    texts.insert(place.clone(), text);
                }
                let text = texts.get(&place).cloned().flatten();
                let entry = text.and_then(|text| entry_in(&text, &link.code)).map(Arc::new);
                found.insert(link, entry);
                pauses.pause().await;
            }
            // The page may be gone by now.
            let _: Option<()> = self.0.try_update(|known| known.extend(found));
        });
    }
}

async fn edition_text(session: Session, id: &str, edition: &str) -> Option<Arc<str>> {
    session.inventory().await?.former_library(id, edition).await.ok().flatten().map(Arc::from)
}
