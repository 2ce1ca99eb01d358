//! The keyboard of the goal page: Alt and the arrows move a row, Ctrl+Enter adds one, `/` opens the library from an
//! empty field. Nothing is done while an input method composes.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::desk::{Beside, Desk};
use crate::ui::dom;
use crate::ui::selfeval::move_in_column;

pub(super) fn pressed(desk: Desk, event: &KeyboardEvent) {
    if dom::is_composing(event) || event.default_prevented() {
        return;
    }
    let row = desk.at.get_untracked();
    match (event.key().as_str(), event.alt_key(), event.ctrl_key() || event.meta_key()) {
        ("ArrowUp" | "ArrowDown", true, false) => {
            if let Some(row) = row {
                let focused = document().active_element();
                desk.move_by(&row, event.key() == "ArrowDown");
                // The row is moved in the page, and a moved element loses the focus.
                request_animation_frame(move || {
                    let focused = focused.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
                    focused.into_iter().for_each(|element| drop(element.focus()));
                });
                event.prevent_default();
            }
        }
        ("Enter", false, true) => {
            drop(desk.add_row(row.as_ref()));
            event.prevent_default();
        }
        ("/", false, false) if in_empty_field(event) => {
            desk.beside.set(Beside::Library);
            event.prevent_default();
        }
        _ => move_in_column(event),
    }
}

/// A field of text in which nothing stands; a figure's `/` says that there is none.
fn in_empty_field(event: &KeyboardEvent) -> bool {
    let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
    area.is_some_and(|area| {
        area.value().is_empty() && area.get_attribute("data-column").as_deref() == Some("name")
    })
}
