//! Putting text on the clipboard where a page may not ask for it: on a plain host there is no `navigator.clipboard`,
//! so the browser is made to copy and handed the text while it does.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ClipboardEvent, HtmlDocument};

/// Copies a text; whether the browser did. Works only while a click or a key is being answered.
pub fn copy_text(text: &str) -> bool {
    let Ok(page) = document().dyn_into::<HtmlDocument>() else { return false };
    let (text, taken) = (text.to_owned(), Rc::new(Cell::new(false)));
    let took = taken.clone();
    let listener = Closure::<dyn FnMut(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        let Some(data) = event.clipboard_data() else { return };
        took.set(data.set_data("text/plain", &text).is_ok());
        event.prevent_default();
        event.stop_propagation();
    });
    let listener = listener.as_ref().unchecked_ref();
    if page.add_event_listener_with_callback_and_bool("copy", listener, true).is_err() {
        return false;
    }
    let copied = page.exec_command("copy").unwrap_or(false);
    let removed = page.remove_event_listener_with_callback_and_bool("copy", listener, true);
    copied && taken.get() && removed.is_ok()
}
