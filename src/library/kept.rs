//! A library as a device keeps it: its head on the first line, then an entry a line. So it is read in slices, and
//! one entry of an older edition is found without reading the others. A pack as it is shipped is told from it.
//! Knows no device.

use std::str::{FromStr, Lines};

use serde_json::{Map, Value, json};

use super::catalogue::{Found, Head, Library, ReadFault, Reading, folded_code, read};
use super::entry;
use super::indicator::LibraryIndicator;
use crate::bundle::digest::Digest;
use crate::domain::finding::{LibraryProblem, PackProblem};
use crate::domain::from_json::{from_json, from_tree};
use crate::domain::ids::PackId;

/// How the first line begins; the library's own JSON writes members in the order of their names.
const BEGINS: &str = "{\"format\":\"hengping.library\"";

/// The library in lines.
pub fn kept_text(library: &Library) -> String {
    let first = json!({"format": "hengping.library", "digest_of_pack": library.digest.as_str(), "head": library.head});
    let mut text = in_order(&first);
    for entry in library.entries() {
        text.push('\n');
        text.push_str(&Value::Object(entry::write(entry)).to_string());
    }
    text
}

/// The format before all else, whatever order a map has.
fn in_order(first: &Value) -> String {
    let member = |name: &str| first.get(name).unwrap_or(&Value::Null).to_string();
    format!("{BEGINS},\"digest\":{},\"head\":{}}}", member("digest_of_pack"), member("head"))
}

/// Reads lines a slice at a time.
pub struct KeptReader<'t> {
    head: Head,
    lines: Lines<'t>,
    place: usize,
    found: Found,
}

impl<'t> KeptReader<'t> {
    /// `None` where these are not the lines of a library.
    pub fn begin(text: &'t str) -> Option<Self> {
        let head = head_of(text)?;
        let mut lines = text.lines();
        lines.next();
        Some(Self { head, lines, place: 0, found: Found::default() })
    }

    /// Reads so many entries more; whether any are left.
    pub fn step(&mut self, count: usize) -> bool {
        for line in self.lines.by_ref().take(count) {
            // What is no JSON is left out with a finding, as an entry that does not read.
            self.found.take(self.place, from_json(line).unwrap_or(Value::Null));
            self.place += 1;
        }
        self.lines.clone().next().is_some()
    }

    pub fn finish(self) -> Reading {
        self.found.under(self.head)
    }
}

/// What these lines say of their library; `None` where they are no lines of one.
pub fn head_of(text: &str) -> Option<Head> {
    let line = text.lines().next()?;
    let first: Value = from_json(line).ok().filter(|_| line.starts_with(BEGINS))?;
    let members: &Map<String, Value> = first.get("head")?.as_object()?;
    let text = |word: &str| members.get(word).and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Head {
        id: PackId::new(text("id")),
        edition: text("edition"),
        title: text("title"),
        basis: members.get("basis").and_then(|basis| from_tree(basis).ok()).unwrap_or_default(),
        digest: Digest::from_str(first.get("digest")?.as_str()?).ok()?,
        members: members.clone(),
    })
}

/// Reads a library in lines, or a pack, in one go.
pub fn read_any(text: &str) -> Result<Reading, ReadFault> {
    if !text.starts_with(BEGINS) {
        return read(text.as_bytes());
    }
    let broken = || PackProblem::Malformed { path: "head".to_owned(), detail: "应为对象".to_owned() };
    let mut reader = KeptReader::begin(text).ok_or_else(|| ReadFault::Pack(broken()))?;
    while reader.step(usize::MAX) {}
    match reader.finish() {
        reading if reading.library.entries().is_empty() => Err(ReadFault::Library(LibraryProblem::NoEntries)),
        reading => Ok(reading),
    }
}

/// One entry of a library in lines, or of a pack.
pub fn entry_in(text: &str, code: &str) -> Option<LibraryIndicator> {
    if !text.starts_with(BEGINS) {
        return read(text.as_bytes()).ok()?.library.by_code(code).cloned();
    }
    let wanted = folded_code(code);
    let as_written = Value::from(code).to_string();
    let entry = |line: &str| {
        let value: Value = from_json(line).ok()?;
        let is_it = value.get("id").and_then(Value::as_str).is_some_and(|id| folded_code(id) == wanted);
        is_it.then(|| entry::read(value).ok()).flatten().map(|(entry, _)| entry)
    };
    // A look at the letters spares reading nearly all lines; a code in another spelling is found the long way.
    let entries = || text.lines().skip(1);
    let near = entries().filter(|line| line.contains(&as_written)).find_map(entry);
    near.or_else(|| entries().find_map(entry))
}
