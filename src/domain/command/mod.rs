//! An edit of a case as a value: `apply_to` makes the change and returns its inverse.
//! Undo, the journal, autosave and tests all hang on it. Knows no screen and no storage.
//! The edits of a self-evaluation stand here, those of a goal beside it.

mod back;
mod goal;
mod goal_json;
mod goal_near;

pub use back::{brought_back, row_back};
pub use goal::GoalEdit;

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::evidence::Evidence;
use super::form::FormHead;
use super::funds::Funds;
use super::goal::GoalStage;
use super::ids::RowId;
use super::place::{DocumentType, FundField, Place, RowField, TextField};
use super::selfeval::{SelfEvaluation, SelfRow};
use super::survey::SurveyField;
use super::task::TaskField;
use super::year::year_of;

/// One edit. Texts are kept as typed. All but `Goal` and `Replace` are of the self-evaluation.
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
    SetTask {
        task: RowId,
        field: TaskField,
        text: String,
    },
    /// A figure of the survey behind a row.
    SetSurvey {
        row: RowId,
        field: SurveyField,
        text: String,
    },
    /// The files that bear a row out, all of them. Their bytes are kept before the edit is made.
    SetEvidence {
        row: RowId,
        evidence: Vec<Evidence>,
    },
    /// An edit of the goal.
    Goal(GoalEdit),
    /// Another content of the whole case in place of this one; only the id stays: 恢复 of a version, a
    /// self-evaluation taken from the goal, a goal that is adjusted.
    Replace {
        case: Box<Case>,
    },
}

impl Command {
    /// Both set the text of the same field.
    pub fn same_field(&self, other: &Self) -> bool {
        if let (Self::SetNotApplicable { reason, .. }, Self::SetNotApplicable { reason: other_reason, .. }) =
            (self, other)
            && reason.is_some() != other_reason.is_some()
        {
            return false;
        }
        self.field().is_some_and(|field| other.field() == Some(field))
    }

    /// The place of the one field whose text it sets; `None` for an edit of whole rows. What makes a row
    /// inapplicable has a place of its own beside the row's fields.
    pub fn field(&self) -> Option<String> {
        let document = DocumentType::SelfEvaluation;
        let place = match self {
            Self::SetText { field, .. } => Place::text(document, *field),
            Self::SetRow { row, field, .. } => Place::indicator(document, row, *field),
            Self::SetFund { row, field, .. } => Place::fund(document, row, *field),
            Self::SetTask { task, field, .. } => Place::task(document, task, *field),
            Self::SetNotApplicable { row, .. } => {
                return Some(format!("{}/{row}/not_applicable", Place::indicators(document)));
            }
            Self::SetSurvey { row, field, .. } => Place::survey(row, field),
            Self::Goal(edit) => edit.field()?,
            Self::InsertRow { .. }
            | Self::RemoveRow { .. }
            | Self::Replace { .. }
            | Self::SetEvidence { .. } => return None,
        };
        Some(place.to_string())
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
    /// The document has no such field, or the case has no such document.
    NoSuchField,
    /// The goal was approved: what it says changes by an adjustment only.
    GoalApproved,
}

/// What an edit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The edit that takes it back.
    pub inverse: Command,
    /// Whether anything is different now.
    pub changed: bool,
}

/// Makes the edit in the document of the case that it is about; name, year and parties of the case follow
/// the head. On a refusal the case is untouched.
pub fn apply_to(case: &mut Case, command: Command) -> Result<Change, Refusal> {
    let change = match command {
        Command::Goal(edit) => {
            let goal = case.goal.as_mut().ok_or(Refusal::NoSuchField)?;
            if goal.stage == GoalStage::Approved && !edit.moves_on_only() {
                return Err(Refusal::GoalApproved);
            }
            let (inverse, changed) = goal::apply(goal, edit)?;
            Change { inverse: Command::Goal(inverse), changed }
        }
        Command::Replace { case: other } => return Ok(replace(case, *other)),
        command => {
            let form = case.self_evaluation.as_mut().ok_or(Refusal::NoSuchField)?;
            apply(form, command)?
        }
    };
    case.follow_head();
    Ok(change)
}

