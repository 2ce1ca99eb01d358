//! What can be done with one case, behind a button at the end of its row.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::route::Route;
use crate::ui::dom;
use crate::ui::later::Later;
use crate::ui::session::{CaseLine, session};
use crate::ui::submission::Submission;

#[component]
pub(super) fn RowActions(line: CaseLine) -> impl IntoView {
    let session = session();
    let submission = expect_context::<Submission>();
    let id = StoredValue::new(line.id.clone());
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
            // What had the focus is hidden now.
            let around = menu.try_get_untracked().flatten().and_then(|menu| menu.parent_element());
            if let Some(opener) = around.as_ref().and_then(opener_in) {
                drop(opener.focus());
            }
        }
    };
    let remove = move |_| {
        if let Some(menu) = menu.try_get_untracked().flatten() {
            leave_row(&menu);
        }
        session.remove_case(&id.get_value());
    };
    let (later, has_goal) = (expect_context::<Later>(), line.has_goal);
    let blank = line.score.is_none().then(|| {
        let start = move |_| {
            close();
            let id = id.get_value();
            if has_goal {
                later.fill_from_goal(session, id);
            } else if session.add_blank_form(&id) {
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
    let submit = move |_| {
        close();
        submission.begin(vec![id.get_value()]);
    };
    view! {
        <details class="menu" node_ref=menu on:focusout=left on:keydown=escape>
            <summary aria-label=format!("“{}”的操作", line.name) title="操作">"⋯"</summary>
            <div class="menu-list">
                {blank}
                {csv}
                <button type="button" on:click=submit>"报送包…"</button>
                <button type="button" on:click=json>"导出项目文件（JSON）"</button>
                <button type="button" class="danger" on:click=remove>"删除"</button>
            </div>
        </details>
    }
}

/// The button that opens the menu in a row.
fn opener_in(part: &Element) -> Option<HtmlElement> {
    part.query_selector(".menu summary").ok()??.dyn_into().ok()
}

/// The row goes: the focus to the menu of a row beside it, or to the page's title.
fn leave_row(menu: &Element) {
    let row = menu.closest("tr").ok().flatten();
    let beside = |row: &Element| {
        let next = row.next_element_sibling().and_then(|next| opener_in(&next));
        next.or_else(|| opener_in(&row.previous_element_sibling()?))
    };
    match row.as_ref().and_then(beside) {
        Some(opener) => drop(opener.focus()),
        None => dom::focus_quietly("page-title"),
    }
}
