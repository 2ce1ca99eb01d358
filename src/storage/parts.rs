//! Files of this device: read slice by slice, so that the page answers while it hashes, kept under their digest,
//! and given out only as what their names say. Knows no document but by the texts that may name a file.

use std::rc::Rc;

use js_sys::Uint8Array;
use sha2::{Digest, Sha256};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::backend::{self, Held, Part, Space};
use super::named::Named;
use super::pauses::Pauses;
use super::state::Refused;

/// Bytes that are read, or hashed, at once: a poor machine does as much in the twinkling of an eye.
const SLICE: u32 = 256 * 1024;

/// The parts of one space. Clones are one.
#[derive(Clone)]
pub struct Parts(Rc<dyn backend::Parts>);

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The 64 digits of its SHA-256.
    pub hex: String,
    pub bytes: Uint8Array,
}

/// What became of a part that was asked for.
#[derive(Debug)]
pub enum Found {
    Whole(Uint8Array),
    /// It is not on this device.
    Missing,
    /// What lies there is not what its name says.
    Broken,
}

impl Parts {
    /// By a connection of their own.
    pub async fn of(space: &Space) -> Result<Self, Refused> {
        Ok(Self(space.parts().await?))
    }

    pub fn over(parts: Rc<dyn backend::Parts>) -> Self {
        Self(parts)
    }

    /// Keeps what was read, as a file of this media type. Only then may a document name it. `true`: it was not
    /// here before.
    pub async fn keep(&self, read: &Read, kind: &str) -> Result<bool, Refused> {
        let Read { hex, bytes } = read;
        let part = Part {
            hex: hex.clone(),
            size: u64::from(bytes.length()),
            kind: kind.to_owned(),
            bytes: bytes.clone(),
        };
        self.0.put(&part).await
    }

    /// The bytes of this name, looked over before they are given out.
    pub async fn find(&self, hex: &str) -> Result<Found, Refused> {
        let part = match self.0.get(hex).await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok(Found::Missing),
            Err(Refused::Unreadable) => return Ok(Found::Broken),
            Err(reason) => return Err(reason),
        };
        let whole = digest_of(&part.bytes).await == hex;
        Ok(if whole { Found::Whole(part.bytes) } else { Found::Broken })
    }

    /// What is here, by name, without reading it.
    pub async fn held(&self) -> Result<Vec<Held>, Refused> {
        self.0.held().await
    }

    /// What is here and named nowhere.
    pub async fn unnamed(&self, named: &Named) -> Result<Vec<Held>, Refused> {
        Ok(self.held().await?.into_iter().filter(|held| !named.has(&held.hex)).collect())
    }

    /// Deletes what is named nowhere; what it was.
    pub async fn sweep(&self, named: &Named) -> Result<Vec<Held>, Refused> {
        let swept = self.unnamed(named).await?;
        let names: Vec<String> = swept.iter().map(|held| held.hex.clone()).collect();
        self.0.remove(&names).await?;
        Ok(swept)
    }
}

/// Reads a file; `tell` hears how many bytes are read. `None` where the browser cannot read it, or where it
/// changes meanwhile. Its size was looked at before.
pub async fn read(file: &Blob, tell: impl Fn(u32)) -> Option<Read> {
    // Files that are read whole are far below 4 GB.
    let size = u32::try_from(file.size() as u64).ok()?;
    let (bytes, mut hash) = (Uint8Array::new_with_length(size), Sha256::new());
    let mut at = 0;
    while at < size {
        let end = at.saturating_add(SLICE).min(size);
        let slice = file.slice_with_f64_and_f64(f64::from(at), f64::from(end)).ok()?;
        let slice = Uint8Array::new(&JsFuture::from(slice.array_buffer()).await.ok()?);
        if slice.length() != end - at {
            return None;
        }
        hash.update(slice.to_vec());
        bytes.set(&slice, at);
        at = end;
        tell(at);
    }
    Some(Read { hex: hex(hash), bytes })
}

/// The 64 digits of what the browser holds.
pub async fn digest_of(bytes: &Uint8Array) -> String {
    let (mut hash, mut pauses) = (Sha256::new(), Pauses::begin());
    let mut at = 0;
    while at < bytes.length() {
        let end = at.saturating_add(SLICE).min(bytes.length());
        hash.update(bytes.subarray(at, end).to_vec());
        at = end;
        pauses.pause().await;
    }
    hex(hash)
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
