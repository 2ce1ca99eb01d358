//! A backup's JSON as it is read: strictly, and compared with its digest before anything of it is
//! believed. A case that does not read is kept with its problem; the others are not lost for it.

use std::collections::{BTreeMap, HashSet};

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::plain::{CASES, DIGEST};
use super::{Backup, Beside, FileKept, Kept, Named, Texts, not_json};
use crate::bundle::canonical;
use crate::bundle::content::Content;
use crate::bundle::digest::Digest;
use crate::bundle::json;
use crate::bundle::key::SigningKey;
use crate::bundle::lineage::Lineage;
use crate::domain::case::Case;
use crate::domain::finding::{BackupProblem, BundleProblem};
use crate::domain::from_json::from_tree;
use crate::storage::{QuarantineReason, Quarantined};

/// Reads a backup that is not locked, of a version that is known.
pub(super) fn read(bytes: &[u8]) -> Result<Backup, BackupProblem> {
    // One by one, so that thousands never stand in memory as values; the text is what is digested.
    let (mut texts, mut cases) = (Vec::new(), Vec::new());
    let mut take = |value: Value| {
        texts.push(canonical::text(&value));
        cases.push(kept(value));
        Ok(())
    };
    let read = json::read_items(bytes, CASES, &mut take).map_err(not_json)?;
    let Value::Object(mut members) = read else {
        return Err(BackupProblem::NotABackup { format: String::new() });
    };
    let digest = checked(&mut members, &texts)?;
    drop(texts);
    if !members.get(CASES).is_some_and(Value::is_array) {
        return Err(malformed(CASES, "应为列表"));
    }
    refuse_twice(&mut cases);
    let mut problems = Vec::new();
    let lineages = lineages(&members, &mut problems)?;
    let key = key(&members, &mut problems);
    Ok(Backup {
        made_at: text(&members, "made_at")?,
        made_with: text(&members, "made_with")?,
        profile: members
            .get("profile")
            .and_then(|profile| profile.get("name"))
            .map_or("", as_text)
            .to_owned(),
        cases,
        lineages,
        texts: Texts::of(&members)?,
        parts: parts(&members)?,
        beside: Beside::of(&members)?,
        key,
        files_key: None,
        digest,
        problems,
        rescued: None,
    })
}

/// The digest, which the file states and which its content must have.
fn checked(members: &mut Map<String, Value>, cases: &[String]) -> Result<Digest, BackupProblem> {
    let stated = members.remove(DIGEST);
    let stated = stated.as_ref().map_or("", as_text);
    let texts = cases.iter().map(String::as_str);
    let digest = Digest::of_pieces(|out| canonical::write_apart(members, None, CASES, texts, out));
    if digest.as_str() == stated {
        Ok(digest)
    } else {
        let computed = digest.to_string();
        Err(BackupProblem::DigestDiffers { stated: stated.to_owned(), computed })
    }
}

fn kept(mut value: Value) -> Kept {
    let named = Named::of_value(&value);
    Kept { named, case: case(&mut value) }
}

/// The case, its documents first: they say at which place they do not read.
fn case(value: &mut Value) -> Result<Case, BackupProblem> {
    let unreadable = |detail: String| BackupProblem::CaseUnreadable { detail };
    let mut contents = Vec::new();
    for kind in Content::TYPES {
        let Some(body) = value.get_mut(kind.word()).map(Value::take).filter(|body| !body.is_null()) else {
            continue;
        };
        contents.push(Content::read(kind.word(), body).map_err(|problem| match problem {
            BundleProblem::DocumentUnreadable { detail } => unreadable(format!("{}：{detail}", kind.word())),
            problem => unreadable(problem.code().to_owned()),
        })?);
    }
    let case: Result<Case, _> = from_tree(value);
    let mut case = case.map_err(|said| unreadable(said.to_string()))?;
    contents.into_iter().for_each(|content| content.put_into(&mut case));
    Ok(case)
}

