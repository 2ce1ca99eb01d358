//! What holds whatever the goals are: nothing of one is lost on the way, no answer is taken away by another.

use std::collections::BTreeSet;

use hengping::bundle::goal::goal_digest;
use hengping::domain::adjustment::{approved, begun};
use hengping::domain::from_goal::{GroupKind, What, differences, refreshed};
use hengping::domain::grounds::Term;
use hengping::domain::ids::{CaseId, RowId};
use hengping::domain::next_year::copied;
use hengping::domain::place::RowField;
use hengping::domain::selfeval::SelfEvaluation;
use hengping::domain::survey::{SurveyField, SurveyFigures};
use hengping::pack::shipped;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{case_of, taken};

/// An indicator of one of six ids.
fn any_row() -> impl Strategy<Value = Value> {
    (0..6u8, "[甲乙丙]{0,2}", "[≥≤]?[0-9]{1,2}个?", any::<bool>(), proptest::option::of("[乙丙]")).prop_map(
        |(id, name, target, whole, meaning)| {
            let term = if whole && id == 5 { "whole" } else { "year" };
            let grounds = json!({ "term": term, "meaning": meaning.unwrap_or_default(), "locked": id == 1 });
            json!({ "id": format!("r{id}"), "level1": "产出", "level2": "", "name": name, "target": target,
                "points": "10", "grounds": grounds })
        },
    )
}

fn distinct(rows: Vec<Value>) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    rows.into_iter().filter(|row| seen.insert(row["id"].to_string())).collect()
}

fn any_goal() -> impl Strategy<Value = Value> {
    let fund = (0..4u8, "[0-9]{0,3}").prop_map(|(id, budget)| {
        let source = ["total", "fiscal", "other", "detail"][usize::from(id)];
        json!({ "id": format!("f{id}"), "source": source, "label": source, "budget": budget })
    });
    let task = (0..3u8, "[甲乙]{0,2}").prop_map(|(id, name)| json!({ "id": format!("t{id}"), "name": name }));
    (
        proptest::collection::vec(any_row(), 0..8),
        proptest::collection::vec(fund, 0..5),
        proptest::collection::vec(task, 0..4),
        "[甲乙]{0,3}",
    )
        .prop_map(|(rows, funds, tasks, text)| {
            json!({ "head": { "project": text, "year": 2024 }, "annual_goal": text, "indicators": distinct(rows),
                "funds": distinct(funds), "tasks": distinct(tasks) })
        })
}

/// What a person may have filled in, row by row.
fn answered(mut form: SelfEvaluation, answers: &[u8]) -> SelfEvaluation {
    for (at, (row, answer)) in form.rows.iter_mut().zip(answers).enumerate() {
        match answer {
            1 => row.actual = format!("{at}").as_str().into(),
            2 => row.reason = format!("原因{at}"),
            3 => row.not_applicable = Some(String::new()),
            4 => {
                let mut survey = SurveyFigures::default();
                survey.set(&SurveyField::Sent, format!("{at}9"));
                row.survey = Some(survey);
            }
            _ => {}
        }
    }
    for (task, answer) in form.tasks.iter_mut().zip(answers) {
        task.done = "完成".repeat(usize::from(*answer));
    }
    for (fund, answer) in form.funds.rows.iter_mut().zip(answers) {
        fund.spent = format!("{answer}").as_str().into();
    }
    form
}

fn chosen() -> impl Strategy<Value = Vec<GroupKind>> {
    proptest::sample::subsequence(GroupKind::ALL.to_vec(), 0..=GroupKind::ALL.len())
}

