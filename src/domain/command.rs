//! An edit of a self-evaluation as a value: `apply` makes the change and returns its inverse.
//! Undo, the journal, autosave and tests all hang on it. Knows no screen and no storage.

use serde::{Deserialize, Serialize};

use super::ids::RowId;
use super::place::{FundField, RowField, TextField};
use super::selfeval::{SelfEvaluation, SelfRow};
use super::typed::Typed;
use super::year::year_of;

/// One edit. Texts are kept as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    SetText {
        field: TextField,
        text: String,
    },
    SetRow {
        row: RowId,
        field: RowField,
        text: String,
    },
    SetFund {
        row: RowId,
        field: FundField,
        text: String,
    },
    /// `reason` set: the indicator does not apply, and why. `None`: it applies.
    SetNotApplicable {
        row: RowId,
        reason: Option<String>,
    },
    /// Puts a row at `index`; beyond the end means last.
    InsertRow {
        index: usize,
        row: Box<SelfRow>,
    },
    RemoveRow {
        row: RowId,
    },
}

impl Command {
    /// Both set the text of the same field.
    pub fn same_field(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::SetText { field, .. }, Self::SetText { field: other, .. }) => field == other,
            (Self::SetRow { row, field, .. }, Self::SetRow { row: other, field: other_field, .. }) => {
                row == other && field == other_field
            }
            (Self::SetFund { row, field, .. }, Self::SetFund { row: other, field: other_field, .. }) => {
                row == other && field == other_field
            }
            (
                Self::SetNotApplicable { row, reason },
                Self::SetNotApplicable { row: other, reason: other_reason },
            ) => row == other && reason.is_some() == other_reason.is_some(),
            _ => false,
        }
    }
}

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The row is no longer there.
    NoSuchRow(RowId),
    /// A row of this id is already there.
    RowExists(RowId),
    /// The year is not a number of four digits.
    NotAYear(String),
}

/// What an edit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The edit that takes it back.
    pub inverse: Command,
    /// Whether anything is different now.
    pub changed: bool,
}

/// Makes the edit. On a refusal the document is untouched.
pub fn apply(document: &mut SelfEvaluation, command: Command) -> Result<Change, Refusal> {
    match command {
        Command::SetText { field, text } => match text_slot(document, field) {
            Slot::Year(year) => set_year(year, &text),
            Slot::Text(slot) => {
                let changed = *slot != text;
                let old = std::mem::replace(slot, text);
                Ok(Change { inverse: Command::SetText { field, text: old }, changed })
            }
        },
        Command::SetRow { row, field, text } => {
            let slot = document.row_mut(&row).ok_or_else(|| Refusal::NoSuchRow(row.clone()))?;
            let old = replace_row_field(slot, field, &text);
            let changed = old != text;
            Ok(Change { inverse: Command::SetRow { row, field, text: old }, changed })
        }
        Command::SetFund { row, field, text } => {
            let (old, changed) = set_fund(document, &row, field, text)?;
            Ok(Change { inverse: Command::SetFund { row, field, text: old }, changed })
        }
        Command::SetNotApplicable { row, reason } => {
            let slot = document.row_mut(&row).ok_or_else(|| Refusal::NoSuchRow(row.clone()))?;
            let changed = slot.not_applicable != reason;
            let old = std::mem::replace(&mut slot.not_applicable, reason);
            Ok(Change { inverse: Command::SetNotApplicable { row, reason: old }, changed })
        }
        Command::InsertRow { index, row } => {
            let id = row.indicator.id.clone();
            if document.row(&id).is_some() {
                return Err(Refusal::RowExists(id));
            }
            let index = index.min(document.rows.len());
            document.rows.insert(index, *row);
            Ok(Change { inverse: Command::RemoveRow { row: id }, changed: true })
        }
        Command::RemoveRow { row } => {
            let position = document.rows.iter().position(|r| r.indicator.id == row);
            let index = position.ok_or(Refusal::NoSuchRow(row))?;
            let row = Box::new(document.rows.remove(index));
            Ok(Change { inverse: Command::InsertRow { index, row }, changed: true })
        }
    }
}

