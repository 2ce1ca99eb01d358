//! What the checks of a goal find and what they leave alone: a clean project, changed one thing at a time.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{rules, shown};
use crate::domain::case::Subject;
use crate::domain::checks::{Check, CheckWords, GoalChecks, check_goal};
use crate::domain::finding::{Finding, GoalProblem, Problem, Severity};
use crate::domain::goal::Goal;
use crate::domain::goal_form::GoalForms;

fn pack(text: &str) -> Value {
    serde_json::from_str(text).expect("a pack")
}

pub(super) fn words() -> &'static CheckWords {
    static WORDS: LazyLock<CheckWords> = LazyLock::new(read_words);
    &WORDS
}

fn read_words() -> CheckWords {
    let mut pack = pack(include_str!("../../../../public/packs/goal-checks.json"));
    let goal: GoalChecks = serde_json::from_value(pack["goal_checks"].take()).expect("words and limits");
    let checks: Vec<Check> = serde_json::from_value(pack["checks"].take()).expect("bases");
    super::words().with_goal(goal, checks)
}

pub(super) fn forms() -> &'static GoalForms {
    static FORMS: LazyLock<GoalForms> = LazyLock::new(|| {
        let mut pack = pack(include_str!("../../../../public/packs/goal-forms.json"));
        serde_json::from_value(pack["goal"].take()).expect("goal forms")
    });
    &FORMS
}

/// Changes members at paths: `indicators/0/target`.
pub(super) fn over(mut value: Value, changes: Value) -> Value {
    for (path, new) in changes.as_object().expect("an object") {
        let (parent, key) = path.rsplit_once('/').unwrap_or(("", path));
        let parent = if parent.is_empty() { String::new() } else { format!("/{parent}") };
        let parent = value.pointer_mut(&parent).unwrap_or_else(|| panic!("no {path}"));
        match (key.parse::<usize>(), parent) {
            (Ok(at), Value::Array(items)) if at == items.len() => items.push(new.clone()),
            (Ok(at), Value::Array(items)) => items[at] = new.clone(),
            (_, parent) => parent[key] = new.clone(),
        }
    }
    value
}

/// Level 1, level 2, name; sign, target, unit, points.
fn row(id: &str, names: [&str; 3], figures: [&str; 4]) -> Value {
    let ([level1, level2, name], [sign, target, unit, points]) = (names, figures);
    json!({"id": id, "level1": level1, "level2": level2, "name": name, "sign": sign, "target": target,
        "unit": unit, "points": points, "grounds": {"value_basis": "计划标准", "basis_note": "按年度维护计划测算", "source": "部门业务统计"}})
}

/// 路灯泵站运行费项目 as it should be drafted.
pub(super) fn clean() -> Value {
    let mut satisfied =
        row("r6", ["满意度指标", "服务对象满意度指标", "市民对照明及排涝满意度"], ["≥", "90", "%", "10"]);
    satisfied["grounds"]["survey"] =
        json!({"object": "市民", "way": "问卷调查", "sample": "400", "time": "2024年11月"});
    let fact = |key: &str, text: &str| json!({"key": key, "text": text});
    json!({
        "head": {"title": "项目支出绩效目标申报表", "year": 2024, "project": "路灯泵站运行费项目",
            "department": "淮北市住房和城乡建设局", "unit": "淮北市市政工程管理处"},
        "facts": [
            fact("attribute", "延续"), fact("basis", "市城市照明管理办法"), fact("begin", "2024年1月1日"),
            fact("category", "特定目标类"), fact("end", "2024年12月31日"), fact("filled_on", "2023年10月20日"),
            fact("filler", "张明"), fact("nature", "经常性"), fact("phone", "0561-3880000"),
            fact("unit_head", "李强"), fact("work", "运行维护"),
        ],
        "funds": [
            {"id": "f1", "source": "total", "label": "年度资金总额"},
            {"id": "f2", "source": "fiscal", "label": "财政拨款", "budget": "2100"},
            {"id": "f3", "source": "detail", "label": "其中：一般公共预算", "budget": "2100"},
        ],
        "annual_goal": "保障32000盏路灯和26座泵站全年正常运行，市民满意度不低于90%。",
        "indicators": [
            row("r1", ["产出指标", "数量指标", "维护路灯盏数"], ["≥", "32000", "盏", "15"]),
            row("r2", ["产出指标", "质量指标", "主干道亮灯率"], ["≥", "98", "%", "15"]),
            row("r3", ["产出指标", "时效指标", "全年维护计划完成时间"], ["", "2024年12月底前", "", "10"]),
            row("r4", ["产出指标", "成本指标", "运行费总额"], ["≤", "2100", "万元", "10"]),
            row("r5", ["效益指标", "社会效益指标", "城区主要易涝点积水时间"], ["≤", "2", "小时", "30"]),
            satisfied,
        ],
    })
}

