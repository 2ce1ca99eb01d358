//! The edits of a goal, and what takes each back. Knows no other document.

use serde::{Deserialize, Serialize};

use super::goal_json::Told;
use super::goal_near::Near;
use super::{Refusal, Slot, head_slot, set_fund, set_text};
use crate::domain::funds::FundRow;
use crate::domain::goal::{Goal, GoalStage, SelfCheck};
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::{DocumentType, FundField, Place, RowField, TextField};
use crate::domain::task::{Task, TaskField};

/// One edit of a goal. Texts are kept as typed; an `index` beyond the end means last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Told", try_from = "Told")]
pub enum GoalEdit {
    SetText {
        field: TextField,
        text: String,
    },
    /// A field that the form pack names. An empty text takes it away.
    SetFact {
        key: String,
        text: String,
    },
    SetRow {
        row: RowId,
        field: RowField,
        text: String,
    },
    InsertRow {
        index: usize,
        row: Box<Indicator>,
    },
    RemoveRow {
        row: RowId,
    },
    MoveRow {
        row: RowId,
        index: usize,
    },
    /// Puts an indicator in the place of the one with its id: picked from the library, locked, with evidence.
    ReplaceRow {
        row: Box<Indicator>,
    },
    /// 申请入库 of an indicator, with its reason; `None`: it is not proposed.
    SetProposal {
        row: RowId,
        reason: Option<String>,
    },
    SetFund {
        row: RowId,
        field: FundField,
        text: String,
    },
    InsertFund {
        index: usize,
        row: Box<FundRow>,
    },
    RemoveFund {
        row: RowId,
    },
    SetTask {
        task: RowId,
        field: TaskField,
        text: String,
    },
    InsertTask {
        index: usize,
        task: Task,
    },
    RemoveTask {
        task: RowId,
    },
    MoveTask {
        task: RowId,
        index: usize,
    },
    /// The answer to a question of the review; without grade and note there is none.
    SetSelfCheck {
        item: String,
        grade: String,
        note: String,
    },
    SetStage {
        stage: GoalStage,
    },
    /// Several edits as one: pasted, shared out, taken from the library. All of them, or none.
    Many(Vec<GoalEdit>),
}

impl GoalEdit {
    /// Whether it says how far the goal has come and touches nothing of what the goal says.
    pub(super) fn moves_on_only(&self) -> bool {
        match self {
            Self::SetStage { .. } => true,
            Self::Many(edits) => edits.iter().all(Self::moves_on_only),
            _ => false,
        }
    }

    /// The place of the one field whose text it sets.
    pub(super) fn field(&self) -> Option<Place> {
        let document = DocumentType::Goal;
        Some(match self {
            Self::SetText { field, .. } => Place::text(document, *field),
            Self::SetFact { key, .. } => Place::fact(document, key),
            Self::SetRow { row, field, .. } => Place::indicator(document, row, *field),
            Self::SetProposal { row, reason: Some(_) } => Place::proposal(row),
            Self::SetFund { row, field, .. } => Place::fund(document, row, *field),
            Self::SetTask { task, field, .. } => Place::task(document, task, *field),
            Self::SetSelfCheck { item, .. } => Place::self_check(item),
            _ => return None,
        })
    }
}

/// Makes the edit; what takes it back, and whether anything is different now.
pub(super) fn apply(goal: &mut Goal, edit: GoalEdit) -> Result<(GoalEdit, bool), Refusal> {
    apply_near(goal, edit, &mut Near::default())
}

