//! Points, claims, and rows that are open.

use serde_json::json;

use super::{document, found, of_second, points, row, rules, scored, second, shown, words};
use crate::domain::checks::{check_goal, check_self_evaluation};
use crate::domain::finding::{Problem, ScoreProblem};
use crate::domain::goal::Goal;
use crate::domain::scoring::grade::{GradeBands, NearBorder};

#[test]
fn points_make_up_the_whole() {
    assert_eq!(
        of_second(json!({"points": "44", "claimed": "44"})),
        ["points-not-sum self_evaluation/indicators"]
    );
    assert_eq!(of_second(json!({"points": ""})), ["points-missing points"]);
    let bare = row("甲", json!({"points": "", "claimed": ""}));
    assert!(
        shown(&found(&document(json!([bare]), json!({}))))
            .contains(&"points-absent self_evaluation/indicators".to_owned())
    );
    let without_execution = |points: &str| {
        let row = row("甲", json!({"points": points, "claimed": points}));
        shown(&found(&document(json!([row]), json!({"funds": []}))))
    };
    assert_eq!(without_execution("100"), Vec::<String>::new());
    assert_eq!(without_execution("90"), ["points-not-sum self_evaluation/indicators"]);
    let levels = json!({"level_points": [{"level1": "产出指标", "points": "50分"}]});
    let rows = json!([row("甲", json!({})), row("乙", json!({}))]);
    assert_eq!(
        shown(&found(&document(rows, levels))),
        ["level-points-differ self_evaluation/indicators/甲/level1"]
    );
}

