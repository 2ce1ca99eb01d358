//! From the goal to the self-evaluation, to a newer goal and to the next year: nothing is typed twice, and nothing
//! that was typed is lost, whatever the goals are.

use std::collections::BTreeSet;

use hengping::bundle::goal::goal_digest;
use hengping::domain::adjustment::{approved, begun};
use hengping::domain::case::{Case, Subject};
use hengping::domain::checks::{check_basis, check_self_evaluation};
use hengping::domain::from_goal::{
    GoalBasis, GroupKind, What, differences, goal_basis, refreshed, self_evaluation,
};
use hengping::domain::funds::FundColumn;
use hengping::domain::goal::{Goal, GoalStage};
use hengping::domain::grounds::Term;
use hengping::domain::ids::{CaseId, RowId};
use hengping::domain::next_year::copied;
use hengping::domain::place::RowField;
use hengping::domain::scoring::{Status, score};
use hengping::domain::selfeval::{SelfEvaluation, SelfRow};
use hengping::domain::survey::{SurveyField, SurveyFigures};
use hengping::forms::{self, FormDocument};
use hengping::pack::shipped;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::forms::cases;

fn case_of(goal: Value) -> Case {
    let case = json!({ "id": "c1", "year": 2024, "subject": "project", "name": "路灯", "unit": "甲局", "goal": goal });
    serde_json::from_value(case).expect("a case")
}

fn taken(case: &Case) -> SelfEvaluation {
    let digest = case.goal.as_ref().map(goal_digest).expect("a goal");
    self_evaluation(case, digest.as_str(), shipped().rules()).expect("a self-evaluation")
}

fn jinzhai() -> Case {
    let bytes = std::fs::read(cases().join("goal-jinzhai-2021.csv")).expect("the case");
    let Some(FormDocument::Goal(goal)) = forms::read_csv(&bytes).document else { panic!("no goal") };
    Case { goal: Some(goal), ..case_of(Value::Null) }
}

#[test]
fn a_published_goal_becomes_a_form_to_be_filled() {
    let case = jinzhai();
    let goal = case.goal.clone().expect("a goal");
    let form = taken(&case);
    assert_eq!(form.rows.len(), 9);
    assert_eq!(form.head.title, "项目支出绩效自评表");
    assert_eq!((&form.head.project, form.head.year), (&goal.head.project, goal.head.year));
    assert_eq!(form.expected, goal.annual_goal);
    let budget = goal.funds.total(FundColumn::Budget).amount;
    for column in [FundColumn::Opening, FundColumn::Budget] {
        assert_eq!(form.funds.total(column).amount, budget, "{column:?}");
    }
    let scored = score(&form, shipped().rules());
    assert_eq!(scored.execution().map(|row| row.status), Some(Status::NotFilled));
    let found = check_self_evaluation(&form, &scored, shipped().checks());
    assert!(found.iter().any(|finding| finding.problem.code() == "actual-missing"));
}

#[test]
fn each_kind_of_subject_gets_its_title_and_its_tasks() {
    for (subject, title) in [
        (Subject::Project, "项目支出绩效自评表"),
        (Subject::Department, "部门整体支出绩效自评表"),
        (Subject::Policy, "财政政策绩效自评表"),
        (Subject::FiscalOperation, "财政运行绩效自评表"),
    ] {
        let goal = json!({ "head": {}, "tasks": [
            { "id": "t1", "name": "治理", "content": "3000 亩", "fiscal": "12", "other": "1", "done": "旧文" }] });
        let case = Case { subject, ..case_of(goal) };
        let form = taken(&case);
        assert_eq!(form.head.title, title);
        // What is blank in the goal's head stands in the case.
        assert_eq!((form.head.project.as_str(), form.head.year), ("路灯", Some(2024)));
        let task = form.tasks.first().expect("a task");
        assert_eq!((task.content.as_str(), task.fiscal.text(), task.done.as_str()), ("3000 亩", "12", ""));
        let found = check_self_evaluation(&form, &score(&form, shipped().rules()), shipped().checks());
        assert!(found.iter().any(|finding| finding.problem.code() == "task-not-reported"));
    }
}