proptest! {
    /// Every id and every text of the year's block.
    #[test]
    fn nothing_of_the_goal_is_lost_on_the_way(goal in any_goal()) {
        let case = case_of(goal);
        let goal = case.goal.as_ref().expect("a goal");
        let form = taken(&case);
        let rows: Vec<_> = goal.of_term(Term::Year).collect();
        prop_assert_eq!(rows.len(), form.rows.len());
        for (from, to) in rows.into_iter().zip(&form.rows) {
            prop_assert_eq!(&from.id, &to.indicator.id);
            for field in RowField::OF_INDICATOR {
                prop_assert_eq!(from.text(field), to.indicator.text(field));
            }
            prop_assert!(!to.is_answered());
        }
        for fund in &goal.funds.rows {
            let to = form.funds.rows.iter().find(|row| row.id == fund.id && row.source == fund.source);
            let texts = to.map(|row| (row.label.as_str(), row.opening.text(), row.budget.text()));
            prop_assert_eq!(texts, Some((fund.label.as_str(), fund.budget.text(), fund.budget.text())));
        }
        prop_assert!(form.funds.total_row().is_some());
        prop_assert_eq!(goal.tasks.len(), form.tasks.len());
        prop_assert_eq!(&form.expected, &goal.annual_goal);
        prop_assert_eq!(differences(&form, &form, Some(goal)), vec![]);
        let json = serde_json::to_string(&form).expect("json");
        prop_assert_eq!(serde_json::from_str::<SelfEvaluation>(&json).ok(), Some(form));
    }

    /// Whatever the newer goal is and whatever is chosen, each answer is still there, once.
    #[test]
    fn a_newer_goal_takes_no_answer_away(
        first in any_goal(), second in any_goal(), knows in any::<bool>(),
        answers in proptest::collection::vec(0..5u8, 8), chosen in chosen(),
    ) {
        let (old, new) = (case_of(first), case_of(second));
        let form = answered(taken(&old), &answers);
        let fresh = taken(&new);
        let base = old.goal.as_ref().filter(|_| knows);
        let after = refreshed(&form, &fresh, base, &chosen);
        let holds = |form: &SelfEvaluation| -> Vec<Value> {
            let rows = form.rows.iter().chain(&form.kept).filter(|row| row.is_answered());
            let mut rows: Vec<Value> = rows.map(|row| json!([row.indicator.id, row.actual, row.claimed, row.reason,
                row.not_applicable, row.survey])).collect();
            rows.extend(form.tasks.iter().filter(|t| !t.done.is_empty()).map(|t| json!([t.id, t.done])));
            rows.extend(form.funds.rows.iter().filter(|f| f.spent.is_touched()).map(|f| json!([f.label, f.spent])));
            rows.sort_by_key(Value::to_string);
            rows
        };
        prop_assert_eq!(holds(&after), holds(&form));
        let ids: Vec<&RowId> = after.rows.iter().chain(&after.kept).map(|row| &row.indicator.id).collect();
        prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        let funds: BTreeSet<_> = after.funds.rows.iter().map(|row| &row.id).collect();
        prop_assert_eq!(funds.len(), after.funds.rows.len());
        prop_assert_eq!(&after.rests_on, &fresh.rests_on);
        if chosen.is_empty() {
            prop_assert_eq!(SelfEvaluation { rests_on: None, ..after.clone() }, SelfEvaluation { rests_on: None, ..form.clone() });
        }
        // With everything taken over, only what was answered and is gone still differs.
        let whole = refreshed(&form, &fresh, base, &GroupKind::ALL);
        for group in differences(&whole, &fresh, new.goal.as_ref()) {
            for change in group.changes {
                prop_assert!(matches!(change.what, What::Gone { answered: true, .. }), "{:?} {:?}", group.kind, change);
            }
        }
    }

    #[test]
    fn an_adjustment_keeps_the_goal_before_to_the_letter(goal in any_goal(), reason in "[甲乙]{0,3}") {
        let approved = approved(&case_of(goal), "2024-02-01").expect("approved");
        let before = approved.goal.clone().expect("a goal");
        let mut adjusted = begun(&approved, "2024-05-01", &reason).expect("begun");
        prop_assert_eq!(goal_digest(adjusted.goal.as_ref().expect("a goal")), goal_digest(&before));
        adjusted.goal.as_mut().expect("a goal").indicators.clear();
        prop_assert_eq!(&adjusted.goals_before[0].goal, &before);
        prop_assert_eq!(&adjusted.goals_before[0].reason, &reason);
        prop_assert_eq!(adjusted.indicators().count(), before.indicators.len());
    }

    #[test]
    fn every_goal_has_a_next_year(goal in any_goal(), answers in proptest::collection::vec(0..5u8, 8)) {
        let mut case = case_of(goal);
        case.self_evaluation = Some(answered(taken(&case), &answers));
        let next = copied(&case, CaseId::new("c2"), 2025, shipped().rules()).expect("a copy");
        let (old, new) = (case.goal.expect("a goal"), next.goal.expect("a goal"));
        prop_assert_eq!(old.indicators.len(), new.indicators.len());
        for (old, new) in old.indicators.iter().zip(&new.indicators) {
            for field in RowField::OF_INDICATOR {
                prop_assert_eq!(old.text(field), new.text(field));
            }
            prop_assert_eq!(old.grounds.locked, new.grounds.locked);
            prop_assert_eq!(new.grounds.last_year.is_some(), new.grounds.term == Term::Year);
        }
    }
}
