use serde_json::{Value, json};

use super::{CheckWords, check_goal, check_self_evaluation};
use crate::domain::finding::{Finding, FormProblem, Problem, ScoreProblem};
use crate::domain::goal::Goal;
use crate::domain::numbers::Points;
use crate::domain::scoring::form::{RowKind, ScoredForm, ScoredRow};
use crate::domain::scoring::grade::{GradeBands, NearBorder};
use crate::domain::scoring::outcome::{Derivation, Status};
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::typed::Typed;

fn words() -> CheckWords {
    serde_json::from_str(include_str!("../../../public/packs/checks.json")).expect("the checks pack")
}

fn points(text: &str) -> Points {
    text.parse().expect("points")
}

/// An indicator row of a document, overridden member by member.
fn row(id: &str, over: Value) -> Value {
    let mut row = json!({"id": id, "level1": "产出指标", "level2": "数量指标", "name": id,
        "target": "≥50个", "points": "45", "actual": "50", "claimed": "45"});
    for (key, value) in over.as_object().expect("an object") {
        row[key] = value.clone();
    }
    row
}

fn document(rows: Value, over: Value) -> SelfEvaluation {
    let mut document = json!({"head": {"year": 2023}, "rows": rows, "funds": [
        {"id": "f1", "source": "total", "label": "年度资金总额", "budget": "100", "spent": "100",
         "claimed_rate": "100%", "points": "10", "claimed": "10"},
        {"id": "f2", "source": "fiscal", "label": "财政拨款", "budget": "100", "spent": "100"}]});
    for (key, value) in over.as_object().expect("an object") {
        document[key] = value.clone();
    }
    serde_json::from_value(document).expect("a self-evaluation")
}

/// The form scored as its own claims say, which is enough for checks that do not ask the rule.
fn scored(document: &SelfEvaluation) -> ScoredForm {
    let number = |typed: &Typed| typed.number().map(Points::new);
    let base = |points: Option<Points>, claimed: Option<Points>| ScoredRow {
        id: crate::domain::ids::RowId::new("f1"),
        kind: RowKind::Execution,
        level1: String::new(),
        level2: String::new(),
        name: "预算执行率".into(),
        points,
        target: String::new(),
        actual: String::new(),
        claimed,
        status: if claimed.is_some() { Status::Scored } else { Status::NotFilled },
        score: claimed,
        derivation: Derivation::default(),
        problems: Vec::new(),
    };
    let execution = document.funds.total_row().map(|row| base(number(&row.points), number(&row.claimed)));
    let rows = document.rows.iter().map(|row| ScoredRow {
        id: row.indicator.id.clone(),
        kind: RowKind::Figure,
        ..base(number(&row.indicator.points), number(&row.claimed))
    });
    let rows: Vec<ScoredRow> = execution.into_iter().chain(rows).collect();
    let sum = rows.iter().filter_map(|row| row.score).map(Points::value).sum();
    let open = rows.iter().any(|row| row.status != Status::Scored);
    let column = |column| document.funds.total(column);
    use crate::domain::funds::FundColumn as C;
    ScoredForm {
        rows,
        total: Points::new(sum),
        scored_of: points("100"),
        full: points("100"),
        grade: (!open).then(|| "优".to_owned()),
        near: None,
        opening: column(C::Opening),
        budget: column(C::Budget),
        spent: column(C::Spent),
        rate: None,
    }
}

fn found(document: &SelfEvaluation) -> Vec<Finding> {
    check_self_evaluation(document, &scored(document), &words())
}

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.problem.code(), finding.place)).collect()
}

/// Two good rows of 45 with the second overridden.
fn second(over: Value) -> SelfEvaluation {
    document(json!([row("甲", json!({})), row("乙", over)]), json!({}))
}

fn of_second(over: Value) -> Vec<String> {
    let prefix = "self_evaluation/indicators/乙/";
    shown(&found(&second(over))).into_iter().map(|text| text.replace(prefix, "")).collect()
}

fn funds(rows: Value) -> Vec<String> {
    let rows = json!({ "funds": rows });
    shown(&found(&document(json!([row("甲", json!({"points": "90", "claimed": "90"}))]), rows)))
        .into_iter()
        .map(|text| text.replace("self_evaluation/", ""))
        .collect()
}

#[test]
fn a_good_form_has_no_findings() {
    assert_eq!(shown(&found(&second(json!({})))), Vec::<String>::new());
}

