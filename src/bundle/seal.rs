//! The seal: who made a bundle, and that nothing in it changed since. ECDSA over P-256 and SHA-256,
//! deterministic by RFC 6979, over the canonical bytes of everything but the seal itself.

use serde_json::{Value, json};

use super::digest::Digest;
use super::key::{PublicKey, SigningKey};
use crate::domain::finding::BundleProblem;

/// The one algorithm this version knows.
const ALGORITHM: &str = "ES256";

/// The seal of what has this digest. `None` as in [`SigningKey::sign`].
pub fn make(digest: &Digest, key: &SigningKey) -> Option<Value> {
    let signature = key.sign(digest)?;
    Some(json!({
        "digest": digest.as_str(), "alg": ALGORITHM, "key": key.public().jwk(), "signature": signature,
    }))
}

/// The key that sealed what has this digest, or why the seal does not hold. Whose key it is, is for
/// the reader to know.
pub fn verify(seal: Option<&Value>, digest: &Digest) -> Result<PublicKey, BundleProblem> {
    use BundleProblem as P;
    let seal = seal.filter(|seal| !seal.is_null()).ok_or(P::NotSealed)?;
    let text = |member: &str| {
        seal.get(member)
            .and_then(Value::as_str)
            .ok_or_else(|| P::Malformed { path: format!("seal.{member}"), detail: "应为文字".to_owned() })
    };
    let alg = text("alg")?;
    if alg != ALGORITHM {
        return Err(P::AlgorithmUnknown { alg: alg.to_owned() });
    }
    let stated = text("digest")?;
    if stated != digest.as_str() {
        return Err(P::DigestDiffers { stated: stated.to_owned(), computed: digest.to_string() });
    }
    let key = PublicKey::of_jwk(seal.get("key").unwrap_or(&Value::Null)).map_err(|_| P::KeyInvalid)?;
    if key.verifies(digest, text("signature")?) { Ok(key) } else { Err(P::SignatureWrong) }
}
