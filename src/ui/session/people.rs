//! Who is here: the way to a locked space and back out of it. The page of the people and the door are
//! fetched later; this is what the rest of the app needs of them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Notice, Session};
use crate::storage::SaveState as Stored;
use crate::storage::backend::Space;
use crate::storage::keys;
use crate::storage::people::People;
use crate::ui::{dom, idle};
use crate::wording;

impl Session {
    /// The name of who is here; empty while nobody has one.
    pub fn person(self) -> String {
        People::here().current().name.clone()
    }

    /// Everything that was entered is on the device; else what to do about it.
    pub async fn all_kept(self) -> Result<(), String> {
        let Some(store) = self.store() else { return Ok(()) };
        match store.flush().await {
            Stored::Saved { .. } | Stored::Saving | Stored::Unsaved { .. } => Ok(()),
            Stored::Conflict { .. } | Stored::Failed { .. } | Stored::MemoryOnly { .. } => {
                Err(wording::not_all_is_kept().to_owned())
            }
        }
    }

    /// Locks the space again, once everything is kept: the page is loaded anew, with nothing in its memory.
    pub fn lock(self) {
        spawn_local(async move {
            match self.all_kept().await {
                Ok(()) => dom::load_again(),
                Err(reason) => self.notice.set(Some(Notice::bad(reason))),
            }
        });
    }

    /// A space with a passphrase is locked again when nobody touches the page.
    pub(super) fn watch_idle(self) {
        // Read anew each time: the minutes may be changed in any window.
        let minutes = || People::here().current().cover.as_ref().map(|cover| cover.idle);
        if minutes().is_some() {
            idle::watch(minutes, move || self.lock());
        }
    }

    /// Another window has moved this space or wiped it: what this one shows lies nowhere any more.
    pub(super) fn follow_register(self, space: Space) {
        drop(window_event_listener(leptos::ev::storage, move |event| {
            let about_people = event.key().is_none_or(|key| key == keys::REGISTER);
            if about_people && !People::here().profiles().iter().any(|profile| profile.space == space.name())
            {
                dom::load_again();
            }
        }));
    }
}
