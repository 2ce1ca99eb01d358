//! The browser's localStorage. It is asked for before every use, because the browser may take it
//! away while the window is open, and `LocalStorage::raw` ends the program where there is none.

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::{JsCast, JsValue};

use super::Local;
use crate::storage::keys::LocalKey;
use crate::storage::state::Refused;

/// localStorage, found usable once.
pub struct BrowserLocal(());

impl BrowserLocal {
    /// Writes, reads and removes a text, as a browser may offer storage that takes nothing.
    pub fn probe() -> Result<Self, Refused> {
        let (local, key) = (Self(()), LocalKey::Probe.to_string());
        match local.set(&key, "1") {
            // A full storage still reads, and has what was kept before.
            Ok(()) | Err(Refused::Full) => {}
            Err(reason) => return Err(reason),
        }
        local.get(&key)?;
        local.remove(&key)?;
        Ok(local)
    }

    fn storage() -> Result<web_sys::Storage, Refused> {
        let window = web_sys::window().ok_or(Refused::Missing)?;
        match window.local_storage() {
            Ok(Some(_)) => Ok(LocalStorage::raw()),
            Ok(None) => Err(Refused::Missing),
            Err(thrown) => Err(refused(&thrown)),
        }
    }
}

impl Local for BrowserLocal {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        Self::storage()?.get_item(key).map_err(|thrown| refused(&thrown))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        Self::storage()?.set_item(key, text).map_err(|thrown| refused(&thrown))
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        Self::storage()?.remove_item(key).map_err(|thrown| refused(&thrown))
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, Refused> {
        let storage = Self::storage()?;
        let count = storage.length().map_err(|thrown| refused(&thrown))?;
        let mut keys = Vec::new();
        for at in 0..count {
            match storage.key(at).map_err(|thrown| refused(&thrown))? {
                Some(key) if key.starts_with(prefix) => keys.push(key),
                Some(_) | None => {}
            }
        }
        Ok(keys)
    }
}

/// What a thrown value says about storage.
pub(super) fn refused(thrown: &JsValue) -> Refused {
    match thrown.dyn_ref::<web_sys::DomException>() {
        Some(exception) => named(&exception.name(), &exception.message()),
        None => Refused::Other(format!("{thrown:?}")),
    }
}

/// What an exception of this name says about storage.
pub(super) fn named(name: &str, message: &str) -> Refused {
    match name {
        "SecurityError" | "NotAllowedError" => Refused::Denied,
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => Refused::Full,
        "VersionError" => Refused::Closed,
        _ => Refused::Other(format!("{name}: {message}")),
    }
}
