//! Another library put in the place of the one in use, on the device: all of it or nothing, and the one before stays
//! as a former edition, by which goals go on. Makes no library.

use std::sync::Arc;

use leptos::prelude::*;

use super::books::Books;
use super::own::{self, Source};
use crate::library::{head_of, read};
use crate::storage::{FormerLibrary, Inventory, QuarantineReason, Quarantined, Refused};
use crate::ui::session::{Session, refused};
use crate::wording;

/// Puts a library, or the shipped one where there is none, in the place of `against`. `Err`: why not.
pub(super) async fn replace(
    session: Session,
    books: Books,
    against: &Source,
    library: Option<String>,
) -> Result<(), String> {
    let told = |reason: Refused| match reason {
        Refused::Elsewhere => wording::library_changed_meanwhile().to_owned(),
        reason => refused(&reason),
    };
    let former = former(against).ok_or_else(|| wording::library_broken().to_owned())?;
    let inventory = session.inventory().await.ok_or_else(|| told(Refused::Missing))?;
    let stands = match books.broken.get_untracked() {
        true => set_aside(session, &inventory).await.map_err(told)?,
        false => against.own.then(|| against.text.clone()),
    };
    inventory.replace_library(stands.as_deref(), library, former).await.map_err(told)
}

/// The device's own library that does not read, put where nothing is lost.
async fn set_aside(session: Session, inventory: &Inventory) -> Result<Option<Arc<str>>, Refused> {
    let text = own::own_text(session).await;
    if let Some(raw) = &text {
        let reason = QuarantineReason::from_word("unreadable", "library");
        let item = Quarantined { key: "library".to_owned(), raw: raw.to_string(), reason };
        inventory.set_aside(item).await?;
    }
    Ok(text)
}

fn former(source: &Source) -> Option<FormerLibrary> {
    let text = source.text.to_string();
    if source.own {
        let head = head_of(&source.text)?;
        return Some(FormerLibrary { id: head.id.to_string(), edition: head.edition, text });
    }
    let library = read(source.text.as_bytes()).ok()?.library;
    Some(FormerLibrary { id: library.id.to_string(), edition: library.edition, text })
}

/// Goes back to the shipped library. `Err`: why not.
pub(super) async fn restore(session: Session, books: Books) -> Result<(), String> {
    let not_fetched = || wording::library_not_fetched().to_owned();
    let shipped = own::shipped_text().await.map_err(|_| not_fetched())?;
    let reading = read(shipped.as_bytes()).map_err(|_| not_fetched())?;
    let own = own::own_text(session).await.filter(|_| !books.broken.get_untracked());
    let against = match own {
        Some(text) => Source { text, own: true },
        None => Source { text: shipped, own: false },
    };
    replace(session, books, &against, None).await?;
    books.show(own::indexed(reading.library, false).await, false);
    Ok(())
}
