//! Locking texts with a key: AES-256-GCM, the key from a passphrase by Argon2id. Randomness comes in
//! as an argument; what is locked, and where it is kept, is not known here.

mod passphrase;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use zeroize::Zeroizing;

pub use passphrase::Cost;

/// Bytes of a nonce. A key must never lock two texts under one nonce: draw each at random.
pub const NONCE: usize = 12;
/// Bytes that locking adds: the tag, behind the text.
pub const TAG: usize = 16;

/// A key that locks and opens. Its bytes are wiped when it goes.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    pub fn of_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The locked text with its tag behind. `about` stays readable beside it and is bound to it: the text
    /// opens only with the same.
    pub fn lock(&self, nonce: [u8; NONCE], plain: &[u8], about: &[u8]) -> Vec<u8> {
        // Refused from 64 GB on, which is more than any memory this runs in.
        self.cipher().encrypt(&nonce.into(), Payload { msg: plain, aad: about }).unwrap_or_default()
    }

    /// The text again. `None` where key, nonce, text or `about` is another; which one cannot be told.
    pub fn open(&self, nonce: [u8; NONCE], locked: &[u8], about: &[u8]) -> Option<Vec<u8>> {
        self.cipher().decrypt(&nonce.into(), Payload { msg: locked, aad: about }).ok()
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&(*self.0).into())
    }
}

/// Says nothing of its bytes.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, TAG};

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        let mut bytes = [0; N];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex");
        }
        bytes
    }

    /// Test case 16 of the GCM specification submitted to NIST.
    #[test]
    fn a_known_text_is_locked_as_the_specification_says() {
        let key = Key::of_bytes(bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
        let nonce = bytes("cafebabefacedbaddecaf888");
        let plain: [u8; 60] = bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525\
             b16aedf5aa0de657ba637b39",
        );
        let about: [u8; 20] = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let locked: [u8; 76] = bytes(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838\
             c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
        );
        assert_eq!(key.lock(nonce, &plain, &about), locked);
        assert_eq!(key.open(nonce, &locked, &about).as_deref(), Some(&plain[..]));
    }

    #[test]
    fn any_changed_byte_keeps_it_shut() {
        let key = Key::of_bytes([7; 32]);
        let locked = key.lock([1; 12], "绩效".as_bytes(), b"about");
        assert_eq!(locked.len(), "绩效".len() + TAG);
        assert_eq!(key.open([1; 12], &locked, b"about").as_deref(), Some("绩效".as_bytes()));
        for at in 0..locked.len() {
            let mut broken = locked.clone();
            broken[at] ^= 1;
            assert_eq!(key.open([1; 12], &broken, b"about"), None, "byte {at}");
            assert_eq!(key.open([1; 12], &locked[..at], b"about"), None, "cut at {at}");
        }
        assert_eq!(key.open([2; 12], &locked, b"about"), None);
        assert_eq!(key.open([1; 12], &locked, b""), None);
        assert_eq!(Key::of_bytes([8; 32]).open([1; 12], &locked, b"about"), None);
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", Key::of_bytes([65; 32])), "Key");
    }
}
