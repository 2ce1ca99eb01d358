//! The checks of goals over what people really draft and type: the indicator library as goals, any text in any
//! field, every fix of every finding.

use hengping::domain::case::{Case, Subject};
use hengping::domain::checks::{check_goal, fixes};
use hengping::domain::command::{Command, apply_to};
use hengping::domain::finding::{Finding, GoalProblem};
use hengping::domain::goal::Goal;
use hengping::pack::shipped;
use hengping::wording::{Names, basis, remedy, sentence_at};
use proptest::prelude::*;
use serde_json::{Value, json};

const SUBJECTS: [Subject; 4] =
    [Subject::Project, Subject::Department, Subject::Policy, Subject::FiscalOperation];

fn found(goal: &Goal, subject: Subject) -> Vec<Finding> {
    let packs = shipped();
    check_goal(goal, packs.rules(), packs.goal_forms().of(subject), packs.checks())
}

/// The shipped library as goals, one for each of its groups.
fn library() -> Vec<Goal> {
    let pack = shipped().pack("indicators").expect("the library");
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for entry in pack.raw["indicators"].as_array().expect("indicators") {
        let text = |key: &str| entry[key].as_str().unwrap_or_default().trim_matches('—');
        let group = text("sector").to_owned();
        let sign = match text("sign") {
            "ge" => "≥",
            "gt" => ">",
            "le" => "≤",
            "lt" => "<",
            "eq" => "=",
            "range" => "区间",
            _ => "定性",
        };
        let row = json!({"id": format!("r{}", entry["id"].as_str().unwrap_or_default()),
            "level1": text("level1"), "level2": text("level2"), "name": text("name"), "sign": sign,
            "target": text("target"), "unit": text("unit"),
            "grounds": {"value_basis": text("value_basis"), "standard": text("standard")}});
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((group, vec![row])),
        }
    }
    let goal = |(name, rows): (String, Vec<Value>)| {
        let json = json!({"head": {"year": 2024, "project": name}, "indicators": rows,
            "facts": [{"key": "work", "text": "其他"}]});
        serde_json::from_value(json).expect("a goal")
    };
    groups.into_iter().map(goal).collect()
}

/// What is well named in the library is not held against its names, signs, units and levels.
#[test]
fn the_library_is_free_of_what_the_checks_look_for() {
    let goals = library();
    let rows: usize = goals.iter().map(|goal| goal.indicators.len()).sum();
    assert!(rows > 300, "{rows}");
    let silent = [
        "output-as-benefit",
        "benefit-as-output",
        "sign-against-meaning",
        "signs-differ",
        "sign-without-figure",
        "unit-missing",
        "placeholder",
        "too-long",
        "invisible-signs",
        "date-outside",
        "no-such-day",
        "basis-missing",
        "words-without-standard",
        "level-misplaced",
    ];
    for goal in &goals {
        let told: Vec<_> = found(goal, Subject::Project)
            .into_iter()
            .filter(|finding| silent.contains(&finding.problem.code()))
            .map(|finding| sentence_at(&finding, &Names::of_goal(goal)))
            .collect();
        assert!(told.is_empty(), "{told:#?}");
    }
}

/// A level of satisfaction that a survey must find out, in every group that has one.
#[test]
fn every_satisfaction_of_the_library_wants_a_survey() {
    for goal in library() {
        let rows = goal.indicators.iter().filter(|row| row.name.contains("满意度")).count();
        let asked = found(&goal, Subject::Project)
            .iter()
            .filter(|finding| finding.problem.code() == "survey-missing")
            .count();
        assert_eq!(asked, rows, "{}", goal.head.project);
    }
}

#[test]
fn every_code_of_a_goal_rests_on_something() {
    let checks = shipped().checks();
    for code in GoalProblem::CODES {
        assert!(basis(code, checks).is_some_and(|text| text.starts_with("依据：")), "{code}");
    }
    let sample = basis("sample-small", checks).expect("a basis");
    assert!(sample.contains("p(1−p)") && sample.contains("未核对"), "{sample}");
}

/// Texts made of what goals are made of, and of anything.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,9}",
        "[-+.,，、/~年月日前底内以（）【】]",
        "[≥≤><=％%]",
        prop_oneof![
            Just("百分比"),
            Just("元/盏"),
            Just("盏"),
            Just("万元"),
            Just("降低投诉率"),
            Just("完好率"),
            Just("市民满意度"),
            Just("项目建设完成率"),
            Just("效果明显"),
            Just("2024年2月31日"),
            Just("2023-12-31"),
            Just("产出指标"),
            Just("效益指标"),
            Just("社会效益指标"),
            Just("成本指标"),
            Just("设备购置"),
            Just("待定"),
            Just("\u{200b}"),
            Just("**"),
        ]
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop_oneof![
        Just(String::new()),
        proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
    ]
}

