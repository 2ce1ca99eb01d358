//! 指标库: one edition of a catalogue of indicators, as a pack brings it. Reads it tolerantly, gives it back
//! without loss, and knows which entry stands in for which. Searching it is the index's.

use std::collections::{BTreeMap, btree_map};

use serde_json::{Map, Value};

use super::entry;
use super::indicator::LibraryIndicator;
use super::pinyin::Speller;
use super::staging::Refused;
use super::succession::Succession;
use crate::bundle::digest::Digest;
use crate::domain::finding::{LibraryFinding, LibraryProblem, PackProblem};
use crate::domain::from_json::from_tree;
use crate::domain::ids::PackId;
use crate::domain::library::LibraryLink;
use crate::domain::normalise::compact;
use crate::pack::{self, Basis, Kind, Pack};

/// The member of a pack that holds the entries.
const ENTRIES: &str = "indicators";

/// One edition of an indicator library.
#[derive(Clone, Debug)]
pub struct Library {
    pub id: PackId,
    pub edition: String,
    pub title: String,
    pub basis: Vec<Basis>,
    pub digest: Digest,
    entries: Vec<LibraryIndicator>,
    /// Folded code to its place.
    codes: BTreeMap<String, usize>,
    pub(super) succession: Succession,
    /// The pack without its entries and its digest.
    pub(super) head: Map<String, Value>,
}

/// A library and what was wrong with its pack.
#[derive(Clone, Debug)]
pub struct Reading {
    pub library: Library,
    pub findings: Vec<LibraryFinding>,
    /// What was left out; the findings name it too.
    pub refused: Vec<Refused>,
    /// Where each entry stands in the pack's list.
    pub(super) places: Vec<usize>,
}

/// Why there is no library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFault {
    /// The pack itself does not read.
    Pack(PackProblem),
    Library(LibraryProblem),
}

/// Reads the bytes of a pack.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadFault> {
    Library::of_pack(pack::read(bytes).map_err(ReadFault::Pack)?).map_err(ReadFault::Library)
}

impl Library {
    /// Takes a pack's entries. Fails only where it is no library at all; an entry that does not read is a
    /// finding and left out.
    pub fn of_pack(mut pack: Pack) -> Result<Reading, LibraryProblem> {
        let not_here = || LibraryProblem::NotALibrary { title: pack.title.clone() };
        let raw = match std::mem::take(&mut pack.raw) {
            Value::Object(raw) if pack.kind == Kind::Library => raw,
            _ => return Err(not_here()),
        };
        let mut head = raw;
        let entries = match head.remove(ENTRIES) {
            Some(Value::Array(entries)) if !entries.is_empty() => entries,
            _ => return Err(LibraryProblem::NoEntries),
        };
        head.remove("digest");
        let mut found = Found::default();
        for (place, value) in entries.into_iter().enumerate() {
            match pack.numbers_in(&path(place)).first() {
                Some(PackProblem::Malformed { detail, .. }) => {
                    let problem = LibraryProblem::EntryMalformed { detail: detail.clone() };
                    found.leave_out(place, named(&value), problem);
                }
                _ => found.take(place, value),
            }
        }
        let Pack { id, edition, title, basis, digest, .. } = pack;
        Ok(found.under(Head { id, edition, title, basis, digest, members: head }))
    }

    /// The edition that follows, with these entries; `head` is the pack that takes its place, if one does.
    /// Entries are taken as they are: who calls has looked them over. Of two with one code the first stays.
    pub(super) fn succeeded(
        &self,
        head: Option<&Map<String, Value>>,
        entries: Vec<LibraryIndicator>,
        edition: &str,
    ) -> Self {
        let mut codes = BTreeMap::new();
        let mut kept = Vec::with_capacity(entries.len());
        for entry in entries {
            if let btree_map::Entry::Vacant(free) = codes.entry(folded_code(&entry.code)) {
                free.insert(kept.len());
                kept.push(entry);
            }
        }
        let mut after = self.head.clone();
        if let Some(head) = head {
            after.clone_from(head);
            if let (Some(readings), false) = (self.head.get("pinyin"), head.contains_key("pinyin")) {
                after.insert("pinyin".to_owned(), readings.clone());
            }
        }
        after.insert("edition".to_owned(), edition.into());
        let text = |word: &str| after.get(word).and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = PackId::new(text("id"));
        let mut library = Self {
            edition: edition.to_owned(),
            title: text("title"),
            basis: after.get("basis").and_then(|basis| from_tree(basis).ok()).unwrap_or_default(),
            succession: Succession::of(&id, &kept.iter().collect::<Vec<_>>(), &codes).0,
            entries: kept,
            codes,
            head: after,
            id,
            digest: self.digest.clone(),
        };
        library.digest = Digest::of(&library.to_value(), &[]);
        library
    }

