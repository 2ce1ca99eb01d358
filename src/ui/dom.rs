//! The few things done to the page by hand: the id a field has, moving the focus, going to a page, keys
//! that belong to an input method. Nothing here panics when the browser refuses.

mod clipboard;
mod device;
mod files;
mod look;

pub use clipboard::copy_text;
pub use device::{
    browser, clock_at, day, day_and_clock_at, ids_in_order, is_file, load_again, load_first_page, new_id,
    now_in_utc, random, today, way_in,
};
pub use files::{save_bytes, save_file};
pub use look::{size_word, theme_word};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, HtmlTextAreaElement, KeyboardEvent, ScrollLogicalPosition};

use crate::domain::place::Place;
use crate::route::Route;

/// The DOM id of the field that stands at a place.
pub fn field_id(place: &Place) -> String {
    format!("f-{}", place.as_str().replace('/', "-"))
}

/// Moves the focus to the field of a place; where there is none, to the nearest part around it, in the
/// end to the page's title.
pub fn focus_place(place: &Place) {
    let mut at = Some(place.clone());
    while let Some(here) = at {
        if focus_id(&field_id(&here)) {
            return;
        }
        at = here.outer();
    }
    focus_id("page-title");
}

/// Moves the focus to the field of a place once that is drawn.
pub fn focus_place_soon(place: Place) {
    soon(field_id(&place), move || focus_place(&place));
}

/// The same, with all that stands in the field selected: what is typed takes its place.
pub fn select_place_soon(place: Place) {
    soon(field_id(&place), move || {
        focus_place(&place);
        let focused = document().active_element();
        if let Some(field) = focused.and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok()) {
            field.select();
        }
    });
}

/// Focuses an element once it is drawn, without scrolling to it.
pub fn focus_quietly_soon(id: String) {
    soon(id.clone(), move || focus_quietly(&id));
}

/// Does it once what was just changed is drawn, where that takes no more than the effects already woken; and at the
/// next frame where the element is not there even then.
fn soon(id: String, act: impl FnOnce() + 'static) {
    once_drawn(move || match element(&id) {
        Some(_) => act(),
        None => request_animation_frame(act),
    });
}

/// Does it once the effects that were woken have drawn, yet before the next key: one that is pressed before the focus
/// has moved would go to the old field.
pub fn once_drawn(act: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        for _ in 0..DRAWN_WITHIN {
            leptos::task::tick().await;
        }
        act();
    });
}

/// Turns of the queue of effects: what a part draws may hold a part that is drawn by an effect of its own.
const DRAWN_WITHIN: usize = 3;

/// Scrolls to an element and focuses it; one that is folded up is opened. `false` if there is none.
pub fn focus_id(id: &str) -> bool {
    let Some(element) = element(id) else { return false };
    if element.tag_name() == "DETAILS" {
        // Refused only by a broken page, and then it merely stays folded.
        drop(element.set_attribute("open", ""));
    }
    let window_height = document().document_element().map_or(0, |root| root.client_height());
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(match element.offset_height() < window_height {
        true => ScrollLogicalPosition::Center,
        false => ScrollLogicalPosition::Start,
    });
    element.scroll_into_view_with_scroll_into_view_options(&options);
    element.focus().is_ok()
}

/// Focuses an element without scrolling to it, so the page does not jump.
pub fn focus_quietly(id: &str) {
    if let Some(element) = element(id) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A page that cannot take the focus keeps it where it was.
        drop(element.focus_with_options(&options));
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Goes to a page.
pub fn go(route: &Route) {
    // Refused only while the page goes away.
    drop(window().location().set_hash(&route.to_string()));
}

/// Enter that ends a composition must not submit a form.
pub fn no_submit_while_composing(event: KeyboardEvent) {
    if event.key() == "Enter" && is_composing(&event) {
        event.prevent_default();
    }
}

/// Whether a key belongs to an input method that is still composing.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}
