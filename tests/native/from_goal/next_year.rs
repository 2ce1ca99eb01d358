//! The same subject a year on.

use hengping::domain::adjustment::{approved, begun};
use hengping::domain::goal::GoalStage;
use hengping::domain::grounds::Term;
use hengping::domain::ids::CaseId;
use hengping::domain::next_year::copied;
use hengping::domain::selfeval::{SelfEvaluation, SelfRow};
use hengping::domain::survey::{SurveyField, SurveyFigures};
use hengping::pack::shipped;
use serde_json::{Value, json};

use super::{case_of, row, taken};

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
