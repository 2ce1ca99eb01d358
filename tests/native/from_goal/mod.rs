//! From the goal to the self-evaluation and to a newer goal: nothing is typed twice, and nothing that was typed is
//! lost.

mod any;
mod next_year;

use hengping::bundle::goal::goal_digest;
use hengping::domain::adjustment::{approved, begun};
use hengping::domain::case::{Case, Subject};
use hengping::domain::checks::{check_basis, check_self_evaluation};
use hengping::domain::from_goal::{
    GoalBasis, GroupKind, What, differences, goal_basis, refreshed, self_evaluation,
};
use hengping::domain::funds::FundColumn;
use hengping::domain::goal::GoalStage;
use hengping::domain::ids::RowId;
use hengping::domain::scoring::{Status, score};
use hengping::domain::selfeval::{SelfEvaluation, SelfRow};
use hengping::forms::{self, FormDocument};
use hengping::pack::shipped;
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
