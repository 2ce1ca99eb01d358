//! What stands before the work: who is here, and their passphrase. Of the work itself nothing is in the
//! page's memory yet.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Entry, act, refusal};
use crate::storage::people::{Entrance, People};
use crate::storage::profile::Profile;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::session::{Gate, refused, session};
use crate::ui::shell::NoticeBar;
use crate::wording;

/// The page.
pub fn door() -> AnyView {
    let session = session();
    view! {
        <main class="door" id="main" tabindex="-1">
            <div class="door-brand"><i aria-hidden="true">"衡"</i><span>"衡评"</span></div>
            <NoticeBar />
            {live(move || match session.gate.get() {
                Some(Gate::Choose) => view! { <Choose /> }.into_any(),
                Some(Gate::Locked(profile)) => view! { <Unlock profile /> }.into_any(),
                None => ().into_any(),
            })}
        </main>
    }
    .into_any()
}

#[component]
fn Choose() -> impl IntoView {
    let session = session();
    let listed = People::here().profiles().to_vec();
    let button = |profile: Profile| {
        let locked = profile.cover.is_some();
        let id = profile.id.clone();
        let enter = move |_| {
            let mut people = People::here();
            people.choose(&id);
            match people.entrance_of(&id) {
                Entrance::Open(space) => session.open_space(space),
                Entrance::Locked(profile) => session.gate.set(Some(Gate::Locked(profile))),
                Entrance::Choose => {}
            }
        };
        view! {
            <li>
                <button type="button" on:click=enter>
                    <b>{wording::profile_name(&profile.name)}</b>
                    {locked.then_some(view! { <span class="why">"有口令"</span> })}
                </button>
            </li>
        }
    };
    view! {
        <section class="sheet door-sheet">
            <h1 id="page-title" tabindex="-1">"请选择使用人"</h1>
            <p class="why">"各人的项目分开存放，互不可见。"</p>
            <ul class="door-list">{listed.into_iter().map(button).collect_view()}</ul>
            <Newcomer />
        </section>
    }
}

/// Somebody who has no space here yet needs nobody else's passphrase to get one.
#[component]
fn Newcomer() -> impl IntoView {
    let session = session();
    let (name, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.with_untracked(|name| name.trim().to_owned());
        let mut people = People::here();
        if typed.is_empty() {
            return wrong.set(wording::name_is_missing().to_owned());
        }
        if people.profiles().iter().any(|profile| wording::profile_name(&profile.name) == typed) {
            return wrong.set(wording::name_is_taken(&typed));
        }
        let id = dom::new_id();
        if let Err(reason) = people.add(&id, &typed) {
            return wrong.set(wording::register_not_written(&refused(&reason)));
        }
        people.choose(&id);
        if let Entrance::Open(space) = people.entrance_of(&id) {
            session.open_space(space);
        }
    };
    view! {
        <details class="people-add">
            <summary>"新建使用人"</summary>
            <form on:submit=add novalidate=true on:keydown=dom::no_submit_while_composing>
                <Entry id="new-name" label="姓名" text=name />
                {refusal(wrong)}
                <div class="acts"><button type="submit">"新建并进入"</button></div>
            </form>
        </details>
    }
}

#[component]
fn Unlock(profile: Profile) -> impl IntoView {
    let session = session();
    let passphrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let name = wording::profile_name(&profile.name);
    // There is one thing to do here.
    dom::focus_quietly_soon("passphrase".to_owned());
    let profile = StoredValue::new(profile);
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(String::new());
        spawn_local(async move {
            let profile = profile.get_value();
            // Held no longer than the key takes.
            let typed = passphrase.get_untracked();
            let key = act::key_of(&typed, profile.cover.as_ref()).await;
            busy.set(false);
            match key.map(|(cipher, ..)| People::unlock(&profile, cipher)) {
                Ok(Some(space)) => {
                    passphrase.set(String::new());
                    session.open_space(space);
                }
                Ok(None) => {
                    wrong.set(wording::wrong_passphrase().to_owned());
                    dom::focus_id("passphrase");
                }
                Err(reason) => wrong.set(reason),
            }
        });
    };
    let other = move |_| {
        People::here().part();
        session.gate.set(Some(Gate::Choose));
    };
    view! {
        <section class="sheet door-sheet">
            <h1 id="page-title" tabindex="-1">{format!("{name}的数据已锁定")}</h1>
            <form on:submit=open novalidate=true on:keydown=dom::no_submit_while_composing>
                <Entry id="passphrase" label="口令" text=passphrase secret=true />
                {refusal(wrong)}
                <div class="acts">
                    <button type="submit" class="go" disabled=move || busy.get()>
                        {live(move || if busy.get() { "正在解锁" } else { "解锁" })}
                    </button>
                    <button type="button" on:click=other>"换使用人"</button>
                </div>
            </form>
        </section>
    }
}
