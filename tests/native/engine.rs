//! What must hold for every figure a person can type: scores stay within their points, move the
//! right way, add up, and no input stops the engine.

use hengping::domain::numbers::Points;
use hengping::domain::scoring::total::{NaPolicy, TotalRow, split, total};
use hengping::domain::scoring::{self, Measure, Outcome, Rule, Rules, Status};
use hengping::domain::selfeval::SelfEvaluation;
use hengping::domain::value::{Value, read_value};
use hengping::pack::shipped;
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::json;

/// Any decimal there is: 28 digits, every scale, both signs.
fn any_decimal() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (any::<i128>(), 0_u32..=28)
            .prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa >> 32, scale)),
        (-100_000_i64..=100_000, 0_u32..=4).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale)),
        prop::sample::select(vec![
            Decimal::MAX,
            Decimal::MIN,
            Decimal::ZERO,
            Decimal::new(1, 28),
            Decimal::ONE
        ]),
    ]
}

/// A figure as a plain form holds it, not negative.
fn common() -> impl Strategy<Value = Decimal> {
    (0_i64..=1_000_000, 0_u32..=4).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
}

fn points() -> impl Strategy<Value = Points> {
    (0_i64..=10_000).prop_map(|cents| Points::new(Decimal::new(cents, 2)))
}

/// A row of a total: points, and a score within them or none.
fn rows() -> impl Strategy<Value = Vec<(i64, Option<i64>)>> {
    let row = (1_i64..=10_000).prop_flat_map(|points| (Just(points), prop::option::of(0..=points)));
    prop::collection::vec(row, 1..20)
}

fn total_rows(cents: &[(i64, Option<i64>)]) -> Vec<TotalRow> {
    let points = |cents: i64| Points::new(Decimal::new(cents, 2));
    cents.iter().map(|(w, s)| TotalRow { points: points(*w), score: s.map(points) }).collect()
}

fn rule(rule: &serde_json::Value) -> Rule {
    serde_json::from_value(rule.clone()).expect("a rule")
}

/// One rule of every kind that asks for figures, in its many forms.
fn figure_rules() -> Vec<serde_json::Value> {
    let mut rules = Vec::new();
    let bands = json!([{"from":"90","share":"100"},{"from":"60","share":"66.67"},{"from":"-5","share":"10"}]);
    for sign in ["ge", "gt", "le", "lt", "eq", "range"] {
        for short in ["ratio", "linear", "all_or_nothing"] {
            rules.push(json!({"kind":"attain","sign":sign,"short":short}));
            rules.push(json!({"kind":"attain","sign":sign,"short":short,"pass":"60","equal":"symmetric"}));
            let steps =
                json!({"kind":"steps","steps":[{"above":"30","cut":"10"},{"above":"100","cut":"99.99"}]});
            rules.push(json!({"kind":"attain","sign":sign,"short":short,"over":steps}));
            rules
                .push(json!({"kind":"attain","sign":sign,"short":short,"over":{"kind":"warn","above":"30"}}));
        }
    }
    for zero in ["na", "zero"] {
        rules.push(json!({"kind":"execution","mode":"linear","zero_budget":zero}));
        rules.push(json!({"kind":"execution","mode":"bands","bands":bands,"zero_budget":zero}));
    }
    for side in ["above", "below"] {
        for part in ["continuous", "floor", "ceil"] {
            rules.push(json!({"kind":"deduct","start":"100","side":side,"per":"0.333","part":part}));
        }
    }
    rules.push(json!({"kind":"bands","bands":bands}));
    rules.push(json!({"kind":"judged","step":"0.3"}));
    rules.push(json!({"kind":"qualitative","levels":[{"name":"达成","from":"80","to":"100"}]}));
    rules
}

fn apply(what: &serde_json::Value, points: Points, measure: serde_json::Value) -> Outcome {
    scoring::apply(&rule(what), points, &serde_json::from_value::<Measure>(measure).expect("a measure"))
}