#[test]
fn the_execution_row_has_what_the_indicators_leave() {
    for (points, execution) in [("90", "10"), ("100", ""), ("", "10"), ("85", "10")] {
        let case = case_of(json!({ "head": {}, "indicators": [row("r1", "数量", points)] }));
        let form = taken(&case);
        assert_eq!(form.funds.total_row().map(|row| row.points.text()), Some(execution), "{points}");
        let scored = score(&form, shipped().rules());
        assert_eq!(scored.execution().is_some(), !execution.is_empty(), "{points}");
    }
}

fn row(id: &str, name: &str, points: &str) -> Value {
    json!({ "id": id, "level1": "产出指标", "level2": "数量指标", "name": name, "target": "≥50个", "points": points })
}

#[test]
fn the_opening_budget_is_that_of_the_goal_that_the_year_began_with() {
    let fund =
        |budget: &str| json!([{ "id": "f1", "source": "fiscal", "label": "财政拨款", "budget": budget }]);
    let mut case =
        approved(&case_of(json!({ "head": {}, "funds": fund("100") })), "2024-02-01").expect("approved");
    case = begun(&case, "2024-06-01", "追加").expect("begun");
    let goal = case.goal.as_mut().expect("a goal");
    goal.funds.rows[0].budget = "130".into();
    let form = taken(&case);
    let money = |form: &SelfEvaluation| {
        let row = form.funds.rows.iter().find(|row| row.id == RowId::new("f1")).expect("the row");
        [row.opening.text().to_owned(), row.budget.text().to_owned()]
    };
    assert_eq!(money(&form), ["100", "130"]);
    assert_eq!(form.rests_on.as_ref().map(|rests| rests.stage), Some(GoalStage::Adjusted));
    // Taken from a goal that was adjusted, it is not typed over: the next adjustment changes it as well.
    let base = case.goal.clone();
    case.goal.as_mut().expect("a goal").funds.rows[0].budget = "140".into();
    let kinds =
        |form| differences(form, &taken(&case), base.as_ref()).iter().map(|g| g.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&form), [GroupKind::Money]);
    let mut typed_over = form.clone();
    typed_over
        .funds
        .rows
        .iter_mut()
        .filter(|row| row.id == RowId::new("f1"))
        .for_each(|row| row.budget = "120".into());
    assert_eq!(kinds(&typed_over), [GroupKind::Budget]);
    assert!(!GroupKind::Budget.is_proposed());
    let proposed: Vec<GroupKind> = GroupKind::ALL.into_iter().filter(|kind| kind.is_proposed()).collect();
    assert_eq!(money(&refreshed(&typed_over, &taken(&case), base.as_ref(), &proposed)), ["100", "120"]);
    assert_eq!(money(&refreshed(&form, &taken(&case), base.as_ref(), &proposed)), ["100", "140"]);
}

#[test]
fn what_a_self_evaluation_rests_on_is_told() {
    let mut case = case_of(json!({ "head": {}, "annual_goal": "维护 5000 盏" }));
    let form = taken(&case);
    let told = |case: &Case, form: &SelfEvaluation| {
        let digest = case.goal.as_ref().map(goal_digest);
        let basis = digest.and_then(|digest| goal_basis(form, case.goal.as_ref(), digest.as_str()));
        (basis, check_basis(basis).map(|finding| finding.problem.code()))
    };
    assert_eq!(
        told(&case, &form),
        (Some(GoalBasis::Current(GoalStage::Declared)), Some("goal-not-approved"))
    );
    case = approved(&case, "2024-02-01").expect("approved");
    assert_eq!(told(&case, &form), (Some(GoalBasis::Current(GoalStage::Approved)), None));
    case = begun(&case, "2024-05-01", "追加").expect("begun");
    assert_eq!(told(&case, &form).1, None, "nothing is different yet");
    case.goal.as_mut().expect("a goal").annual_goal = "维护 6000 盏".into();
    let older = GoalBasis::Older { then: GoalStage::Declared, now: GoalStage::Adjusted };
    assert_eq!(told(&case, &form), (Some(older), Some("goal-changed")));
    assert_eq!(told(&case, &SelfEvaluation::default()), (None, None));
    case.goal = None;
    assert_eq!(goal_basis(&form, case.goal.as_ref(), ""), None);
}