pub(super) fn goal(changes: Value) -> Goal {
    serde_json::from_value(over(clean(), changes)).expect("a goal")
}

pub(super) fn found(goal: &Goal, subject: Subject) -> Vec<Finding> {
    check_goal(goal, rules(), forms().of(subject), words())
}

/// Code and place without the document, of a project's goal.
pub(super) fn told(changes: Value) -> Vec<String> {
    short(&found(&goal(changes), Subject::Project))
}

pub(super) fn short(findings: &[Finding]) -> Vec<String> {
    shown(findings).into_iter().map(|text| text.replace("goal/", "")).collect()
}

/// The changes bring these findings and no others.
pub(super) fn table(cases: &[(Value, &[&str])]) {
    for (changes, expected) in cases {
        assert_eq!(told(changes.clone()), *expected, "{changes}");
    }
}

#[test]
fn a_clean_goal_has_no_findings() {
    assert_eq!(told(json!({})), [""; 0]);
}

#[test]
fn what_must_be_filled_in_is_asked_for() {
    table(&[
        (json!({"head/project": " "}), &["text-missing project"]),
        (json!({"head/year": null}), &["text-missing year"]),
        (json!({"annual_goal": ""}), &["text-missing expected"]),
        (json!({"facts/10/text": "/"}), &["fact-missing facts/work"]),
        (json!({"facts/11": {"key": "content", "text": ""}}), &[]),
        (json!({"facts": []}), &["facts-missing goal"]),
        (
            json!({"funds/1/budget": "", "funds/2/budget": "", "indicators/3/target": "2100"}),
            &["money-missing funds/f2/budget"],
        ),
        (json!({"indicators/0/name": ""}), &["name-missing indicators/r1/name"]),
        (json!({"indicators/0/name": "", "indicators/0/target": ""}), &["name-missing indicators/r1/name"]),
        (json!({"indicators/0/target": ""}), &["target-missing indicators/r1/target"]),
        (json!({"indicators": []}), &["no-indicators indicators"]),
        (json!({"indicators/1/name": "维护路灯盏数"}), &["duplicate-name indicators/r2/name"]),
        // The same indicator stands in both blocks.
        (
            json!({"indicators/6": {"id": "r7", "level1": "产出指标", "level2": "数量指标", "name": "维护路灯盏数",
                "sign": "≥", "target": "32000", "unit": "盏",
                "grounds": {"term": "whole", "value_basis": "计划标准", "basis_note": "按规划"}}}),
            &[],
        ),
    ]);
}

#[test]
fn a_goal_of_another_city_is_not_asked_for_what_its_form_never_had() {
    let mut other = over(clean(), json!({"facts": [], "annual_goal": "", "head/department": ""}));
    for row in other["indicators"].as_array_mut().expect("rows") {
        row["grounds"] = json!({});
    }
    let other: Goal = serde_json::from_value(other).expect("a goal");
    assert_eq!(short(&check_goal(&other, rules(), None, words())), [""; 0]);
}

