//! Single rows of a form as people type them, and what the shipped rules make of them.

use hengping::domain::scoring::{self, ScoredRow, Status, score};
use hengping::domain::selfeval::SelfEvaluation;
use hengping::pack::shipped;
use serde_json::json;

/// The row `target` / `actual`, worth 10, of a form of 2022.
fn row(target: &str, actual: &str) -> ScoredRow {
    let document: SelfEvaluation = serde_json::from_value(json!({"head": {"year": 2022}, "rows": [
        {"id": "r1", "level1": "产出指标", "level2": "数量指标", "name": "甲",
         "target": target, "points": "10", "actual": actual}]}))
    .expect("a form");
    score(&document, shipped().rules()).rows.remove(0)
}

fn points(target: &str, actual: &str) -> Option<String> {
    row(target, actual).score.map(|score| score.fixed2())
}

fn codes(row: &ScoredRow) -> Vec<&'static str> {
    row.problems.iter().map(|problem| problem.code()).collect()
}

#[test]
fn units_of_one_measure_are_converted_exactly() {
    for (target, actual, expected) in [
        ("≥2吨", "1900千克", "9.50"),
        ("≥2000公斤", "1.9吨", "9.50"),
        ("≥5公里", "5200米", "10.00"),
        ("≥5公里", "4千米", "8.00"),
        ("≤3小时", "90分钟", "10.00"),
        ("≤3年", "20个月", "10.00"),
        ("≤1年", "15个月", "7.50"),
        ("≤2周", "14天", "10.00"),
        ("≥10公顷", "150亩", "10.00"),
        ("≥1平方公里", "90公顷", "9.00"),
        ("≥6万平方米", "5.4公顷", "9.00"),
        ("≥5万人", "45000人", "9.00"),
        ("≥5万", "4.5万人", "9.00"),
        ("≥5万人次", "4.5万", "9.00"),
        ("≤90万元", "900000元", "10.00"),
        ("≤2月", "2个月", "10.00"),
        ("6～12个月", "1年", "10.00"),
        ("≥7亩", "1公顷", "10.00"),
    ] {
        let row = row(target, actual);
        assert_eq!(row.score.map(|score| score.fixed2()).as_deref(), Some(expected), "{target} {actual}");
        assert!(!codes(&row).contains(&"units-differ"), "{target} {actual}");
    }
    let row = row("≤1公顷", "16亩");
    assert_eq!(row.derivation.0, "(1 − ((16 ÷ 15) − 1) ÷ 1) × 10 = 9.33");
}

#[test]
fn units_that_cannot_be_compared_give_no_score() {
    for (target, actual) in [
        ("≤30天", "2个月"),
        ("≤30天", "20个工作日"),
        ("≥95%", "95个"),
        ("≥5万元", "5个"),
        ("≥5万", "5%"),
        ("≥3公里", "3公顷"),
        ("≥3个", "3个月"),
        ("≥3个", "3个百分点"),
        ("≥2次/年", "3次/月"),
        ("10～20吨", "15米"),
    ] {
        let row = row(target, actual);
        assert_eq!((row.status, row.score), (Status::Unscorable, None), "{target} {actual}");
        assert_eq!(codes(&row), ["units-differ"], "{target} {actual}");
    }
}

/// 个 and 家 count the same things in other words: compared as they stand, and said.
#[test]
fn counting_words_may_differ() {
    for (target, actual) in [("≥10家", "9个"), ("≥10个", "9个项目"), ("≥10项", "9件"), ("≥1万人次", "9000人")]
    {
        let row = row(target, actual);
        assert_eq!(row.score.map(|score| score.fixed2()).as_deref(), Some("9.00"), "{target} {actual}");
        assert_eq!(codes(&row), ["units-differ"], "{target} {actual}");
    }
    assert_eq!(points("≥10", "9个").as_deref(), Some("9.00"));
    assert_eq!(points("≥10个", "9").as_deref(), Some("9.00"));
}

