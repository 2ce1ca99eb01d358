//! 衡评附表, the second sheet of a form that was written here: what reading the form alone would not give. It holds
//! the ids of the rows, fields that no layout shows (locks, the library entry, evidence, self-check …), and texts
//! that reading changes, each with a digest of what reading gave when the form was written.
//!
//! The form counts: where it now reads otherwise than then, it was edited, and what stands here for that field is
//! left aside and named. Rows are found again by their levels and name, wherever they stand now; a row whose name
//! alone changed is known by its place among the others. Without this sheet, or where it does not read, the form is
//! read by its headers as any other. Knows no layout.

mod difference;
mod lines;
mod rows;

use serde_json::Value;

use super::layout::{self, Outcome};
use super::reading::{FormDocument, Reading};
use super::sheet::{At, Sheet};
use super::write_xlsx::page::Page;
use crate::domain::case::Subject;
use crate::domain::finding::FileProblem;
use crate::domain::from_json::from_tree;
use crate::domain::place::DocumentType;
use difference::Change;
use rows::Row;

/// What a form does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Supplement {
    document: DocumentType,
    subject: Option<Subject>,
    rows: Vec<Row>,
    changes: Vec<Change>,
    /// Texts of the form that reading leaves over, though the document has them.
    left: Vec<String>,
}

/// What has to be added to the reading of `sheet` to have the document.
pub(super) fn of(document: &FormDocument, subject: Subject, sheet: &Sheet) -> Supplement {
    let kind = document.document_type();
    let Outcome { document: read, problems, .. } = layout::read_sheet(sheet, Some(kind));
    let now = tree(document);
    let mut was = read.as_ref().map_or(Value::Null, tree);
    let rows = rows::pair(&mut was, &now);
    let left = problems.into_iter().filter_map(|problem| match problem {
        FileProblem::LeftOver { text, .. } => Some(text),
        _ => None,
    });
    let (subject, left) = (Some(subject), left.collect());
    Supplement { document: kind, subject, rows, changes: difference::between(&was, &now), left }
}

/// Reads the sheets of a workbook, one of which may be a supplement.
pub(super) fn read(mut sheets: Vec<Sheet>, problems: Vec<FileProblem>) -> Reading {
    let Some(at) = sheets.iter().position(lines::is_supplement) else {
        return Reading::of(&sheets, problems, None);
    };
    let beside = sheets.remove(at);
    let parsed = lines::parse(&beside);
    let expected = parsed.as_ref().map(|(supplement, _)| supplement.document);
    let mut reading = Reading::of(&sheets, problems, expected);
    let open = parsed
        .and_then(|(supplement, places)| Some((supplement.complete(&mut reading)?, supplement, places)));
    let Some((open, supplement, places)) = open else {
        reading.leave_whole(&beside, FileProblem::SupplementUnread);
        return reading;
    };
    let said =
        |index: &&usize| !matches!(supplement.changes.get(**index), Some(change) if change.says_nothing());
    let left: Vec<At> =
        open.iter().filter(said).filter_map(|index| places.get(*index)).flatten().copied().collect();
    reading.account(&beside, &left);
    reading
}

impl Supplement {
    /// As a sheet to be written.
    pub(super) fn page(&self) -> Page {
        lines::page(self)
    }

    /// Brings the document that was read to what it was, but for what was edited since; gives the changes that are
    /// therefore not made. `None`, and nothing changed, where that gives no document.
    fn complete(&self, reading: &mut Reading) -> Option<Vec<usize>> {
        let mut tree = tree(reading.document.as_ref()?);
        rows::name(&mut tree, &self.rows);
        let open = difference::apply(&mut tree, &self.changes);
        let document = match self.document {
            DocumentType::Goal => FormDocument::Goal(from_tree(&tree).ok()?),
            DocumentType::SelfEvaluation => FormDocument::SelfEvaluation(from_tree(&tree).ok()?),
        };
        reading.document = Some(document);
        reading.subject = self.subject.or(reading.subject);
        reading.forgive(&self.left);
        Some(open)
    }
}

/// A document as JSON. It is text, integers and lists, so it always has one.
fn tree(document: &FormDocument) -> Value {
    let tree = match document {
        FormDocument::Goal(goal) => serde_json::to_value(goal),
        FormDocument::SelfEvaluation(form) => serde_json::to_value(form),
    };
    tree.unwrap_or(Value::Null)
}
