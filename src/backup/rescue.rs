//! The file that `rescue.js` saves where the program does not run: every record as it lay there. Those
//! that hold together become cases again, with the edits that only the journal held; all others are kept
//! as they are. No record is dropped without being counted.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::reading::{malformed, members};
use super::{Backup, Beside, Kept, Named, Texts, secret};
use crate::bundle::digest::Digest;
use crate::bundle::key::SigningKey;
use crate::bundle::lineage::Lineage;
use crate::domain::case::Case;
use crate::domain::command;
use crate::domain::finding::BackupProblem;
use crate::domain::from_json::from_json;
use crate::storage::draft;
use crate::storage::journal::{self, Standing};
use crate::storage::keys;
use crate::storage::preference::RULES;
use crate::storage::record::{self, Read};
use crate::storage::{QuarantineReason, Quarantined, Steps};

pub(super) const FORMAT: &str = "hengping.rescue";
/// The version that `rescue.js` writes.
pub(super) const VERSION: i64 = 1;

const LOCAL: &str = "localStorage";
/// Where the revisions of a case's documents lie among the device's texts, before the case's id.
const LINEAGES: &str = "lineages/";
/// What a device notes of its own copies: it says nothing on another.
const COPIES: &str = crate::storage::overview::COPIES;
const PREFERENCE: &str = "hp/p/";

/// What the records came to. The sum of all but `records` and `replayed` is `records`, as an edit that
/// was put back is one of `entries`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub records: usize,
    pub cases: usize,
    /// Journal entries and drafts that belong to a case.
    pub entries: usize,
    /// Those of them that no record held, and that are in their case now.
    pub replayed: usize,
    /// What the device had put aside already.
    pub shelved: usize,
    /// What is put aside now.
    pub set_aside: usize,
    /// Preferences and texts of the device.
    pub device: usize,
    /// Leases, signs of life and the like, which mean nothing elsewhere.
    pub passing: usize,
}

pub(super) fn read(bytes: &[u8]) -> Result<Backup, BackupProblem> {
    let wrong = |said: &dyn std::fmt::Display| malformed("records", &said.to_string());
    let text = str::from_utf8(bytes).map_err(|said| wrong(&said))?;
    let file = members(text).map_err(|said| wrong(&said))?;
    let records = file.get("records").ok_or_else(|| wrong(&"应为列表"))?;
    // Each is read for itself, so that a broken one is only itself lost.
    let records: Vec<&RawValue> = serde_json::from_str(records.get()).map_err(|said| wrong(&said))?;
    let mut found = Found::default();
    found.counts.records = records.len();
    for raw in records {
        if let Err(said) = found.sort(raw.get()) {
            found.set_aside(String::new(), raw.get(), &said);
        }
    }
    let faults = file.get("faults").and_then(|raw| value(raw.get()).ok()).unwrap_or_default();
    let faults = faults.as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut problems: Vec<_> =
        faults.map(|place| BackupProblem::RecordsMissing { place: place.to_owned() }).collect();
    let cases = found.put_back();
    if found.files > 0 {
        problems.push(BackupProblem::FilesApart { count: found.files });
    }
    if found.counts.set_aside > 0 {
        problems.push(BackupProblem::RecordsSetAside { count: found.counts.set_aside });
    }
    Ok(Backup {
        made_at: file.get("made_at").and_then(|raw| text_of(raw.get()).ok()).unwrap_or_default(),
        made_with: FORMAT.to_owned(),
        profile: String::new(),
        cases: cases.into_iter().map(|case| Kept { named: Named::of(&case), case: Ok(case) }).collect(),
        lineages: found.lineages,
        texts: found.texts,
        parts: Vec::new(),
        beside: Beside::default(),
        key: found.key,
        files_key: None,
        digest: Digest::of_bytes(bytes),
        problems,
        rescued: Some(found.counts),
    })
}

fn value(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str(text)
}

fn text_of(text: &str) -> serde_json::Result<String> {
    serde_json::from_str(text)
}

/// The records, sorted by what they are.
#[derive(Default)]
struct Found {
    cases: BTreeMap<String, Read>,
    journal: Vec<(String, String)>,
    drafts: Vec<(String, String)>,
    lineages: Vec<Lineage>,
    texts: Texts,
    key: Option<SigningKey>,
    files: usize,
    counts: Counts,
}

impl Found {
    /// `Err` where it is no record.
    fn sort(&mut self, record: &str) -> serde_json::Result<()> {
        let record = members(record)?;
        let part = |name: &str| record.get(name).map_or("null", |raw| raw.get());
        let (store, key, value) = (text_of(part("store"))?, part("key"), part("value"));
        let name = text_of(key).unwrap_or_else(|_| key.to_owned());
        // A database is named before its stores: a device may have several.
        let store = store.rsplit_once('/').map_or(store.as_str(), |(_, store)| store);
        let said = match (store, text_of(value)) {
            (LOCAL, Ok(text)) => {
                self.local(name, text);
                return Ok(());
            }
            ("device", Ok(text)) => {
                self.device(name, text);
                return Ok(());
            }
            ("cases", _) => {
                self.case(name, value);
                return Ok(());
            }
            ("quarantine", _) => match shelved(&name, value) {
                Some(item) => {
                    self.shelve(item);
                    return Ok(());
                }
                None => "not a row of the quarantine".to_owned(),
            },
            // The list of files; their bytes are handed out apart.
            ("parts", _) => {
                self.files += 1;
                self.counts.passing += 1;
                return Ok(());
            }
            (LOCAL | "device", Err(said)) => said.to_string(),
            (other, _) => format!("unknown store `{other}`"),
        };
        self.set_aside(name, value, &said);
        Ok(())
    }

