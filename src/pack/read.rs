//! Reads a pack's bytes: strict JSON, the head every pack has, its kind and its digest.
//! The sections stay raw until somebody needs them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::bundle::digest::Digest;
use crate::bundle::json;
use crate::domain::finding::PackProblem;
use crate::domain::from_json::from_tree;
use crate::domain::ids::PackId;
use crate::domain::scoring::Rule;
use crate::domain::scoring::rule;

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
    /// Numbers that should be texts, by the item they stand in (`cases[3]`); null in `raw`.
    pub(super) numbers: BTreeMap<String, Vec<PackProblem>>,
}

impl Pack {
    /// Numbers that should be texts in one item of a list: `indicators[3]`.
    pub fn numbers_in(&self, item: &str) -> &[PackProblem] {
        self.numbers.get(item).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What a pack is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Kind {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "library" => Self::Library,
            "rules" => Self::Rules,
            "scheme" => Self::Scheme,
            "checklist" => Self::Checklist,
            "lights" => Self::Lights,
            "outcomes" => Self::Outcomes,
            "phrases" => Self::Phrases,
            "locality" => Self::Locality,
            _ => return None,
        })
    }
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

/// Reads a pack. Fails where nothing of it can be used; all else is for [`super::check::check`].
///
/// A number where a decimal belongs spoils its own case, or its own entry of a library, only.
/// Elsewhere, and where a digest is stated (it has no meaning over such a number), it spoils the pack.
pub fn read(bytes: &[u8]) -> Result<Pack, PackProblem> {
    let not_json = |fault: json::JsonFault| PackProblem::NotJson { path: fault.path, detail: fault.detail };
    let (raw, numbers) = json::read_naming_numbers(bytes).map_err(not_json)?;
    if raw.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(PackProblem::NotAPack);
    }
    match raw.get("version").and_then(Value::as_i64) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(PackProblem::NewerVersion { version }),
        _ => return Err(malformed("version", "应为整数 1")),
    }
    let mut by_item: BTreeMap<String, Vec<PackProblem>> = BTreeMap::new();
    for fault in numbers {
        let Some((item, _)) = item_of(&fault.path).filter(|_| own(&raw, "digest").is_none()) else {
            return Err(not_json(fault));
        };
        by_item.entry(format!("{item}]")).or_default().push(malformed(&fault.path, &fault.detail));
    }
    let kind = raw.get("kind").and_then(Value::as_str).unwrap_or_default();
    let kind = Kind::named(kind).ok_or_else(|| PackProblem::UnknownKind { kind: kind.to_owned() })?;
    let (id, edition, title) = (PackId::new(text(&raw, "id")?), text(&raw, "edition")?, text(&raw, "title")?);
    let basis = match own(&raw, "basis") {
        None => Vec::new(),
        Some(basis) => {
            from_tree(basis).map_err(|error| malformed("basis", &in_plain_words(&error.to_string())))?
        }
    };
    let digest = Digest::of(&raw, &["digest"]);
    match own(&raw, "digest") {
        Some(stated) if stated.as_str() != Some(digest.as_str()) => {
            let stated = stated.as_str().map_or_else(|| stated.to_string(), str::to_owned);
            Err(PackProblem::DigestDiffers { stated, computed: digest.to_string() })
        }
        _ => Ok(Pack { id, edition, title, kind, basis, digest, raw, numbers: by_item }),
    }
}

/// A text every pack has at its head.
fn text(raw: &Value, field: &str) -> Result<String, PackProblem> {
    match own(raw, field) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(malformed(field, "应为字符串")),
        None => Err(malformed(field, &format!("缺少“{field}”"))),
    }
}

/// A section the pack brings; null says the same as leaving it out.
pub(super) fn own<'p>(raw: &'p Value, section: &str) -> Option<&'p Value> {
    raw.get(section).filter(|value| !value.is_null())
}

fn item_of(path: &str) -> Option<(&str, &str)> {
    let by_itself = ["cases[", "indicators["].iter().any(|list| path.starts_with(list));
    by_itself.then(|| path.split_once(']')).flatten()
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

/// Reads a rule. Behind `kind` the library loses the place of a fault: it is sought once more there.
pub(super) fn rule(value: &Value, path: &str) -> Result<Rule, PackProblem> {
    section(value, path).map_err(|problem: PackProblem| {
        let within = match value.get("kind").and_then(Value::as_str).unwrap_or_default() {
            "attain" => section::<rule::Attain>(value, path).err(),
            "execution" => section::<rule::Execution>(value, path).err(),
            "bands" => section::<rule::Bands>(value, path).err(),
            "qualitative" => section::<rule::Qualitative>(value, path).err(),
            "deduct" => section::<rule::Deduct>(value, path).err(),
            "elements" => section::<rule::Elements>(value, path).err(),
            "levels" => section::<rule::Levels>(value, path).err(),
            "judged" => section::<rule::Judged>(value, path).err(),
            "survey" => nested(value, path, "then").or_else(|| section::<rule::Survey>(value, path).err()),
            "date" => nested(value, path, "late").or_else(|| section::<rule::DateRule>(value, path).err()),
            _ => None,
        };
        within.unwrap_or(problem)
    })
}

fn nested(value: &Value, path: &str, field: &str) -> Option<PackProblem> {
    value.get(field).and_then(|inner| rule(inner, &format!("{path}.{field}")).err())
}

/// The library's English for the common faults, in the words of the people who mend packs.
fn in_plain_words(error: &str) -> String {
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    if error.starts_with("missing field") {
        return format!("缺少“{}”", quoted(error));
    }
    if error.starts_with("duplicate field") {
        return format!("“{}”写了两次", quoted(error));
    }
    if let Some((what, known)) =
        error.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "))
    {
        let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        return format!("“{}”不在可用的词之内（{}）", quoted(what), known.join("、"));
    }
    if let Some((count, _)) =
        error.strip_prefix("invalid length ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("这里有 {count} 项，项数不对");
    }
    let wrong = error.strip_prefix("invalid type: ").or_else(|| error.strip_prefix("invalid value: "));
    if let Some((what, wanted)) = wrong.and_then(|rest| rest.split_once(", expected ")) {
        let shown = quoted(what);
        let shown = if shown.is_empty() { String::new() } else { format!(" {shown}") };
        return format!("这里是{}{shown}，应为{}", kind_of(what), kind_of(wanted));
    }
    if error.starts_with("data did not match any variant") {
        return "内容不在可用的写法之内".to_owned();
    }
    error.to_owned()
}

/// 整数, 字符串 …: the library's name of a JSON kind in ours; our own words stay.
fn kind_of(words: &str) -> &str {
    let kinds = [
        ("integer", "整数"),
        ("i64", "整数"),
        ("usize", "不为负的整数"),
        ("floating point", "小数"),
        ("string", "字符串"),
        ("sequence", "数组"),
        ("tuple", "数组"),
        ("array", "数组"),
        ("map", "对象"),
        ("struct", "对象"),
        ("enum", "规定的写法"),
        ("bool", "true 或 false"),
        ("null", "空值"),
        ("unit", "空值"),
    ];
    kinds.iter().find(|(english, _)| words.contains(english)).map_or(words, |(_, kind)| kind)
}
