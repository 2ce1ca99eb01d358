//! A backup's JSON as it is written: canonical, known by the digest of everything but the digest. Knows
//! nothing of passphrases.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Beside, FORMAT, FileKept, Texts, VERSION, WITHOUT_FILES};
use crate::bundle::canonical;
use crate::bundle::digest::Digest;
use crate::bundle::key::SigningKey;
use crate::bundle::lineage::Lineage;
use crate::domain::case::Case;
use crate::storage::Quarantined;

pub(super) const CASES: &str = "cases";
pub(super) const DIGEST: &str = "digest";

/// What a device keeps, for writing.
#[derive(Debug)]
pub struct Contents<'c> {
    /// An RFC 3339 instant.
    pub made_at: &'c str,
    /// The program's name and version.
    pub made_with: &'c str,
    pub profile: &'c str,
    pub cases: &'c [Case],
    pub lineages: &'c [Lineage],
    pub texts: &'c Texts,
    /// The files that are put beside it.
    pub parts: &'c [FileKept],
    pub beside: &'c Beside,
    /// Whoever reads the file can sign with it: only where the file is then locked.
    pub key: Option<&'c SigningKey>,
}

/// A backup's JSON and what it is known by.
#[derive(Debug)]
pub struct Written {
    pub bytes: Vec<u8>,
    pub digest: Digest,
}

/// Writes a backup. `Err` only for what has no JSON form, with what the writer said.
pub fn write(contents: &Contents) -> Result<Written, String> {
    let canonical_text = |case: &Case| Ok(canonical::text(&value(case)?));
    let cases: Vec<String> = contents.cases.iter().map(canonical_text).collect::<Result<_, String>>()?;
    let mut members = members(contents)?;
    let texts = || cases.iter().map(String::as_str);
    let digest = Digest::of_pieces(|out| canonical::write_apart(&members, None, CASES, texts(), out));
    members.insert(DIGEST.to_owned(), digest.as_str().into());
    let mut bytes = Vec::new();
    canonical::write_apart(&members, None, CASES, texts(), &mut |piece| bytes.extend_from_slice(piece));
    Ok(Written { bytes, digest })
}

/// What has no files is what it always was, also for a program of then.
pub(super) fn version(contents: &Contents) -> i64 {
    if contents.parts.is_empty() { WITHOUT_FILES } else { VERSION }
}

/// Every member but the digest; the list of cases is empty.
fn members(contents: &Contents) -> Result<Map<String, Value>, String> {
    let mut members = Map::new();
    let mut set = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    set("format", FORMAT.into());
    set("version", version(contents).into());
    set("made_at", contents.made_at.into());
    set("made_with", contents.made_with.into());
    set("profile", json!({ "name": contents.profile }));
    set(CASES, Value::Array(Vec::new()));
    set("lineages", value(contents.lineages)?);
    set("quarantine", contents.texts.quarantine.iter().map(quarantined).collect());
    set("preferences", Value::Object(contents.texts.preferences.clone()));
    set("device", value(&contents.texts.device)?);
    if !contents.parts.is_empty() {
        let part = |FileKept { digest, size, media }: &FileKept| json!({ "digest": digest.as_str(), "size": size, "type": media });
        set("parts", contents.parts.iter().map(part).collect());
    }
    for (name, member) in contents.beside.members()? {
        set(name, member);
    }
    if let Some(key) = contents.key {
        set("key", json!({ "secret": key.secret() }));
    }
    Ok(members)
}

fn quarantined(item: &Quarantined) -> Value {
    let Quarantined { key, raw, reason } = item;
    json!({ "key": key, "reason": reason.word(), "detail": reason.detail(), "raw": raw })
}

fn value(value: impl Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|said| said.to_string())
}