#[test]
fn what_does_not_apply_says_why_in_a_form_from_a_goal_as_well() {
    let case = case_of(json!({ "head": {}, "indicators": [row("r1", "甲", "45"), row("r2", "乙", "45")] }));
    let mut form = taken(&case);
    for fund in &mut form.funds.rows {
        fund.budget = "10".into();
        fund.spent = "10".into();
    }
    form.rows[0].actual = "50".into();
    form.rows[1].not_applicable = Some(String::new());
    let rules = shipped().rules();
    assert_eq!(score(&form, rules).grade, None, "without a reason it is open");
    form.rows[1].not_applicable = Some("合同未签".into());
    let scored = score(&form, rules);
    assert_eq!((scored.total.fixed2().as_str(), scored.grade.as_deref()), ("100.00", Some("优")));
    assert_eq!(scored.shared_out.0, "55.00 ÷ 55.00 × 100.00 = 100.00");
}

#[test]
fn rows_of_ones_own_stay_and_a_row_that_comes_back_has_its_answers() {
    let goal = |rows: Value| json!({ "head": {}, "indicators": rows });
    let mut case = case_of(goal(json!([row("r1", "甲", "45"), row("r2", "乙", "45")])));
    let base = case.goal.clone();
    let mut form = taken(&case);
    form.rows[1].actual = "49".into();
    form.rows[1].reason = "雨季停工".into();
    let own: SelfRow = serde_json::from_value(row("x", "自增", "0")).expect("a row");
    form.rows.insert(1, own);
    let ids = |rows: &[SelfRow]| rows.iter().map(|row| row.indicator.id.to_string()).collect::<Vec<_>>();
    case.goal.as_mut().expect("a goal").indicators.pop();
    let gone = differences(&form, &taken(&case), base.as_ref());
    assert_eq!(gone.len(), 1);
    assert!(
        matches!(&gone[0].changes[..], [change] if matches!(&change.what, What::Gone { answered: true, .. }))
    );
    let after = refreshed(&form, &taken(&case), base.as_ref(), &GroupKind::ALL);
    assert_eq!((ids(&after.rows), ids(&after.kept)), (vec!["r1".into(), "x".into()], vec!["r2".to_owned()]));
    // Neither scored nor checked.
    assert_eq!(score(&after, shipped().rules()).rows.len(), 3);
    let without = case.goal.clone();
    case.goal.clone_from(&base);
    let back = refreshed(&after, &taken(&case), without.as_ref(), &GroupKind::ALL);
    assert_eq!((ids(&back.rows), back.kept.len()), (vec!["r1".into(), "x".into(), "r2".into()], 0));
    assert_eq!(back.rows[2].reason, "雨季停工");
}