fn all_figures(a: &str, b: &str, c: &str) -> [serde_json::Value; 3] {
    [
        json!({"target":a,"actual":b,"low":a,"high":c,"budget":a,"spent":b,"score":b,"level":"达成","completed":true}),
        json!({"target":c,"ratio":["甲","乙"],"甲":a,"乙":b,"low":b,"high":c}),
        json!({"target":c,"change":["甲","乙"],"甲":a,"乙":b,"low":b,"high":c}),
    ]
}

fn within(outcome: &Outcome, points: Points) -> bool {
    match (outcome.status, outcome.score) {
        (Status::Scored, Some(score)) => {
            Points::ZERO <= score
                && score <= points
                && score.value().scale() <= 2
                && !outcome.derivation.0.is_empty()
        }
        (Status::Scored, None) => false,
        (_, score) => score.is_none(),
    }
}

/// A rule that goes one way, and where: `where_` is asked of the target (or the bounds), the
/// other bound, the lower and the higher answer.
#[derive(Clone, Debug)]
struct Monotone {
    rule: serde_json::Value,
    rising: bool,
    /// Every answer leads to a score.
    scores: bool,
    where_: fn(Decimal, Decimal, Decimal, Decimal) -> bool,
}

/// The rules that must not punish what they ask for.
fn monotone() -> Vec<Monotone> {
    let always = |_, _, _, _| true;
    let entry = |rising, rule| Monotone { rule, rising, scores: true, where_: always };
    let mut all = Vec::new();
    for short in ["ratio", "all_or_nothing"] {
        for sign in ["ge", "gt"] {
            all.push(entry(true, json!({"kind":"attain","sign":sign,"short":short})));
            all.push(entry(true, json!({"kind":"attain","sign":sign,"short":short,"pass":"60"})));
        }
        // Of a target of 0 only 0 is right.
        let above_zero = |target: Decimal, _, _, _| !target.is_zero();
        let at_least = json!({"kind":"attain","sign":"eq","short":short,"pass":"60"});
        all.push(Monotone { where_: above_zero, ..entry(true, at_least) });
        let symmetric = json!({"kind":"attain","sign":"eq","short":short,"equal":"symmetric"});
        let below = |target: Decimal, _, _, high: Decimal| !target.is_zero() && high <= target;
        let above = |target: Decimal, _, low: Decimal, _| !target.is_zero() && low >= target;
        all.push(Monotone { where_: below, ..entry(true, symmetric.clone()) });
        all.push(Monotone { where_: above, ..entry(false, symmetric) });
    }
    for short in ["ratio", "linear", "all_or_nothing"] {
        for sign in ["le", "lt"] {
            all.push(entry(false, json!({"kind":"attain","sign":sign,"short":short})));
        }
        let range = json!({"kind":"attain","sign":"range","short":short});
        let up_to = |a: Decimal, b: Decimal, _, high: Decimal| high <= a.max(b);
        let from = |a: Decimal, b: Decimal, low: Decimal, _| low >= a.min(b);
        all.push(Monotone { where_: up_to, ..entry(true, range.clone()) });
        all.push(Monotone { where_: from, ..entry(false, range) });
    }
    let bands = json!([{"from":"90","share":"100"},{"from":"60","share":"66.67"},{"from":"1","share":"10"}]);
    all.push(entry(true, json!({"kind":"bands","bands":bands})));
    // Without a budget there is no rate.
    let linear = json!({"kind":"execution","mode":"linear"});
    all.push(Monotone { scores: false, ..entry(true, linear) });
    let banded = json!({"kind":"execution","mode":"bands","bands":bands});
    all.push(Monotone { scores: false, ..entry(true, banded) });
    for part in ["continuous", "floor", "ceil"] {
        for (side, rising) in [("above", false), ("below", true)] {
            let rule = json!({"kind":"deduct","start":"100","side":side,"per":"0.333","part":part});
            all.push(entry(rising, rule));
        }
        let late = json!({"kind":"deduct","start":"0","side":"above","per":"0.1","part":part});
        all.push(entry(false, json!({"kind":"date","late":late})));
    }
    let late = json!([{"from":"1","share":"80"},{"from":"31","share":"60"},{"from":"91","share":"0"}]);
    all.push(entry(false, json!({"kind":"date","late":{"kind":"bands","bands":late}})));
    all
}

