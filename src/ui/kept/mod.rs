//! 存储与备份: what lies on this device and how safe it is there, the way out in one file and the way back.
//! What it shows of the records it takes as texts, so that it stands when no case can be read.

mod backup;
mod beside;
mod device;
mod exits;
mod files;
mod question;
mod records;
mod restore;
mod staged;
mod stored;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dom;
use super::parts::node::{node, said, words};
use super::parts::{PageHead, PlaceStep};
use super::session::{Session, refused, session};
use crate::storage::backend::Held;
use crate::storage::overview::{self, Listed, Raw};
use crate::storage::room::Room;
use crate::storage::{Guarantees, Inventory, Overview};

/// What the page shows, as last looked at.
#[derive(Clone, Copy)]
struct Kept {
    session: Session,
    seen: RwSignal<Option<Arc<Seen>>>,
    room: RwSignal<Room>,
}

/// What lies on the device.
struct Seen {
    overview: Overview,
    raw: Vec<Raw>,
    listed: Vec<Listed>,
    guarantees: Guarantees,
    /// All files of evidence.
    files: Vec<Held>,
    /// Those that nothing names any more; none where it cannot be told.
    unnamed: Vec<Held>,
    /// Why the database could not be read.
    fault: Option<String>,
}

/// The page.
pub fn page() -> AnyView {
    let session = session();
    let kept = Kept { session, seen: RwSignal::new(None), room: RwSignal::new(Room::default()) };
    Effect::new(move |_| {
        session.save_state.track();
        session.cases.track();
        if session.ready.get() {
            kept.look();
        }
    });
    // Another window may have made a backup; before the store is open the start counts.
    if session.ready.get_untracked() {
        spawn_local(session.count_copies());
    }
    let place = Signal::derive(|| vec![PlaceStep::here("本机"), PlaceStep::here("存储与备份")]);
    let work =
        vec![stored::section(kept), backup::section(kept, restore::picker(kept)), records::section(kept)];
    let work = node("div", &[("class", "stack")], work);
    let device = node("aside", &[("class", "stack")], vec![device::section(kept), exits::section()]);
    view! {
        <PageHead title="存储与备份" place=place />
        {node("div", &[("class", "cols kept")], vec![work, device])}
    }
    .into_any()
}

impl Kept {
    /// Looks at the device again.
    fn look(self) {
        spawn_local(self.look_now());
    }

    async fn look_now(self) {
        let Some(store) = self.session.store() else { return };
        let inventory = Inventory::open(&store).await;
        self.room.set(inventory.room().await);
        let (raw, fault) = match inventory.raw().await {
            Ok(raw) => (raw, None),
            Err(reason) => (Vec::new(), Some(refused(&reason))),
        };
        let shelved = inventory.shelved().await.unwrap_or_default();
        let backed_up_at = inventory.copies().await.at;
        let (files, unnamed) = self.files(&inventory).await;
        let seen = Seen {
            overview: Overview { backed_up_at, ..Overview::of(&raw) },
            listed: overview::listed(raw.clone(), &shelved),
            raw,
            guarantees: store.guarantees(),
            files,
            unnamed,
            fault,
        };
        self.seen.set(Some(Arc::new(seen)));
    }

    /// The files of evidence, and those of them that nothing names.
    async fn files(self, inventory: &Inventory) -> (Vec<Held>, Vec<Held>) {
        let Ok(parts) = inventory.parts().await else { return Default::default() };
        let held = parts.held().await.unwrap_or_default();
        let Ok(mut named) = inventory.named().await else { return (held, Vec::new()) };
        self.session.name_steps(&mut named);
        let unnamed = held.iter().filter(|held| !named.has(&held.hex)).cloned().collect();
        (held, unnamed)
    }
}

impl Seen {
    /// How many files something names, and their bytes.
    fn files_in_use(&self) -> (usize, u64) {
        let bytes = |files: &[Held]| files.iter().fold(0, |sum: u64, held| sum.saturating_add(held.size));
        let count = self.files.len().saturating_sub(self.unnamed.len());
        (count, bytes(&self.files).saturating_sub(bytes(&self.unnamed)))
    }
}

/// A named figure or word of a list of facts.
fn fact(term: &'static str, fact: Vec<AnyView>) -> AnyView {
    node("div", &[], vec![said("dt", "", term), node("dd", &[], fact)])
}

/// One part of the page under its heading.
fn sheet(id: &'static str, title: &'static str, body: Vec<AnyView>) -> AnyView {
    let head = node("h2", &[("id", id)], vec![words(title)]);
    let head = node("div", &[("class", "sheet-head")], vec![head]);
    let all = std::iter::once(head).chain(body).collect();
    node("section", &[("class", "sheet"), ("aria-labelledby", id)], all)
}

/// A field for a passphrase; Enter goes on.
fn password(
    id: &'static str,
    label: &'static str,
    kind: &'static str,
    text: RwSignal<String>,
    go_on: impl Fn() + 'static,
) -> AnyView {
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !dom::is_composing(&event) {
            go_on();
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="password"
                autocomplete=kind
                maxlength="200"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=key
            />
        </div>
    }
    .into_any()
}

/// A choice to tick, with what it means.
fn tick(on: RwSignal<bool>, label: String) -> AnyView {
    view! {
        <label class="option">
            <input type="checkbox" prop:checked=move || on.get() on:change=move |event| on.set(event_target_checked(&event)) />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
