//! What mends a finding: which findings have a way out, and that every fix, once made, makes its finding go away.

use serde_json::{Value, json};

use super::goal::{clean, forms, found, goal, over, words};
use super::rules;
use crate::domain::case::{Case, Subject};
use crate::domain::checks::{Fix, Remedy, fixes};
use crate::domain::command::{Command, GoalEdit, apply_to};
use crate::domain::finding::Finding;
use crate::domain::goal::Goal;
use crate::domain::numbers::Points;
use crate::domain::value::Sign;

fn made(goal: &Goal, edit: GoalEdit) -> Goal {
    let json = r#"{"id":"c","year":2024,"subject":"project","name":"甲"}"#;
    let mut case: Case = serde_json::from_str(json).expect("a case");
    case.goal = Some(goal.clone());
    apply_to(&mut case, Command::Goal(edit)).expect("an edit");
    case.goal.expect("a goal")
}

fn of(finding: &Finding, goal: &Goal) -> Vec<Fix> {
    fixes(finding, goal, Some(forms()), rules(), words())
}

/// Makes every fix of every finding, each on the goal as it was; the remedies, in order.
fn mended(goal: &Goal) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    for finding in found(goal, Subject::Project) {
        for fix in of(&finding, goal) {
            let after = made(goal, fix.edit.clone());
            let still = found(&after, Subject::Project)
                .into_iter()
                .find(|left| (left.problem.code(), &left.place) == (finding.problem.code(), &finding.place));
            assert_eq!(still, None, "{:?} did not mend {finding:?}", fix.remedy);
            remedies.push(fix.remedy);
        }
    }
    remedies
}

fn points(text: &str) -> Points {
    text.parse().expect("points")
}

#[test]
fn each_fix_makes_its_finding_go_away() {
    let (output, satisfaction) = (
        Remedy::MoveTo { level1: "产出指标".into(), level2: "数量指标".into() },
        Remedy::MoveTo { level1: "满意度指标".into(), level2: "服务对象满意度指标".into() },
    );
    let sign = |sign| Remedy::Sign { sign };
    let level = |level1: &str, full: &str| Remedy::ShareLevel { level1: level1.into(), full: points(full) };
    let cases: [(Value, Vec<Remedy>); 27] = [
        (json!({}), vec![]),
        (json!({"indicators/1/unit": "百分比"}), vec![Remedy::Correct { text: "%".into() }]),
        (
            json!({"indicators/1/unit": "", "indicators/1/target": "≥98百分比"}),
            vec![Remedy::Correct { text: "≥98%".into() }],
        ),
        (json!({"indicators/1/unit": ""}), vec![Remedy::Unit { unit: "%".into() }]),
        (json!({"indicators/0/unit": ""}), vec![]),
        (json!({"indicators/4/name": "有效投诉件数", "indicators/4/sign": "≥"}), vec![sign(Sign::Le)]),
        (
            json!({"indicators/4/name": "有效投诉件数", "indicators/4/sign": "", "indicators/4/target": "不少于60件"}),
            vec![sign(Sign::Le)],
        ),
        (json!({"indicators/1/sign": "≤", "indicators/1/name": "设备完好率"}), vec![sign(Sign::Ge)]),
        (json!({"indicators/1/target": "≤98"}), vec![sign(Sign::Le)]),
        (
            json!({"indicators/1/target": "达到标准", "indicators/1/grounds/standard": "分三档"}),
            vec![sign(Sign::Words)],
        ),
        (
            json!({"indicators/0/points": "25", "indicators/4/points": "20"}),
            vec![
                level("产出指标", "50"),
                Remedy::ShareByProfile,
                level("效益指标", "30"),
                Remedy::ShareByProfile,
            ],
        ),
        (
            json!({"indicators/0/points": "16"}),
            vec![Remedy::ShareByProfile, level("产出指标", "50"), Remedy::ShareByProfile],
        ),
        (json!({"indicators/0/points": ""}), vec![Remedy::ShareByProfile]),
        (json!({"indicators/0/points": "", "indicators/0/grounds/locked": true}), vec![]),
        (json!({"indicators/0/points": "-5", "indicators/1/points": "35"}), vec![Remedy::ShareByProfile]),
        (json!({"indicators/0/points": "60", "indicators/0/grounds/locked": true}), vec![]),
        (
            json!({"indicators/6": {"id": "r7", "level1": "产出指标", "level2": "数量指标", "name": "新建路灯", "sign": "≥",
                "target": "100", "unit": "盏", "points": "5", "grounds": {"term": "whole", "value_basis": "计划标准", "basis_note": "按规划"}}}),
            vec![Remedy::ClearPoints],
        ),
        (json!({"funds/0/budget": "2000"}), vec![Remedy::Total { sum: "2,100.00".into() }]),
        (json!({"facts/2/text": "2025年1月1日"}), vec![Remedy::SwapDates]),
        (
            json!({"head/project": "路灯\u{200f}项目", "facts/6/text": "张\u{feff}明", "indicators/0/name": "路灯\u{200b}盏数"}),
            vec![Remedy::RemoveInvisible; 3],
        ),
        (
            json!({"indicators/4/name": "路灯巡查次数", "indicators/4/sign": "≥", "indicators/4/unit": "次"}),
            vec![output],
        ),
        (
            json!({"indicators/5/level1": "产出指标", "indicators/5/level2": "质量指标", "indicators/0/points": "5", "indicators/4/points": "40"}),
            vec![satisfaction],
        ),
        (json!({"indicators/4/level2": "数量指标"}), vec![Remedy::Level1 { level1: "产出指标".into() }]),
        (
            json!({"indicators/0/grounds": {"last_year": {"year": 2023, "target": "≥31000盏", "actual": "31500盏"}}}),
            vec![Remedy::LastYearBasis { year: 2023 }],
        ),
        (json!({"indicators/0/grounds": {}}), vec![]),
        (
            json!({"indicators/0/grounds/basis_note": "", "indicators/0/grounds/value_basis": "历史标准",
                "indicators/0/grounds/last_year": {"year": 2023, "target": "≥31000盏", "actual": "31500盏"}}),
            vec![Remedy::LastYearBasis { year: 2023 }],
        ),
        // Last year's figures say nothing of a plan.
        (
            json!({"indicators/0/grounds/basis_note": "",
                "indicators/0/grounds/last_year": {"year": 2023, "target": "≥31000盏", "actual": "31500盏"}}),
            vec![],
        ),
    ];
    for (changes, remedies) in cases {
        assert_eq!(mended(&goal(changes.clone())), remedies, "{changes}");
    }
}