/// A month is as good as a day where all its days lead to the same points; no day is invented.
#[test]
fn a_vague_day_is_scored_only_where_every_day_of_it_scores_alike() {
    let derived = |actual: &str| {
        let row = row("2022年12月底前", actual);
        (row.status == Status::Scored).then_some(row.derivation.0)
    };
    let late = "在 31 以上一档，得 60 %：60 ÷ 100 × 10 = 6.00";
    for (actual, expected) in [
        ("2022年12月30日", "2022-12-30 完成，不晚于 2022-12-31，得满分 10.00".to_owned()),
        ("2022年12月", "完成于 2022年12月，不晚于 2022-12-31，得满分 10.00".to_owned()),
        ("2022年", "完成于 2022年，不晚于 2022-12-31，得满分 10.00".to_owned()),
        ("2023年2月1日", format!("2023-02-01 完成，晚于 2022-12-31 32 天；32，{late}")),
        ("2023年2月", "完成于 2023年2月，晚于 2022-12-31 32 至 59 天，均得 6.00".to_owned()),
    ] {
        assert_eq!(derived(actual), Some(expected), "{actual}");
    }
    // 1 to 31 days late: two bands. 2023: all of them.
    for actual in ["2023年1月", "2023年", "按期"] {
        assert_eq!(codes(&row("2022年12月底前", actual)), ["date-unclear"], "{actual}");
    }
    let rule: scoring::Rule = serde_json::from_value(json!({"kind": "date", "late":
        {"kind": "bands", "bands": [{"from": "1", "share": "80"}, {"from": "31", "share": "60"}]}}))
    .expect("a rule");
    for (done, score) in [("2023年1月", None), ("2023年2月", Some("6.00")), ("2022年12月", Some("10.00"))]
    {
        let measure = serde_json::from_value(json!({"due": "2022-12-31", "done": done})).expect("a measure");
        let outcome = scoring::apply(&rule, "10".parse().expect("points"), &measure);
        assert_eq!(outcome.score.map(|score| score.fixed2()).as_deref(), score, "{done}");
    }
}

#[test]
fn targets_as_people_write_them_are_scored() {
    for (target, actual, expected) in [
        ("1-12月", "12月", "10.00"),
        ("1-6月", "2022年7月1日", "8.00"),
        ("≥95%（含）", "95%", "10.00"),
        ("≥100个", "90个左右", "9.00"),
        ("=100%", "100%完成", "10.00"),
        ("30天内完成", "30天", "10.00"),
        ("≥5万", "5.2万人", "10.00"),
        ("≥5万元", "5.2万", "10.00"),
    ] {
        assert_eq!(points(target, actual).as_deref(), Some(expected), "{target} {actual}");
    }
}

#[test]
fn a_range_of_one_figure_asks_for_the_other() {
    let document: SelfEvaluation = serde_json::from_value(json!({"head": {}, "rows": [
        {"id": "r1", "level1": "产出指标", "level2": "数量指标", "name": "甲", "sign": "区间",
         "target": "10", "points": "10", "actual": "12"}]}))
    .expect("a form");
    let row = score(&document, shipped().rules()).rows.remove(0);
    assert_eq!((row.status, codes(&row)), (Status::Unscorable, vec!["range-incomplete"]));
}

/// 无不合格产品 is good news.
#[test]
fn a_word_behind_a_negation_stands_for_nothing() {
    let level = |actual: &str| shipped().rules().self_evaluation.level_of(actual, "显著").map(str::to_owned);
    for (actual, expected) in [
        ("全部达成，无不合格产品", Some("达成")),
        ("已完成，未发生不达标情况", Some("达成")),
        ("有不合格产品", Some("未达成")),
        ("无不合格产品，但部分不合格", Some("未达成")),
        ("没有完成", Some("未达成")),
        ("没有明显改善", None),
        ("基本完成", Some("部分达成")),
    ] {
        assert_eq!(level(actual).as_deref(), expected, "{actual}");
    }
}

/// A row with members of its own beside target and points.
fn row_with(target: &str, members: serde_json::Value) -> ScoredRow {
    let mut row = json!({"id": "r1", "level1": "满意度指标", "level2": "", "name": "市民满意度",
        "target": target, "points": "10"});
    for (key, value) in members.as_object().expect("an object") {
        row[key] = value.clone();
    }
    let document: SelfEvaluation =
        serde_json::from_value(json!({"head": {"year": 2022}, "rows": [row]})).expect("a form");
    score(&document, shipped().rules()).rows.remove(0)
}

fn answers(counts: &[(&str, &str)]) -> serde_json::Value {
    let level = |(level, count): &(&str, &str)| json!({"level": level, "count": count});
    json!({"sent": "220", "answers": counts.iter().map(level).collect::<Vec<_>>()})
}

