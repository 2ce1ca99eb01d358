//! What the checks find at the rows of a goal: levels, points, signs, units, bases, costs, names.

use serde_json::{Value, json};

use super::goal::{clean, found, goal, over, short, table, told, words};
use crate::domain::case::Subject;
use crate::domain::checks::is_satisfaction;
use crate::domain::finding::{GoalProblem, Problem};
use crate::domain::goal::Goal;

#[test]
fn rows_stand_where_they_belong() {
    table(&[
        (json!({"indicators/4/level1": "投入指标"}), &["level-not-in-tree indicators/r5/level1"]),
        (json!({"indicators/4/level2": "其他"}), &["level-not-in-tree indicators/r5/level2"]),
        (json!({"indicators/4/level2": "数量指标"}), &["level-misplaced indicators/r5/level2"]),
        (
            json!({"indicators/4/name": "路灯巡查次数", "indicators/4/sign": "≥", "indicators/4/unit": "次"}),
            &["output-as-benefit indicators/r5/level1"],
        ),
        (
            json!({"indicators/4/name": "项目建设完成率", "indicators/4/sign": "≥", "indicators/4/unit": "%"}),
            &["output-as-benefit indicators/r5/level1"],
        ),
        (json!({"indicators/4/name": "交通事故发生次数"}), &[]),
        (
            json!({"indicators/4/name": "新增就业岗位数量", "indicators/4/sign": "≥", "indicators/4/unit": "个"}),
            &[],
        ),
        (
            json!({"indicators/1/name": "城市影响力", "indicators/1/unit": "分"}),
            &["benefit-as-output indicators/r2/level1"],
        ),
        (
            json!({"indicators/0/name": "工作经费", "indicators/0/unit": "万元", "indicators/0/target": "20"}),
            &["input-as-output indicators/r1/name"],
        ),
    ]);
    let satisfied = json!({"indicators/5/level1": "产出指标", "indicators/5/level2": "质量指标", "indicators/0/points": "5",
        "indicators/4/points": "40"});
    assert_eq!(told(satisfied), ["benefit-as-output indicators/r6/level1"]);
}

#[test]
fn points_keep_to_the_profile() {
    table(&[
        (
            json!({"indicators/0/points": "25", "indicators/4/points": "20"}),
            &["level-points-outside indicators/r1/level1", "level-points-outside indicators/r5/level1"],
        ),
        (
            json!({"indicators/0/points": "16"}),
            &["points-not-sum indicators", "level-points-outside indicators/r1/level1"],
        ),
        (json!({"indicators/0/points": ""}), &["points-missing indicators/r1/points"]),
        (
            json!({"indicators/0/points": "0", "indicators/1/points": "30"}),
            &["points-not-positive indicators/r1/points"],
        ),
        (
            json!({"indicators/6": {"id": "r7", "level1": "产出指标", "level2": "数量指标", "name": "新建路灯", "sign": "≥",
                "target": "100", "unit": "盏", "points": "5", "grounds": {"term": "whole", "value_basis": "计划标准", "basis_note": "按规划"}}}),
            &["whole-term-points indicators/r7/points"],
        ),
    ]);
    // A goal without a satisfaction indicator follows the profile without one.
    let mut goal = over(clean(), json!({"indicators/4/points": "40"}));
    goal["indicators"].as_array_mut().expect("rows").pop();
    let goal: Goal = serde_json::from_value(goal).expect("a goal");
    assert_eq!(short(&found(&goal, Subject::Project)), [""; 0]);
}

#[test]
fn signs_units_and_targets_agree() {
    table(&[
        (json!({"indicators/0/unit": ""}), &["unit-missing indicators/r1/unit"]),
        (json!({"indicators/0/unit": "", "indicators/0/name": "维护路灯（盏）"}), &[]),
        (json!({"indicators/1/unit": "", "indicators/1/name": "空气质量指数"}), &[]),
        (json!({"indicators/0/target": "3.2万盏"}), &["units-conflict indicators/r1/unit"]),
        (json!({"indicators/0/target": "32000盏"}), &[]),
        (json!({"indicators/0/sign": ""}), &["sign-missing indicators/r1/sign"]),
        (json!({"indicators/0/sign": "", "indicators/0/target": "≥32000"}), &[]),
        (json!({"indicators/1/unit": "百分比"}), &["odd-unit indicators/r2/unit"]),
        (json!({"indicators/1/target": "120"}), &["share-above-100 indicators/r2/target"]),
        (
            json!({"indicators/1/target": "效果明显", "indicators/1/sign": "定性", "indicators/1/grounds/standard": "分三档"}),
            &["vague-value indicators/r2/target"],
        ),
        (
            json!({"indicators/1/target": "达到国家二级标准", "indicators/1/sign": "定性"}),
            &["words-without-standard indicators/r2/standard"],
        ),
        (
            json!({"indicators/1/target": "达到国家二级标准", "indicators/1/grounds/standard": "分三档"}),
            &["sign-without-figure indicators/r2/sign"],
        ),
        (json!({"indicators/1/target": "≤98"}), &["signs-differ indicators/r2/sign"]),
        (json!({"indicators/1/target": "≥98"}), &[]),
        (json!({"indicators/0/sign": "区间"}), &["range-incomplete indicators/r1/sign"]),
        (json!({"indicators/2/sign": "≤"}), &[]),
    ]);
}

