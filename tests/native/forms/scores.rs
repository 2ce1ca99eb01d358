//! What the shipped rules give for the wordings of places, held against sums made by hand.

use hengping::domain::funds::FundColumn;
use hengping::domain::scoring::form::ScoredForm;
use hengping::domain::scoring::score;
use hengping::domain::selfeval::SelfEvaluation;
use hengping::forms::{self, FormDocument};
use hengping::pack::shipped;

fn read(variant: &str) -> SelfEvaluation {
    let path = super::cases().join(format!("variants/{variant}.csv"));
    let bytes = std::fs::read(path).expect("the variant");
    match forms::read_csv(&bytes).document {
        Some(FormDocument::SelfEvaluation(form)) => form,
        other => panic!("{variant}: {other:?}"),
    }
}

/// `99.18/100.00 优`
fn result(scored: &ScoredForm) -> String {
    let grade = scored.grade.as_deref().unwrap_or("-");
    format!("{}/{} {grade}", scored.total.fixed2(), scored.scored_of.fixed2())
}

#[test]
fn the_wordings_of_places_score_as_their_forms_say() {
    for (variant, expected) in [
        // 304 ÷ 320 × 10 = 9.5; 93 ÷ 95 × 15 = 14.68; 11月 keeps ≤12月.
        ("points-and-score-of-the-whole", "99.18/100.00 优"),
        // Points and scores stand in front of the levels. 115 ÷ 120 × 10 = 9.58; 85.5 ÷ 90 × 10.
        ("points-before-levels", "99.08/100.00 优"),
        ("points-at-every-level", "97.45/100.00 优"),
        // 494 ÷ 520 × 10 = 9.5; 2023-12 keeps 2023年12月底前; 4 ÷ 5 × 20 = 16.
        ("yuan-in-a-corner", "95.50/100.00 优"),
        // 2023.12 keeps 12月底前.
        ("ticked-grade", "94.50/100.00 优"),
        ("numbered-goals", "98.00/100.00 优"),
        ("merged-goals-repeated", "99.00/100.00 优"),
        ("units-beside-targets", "96.40/100.00 优"),
        // 1089 ÷ 1100: 财政拨款小计 holds 当年财政拨款 and 上年结转资金.
        ("money-with-subtotal", "99.40/100.00 优"),
        ("arrived-money", "98.13/100.00 优"),
        ("money-by-kind-inline", "99.00/100.00 优"),
        ("goals-summed-up", "94.50/100.00 优"),
        ("own-money-and-percent-weights", "98.00/100.00 优"),
        ("adjusted-by-an-amount", "99.45/100.00 优"),
        ("kinds-of-indicators", "99.50/100.00 优"),
        ("goal-in-one-cell", "96.80/100.00 优"),
        // 85 ÷ 90 × 10 = 9.44 where the form took 8.5.
        ("amounts-as-labels", "99.19/100.00 优"),
        ("directions", "90.70/100.00 优"),
        ("units-in-brackets", "96.50/100.00 优"),
        // Without points only the money can be scored.
        ("transfer-of-the-centre", "9.00/10.00 -"),
        ("goals-without-points", "9.00/10.00 -"),
    ] {
        let scored = score(&read(variant), shipped().rules());
        assert_eq!(result(&scored), expected, "{variant}: {:#?}", scored.rows);
    }
}

#[test]
fn a_subtotal_of_money_is_counted_once() {
    let total = read("money-with-subtotal").funds.total(FundColumn::Budget);
    let sum = total.summed.map(|wan| wan.to_string());
    assert_eq!(sum.as_deref(), Some("1100"));
}

#[test]
fn a_month_is_read_the_same_in_target_and_actual_value() {
    let scored = |target: &str, actual: &str| {
        let form = serde_json::json!({"head": {"year": 2023}, "funds": [], "rows": [{
            "id": "r1", "level1": "产出指标", "level2": "时效指标", "name": "完成时间",
            "target": target, "actual": actual, "points": "10", "claimed": "10"}]});
        let form: SelfEvaluation = serde_json::from_value(form).expect("a form");
        score(&form, shipped().rules()).rows[0].score.map(|points| points.fixed2())
    };
    let months = ["2023-12", "2023.12", "2023/12", "2023年12月", "12月底前", "2023年12月底前", "2023.12底前"];
    for target in months {
        for actual in months {
            assert_eq!(scored(target, actual).as_deref(), Some("10.00"), "{target} {actual}");
        }
        assert_eq!(scored(target, "2023.11").as_deref(), Some("10.00"), "{target}");
    }
    assert_eq!(scored("2023.10", "2023年11月5日").as_deref(), Some("8.00"), "October, not January");
    assert_eq!(scored("≤12月", "11月").as_deref(), Some("10.00"));
    // Without a date on the other side a decimal is a figure.
    assert_eq!(scored("2023.12", "2023.12万元").as_deref(), Some("10.00"));
    assert_eq!(scored("≥2000.5", "1000.25").as_deref(), Some("5.00"));
}
