//! 建档: what becomes of each row of a project list on a device: a new case, one that is here already, or nothing,
//! and why not. Makes no case and asks nobody.

use super::project_list::{EntryState, ListEntry, ProjectListReport};
use crate::domain::ids::CaseId;
use crate::domain::project_list::ListedProject;
use crate::domain::same_project::{Known, KnownCases};

/// What becomes of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Everything is there that a case needs.
    New,
    /// The same project is a case here already.
    Known(CaseId),
    /// Something is missing; `opens`: name and year are there, so that the rest can be filled in later.
    Incomplete {
        opens: bool,
    },
    /// The same project as an earlier row.
    Duplicate,
    Refused,
}

/// So many rows of each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FateTally {
    pub new: usize,
    pub known: usize,
    pub incomplete: usize,
    /// Of these so many can be opened all the same.
    pub opens: usize,
    pub duplicate: usize,
    pub refused: usize,
}

/// The fate of every entry of the report, in their order.
pub fn fates(report: &ProjectListReport, known: &KnownCases) -> Vec<Fate> {
    report.entries.iter().map(|entry| fate(entry, known)).collect()
}

fn fate(entry: &ListEntry, known: &KnownCases) -> Fate {
    let found = |project| found(project, known).cloned();
    match &entry.state {
        EntryState::Refused => Fate::Refused,
        EntryState::Duplicate { .. } => Fate::Duplicate,
        EntryState::Ready => found(&entry.project).map_or(Fate::New, Fate::Known),
        EntryState::Incomplete(_) => {
            let opens = entry.project.year.is_some() && !entry.project.head().project.is_empty();
            found(&entry.project).map_or(Fate::Incomplete { opens }, Fate::Known)
        }
    }
}

fn found<'k>(project: &ListedProject, known: &'k KnownCases) -> Option<&'k CaseId> {
    let head = project.head();
    known.find(&Known {
        year: project.year?,
        unit: &head.unit,
        department: &head.department,
        code: &head.code,
        name: &head.project,
    })
}

impl FateTally {
    pub fn of(fates: &[Fate]) -> Self {
        let mut tally = Self::default();
        for fate in fates {
            match fate {
                Fate::New => tally.new += 1,
                Fate::Known(_) => tally.known += 1,
                Fate::Incomplete { opens } => {
                    tally.incomplete += 1;
                    tally.opens += usize::from(*opens);
                }
                Fate::Duplicate => tally.duplicate += 1,
                Fate::Refused => tally.refused += 1,
            }
        }
        tally
    }
}