#[test]
fn a_sign_goes_with_the_meaning_of_the_name() {
    for (name, sign, unit, fires) in [
        ("降低投诉率", "≥", "%", true),
        ("减少安全事故起数", "≥", "起", true),
        ("控制设计变更成本", "≥", "万元", true),
        ("系统故障率", "≥", "%", true),
        ("有效投诉件数", ">", "件", true),
        ("提高设备利用率", "≤", "%", true),
        ("增加绿地面积", "≤", "亩", true),
        ("主干道亮灯完好率", "≤", "%", true),
        ("市民满意度", "<", "%", true),
        ("投诉率降低幅度", "≥", "%", false),
        ("能耗降低率", "≥", "%", false),
        ("减少二氧化碳排放量", "≥", "吨", false),
        ("降低企业用电成本", "≥", "万元", false),
        ("投诉办结率", "≥", "%", false),
        ("有效投诉件数", "≤", "件", false),
        ("有效投诉件数", "=", "件", false),
        ("控制性详细规划编制数", "≥", "项", false),
        ("不合格率", "≤", "%", false),
        ("工程造价增加比例", "≤", "%", false),
    ] {
        let found =
            told(json!({"indicators/4/name": name, "indicators/4/sign": sign, "indicators/4/unit": unit}));
        let expected: &[&str] = if fires { &["sign-against-meaning indicators/r5/sign"] } else { &[] };
        let signs: Vec<_> = found.iter().filter(|text| text.starts_with("sign")).collect();
        assert_eq!(signs, expected, "{name} {sign}");
    }
}

#[test]
fn a_target_has_a_basis_and_a_survey_behind_it() {
    table(&[
        (json!({"indicators/0/grounds": {}}), &["basis-missing indicators/r1/value_basis"]),
        // A source says where the figure will come from, not where the target came from.
        (
            json!({"indicators/0/grounds": {"source": "部门业务统计"}}),
            &["grounds-missing indicators/r1/basis_note"],
        ),
        (json!({"indicators/0/grounds/basis_note": " "}), &["grounds-missing indicators/r1/basis_note"]),
        (
            json!({"indicators/0/grounds/basis_note": "", "indicators/0/target": ""}),
            &["target-missing indicators/r1/target"],
        ),
        (json!({"indicators/5/grounds/survey": {}}), &["survey-missing indicators/r6/survey_object"]),
        (json!({"indicators/5/grounds/survey/sample": ""}), &["survey-missing indicators/r6/survey_sample"]),
        (json!({"indicators/5/grounds/survey/sample": "100"}), &["sample-small indicators/r6/survey_sample"]),
        (
            json!({"indicators/5/grounds/survey": {"object": "沿街商户 200 户", "way": "访谈", "sample": "132户"}}),
            &[],
        ),
        (json!({"indicators/5/grounds/survey/sample": "全部"}), &[]),
    ]);
}

#[test]
fn whoever_is_satisfied_is_asked_wherever_the_row_stands() {
    let satisfied = |changes: Value| is_satisfaction(&goal(changes).indicators[4], words());
    for (changes, asked) in [
        (json!({}), false),
        (json!({"indicators/4/name": "指标1：沿线居民满意率"}), true),
        (json!({"indicators/4/level1": "满意度"}), true),
        (json!({"indicators/4/level2": "服务对象满意度指标"}), true),
        (json!({"indicators/4/name": "满意度调查次数"}), false),
    ] {
        assert_eq!(satisfied(changes.clone()), asked, "{changes}");
    }
}

