//! Growing fields that hold a single text, as the cells of a spreadsheet do: reached by Tab, what stands there is
//! selected, as a browser does in an input; a cell pasted from a spreadsheet comes without its line break.

use std::cell::Cell;

use leptos::prelude::*;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};

/// A longer text is not wiped out by the first key.
const SHORT: usize = 40;

thread_local! {
    static BY_TAB: Cell<bool> = const { Cell::new(false) };
}

/// Learns what moves the focus. Once, at the root.
pub fn watch_tab() {
    // Both listen as long as the page lives.
    drop(window_event_listener(leptos::ev::keydown, |event| BY_TAB.set(event.key() == "Tab")));
    drop(window_event_listener(leptos::ev::pointerdown, |_| BY_TAB.set(false)));
}

/// Selects a short text that the focus has come to by Tab: what is typed takes its place.
pub(super) fn focused(area: &HtmlTextAreaElement) {
    let text = area.value();
    if BY_TAB.take() && text.chars().count() <= SHORT && !text.contains('\n') {
        area.select();
    }
}

/// Puts a single pasted cell in, without the line break that a spreadsheet sets behind it. False where it is none, and
/// the browser pastes.
pub(super) fn pasted(event: &ClipboardEvent, area: &HtmlTextAreaElement) -> bool {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    let cell = text.trim_end_matches(['\r', '\n']);
    if cell.len() == text.len() || cell.is_empty() || cell.contains(['\t', '\n']) || area.read_only() {
        return false;
    }
    event.prevent_default();
    let end = area.selection_end().ok().flatten().unwrap_or_default();
    let start = area.selection_start().ok().flatten().unwrap_or(end);
    if area.set_range_text(cell).is_err() {
        return false;
    }
    // Refused only by a broken page, and then the caret stands before what was pasted.
    let after = start + cell.encode_utf16().count() as u32;
    drop(area.set_selection_range(after, after));
    true
}