fn refuse_twice(cases: &mut [Kept]) {
    let mut seen = HashSet::new();
    for Kept { named, case } in cases {
        if case.is_ok() && !seen.insert(named.id.clone()) {
            *case = Err(BackupProblem::CaseTwice { id: named.id.clone() });
        }
    }
}

fn lineages(
    members: &Map<String, Value>,
    problems: &mut Vec<BackupProblem>,
) -> Result<Vec<Lineage>, BackupProblem> {
    let all = list(members, "lineages")?;
    let read: Vec<Lineage> = all.iter().filter_map(|value| from_tree(value).ok()).collect();
    if read.len() < all.len() {
        problems.push(BackupProblem::LineagesUnreadable { count: all.len() - read.len() });
    }
    Ok(read)
}

fn parts(members: &Map<String, Value>) -> Result<Vec<FileKept>, BackupProblem> {
    let part = |(index, part): (usize, &Value)| {
        let path = |name: &str| format!("parts[{index}].{name}");
        let member = |name: &str| part.get(name);
        let digest = member("digest").map_or("", as_text).parse();
        Ok(FileKept {
            digest: digest.map_err(|_| malformed(&path("digest"), "应为 sha256: 加 64 位小写十六进制数"))?,
            size: member("size")
                .and_then(Value::as_u64)
                .ok_or_else(|| malformed(&path("size"), "应为整数"))?,
            media: member("type").map_or("", as_text).to_owned(),
        })
    };
    list(members, "parts")?.iter().enumerate().map(part).collect()
}

impl Texts {
    /// Reads them from the members of a backup, or of a question for one. An absent member is empty.
    pub fn of(members: &Map<String, Value>) -> Result<Self, BackupProblem> {
        let item = |(index, item): (usize, &Value)| {
            let part = |name: &str| match item.get(name).and_then(Value::as_str) {
                Some(text) => Ok(text.to_owned()),
                None => Err(malformed(&format!("quarantine[{index}].{name}"), "应为文字")),
            };
            let reason = QuarantineReason::from_word(&part("reason")?, &part("detail")?);
            Ok(Quarantined { key: part("key")?, raw: part("raw")?, reason })
        };
        let named = |(name, value): (&String, &Value)| match value {
            Value::String(text) => Ok((name.clone(), text.clone())),
            _ => Err(malformed(&format!("device.{name}"), "应为文字")),
        };
        Ok(Self {
            quarantine: list(members, "quarantine")?
                .iter()
                .enumerate()
                .map(item)
                .collect::<Result<_, _>>()?,
            preferences: object(members, "preferences")?,
            device: object(members, "device")?.iter().map(named).collect::<Result<_, _>>()?,
        })
    }
}

fn key(members: &Map<String, Value>, problems: &mut Vec<BackupProblem>) -> Option<SigningKey> {
    let Some(key) = members.get("key") else {
        problems.push(BackupProblem::KeyLeftOut);
        return None;
    };
    let key = key.get("secret").map_or("", as_text);
    let key = SigningKey::of_secret(key);
    if key.is_none() {
        problems.push(BackupProblem::KeyUnreadable);
    }
    key
}

fn object(members: &Map<String, Value>, name: &str) -> Result<Map<String, Value>, BackupProblem> {
    match members.get(name) {
        None => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object.clone()),
        Some(_) => Err(malformed(name, "应为对象")),
    }
}

fn list<'m>(members: &'m Map<String, Value>, name: &str) -> Result<&'m [Value], BackupProblem> {
    match members.get(name) {
        None => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(malformed(name, "应为列表")),
    }
}

/// The members of a JSON object of any kind, unread.
pub(super) fn members(text: &str) -> serde_json::Result<BTreeMap<String, &RawValue>> {
    serde_json::from_str(text)
}

pub(super) fn text(members: &Map<String, Value>, name: &str) -> Result<String, BackupProblem> {
    let text = members.get(name).and_then(Value::as_str).map(str::to_owned);
    text.ok_or_else(|| malformed(name, "应为文字"))
}

fn as_text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub(super) fn malformed(path: &str, detail: &str) -> BackupProblem {
    BackupProblem::Malformed { path: path.to_owned(), detail: detail.to_owned() }
}
