//! An indicator that a unit proposes: whether it can be judged as it is, and the entry it would become.

use super::catalogue::Library;
use super::indicator::{LibraryIndicator, Sort, read_library_sign, sign_word};
use super::limits::longest;
use crate::domain::finding::LibraryProblem;
use crate::domain::library::{LibraryField, Proposal};
use crate::domain::normalise::compact;
use crate::domain::scoring::selection::Level;
use crate::domain::value::Sign;

/// What the library asks of a new entry.
const ASKED: [LibraryField; 6] = [
    LibraryField::Level1,
    LibraryField::Level2,
    LibraryField::Name,
    LibraryField::Meaning,
    LibraryField::Sign,
    LibraryField::Unit,
];

/// What is to be mended before a proposal is handed in. `levels` is the level tree in force.
pub fn check_proposal(proposal: &Proposal, library: &Library, levels: &[Level]) -> Vec<LibraryProblem> {
    let entry = LibraryIndicator::of_proposal(proposal);
    let blank = |text: &str| compact(text).is_empty();
    let mut found = Vec::new();
    if blank(&proposal.proposed_by) {
        found.push(LibraryProblem::ProposalWithoutUnit);
    }
    if blank(&proposal.reason) {
        found.push(LibraryProblem::ProposalWithoutReason);
    }
    let in_words = entry.sign() == Some(Sign::Words);
    let asked = ASKED.into_iter().filter(|field| *field != LibraryField::Unit || !in_words);
    found.extend(
        asked.filter(|field| blank(entry.text(*field))).map(|field| LibraryProblem::ProposalBlank { field }),
    );
    for field in LibraryField::ALL {
        let (characters, limit) = (entry.text(field).chars().count(), longest(field));
        if characters > limit {
            found.push(LibraryProblem::TextTooLong { field, characters, limit });
        }
    }
    if !blank(&entry.sign) && entry.sign().is_none() {
        found.push(LibraryProblem::SignUnknown { text: entry.sign.clone() });
    }
    found.extend(unknown_levels(&entry, library, levels));
    found.extend(known(&entry, library));
    found
}

fn unknown_levels(entry: &LibraryIndicator, library: &Library, levels: &[Level]) -> Vec<LibraryProblem> {
    let used = |field| {
        library.entries().iter().any(|other| compact(other.text(field)) == compact(entry.text(field)))
    };
    let level1 = |level: &Level| compact(&level.name) == compact(&entry.level1);
    let level2 = |level: &Level| level.level2.iter().any(|name| compact(name) == compact(&entry.level2));
    let checks = [
        (LibraryField::Level1, levels.iter().any(level1)),
        (LibraryField::Level2, levels.iter().any(level2)),
    ];
    let unknown = checks
        .into_iter()
        .filter(|(field, in_tree)| !compact(entry.text(*field)).is_empty() && !in_tree && !used(*field));
    unknown
        .map(|(field, _)| LibraryProblem::LevelUnknown { field, text: entry.text(field).to_owned() })
        .collect()
}

/// An entry of this name and level that its sector, or every sector, may use.
fn known(entry: &LibraryIndicator, library: &Library) -> Option<LibraryProblem> {
    let same = |field, other: &LibraryIndicator| compact(other.text(field)) == compact(entry.text(field));
    let fields = [LibraryField::Name, LibraryField::Level1, LibraryField::Level2];
    let found = library.entries().iter().find(|other| {
        fields.into_iter().all(|field| same(field, other))
            && (same(LibraryField::Sector, other) || other.sort() == Some(Sort::Common))
    })?;
    (!compact(&entry.name).is_empty())
        .then(|| LibraryProblem::ProposalKnown { code: found.code.clone(), name: found.name.clone() })
}

impl LibraryIndicator {
    /// The entry that a proposal would become, without a code.
    pub fn of_proposal(proposal: &Proposal) -> Self {
        let text = |text: &String| text.trim().to_owned();
        let sign = read_library_sign(&proposal.sign);
        Self {
            sector: text(&proposal.sector),
            level1: text(&proposal.level1),
            level2: text(&proposal.level2),
            name: text(&proposal.name),
            meaning: text(&proposal.meaning),
            unit: text(&proposal.unit),
            sign: sign.map_or_else(|| text(&proposal.sign), |sign| sign_word(sign).to_owned()),
            target: text(&proposal.target),
            standard: text(&proposal.standard),
            value_basis: text(&proposal.value_basis),
            source: text(&proposal.source),
            sort: text(&proposal.sort),
            origin: text(&proposal.proposed_by),
            rule: proposal.rule.as_ref().and_then(|rule| serde_json::to_value(rule).ok()),
            ..Self::default()
        }
    }
}