#[test]
fn every_basis_names_a_code_and_every_form_finding_has_one() {
    let words = words();
    let known: Vec<&str> = Problem::codes().collect();
    for check in &words.checks {
        assert!(known.contains(&check.code.as_str()), "{}", check.code);
        assert!(!check.basis.document.is_empty());
    }
    let (form, score) = (FormProblem::CODES, ScoreProblem::CODES);
    for code in form.iter().chain(score) {
        assert!(words.basis(code).is_some(), "{code} rests on nothing");
    }
}

#[test]
fn totals_of_money_are_held_against_their_parts() {
    let total = json!({"id": "f1", "source": "total", "label": "总额", "opening": "0", "budget": "0", "spent": "0",
        "points": "10", "claimed": "10", "claimed_rate": "0"});
    let part = json!({"id": "f2", "source": "fiscal", "label": "拨款", "opening": "90", "budget": "89.974", "spent": "89.974"});
    assert_eq!(
        funds(json!([total, part])),
        [
            "funds-total-not-sum funds/f1/opening",
            "funds-total-not-sum funds/f1/budget",
            "funds-total-not-sum funds/f1/spent",
            "rate-differs funds/f1/claimed_rate",
        ]
    );
    let total = json!({"id": "f1", "source": "total", "label": "总额", "opening": "0", "budget": "12", "spent": "12",
        "points": "10", "claimed": "10"});
    let part = json!({"id": "f2", "source": "fiscal", "label": "拨款", "opening": "见附件"});
    assert_eq!(
        funds(json!([total, part])),
        [
            "funds-not-a-figure funds/f2/opening",
            "funds-without-parts funds/f1/budget",
            "funds-without-parts funds/f1/spent",
        ]
    );
}

#[test]
fn the_printed_rate_is_compared_at_its_own_places() {
    let findings = |rate: &str| {
        funds(json!([
            {"id": "f1", "source": "total", "label": "总额", "budget": "90", "spent": "89.974",
             "claimed_rate": rate, "points": "10", "claimed": "10"},
            {"id": "f2", "source": "fiscal", "label": "拨款", "budget": "90", "spent": "89.974"}]))
    };
    for fits in ["100%", "100.0%", "99.97%", "99.97", "99.971%", "0.9997", "", "-"] {
        assert_eq!(findings(fits), Vec::<String>::new(), "{fits}");
    }
    for wrong in ["0", "99.9%", "99.98%", "90%", "1", "0.99"] {
        assert_eq!(findings(wrong), ["rate-differs funds/f1/claimed_rate"], "{wrong}");
    }
}

#[test]
fn money_that_is_missing_zero_or_unspent_is_named() {
    let of = |budget: &str, spent: &str, claimed: &str| {
        funds(json!([{"id": "f2", "source": "fiscal", "label": "拨款", "budget": budget, "spent": spent},
            {"id": "f1", "source": "total", "label": "总额", "points": "10", "claimed": claimed}]))
    };
    assert_eq!(of("", "", ""), ["funds-missing funds/f1/budget", "funds-missing funds/f1/spent"]);
    assert_eq!(of("0", "0", ""), ["zero-budget funds/f1/budget"]);
    assert_eq!(of("100", "79", ""), ["low-spending funds/f1/spent"]);
    assert_eq!(of("100", "80", ""), Vec::<String>::new());
}

#[test]
fn high_goals_on_low_spending_are_compared_as_shares_of_full_marks() {
    // 88 of 90 on 7.5 of 10: a gap of 23.30 %; 85 of 90 on 9.2 of 10: 2.59 %, within the limit.
    let gap = |indicators: &str, execution: &str, spent: &str| {
        let funds = json!({"funds": [
            {"id": "f1", "source": "total", "label": "总额", "points": "10", "claimed": execution},
            {"id": "f2", "source": "fiscal", "label": "拨款", "budget": "100", "spent": spent}]});
        let row = row("甲", json!({"points": "90", "claimed": indicators, "reason": "见说明"}));
        let findings = found(&document(json!([row]), funds));
        findings.into_iter().map(|finding| finding.problem).collect::<Vec<_>>()
    };
    let high = FormProblem::HighGoalLowSpending {
        indicators: "97.78".into(),
        rate: "75.00".into(),
        gap: "23.30".into(),
    };
    assert_eq!(gap("88", "7.5", "75"), [Problem::from(high)]);
    assert_eq!(gap("85", "9.2", "92"), []);
}