#[test]
fn the_next_year_begins_with_what_was_aimed_at_and_reached() {
    let goal = json!({ "head": { "title": "2024年项目支出绩效目标申报表", "year": 2024, "project": "路灯" },
        "facts": [{ "key": "phone", "text": "123" }],
        "self_check": [{ "item": "clear", "grade": "优" }],
        "tasks": [{ "id": "t1", "name": "维护" }],
        "indicators": [
            { "id": "r1", "level1": "产出", "level2": "数量", "name": "盏数", "sign": "≥", "target": "5000", "unit": "盏", "points": "50",
              "grounds": { "locked": true, "link": { "library": "indicators", "edition": "2024.1", "code": "IND0001" },
                "proposed": "本地常用", "evidence": [{ "digest": "sha256:0", "name": "a", "size": 1, "type": "" }] } },
            { "id": "r2", "level1": "满意度", "level2": "", "name": "市民满意度", "target": "≥90%", "points": "10" },
            { "id": "r3", "level1": "产出", "level2": "", "name": "未做", "target": "3", "points": "30" },
            { "id": "w1", "level1": "产出", "level2": "", "name": "三年盏数", "target": "15000", "grounds": { "term": "whole" } }] });
    let mut case = begun(&approved(&case_of(goal), "2024-02-01").expect("approved"), "2024-05-01", "追加")
        .expect("begun");
    case.code = "34060024T".into();
    let mut form = taken(&case);
    form.rows[0].actual = "5100盏".into();
    let mut survey = SurveyFigures::default();
    survey.set(&SurveyField::Level("满意".into()), "85".into());
    survey.set(&SurveyField::Level("不满意".into()), "10".into());
    form.rows[1].survey = Some(survey);
    form.rows[2].not_applicable = Some("合同未签".into());
    case.self_evaluation = Some(form);
    let next = copied(&case, CaseId::new("c2"), 2025, shipped().rules()).expect("a copy");
    assert_eq!((next.year, next.code.as_str(), next.goals_before.len()), (2025, "34060024T", 0));
    assert!(next.self_evaluation.is_none());
    let goal = next.goal.expect("a goal");
    assert_eq!((goal.stage, goal.head.year), (GoalStage::Declared, Some(2025)));
    assert_eq!(goal.head.title, "2025年项目支出绩效目标申报表");
    assert_eq!(goal.facts.len(), 1, "what the unit filled in, and nothing of approval and adjustment");
    assert!(goal.self_check.is_empty());
    let last = |row: usize| {
        let last = goal.indicators[row].grounds.last_year.clone().expect("last year");
        (last.year, last.target, last.actual)
    };
    assert_eq!(last(0), (2024, "≥5000盏".into(), "5100盏".into()));
    assert_eq!(last(1), (2024, "≥90%".into(), "89.47%".into()));
    assert_eq!(last(2), (2024, "3".into(), "不适用".into()));
    let [first, whole] = [&goal.indicators[0], &goal.indicators[3]];
    assert_eq!((whole.grounds.term, whole.grounds.last_year.is_none()), (Term::Whole, true));
    let grounds = &first.grounds;
    assert!(
        grounds.locked && grounds.link.is_some() && grounds.proposed.is_none() && grounds.evidence.is_empty()
    );
    assert_eq!(first.points.text(), "50");
}

#[test]
fn without_a_goal_the_next_year_begins_with_the_self_evaluation() {
    let form = json!({ "head": { "title": "项目支出绩效自评表", "year": 2023, "project": "路灯" }, "expected": "维护",
        "funds": [{ "id": "f1", "source": "fiscal", "label": "财政拨款", "opening": "9", "budget": "10", "spent": "8" }],
        "rows": [{ "id": "r1", "level1": "产出", "level2": "", "name": "盏数", "target": "5", "points": "90", "actual": "4" }] });
    let mut case = case_of(Value::Null);
    case.self_evaluation = serde_json::from_value(form).ok();
    let next = copied(&case, CaseId::new("c2"), 2025, shipped().rules()).expect("a copy");
    let goal = next.goal.expect("a goal");
    assert_eq!((goal.annual_goal.as_str(), goal.head.title.as_str()), ("维护", ""));
    let last = goal.indicators[0].grounds.last_year.clone().expect("last year");
    assert_eq!((last.year, last.actual.as_str()), (2023, "4"));
    let fund = &goal.funds.rows[0];
    assert_eq!([&fund.years.before, &fund.budget, &fund.spent].map(|cell| cell.text()), ["10", "", ""]);
    assert_eq!(copied(&case_of(Value::Null), CaseId::new("c2"), 2025, shipped().rules()), None);
}

/// Two forms that came in as files number their rows alike: an id alone tells nothing.
#[test]
fn last_years_figure_is_found_by_name_where_the_forms_came_from_files() {
    let mut case = case_of(json!({ "head": {}, "indicators": [row("r1", "甲", "1"), row("r2", "乙", "1")] }));
    let mut form = SelfEvaluation::default();
    for (id, name, actual) in [("r1", "乙", "7"), ("r2", "丙", "8")] {
        let mut row: SelfRow = serde_json::from_value(row(id, name, "1")).expect("a row");
        row.actual = actual.into();
        form.rows.push(row);
    }
    case.self_evaluation = Some(form);
    let goal =
        copied(&case, CaseId::new("c2"), 2025, shipped().rules()).and_then(|next| next.goal).expect("a goal");
    let actual = |row: usize| goal.indicators[row].grounds.last_year.clone().expect("last year").actual;
    assert_eq!([actual(0), actual(1)], ["", "7"]);
}

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
