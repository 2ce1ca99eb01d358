//! Money: totals, rates, what is missing or left unspent.

use serde_json::{Value, json};

use super::{document, found, row, shown};
use crate::domain::finding::{FormProblem, Problem};

fn funds(rows: Value) -> Vec<String> {
    let rows = json!({ "funds": rows });
    shown(&found(&document(json!([row("甲", json!({"points": "90", "claimed": "90"}))]), rows)))
        .into_iter()
        .map(|text| text.replace("self_evaluation/", ""))
        .collect()
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
fn a_form_without_rows_for_parts_asks_for_none() {
    let total = json!({"id": "f1", "source": "total", "label": "总额", "budget": "12", "spent": "12",
        "points": "10", "claimed": "10"});
    assert_eq!(funds(json!([total])), Vec::<String>::new());
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
