//! Taking another library over: first what it would change is laid out, entry by entry and member by member,
//! then what was chosen is done, into a new edition. Nothing is lost that was not chosen to go.
//!
//! Merging puts the file into the library: what it does not speak of stays. Replacing makes the file the
//! library: what it does not hold is gone. In both, members that the file has no column for stay with their
//! entry, and a blank cell says nothing when merging and clears the member when replacing.

mod apply;
mod cell;
mod compare;
mod header;
mod rows;
mod stage;
mod table;

pub use apply::Applied;
pub use compare::Change;
pub use rows::TableRow;
pub use stage::{Counts, Item, Staged, State, stage};
pub use table::table;

pub(super) use apply::edition_after;
pub(super) use compare::changes;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::catalogue::{Reading, path};
use super::entry;
use super::indicator::LibraryIndicator;
use crate::domain::finding::{LibraryFinding, LibraryProblem};
use crate::domain::library::{LibraryField, LibraryMember, Proposal};

/// How a file is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Merge,
    Replace,
}

/// What a file brings.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// Entries or rows looked at, the refused ones among them.
    pub read: usize,
    pub refused: Vec<Refused>,
    pub findings: Vec<LibraryFinding>,
    pub(super) entries: Vec<IncomingEntry>,
    given: Given,
    /// The pack without its entries.
    head: Option<Map<String, Value>>,
}

/// An entry or row that cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The path in the pack, or the cell.
    pub at: String,
    /// As far as they were read.
    pub code: String,
    pub name: String,
    pub problem: LibraryProblem,
    /// Where it stands among the entries of the file.
    pub(super) order: usize,
}

#[derive(Clone, Debug)]
pub(super) struct IncomingEntry {
    pub(super) order: usize,
    pub(super) at: String,
    /// Without a code where the file has none.
    pub(super) entry: LibraryIndicator,
    /// Fields that were blank and repeat the row above.
    pub(super) repeated: Vec<LibraryField>,
}

/// What the file speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Given {
    /// Everything there is to say: a pack.
    #[default]
    Whole,
    Members(BTreeSet<LibraryMember>),
}

impl Given {
    fn has(&self, member: &LibraryMember) -> bool {
        match self {
            Self::Whole => true,
            Self::Members(members) => members.contains(member),
        }
    }
}

impl Incoming {
    /// What a pack brings.
    pub fn of_reading(reading: Reading) -> Self {
        let Reading { library, mut findings, refused, places } = reading;
        let left_out: BTreeSet<&str> = refused.iter().map(|refused| refused.at.as_str()).collect();
        // Mappings are looked at once more, together with the entries that are here.
        let mapping = |problem: &LibraryProblem| {
            matches!(problem, LibraryProblem::MappingCycle { .. } | LibraryProblem::MappingNowhere { .. })
        };
        findings.retain(|finding| !left_out.contains(finding.at.as_str()) && !mapping(&finding.problem));
        let (head, entries) = library.into_parts();
        let coming = |(entry, order)| IncomingEntry { order, at: path(order), entry, repeated: Vec::new() };
        let entries: Vec<IncomingEntry> = entries.into_iter().zip(places).map(coming).collect();
        let read = entries.len() + refused.len();
        Self { read, refused, findings, entries, given: Given::Whole, head: Some(head) }
    }

    /// What units propose, once it is accepted. Each is named by its place in the list.
    pub fn of_proposals<'p>(proposals: impl IntoIterator<Item = &'p Proposal>) -> Self {
        let mut incoming = Self { given: Given::Members(BTreeSet::new()), ..Self::default() };
        for (order, proposal) in proposals.into_iter().enumerate() {
            let entry = LibraryIndicator::of_proposal(proposal);
            incoming.take(order, format!("proposals[{order}]"), entry, Vec::new());
        }
        incoming
    }

    /// Takes one more entry, be it without a code, or says why not.
    fn take(&mut self, order: usize, at: String, mut entry: LibraryIndicator, repeated: Vec<LibraryField>) {
        self.read += 1;
        match entry::look_over(&mut entry) {
            Ok(problems) => {
                let told = |problem| LibraryFinding::new(at.as_str(), problem);
                self.findings.extend(problems.into_iter().map(told));
                self.entries.push(IncomingEntry { order, at, entry, repeated });
            }
            Err(problem) => {
                let (code, name) = (entry.code, entry.name);
                self.refused.push(Refused { at, code, name, problem, order });
            }
        }
    }
}
