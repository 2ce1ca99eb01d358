//! One field or row of another content of the case taken over into the one that stands: what a version had there
//! comes back as an edit like any other. Knows no list of versions.

use super::{Command, GoalEdit, apply_to};
use crate::domain::case::Case;
use crate::domain::goal::{Goal, GoalStage};
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::{DocumentType, FundField, RowField, TextField};
use crate::domain::task::TaskField;

/// The edit that makes what stands at a place of `now` what stands there in `from`. The place is a difference's
/// (`goal/indicators/r3/target`). Of a row that only one of them has it puts the whole row in or takes it away.
/// `None`: no edit does that.
pub fn brought_back(now: &Case, from: &Case, place: &str) -> Option<Command> {
    row_back(now, from, place).or_else(|| field_back(now, from, place))
}

/// The same where only one of them has the row that the place is in; else `None`.
pub fn row_back(now: &Case, from: &Case, place: &str) -> Option<Command> {
    let (document, steps) = split(place)?;
    let [table, id, ..] = steps.as_slice() else { return None };
    let remove = removal(document, table, &RowId::new(*id))?;
    // What takes a removal back puts the row where it stood.
    let put_in = inverse(from, remove.clone());
    match (put_in, inverse(now, remove.clone())) {
        (Some(put_in), None) => Some(put_in),
        (None, Some(_)) => Some(remove),
        _ => None,
    }
}

fn field_back(now: &Case, from: &Case, place: &str) -> Option<Command> {
    let (document, steps) = split(place)?;
    let is_goal = document == DocumentType::Goal;
    let goals = || Some((now.goal.as_ref()?, from.goal.as_ref()?));
    let command = match steps.as_slice() {
        ["indicators", id, "order"] if is_goal => {
            let (row, (_, goal)) = (RowId::new(*id), goals()?);
            let index = goal.indicators.iter().position(|known| known.id == row)?;
            return Some(Command::Goal(GoalEdit::MoveRow { row, index }));
        }
        ["tasks", id, "order"] if is_goal => {
            let (task, (_, goal)) = (RowId::new(*id), goals()?);
            let index = goal.tasks.iter().position(|known| known.id == task)?;
            return Some(Command::Goal(GoalEdit::MoveTask { task, index }));
        }
        ["stage"] if is_goal => return Some(Command::Goal(GoalEdit::SetStage { stage: goals()?.1.stage })),
        ["indicators", id, field @ ..] => {
            let row = RowId::new(*id);
            match (field, blank_row(document, &row, field)) {
                (_, Some(blank)) => blank,
                (["not_applicable"], _) if !is_goal => Command::SetNotApplicable { row, reason: None },
                ([part, ..], _) if is_goal => return grounds_back(goals()?, &row, part),
                _ => return None,
            }
        }
        ["funds", id, field] => {
            let (row, field, text) = (RowId::new(*id), FundField::of_word(field)?, String::new());
            match is_goal {
                true => Command::Goal(GoalEdit::SetFund { row, field, text }),
                false => Command::SetFund { row, field, text },
            }
        }
        ["tasks", id, field] => {
            let (task, field, text) = (RowId::new(*id), TaskField::of_word(field)?, String::new());
            match is_goal {
                true => Command::Goal(GoalEdit::SetTask { task, field, text }),
                false => Command::SetTask { task, field, text },
            }
        }
        ["facts", key] if is_goal => {
            Command::Goal(GoalEdit::SetFact { key: (*key).to_owned(), text: String::new() })
        }
        ["self_check", item, _] if is_goal => {
            let (item, grade, note) = ((*item).to_owned(), String::new(), String::new());
            Command::Goal(GoalEdit::SetSelfCheck { item, grade, note })
        }
        [word] => {
            let (field, text) = (TextField::of_word(word)?, String::new());
            match is_goal {
                true => Command::Goal(GoalEdit::SetText { field, text }),
                false => Command::SetText { field, text },
            }
        }
        _ => return None,
    };
    // What takes a blank back sets what stood there.
    let back = inverse(from, command)?;
    inverse(now, back.clone()).map(|_| back)
}

fn blank_row(document: DocumentType, row: &RowId, field: &[&str]) -> Option<Command> {
    let [word] = field else { return None };
    let (row, field, text) = (row.clone(), RowField::of_word(word)?, String::new());
    Some(match document {
        DocumentType::Goal => Command::Goal(GoalEdit::SetRow { row, field, text }),
        DocumentType::SelfEvaluation => Command::SetRow { row, field, text },
    })
}

/// What stands behind an indicator and is no text of its own.
fn grounds_back((now, from): (&Goal, &Goal), row: &RowId, part: &str) -> Option<Command> {
    let mut row: Indicator = now.row(row)?.clone();
    let (grounds, old) = (&mut row.grounds, from.row(&row.id)?.grounds.clone());
    match part {
        "term" => grounds.term = old.term,
        "locked" => grounds.locked = old.locked,
        "link" => grounds.link = old.link,
        "rule" => grounds.rule = old.rule,
        "proposed" => grounds.proposed = old.proposed,
        "last_year" => grounds.last_year = old.last_year,
        "evidence" => grounds.evidence = old.evidence,
        _ => return None,
    }
    Some(Command::Goal(GoalEdit::ReplaceRow { row: Box::new(row) }))
}

fn removal(document: DocumentType, table: &str, row: &RowId) -> Option<Command> {
    let row = row.clone();
    Some(match (document, table) {
        (DocumentType::SelfEvaluation, "indicators") => Command::RemoveRow { row },
        (DocumentType::Goal, "indicators") => Command::Goal(GoalEdit::RemoveRow { row }),
        (DocumentType::Goal, "funds") => Command::Goal(GoalEdit::RemoveFund { row }),
        (DocumentType::Goal, "tasks") => Command::Goal(GoalEdit::RemoveTask { task: row }),
        _ => return None,
    })
}