fn row() -> impl Strategy<Value = Value> {
    let level = || prop_oneof![Just("产出指标"), Just("效益指标"), Just("满意度指标"), Just("")];
    (level(), proptest::collection::vec(typed(), 11), any::<bool>(), any::<bool>()).prop_map(
        |(level1, texts, locked, whole)| {
            let at = |index: usize| texts.get(index).cloned().unwrap_or_default();
            json!({"level1": format!("{level1}{}", at(8)), "level2": at(0), "name": at(1), "sign": at(2),
                "target": at(3), "unit": at(4), "points": at(5), "grounds": {
                    "value_basis": at(6), "term": if whole { "whole" } else { "year" }, "locked": locked,
                    "survey": {"object": at(7), "sample": at(5)},
                    "last_year": {"year": 2023, "target": at(9), "actual": at(10)}}})
        },
    )
}

fn goal() -> impl Strategy<Value = Goal> {
    let fact = prop_oneof![
        Just("begin"),
        Just("end"),
        Just("work"),
        Just("staff"),
        Just("basic_spending"),
        Just("project_spending"),
        Just("filled_on"),
    ];
    let facts = proptest::collection::btree_map(fact, typed(), 0..5);
    let source = prop_oneof![Just("total"), Just("fiscal"), Just("other"), Just("detail")];
    let funds = proptest::collection::vec((source, typed(), typed()), 0..5);
    let tasks = proptest::collection::vec((typed(), typed(), typed()), 0..3);
    (facts, funds, tasks, proptest::collection::vec(row(), 0..6), typed(), typed()).prop_map(
        |(facts, funds, tasks, mut rows, text, title)| {
            for (index, row) in rows.iter_mut().enumerate() {
                row["id"] = json!(format!("r{index}"));
            }
            let facts: Vec<Value> =
                (facts.into_iter()).map(|(key, text)| json!({"key": key, "text": text})).collect();
            let funds: Vec<Value> = (funds.into_iter().enumerate())
                .map(|(index, (source, budget, next1))| {
                    json!({"id": format!("f{index}"), "source": source, "label": source, "budget": budget,
                        "years": {"next1": next1}})
                })
                .collect();
            let tasks: Vec<Value> = (tasks.into_iter().enumerate())
                .map(|(index, (name, fiscal, other))| {
                    json!({"id": format!("t{index}"), "name": name, "fiscal": fiscal, "other": other})
                })
                .collect();
            serde_json::from_value(json!({"head": {"year": 2024, "project": text, "unit": title},
                "annual_goal": text, "facts": facts, "funds": funds, "tasks": tasks, "indicators": rows}))
            .expect("a goal")
        },
    )
}

fn case_of(goal: &Goal) -> Case {
    let json = json!({"id": "c", "year": 2024, "subject": "project", "name": "甲"});
    let mut case: Case = serde_json::from_value(json).expect("a case");
    case.goal = Some(goal.clone());
    case
}

proptest! {
    /// Whatever is typed, every finding has a place and words, and every fix mends what it is offered for.
    #[test]
    fn every_fix_of_any_goal_mends_its_finding(goal in goal(), which in 0..4usize) {
        let packs = shipped();
        let subject = SUBJECTS[which];
        let names = Names::of_goal(&goal);
        for finding in found(&goal, subject) {
            prop_assert!(finding.place.target().is_some(), "{}", finding.place);
            prop_assert!(sentence_at(&finding, &names).ends_with('。'));
            for fix in fixes(&finding, &goal, Some(packs.goal_forms()), packs.rules(), packs.checks()) {
                prop_assert!(!remedy(&fix.remedy).is_empty());
                let mut case = case_of(&goal);
                let change = apply_to(&mut case, Command::Goal(fix.edit.clone())).expect("an edit");
                let after = case.goal.clone().expect("a goal");
                let same = |findings: Vec<Finding>| {
                    let like = |left: &&Finding| {
                        (left.problem.code(), &left.place) == (finding.problem.code(), &finding.place)
                    };
                    findings.iter().filter(like).count()
                };
                let (before, left) = (same(found(&goal, subject)), same(found(&after, subject)));
                prop_assert!(left < before, "{:?} did not mend {finding:?}", fix);
                apply_to(&mut case, change.inverse).expect("taken back");
                prop_assert_eq!(case.goal.as_ref(), Some(&goal));
            }
        }
    }
}
