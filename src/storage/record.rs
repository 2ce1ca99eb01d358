//! The stored shape of a case: a versioned envelope with a check digest around the case's JSON, and
//! the columns that lists read. Bytes in, bytes out; knows no browser.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::domain::case::Case;
use crate::domain::from_json::from_json;

use super::members::{Members, unreadable};
use super::state::QuarantineReason;

/// The shape this program writes. A higher one is shown if its case can be read, and never written.
/// 1 had no fence; 2 knew less of goals.
pub const VERSION: u32 = 3;

/// How far each writer's journal is contained in a record: writer to its last sequence number.
pub type Contained = BTreeMap<String, u64>;

/// A case as it lies in the database.
#[derive(Debug, Serialize)]
struct StoredCase<'a> {
    version: u32,
    saved_at: i64,
    /// The last sequence number given to an edit of this case.
    seq: u64,
    /// The fencing number of the window that wrote it.
    fence: u64,
    contains: Contained,
    /// SHA-256 over everything else, in hex.
    digest: String,
    /// The case's JSON, byte for byte as it was digested.
    body: &'a RawValue,
}

/// What lists read without opening a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    pub id: String,
    pub year: i16,
    pub name: String,
    pub unit: String,
    pub department: String,
    pub demo: bool,
}

/// One row of the store `cases`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub columns: Columns,
    /// The record's digest: what a writer compares before it overwrites.
    pub digest: String,
    /// A [`StoredCase`] as JSON.
    pub record: String,
}

/// A record that was read and holds together.
#[derive(Debug)]
pub struct Read {
    /// The shape it was written in.
    pub version: u32,
    pub case: Case,
    pub seq: u64,
    pub fence: u64,
    pub contains: Contained,
    pub digest: String,
}

impl Row {
    /// The row of a case. `Err` only if the case has no JSON form, with what the writer said.
    pub fn of(case: &Case, seq: u64, fence: u64, contains: Contained, saved_at: i64) -> Result<Self, String> {
        let body = serde_json::value::to_raw_value(case).map_err(|e| e.to_string())?;
        let digest = String::new();
        let mut stored = StoredCase { version: VERSION, saved_at, seq, fence, contains, digest, body: &body };
        let digest = digest_of(&stored);
        stored.digest.clone_from(&digest);
        let record = serde_json::to_string(&stored).map_err(|e| e.to_string())?;
        Ok(Self { columns: Columns::of(case), digest, record })
    }

    /// The row of a record as it lies there, whether it can be read or not: as much of its columns as
    /// can be seen.
    pub fn of_record(id: &str, record: String) -> Self {
        let columns = glimpse(id, &record).as_ref().map(Columns::of);
        let columns = columns.unwrap_or_else(|| Columns { id: id.to_owned(), ..Columns::default() });
        let digest = Members::of_any(&record).and_then(|members| members.text("digest"));
        Self { columns, digest: digest.unwrap_or_default(), record }
    }
}

impl Columns {
    fn of(case: &Case) -> Self {
        Self {
            id: case.id.as_str().to_owned(),
            year: case.year,
            name: case.name.clone(),
            unit: case.unit.clone(),
            department: case.department.clone(),
            demo: case.demo,
        }
    }
}

/// Reads a record of any version up to [`VERSION`] that stood under `id`.
pub fn read(id: &str, record: &str) -> Result<Read, QuarantineReason> {
    let stored = stored(&Members::of(record, VERSION)?)?;
    if digest_of(&stored) != stored.digest {
        return Err(QuarantineReason::Digest);
    }
    let case = case_of(id, stored.body.get())?;
    let StoredCase { version, seq, fence, contains, digest, .. } = stored;
    Ok(Read { version, case, seq, fence, contains, digest })
}

/// The case of a record that a newer workbench wrote, to be looked at only: what else it holds, and
/// whether it holds together, cannot be known here.
pub fn glimpse(id: &str, record: &str) -> Option<Case> {
    case_of(id, Members::of_any(record).ok()?.raw("body").ok()?.get()).ok()
}

