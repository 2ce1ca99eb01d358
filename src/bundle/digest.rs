//! The digest of a JSON value: SHA-256 over its RFC 8785 canonical form.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::canonical::{self, Sink};

const PREFIX: &str = "sha256:";

/// `sha256:` and 64 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

impl Digest {
    /// The digest of a value without the members named in `left_out` at its top.
    pub fn of(value: &Value, left_out: &[&str]) -> Self {
        let mut hash = Sha256::new();
        let mut out = |piece: &[u8]| hash.update(piece);
        match value {
            Value::Object(object) if left_out.iter().any(|key| object.contains_key(*key)) => {
                let mut object = object.clone();
                object.retain(|key, _| !left_out.contains(&key.as_str()));
                canonical::write(&Value::Object(object), &mut out);
            }
            value => canonical::write(value, &mut out),
        }
        Self::finish(hash)
    }

    /// The digest of bytes as they are: a part, or what is canonical already.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::finish(Sha256::new_with_prefix(bytes))
    }

    /// The digest of canonical bytes as they are written, without holding them all.
    pub fn of_pieces(write: impl FnOnce(&mut Sink)) -> Self {
        let mut hash = Sha256::new();
        write(&mut |piece| hash.update(piece));
        Self::finish(hash)
    }

    fn finish(hash: Sha256) -> Self {
        let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Self(format!("{PREFIX}{hex}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The 64 digits alone, as names of files and parts have them.
    pub fn hex(&self) -> &str {
        self.0.strip_prefix(PREFIX).unwrap_or(&self.0)
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        let digit = |sign: u8| char::from(sign).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        for (byte, pair) in bytes.iter_mut().zip(self.hex().as_bytes().chunks(2)) {
            *byte = pair.iter().filter_map(|sign| digit(*sign)).fold(0, |byte, digit| byte << 4 | digit);
        }
        bytes
    }
}

/// Not a digest, or one of another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("应为 sha256: 加 64 位小写十六进制数")]
pub struct NotADigest;

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let hex = text.strip_prefix(PREFIX).ok_or(NotADigest)?;
        let digits = hex.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'a'..=b'f'));
        if digits && hex.len() == 64 { Ok(Self(text.to_owned())) } else { Err(NotADigest) }
    }
}

impl TryFrom<String> for Digest {
    type Error = NotADigest;

    fn try_from(text: String) -> Result<Self, NotADigest> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.0
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, NotADigest};

    #[test]
    fn order_and_blanks_do_not_matter() {
        let read = |text: &str| super::super::json::read(text.as_bytes()).expect("JSON");
        let one = Digest::of(&read(r#"{"b":1,"a":"差"}"#), &[]);
        let other = Digest::of(&read(r#"{ "a": "差", "digest": "x", "b": 1 }"#), &["digest"]);
        assert_eq!(one, other);
        assert_eq!(
            Digest::of(&read("{}"), &[]).as_str(),
            "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        );
    }

    #[test]
    fn a_digest_is_read_only_as_it_is_written() {
        let digest = Digest::of_bytes(b"");
        assert_eq!(digest.as_str().parse(), Ok(digest.clone()));
        assert_eq!(digest.bytes()[..4], [0xe3, 0xb0, 0xc4, 0x42]);
        for text in [digest.hex().to_owned(), digest.as_str().to_uppercase(), format!("{digest}0")] {
            assert_eq!(text.parse::<Digest>(), Err(NotADigest), "{text}");
        }
    }
}
