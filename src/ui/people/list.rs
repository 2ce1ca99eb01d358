//! Who has a space on this device: changing to another, adding one, naming oneself.

use leptos::prelude::*;

use super::{Entry, act, refusal};
use crate::storage::people::People;
use crate::storage::profile::Profile;
use crate::ui::dom;
use crate::ui::session::refused;
use crate::wording;

#[component]
pub(super) fn Everyone() -> impl IntoView {
    let people = People::here();
    let current = people.current().clone();
    let wrong = RwSignal::new(String::new());
    let id = current.id.clone();
    let row = |profile: Profile| {
        let here = profile.id == id;
        let to = profile.id.clone();
        let change = move |_| act::change_to(to.clone(), wrong);
        let action = if here {
            view! { <span class="tag">"当前"</span> }.into_any()
        } else {
            view! { <button type="button" class="small" on:click=change>"换到"</button> }.into_any()
        };
        view! {
            <tr>
                <th scope="row">{wording::profile_name(&profile.name)}</th>
                <td>{if profile.cover.is_some() { "有口令，已加密" } else { "无口令" }}</td>
                <td class="row-acts">{action}</td>
            </tr>
        }
    };
    let rows = people.profiles().iter().cloned().map(row).collect_view();
    view! {
        <section class="sheet" aria-labelledby="people-list">
            <div class="sheet-head"><h2 id="people-list">"本机的使用人"</h2></div>
            <div class="sheet-body">
                <p class="why">"多人共用一台电脑时，各人的项目、草稿和签章分开存放，互不可见。"</p>
                <table class="people-table">
                    <thead><tr><th scope="col">"姓名"</th><th scope="col">"口令"</th><th scope="col"><span class="sr">"操作"</span></th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <Adding current wrong />
                {refusal(wrong)}
            </div>
        </section>
    }
}

/// Adds somebody. Who is here already says their own name with it, so that the two can be told apart.
#[component]
fn Adding(current: Profile, wrong: RwSignal<String>) -> impl IntoView {
    let (own, new) = (RwSignal::new(current.name.clone()), RwSignal::new(String::new()));
    let id = current.id;
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let (own, new) = (text(own), text(new));
        let mut people = People::here();
        let taken = people.profiles().iter().any(|profile| profile.id != id && profile.name == new);
        if own.is_empty() || new.is_empty() {
            return wrong.set(wording::names_are_missing().to_owned());
        }
        if taken || own == new {
            return wrong.set(wording::name_is_taken(&new));
        }
        let to = dom::new_id();
        match people.rename(&id, &own).and_then(|()| people.add(&to, &new)) {
            Ok(()) => act::change_to(to, wrong),
            Err(reason) => wrong.set(wording::register_not_written(&refused(&reason))),
        }
    };
    view! {
        <details class="people-add">
            <summary>"新建使用人"</summary>
            <form on:submit=add novalidate=true on:keydown=dom::no_submit_while_composing>
                <Entry id="own-name" label="现有内容的使用人" text=own />
                <Entry id="new-name" label="新的使用人" text=new />
                <button type="submit" class="go">"新建并换到"</button>
            </form>
        </details>
    }
}