/// What would take the edit back, if it can be made. How far the goal of then had come is no matter.
fn inverse(case: &Case, command: Command) -> Option<Command> {
    let mut case = case.clone();
    case.goal.iter_mut().for_each(|goal| goal.stage = GoalStage::Declared);
    apply_to(&mut case, command).ok().map(|change| change.inverse)
}

fn split(place: &str) -> Option<(DocumentType, Vec<&str>)> {
    let (document, rest) = place.split_once('/')?;
    Some((DocumentType::of_word(document)?, rest.split('/').collect()))
}

#[cfg(test)]
mod tests {
    use super::{brought_back, row_back};
    use crate::domain::case::Case;
    use crate::domain::command::apply_to;

    fn case(json: &str) -> Case {
        let head = r#"{"id":"c","year":2022,"subject":"project","name":"名","#;
        let mut case: Case = serde_json::from_str(&format!("{head}{json}}}")).expect("a case");
        case.follow_head();
        case
    }

    fn old() -> Case {
        case(
            r#""goal":{"head":{"project":"名"},"facts":[{"key":"phone","text":"1"}],"stage":"approved",
            "funds":[{"id":"f1","source":"fiscal","label":"拨款","budget":"5"},{"id":"f2","source":"other","label":"其他"}],
            "tasks":[{"id":"t1","name":"一"}],"whole_goal":"三年",
            "self_check":[{"item":"clear","grade":"优","note":"补"}],
            "indicators":[{"id":"r1","level1":"产出","level2":"","name":"甲","grounds":{"locked":true,"meaning":"义","rule":{"kind":"yes_no"}}},
            {"id":"r2","level1":"","level2":"","name":"乙"}]},
            "self_evaluation":{"head":{"year":2022,"project":"名"},"tasks":[{"id":"t1","done":"完"}],
            "funds":[{"id":"f1","source":"fiscal","label":"拨款","spent":"4"}],
            "rows":[{"id":"r1","level1":"","level2":"","name":"甲","actual":"5","not_applicable":"未开展"}]}"#,
        )
    }

    fn now() -> Case {
        case(
            r#""goal":{"head":{"project":"名"},
            "funds":[{"id":"f1","source":"fiscal","label":"拨款","budget":"6"}],
            "tasks":[{"id":"t1","name":"二"},{"id":"t9","name":"新"}],
            "indicators":[{"id":"r2","level1":"","level2":"","name":"乙"},
            {"id":"r1","level1":"成本","level2":"","name":"甲"},{"id":"r9","level1":"","level2":"","name":"新"}]},
            "self_evaluation":{"head":{"year":2023,"project":"名"},"tasks":[{"id":"t1"}],
            "funds":[{"id":"f1","source":"fiscal","label":"拨款","spent":""}],
            "rows":[{"id":"r1","level1":"","level2":"","name":"甲","actual":""}]}"#,
        )
    }

    #[test]
    fn what_stood_at_a_place_stands_there_again() {
        for place in [
            "goal/facts/phone",
            "goal/stage",
            "goal/whole_goal",
            "goal/funds/f1/budget",
            "goal/funds/f2/label",
            "goal/tasks/t1/name",
            "goal/tasks/t9/name",
            "goal/self_check/clear/note",
            "goal/indicators/r1/level1",
            "goal/indicators/r1/order",
            "goal/indicators/r1/meaning",
            "goal/indicators/r1/locked",
            "goal/indicators/r1/rule/kind",
            "goal/indicators/r9/name",
            "self_evaluation/year",
            "self_evaluation/tasks/t1/done",
            "self_evaluation/funds/f1/spent",
            "self_evaluation/indicators/r1/actual",
            "self_evaluation/indicators/r1/not_applicable",
        ] {
            let mut case = now();
            let command = brought_back(&case, &old(), place).unwrap_or_else(|| panic!("{place}"));
            let change = apply_to(&mut case, command).expect(place);
            assert!(change.changed, "{place}");
            // Brought back once more it would change nothing.
            let again = brought_back(&case, &old(), place);
            let again = again.map(|command| apply_to(&mut case.clone(), command).expect(place).changed);
            assert_ne!(again, Some(true), "{place}");
            apply_to(&mut case, change.inverse).expect(place);
            assert_eq!(case, now(), "{place}");
        }
    }

    #[test]
    fn a_row_comes_back_whole_and_where_it_stood() {
        let command = row_back(&now(), &old(), "goal/funds/f2/label").expect("a row");
        let mut case = now();
        apply_to(&mut case, command).expect("an edit");
        let funds = &case.goal.as_ref().expect("a goal").funds.rows;
        assert_eq!((funds.len(), funds[1].label.as_str()), (2, "其他"));
        assert_eq!(row_back(&now(), &old(), "goal/indicators/r1/level1"), None, "both have it");
    }

    #[test]
    fn what_no_edit_reaches_is_left_to_the_whole_version() {
        for place in [
            "case/money",
            "goal/remarks/填报人/text",
            "goal/level_points/产出/points",
            "self_evaluation/indicators/r1/order",
            "self_evaluation/rests_on/digest",
            "goal/indicators/r1/mood",
            "goal/indicators/none/name",
            "goal",
            "",
        ] {
            assert_eq!(brought_back(&now(), &old(), place), None, "{place}");
        }
        let no_goal = Case { goal: None, ..now() };
        assert_eq!(brought_back(&no_goal, &old(), "goal/stage"), None);
    }
}
