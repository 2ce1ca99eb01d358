//! The stored shape of a case: a versioned envelope with a check digest around the case's JSON, and
//! the columns that lists read. Bytes in, bytes out; knows no browser.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::domain::case::Case;

use super::state::QuarantineReason;

/// The shape this program writes. A higher one is left alone.
pub const VERSION: u32 = 1;

/// How far each writer's journal is contained in a record: writer to its last sequence number.
pub type Contained = BTreeMap<String, u64>;

/// A case as it lies in the database.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoredCase {
    pub version: u32,
    pub saved_at: i64,
    /// The last sequence number given to an edit of this case.
    pub seq: u64,
    pub contains: Contained,
    /// SHA-256 over everything else, in hex.
    pub digest: String,
    /// The case's JSON, byte for byte as it was digested.
    pub body: Box<RawValue>,
}

/// What lists read without opening a record.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub case: Case,
    pub seq: u64,
    pub contains: Contained,
    pub digest: String,
}

impl Row {
    /// The row of a case. `Err` only if the case has no JSON form, with what the writer said.
    pub fn of(case: &Case, seq: u64, contains: Contained, saved_at: i64) -> Result<Self, String> {
        let body = serde_json::value::to_raw_value(case).map_err(|e| e.to_string())?;
        let digest = digest(VERSION, saved_at, seq, &contains, &body);
        let stored = StoredCase { version: VERSION, saved_at, seq, contains, digest: digest.clone(), body };
        let record = serde_json::to_string(&stored).map_err(|e| e.to_string())?;
        let columns = Columns {
            id: case.id.as_str().to_owned(),
            year: case.year,
            name: case.name.clone(),
            unit: case.unit.clone(),
            department: case.department.clone(),
            demo: case.demo,
        };
        Ok(Self { columns, digest, record })
    }
}

/// Reads a record that stood under `id`. The version is looked at before anything else, so that a
/// newer record is never called broken.
pub fn read(id: &str, record: &str) -> Result<Read, QuarantineReason> {
    #[derive(Deserialize)]
    struct Gate {
        version: u32,
    }
    let unreadable = |e: &dyn std::fmt::Display| QuarantineReason::Unreadable(e.to_string());
    let gate: Gate = serde_json::from_str(record).map_err(|e| unreadable(&e))?;
    if gate.version > VERSION {
        return Err(QuarantineReason::Newer { version: gate.version });
    }
    let stored: StoredCase = serde_json::from_str(record).map_err(|e| unreadable(&e))?;
    if digest(stored.version, stored.saved_at, stored.seq, &stored.contains, &stored.body) != stored.digest {
        return Err(QuarantineReason::Digest);
    }
    let case: Case = serde_json::from_str(stored.body.get()).map_err(|e| unreadable(&e))?;
    if case.id.as_str() != id {
        return Err(QuarantineReason::Unreadable(format!("case {} under the key {id}", case.id)));
    }
    Ok(Read { case, seq: stored.seq, contains: stored.contains, digest: stored.digest })
}

fn digest(version: u32, saved_at: i64, seq: u64, contains: &Contained, body: &RawValue) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{version}\n{saved_at}\n{seq}\n"));
    for (writer, seq) in contains {
        hash.update(format!("{writer} {seq}\n"));
    }
    hash.update(body.get());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Contained, Row, read};
    use crate::domain::case::Case;
    use crate::storage::state::QuarantineReason;

    pub(crate) fn case() -> Case {
        let json = r#"{"id":"c1","year":2022,"subject":"project","name":"汤溪“田园”","unit":"汤溪镇",
            "self_evaluation":{"head":{"year":2022},"rows":[
            {"id":"r1","level1":"产出指标","level2":"数量指标","name":"甲","target":"≥９0.50"}]}}"#;
        serde_json::from_str(json).expect("a case")
    }

    fn row() -> Row {
        Row::of(&case(), 7, Contained::from([("w".into(), 7)]), 1_700_000_000_000).expect("a row")
    }

    #[test]
    fn a_case_comes_back_as_it_went_in() {
        let read = read("c1", &row().record).expect("a record");
        assert_eq!(read.case, case());
        assert_eq!((read.seq, read.contains["w"], read.digest), (7, 7, row().digest));
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
        let newer = r#"{"version":2,"body":"sealed otherwise"}"#;
        assert_eq!(read("c1", newer).err(), Some(QuarantineReason::Newer { version: 2 }));
    }
}
