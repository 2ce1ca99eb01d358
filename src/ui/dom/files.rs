//! Handing out a file.

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Hands bytes to the person as a file of this name.
pub fn save_file(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    save_part(name, mime, &js_sys::Uint8Array::from(bytes))
}

/// The same with what the browser holds: bytes, a text, a file.
pub fn save_bytes(name: &str, mime: &str, bytes: &JsValue) -> Result<(), JsValue> {
    save_part(name, mime, bytes)
}

fn save_part(name: &str, mime: &str, part: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_blob_sequence_and_options(&js_sys::Array::of1(part), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has begun by then; an address kept for ever would keep the bytes for ever.
    set_timeout(move || drop(Url::revoke_object_url(&address)), std::time::Duration::from_secs(60));
    Ok(())
}
