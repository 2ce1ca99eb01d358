//! Packs that lie beside the page as files, fetched when first needed; in the one file they lie in it. Knows no pack.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::later::NotFetched;
use super::workers::address;

/// The text of a file of `packs/`.
pub(super) async fn text(name: &str) -> Result<String, NotFetched> {
    let place = address(&format!("packs/{name}")).await.map_err(|_| NotFetched)?;
    let response = JsFuture::from(window().fetch_with_str(&place)).await;
    let response: web_sys::Response = response.and_then(JsCast::dyn_into).map_err(|_| NotFetched)?;
    if !response.ok() {
        return Err(NotFetched);
    }
    let text = JsFuture::from(response.text().map_err(|_| NotFetched)?).await;
    text.ok().and_then(|text| text.as_string()).ok_or(NotFetched)
}