    fn local(&mut self, key: String, text: String) {
        let own = as_of_the_first_space(&key);
        if own.starts_with(keys::JOURNAL) {
            self.counts.entries += 1;
            self.journal.push((key, text));
        } else if own.starts_with(keys::DRAFT) {
            self.counts.entries += 1;
            self.drafts.push((key, text));
        } else if own == keys::RULES {
            self.counts.device += 1;
            self.texts.preferences.insert(RULES.to_owned(), Value::String(text));
        } else if let Some(name) = own.strip_prefix(PREFERENCE) {
            self.counts.device += 1;
            // Of several people on one device the first is asked.
            self.texts.preferences.entry(name).or_insert(Value::String(text));
        } else if let Some(of) = own.strip_prefix(keys::QUARANTINE) {
            match shelved(of, &text) {
                Some(item) => self.shelve(item),
                None => self.set_aside(of.to_owned(), &text, &"not a row of the quarantine"),
            }
        } else {
            self.counts.passing += 1;
        }
    }

    fn case(&mut self, id: String, row: &str) {
        let record = members(row).and_then(|row| text_of(row.get("record").map_or("null", |raw| raw.get())));
        let record = match record {
            Ok(record) => record,
            Err(said) => return self.set_aside(id, row, &said),
        };
        let reason = match record::read(&id, &record) {
            Ok(read) if !self.cases.contains_key(&id) => {
                self.counts.cases += 1;
                self.cases.insert(id, read);
                return;
            }
            // The same case in a second database of the device.
            Ok(_) => QuarantineReason::Overwritten,
            Err(reason) => reason,
        };
        self.counts.set_aside += 1;
        self.texts.quarantine.push(Quarantined { key: id, raw: record, reason });
    }

    fn device(&mut self, name: String, text: String) {
        if name == COPIES {
            self.counts.passing += 1;
            return;
        }
        if name.starts_with(LINEAGES) {
            match from_json::<Vec<Lineage>>(&text) {
                Ok(lineages) => self.lineages.extend(lineages),
                Err(said) => return self.set_aside(name, &text, &said),
            }
        } else if let Some(key) = secret(&text).filter(|_| self.key.is_none()) {
            self.key = Some(key);
        } else if self.texts.device.contains_key(&name) || secret(&text).is_some() {
            return self.set_aside(name, &text, &"a second one on this device");
        } else {
            self.texts.device.insert(name, text);
        }
        self.counts.device += 1;
    }

    fn shelve(&mut self, item: Quarantined) {
        self.counts.shelved += 1;
        self.texts.quarantine.push(item);
    }

    fn set_aside(&mut self, key: String, raw: &str, said: &dyn std::fmt::Display) {
        self.counts.set_aside += 1;
        let reason = QuarantineReason::Unreadable(said.to_string());
        self.texts.quarantine.push(Quarantined { key, raw: raw.to_owned(), reason });
    }

    /// Puts the journal back into the cases, as a start of the program does; then what was being typed,
    /// as leaving its field would have done.
    fn put_back(&mut self) -> Vec<Case> {
        let (entries, mut refused) = journal::read(std::mem::take(&mut self.journal));
        let mut by_case: BTreeMap<String, Vec<Standing>> = BTreeMap::new();
        for standing in entries {
            by_case.entry(standing.entry.case.as_str().to_owned()).or_default().push(standing);
        }
        for (id, entries) in by_case {
            let Some(Read { case, seq, fence, contains, .. }) = self.cases.get_mut(&id) else {
                let homeless =
                    |Standing { key, raw, .. }| Quarantined { key, raw, reason: QuarantineReason::NoCase };
                refused.extend(entries.into_iter().map(homeless));
                continue;
            };
            let replay = journal::replay(case, &mut Steps::default(), *seq, *fence, contains, entries);
            self.counts.replayed += replay.applied.len();
            refused.extend(replay.refused);
        }
        for (key, raw) in std::mem::take(&mut self.drafts) {
            match self.land(&raw) {
                Ok(()) => self.counts.replayed += 1,
                Err(reason) => refused.push(Quarantined { key, raw, reason }),
            }
        }
        self.counts.entries -= refused.len();
        self.counts.set_aside += refused.len();
        self.texts.quarantine.extend(refused);
        std::mem::take(&mut self.cases).into_values().map(|read| read.case).collect()
    }

    /// Makes the edit that a draft would have become.
    fn land(&mut self, raw: &str) -> Result<(), QuarantineReason> {
        let draft = draft::read(raw)?;
        let case = self.cases.get_mut(draft.case.as_str()).ok_or(QuarantineReason::NoCase)?;
        command::apply_to(&mut case.case, draft.command).map_err(|_| QuarantineReason::NotApplicable)?;
        Ok(())
    }
}

/// People who share a device have spaces of their own: `hp.ab/j/…` is to one of them what `hp/j/…` is to
/// the first.
fn as_of_the_first_space(key: &str) -> String {
    match key.split_once('/') {
        Some((root, rest)) if root.starts_with("hp.") => format!("hp/{rest}"),
        _ => key.to_owned(),
    }
}

/// A row of the quarantine; in localStorage its key is part of the place.
fn shelved(key: &str, row: &str) -> Option<Quarantined> {
    let row = value(row).ok()?;
    let part = |name: &str| row.get(name).and_then(Value::as_str);
    let reason = QuarantineReason::from_word(part("reason")?, part("detail").unwrap_or_default());
    Some(Quarantined { key: part("key").unwrap_or(key).to_owned(), raw: part("raw")?.to_owned(), reason })
}
