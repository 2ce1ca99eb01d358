//! Whether the browser promises not to throw the work away, and how much room there is. Plain http
//! pages and older browsers cannot be asked: that is an answer too.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

use super::overview;

/// What the browser says of its storage. `None`: it does not say. Sizes are bytes, roughly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Whether what is kept stays until somebody deletes it by hand.
    pub persisted: Option<bool>,
    pub used: Option<u64>,
    /// Used and still free.
    pub quota: Option<u64>,
}

impl Room {
    /// Bytes that are still free, as far as the browser tells.
    pub fn free(self) -> Option<u64> {
        Some(self.quota?.saturating_sub(self.used?))
    }

    /// Whether so little is free that somebody should be told.
    pub fn is_short(self) -> bool {
        self.used.zip(self.quota).is_some_and(|(used, quota)| overview::is_short_of_room(used, quota))
    }
}

/// Asks the browser to keep the work for good, and what room there is. Some browsers ask the user.
pub async fn ask() -> Room {
    room(StorageManager::persist).await
}

/// The same without asking for anything.
pub async fn look() -> Room {
    room(StorageManager::persisted).await
}

async fn room(persisted: fn(&StorageManager) -> Result<Promise, JsValue>) -> Room {
    let Some(manager) = manager() else { return Room::default() };
    let persisted = answer(persisted(&manager)).await.and_then(|answer| answer.as_bool());
    let estimate = answer(manager.estimate()).await;
    let bytes = |name: &str| Some(Reflect::get(estimate.as_ref()?, &name.into()).ok()?.as_f64()? as u64);
    Room { persisted, used: bytes("usage"), quota: bytes("quota") }
}

async fn answer(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}

fn manager() -> Option<StorageManager> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    Reflect::get(&navigator, &"storage".into()).ok()?.dyn_into().ok()
}
