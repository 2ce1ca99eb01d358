//! What the checks find and what they leave alone, on forms of two rows. Here: how such a form is
//! made and what holds for all checks.

mod fixes;
mod goal;
mod goal_rows;
mod money;
mod scores;
mod texts;

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{CheckWords, check_self_evaluation};
use crate::domain::finding::{Finding, FormProblem, Problem, ScoreProblem};
use crate::domain::numbers::Points;
use crate::domain::scoring::Rules;
use crate::domain::scoring::form::{RowKind, ScoredForm, ScoredRow};
use crate::domain::scoring::outcome::{Derivation, Status};
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::typed::Typed;

fn words() -> CheckWords {
    serde_json::from_str(include_str!("../../../../public/packs/checks.json")).expect("the checks pack")
}

fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../../../../public/packs/rules-2020.json")).expect("the rules")
    });
    &RULES
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
        surveyed: None,
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
        shared_out: Default::default(),
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