/// The same beside the edits before it.
fn apply_near(goal: &mut Goal, edit: GoalEdit, near: &mut Near) -> Result<(GoalEdit, bool), Refusal> {
    use GoalEdit as E;
    Ok(match edit {
        E::SetText { field, text } => {
            let (old, changed) = set_text(text_slot(goal, field)?, text)?;
            (E::SetText { field, text: old }, changed)
        }
        E::SetFact { key, text } => {
            let changed = goal.fact(&key) != text;
            let old = goal.set_fact(&key, text);
            (E::SetFact { key, text: old }, changed)
        }
        E::SetRow { row, field, text } => {
            let found = near.row(&mut goal.indicators, &row)?;
            let (old, changed) = put(found.text_mut(field).ok_or(Refusal::NoSuchField)?, text);
            (E::SetRow { row, field, text: old }, changed)
        }
        E::InsertRow { index, row } => {
            let id = near.insert(&mut goal.indicators, index, *row)?;
            (E::RemoveRow { row: id }, true)
        }
        E::RemoveRow { row } => {
            let (index, row) = near.remove(&mut goal.indicators, &row)?;
            (E::InsertRow { index, row: Box::new(row) }, true)
        }
        E::MoveRow { row, index } => {
            let (old, changed) = shift(&mut goal.indicators, &row, index, |row| &row.id)?;
            (E::MoveRow { row, index: old }, changed)
        }
        E::ReplaceRow { row } => {
            let found = near.row(&mut goal.indicators, &row.id)?;
            let changed = *found != *row;
            (E::ReplaceRow { row: Box::new(std::mem::replace(found, *row)) }, changed)
        }
        E::SetProposal { row, reason } => {
            let found = near.row(&mut goal.indicators, &row)?;
            let changed = found.grounds.proposed != reason;
            let reason = std::mem::replace(&mut found.grounds.proposed, reason);
            (E::SetProposal { row, reason }, changed)
        }
        E::SetFund { row, field, text } => {
            let (old, changed) = set_fund(&mut goal.funds, &row, field, text)?;
            (E::SetFund { row, field, text: old }, changed)
        }
        E::InsertFund { index, row } => {
            let id = insert(&mut goal.funds.rows, index, *row, |row| &row.id)?;
            (E::RemoveFund { row: id }, true)
        }
        E::RemoveFund { row } => {
            let (index, row) = remove(&mut goal.funds.rows, &row, |row| &row.id)?;
            (E::InsertFund { index, row: Box::new(row) }, true)
        }
        E::SetTask { task, field, text } => {
            let found = goal.tasks.iter_mut().find(|t| t.id == task);
            let found = found.ok_or_else(|| Refusal::NoSuchRow(task.clone()))?;
            let (old, changed) = put(found.text_mut(field), text);
            (E::SetTask { task, field, text: old }, changed)
        }
        E::InsertTask { index, task } => {
            let id = insert(&mut goal.tasks, index, task, |task| &task.id)?;
            (E::RemoveTask { task: id }, true)
        }
        E::RemoveTask { task } => {
            let (index, task) = remove(&mut goal.tasks, &task, |task| &task.id)?;
            (E::InsertTask { index, task }, true)
        }
        E::MoveTask { task, index } => {
            let (old, changed) = shift(&mut goal.tasks, &task, index, |task| &task.id)?;
            (E::MoveTask { task, index: old }, changed)
        }
        E::SetSelfCheck { item, grade, note } => {
            let found = goal.self_check.iter().position(|check| check.item == item);
            let old = found.map(|at| goal.self_check.remove(at));
            let (old_grade, old_note) = old.map(|old| (old.grade, old.note)).unwrap_or_default();
            let changed = (&old_grade, &old_note) != (&grade, &note);
            if !(grade.is_empty() && note.is_empty()) {
                let at = goal.self_check.partition_point(|check| check.item < item);
                goal.self_check.insert(at, SelfCheck { item: item.clone(), grade, note });
            }
            (E::SetSelfCheck { item, grade: old_grade, note: old_note }, changed)
        }
        E::SetStage { stage } => {
            let old = std::mem::replace(&mut goal.stage, stage);
            (E::SetStage { stage: old }, old != stage)
        }
        E::Many(edits) => return many(goal, edits, near),
    })
}

