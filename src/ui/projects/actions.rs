//! What can be done with one case, behind a button at the end of its row.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::route::Route;
use crate::ui::dom;
use crate::ui::session::{CaseLine, session};

#[component]
pub(super) fn RowActions(line: CaseLine) -> impl IntoView {
    let session = session();
    let menu: NodeRef<html::Details> = NodeRef::new();
    let close = move || {
        if let Some(menu) = menu.try_get_untracked().flatten() {
            menu.set_open(false);
        }
    };
    let left = move |event: leptos::ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if let Some(menu) = menu.try_get_untracked().flatten()
            && !menu.contains(to.as_ref())
        {
            menu.set_open(false);
        }
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !dom::is_composing(&event) {
            close();
        }
    };
    let id = StoredValue::new(line.id.clone());
    let blank = line.score.is_none().then(|| {
        let start = move |_| {
            close();
            let id = id.get_value();
            if session.add_blank_form(&id) {
                dom::go(&Route::SelfEvaluation(id));
            }
        };
        view! { <button type="button" on:click=start>"填自评表"</button> }
    });
    let csv = line.score.is_some().then(|| {
        let export = move |_| {
            close();
            session.export_csv_of(&id.get_value());
        };
        view! { <button type="button" on:click=export>"导出自评表（CSV）"</button> }
    });
    let json = move |_| {
        close();
        session.export_json(&id.get_value());
    };
    view! {
        <details class="menu" node_ref=menu on:focusout=left on:keydown=escape>
            <summary aria-label=format!("“{}”的操作", line.name) title="操作">"⋯"</summary>
            <div class="menu-list">
                {blank}
                {csv}
                <button type="button" on:click=json>"导出项目文件（JSON）"</button>
                <button type="button" class="danger" on:click=move |_| session.remove_case(&id.get_value())>
                    "删除"
                </button>
            </div>
        </details>
    }
}
