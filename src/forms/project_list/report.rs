//! What came of a list under a mapping: one entry a row with its state, and where every cell went. Owns the shape;
//! `rows` fills it.

use crate::domain::code_pattern::CodePattern;
use crate::domain::finding::{FormProblem, ListProblem};
use crate::domain::money_unit::MoneyUnit;
use crate::domain::project_list::{ListColumn, ListedProject};

/// What somebody says of the whole list, where its rows do not say it themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Before the year of the title.
    pub year: Option<i16>,
    /// Before the unit of the caption; a column whose header names one keeps it.
    pub money_unit: Option<MoneyUnit>,
    pub department: String,
    pub unit: String,
    /// How the place writes its codes; without any they are not held against them.
    pub codes: Vec<CodePattern>,
}

/// Whether a row can become a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryState {
    Ready,
    /// What is missing, or was not taken because it is wrong.
    Incomplete(Vec<ListColumn>),
    /// The same year, unit and code as that row, or where one of the two has no code the same year, unit and name.
    Duplicate {
        row: usize,
    },
    /// What the row says is no project that can be kept.
    Refused,
}

/// A row that is a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// As the spreadsheet numbers it.
    pub row: usize,
    pub project: ListedProject,
    pub state: EntryState,
    pub problems: Vec<ListProblem>,
    /// What is wrong with its money, in the words of forms.
    pub money: Vec<FormProblem>,
}

/// The whole list. `cells` = `taken` + `left_out`, and what is left out is counted by `problems`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectListReport {
    pub entries: Vec<ListEntry>,
    pub problems: Vec<ListProblem>,
    /// Rows of sums, which are recognised and are no projects.
    pub sums: usize,
    /// Rows that are no projects and no sums: notes, headings, headers printed again.
    pub others: usize,
    /// Cells that hold something.
    pub cells: usize,
    /// Cells of projects, headers, captions and sums.
    pub taken: usize,
    pub left_out: usize,
}

/// How many rows are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListTally {
    pub ready: usize,
    pub incomplete: usize,
    pub duplicate: usize,
    pub refused: usize,
}

impl ProjectListReport {
    pub fn tally(&self) -> ListTally {
        let mut tally = ListTally::default();
        for entry in &self.entries {
            match entry.state {
                EntryState::Ready => tally.ready += 1,
                EntryState::Incomplete(_) => tally.incomplete += 1,
                EntryState::Duplicate { .. } => tally.duplicate += 1,
                EntryState::Refused => tally.refused += 1,
            }
        }
        tally
    }
}