#[test]
fn unit_cost_times_quantity_is_held_against_the_money() {
    let cost = |target: &str, unit: &str| {
        json!({"indicators/3/points": "5", "indicators/6": {"id": "r7", "level1": "产出指标", "level2": "成本指标",
            "name": "单灯运行成本", "sign": "≤", "target": target, "unit": unit, "points": "5",
            "grounds": {"value_basis": "预算支出标准", "basis_note": "按定额"}}})
    };
    let above = ["cost-above-money indicators/r7/target"];
    table(&[
        (cost("656.25", "元/盏"), &[]),
        (cost("656.26", "元/盏"), &above),
        (cost("656", "元/盏·年"), &[]),
        // Rounded up from 656.25; the half that it was rounded by is not held against it.
        (cost("656.3", "元/盏"), &[]),
        (cost("0.0657", "万元/盏"), &above),
        (cost("500", "元/盏"), &["cost-below-money indicators/r7/target"]),
        (cost("600", "元/盏"), &[]),
        (cost("99999", "元/座"), &[]),
        (cost("99999", "元/年"), &[]),
    ]);
    // Without a cost indicator the money of the form is the bound; 万盏 are 10,000 盏.
    let mut other = over(cost("700", "元/盏"), json!({}));
    other["indicators/3/target"] = json!("不超过批复数");
    other["indicators/3/sign"] = json!("定性");
    other["indicators/3/grounds/standard"] = json!("超过即不得分");
    other["indicators/0/target"] = json!("3.2");
    other["indicators/0/unit"] = json!("万盏");
    let found = found(&goal(other), Subject::Project);
    let Some(Problem::Goal(GoalProblem::CostAboveMoney { sum, of, money })) =
        found.first().map(|finding| &finding.problem)
    else {
        panic!("{found:?}")
    };
    assert_eq!((sum.as_str(), of, money.as_str()), ("700元/盏×3.2万盏=2240万元", &None, "2,100.00"));
    // Two quantities in one unit: nobody knows which is meant.
    let mut two = cost("700", "元/盏");
    two["indicators/1/unit"] = json!("盏");
    assert_eq!(told(two), [""; 0]);
}

#[test]
fn a_target_is_held_against_last_year() {
    let last = |target: &str, actual: &str| {
        json!({"indicators/0/grounds/basis_note": "",
            "indicators/0/grounds/last_year": {"year": 2023, "target": target, "actual": actual}})
    };
    let with = |mut changes: Value, path: &str, value: &str| {
        changes[path] = json!(value);
        changes
    };
    let (same, far) = ("same-as-last-year indicators/r1/target", "far-from-last-year indicators/r1/target");
    let unsaid = "grounds-missing indicators/r1/basis_note";
    table(&[
        (last("≥32000盏", "31000盏"), &[unsaid, same]),
        (last("≥30000盏", "31000盏"), &[unsaid]),
        (last("≥30000盏", "20000盏"), &[unsaid, far]),
        (last("≥20000盏", ""), &[unsaid, far]),
        (last("≥32000盏", "60000盏"), &[unsaid, same, far]),
        (with(last("≥20000盏", ""), "indicators/0/grounds/basis_note", "新增老旧小区"), &[]),
        (last("≥0盏", "0盏"), &[unsaid]),
        (last("很多", "—"), &[unsaid]),
        (last("≥2万平方米", ""), &[unsaid]),
    ]);
    let hundred = json!({"indicators/1/target": "100", "indicators/1/grounds/last_year": {"year": 2023, "target": "≥100%", "actual": "100%"}});
    assert_eq!(told(hundred), [""; 0]);
}

#[test]
fn names_are_clean_short_and_real() {
    let long = "路".repeat(61);
    table(&[
        (
            json!({"indicators/0/name": "维护\u{200b}路灯盏数\u{202e}"}),
            &["invisible-signs indicators/r1/name"],
        ),
        (json!({"head/project": "路灯\u{200f}项目"}), &["invisible-signs project"]),
        (json!({"facts/6/text": "张\u{feff}明"}), &["invisible-signs facts/filler"]),
        (json!({"indicators/0/name": long.as_str()}), &["too-long indicators/r1/name"]),
        (json!({"head/project": long.as_str()}), &["too-long project"]),
        (json!({"indicators/0/name": "路".repeat(60)}), &[]),
        (
            json!({"indicators/1/sign": "定性", "indicators/1/target": long.as_str(),
                "indicators/1/grounds/standard": "分".repeat(2_000)}),
            &["too-long indicators/r2/target"],
        ),
        (
            json!({"indicators/1/sign": "定性", "indicators/1/target": "路".repeat(60),
                "indicators/1/grounds/standard": "分".repeat(2_001)}),
            &["too-long indicators/r2/standard"],
        ),
        (json!({"indicators/0/name": "【指标名称】"}), &["placeholder indicators/r1/name"]),
        (json!({"head/unit": "（实施单位全称）"}), &["placeholder unit"]),
        (json!({"indicators/0/name": "维护路灯盏数[待定]"}), &["placeholder indicators/r1/name"]),
        (json!({"indicators/0/name": "维护路灯盏数（含景观灯）"}), &[]),
        (json!({"indicators/0/name": "（一）维护路灯盏数"}), &[]),
        (json!({"indicators/0/name": "维护**路灯"}), &["template-text indicators/r1/name"]),
        (json!({"annual_goal": "（请填写年度目标）"}), &["template-text expected"]),
        (json!({"facts/1/text": "××规定"}), &["template-text facts/basis"]),
    ]);
}

#[test]
fn a_name_of_a_hundred_thousand_characters_is_told_by_its_length() {
    let found = found(&goal(json!({"indicators/0/name": "灯\u{200b}".repeat(50_000)})), Subject::Project);
    assert_eq!(short(&found), ["invisible-signs indicators/r1/name", "too-long indicators/r1/name"]);
}