/// Where a field outside the tables is kept.
enum Slot<'d> {
    Year(&'d mut Option<i16>),
    Text(&'d mut String),
}

fn set_year(slot: &mut Option<i16>, text: &str) -> Result<Change, Refusal> {
    let year = match text.trim() {
        "" => None,
        typed => Some(year_of(typed).ok_or_else(|| Refusal::NotAYear(text.to_owned()))?),
    };
    let old = std::mem::replace(slot, year);
    let text = old.map(|y| y.to_string()).unwrap_or_default();
    Ok(Change { inverse: Command::SetText { field: TextField::Year, text }, changed: old != year })
}

fn text_slot(document: &mut SelfEvaluation, field: TextField) -> Slot<'_> {
    let head = &mut document.head;
    Slot::Text(match field {
        TextField::Year => return Slot::Year(&mut head.year),
        TextField::Title => &mut head.title,
        TextField::Project => &mut head.project,
        TextField::Code => &mut head.code,
        TextField::Department => &mut head.department,
        TextField::Unit => &mut head.unit,
        TextField::Expected => &mut document.expected,
        TextField::Achieved => &mut document.achieved,
        TextField::ClaimedTotal => document.claimed_total.text_mut(),
        TextField::ClaimedGrade => &mut document.claimed_grade,
    })
}

/// Sets the field and returns what stood there.
fn replace_row_field(row: &mut SelfRow, field: RowField, text: &str) -> String {
    let indicator = &mut row.indicator;
    let slot = match field {
        RowField::Level1 => &mut indicator.level1,
        RowField::Level2 => &mut indicator.level2,
        RowField::Name => &mut indicator.name,
        RowField::Note => &mut indicator.note,
        RowField::Reason => &mut row.reason,
        RowField::Sign => indicator.sign.text_mut(),
        RowField::Target => indicator.target.text_mut(),
        RowField::Unit => indicator.unit.text_mut(),
        RowField::Points => indicator.points.text_mut(),
        RowField::Actual => row.actual.text_mut(),
        RowField::Claimed => row.claimed.text_mut(),
    };
    std::mem::replace(slot, text.to_owned())
}

fn set_fund(
    document: &mut SelfEvaluation,
    id: &RowId,
    field: FundField,
    text: String,
) -> Result<(String, bool), Refusal> {
    let row = document.funds.rows.iter_mut().find(|row| row.id == *id);
    let row = row.ok_or_else(|| Refusal::NoSuchRow(id.clone()))?;
    let slot: &mut Typed = match field {
        FundField::Opening => &mut row.opening,
        FundField::Budget => &mut row.budget,
        FundField::Spent => &mut row.spent,
        FundField::ClaimedRate => &mut row.claimed_rate,
        FundField::Points => &mut row.points,
        FundField::Claimed => &mut row.claimed,
        FundField::Reason => {
            let old = std::mem::replace(&mut row.reason, text);
            let changed = old != row.reason;
            return Ok((old, changed));
        }
    };
    let old = std::mem::replace(slot.text_mut(), text);
    let changed = old != slot.text();
    Ok((old, changed))
}

#[cfg(test)]
mod tests {
    use super::{Command, Refusal, apply};
    use crate::domain::ids::RowId;
    use crate::domain::place::{RowField, TextField};
    use crate::domain::selfeval::SelfEvaluation;

    fn document() -> SelfEvaluation {
        let json = r#"{"head":{"year":2022},"rows":[{"id":"r1","level1":"产出指标","level2":"","name":"甲"},
            {"id":"r2","level1":"产出指标","level2":"","name":"乙"}]}"#;
        serde_json::from_str(json).expect("a document")
    }

    #[test]
    fn every_edit_is_taken_back_by_its_inverse() {
        let row = || RowId::new("r1");
        let edits = [
            Command::SetText { field: TextField::Year, text: "２０２３年".into() },
            Command::SetText { field: TextField::Expected, text: "目标".into() },
            Command::SetRow { row: row(), field: RowField::Actual, text: "4５".into() },
            Command::SetNotApplicable { row: row(), reason: Some("未开展".into()) },
            Command::RemoveRow { row: row() },
        ];
        for edit in edits {
            let mut edited = document();
            let change = apply(&mut edited, edit.clone()).expect("an edit");
            assert!(change.changed, "{edit:?}");
            assert_ne!(edited, document());
            apply(&mut edited, change.inverse).expect("its inverse");
            assert_eq!(edited, document(), "{edit:?}");
        }
    }

    #[test]
    fn a_refused_edit_changes_nothing() {
        let mut edited = document();
        let lost = Command::RemoveRow { row: RowId::new("r9") };
        assert_eq!(apply(&mut edited, lost), Err(Refusal::NoSuchRow(RowId::new("r9"))));
        let year = Command::SetText { field: TextField::Year, text: "去年".into() };
        assert_eq!(apply(&mut edited, year), Err(Refusal::NotAYear("去年".into())));
        assert_eq!(edited, document());
    }
}
