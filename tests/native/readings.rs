//! What holds for every text that anybody may type: reading never panics, what is printed reads
//! back, normalising twice changes nothing, and checks survive any document.

use hengping::domain::checks::{check_goal, check_self_evaluation};
use hengping::domain::finding::Finding;
use hengping::domain::goal::Goal;
use hengping::domain::normalise::{compact, normalise};
use hengping::domain::numbers::{Points, Wan, parse_decimal};
use hengping::domain::scoring::score;
use hengping::domain::selfeval::SelfEvaluation;
use hengping::domain::typed::Typed;
use hengping::domain::value::{Value, read_sign, read_unit, read_value};
use hengping::pack::shipped;
use hengping::wording::{Names, sentence, sentence_at};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

/// Decimals of every size and scale.
fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), any::<u32>(), 0..=28u32).prop_map(|(high, low, scale)| {
        let mantissa = i128::from(high) * (1 << 31) + i128::from(low);
        Decimal::from_i128_with_scale(mantissa, scale)
    })
}

/// Texts made of what forms are made of, and of anything.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,30}",
        "[-+.,，、/*~～—年月日前底内以]",
        "[≥≤><=＝≧％%０-９]",
        Just("百分比".to_owned()),
        Just("万元".to_owned()),
        Just("效果明显".to_owned()),
        Just("达成预期指标".to_owned()),
        Just("**".to_owned()),
        Just("\u{feff}".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop_oneof![
        Just(String::new()),
        proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
    ]
}

fn row() -> impl Strategy<Value = serde_json::Value> {
    proptest::collection::vec(typed(), 9).prop_map(|texts| {
        let at = |index: usize| texts.get(index).cloned().unwrap_or_default();
        json!({"id": "", "level1": format!("产出{}", at(0)), "level2": at(1), "name": at(2), "sign": at(3),
            "target": at(4), "unit": at(5), "points": at(6), "actual": at(7), "claimed": at(8), "reason": at(1),
            "survey": {"sent": at(4), "valid": at(5), "answers": [{"level": "满意", "count": at(6)}]}})
    })
}

fn fund() -> impl Strategy<Value = serde_json::Value> {
    let source = prop_oneof![Just("total"), Just("fiscal"), Just("other"), Just("detail")];
    (source, proptest::collection::vec(typed(), 6)).prop_map(|(source, texts)| {
        let at = |index: usize| texts.get(index).cloned().unwrap_or_default();
        json!({"id": "", "source": source, "label": source, "opening": at(0), "budget": at(1),
            "spent": at(2), "claimed_rate": at(3), "points": at(4), "claimed": at(5)})
    })
}

fn numbered(rows: Vec<serde_json::Value>, letter: char) -> Vec<serde_json::Value> {
    let number = |(index, mut row): (usize, serde_json::Value)| {
        row["id"] = json!(format!("{letter}{index}"));
        row
    };
    rows.into_iter().enumerate().map(number).collect()
}

/// Every finding has words and a place that leads somewhere.
fn sound(findings: &[Finding], names: &Names) {
    for finding in findings {
        assert!(finding.place.target().is_some(), "{}", finding.place);
        assert!(sentence(&finding.problem).ends_with('。'));
        assert!(sentence_at(finding, names).ends_with('。'));
    }
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(value in decimal()) {
        prop_assert_eq!(parse_decimal(&value.to_string()), Ok(value));
        prop_assert_eq!(Points::new(value).to_string().parse::<Points>(), Ok(Points::new(value)));
        let json = serde_json::to_string(&Wan::new(value)).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Wan>(&json).expect("a figure"), Wan::new(value));
    }

    #[test]
    fn grouped_money_reads_back(value in decimal()) {
        let grouped = Wan::new(value).grouped();
        let plain: String = grouped.chars().filter(|c| *c != ',').collect();
        if let Ok(read) = plain.parse::<Wan>() {
            prop_assert_eq!(read, Wan::new(value));
            prop_assert_eq!(Typed::from(grouped.as_str()).wan(), Some(Wan::new(value)));
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(text in prop_oneof![typed(), any::<String>()]) {
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once.clone());
        let once = compact(&text);
        prop_assert_eq!(compact(&once), once.clone());
    }

    #[test]
    fn reading_takes_any_text(text in prop_oneof![typed(), any::<String>()], year in proptest::option::of(any::<i16>())) {
        let value = read_value(&text, year);
        prop_assert_eq!(&read_value(&normalise(&text), year), &value);
        if let Value::Range { low, high, .. } = value {
            prop_assert!(low <= high);
        }
        let _ = (read_sign(&text), read_unit(&text), Typed::from(text.as_str()).wan());
    }

    #[test]
    fn any_self_evaluation_is_scored_and_checked(
        rows in proptest::collection::vec(row(), 0..6),
        funds in proptest::collection::vec(fund(), 0..4),
        total in typed(),
        grade in typed(),
    ) {
        let document: SelfEvaluation = serde_json::from_value(json!({
            "head": {"year": 2023}, "rows": numbered(rows, 'r'), "funds": numbered(funds, 'f'),
            "claimed_total": total, "claimed_grade": grade,
        })).expect("a document");
        let packs = shipped();
        let scored = score(&document, packs.rules());
        let findings = check_self_evaluation(&document, &scored, packs.checks());
        sound(&findings, &Names::of_self_evaluation(&document));
    }

    #[test]
    fn any_goal_is_checked(
        rows in proptest::collection::vec(row(), 0..6),
        funds in proptest::collection::vec(fund(), 0..4),
    ) {
        let goal: Goal = serde_json::from_value(json!({
            "head": {"year": 2023}, "indicators": numbered(rows, 'r'), "funds": numbered(funds, 'f'),
        })).expect("a goal");
        sound(&check_goal(&goal, shipped().rules(), None, shipped().checks()), &Names::of_goal(&goal));
    }
}
