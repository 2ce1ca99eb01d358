//! What came of a file: the document, and for every cell whether it was taken up or where it
//! stands that was not. It can be posted from the worker to the page as JSON.

use serde::{Deserialize, Serialize};

use super::layout::{self, Outcome};
use super::limits::MAX_NAMED;
use super::project_list::{self, ListReading};
use super::sheet::{At, Cell, Sheet};
use crate::domain::case::Subject;
use crate::domain::finding::{FileProblem, Finding};
use crate::domain::goal::Goal;
use crate::domain::place::{DocumentType, Place};
use crate::domain::selfeval::SelfEvaluation;

/// A document as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormDocument {
    Goal(Goal),
    SelfEvaluation(SelfEvaluation),
}

impl FormDocument {
    pub fn document_type(&self) -> DocumentType {
        match self {
            Self::Goal(_) => DocumentType::Goal,
            Self::SelfEvaluation(_) => DocumentType::SelfEvaluation,
        }
    }
}

/// The import report of one file. `cells` = `taken` + `left_over` + `further`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub document: Option<FormDocument>,
    /// What the form is about, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// The lists of projects of a file that holds no form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListReading>,
    problems: Vec<FileProblem>,
    /// Cells that hold something.
    pub cells: usize,
    /// Cells that a field took up or that are headers, labels and titles.
    pub taken: usize,
    /// Cells named as having no place in the document.
    pub left_over: usize,
    /// Cells of further forms in the same file and of lists, which are named as a whole: what becomes of a
    /// list's cells is said by the report of its mapping.
    pub further: usize,
}

impl Reading {
    /// Nothing could be read.
    pub(super) fn refused(problem: FileProblem) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }

    /// Reads the first sheet that holds a form, else all lists of projects; names the others. `expected`: what the
    /// form is known to be; then nothing is a list.
    pub(super) fn of(
        sheets: &[Sheet],
        cell_problems: Vec<FileProblem>,
        expected: Option<DocumentType>,
    ) -> Self {
        let lists: Vec<_> = match expected {
            Some(_) => sheets.iter().map(|_| Default::default()).collect(),
            None => sheets.iter().map(project_list::lists).collect(),
        };
        let is_list = |index: usize| lists.get(index).is_some_and(|(lists, _)| !lists.is_empty());
        let has_form = |index: usize, sheet| !is_list(index) && layout::has_form(sheet);
        let form = sheets.iter().enumerate().position(|(index, sheet)| has_form(index, sheet));
        let only_lists = form.is_none() && (0..sheets.len()).any(is_list);
        let chosen = form.unwrap_or(0);
        let mut reading = Self { problems: cell_problems, ..Self::default() };
        // A damaged workbook may open without any sheet.
        if sheets.is_empty() {
            reading.problems.push(FileProblem::NoHeader);
        }
        for ((index, sheet), (lists, projects)) in sheets.iter().enumerate().zip(lists.iter().cloned()) {
            if only_lists && !lists.is_empty() {
                reading.take_lists(sheet, lists, projects);
            } else if !only_lists && index == chosen {
                reading.take_in(layout::read_sheet(sheet, expected));
            } else if !lists.is_empty() || layout::has_form(sheet) {
                reading.cells += sheet.count();
                reading.further += sheet.count();
                reading.problems.push(FileProblem::FurtherForm { sheet: sheet.name.clone() });
            } else {
                reading.leave(sheet);
            }
        }
        reading
    }

    /// What the form is taken to be about: a project where it does not say.
    pub fn taken_as(&self) -> Subject {
        self.subject.unwrap_or(Subject::Project)
    }

    /// As it is told: of very many left-over cells only some are named.
    pub(super) fn told(mut self) -> Self {
        self.name_at_most(MAX_NAMED);
        self
    }

    /// A sheet that does not read is left over as a whole.
    pub(super) fn leave_whole(&mut self, sheet: &Sheet, problem: FileProblem) {
        self.problems.push(problem);
        self.leave(sheet);
    }

    /// A sheet of which all is taken up but these cells.
    pub(super) fn account(&mut self, sheet: &Sheet, left: &[At]) {
        self.cells += sheet.count();
        self.taken += sheet.count() - left.len();
        self.left_over += left.len();
        for cell in sheet.rows.iter().flat_map(|row| &row.cells).filter(|cell| left.contains(&cell.at)) {
            self.problems.push(left_over(sheet, cell));
        }
    }

    /// Takes as read what is left over with these texts, once each.
    pub(super) fn forgive(&mut self, texts: &[String]) {
        let mut texts: Vec<&String> = texts.iter().collect();
        let before = self.problems.len();
        self.problems.retain(|problem| {
            let FileProblem::LeftOver { text, .. } = problem else { return true };
            let known = texts.iter().position(|known| *known == text);
            known.map(|at| texts.swap_remove(at)).is_none()
        });
        let forgiven = before - self.problems.len();
        self.left_over -= forgiven;
        self.taken += forgiven;
    }

    fn take_lists(&mut self, sheet: &Sheet, lists: Vec<ListReading>, projects: usize) {
        self.cells += sheet.count();
        self.further += sheet.count();
        self.problems.push(FileProblem::ProjectList { projects });
        self.lists.extend(lists);
    }

    fn take_in(&mut self, outcome: Outcome) {
        self.cells += outcome.cells;
        self.taken += outcome.taken;
        self.further += outcome.further;
        self.left_over += outcome.cells - outcome.taken - outcome.further;
        self.document = outcome.document;
        self.subject = outcome.subject;
        self.problems.extend(outcome.problems);
    }

    /// A sheet without a form: every cell is named, with its sheet.
    fn leave(&mut self, sheet: &Sheet) {
        self.cells += sheet.count();
        self.left_over += sheet.count();
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            self.problems.push(left_over(sheet, cell));
        }
    }

    /// Beyond `most` left-over cells the rest are counted.
    fn name_at_most(&mut self, most: usize) {
        let is_left = |problem: &FileProblem| matches!(problem, FileProblem::LeftOver { .. });
        let mut named = 0;
        let mut unnamed = 0;
        self.problems.retain(|problem| {
            let left = is_left(problem);
            named += usize::from(left);
            unnamed += usize::from(left && named > most);
            !left || named <= most
        });
        if unnamed > 0 {
            self.problems.push(FileProblem::MoreLeftOver { cells: unnamed });
        }
    }

    /// The problems as findings of the document as a whole; the cell stands in the problem.
    pub fn findings(&self) -> Vec<Finding> {
        let document =
            self.document.as_ref().map_or(DocumentType::SelfEvaluation, FormDocument::document_type);
        self.problems.iter().map(|problem| Finding::new(problem.clone(), Place::document(document))).collect()
    }

    pub fn problems(&self) -> &[FileProblem] {
        &self.problems
    }
}

fn left_over(sheet: &Sheet, cell: &Cell) -> FileProblem {
    let address = format!("{}!{}", sheet.name, cell.at.address());
    FileProblem::LeftOver { cell: address, text: cell.text.clone() }
}
