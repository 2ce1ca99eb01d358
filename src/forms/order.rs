//! What a page asks the office worker to write, as it travels between the two. Knows no worker.

use serde::{Deserialize, Serialize};

use super::write_xlsx::{SummaryLine, write_goal, write_self_evaluation, write_summary, write_table};
use crate::domain::case::Case;
use crate::domain::finding::FileProblem;
use crate::domain::goal_form::GoalForms;
use crate::domain::place::DocumentType;
use crate::domain::scoring::{Rules, score};

/// A workbook to be written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Order {
    /// One document of a case as its official form.
    Form { case: Box<Case>, document: DocumentType },
    /// 汇总表.
    Summary { title: String, lines: Vec<SummaryLine> },
    /// Any list, as texts.
    Table { title: String, header: Vec<String>, rows: Vec<Vec<String>> },
}

impl Order {
    /// The bytes of the workbook; `forms` and `rules` are those in force. A case without the document
    /// is an empty file.
    pub fn fill(&self, forms: &GoalForms, rules: &Rules) -> Result<Vec<u8>, FileProblem> {
        match self {
            Self::Form { case, document } => {
                let form = forms.of(case.subject);
                match (document, &case.goal, &case.self_evaluation) {
                    (DocumentType::Goal, Some(goal), _) => write_goal(goal, case.subject, form),
                    (DocumentType::SelfEvaluation, _, Some(of)) => {
                        write_self_evaluation(of, case.subject, form, &score(of, rules))
                    }
                    _ => Err(FileProblem::Empty),
                }
            }
            Self::Summary { title, lines } => write_summary(title, lines),
            Self::Table { title, header, rows } => {
                let header: Vec<&str> = header.iter().map(String::as_str).collect();
                write_table(title, &header, rows)
            }
        }
    }
}