fn stored<'a>(members: &Members<'a>) -> Result<StoredCase<'a>, QuarantineReason> {
    let version = members.number("version")?;
    let mut contains = Contained::new();
    for (writer, seq) in Members::of_any(members.raw("contains")?.get())?.into_raw() {
        let seq = seq.parse().map_err(|_| QuarantineReason::Unreadable(format!("`{writer}` is {seq}")))?;
        contains.insert(writer, seq);
    }
    Ok(StoredCase {
        version,
        saved_at: members.number("saved_at")?,
        seq: members.number("seq")?,
        fence: if version > 1 { members.number("fence")? } else { 0 },
        contains,
        digest: members.text("digest")?,
        body: members.raw("body")?,
    })
}

fn case_of(id: &str, body: &str) -> Result<Case, QuarantineReason> {
    let case: Case = from_json(body).map_err(unreadable)?;
    if case.id.as_str() == id {
        Ok(case)
    } else {
        Err(QuarantineReason::Unreadable(format!("case {} under the key {id}", case.id)))
    }
}

/// The digest of what a case holds, whenever and by whom it was written.
pub fn content_digest(case: &Case) -> String {
    digest_of_content(&content(case))
}

/// What a case holds, as the text that [`content_digest`] names.
pub fn content(case: &Case) -> String {
    // A case always has a JSON form; one that had none would count as changed.
    serde_json::to_string(case).unwrap_or_default()
}

pub fn digest_of_content(content: &str) -> String {
    hex(Sha256::new_with_prefix(content))
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest of a record's version, over everything but the digest.
fn digest_of(stored: &StoredCase) -> String {
    let StoredCase { version, saved_at, seq, fence, contains, body, .. } = stored;
    let mut hash = Sha256::new();
    hash.update(format!("{version}\n{saved_at}\n{seq}\n"));
    if *version > 1 {
        hash.update(format!("{fence}\n"));
    }
    for (writer, seq) in contains {
        hash.update(format!("{writer} {seq}\n"));
    }
    hash.update(body.get());
    hex(hash)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Contained, Row, glimpse, read};
    use crate::domain::case::Case;
    use crate::storage::state::QuarantineReason;

    pub(crate) fn case() -> Case {
        let json = r#"{"id":"c1","year":2022,"subject":"project","name":"汤溪“田园”","unit":"汤溪镇",
            "self_evaluation":{"head":{"year":2022},"rows":[
            {"id":"r1","level1":"产出指标","level2":"数量指标","name":"甲","target":"≥９0.50"}]}}"#;
        serde_json::from_str(json).expect("a case")
    }

    fn row() -> Row {
        Row::of(&case(), 7, 3, Contained::from([("w".into(), 7)]), 1_700_000_000_000).expect("a row")
    }

    #[test]
    fn a_case_comes_back_as_it_went_in() {
        let read = read("c1", &row().record).expect("a record");
        assert_eq!(read.case, case());
        assert_eq!((read.seq, read.fence, read.contains["w"], read.digest), (7, 3, 7, row().digest));
    }

    #[test]
    fn any_changed_character_is_found() {
        let record = row().record;
        for (at, old) in record.char_indices() {
            let new = if old == '7' { '8' } else { '7' };
            let broken = format!("{}{new}{}", &record[..at], &record[at + old.len_utf8()..]);
            assert!(read("c1", &broken).is_err(), "unnoticed at {at}: {broken}");
        }
    }

    #[test]
    fn half_a_record_is_unreadable_and_a_strange_key_too() {
        let record = row().record;
        let half: String = record.chars().take(100).collect();
        for (id, text) in [("c1", half.as_str()), ("c1", ""), ("c1", "null"), ("c2", &record)] {
            assert!(matches!(read(id, text), Err(QuarantineReason::Unreadable(_))), "{text}");
        }
    }

    #[test]
    fn a_newer_record_is_called_newer_whatever_else_it_holds() {
        let newer = r#"{"version":4,"body":"sealed otherwise"}"#;
        assert_eq!(read("c1", newer).err(), Some(QuarantineReason::Newer { version: 4 }));
        assert_eq!(glimpse("c1", newer), None);
    }

    #[test]
    fn the_case_of_a_newer_record_can_be_looked_at() {
        let newer = row().record.replace("\"version\":3", "\"version\":4,\"mood\":{}");
        assert_eq!(read("c1", &newer).err(), Some(QuarantineReason::Newer { version: 4 }));
        assert_eq!(glimpse("c1", &newer), Some(case()));
        assert_eq!(glimpse("c2", &newer), None);
    }
}