#[test]
fn facts_are_read_by_their_kind() {
    table(&[
        (json!({"facts/2/text": "年初"}), &["fact-not-a-date facts/begin"]),
        (json!({"facts/5/text": "2023年2月31日"}), &["no-such-day facts/filled_on"]),
        (json!({"facts/2/text": "2025年1月1日"}), &["dates-reversed facts/end"]),
        (
            json!({"facts/2/text": "2022年1月1日", "facts/4/text": "2023年12月31日", "whole_goal": "两年"}),
            &["year-outside-term year"],
        ),
        // 实施期目标 is due where the term runs over years.
        (json!({"facts/4/text": "2025年12月31日"}), &["text-missing whole_goal"]),
        (json!({"facts/4/text": "2025年12月31日", "whole_goal": "两年"}), &[]),
        (json!({"facts/11": {"key": "unknown", "text": "x"}}), &[]),
    ]);
    let staff = json!({"facts/0": {"key": "staff", "text": "约 180"}});
    let department = found(&goal(staff), Subject::Department);
    assert!(short(&department).contains(&"fact-not-a-figure facts/staff".to_owned()));
}

#[test]
fn dates_of_targets_lie_within_the_year_and_the_term() {
    table(&[
        (json!({"indicators/2/target": "2025年3月底前"}), &["date-outside indicators/r3/target"]),
        (
            json!({"indicators/2/target": "2024年2月31日前"}),
            &["no-such-day indicators/r3/target", "words-without-standard indicators/r3/standard"],
        ),
        (json!({"facts/4/text": "2024年10月31日"}), &["date-outside indicators/r3/target"]),
        (json!({"indicators/2/target": "12月底前"}), &[]),
        (
            json!({"indicators/5/grounds/survey/time": "2024年11月31日"}),
            &["no-such-day indicators/r6/survey_time"],
        ),
        (
            json!({"indicators/2/grounds/term": "whole", "indicators/2/points": "", "indicators/0/points": "25",
                "facts/4/text": "2025年12月31日", "whole_goal": "两年", "indicators/2/target": "2025年6月底前"}),
            &[],
        ),
    ]);
}

#[test]
fn money_and_its_breakdown_agree() {
    table(&[
        (json!({"funds/0/budget": "2000"}), &["funds-total-not-sum funds/f1/budget"]),
        (
            json!({"funds/0/years": {"next1": "5"}, "funds/1/years": {"next1": "6"}}),
            &["funds-total-not-sum funds/f1/next1"],
        ),
        (json!({"funds/1/budget": "约2100", "funds/2/budget": ""}), &["funds-not-a-figure funds/f2/budget"]),
        (json!({"funds/2/budget": "2100.01"}), &["details-above funds/f2/budget"]),
        (json!({"funds/2/budget": "1000"}), &[]),
        // A total alone is told of, whether rows for its parts came with the file or not.
        (
            json!({"funds": [{"id": "f1", "source": "total", "label": "年度资金总额", "budget": "2100"}]}),
            &["funds-without-parts funds/f1/budget"],
        ),
        (json!({"funds": [], "indicators/3/target": "2100"}), &["money-missing funds"]),
        (
            json!({"funds/1/budget": "", "funds/3": {"id": "f4", "source": "other", "label": "其他资金", "budget": "2100"}}),
            &["details-above funds/f2/budget"],
        ),
    ]);
}

fn department(changes: Value) -> Vec<String> {
    let fact = |key: &str, text: &str| json!({"key": key, "text": text});
    let base = json!({
        "facts": [
            fact("basic_spending", "1000"), fact("duty", "照明管理"), fact("establishment", "60"),
            fact("filled_on", "2023年10月20日"), fact("filler", "张明"), fact("phone", "1"),
            fact("project_spending", "1100"), fact("staff", "58人"), fact("subordinate_units", "2"),
            fact("three_public", "3"), fact("unit_head", "李强"),
        ],
        "tasks": [
            {"id": "t1", "name": "照明维护", "fiscal": "1500"},
            {"id": "t2", "name": "泵站运行", "fiscal": "500", "other": "100"},
        ],
    });
    let changed: Goal = serde_json::from_value(over(over(clean(), base), changes)).expect("a goal");
    short(&found(&changed, Subject::Department))
}

