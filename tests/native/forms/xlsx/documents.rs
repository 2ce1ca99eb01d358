//! Documents to XLSX and back: nothing is lost, and the form alone says all that it shows.

use std::collections::BTreeMap;

use hengping::domain::blank;
use hengping::domain::case::Subject;
use hengping::domain::form::FormHead;
use hengping::domain::goal::{Fact, Goal};
use hengping::domain::goal_form::{FactField, FactKind};
use hengping::domain::ids::RowId;
use hengping::domain::task::Task;
use hengping::forms::FormDocument;
use hengping::pack::shipped;

use super::{Copied, full_goal, full_results, goal_forms, goal_of, read, results_of, written};

#[test]
fn a_goal_comes_back_with_all_that_its_form_does_not_show() {
    let goal = full_goal();
    let bytes = written(&FormDocument::Goal(goal.clone()), Subject::Project);
    let reading = read(&bytes);
    assert_eq!(reading.problems(), []);
    assert_eq!(goal_of(&reading), &goal);
    assert_eq!(reading.subject, Some(Subject::Project));
}

#[test]
fn workbooks_of_the_first_kind_are_read_for_ever() {
    let goal = include_bytes!("../../../cases/workbooks/goal-v1.xlsx");
    let reading = read(goal);
    assert_eq!(reading.problems(), []);
    assert_eq!(goal_of(&reading), &full_goal());
    let results = include_bytes!("../../../cases/workbooks/self-evaluation-v1.xlsx");
    let reading = read(results);
    assert_eq!(reading.problems(), []);
    assert_eq!(results_of(&reading), &full_results());
}

#[test]
fn the_form_alone_says_what_it_shows() {
    let mut goal = full_goal();
    let bytes = written(&FormDocument::Goal(goal.clone()), Subject::Project);
    let mut copied = Copied::of(&bytes);
    copied.0.truncate(1);
    let reading = read(&copied.bytes());
    assert_eq!(reading.problems(), []);
    // Computed where nothing was typed, and what no form prints.
    goal.stage = Default::default();
    goal.self_check.clear();
    goal.indicators.rotate_left(1);
    for (index, row) in goal.indicators.iter_mut().enumerate() {
        row.id = RowId::new(format!("r{}", index + 1));
        let of = &mut row.grounds;
        (of.locked, of.link, of.last_year, of.proposed) = Default::default();
        of.evidence.clear();
    }
    for (index, row) in goal.funds.rows.iter_mut().enumerate() {
        row.id = RowId::new(format!("f{}", index + 1));
    }
    for (index, task) in goal.tasks.iter_mut().enumerate() {
        task.id = RowId::new(format!("t{}", index + 1));
    }
    let total = &mut goal.funds.rows[0];
    (total.budget, total.years.before, total.years.next1) = ("280.6".into(), "120".into(), "200".into());
    assert_eq!(goal_of(&reading), &goal);
}

#[test]
fn a_self_evaluation_comes_back_with_its_claims_and_what_it_rests_on() {
    let form = full_results();
    let bytes = written(&FormDocument::SelfEvaluation(form.clone()), Subject::Department);
    let reading = read(&bytes);
    assert_eq!(reading.problems(), []);
    assert_eq!(results_of(&reading), &form);
    assert_eq!(reading.subject, Some(Subject::Department));
    let mut alone = Copied::of(&bytes);
    alone.0.truncate(1);
    let shown = alone.0[0].cells.values().map(String::as_str).collect::<Vec<_>>();
    for computed in ["98.5", "98.50%", "9.85", "原填得分", "原填：年度资金总额", "58.80", "核算等级"]
    {
        assert!(shown.contains(&computed), "{computed} {shown:?}");
    }
    let mut titled = form.clone();
    titled.head.title = "绩效自评表".into();
    let own_title = Copied::of(&written(&FormDocument::SelfEvaluation(titled), Subject::Department));
    for word in ["部门名称", "部门代码", "资金情况（万元）"] {
        assert!(own_title.0[0].cells.values().any(|text| text == word), "{word}");
    }
    let reading = read(&alone.bytes());
    assert_eq!(reading.problems(), []);
    let mut shown = form;
    shown.rests_on = None;
    shown.rows[0].indicator.grounds.evidence.clear();
    let id = |letter: &str, index: usize| RowId::new(format!("{letter}{}", index + 1));
    shown.rows.iter_mut().enumerate().for_each(|(index, row)| row.indicator.id = id("r", index));
    shown.funds.rows.iter_mut().enumerate().for_each(|(index, row)| row.id = id("f", index));
    shown.tasks.iter_mut().enumerate().for_each(|(index, row)| row.id = id("t", index));
    assert_eq!(results_of(&reading), &shown);
}

#[test]
fn the_form_of_every_subject_says_all_its_fields_alone() {
    for form in &goal_forms().forms {
        let head = FormHead {
            year: Some(2024),
            project: "科技创新奖补".into(),
            code: "340600000".into(),
            department: "市科技局".into(),
            unit: "局机关".into(),
            ..FormHead::default()
        };
        let mut goal = blank::goal(head, form, shipped().rules(), "");
        let text = |field: &FactField, index: usize| match field.kind {
            FactKind::Number | FactKind::Money => format!("{}", 100 + index),
            FactKind::Date => format!("2024年{}月1日", index % 12 + 1),
            _ => format!("甲乙丙{index}"),
        };
        let fact =
            |(index, field): (usize, &FactField)| Fact { key: field.key.clone(), text: text(field, index) };
        goal.facts = form.facts.iter().enumerate().map(fact).collect();
        for (index, row) in goal.funds.rows.iter_mut().enumerate().skip(1) {
            row.budget = format!("{}.5", 10 + index).as_str().into();
            row.years.next1 = if form.whole { "7".into() } else { "".into() };
        }
        if form.tasks.is_some() {
            let task = |n: usize| Task { fiscal: "3.5".into(), ..Task::new(RowId::new(format!("t{n}"))) };
            goal.tasks = (1..=2)
                .map(|n| Task { name: format!("工作{n}"), content: "内容".into(), ..task(n) })
                .collect();
        }
        (goal.annual_goal, goal.whole_goal) =
            ("新增八十家".into(), if form.whole { "三年倍增".into() } else { String::new() });
        for row in &mut goal.indicators {
            row.name = format!("{}甲", row.level2);
            (row.sign, row.target, row.unit) = ("≥".into(), "10".into(), "家".into());
        }
        let mut alone = Copied::of(&written(&FormDocument::Goal(goal.clone()), form.subject));
        alone.0.truncate(1);
        let reading = read(&alone.bytes());
        assert_eq!(reading.problems(), [], "{:?}", form.subject);
        assert_eq!(reading.subject, Some(form.subject));
        let found = goal_of(&reading);
        let sorted = |goal: &Goal| {
            goal.facts.iter().map(|fact| (fact.key.clone(), fact.text.clone())).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(sorted(found), sorted(&goal), "{:?}", form.subject);
        assert_eq!(found.head, goal.head, "{:?}", form.subject);
        assert_eq!(found.funds.rows[1..], goal.funds.rows[1..], "{:?}", form.subject);
        assert_eq!((&found.tasks, &found.indicators), (&goal.tasks, &goal.indicators), "{:?}", form.subject);
        assert_eq!((&found.annual_goal, &found.whole_goal), (&goal.annual_goal, &goal.whole_goal));
        assert_eq!(found.remarks, []);
    }
}
