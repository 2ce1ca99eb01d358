//! The files of a space that a passphrase locks: each in pieces under a nonce of its own, every piece bound to its
//! file, its number and their count, so that none can be exchanged, moved or cut off. In pieces, because the page
//! must answer its user while megabytes are locked.

use js_sys::Uint8Array;

use super::covered::Cipher;
use super::{Held, Later, Part, Parts};
use crate::cipher::{NONCE, TAG};
use crate::storage::pauses::Pauses;
use crate::storage::state::Refused;

/// Bytes of a piece before it is locked.
const PIECE: u32 = 256 * 1024;
/// The same locked.
const LOCKED: u32 = PIECE + (NONCE + TAG) as u32;

/// Parts that lie locked.
pub struct CoveredParts<P> {
    parts: P,
    cipher: Cipher,
}

impl<P> CoveredParts<P> {
    pub fn new(parts: P, cipher: Cipher) -> Self {
        Self { parts, cipher }
    }
}

fn place(hex: &str, piece: u32, count: u32) -> String {
    format!("part/{hex}/{piece}/{count}")
}

/// `bytes` piece by piece, each as `turned` makes it, one behind the other. Nothing is one piece.
async fn in_pieces(
    bytes: &Uint8Array,
    size: u32,
    mut turned: impl FnMut(&[u8], u32, u32) -> Result<Vec<u8>, Refused>,
) -> Result<Uint8Array, Refused> {
    let count = bytes.length().div_ceil(size).max(1);
    let (pieces, mut pauses) = (js_sys::Array::new(), Pauses::begin());
    let mut length = 0;
    for piece in 0..count {
        let from = piece * size;
        let part = bytes.subarray(from, from.saturating_add(size).min(bytes.length())).to_vec();
        let turned = Uint8Array::from(turned(&part, piece, count)?.as_slice());
        length += turned.length();
        pieces.push(&turned);
        pauses.pause().await;
    }
    let (whole, mut at) = (Uint8Array::new_with_length(length), 0);
    for piece in pieces.iter().map(|piece| Uint8Array::new(&piece)) {
        whole.set(&piece, at);
        at += piece.length();
    }
    Ok(whole)
}

impl<P: Parts> Parts for CoveredParts<P> {
    fn put<'a>(&'a self, part: &'a Part) -> Later<'a, bool> {
        Box::pin(async move {
            let lock = |piece: &[u8], at, count| self.cipher.lock_bytes(piece, &place(&part.hex, at, count));
            let bytes = in_pieces(&part.bytes, PIECE, lock).await?;
            self.parts.put(&Part { bytes, ..part.clone() }).await
        })
    }

    /// What does not open is [`Refused::Unreadable`].
    fn get<'a>(&'a self, hex: &'a str) -> Later<'a, Option<Part>> {
        Box::pin(async move {
            let Some(part) = self.parts.get(hex).await? else { return Ok(None) };
            let open = |piece: &[u8], at, count| {
                self.cipher.open_bytes(piece, &place(hex, at, count)).ok_or(Refused::Unreadable)
            };
            Ok(Some(Part { bytes: in_pieces(&part.bytes, LOCKED, open).await?, ..part }))
        })
    }

    fn held(&self) -> Later<'_, Vec<Held>> {
        self.parts.held()
    }

    fn remove<'a>(&'a self, names: &'a [String]) -> Later<'a, ()> {
        self.parts.remove(names)
    }
}
