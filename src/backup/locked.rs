//! A locked backup: a plain one's bytes under a passphrase, in a JSON that says how. What stands beside
//! the locked text is bound to it.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Map, Value, json};

use super::plain::{Contents, Written, version};
use super::reading::{malformed, text};
use super::{FORMAT, not_json};
use crate::bundle::canonical;
use crate::bundle::json;
use crate::cipher::{Cost, Key, NONCE};
use crate::domain::finding::BackupProblem;

const KDF: &str = "argon2id";
const CIPHER: &str = "A256GCM";
const LOCKED: &str = "locked";
const TEXT: &str = "text";
const SALT: usize = 16;

/// Random bytes that locking takes.
pub const RANDOM: usize = SALT + NONCE;

/// Locks what `contents` was written as; the bytes, and the key that locks its files. `None` where the device has not the memory that the cost asks for.
pub fn lock(
    contents: &Contents,
    plain: &Written,
    passphrase: &str,
    cost: Cost,
    random: &[u8; RANDOM],
) -> Option<(Vec<u8>, Key)> {
    let (salt, nonce) = random.split_first_chunk::<SALT>()?;
    let nonce = nonce.first_chunk::<NONCE>()?;
    let key = Key::derive(passphrase, salt, cost)?;
    let mut file = json!({
        "format": FORMAT, "version": version(contents), "made_at": contents.made_at,
        "made_with": contents.made_with,
        LOCKED: { "kdf": KDF, "m": cost.m(), "t": cost.t(), "p": cost.p(), "cipher": CIPHER,
                  "salt": encoded(salt), "nonce": encoded(nonce) },
    });
    let locked = key.lock(*nonce, &plain.bytes, canonical::text(&file).as_bytes());
    file[LOCKED][TEXT] = encoded(&locked).into();
    Some((canonical::text(&file).into_bytes(), key))
}

/// A locked backup as read: all that can be told without its passphrase, and what it takes to open it.
#[derive(Debug)]
pub struct Lock {
    pub made_at: String,
    pub made_with: String,
    cost: Cost,
    salt: [u8; SALT],
    nonce: [u8; NONCE],
    text: Vec<u8>,
    /// The file without the locked text, canonical: what that text is bound to.
    about: String,
}

impl Lock {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, BackupProblem> {
        let mut file = json::read(bytes).map_err(not_json)?;
        let member = file.get_mut(LOCKED).and_then(Value::as_object_mut);
        let member = member.ok_or_else(|| malformed(LOCKED, "应为对象"))?;
        let locked = member.remove(TEXT).unwrap_or_default();
        let locked = locked.as_str().unwrap_or_default();
        let about = canonical::text(&file);
        let Value::Object(file) = file else { return Err(malformed("", "应为对象")) };
        let lock =
            file.get(LOCKED).and_then(Value::as_object).ok_or_else(|| malformed(LOCKED, "应为对象"))?;
        Ok(Self {
            made_at: text(&file, "made_at")?,
            made_with: text(&file, "made_with")?,
            cost: cost(lock)?,
            salt: bytes_of(lock, "salt")?,
            nonce: bytes_of(lock, "nonce")?,
            text: Base64UrlUnpadded::decode_vec(locked)
                .map_err(|_| malformed("locked.text", "应为 base64url"))?,
            about,
        })
    }

    /// The plain backup's bytes, and the key.
    pub(super) fn open(&self, passphrase: &str) -> Result<(Vec<u8>, Key), BackupProblem> {
        let key = Key::derive(passphrase, &self.salt, self.cost);
        let key = key.ok_or(BackupProblem::NoMemory { memory: self.cost.m() })?;
        let plain = key.open(self.nonce, &self.text, self.about.as_bytes());
        Ok((plain.ok_or(BackupProblem::DoesNotOpen)?, key))
    }
}

fn cost(lock: &Map<String, Value>) -> Result<Cost, BackupProblem> {
    let word = |name: &str| lock.get(name).and_then(Value::as_str).unwrap_or_default();
    let (kdf, cipher) = (word("kdf"), word("cipher"));
    if kdf != KDF || cipher != CIPHER {
        return Err(BackupProblem::LockUnknown { lock: format!("{kdf}，{cipher}") });
    }
    let number = |name: &str| {
        let number = lock.get(name).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| malformed(&format!("{LOCKED}.{name}"), "应为整数"))
    };
    let (m, t, p) = (number("m")?, number("t")?, number("p")?);
    Cost::new(m, t, p).ok_or(BackupProblem::LockTooCostly { memory: m, passes: t })
}

fn bytes_of<const N: usize>(lock: &Map<String, Value>, name: &str) -> Result<[u8; N], BackupProblem> {
    let mut bytes = [0; N];
    let text = lock.get(name).and_then(Value::as_str).unwrap_or_default();
    match Base64UrlUnpadded::decode(text, &mut bytes) {
        Ok(whole) if whole.len() == N => Ok(bytes),
        _ => Err(malformed(&format!("{LOCKED}.{name}"), &format!("应为 {N} 字节的 base64url"))),
    }
}

fn encoded(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}