#[test]
fn tasks_come_to_the_budget() {
    let cases: [(Value, &[&str]); 11] = [
        (json!({}), &[]),
        (json!({"tasks": []}), &["tasks-missing tasks"]),
        (json!({"tasks/1/other": "99"}), &["tasks-not-sum tasks"]),
        (json!({"facts/6/text": "1000"}), &["money-not-parts goal", "tasks-not-sum tasks"]),
        (json!({"tasks/1/other": "另列"}), &["task-not-a-figure tasks/t2/other"]),
        (json!({"tasks/0/name": " "}), &["task-name-missing tasks/t1/name"]),
        (json!({"tasks/2": {"id": "t3"}}), &[]),
        (json!({"facts/6/text": ""}), &["fact-missing facts/project_spending"]),
        (json!({"tasks/0/name": "（任务名称）"}), &["placeholder tasks/t1/name"]),
        (json!({"tasks/1/name": " 照明 维护"}), &["duplicate-task tasks/t2/name"]),
        (json!({"tasks/2": {"id": "t3"}, "tasks/3": {"id": "t4"}}), &[]),
    ];
    for (changes, expected) in cases {
        assert_eq!(department(changes.clone()), expected, "{changes}");
    }
    // The work of a fiscal operation is a part of its spending.
    let fiscal = |fiscal: &str| {
        let tasks = json!({"tasks": [{"id": "t1", "name": "园区配套", "fiscal": fiscal}]});
        let told = short(&found(&goal(tasks), Subject::FiscalOperation));
        told.into_iter().filter(|text| text.contains("tasks")).collect::<Vec<_>>()
    };
    assert_eq!(fiscal("2000"), [""; 0]);
    assert_eq!(fiscal("2200"), ["tasks-above tasks"]);
    let measures = json!({"tasks": [{"id": "t1", "name": "奖补", "fiscal": "2000"}]});
    let policy = short(&found(&goal(measures), Subject::Policy));
    assert!(policy.contains(&"tasks-not-sum tasks".to_owned()), "{policy:?}");
}

#[test]
fn levels_are_those_that_the_kind_of_project_needs() {
    let without = |level2: &str| {
        let mut goal = clean();
        let rows = goal["indicators"].as_array_mut().expect("rows");
        rows.retain(|row| row["level2"] != level2);
        goal
    };
    let told = |goal: Value, work: &str| {
        let goal: Goal = serde_json::from_value(over(goal, json!({"facts/10/text": work}))).expect("a goal");
        let found = found(&goal, Subject::Project);
        let levels = found.into_iter().filter_map(|finding| match finding.problem {
            Problem::Goal(problem @ GoalProblem::LevelMissing { .. }) => {
                let severity = problem.severity();
                let GoalProblem::LevelMissing { levels, kind } = problem else { return None };
                Some((levels.join("、"), kind, severity))
            }
            _ => None,
        });
        levels.collect::<Vec<_>>()
    };
    let kind = |kind: &str| format!("支出类型为“{kind}”");
    let warned = Severity::Warning;
    assert_eq!(told(without("成本指标"), "设备购置"), [("成本".into(), kind("设备购置"), warned)]);
    assert_eq!(told(without("成本指标"), "运行维护"), []);
    assert_eq!(told(without("质量指标"), "信息化建设"), [("质量".into(), kind("信息化建设"), warned)]);
    assert_eq!(
        told(without("服务对象满意度指标"), "政府购买服务"),
        [("满意度".into(), kind("政府购买服务"), warned)]
    );
    assert_eq!(told(without("社会效益指标"), "运行维护"), [("效益".into(), String::new(), Severity::Error)]);
}