/// Every row a level of its own: one pass, not one for each level (it took minutes).
#[test]
fn twenty_thousand_levels_are_summed_in_one_pass() {
    let count = 20_000;
    let name = |index: usize| format!("产出指标{index}");
    let rows: Vec<_> = (0..count)
        .map(|index| row(&format!("r{index}"), json!({"level1": name(index), "points": "2", "claimed": "2"})))
        .collect();
    let stated: Vec<_> = (0..count).map(|index| json!({"level1": name(index), "points": "1"})).collect();
    let form = document(json!(rows), json!({"level_points": stated}));
    let start = std::time::Instant::now();
    let found = shown(&found(&form));
    let differ = found.iter().filter(|finding| finding.starts_with("level-points-differ")).count();
    assert_eq!(differ, count);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn claims_are_held_against_the_rules() {
    let above = second(json!({"claimed": "46"}));
    assert_eq!(shown(&found(&above)), ["claim-above-points self_evaluation/indicators/乙/claimed"]);

    let form = document(
        json!([row("甲", json!({})), row("乙", json!({}))]),
        json!({"claimed_total": "100", "claimed_grade": "优秀"}),
    );
    let mut by_rule = scored(&form);
    assert_eq!(check_self_evaluation(&form, &by_rule, &words()), []);
    by_rule.rows[0].score = Some(points("9"));
    by_rule.rows[2].score = Some(points("44.1"));
    by_rule.total = points("89.6");
    by_rule.grade = Some("良".into());
    by_rule.near = Some(NearBorder { border: points("90"), other: "优".into() });
    assert_eq!(
        shown(&check_self_evaluation(&form, &by_rule, &words())),
        [
            "high-goal-low-spending self_evaluation/funds/f1/spent",
            "claim-differs self_evaluation/funds/f1/claimed",
            "claim-differs self_evaluation/indicators/乙/claimed",
            "reason-missing self_evaluation/indicators/乙/reason",
            "total-by-rules-differs self_evaluation/claimed_total",
            "claimed-grade-differs self_evaluation/claimed_grade",
            "grade-near-border self_evaluation/claimed_total",
        ]
    );
}

/// A spreadsheet shows 9.997 as 10.00, and so does its print: nothing differs that anybody could see.
#[test]
fn what_differs_beyond_two_decimals_is_no_difference() {
    let of = |claimed: &str, total: &str| {
        let rows = json!([row("甲", json!({})), row("乙", json!({"claimed": claimed}))]);
        let form = document(rows, json!({"claimed_total": total}));
        let mut by_rule = scored(&form);
        by_rule.rows[2].score = Some(points("45"));
        by_rule.total = points("100");
        let found = check_self_evaluation(&form, &by_rule, &words());
        found.iter().map(|finding| finding.problem.code()).collect::<Vec<_>>()
    };
    assert_eq!(of("44.997", "99.998"), Vec::<&str>::new());
    assert_eq!(of("45.004", "100"), Vec::<&str>::new());
    assert_eq!(of("44.994", "100"), ["claim-differs", "reason-missing", "claimed-total-differs"]);
    assert_eq!(of("45.005", "100"), ["claim-above-points", "claimed-total-differs"]);
    // The sum of what is shown, and of what stands behind it: 10 + 45 + 44.996.
    assert_eq!(of("44.996", "100"), Vec::<&str>::new());
    assert_eq!(of("44.996", "99.996"), Vec::<&str>::new());
    assert_eq!(of("44.996", "99.99"), ["claimed-total-differs", "total-by-rules-differs"]);
}

/// The sentence names the sum it speaks of: of the claims, or by the rules.
#[test]
fn a_claimed_total_is_held_against_the_claims_and_against_the_rules() {
    let total = |claimed: &str, second: &str, by_rule: &str| {
        let rows = json!([row("甲", json!({})), row("乙", json!({"claimed": second, "reason": "推迟"}))]);
        let form = document(rows, json!({"claimed_total": claimed}));
        let mut scored = scored(&form);
        scored.total = points(by_rule);
        let found = check_self_evaluation(&form, &scored, &words());
        let of_total = |finding: Finding| match finding.problem {
            Problem::Form(P::ClaimedTotalDiffers { claimed, computed }) => {
                Some(format!("sum {claimed} {computed}"))
            }
            Problem::Form(P::TotalByRulesDiffers { claimed, computed }) => {
                Some(format!("rules {claimed} {computed}"))
            }
            _ => None,
        };
        found.into_iter().filter_map(of_total).collect::<Vec<_>>()
    };
    use crate::domain::finding::{Finding, FormProblem as P};
    assert_eq!(total("97", "42", "97"), Vec::<String>::new());
    assert_eq!(total("97", "42", "99"), ["rules 97.00 99.00"]);
    assert_eq!(total("90", "25", "90"), ["sum 90.00 80.00"]);
    assert_eq!(total("98", "42", "99"), ["sum 98.00 97.00", "rules 98.00 99.00"]);
}

#[test]
fn an_open_form_holds_the_claimed_total_against_its_claims() {
    let rows = json!([row("甲", json!({})), row("乙", json!({"claimed": "40", "reason": "推迟"}))]);
    let form = document(rows, json!({"claimed_total": "98"}));
    let mut open = scored(&form);
    open.grade = None;
    assert_eq!(
        shown(&check_self_evaluation(&form, &open, &words())),
        ["claimed-total-differs self_evaluation/claimed_total"]
    );
}

#[test]
fn borders_are_near_within_half_a_point() {
    let bands: GradeBands = serde_json::from_value(
        json!([{"name": "优", "from": "90"}, {"name": "良", "from": "80"}, {"name": "差", "from": "0"}]),
    )
    .expect("bands");
    for (total, near) in [("89.5", true), ("89.49", false), ("90.5", true), ("90.51", false), ("0.2", false)]
    {
        assert_eq!(bands.near(points(total)).is_some(), near, "{total}");
    }
}

#[test]
fn rows_say_what_is_missing() {
    assert_eq!(of_second(json!({"actual": "—", "claimed": ""})), ["actual-missing actual"]);
    assert_eq!(of_second(json!({"target": "/"})), ["actual-without-target target"]);
    assert_eq!(
        of_second(json!({"target": "", "actual": "", "claimed": ""})),
        ["target-missing target", "actual-missing actual"]
    );
    assert_eq!(of_second(json!({"claimed": "40"})), ["reason-missing reason"]);
    assert_eq!(of_second(json!({"claimed": "40", "reason": "无"})), ["reason-missing reason"]);
    assert_eq!(of_second(json!({"claimed": "40", "reason": "供货推迟"})), Vec::<String>::new());
    let absent = json!({"actual": "", "claimed": "", "not_applicable": "本年未安排"});
    assert_eq!(of_second(absent), Vec::<String>::new());
    let unexplained = json!({"actual": "", "claimed": "", "not_applicable": " "});
    assert_eq!(of_second(unexplained), ["not-applicable-unexplained reason"]);
}

#[test]
fn a_problem_of_scoring_stands_at_the_field_that_mends_it() {
    use ScoreProblem as P;
    for (problem, field) in [
        (P::NotAFigure { text: "50个左右".into() }, "actual"),
        (P::NotAFigure { text: "约60个".into() }, "target"),
        (P::NegativeFigure { figure: "-3".into() }, "actual"),
        (P::LevelScoreMissing { level: "甲".into(), from: "8".into(), to: "10".into() }, "claimed"),
        (P::RangeReversed { low: "2".into(), high: "1".into() }, "target"),
        (P::AboveEqual { target: "1".into(), actual: "2".into() }, "actual"),
    ] {
        let document = second(json!({"actual": "50个左右", "target": "约60个"}));
        let mut by_rule = scored(&document);
        by_rule.rows[2].problems = vec![problem.clone()];
        assert_eq!(
            shown(&check_self_evaluation(&document, &by_rule, &words())),
            [format!("{} self_evaluation/indicators/乙/{field}", Problem::from(problem).code())]
        );
    }
}

#[test]
fn a_form_without_indicators_says_so() {
    assert!(
        shown(&found(&document(json!([]), json!({}))))
            .contains(&"no-indicators self_evaluation/indicators".to_owned())
    );
}

#[test]
fn a_goal_without_any_points_has_one_hint() {
    let goal = |points: [&str; 2], target: &str| {
        let row = |id: &str, points: &str, target: &str| json!({"id": id, "level1": "产出指标", "level2": "数量指标", "name": id, "target": target, "points": points});
        let json =
            json!({"head": {}, "indicators": [row("甲", points[0], "50个"), row("乙", points[1], target)]});
        let goal: Goal = serde_json::from_value(json).expect("a goal");
        shown(&check_goal(&goal, rules(), None, &words()))
    };
    assert_eq!(goal(["", ""], "50个"), ["points-absent goal/indicators"]);
    assert_eq!(goal(["45", "45"], "50个"), Vec::<String>::new());
    assert_eq!(goal(["50", "50"], "50个"), Vec::<String>::new());
    assert_eq!(goal(["45", ""], "50个"), ["points-missing goal/indicators/乙/points"]);
    assert_eq!(goal(["45", "40"], "50个"), ["points-not-sum goal/indicators"]);
    assert_eq!(goal(["45", "45"], ""), ["target-missing goal/indicators/乙/target"]);
    assert_eq!(goal(["45", "45"], "显著改善"), ["vague-value goal/indicators/乙/target"]);
}
