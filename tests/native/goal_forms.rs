//! The goal forms that come with the program, what is found in those of others, and the goal a form begins with.

use hengping::domain::blank;
use hengping::domain::case::Subject;
use hengping::domain::checks::check_goal;
use hengping::domain::command::{Command, apply_to};
use hengping::domain::finding::PackProblem;
use hengping::domain::form::FormHead;
use hengping::domain::funds::{FundRow, FundSource, Funds};
use hengping::domain::goal::Goal;
use hengping::domain::goal_form::{FactKind, GoalForms};
use hengping::domain::ids::{CaseId, RowId};
use hengping::domain::indicator::Indicator;
use hengping::domain::intake::{Incoming, new_case_of};
use hengping::domain::money_rows::{money_lines, set_money};
use hengping::domain::numbers::Points;
use hengping::domain::place::{DocumentType, FundField, Place, RowField, TextField};
use hengping::domain::scoring::{Rule, Rules, rule_of_indicator, rules_for};
use hengping::pack::{check, goal_forms, read, shipped};

fn forms() -> GoalForms {
    goal_forms(shipped().pack("goal-forms").expect("shipped")).expect("goal forms")
}

fn sum(goal: &Goal) -> Points {
    let points = goal.indicators.iter().filter_map(|row| row.points.number());
    Points::new(points.sum())
}

#[test]
fn every_field_is_explained_with_a_good_and_a_bad_example() {
    let forms = forms();
    let own = forms.forms.iter().flat_map(|form| &form.help);
    let mut count = 0;
    for help in forms.help.iter().chain(own) {
        for said in [&help.meaning, &help.rule, &help.good, &help.bad] {
            assert!(!said.trim().is_empty(), "{}", help.field);
        }
        assert_ne!(help.good, help.bad, "{}", help.field);
        count += 1;
    }
    assert!(count > 60);
    for form in &forms.forms {
        for fact in &form.facts {
            let place = Place::fact(DocumentType::Goal, &fact.key);
            assert!(forms.help_at(form.subject, &place).is_some(), "{}", fact.key);
        }
    }
}

#[test]
fn every_subject_has_a_form_with_its_fields() {
    let forms = forms();
    for (subject, title, keys) in [
        (
            Subject::Project,
            "项目支出绩效目标申报表",
            &["attribute", "nature", "category", "work", "basis"][..],
        ),
        (Subject::Department, "部门整体支出绩效目标申报表", &["duty", "establishment", "three_public"]),
        (Subject::Policy, "财政政策绩效目标申报表", &["support_standard", "beneficiaries"]),
        (Subject::FiscalOperation, "财政运行绩效目标申报表", &["general_revenue", "three_guarantees"]),
    ] {
        let form = forms.of(subject).expect("a form");
        assert_eq!(form.title, title);
        for key in keys.iter().chain(&["filler", "phone", "filled_on", "unit_head"]) {
            assert!(form.fact(key).is_some(), "{title} has no {key}");
        }
        assert!(form.facts.iter().all(|fact| (fact.kind == FactKind::Choice) != fact.choices.is_empty()));
        assert_eq!(form.money[1].source, FundSource::Fiscal);
    }
    let tasks = forms.of(Subject::Department).and_then(|form| form.tasks.as_ref()).expect("tasks");
    assert_eq!(tasks.equals, ["basic_spending", "project_spending"]);
    assert_eq!(forms.review.items.len(), 8);
    assert!(!forms.review.verified);
}

#[test]
fn a_form_may_explain_a_field_in_its_own_way() {
    let forms = forms();
    let goal = DocumentType::Goal;
    let name = Place::text(goal, TextField::Project);
    let unit = Place::indicator(goal, &RowId::new("r1"), RowField::Unit);
    let said = |subject, place: &Place| forms.help_at(subject, place).expect("help").meaning.as_str();
    assert_eq!(said(Subject::Department, &name), "本部门的全称。");
    assert_ne!(said(Subject::Project, &name), said(Subject::Department, &name));
    assert_eq!(said(Subject::Policy, &unit), forms.help("unit").expect("help").meaning);
    assert_ne!(said(Subject::Policy, &unit), said(Subject::Policy, &Place::text(goal, TextField::Unit)));
    assert!(said(Subject::Project, &Place::fact(goal, "work")).contains("哪一类"));
}