#[test]
fn points_make_up_the_whole() {
    assert_eq!(
        of_second(json!({"points": "44", "claimed": "44"})),
        ["points-not-sum self_evaluation/indicators"]
    );
    assert_eq!(of_second(json!({"points": ""})), ["points-missing points"]);
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

#[test]
fn claims_are_held_against_the_rules() {
    let document = second(json!({"claimed": "46"}));
    assert_eq!(shown(&found(&document)), ["claim-above-points self_evaluation/indicators/乙/claimed"]);

    let document = self::document(
        json!([row("甲", json!({})), row("乙", json!({}))]),
        json!({"claimed_total": "100", "claimed_grade": "优秀"}),
    );
    let mut by_rule = scored(&document);
    assert_eq!(check_self_evaluation(&document, &by_rule, &words()), []);
    by_rule.rows[0].score = Some(points("9"));
    by_rule.rows[2].score = Some(points("44.1"));
    by_rule.total = points("89.6");
    by_rule.grade = Some("良".into());
    by_rule.near = Some(NearBorder { border: points("90"), other: "优".into() });
    assert_eq!(
        shown(&check_self_evaluation(&document, &by_rule, &words())),
        [
            "high-goal-low-spending self_evaluation/funds/f1/spent",
            "claim-differs self_evaluation/funds/f1/claimed",
            "claim-differs self_evaluation/indicators/乙/claimed",
            "reason-missing self_evaluation/indicators/乙/reason",
            "claimed-total-differs self_evaluation/claimed_total",
            "claimed-grade-differs self_evaluation/claimed_grade",
            "grade-near-border self_evaluation/claimed_total",
        ]
    );
}

#[test]
fn an_open_form_holds_the_claimed_total_against_its_claims() {
    let rows = json!([row("甲", json!({})), row("乙", json!({"claimed": "40", "reason": "推迟"}))]);
    let document = self::document(rows, json!({"claimed_total": "98"}));
    let mut open = scored(&document);
    open.grade = None;
    assert_eq!(
        shown(&check_self_evaluation(&document, &open, &words())),
        ["claimed-total-differs self_evaluation/claimed_total"]
    );
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
fn vague_targets_are_told_from_words_that_can_be_checked() {
    for vague in [
        "效果明显",
        "显著改善",
        "显著提高",
        "持续保障",
        "达成预期指标",
        "效果明显。",
        "有效提升群众满意度",
        "成效 显著",
    ] {
        assert_eq!(of_second(json!({"target": vague, "actual": "达成"})), ["vague-value target"], "{vague}");
    }
    for clear in [
        "严格执行相关制度规定",
        "符合相关规定",
        "在项目计划完成时间内完成",
        "有效期内完成",
        "2023年12月底前",
        "环境卫生整洁，车辆停放有序",
    ] {
        assert_eq!(of_second(json!({"target": clear, "actual": "达成"})), Vec::<String>::new(), "{clear}");
    }
}

#[test]
fn odd_units_are_put_right() {
    let corrected = |over: Value| {
        let findings = found(&second(over));
        findings
            .into_iter()
            .filter_map(|finding| match finding.problem {
                Problem::Form(FormProblem::OddUnit { corrected, .. }) => Some(format!(
                    "{} {corrected}",
                    finding.place.as_str().rsplit('/').next().unwrap_or_default()
                )),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(corrected(json!({"target": "≥100百分比", "actual": "100"})), ["target ≥100%"]);
    assert_eq!(
        corrected(json!({"target": "＝100", "unit": "百分比", "actual": "100 百分比"})),
        ["actual 100%", "unit %"].map(str::to_owned).into_iter().rev().collect::<Vec<_>>()
    );
    assert_eq!(corrected(json!({"target": "≥20元/平米"})), ["target ≥20元/平方米"]);
    assert_eq!(corrected(json!({"target": "≥200平方米", "actual": "200m²"})), ["actual 200平方米"]);
}

#[test]
fn template_text_is_found_in_every_text() {
    for (field, text) in [
        ("name", "项目总成本（≤**万元）"),
        ("actual", "请填写实际完成值"),
        ("note", "说明评分标准（100字以内）"),
        ("reason", "ＸＸ原因"),
    ] {
        let mut over = json!({});
        over[field] = json!(text);
        assert!(of_second(over).contains(&format!("template-text {field}")), "{field} {text}");
    }
    assert_eq!(of_second(json!({"name": "指标1：道路养护里程"})), Vec::<String>::new());
    assert_eq!(of_second(json!({"name": "贫困户覆盖比例：县级"})), Vec::<String>::new());
    let document = self::document(
        json!([row("甲", json!({})), row("乙", json!({}))]),
        json!({"achieved": "对照年度目标，说明相关任务目标的完成情况（100字以内）",
               "remarks": [{"label": "评价结论", "text": "结合自评情况，说明项目自评总分"}]}),
    );
    let findings = found(&document);
    assert_eq!(shown(&findings), ["template-text self_evaluation/achieved", "template-text self_evaluation"]);
    let Problem::Form(FormProblem::TemplateText { text }) = &findings[1].problem else {
        panic!("a template text")
    };
    assert_eq!(text, "评价结论：结合自评情况，说明项目自评总分");
}

#[test]
fn money_and_staff_are_inputs_other_counts_are_not() {
    for (name, target) in [
        ("安置小区物业费", "8个"),
        ("项目资金投入", "≥100万元"),
        ("专项经费", "=50"),
        ("工作经费（办公用）", "1项"),
        ("聘用人员数量", "≥12人"),
    ] {
        assert_eq!(
            of_second(json!({"name": name, "target": target, "actual": target})),
            ["input-as-output name"],
            "{name}"
        );
    }
    for (name, target) in [
        ("资金到位及时率", "100%"),
        ("补贴发放人数", "≥300人"),
        ("资金发放准确率", "100%"),
        ("专项资金拨付", "4次"),
        ("人均补助标准", "≥500元"),
        ("聘用人员培训人数", "≥20人"),
        ("税收收入", "≥900万元"),
        ("免费开放天数", "≥300天"),
    ] {
        let over = json!({"name": name, "target": target, "actual": target});
        assert_eq!(of_second(over), Vec::<String>::new(), "{name}");
    }
    for level in [json!({"level2": "成本指标"}), json!({"level1": "成本指标", "level2": "经济成本指标"})]
    {
        let mut over = json!({"name": "项目总费用", "target": "≤90万元", "actual": "90"});
        over.as_object_mut().expect("an object").extend(level.as_object().expect("an object").clone());
        assert_eq!(of_second(over), Vec::<String>::new());
    }
}

#[test]
fn shares_stay_within_100_but_growth_may_exceed_it() {
    for (name, target, actual, expected) in [
        ("合格率", "≥95%", "105%", vec!["share-above-100 actual"]),
        ("群众满意度", "≥120%", "98%", vec!["share-above-100 target"]),
        ("覆盖率", "≥100", "120", vec!["share-above-100 actual"]),
        ("收入增长率", "≥110%", "120%", vec![]),
        ("任务完成率", "≥100%", "120%", vec![]),
        ("合格率", "≥95%", "100%", vec![]),
        ("床位使用率", "≥90%", "104%", vec![]),
    ] {
        let unit = if target.contains('%') { "" } else { "%" };
        let over = json!({"name": name, "target": target, "actual": actual, "unit": unit});
        assert_eq!(of_second(over), expected, "{name} {actual}");
    }
}

#[test]
fn the_second_of_one_name_is_found() {
    assert_eq!(of_second(json!({"name": "指标2：甲"})), ["duplicate-name name"]);
    let unnamed =
        document(json!([row("甲", json!({"name": ""})), row("乙", json!({"name": ""}))]), json!({}));
    assert_eq!(shown(&found(&unnamed)), Vec::<String>::new());
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
        shown(&check_goal(&goal, &words()))
    };
    assert_eq!(goal(["", ""], "50个"), ["points-absent goal/indicators"]);
    assert_eq!(goal(["45", "45"], "50个"), Vec::<String>::new());
    assert_eq!(goal(["50", "50"], "50个"), Vec::<String>::new());
    assert_eq!(goal(["45", ""], "50个"), ["points-missing goal/indicators/乙/points"]);
    assert_eq!(goal(["45", "40"], "50个"), ["points-not-sum goal/indicators"]);
    assert_eq!(goal(["45", "45"], ""), ["target-missing goal/indicators/乙/target"]);
    assert_eq!(goal(["45", "45"], "显著改善"), ["vague-value goal/indicators/乙/target"]);
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