#[test]
fn a_survey_is_planned_from_what_is_known() {
    let plan = |changes: Value| {
        let goal = goal(changes);
        let finding = found(&goal, Subject::Project).into_iter().next().expect("a finding");
        let fix = of(&finding, &goal).into_iter().next().expect("a fix");
        let plan = made(&goal, fix.edit).indicators[5].grounds.survey.clone();
        (plan.object, plan.way, plan.sample.text().to_owned())
    };
    let made = |object: &str, way: &str, sample: &str| (object.into(), way.into(), sample.into());
    assert_eq!(plan(json!({"indicators/5/grounds/survey": {}})), made("市民", "问卷调查", "385"));
    assert_eq!(
        plan(json!({"indicators/5/grounds/survey": {"object": "沿街商户200户", "way": "访谈"}})),
        made("沿街商户200户", "访谈", "132")
    );
    assert_eq!(
        plan(json!({"indicators/5/grounds/survey": {"object": "住户1000户", "way": "访谈", "sample": "50"}})),
        made("住户1000户", "访谈", "278")
    );
    let mut whole = goal(json!({}));
    whole.indicators[5].grounds.survey = Default::default();
    assert_eq!(mended(&whole), [Remedy::PlanSurvey { sample: 385 }]);
}

#[test]
fn last_year_becomes_the_basis() {
    let last = json!({"year": 2023, "target": "≥31000盏", "actual": "31500盏"});
    let goal = goal(json!({"indicators/0/grounds": {"last_year": last}}));
    let finding = found(&goal, Subject::Project).into_iter().next().expect("a finding");
    let fix = of(&finding, &goal).into_iter().next().expect("a fix");
    let row = &made(&goal, fix.edit).indicators[0];
    assert_eq!(row.grounds.value_basis, "历史标准");
    assert_eq!(row.grounds.basis_note, "2023年指标值≥31000盏，实际完成31500盏");
}

#[test]
fn a_level_that_is_missing_gets_a_row_of_its_own() {
    let mut json = over(clean(), json!({"facts/10/text": "设备购置", "indicators/0/points": "25"}));
    json["indicators"].as_array_mut().expect("rows").remove(3);
    let goal: Goal = serde_json::from_value(json).expect("a goal");
    let added = Remedy::AddRow { level1: "产出指标".into(), level2: "成本指标".into() };
    assert_eq!(mended(&goal), [added]);
    let finding = found(&goal, Subject::Project).into_iter().next().expect("a finding");
    let after = made(&goal, of(&finding, &goal).remove(0).edit);
    let ids: Vec<&str> = after.indicators.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["r1", "r2", "r3", "r7", "r5", "r6"]);
}

#[test]
fn a_row_that_moves_stands_behind_its_new_neighbours() {
    let goal = goal(
        json!({"indicators/4/name": "路灯巡查次数", "indicators/4/sign": "≥", "indicators/4/unit": "次",
        "indicators/4/grounds/locked": true}),
    );
    let finding = found(&goal, Subject::Project).into_iter().next().expect("a finding");
    let after = made(&goal, of(&finding, &goal).remove(0).edit);
    let row = after.row(&goal.indicators[4].id).expect("the row");
    assert_eq!((row.level1.as_str(), row.level2.as_str()), ("产出指标", "数量指标"));
    assert!(row.grounds.locked);
    assert_eq!(after.indicators[4].id, row.id);
}
