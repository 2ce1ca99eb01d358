//! Whether the browser promises not to throw the work away, and how much room is left. Plain http
//! pages and older browsers cannot be asked: that is an answer too.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// What the browser says of its storage. `None`: it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Whether what is kept stays until somebody deletes it by hand.
    pub lasting: Option<bool>,
    /// Bytes that can still be kept, roughly.
    pub left: Option<u64>,
}

/// Asks the browser to keep the work for good, and what room there is. Some browsers ask the user.
pub async fn ask() -> Room {
    let Some(manager) = manager() else { return Room::default() };
    let lasting = match manager.persist() {
        Ok(promise) => JsFuture::from(promise).await.ok().and_then(|answer| answer.as_bool()),
        Err(_) => None,
    };
    let left = match manager.estimate() {
        Ok(promise) => JsFuture::from(promise).await.ok().and_then(|estimate| left(&estimate)),
        Err(_) => None,
    };
    Room { lasting, left }
}

fn manager() -> Option<StorageManager> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    Reflect::get(&navigator, &"storage".into()).ok()?.dyn_into().ok()
}

fn left(estimate: &JsValue) -> Option<u64> {
    let bytes = |name: &str| Some(Reflect::get(estimate, &name.into()).ok()?.as_f64()? as u64);
    Some(bytes("quota")?.saturating_sub(bytes("usage")?))
}