/// One refused takes back all before it.
fn many(goal: &mut Goal, edits: Vec<GoalEdit>, near: &mut Near) -> Result<(GoalEdit, bool), Refusal> {
    let before = goal.clone();
    near.among(&goal.indicators);
    let (mut inverses, mut changed) = (Vec::new(), false);
    for edit in edits {
        match apply_near(goal, edit, near) {
            Ok((inverse, different)) => {
                changed |= different;
                inverses.push(inverse);
            }
            Err(refusal) => {
                *goal = before;
                return Err(refusal);
            }
        }
    }
    inverses.reverse();
    Ok((GoalEdit::Many(inverses), changed))
}

fn text_slot(goal: &mut Goal, field: TextField) -> Result<Slot<'_>, Refusal> {
    Ok(Slot::Text(match field {
        TextField::Expected => &mut goal.annual_goal,
        TextField::WholeGoal => &mut goal.whole_goal,
        field => return head_slot(&mut goal.head, field).ok_or(Refusal::NoSuchField),
    }))
}

fn put(slot: &mut String, text: String) -> (String, bool) {
    let changed = *slot != text;
    (std::mem::replace(slot, text), changed)
}

fn insert<T>(rows: &mut Vec<T>, index: usize, row: T, id: impl Fn(&T) -> &RowId) -> Result<RowId, Refusal> {
    let own = id(&row).clone();
    if rows.iter().any(|row| *id(row) == own) {
        return Err(Refusal::RowExists(own));
    }
    rows.insert(index.min(rows.len()), row);
    Ok(own)
}

fn remove<T>(rows: &mut Vec<T>, row: &RowId, id: impl Fn(&T) -> &RowId) -> Result<(usize, T), Refusal> {
    let index = rows.iter().position(|r| id(r) == row).ok_or_else(|| Refusal::NoSuchRow(row.clone()))?;
    Ok((index, rows.remove(index)))
}

/// Where it stood, and whether it stands elsewhere now.
fn shift<T>(
    rows: &mut Vec<T>,
    row: &RowId,
    to: usize,
    id: impl Fn(&T) -> &RowId,
) -> Result<(usize, bool), Refusal> {
    let (from, moved) = remove(rows, row, id)?;
    let to = to.min(rows.len());
    rows.insert(to, moved);
    Ok((from, from != to))
}

#[cfg(test)]
mod tests {
    use super::{GoalEdit as E, apply};
    use crate::domain::case::Case;
    use crate::domain::command::{Command, Refusal, apply_to};
    use crate::domain::funds::{FundRow, FundSource};
    use crate::domain::goal::{Goal, GoalStage};
    use crate::domain::ids::RowId;
    use crate::domain::indicator::Indicator;
    use crate::domain::place::{FundField, RowField, TextField};
    use crate::domain::task::{Task, TaskField};