/// A day from December 2022 on, the later the larger the figure.
fn day_after(figure: Decimal) -> String {
    let days = figure.min(Decimal::ONE_THOUSAND).trunc().to_i64().unwrap_or_default();
    (jiff::civil::date(2022, 12, 1) + jiff::Span::new().days(days)).to_string()
}

/// A row of a form as it may be typed, open, unscorable and not applicable ones among them.
fn form_row() -> impl Strategy<Value = serde_json::Value> {
    let target =
        prop::sample::select(vec!["≥50个", "≤30天", "10～20%", "=100%", "2022年12月底前", "效果明显", ""]);
    let actual = prop::sample::select(vec![
        "45个",
        "60个",
        "31天",
        "12%",
        "25%",
        "99.99%",
        "2022年12月1日",
        "2023年2月",
        "达成",
        "不适用",
        "",
    ]);
    let reason = prop::sample::select(vec!["", "本年未安排"]);
    (target, actual, reason, 0_i64..=5_000).prop_map(|(target, actual, reason, cents)| {
        let points = Decimal::new(cents, 2).to_string();
        json!({"level1": "产出指标", "level2": "数量指标", "name": target, "target": target, "actual": actual,
            "points": points, "claimed": points, "reason": reason})
    })
}

fn form(rows: &[serde_json::Value]) -> SelfEvaluation {
    let rows: Vec<_> = (rows.iter().enumerate())
        .map(|(index, row)| {
            let mut row = row.clone();
            row["id"] = json!(format!("r{index}"));
            row
        })
        .collect();
    let funds =
        json!([{"id": "f1", "source": "fiscal", "label": "财政拨款", "budget": "90", "spent": "89.974"}]);
    serde_json::from_value(json!({"head": {"year": 2022}, "rows": rows, "funds": funds})).expect("a form")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn a_score_lies_within_its_points_or_is_none(
        what in prop::sample::select(figure_rules()),
        points in points(), a in any_decimal(), b in any_decimal(), c in any_decimal(),
    ) {
        for measure in all_figures(&a.to_string(), &b.to_string(), &c.to_string()) {
            let outcome = apply(&what, points, measure.clone());
            prop_assert!(within(&outcome, points), "{} {} {:?}", what, measure, outcome);
        }
    }

    #[test]
    fn more_is_never_worse_where_more_is_wanted_and_never_better_where_less_is(
        monotone in prop::sample::select(monotone()),
        points in points(), a in common(), b in common(), low in common(), more in common(),
    ) {
        let Monotone { rule: what, rising, scores, .. } = &monotone;
        prop_assume!((monotone.where_)(a, b, low, low + more));
        let score = |actual: Decimal| {
            let measure = json!({"target": a.to_string(), "low": a.min(b).to_string(), "high": a.max(b).to_string(),
                "budget": a.to_string(), "spent": actual.to_string(), "actual": actual.to_string(),
                "due": "2022-12-31", "done": day_after(actual)});
            apply(what, points, measure).score
        };
        let (less, more) = (score(low), score(low + more));
        prop_assert!(!scores || less.is_some(), "{} {} {}", what, a, low);
        let (worse, better) = if *rising { (less, more) } else { (more, less) };
        prop_assert!(worse <= better, "{} {:?} {:?}", what, less, more);
    }

    #[test]
    fn the_order_of_rows_does_not_change_a_total(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        for na in [NaPolicy::Redistribute, NaPolicy::Zero] {
            prop_assert_eq!(total(&total_rows(&rows), na), total(&total_rows(&shuffled), na));
        }
    }

    #[test]
    fn the_order_of_rows_does_not_change_what_a_form_comes_to(
        (rows, shuffled) in prop::collection::vec(form_row(), 0..8)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        for na in [NaPolicy::Redistribute, NaPolicy::Zero] {
            let rules = Rules { na, ..shipped().rules().clone() };
            let [one, other] = [&rows, &shuffled].map(|rows| scoring::score(&form(rows), &rules));
            prop_assert_eq!((one.total, one.scored_of, one.full), (other.total, other.scored_of, other.full));
            prop_assert_eq!(&one.grade, &other.grade);
            prop_assert!(Points::ZERO <= one.total && one.total <= one.scored_of, "{:?}", one);
            prop_assert!(one.scored_of <= one.full, "{:?}", one);
            if one.is_complete() {
                prop_assert_eq!(one.scored_of, one.full);
            }
        }
    }

    #[test]
    fn a_total_never_exceeds_the_points(rows in rows()) {
        let full: i64 = rows.iter().map(|(points, _)| points).sum();
        for na in [NaPolicy::Redistribute, NaPolicy::Zero] {
            if let Some(total) = total(&total_rows(&rows), na) {
                prop_assert!(Points::ZERO <= total && total.value() <= Decimal::new(full, 2));
            }
        }
    }

    #[test]
    fn a_split_sums_exactly_and_its_parts_are_a_hundredth_apart(cents in 0_i64..=1_000_000, n in 1_usize..200) {
        let whole = Decimal::new(cents, 2);
        let parts = split(Points::new(whole), n).expect("parts");
        prop_assert_eq!(parts.len(), n);
        prop_assert_eq!(parts.iter().map(|part| part.value()).sum::<Decimal>(), whole);
        prop_assert!(parts.windows(2).all(|pair| pair[0] >= pair[1]));
        prop_assert!(parts[0].value() - parts[n - 1].value() <= Decimal::new(1, 2));
    }

    /// `7.5` is no fifth of July and `2023` no year, whatever the form's year is.
    #[test]
    fn a_bare_figure_is_read_as_itself(decimal in any_decimal(), year in prop::option::of(1990_i16..2100)) {
        let read = read_value(&decimal.to_string(), year);
        let number = match &read {
            Value::Number { number, unit, .. } if unit.is_empty() => Some(*number),
            _ => None,
        };
        prop_assert_eq!(number, Some(decimal), "{:?}", read);
    }

    #[test]
    fn no_text_stops_the_reading_or_the_scoring(
        a in any::<String>(), b in "[-≥<~至年月日底前/.,0-9%万元件 ]{0,14}", c in "[0-9]{0,40}\\.?[0-9]{0,40}",
        what in prop::sample::select(figure_rules()), year in prop::option::of(any::<i16>()),
    ) {
        for text in [&a, &b, &c] {
            let _ = read_value(text, year);
        }
        let points = Points::new(Decimal::TEN);
        for measure in all_figures(&b, &c, &a).into_iter().chain(all_figures(&c, &a, &b)) {
            prop_assert!(within(&apply(&what, points, measure), points));
        }
        let late = json!({"kind":"date","late":{"kind":"deduct","start":"0","side":"above","per":"0.1","part":"ceil"}});
        for (due, done) in [(b.as_str(), c.as_str()), ("2023-12-31", b.as_str())] {
            let outcome = apply(&late, points, json!({"due":due,"done":done}));
            prop_assert!(within(&outcome, points), "{due} {done} {outcome:?}");
        }
    }

    #[test]
    fn a_survey_of_any_size_scores_within_its_points(
        counts in prop::collection::btree_map("[满意不了解]{1,3}", any::<i64>(), 0..6), sent in any::<i64>(),
    ) {
        let what = json!({"kind":"survey","positive":["满意"],"left_out":["不"],"then":{"kind":"attain","sign":"ge"}});
        let points = Points::new(Decimal::TEN);
        let outcome = apply(&what, points, json!({"counts":counts,"sent":sent,"target":"90"}));
        prop_assert!(within(&outcome, points), "{outcome:?}");
    }
}