/// The vectors of the rule, filled in on a form: V15.
#[test]
fn the_answers_of_a_survey_are_the_actual_value() {
    let all = [("很满意", "90"), ("满意", "60份"), ("一般", "２4"), ("不满意", "8"), ("很不满意", "4")];
    let row = row_with("≥90%", json!({"actual": "95%", "survey": answers(&all)}));
    assert_eq!(row.score.map(|score| score.fixed2()).as_deref(), Some("8.96"));
    assert_eq!(row.actual, "80.65%");
    assert_eq!(row.derivation.0, "满意 150 ÷ 有效 186 × 100 = 80.65 %；(150 ÷ 186 × 100) ÷ 90 × 10 = 8.96");
    for (counts, target, expected, code) in [
        (vec![("满意", "20"), ("不满意", "5")], "≥90%", Some("8.89"), Some("few-answers")),
        (vec![("满意", "45"), ("不满意", "5"), ("不了解", "50")], "90", Some("10.00"), None),
        (vec![("满意", "300"), ("不满意", "5")], "≥90%", Some("10.00"), Some("more-answers-than-sent")),
        (vec![("不了解", "50")], "≥90%", None, Some("no-answers")),
        (vec![("满意", "约60")], "≥90%", None, Some("not-a-figure")),
        (vec![("满意", "60")], "≥90分", None, Some("units-differ")),
        (vec![("满意", "60")], "", None, Some("actual-without-target")),
        (vec![("满意", "66"), ("不满意", "34")], "60～70%", Some("10.00"), None),
    ] {
        let row = row_with(target, json!({"survey": answers(&counts)}));
        assert_eq!(row.score.map(|score| score.fixed2()).as_deref(), expected, "{counts:?}");
        assert_eq!(codes(&row).first().copied(), code, "{counts:?}");
    }
    // No level filled: what was typed counts. A target in words: a level is chosen, whatever was asked.
    let typed = row_with("≥90%", json!({"actual": "45%", "survey": {"sent": "100"}}));
    assert_eq!((typed.score.map(|score| score.fixed2()).as_deref(), typed.surveyed), (Some("5.00"), None));
    let words = row_with("满意", json!({"actual": "达成", "claimed": "9", "survey": answers(&all)}));
    assert_eq!(words.score.map(|score| score.fixed2()).as_deref(), Some("9.00"));
}

#[test]
fn a_row_is_scored_by_the_rule_that_it_brings_along() {
    let bands = json!({"kind": "bands", "bands": [{"from": "90", "share": "100"}, {"from": "80", "share": "80"}, {"from": "60", "share": "50"}]});
    let link = json!({"library": "indicators", "edition": "2024.1", "code": "IND0017"});
    let own = |rule: &serde_json::Value| json!({"rule": rule, "link": link});
    let row = row_with("≥90%", json!({"actual": "85%", "grounds": own(&bands)}));
    assert_eq!(
        row.derivation.0,
        "按指标库 IND0017 的规则；85，在 80 以上一档，得 80 %：80 ÷ 100 × 10 = 8.00"
    );
    let surveyed = answers(&[("满意", "45"), ("不满意", "5")]);
    let row = row_with("≥90%", json!({"survey": surveyed, "grounds": own(&bands)}));
    assert!(row.derivation.0.starts_with("按指标库 IND0017 的规则；满意 45 ÷ 有效 50"), "{}", row.derivation);
    assert_eq!(row.score.map(|score| score.fixed2()).as_deref(), Some("10.00"));
    let asked = json!({"kind": "survey", "positive": ["满意", "基本满意"], "then": bands});
    let counts = answers(&[("满意", "45"), ("基本满意", "5"), ("不了解", "50")]);
    let row = row_with("≥90%", json!({"survey": counts, "grounds": own(&asked)}));
    assert_eq!(row.actual, "50.00%", "the rule says which answers are satisfied and which leave the base");
    let typed = row_with("≥90%", json!({"actual": "85%", "grounds": own(&asked)}));
    assert_eq!(typed.score.map(|score| score.fixed2()).as_deref(), Some("8.00"));
    for (target, actual, claimed, rule, expected) in [
        ("0", "1", "", json!({"kind": "attain", "sign": "le", "short": "all_or_nothing"}), Some("0.00")),
        ("≤100%", "103%", "", json!({"kind": "deduct", "start": "100", "per": "0.5"}), Some("8.50")),
        ("未超上限", "未超上限", "", json!({"kind": "yes_no"}), Some("10.00")),
        ("未超上限", "未达成", "", json!({"kind": "yes_no"}), Some("0.00")),
        (
            "优",
            "良：整改 2 处",
            "",
            json!({"kind": "levels", "levels": [{"name": "优", "share": "100"}, {"name": "良", "share": "85"}]}),
            Some("8.50"),
        ),
        ("优", "尚可", "", json!({"kind": "levels", "levels": [{"name": "优", "share": "100"}]}), None),
        ("较好", "按计划", "9.5", json!({"kind": "judged", "step": "0.5"}), Some("9.50")),
        (
            "2022年6月底前",
            "2022年7月1日",
            "",
            json!({"kind": "date", "late": {"kind": "deduct", "start": "0", "per": "2"}}),
            Some("8.00"),
        ),
        // What asks for something else than the row answers is left aside: the sign chooses.
        ("≥50", "45", "", json!({"kind": "elements", "elements": ["甲"]}), Some("9.00")),
        ("≥50", "45", "", json!({"kind": "attain", "sign": "range"}), Some("9.00")),
    ] {
        let row = row_with(target, json!({"actual": actual, "claimed": claimed, "grounds": {"rule": rule}}));
        assert_eq!(
            row.score.map(|score| score.fixed2()).as_deref(),
            expected,
            "{target} {actual}: {:?}",
            row.problems
        );
    }
}
