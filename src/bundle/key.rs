//! Keys that seal: P-256, written as JSON Web Keys. Randomness comes in as an argument; where a
//! private key lies is not known here.

use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use p256::ecdsa::{self, Signature};
use serde_json::{Value, json};

use super::code::ShortCode;
use super::digest::Digest;

/// A private key.
#[derive(Clone)]
pub struct SigningKey(ecdsa::SigningKey);

/// A public key: a point of the curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(ecdsa::VerifyingKey);

/// What is written as a key is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是 P-256 曲线上的公钥")]
pub struct NotAKey;

impl SigningKey {
    /// The key of 32 random bytes. `None` for the one in 2^32 that are no key: draw again.
    pub fn of_random(bytes: &[u8; 32]) -> Option<Self> {
        ecdsa::SigningKey::from_slice(bytes).ok().map(Self)
    }

    /// As [`Self::secret`] wrote it.
    pub fn of_secret(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        match Base64UrlUnpadded::decode(text, &mut bytes) {
            Ok(whole) if whole.len() == 32 => Self::of_random(&bytes),
            _ => None,
        }
    }

    /// The private number in base64url, for storage and backup.
    pub fn secret(&self) -> String {
        Base64UrlUnpadded::encode_string(&self.0.to_bytes())
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(*self.0.verifying_key())
    }

    /// The signature r‖s of what has this digest, in base64url. By RFC 6979: the same every time.
    /// `None` would need a digest that no content has been found for.
    pub(super) fn sign(&self, digest: &Digest) -> Option<String> {
        let signature: Signature = self.0.sign_prehash(&digest.bytes()).ok()?;
        Some(Base64UrlUnpadded::encode_string(&signature.to_bytes()))
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({})", self.public().code())
    }
}

impl PublicKey {
    /// Reads a JSON Web Key; members besides `kty`, `crv`, `x`, `y` are of no account.
    pub fn of_jwk(jwk: &Value) -> Result<Self, NotAKey> {
        let text = |member: &str| jwk.get(member).and_then(Value::as_str).ok_or(NotAKey);
        if text("kty")? != "EC" || text("crv")? != "P-256" {
            return Err(NotAKey);
        }
        // Uncompressed: 4, then both coordinates.
        let mut point = [4; 65];
        for (member, place) in [("x", 1..33), ("y", 33..65)] {
            let coordinate = point.get_mut(place).ok_or(NotAKey)?;
            match Base64UrlUnpadded::decode(text(member)?, coordinate) {
                Ok(whole) if whole.len() == 32 => {}
                _ => return Err(NotAKey),
            }
        }
        ecdsa::VerifyingKey::from_sec1_bytes(&point).map(Self).map_err(|_| NotAKey)
    }

    pub fn jwk(&self) -> Value {
        let point = self.0.to_sec1_point(false);
        let part = |place| Base64UrlUnpadded::encode_string(point.as_bytes().get(place).unwrap_or_default());
        json!({ "kty": "EC", "crv": "P-256", "x": part(1..33), "y": part(33..65) })
    }

    /// The short code that people compare by telephone: of the key's thumbprint by RFC 7638.
    pub fn code(&self) -> ShortCode {
        ShortCode::of(&Digest::of(&self.jwk(), &[]))
    }

    /// Whether `signature` (r‖s, base64url) was made by this key over what has this digest. Both
    /// values of s are accepted: other programs make either.
    pub(super) fn verifies(&self, digest: &Digest, signature: &str) -> bool {
        let mut bytes = [0; 64];
        match Base64UrlUnpadded::decode(signature, &mut bytes) {
            Ok(whole) if whole.len() == 64 => {}
            _ => return false,
        }
        Signature::from_slice(&bytes)
            .is_ok_and(|signature| self.0.verify_prehash(&digest.bytes(), &signature).is_ok())
    }
}