/// Makes an edit of the self-evaluation. On a refusal the document is untouched.
pub fn apply(document: &mut SelfEvaluation, command: Command) -> Result<Change, Refusal> {
    match command {
        Command::SetText { field, text } => {
            let (old, changed) = set_text(text_slot(document, field)?, text)?;
            Ok(Change { inverse: Command::SetText { field, text: old }, changed })
        }
        Command::SetRow { row, field, text } => {
            let slot = document.row_mut(&row).ok_or_else(|| Refusal::NoSuchRow(row.clone()))?;
            let slot = row_text(slot, field);
            let changed = *slot != text;
            let old = std::mem::replace(slot, text);
            Ok(Change { inverse: Command::SetRow { row, field, text: old }, changed })
        }
        Command::SetFund { row, field, text } => {
            let (old, changed) = set_fund(&mut document.funds, &row, field, text)?;
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
        Command::SetTask { task, field, text } => {
            let found = document.tasks.iter_mut().find(|row| row.id == task);
            let slot = found.ok_or_else(|| Refusal::NoSuchRow(task.clone()))?.text_mut(field);
            let changed = *slot != text;
            let old = std::mem::replace(slot, text);
            Ok(Change { inverse: Command::SetTask { task, field, text: old }, changed })
        }
        Command::SetEvidence { row, evidence } => {
            let slot = document.row_mut(&row).ok_or_else(|| Refusal::NoSuchRow(row.clone()))?;
            let slot = &mut slot.indicator.grounds.evidence;
            let changed = *slot != evidence;
            let old = std::mem::replace(slot, evidence);
            Ok(Change { inverse: Command::SetEvidence { row, evidence: old }, changed })
        }
        Command::SetSurvey { row, field, text } => {
            let slot = document.row_mut(&row).ok_or_else(|| Refusal::NoSuchRow(row.clone()))?;
            let mut figures = slot.survey.take().unwrap_or_default();
            let changed = figures.text(&field) != text;
            let old = figures.set(&field, text);
            slot.survey = (!figures.is_empty()).then_some(figures);
            Ok(Change { inverse: Command::SetSurvey { row, field, text: old }, changed })
        }
        Command::Goal(_) | Command::Replace { .. } => Err(Refusal::NoSuchField),
    }
}

/// Puts a content in place of another. Name and parties come along: what is blank in a head would otherwise
/// stay from the content before.
fn replace(case: &mut Case, other: Case) -> Change {
    let old = std::mem::replace(case, Case { id: case.id.clone(), ..other });
    let changed = old != *case;
    Change { inverse: Command::Replace { case: Box::new(old) }, changed }
}

/// Where a field outside the tables is kept.
enum Slot<'d> {
    Year(&'d mut Option<i16>),
    Text(&'d mut String),
}

/// Sets the field; what stood there, and whether it is another now.
fn set_text(slot: Slot<'_>, text: String) -> Result<(String, bool), Refusal> {
    match slot {
        Slot::Year(slot) => {
            let year = match text.trim() {
                "" => None,
                typed => Some(year_of(typed).ok_or(Refusal::NotAYear(text))?),
            };
            let old = std::mem::replace(slot, year);
            Ok((old.map(|year| year.to_string()).unwrap_or_default(), old != year))
        }
        Slot::Text(slot) => {
            let changed = *slot != text;
            Ok((std::mem::replace(slot, text), changed))
        }
    }
}

/// A field of the head; `None` for the fields that stand elsewhere.
fn head_slot(head: &mut FormHead, field: TextField) -> Option<Slot<'_>> {
    Some(Slot::Text(match field {
        TextField::Year => return Some(Slot::Year(&mut head.year)),
        TextField::Title => &mut head.title,
        TextField::Project => &mut head.project,
        TextField::Code => &mut head.code,
        TextField::Department => &mut head.department,
        TextField::Unit => &mut head.unit,
        TextField::Expected
        | TextField::WholeGoal
        | TextField::Achieved
        | TextField::ClaimedTotal
        | TextField::ClaimedGrade => return None,
    }))
}

fn text_slot(document: &mut SelfEvaluation, field: TextField) -> Result<Slot<'_>, Refusal> {
    Ok(Slot::Text(match field {
        TextField::Expected => &mut document.expected,
        TextField::Achieved => &mut document.achieved,
        TextField::ClaimedTotal => document.claimed_total.text_mut(),
        TextField::ClaimedGrade => &mut document.claimed_grade,
        field => return head_slot(&mut document.head, field).ok_or(Refusal::NoSuchField),
    }))
}

fn row_text(row: &mut SelfRow, field: RowField) -> &mut String {
    let SelfRow { indicator, actual, claimed, reason, .. } = row;
    indicator.text_mut(field).unwrap_or(match field {
        RowField::Actual => actual.text_mut(),
        RowField::Claimed => claimed.text_mut(),
        _ => reason,
    })
}

