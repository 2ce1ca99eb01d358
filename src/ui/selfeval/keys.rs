//! The keyboard of the page: Enter and the arrows move along a column, Ctrl+Z and Ctrl+Y go back and
//! forth. Nothing is done while an input method composes.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

use crate::ui::dom;
use crate::ui::session::Session;

/// A field is one line high if it is not higher than this, in CSS pixels at the largest type.
const ONE_LINE: i32 = 48;

/// Undo and redo, wherever the focus is on the page. In a dialog over it, or in a box that keeps its own text
/// until it is left, nothing is undone: the browser's own undo would reach a field elsewhere.
pub(in crate::ui) fn history(session: Session, event: &KeyboardEvent) {
    if dom::is_composing(event) || event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
        return;
    }
    let box_of_text = |target: web_sys::EventTarget| {
        target.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() != "checkbox")
    };
    let over_the_page = document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
    let elsewhere = over_the_page || event.target().is_some_and(box_of_text);
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z" | "y", _) if elsewhere => {}
        ("z", false) => session.undo(),
        ("y", false) | ("z", true) => session.redo(),
        _ => return,
    }
    event.prevent_default();
}

/// Moves between the fields of one column inside the element that listens. Where there is no further one, whether it was
/// asked for forwards.
pub(in crate::ui) fn move_in_column(event: &KeyboardEvent) -> Option<bool> {
    if dom::is_composing(event) || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok())?;
    let column = area.get_attribute("data-column").unwrap_or_default();
    let forward = match (event.key().as_str(), event.shift_key()) {
        ("Enter", false) => true,
        ("ArrowDown", false) if leaves(&area, true) => true,
        ("ArrowUp", false) if leaves(&area, false) => false,
        _ => return None,
    };
    let figure = area.get_attribute("inputmode").is_some_and(|mode| mode == "decimal");
    if column.is_empty() {
        // A figure has one line.
        if figure && event.key() == "Enter" {
            event.prevent_default();
        }
        return None;
    }
    event.prevent_default();
    let listener = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(next) = listener.and_then(|table| neighbour(&table, &area, &column, forward)) else {
        return Some(forward);
    };
    // A field that cannot take the focus leaves it where it is.
    drop(next.focus());
    next.select();
    None
}

/// In a field of several lines the arrows move inside it first.
fn leaves(area: &HtmlTextAreaElement, down: bool) -> bool {
    if HtmlElement::offset_height(area) <= ONE_LINE {
        return true;
    }
    let caret = area.selection_end().ok().flatten().unwrap_or(0);
    let length = u32::try_from(area.value().encode_utf16().count()).unwrap_or(u32::MAX);
    if down { caret >= length } else { caret == 0 }
}

fn neighbour(
    table: &Element,
    from: &HtmlTextAreaElement,
    column: &str,
    forward: bool,
) -> Option<HtmlTextAreaElement> {
    let fields = table.query_selector_all(&format!("textarea[data-column='{column}']")).ok()?;
    let at =
        (0..fields.length()).find(|i| fields.item(*i).is_some_and(|node| node.is_same_node(Some(from))))?;
    let next = if forward { at.checked_add(1)? } else { at.checked_sub(1)? };
    fields.item(next)?.dyn_into().ok()
}