#[test]
fn a_blank_goal_has_ninety_points_under_every_profile() {
    let packs = shipped();
    let by = |id: &str| packs.rules_by(packs.pack(id).expect("shipped")).expect("rules");
    let of = |subject, rules: &Rules, profile: &str| {
        blank::goal(FormHead::default(), forms().of(subject).expect("a form"), rules, profile)
    };
    for rules in ["rules-2020", "rules-2021"].map(by) {
        for profile in &rules.profiles {
            let goal = of(Subject::Project, &rules, &profile.id);
            assert_eq!(sum(&goal), "90".parse().expect("points"), "{}", profile.id);
            let levels: Vec<&str> = profile.points.iter().map(|share| share.level.as_str()).collect();
            assert!(goal.indicators.iter().all(|row| levels.contains(&row.level1.as_str())));
        }
    }
    let without = of(Subject::Policy, &by("rules-2020"), "2020-no-satisfaction");
    assert!(without.indicators.iter().all(|row| !row.level1.contains("满意度")));
    assert_eq!(of(Subject::Policy, &by("rules-2020"), "nobody knows").indicators.len(), 9);
    let department = of(Subject::Department, &by("rules-2021"), "2021-cost");
    assert_eq!(department.head.title, "部门整体支出绩效目标申报表");
    assert_eq!(department.funds.rows[0].source, FundSource::Total);
    assert_eq!(department.funds.rows[0].label, "预算总额");
    assert_eq!(department.indicators.len(), 10);
}

#[test]
fn money_can_be_filled_in_whatever_came_with_the_file() {
    let (packs, forms) = (shipped(), forms());
    let total = || FundRow::new(RowId::new("f1"), FundSource::Total, "年度资金总额");
    for form in &forms.forms {
        for rows in [vec![], vec![total()]] {
            let funds = Funds { rows };
            let lines = money_lines(&funds, Some(form));
            assert_eq!(lines.len(), form.money.len(), "{}", form.title);
            assert!(lines.iter().zip(&form.money).all(|(line, asked)| line.row.source == asked.source));
            let mut goal = Goal { funds, ..Goal::default() };
            let codes = |goal: &Goal| -> Vec<&'static str> {
                let found = check_goal(goal, packs.rules(), Some(form), packs.checks());
                found.iter().map(|finding| finding.problem.code()).collect()
            };
            assert!(codes(&goal).contains(&"money-missing"));
            let open = lines.iter().find(|line| line.row.is_part()).expect("a row to fill in");
            let cell = (open.row.id.clone(), FundField::Budget, "120".into());
            let edit = set_money(&goal.funds, Some(form), vec![cell]);
            let mut case = new_case_of(Incoming::Goal(goal), form.subject, CaseId::new("c"), 2024);
            apply_to(&mut case, Command::Goal(edit)).expect("an edit");
            goal = case.goal.expect("a goal");
            assert!(!codes(&goal).contains(&"money-missing"), "{}", form.title);
            assert_eq!(goal.funds.rows.len(), form.money.len());
        }
    }
}

#[test]
fn a_row_is_scored_by_whichever_rule_is_offered_for_it() {
    let (rules, forms) = (shipped().rules(), forms());
    let of = |sign: &str, target: &str| {
        let mut row = Indicator::new(RowId::new("r1"));
        (row.name, row.sign, row.target) = ("甲".into(), sign.into(), target.into());
        row
    };
    for (sign, target, count) in [
        ("≥", "50", 3),
        ("", "≤5天", 3),
        ("", "50个", 3),
        ("区间", "10～20", 1),
        ("定性", "达到国家二级标准", 2),
        ("", "2024年12月底前", 0),
        ("≥", "", 0),
    ] {
        let mut row = of(sign, target);
        let offered = rules_for(&row, Some(2024), &forms.rules);
        assert_eq!(offered.len(), count, "{sign}{target}: {offered:?}");
        let by_pack = rule_of_indicator(&row, Some(2024), rules);
        assert_eq!(by_pack.is_none(), target.is_empty(), "{sign}{target}");
        assert!(by_pack.is_none_or(|(_, own)| !own));
        for rule in offered {
            row.grounds.rule = Some(rule.clone());
            assert_eq!(rule_of_indicator(&row, Some(2024), rules), Some((rule.clone(), true)));
        }
    }
    // A rule that no longer goes with the target gives way to that of the rules in force.
    let mut row = of("", "按计划完成");
    row.grounds.rule = forms.rules.first().cloned();
    assert!(matches!(rule_of_indicator(&row, Some(2024), rules), Some((Rule::Qualitative(_), false))));
}

