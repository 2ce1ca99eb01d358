//! 使用人: the people who share this device: who is here, the passphrase of their space, and leaving the
//! device for good. Fetched when it is first shown, as the door is that stands before a locked space.

mod act;
mod door;
mod leave;
mod list;
mod passphrase;

pub use door::door;

use leptos::prelude::*;

use super::parts::{PageHead, PlaceStep};
use crate::storage::people::People;
use crate::ui::parts::live::live;
use crate::ui::session::session;
use leave::Leaving;
use list::Everyone;
use passphrase::Passphrase;

/// The page.
pub fn page() -> AnyView {
    let place = Signal::derive(|| vec![PlaceStep::here("本机"), PlaceStep::here("使用人")]);
    let session = session();
    let profile = People::here().current().clone();
    let covered = profile.cover.is_some();
    view! {
        <PageHead title="使用人" place=place>
            {covered.then(|| view! { <button type="button" id="lock-now" on:click=move |_| session.lock()>"立即锁定"</button> })}
        </PageHead>
        <div class="people">
            <Everyone />
            <Passphrase profile />
            <Leaving />
        </div>
    }
    .into_any()
}

/// What was refused, beside what was asked.
fn refusal(text: RwSignal<String>) -> impl IntoView {
    view! { <p class="wrong" role="alert">{live(move || text.get())}</p> }
}

/// A field for a passphrase or a name.
#[component]
fn Entry(
    id: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    #[prop(optional)] secret: bool,
) -> impl IntoView {
    let kind = if secret { "password" } else { "text" };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                autocomplete="off"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
    }
}