fn set_fund(
    funds: &mut Funds,
    id: &RowId,
    field: FundField,
    text: String,
) -> Result<(String, bool), Refusal> {
    let row = funds.rows.iter_mut().find(|row| row.id == *id);
    let row = row.ok_or_else(|| Refusal::NoSuchRow(id.clone()))?;
    let slot: &mut String = match field {
        FundField::Opening => row.opening.text_mut(),
        FundField::Budget => row.budget.text_mut(),
        FundField::Spent => row.spent.text_mut(),
        FundField::Before => row.years.before.text_mut(),
        FundField::Next1 => row.years.next1.text_mut(),
        FundField::Next2 => row.years.next2.text_mut(),
        FundField::Later => row.years.later.text_mut(),
        FundField::ClaimedRate => row.claimed_rate.text_mut(),
        FundField::Points => row.points.text_mut(),
        FundField::Claimed => row.claimed.text_mut(),
        FundField::Reason => &mut row.reason,
    };
    let changed = *slot != text;
    Ok((std::mem::replace(slot, text), changed))
}

#[cfg(test)]
mod tests {
    use super::{Command, Evidence, Refusal, apply, apply_to};
    use crate::domain::case::Case;
    use crate::domain::ids::RowId;
    use crate::domain::place::{RowField, TextField};
    use crate::domain::selfeval::SelfEvaluation;
    use crate::domain::survey::SurveyField;

    fn evidence() -> Evidence {
        Evidence {
            digest: "sha256:00".into(),
            name: "合同.pdf".into(),
            size: 7,
            kind: "application/pdf".into(),
        }
    }

    fn document() -> SelfEvaluation {
        let json = r#"{"head":{"year":2022},"rows":[{"id":"r1","level1":"产出指标","level2":"","name":"甲"},
            {"id":"r2","level1":"产出指标","level2":"","name":"乙","survey":{"answers":[{"level":"满意","count":"9"}]}}]}"#;
        serde_json::from_str(json).expect("a document")
    }

    #[test]
    fn every_edit_is_taken_back_by_its_inverse() {
        let row = || RowId::new("r1");
        let level = || SurveyField::Level("满意".into());
        let edits = [
            Command::SetText { field: TextField::Year, text: "２０２３年".into() },
            Command::SetText { field: TextField::Expected, text: "目标".into() },
            Command::SetRow { row: row(), field: RowField::Actual, text: "4５".into() },
            Command::SetNotApplicable { row: row(), reason: Some("未开展".into()) },
            Command::RemoveRow { row: row() },
            Command::SetSurvey { row: row(), field: SurveyField::Sent, text: "１20份".into() },
            Command::SetSurvey { row: row(), field: level(), text: "60".into() },
            Command::SetSurvey { row: RowId::new("r2"), field: level(), text: String::new() },
            Command::SetEvidence { row: row(), evidence: vec![evidence()] },
        ];
        for edit in edits {
            let mut edited = document();
            let change = apply(&mut edited, edit.clone()).expect("an edit");
            assert!(change.changed, "{edit:?}");
            assert_ne!(edited, document());
            let json = serde_json::to_string(&change.inverse).expect("json");
            apply(&mut edited, serde_json::from_str(&json).expect("the same")).expect("its inverse");
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

    #[test]
    fn another_content_is_put_in_place_whole_and_taken_back_to_the_letter() {
        let json = r#"{"id":"c","year":2022,"subject":"project","name":"旧名","unit":"旧单位","self_evaluation":{"head":{}}}"#;
        let before: Case = serde_json::from_str(json).expect("a case");
        let other = r#"{"id":"x","year":2023,"subject":"policy","name":"新名","money":"5","goal":{"head":{"project":"新名"}}}"#;
        let other: Case = serde_json::from_str(other).expect("a case");
        let mut case = before.clone();
        let replace = Command::Replace { case: Box::new(other.clone()) };
        let change = apply_to(&mut case, replace.clone()).expect("an edit");
        assert_eq!(case, Case { id: before.id.clone(), ..other });
        assert!(!apply_to(&mut case, replace).expect("the same again").changed);
        let inverse = serde_json::to_string(&change.inverse).expect("json");
        apply_to(&mut case, serde_json::from_str(&inverse).expect("the same")).expect("its inverse");
        assert_eq!(case, before);
    }
}
