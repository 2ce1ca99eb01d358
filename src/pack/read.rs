//! Reads a pack's bytes: strict JSON, the head every pack has, its kind and its digest.
//! The sections stay raw until somebody needs them.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::bundle::digest::Digest;
use crate::bundle::json;
use crate::domain::finding::PackProblem;
use crate::domain::ids::PackId;

const FORMAT: &str = "hengping.pack";
const VERSION: i64 = 1;

/// A pack with its head read and its sections as they came.
#[derive(Clone, Debug)]
pub struct Pack {
    pub id: PackId,
    pub edition: String,
    pub title: String,
    pub kind: Kind,
    pub basis: Vec<Basis>,
    /// Stamped on what was scored with this pack.
    pub digest: Digest,
    pub raw: Value,
}

/// What a pack is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Library,
    Rules,
    Scheme,
    Checklist,
    Lights,
    Outcomes,
    Phrases,
    Locality,
}

/// A document that a pack rests on; `verified` once somebody has compared the two.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Basis {
    pub document: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub verified: bool,
}

#[derive(Deserialize)]
struct Head {
    id: PackId,
    edition: String,
    title: String,
    #[serde(default)]
    basis: Vec<Basis>,
}

/// Reads a pack. Fails where nothing of it can be used; all else is for [`super::check::check`].
pub fn read(bytes: &[u8]) -> Result<Pack, PackProblem> {
    let raw =
        json::read(bytes).map_err(|fault| PackProblem::NotJson { path: fault.path, detail: fault.detail })?;
    if raw.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(PackProblem::NotAPack);
    }
    match raw.get("version").and_then(Value::as_i64) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(PackProblem::NewerVersion { version }),
        _ => return Err(malformed("version", "应为整数 1")),
    }
    let kind = raw.get("kind").and_then(Value::as_str).unwrap_or_default();
    let kind = serde_json::from_value(Value::from(kind))
        .map_err(|_| PackProblem::UnknownKind { kind: kind.to_owned() })?;
    let Head { id, edition, title, basis } = section(&raw, "")?;
    let digest = Digest::of(&raw, &["digest"]);
    match raw.get("digest") {
        Some(stated) if stated.as_str() != Some(digest.as_str()) => {
            let stated = stated.as_str().map_or_else(|| stated.to_string(), str::to_owned);
            Err(PackProblem::DigestDiffers { stated, computed: digest.to_string() })
        }
        _ => Ok(Pack { id, edition, title, kind, basis, digest, raw }),
    }
}

/// Reads a part of a pack into its type; the problem names the place below `path`.
pub(super) fn section<T: DeserializeOwned>(value: &Value, path: &str) -> Result<T, PackProblem> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let inner = error.path().to_string();
        let path = match (path, inner.as_str()) {
            (path, ".") => path.to_owned(),
            ("", inner) => inner.to_owned(),
            (path, inner) if inner.starts_with('[') => format!("{path}{inner}"),
            (path, inner) => format!("{path}.{inner}"),
        };
        malformed(&path, &in_plain_words(&error.inner().to_string()))
    })
}

pub(super) fn malformed(path: &str, detail: &str) -> PackProblem {
    PackProblem::Malformed { path: path.to_owned(), detail: detail.to_owned() }
}

/// The library's English for the common faults, in the words of the people who mend packs.
fn in_plain_words(error: &str) -> String {
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    if error.starts_with("missing field") {
        return format!("缺少“{}”", quoted(error));
    }
    if let Some((what, known)) =
        error.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "))
    {
        let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        return format!("“{}”不在可用的词之内（{}）", quoted(what), known.join("、"));
    }
    if let Some((what, wanted)) =
        error.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        let kinds = [
            ("integer", "整数"),
            ("string", "字符串"),
            ("sequence", "数组"),
            ("map", "对象"),
            ("boolean", "true 或 false"),
            ("null", "空值"),
        ];
        let kind = kinds.iter().find(|(english, _)| what.starts_with(english)).map_or(what, |(_, kind)| kind);
        let shown = quoted(what);
        let wanted =
            kinds.iter().find(|(english, _)| wanted.contains(english)).map_or(wanted, |(_, kind)| kind);
        let shown = if shown.is_empty() { String::new() } else { format!(" {shown}") };
        return format!("这里是{kind}{shown}，应为{wanted}");
    }
    error.to_owned()
}
