//! A goal's edit as JSON holds it: one flat object whose `do` names the edit, read by one reader for all of them. What
//! is derived for that many variants weighs four times as much on the first load.

use serde::{Deserialize, Serialize};

use super::goal::GoalEdit;
use crate::domain::funds::FundRow;
use crate::domain::goal::GoalStage;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::{FundField, RowField, TextField};
use crate::domain::task::{Task, TaskField};

/// `{"do":"set_row","of":"r1","field":"target","text":"≥50"}`.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    r#do: String,
    /// The row, task, fact or question that it is about.
    #[serde(skip_serializing_if = "String::is_empty")]
    of: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    field: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<GoalStage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<Box<Indicator>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fund: Option<Box<FundRow>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<Task>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<GoalEdit>,
}

/// An edit that this program does not know, or half of one.
#[derive(Debug, thiserror::Error)]
#[error("不认识的改动“{0}”")]
pub(super) struct Untold(String);

impl From<GoalEdit> for Told {
    fn from(edit: GoalEdit) -> Self {
        use GoalEdit as E;
        let told = |word: &str| Self { r#do: word.to_owned(), ..Self::default() };
        let of = |word: &str, id: RowId| Self { of: id.as_str().to_owned(), ..told(word) };
        match edit {
            E::SetText { field, text } => Self { field: field.word().to_owned(), text, ..told("set_text") },
            E::SetFact { key, text } => Self { of: key, text, ..told("set_fact") },
            E::SetRow { row, field, text } => {
                Self { field: field.word().to_owned(), text, ..of("set_row", row) }
            }
            E::InsertRow { index, row } => {
                Self { index: Some(index), indicator: Some(row), ..told("insert_row") }
            }
            E::RemoveRow { row } => of("remove_row", row),
            E::MoveRow { row, index } => Self { index: Some(index), ..of("move_row", row) },
            E::ReplaceRow { row } => Self { indicator: Some(row), ..told("replace_row") },
            E::SetProposal { row, reason: Some(text) } => Self { text, ..of("set_proposal", row) },
            E::SetProposal { row, reason: None } => of("drop_proposal", row),
            E::SetFund { row, field, text } => {
                Self { field: field.word().to_owned(), text, ..of("set_fund", row) }
            }
            E::InsertFund { index, row } => {
                Self { index: Some(index), fund: Some(row), ..told("insert_fund") }
            }
            E::RemoveFund { row } => of("remove_fund", row),
            E::SetTask { task, field, text } => {
                Self { field: field.word().to_owned(), text, ..of("set_task", task) }
            }
            E::InsertTask { index, task } => {
                Self { index: Some(index), task: Some(task), ..told("insert_task") }
            }
            E::RemoveTask { task } => of("remove_task", task),
            E::MoveTask { task, index } => Self { index: Some(index), ..of("move_task", task) },
            E::SetSelfCheck { item, grade, note } => {
                Self { of: item, text: grade, note, ..told("set_self_check") }
            }
            E::SetStage { stage } => Self { stage: Some(stage), ..told("set_stage") },
            E::Many(edits) => Self { edits, ..told("many") },
        }
    }
}

impl TryFrom<Told> for GoalEdit {
    type Error = Untold;

    fn try_from(told: Told) -> Result<Self, Untold> {
        let Told { r#do, of, field, text, note, index, stage, indicator, fund, task, edits } = told;
        let id = RowId::new(of.as_str());
        let read = || {
            Some(match r#do.as_str() {
                "set_text" => Self::SetText { field: TextField::of_word(&field)?, text },
                "set_fact" => Self::SetFact { key: of, text },
                "set_row" => Self::SetRow { row: id, field: RowField::of_word(&field)?, text },
                "insert_row" => Self::InsertRow { index: index?, row: indicator? },
                "remove_row" => Self::RemoveRow { row: id },
                "move_row" => Self::MoveRow { row: id, index: index? },
                "replace_row" => Self::ReplaceRow { row: indicator? },
                "set_proposal" => Self::SetProposal { row: id, reason: Some(text) },
                "drop_proposal" => Self::SetProposal { row: id, reason: None },
                "set_fund" => Self::SetFund { row: id, field: FundField::of_word(&field)?, text },
                "insert_fund" => Self::InsertFund { index: index?, row: fund? },
                "remove_fund" => Self::RemoveFund { row: id },
                "set_task" => Self::SetTask { task: id, field: TaskField::of_word(&field)?, text },
                "insert_task" => Self::InsertTask { index: index?, task: task? },
                "remove_task" => Self::RemoveTask { task: id },
                "move_task" => Self::MoveTask { task: id, index: index? },
                "set_self_check" => Self::SetSelfCheck { item: of, grade: text, note },
                "set_stage" => Self::SetStage { stage: stage? },
                "many" => Self::Many(edits),
                _ => return None,
            })
        };
        read().ok_or(Untold(r#do.clone()))
    }
}
