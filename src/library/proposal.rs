//! An indicator that a unit proposes: whether it can be judged as it is, and the entry it would become.

use super::catalogue::Library;
use super::indicator::{LibraryIndicator, Sort, read_library_sign, sign_word};
use super::limits::longest;
use crate::domain::finding::LibraryProblem;
use crate::domain::goal::Goal;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
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

/// What is to be mended in the proposals of a goal, each with its row, in the order of the rows.
pub fn check_proposals(goal: &Goal, library: &Library, levels: &[Level]) -> Vec<(RowId, LibraryProblem)> {
    let mut found = Vec::new();
    for row in &goal.indicators {
        let proposal = proposal_of(goal, row);
        let problems = proposal.map(|proposal| check_proposal(&proposal, library, levels));
        found.extend(problems.into_iter().flatten().map(|problem| (row.id.clone(), problem)));
    }
    found
}

/// What the unit proposes with this row of its goal; `None` where it does not. A goal names no sector.
pub fn proposal_of(goal: &Goal, row: &Indicator) -> Option<Proposal> {
    let (head, grounds) = (&goal.head, &row.grounds);
    let reason = grounds.proposed.clone().filter(|_| grounds.is_proposed())?;
    // A department's form names the department alone.
    let names = [&head.unit, &head.department, &head.project];
    let proposed_by = names.into_iter().find(|name| !name.trim().is_empty()).cloned().unwrap_or_default();
    Some(Proposal {
        proposed_by,
        reason,
        level1: row.level1.clone(),
        level2: row.level2.clone(),
        name: row.name.clone(),
        meaning: grounds.meaning.clone(),
        unit: row.unit.text().to_owned(),
        sign: row.sign.text().to_owned(),
        target: row.target.text().to_owned(),
        standard: grounds.standard.clone(),
        value_basis: grounds.value_basis.clone(),
        source: grounds.source.clone(),
        rule: grounds.rule.clone(),
        ..Proposal::default()
    })
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

/// An entry of this name and level that its sector, or every sector, may use; of any sector where it names none.
fn known(entry: &LibraryIndicator, library: &Library) -> Option<LibraryProblem> {
    let fields = [LibraryField::Name, LibraryField::Level1, LibraryField::Level2];
    let own = fields.map(|field| compact(entry.text(field)));
    let sector = compact(&entry.sector);
    if own.first().is_none_or(|name| name.is_empty()) {
        return None;
    }
    let found = library.entries().iter().find(|other| {
        fields.iter().zip(&own).all(|(field, own)| compact(other.text(*field)) == *own)
            && (sector.is_empty() || compact(&other.sector) == sector || other.sort() == Some(Sort::Common))
    })?;
    Some(LibraryProblem::ProposalKnown { code: found.code.clone(), name: found.name.clone() })
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
