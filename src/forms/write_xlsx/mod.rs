//! Official forms and lists as XLSX: laid out on pages first, which know no file format, then written. A form
//! carries a second sheet with what its layout does not show (`supplement`), so that reading it gives the document
//! again; nothing on the form depends on that sheet.

mod book;
mod fit;
mod goal;
mod grid;
mod head;
mod money;
pub(super) mod page;
mod self_evaluation;
mod summary;
mod table;
mod tasks;

pub use summary::SummaryLine;

use page::Page;

use super::reading::FormDocument;
use super::supplement;
use super::write_csv;
use crate::domain::case::Subject;
use crate::domain::finding::FileProblem;
use crate::domain::goal::Goal;
use crate::domain::goal_form::GoalForm;
use crate::domain::scoring::ScoredForm;
use crate::domain::selfeval::SelfEvaluation;

/// The goal as the form of its subject prints it; `form` is that of the packs in force, where they have one.
/// Refuses what a spreadsheet cannot hold.
pub fn write_goal(goal: &Goal, subject: Subject, form: Option<&GoalForm>) -> Result<Vec<u8>, FileProblem> {
    let page = goal::page(goal, subject, form);
    with_supplement(&page, &FormDocument::Goal(goal.clone()), subject)
}

/// The self-evaluation as the rules score it. `form` is the goal form of its subject: it says what tasks are called.
pub fn write_self_evaluation(
    document: &SelfEvaluation,
    subject: Subject,
    form: Option<&GoalForm>,
    scored: &ScoredForm,
) -> Result<Vec<u8>, FileProblem> {
    let page = self_evaluation::page(document, subject, form, scored);
    with_supplement(&page, &FormDocument::SelfEvaluation(document.clone()), subject)
}

/// The goal's form as CSV, UTF-8 with its mark. Only what the form shows is in it.
pub fn write_goal_csv(goal: &Goal, subject: Subject, form: Option<&GoalForm>) -> String {
    write_csv::lines(&goal::page(goal, subject, form).texts())
}

/// 汇总表 of the cases, in their order.
pub fn write_summary(title: &str, lines: &[SummaryLine]) -> Result<Vec<u8>, FileProblem> {
    let rows: Vec<Vec<String>> = lines.iter().enumerate().map(|(index, line)| line.row(index + 1)).collect();
    book::write(&[&table::page(title, &summary::HEADER, &summary::FIGURES, &rows)?])
}

/// Any list: every cell is a text, as it stands.
pub fn write_table(title: &str, header: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, FileProblem> {
    book::write(&[&table::page(title, header, &[], rows)?])
}

fn with_supplement(page: &Page, document: &FormDocument, subject: Subject) -> Result<Vec<u8>, FileProblem> {
    let readable = |page: &Page| page.refused().map_or(Ok(()), Err);
    readable(page)?;
    let beside = supplement::of(document, subject, &page.sheet()).page();
    readable(&beside)?;
    book::write(&[page, &beside])
}