    fn goal() -> Goal {
        let json = r#"{"head":{"year":2024},"facts":[{"key":"kind","text":"延续"},{"key":"phone","text":"1"}],
            "funds":[{"id":"f1","source":"fiscal","label":"财政拨款"}],
            "tasks":[{"id":"t1","name":"一"},{"id":"t2","name":"二"}],
            "self_check":[{"item":"clear","grade":"优"},{"item":"whole","grade":"良"}],
            "indicators":[{"id":"r1","level1":"产出指标","level2":"","name":"甲"},
            {"id":"r2","level1":"产出指标","level2":"","name":"乙"},{"id":"r3","level1":"","level2":"","name":"丙"}]}"#;
        serde_json::from_str(json).expect("a goal")
    }

    fn id(text: &str) -> RowId {
        RowId::new(text)
    }

    #[test]
    fn every_edit_is_taken_back_by_its_inverse() {
        let mut other = goal().indicators.remove(1);
        other.grounds.locked = true;
        let edits = [
            E::SetText { field: TextField::Year, text: "２０２５年".into() },
            E::SetText { field: TextField::WholeGoal, text: "三年".into() },
            E::SetFact { key: "phone".into(), text: String::new() },
            E::SetFact { key: "new".into(), text: "x".into() },
            E::SetRow { row: id("r1"), field: RowField::SurveySample, text: "385".into() },
            E::InsertRow { index: 1, row: Box::new(Indicator::new(id("r9"))) },
            E::RemoveRow { row: id("r2") },
            E::MoveRow { row: id("r1"), index: 2 },
            E::MoveRow { row: id("r3"), index: 0 },
            E::ReplaceRow { row: Box::new(other) },
            E::SetProposal { row: id("r1"), reason: Some("现有指标没有".into()) },
            E::SetProposal { row: id("r1"), reason: Some(String::new()) },
            E::SetFund { row: id("f1"), field: FundField::Next2, text: "5".into() },
            E::InsertFund { index: 0, row: Box::new(FundRow::new(id("f2"), FundSource::Other, "")) },
            E::RemoveFund { row: id("f1") },
            E::SetTask { task: id("t2"), field: TaskField::Fiscal, text: "3".into() },
            E::InsertTask { index: 9, task: Task::new(id("t3")) },
            E::RemoveTask { task: id("t1") },
            E::MoveTask { task: id("t1"), index: 1 },
            E::SetSelfCheck { item: "clear".into(), grade: "中".into(), note: "补充".into() },
            E::SetSelfCheck { item: "clear".into(), grade: String::new(), note: String::new() },
            E::SetSelfCheck { item: "sound".into(), grade: "优".into(), note: String::new() },
            E::SetStage { stage: GoalStage::Adjusted },
            E::Many(vec![
                E::RemoveRow { row: id("r1") },
                E::MoveRow { row: id("r3"), index: 0 },
                E::SetRow { row: id("r3"), field: RowField::Points, text: "90".into() },
            ]),
        ];
        for edit in edits {
            let mut edited = goal();
            let (inverse, changed) = apply(&mut edited, edit.clone()).expect("an edit");
            assert!(changed, "{edit:?}");
            assert_ne!(edited, goal(), "{edit:?}");
            let json = serde_json::to_string(&inverse).expect("json");
            apply(&mut edited, serde_json::from_str(&json).expect("the same")).expect("its inverse");
            assert_eq!(edited, goal(), "{edit:?}");
        }
    }

    #[test]
    fn of_several_edits_all_are_made_or_none() {
        let mut edited = goal();
        let lost = E::SetRow { row: id("r8"), field: RowField::Name, text: String::new() };
        let many = E::Many(vec![E::RemoveRow { row: id("r1") }, lost]);
        assert_eq!(apply(&mut edited, many), Err(Refusal::NoSuchRow(id("r8"))));
        assert_eq!(edited, goal());
        let claimed = E::SetRow { row: id("r1"), field: RowField::Claimed, text: "1".into() };
        assert_eq!(apply(&mut edited, claimed), Err(Refusal::NoSuchField));
        let twice = E::InsertTask { index: 0, task: Task::new(id("t1")) };
        assert_eq!(apply(&mut edited, twice), Err(Refusal::RowExists(id("t1"))));
        assert_eq!(edited, goal());
    }

    #[test]
    fn what_was_approved_changes_by_an_adjustment_only() {
        let json = r#"{"id":"c","year":2024,"subject":"project","name":"路灯",
            "goal":{"head":{"year":2024},"stage":"approved","annual_goal":"维护 5000 盏"}}"#;
        let mut case: Case = serde_json::from_str(json).expect("a case");
        let text = |text: &str| E::SetText { field: TextField::Expected, text: text.into() };
        let stage = || E::SetStage { stage: GoalStage::Declared };
        let before = case.clone();
        for edit in [text("维护 6000 盏"), E::Many(vec![stage(), text("维护 6000 盏")])] {
            assert_eq!(apply_to(&mut case, Command::Goal(edit)), Err(Refusal::GoalApproved));
            assert_eq!(case, before);
        }
        apply_to(&mut case, Command::Goal(E::Many(vec![stage()]))).expect("moved on");
        assert!(apply_to(&mut case, Command::Goal(text("维护 6000 盏"))).expect("an edit").changed);
    }
}
