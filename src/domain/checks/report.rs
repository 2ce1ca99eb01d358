//! The findings of one document as they are gathered. Owns the places; judges nothing.

use crate::domain::finding::{Finding, Problem};
use crate::domain::ids::RowId;
use crate::domain::place::{DocumentType, FundField, Place, RowField, TextField};
use crate::domain::survey::SurveyField;
use crate::domain::task::TaskField;

pub(super) struct Report {
    document: DocumentType,
    pub(super) findings: Vec<Finding>,
}

impl Report {
    pub(super) fn new(document: DocumentType) -> Self {
        Self { document, findings: Vec::new() }
    }

    pub(super) fn text(&mut self, field: TextField, problem: impl Into<Problem>) {
        self.push(problem, Place::text(self.document, field));
    }

    pub(super) fn indicators(&mut self, problem: impl Into<Problem>) {
        self.push(problem, Place::indicators(self.document));
    }

    pub(super) fn remarks(&mut self, problem: impl Into<Problem>) {
        self.push(problem, Place::remarks(self.document));
    }

    pub(super) fn row(&mut self, row: &RowId, field: RowField, problem: impl Into<Problem>) {
        self.push(problem, Place::indicator(self.document, row, field));
    }

    /// A cell of the money table; without such a row, the table.
    pub(super) fn fund(&mut self, row: Option<&RowId>, field: FundField, problem: impl Into<Problem>) {
        match row {
            Some(row) => self.push(problem, Place::fund(self.document, row, field)),
            None => self.push(problem, Place::funds(self.document)),
        }
    }

    pub(super) fn survey(&mut self, row: &RowId, field: &SurveyField, problem: impl Into<Problem>) {
        self.push(problem, Place::survey(row, field));
    }

    /// The document as a whole.
    pub(super) fn document(&mut self, problem: impl Into<Problem>) {
        self.push(problem, Place::document(self.document));
    }

    /// A field that the form pack names.
    pub(super) fn fact(&mut self, key: &str, problem: impl Into<Problem>) {
        self.push(problem, Place::fact(self.document, key));
    }

    pub(super) fn tasks(&mut self, problem: impl Into<Problem>) {
        self.push(problem, Place::tasks(self.document));
    }

    pub(super) fn task(&mut self, task: &RowId, field: TaskField, problem: impl Into<Problem>) {
        self.push(problem, Place::task(self.document, task, field));
    }

    fn push(&mut self, problem: impl Into<Problem>, place: Place) {
        self.findings.push(Finding::new(problem, place));
    }
}
