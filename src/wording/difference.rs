//! Words for a field in which two contents of a document differ, and for what each of them holds there.
//! Only the worker that compares them carries these.

use super::{Names, excerpt};
use crate::domain::ids::RowId;
use crate::domain::place::Place;

/// Characters of a value that are shown.
const LONGEST: usize = 300;

/// Where two contents differ: `「整治面积」的指标值`. What no form knows keeps its path.
pub fn difference_place(path: &str, names: &Names) -> String {
    let place = Place::of_path(path);
    if place.target().is_some() {
        return super::place(&place, names);
    }
    let named = |row: &str, field: &str| match names.of(&RowId::new(row)) {
        Some(name) => format!("「{name}」的{field}"),
        None => field.to_owned(),
    };
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    match steps.as_slice() {
        ["indicators", row, "not_applicable"] => named(row, "不适用原因"),
        ["kept", row, rest @ ..] => format!("目标已取消的指标，{}", named(row, &excerpt(&rest.join("/")))),
        ["rests_on", ..] => "所依据的绩效目标".to_owned(),
        ["funds", row, "source"] => named(row, "资金来源"),
        ["funds", row, "label"] => named(row, "资金名称"),
        ["indicators" | "funds", row, rest @ ..] => named(row, &excerpt(&rest.join("/"))),
        ["remarks", label, "text"] => format!("原表其他内容“{}”", excerpt(label)),
        ["level_points", level, "points"] => format!("“{}”的分值", excerpt(level)),
        rest => excerpt(&rest.join("/")),
    }
}

/// What stands in a field, for comparing by eye: signs that cannot be seen or that turn the text
/// around are named, and what is too long is cut with its length said.
pub fn difference_value(value: Option<&str>) -> String {
    let Some(text) = value else { return "（没有）".to_owned() };
    let mut shown = String::new();
    for sign in text.chars().take(LONGEST) {
        match sign {
            '\n' => shown.push('\n'),
            sign if super::bundle::turns(sign) => shown.push_str(&format!("[U+{:04X}]", u32::from(sign))),
            sign => shown.push(sign),
        }
    }
    match text.chars().count() {
        count if count > LONGEST => format!("{shown}…（共 {count} 字）"),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::{difference_place, difference_value};
    use crate::domain::selfeval::SelfEvaluation;
    use crate::wording::Names;

    #[test]
    fn a_place_is_named_as_the_form_prints_it() {
        let json = r#"{"head":{},"funds":[{"id":"f1","source":"fiscal","label":"其中：财政拨款："}],
            "rows":[{"id":"r1","level1":"","level2":"","name":"整治面积"}]}"#;
        let form: SelfEvaluation = serde_json::from_str(json).expect("a form");
        let names = Names::of_self_evaluation(&form);
        for (path, words) in [
            ("self_evaluation/project", "项目名称"),
            ("self_evaluation/indicators/r1/target", "「整治面积」的指标值"),
            ("self_evaluation/indicators/r9/target", "指标值"),
            ("self_evaluation/indicators/r1/not_applicable", "「整治面积」的不适用原因"),
            ("self_evaluation/indicators/r1/weather", "「整治面积」的weather"),
            ("self_evaluation/funds/f1/source", "「其中：财政拨款」的资金来源"),
            ("self_evaluation/funds/f1/spent", "「其中：财政拨款」的全年执行数"),
            ("self_evaluation/remarks/填报人/text", "原表其他内容“填报人”"),
            ("self_evaluation/level_points/产出/points", "“产出”的分值"),
            ("self_evaluation/mood/0", "mood/0"),
        ] {
            assert_eq!(difference_place(path, &names), words, "{path}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_named_and_what_is_long_is_cut() {
        assert_eq!(difference_value(None), "（没有）");
        assert_eq!(difference_value(Some("甲\u{202e}乙\n丙\u{0}")), "甲[U+202E]乙\n丙[U+0000]");
        let long = difference_value(Some(&"长".repeat(100_000)));
        assert!(long.ends_with("…（共 100000 字）") && long.chars().count() < 400);
    }
}
