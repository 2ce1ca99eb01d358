//! The few things done to the page by hand: the id a field has, moving the focus, time and ids,
//! handing out a file. Nothing here panics when the browser refuses.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, FocusOptions, HtmlAnchorElement, HtmlElement, KeyboardEvent, Url};

use crate::domain::place::Place;
use crate::route::Route;
use crate::storage::{Theme, TypeSize};

/// The DOM id of the field that stands at a place.
pub fn field_id(place: &Place) -> String {
    format!("f-{}", place.as_str().replace('/', "-"))
}

/// Moves the focus to the field of a place; where there is none, to the nearest section around it.
/// `false` if the page shows neither.
pub fn focus_place(place: &Place) -> bool {
    let mut path = place.as_str();
    loop {
        if focus_id(&format!("f-{}", path.replace('/', "-"))) {
            return true;
        }
        match path.rsplit_once('/') {
            Some((outer, _)) => path = outer,
            None => return false,
        }
    }
}

/// Scrolls to an element and focuses it.
pub fn focus_id(id: &str) -> bool {
    let found = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(element) = found else { return false };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    element.focus().is_ok()
}

/// Focuses an element without scrolling to it, so the page does not jump.
pub fn focus_quietly(id: &str) {
    let found = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = found {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A page that cannot take the focus keeps it where it was.
        drop(element.focus_with_options(&options));
    }
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

/// A moment of the browser's clock, in milliseconds since 1970, as local time `14:03:22`.
pub fn clock_at(millis: i64) -> String {
    // Milliseconds of this millennium are far below 2^53.
    let at = js_sys::Date::new(&JsValue::from_f64(millis as f64));
    format!("{:02}:{:02}:{:02}", at.get_hours(), at.get_minutes(), at.get_seconds())
}

/// The browser by name and core version, as people know it: `Chromium 126`.
pub fn browser() -> String {
    let agent = window().navigator().user_agent().unwrap_or_default();
    let known = [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chromium"), ("Version/", "Safari")];
    let version = |mark: &str| {
        let after = agent.split(mark).nth(1)?;
        Some(after.chars().take_while(char::is_ascii_digit).collect::<String>())
    };
    let found = known.iter().find_map(|(mark, name)| Some(format!("{name} {}", version(mark)?)));
    found.unwrap_or_else(|| "当前浏览器".to_owned())
}

pub fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Contrast => "contrast",
    }
}

pub fn size_word(size: TypeSize) -> &'static str {
    match size {
        TypeSize::Normal => "normal",
        TypeSize::Large => "large",
        TypeSize::Larger => "larger",
    }
}

/// The day as `20240131`, for file names.
pub fn day() -> String {
    let now = js_sys::Date::new_0();
    format!("{}{:02}{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// A new id: the time in milliseconds, then random bytes, in hex. Sorts by age.
pub fn new_id() -> String {
    let mut random = [0_u8; 10];
    let filled = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut random));
    if filled.is_err() {
        // Without a source of randomness the time still tells ids of one device apart.
        let tick = js_sys::Math::random().to_bits().to_le_bytes();
        for (slot, byte) in random.iter_mut().zip(tick) {
            *slot = byte;
        }
    }
    let tail: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{:012x}{tail}", js_sys::Date::now() as u64)
}

/// Hands bytes to the person as a file of this name.
pub fn save_file(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has begun by then; an address kept for ever would keep the bytes for ever.
    set_timeout(move || drop(Url::revoke_object_url(&address)), std::time::Duration::from_secs(60));
    Ok(())
}
