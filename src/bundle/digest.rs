//! The digest of a JSON value: SHA-256 over its RFC 8785 canonical form.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// `sha256:` and 64 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

impl Digest {
    /// The digest of a value without the members named in `left_out` at its top.
    pub fn of(value: &Value, left_out: &[&str]) -> Self {
        let mut value = value.clone();
        if let Value::Object(object) = &mut value {
            object.retain(|key, _| !left_out.contains(&key.as_str()));
        }
        let hash = Sha256::digest(canonical(&value));
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        Self(format!("sha256:{hex}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// RFC 8785 bytes. A value read by [`super::json`] always has them; the fallback is never met.
fn canonical(value: &Value) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Digest;

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
}