    pub(super) fn into_parts(self) -> (Map<String, Value>, Vec<LibraryIndicator>) {
        (self.head, self.entries)
    }

    /// In the order of the pack, which is the order of the library.
    pub fn entries(&self) -> &[LibraryIndicator] {
        &self.entries
    }

    pub fn get(&self, place: usize) -> Option<&LibraryIndicator> {
        self.entries.get(place)
    }

    /// Where the entry of this code stands; full-width letters and blanks make no other code.
    pub fn place_of(&self, code: &str) -> Option<usize> {
        self.codes.get(&folded_code(code)).copied()
    }

    pub fn by_code(&self, code: &str) -> Option<&LibraryIndicator> {
        self.get(self.place_of(code)?)
    }

    /// What an indicator picked from this edition keeps: see [`super::changed_for_goal`].
    pub fn link(&self, place: usize) -> Option<LibraryLink> {
        let code = self.get(place)?.code.clone();
        Some(LibraryLink { library: self.id.clone(), edition: self.edition.clone(), code })
    }

    /// The link is to an entry of this very edition.
    pub fn is_edition_of(&self, link: &LibraryLink) -> bool {
        (&self.id, &self.edition) == (&link.library, &link.edition)
    }

    /// Somebody has compared it with a document it rests on.
    pub fn is_verified(&self) -> bool {
        self.basis.iter().any(|basis| basis.verified)
    }

    /// Spells the names of what is taken in, as far as the pack brings readings.
    pub fn speller(&self) -> Speller {
        self.head.get("pinyin").map(Speller::of_value).unwrap_or_default()
    }

    /// The library as a pack, without a stated digest.
    pub fn to_value(&self) -> Value {
        let mut pack = self.head.clone();
        let entries = self.entries.iter().map(|entry| Value::Object(entry::write(entry)));
        pack.insert(ENTRIES.to_owned(), Value::Array(entries.collect()));
        Value::Object(pack)
    }
}

/// One spelling of a code.
pub(super) fn folded_code(code: &str) -> String {
    compact(code).to_ascii_uppercase()
}

/// What a library is but for its entries.
pub struct Head {
    pub id: PackId,
    pub edition: String,
    pub title: String,
    pub(super) basis: Vec<Basis>,
    pub(super) digest: Digest,
    pub(super) members: Map<String, Value>,
}

/// Entries as they are taken in, one by one.
#[derive(Default)]
pub(super) struct Found {
    entries: Vec<LibraryIndicator>,
    codes: BTreeMap<String, usize>,
    findings: Vec<LibraryFinding>,
    refused: Vec<Refused>,
    /// Where each entry stands in the pack's list.
    places: Vec<usize>,
}

impl Found {
    /// The library of what was taken in.
    pub(super) fn under(self, head: Head) -> Reading {
        let Self { entries, codes, mut findings, refused, places } = self;
        let Head { id, edition, title, basis, digest, members: head } = head;
        let (succession, wrong) = Succession::of(&id, &entries.iter().collect::<Vec<_>>(), &codes);
        findings.extend(
            wrong
                .into_iter()
                .filter_map(|(entry, problem)| Some(LibraryFinding::new(path(*places.get(entry)?), problem))),
        );
        let library = Library { id, edition, title, basis, digest, entries, codes, succession, head };
        Reading { library, findings, refused, places }
    }

    pub(super) fn take(&mut self, place: usize, value: Value) {
        // What names it, should it be left out.
        let named = named(&value);
        let (indicator, problems) = match entry::read(value) {
            Ok(read) => read,
            Err(problem) => return self.leave_out(place, named, problem),
        };
        let code = folded_code(&indicator.code);
        if self.codes.contains_key(&code) {
            return self.leave_out(place, named, LibraryProblem::CodeTwice { code: indicator.code });
        }
        self.codes.insert(code, self.entries.len());
        self.entries.push(indicator);
        self.places.push(place);
        self.findings.extend(problems.into_iter().map(|problem| LibraryFinding::new(path(place), problem)));
    }

    fn leave_out(&mut self, place: usize, (code, name): (String, String), problem: LibraryProblem) {
        self.findings.push(LibraryFinding::new(path(place), problem.clone()));
        self.refused.push(Refused { at: path(place), code, name, problem, order: place });
    }
}

/// Where an entry stands in the JSON of its pack.
pub(super) fn path(place: usize) -> String {
    format!("{ENTRIES}[{place}]")
}

/// Code and name of an entry, as far as it has them.
fn named(value: &Value) -> (String, String) {
    let text = |word: &str| value.get(word).and_then(Value::as_str).unwrap_or_default().to_owned();
    (text("id"), text("name"))
}