/// The shipped section, changed by `change`.
fn checked(change: impl FnOnce(&mut serde_json::Value)) -> Vec<PackProblem> {
    let mut raw = shipped().pack("goal-forms").expect("shipped").raw.clone();
    change(&mut raw["goal"]);
    let pack = read(raw.to_string().as_bytes()).expect("a pack");
    let mut found = check::check(&pack, &shipped().rules_by(&pack), shipped().packs());
    found.retain(|problem| *problem != PackProblem::NotVerified);
    found
}

#[test]
fn the_shipped_forms_explain_every_field_and_no_other() {
    assert_eq!(checked(|_| {}), []);
}

#[test]
fn what_a_form_gets_wrong_is_told_with_its_place() {
    type Change = fn(&mut serde_json::Value);
    let cases: [(Change, &str); 18] = [
        (|goal| goal["forms"][0]["facts"][1]["key"] = "attribute".into(), "goal.forms[0].facts"),
        (|goal| goal["forms"][0]["facts"][0]["key"] = "target".into(), "goal.forms[0].facts[0].key"),
        (|goal| goal["forms"][0]["facts"][0]["key"] = "a/b".into(), "goal.forms[0].facts[0].key"),
        (
            |goal| goal["forms"][0]["facts"][0]["choices"] = serde_json::json!([]),
            "goal.forms[0].facts[0].choices",
        ),
        (|goal| goal["forms"][0]["facts"][0]["kind"] = "colour".into(), "goal.forms[0].facts[0].kind"),
        (|goal| goal["forms"][0]["term"]["end"] = "basis".into(), "goal.forms[0].term.end"),
        (|goal| goal["forms"][0]["title"] = " ".into(), "goal.forms[0].title"),
        (|goal| goal["forms"][0]["money"][0]["source"] = "other".into(), "goal.forms[0].money"),
        (|goal| goal["forms"][0]["required"][2]["fact"] = "worth".into(), "goal.forms[0].required[2].fact"),
        (|goal| goal["forms"][0]["required"][2]["is"][0] = "造船".into(), "goal.forms[0].required[2].is"),
        (
            |goal| goal["forms"][0]["required"][0]["levels"] = serde_json::json!([]),
            "goal.forms[0].required[0].levels",
        ),
        (|goal| goal["forms"][1]["subject"] = "project".into(), "goal.forms[1].subject"),
        (|goal| goal["forms"][1]["tasks"]["equals"][0] = "staff".into(), "goal.forms[1].tasks.equals"),
        (|goal| goal["signs"][0] = "约".into(), "goal.signs[0]"),
        (|goal| goal["rules"][0]["kind"] = "guess".into(), "goal.rules[0]"),
        (|goal| goal["review"]["items"][1]["id"] = "complete".into(), "goal.review.items"),
        (|goal| goal["help"][1]["field"] = "text/year".into(), "goal.help"),
        (|goal| goal["forms"][0]["texts"][6]["field"] = "unit".into(), "goal.forms[0].texts"),
    ];
    for (change, place) in cases {
        let found = checked(change);
        let told =
            |problem: &PackProblem| matches!(problem, PackProblem::Malformed { path, .. } if path == place);
        assert!(found.iter().any(told), "{place}: {found:?}");
    }
    let sum = PackProblem::SharesNotSum { path: "goal.review.items".into(), sum: "95.00".into() };
    assert_eq!(checked(|goal| goal["review"]["items"][0]["points"] = "5".into()), [sum]);
    let unused = PackProblem::UnusedField { path: "goal.forms[0].tasks".into(), field: "sum".into() };
    let tasks = serde_json::json!({"title": "a", "name": "b", "content": "c", "sum": "d"});
    assert_eq!(checked(|goal| goal["forms"][0]["tasks"] = tasks), [unused]);
    let bare = PackProblem::HelpMissing { path: "goal.forms[0]".into(), field: "colour".into() };
    let fact = serde_json::json!({"key": "colour", "label": "颜色"});
    assert_eq!(checked(|goal| goal["forms"][0]["facts"][0] = fact.clone())[..1], [bare]);
}

#[test]
fn a_pack_without_goal_forms_says_so() {
    let rules = shipped().pack("rules-2020").expect("shipped");
    assert!(matches!(goal_forms(rules), Err(PackProblem::Malformed { path, .. }) if path == "goal"));
}
