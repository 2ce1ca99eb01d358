//! Words for a field in which two contents of a document differ, and for what each of them holds there.
//! Only what compares them carries these: the keeper, and the page of the versions.

use serde::de::DeserializeOwned;
use serde::de::value::StrDeserializer;

use super::{Names, excerpt};
use crate::domain::ids::RowId;
use crate::domain::place::{DocumentType, FundField, RowField, TextField};
use crate::domain::task::TaskField;

/// Characters of a value that are shown.
const LONGEST: usize = 300;

/// Where two contents differ: `「整治面积」的指标值`. What no form knows keeps its path.
pub fn difference_place(path: &str, names: &Names) -> String {
    let Spot { row, field, .. } = Spot::of(path, names);
    match row {
        Some(name) => format!("「{name}」的{field}"),
        None => field,
    }
}

/// The same in two: what differences stand together under, and the field there:
/// `绩效目标申报表 · 指标「整治面积」` and `指标值`.
pub fn difference_parts(path: &str, names: &Names) -> (String, String) {
    let Spot { document, part, row, field } = Spot::of(path, names);
    let part = match (part, row) {
        (Part::Row(table), Some(name)) => format!("{table}「{name}」"),
        (Part::Row(table), None) => format!("{table}（未命名）"),
        (Part::Whole(title), _) => title.to_owned(),
    };
    let title = document.map_or(part.clone(), |document| format!("{} · {part}", super::document(document)));
    (title, field)
}

/// A field in which contents may differ, in words.
struct Spot {
    document: Option<DocumentType>,
    part: Part,
    /// The name of the row it stands in, if it has one.
    row: Option<String>,
    field: String,
}

/// The part of the document it stands in.
enum Part {
    /// A row of this kind.
    Row(&'static str),
    Whole(&'static str),
}

const HEAD: Part = Part::Whole("基本情况");

impl Spot {
    fn of(path: &str, names: &Names) -> Self {
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let Some(document) = DocumentType::of_word(first) else {
            let field = if first == "case" { super::case_field(rest) } else { excerpt(rest) };
            return Self { document: None, part: Part::Whole("项目信息"), row: None, field };
        };
        let steps: Vec<&str> = rest.split('/').collect();
        let row_of = |id: &str| names.of(&RowId::new(id));
        let (part, row, field) = match steps.as_slice() {
            ["indicators", id, field @ ..] => (Part::Row("指标"), row_of(id), indicator_field(field)),
            ["funds", id, field] => (Part::Row("资金"), row_of(id), fund_field(document, field)),
            ["tasks", id, field] => (Part::Row("任务"), row_of(id), task_field(field)),
            ["facts", key] => (HEAD, None, names.of_fact(key, "填报事项")),
            ["self_check", item, field] => (Part::Whole("自查"), None, self_check_field(item, field, names)),
            ["remarks", label, "text"] => {
                (Part::Whole("原表其他内容"), None, format!("原表其他内容“{}”", excerpt(label)))
            }
            ["level_points", level, "points"] => {
                (Part::Whole("各级分值"), None, format!("“{}”的分值", excerpt(level)))
            }
            ["stage"] => (HEAD, None, "目标所处阶段".to_owned()),
            ["rests_on", "stage"] => (HEAD, None, "所依据目标的阶段".to_owned()),
            ["rests_on", ..] => (HEAD, None, "所依据的绩效目标".to_owned()),
            ["kept", id, field @ ..] => (Part::Row("目标已取消的指标"), row_of(id), indicator_field(field)),
            [word] => match TextField::of_word(word) {
                Some(field) => (text_part(field), None, super::text_field(document, field).to_owned()),
                None => (Part::Whole("其他"), None, excerpt(word)),
            },
            rest => (Part::Whole("其他"), None, excerpt(&rest.join("/"))),
        };
        Self { document: Some(document), part, row, field }
    }
}

fn text_part(field: TextField) -> Part {
    match field {
        TextField::Title
        | TextField::Year
        | TextField::Project
        | TextField::Code
        | TextField::Department
        | TextField::Unit => HEAD,
        TextField::Expected | TextField::WholeGoal | TextField::Achieved => Part::Whole("总体目标"),
        TextField::ClaimedTotal | TextField::ClaimedGrade => Part::Whole("填报得分"),
    }
}

const ORDER: &str = "行次";

fn indicator_field(steps: &[&str]) -> String {
    if let [word] = steps
        && let Some(field) = RowField::of_word(word)
    {
        return super::row_field(field).to_owned();
    }
    match steps {
        ["order"] => ORDER,
        ["not_applicable"] => "不适用原因",
        ["term"] => "所属期间",
        ["locked"] => "锁定分值",
        ["proposed"] => "建议纳入指标库的理由",
        ["rule", ..] => "计分规则",
        ["link", "library"] => "指标库",
        ["link", "edition"] => "指标库版次",
        ["link", "code"] => "指标编码",
        ["last_year", "year"] => "上年年度",
        ["last_year", "target"] => "上年指标值",
        ["last_year", "actual"] => "上年完成值",
        ["evidence", _] => "佐证材料",
        other => return excerpt(&other.join("/")),
    }
    .to_owned()
}

fn fund_field(document: DocumentType, word: &str) -> String {
    match (word, FundField::of_word(word)) {
        (_, Some(field)) => super::fund_field(document, field).to_owned(),
        ("order", _) => ORDER.to_owned(),
        ("source", _) => "资金来源".to_owned(),
        ("label", _) => "资金名称".to_owned(),
        _ => excerpt(word),
    }
}

fn task_field(word: &str) -> String {
    match (word, TaskField::of_word(word)) {
        (_, Some(field)) => super::task_field(field).to_owned(),
        ("order", _) => ORDER.to_owned(),
        _ => excerpt(word),
    }
}

fn self_check_field(item: &str, word: &str, names: &Names) -> String {
    let asked = names.of_fact(item, "审核问题");
    match word {
        "grade" => format!("{asked}：结论"),
        "note" => format!("{asked}：说明"),
        other => excerpt(other),
    }
}

/// What a document holds as a code, in the form's own word.
fn word_of(path: &str, code: &str) -> Option<&'static str> {
    let steps: Vec<&str> = path.split('/').collect();
    Some(match (steps.as_slice(), code) {
        ([_, "stage"] | [_, "rests_on", "stage"], "declared") => "申报",
        ([_, "stage"] | [_, "rests_on", "stage"], "approved") => "批复",
        ([_, "stage"] | [_, "rests_on", "stage"], "adjusted") => "调整",
        ([_, "indicators", _, "term"], "year") => "年度",
        ([_, "indicators", _, "term"], "whole") => "实施期",
        ([_, "indicators", _, "locked"] | ["case", "demo"], "true") => "是",
        ([_, "indicators", _, "locked"] | ["case", "demo"], "false") => "否",
        (["case", "subject"], code) => super::subject(coded(code)?),
        ([_, "funds", _, "source"], code) => super::source(coded(code)?),
        _ => return None,
    })
}

fn coded<T: DeserializeOwned>(code: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<serde::de::value::Error>::new(code)).ok()
}

/// What stands in a field, for comparing by eye: signs that cannot be seen or that turn the text
/// around are named, and what is too long is cut with its length said.
pub fn difference_value(path: &str, value: Option<&str>) -> String {
    let Some(text) = value else { return "（没有）".to_owned() };
    if let Some(word) = word_of(path, text) {
        return word.to_owned();
    }
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
    use super::{difference_parts, difference_place, difference_value};
    use crate::domain::goal::Goal;
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
            ("self_evaluation/indicators/r1/evidence/统计表.xlsx", "「整治面积」的佐证材料"),
            ("self_evaluation/funds/f1/source", "「其中：财政拨款」的资金来源"),
            ("self_evaluation/funds/f1/spent", "「其中：财政拨款」的全年执行数"),
            ("self_evaluation/remarks/填报人/text", "原表其他内容“填报人”"),
            ("self_evaluation/level_points/产出/points", "“产出”的分值"),
            ("self_evaluation/mood/0", "mood/0"),
            ("self_evaluation/indicators/r1/order", "「整治面积」的行次"),
            ("self_evaluation/rests_on/stage", "所依据目标的阶段"),
            ("case/money", "财政资金"),
        ] {
            assert_eq!(difference_place(path, &names), words, "{path}");
        }
    }

    #[test]
    fn what_a_goal_holds_is_named_in_the_part_it_stands_in() {
        let json = r#"{"head":{},"funds":[{"id":"f1","source":"fiscal","label":"财政拨款"}],
            "tasks":[{"id":"t1","name":"清淤"}],"indicators":[{"id":"r1","level1":"","level2":"","name":"整治面积"}]}"#;
        let goal: Goal = serde_json::from_str(json).expect("a goal");
        let facts = [("phone", "联系电话"), ("clear", "目标是否明确")];
        let names = Names::of_goal(&goal).with_facts(facts.map(|(key, label)| (key.into(), label.into())));
        let form = |part: &str| format!("绩效目标申报表 · {part}");
        for (path, part, field) in [
            ("goal/facts/phone", "基本情况", "联系电话"),
            ("goal/facts/other", "基本情况", "填报事项“other”"),
            ("goal/facts/approved_on", "基本情况", "批复日期"),
            ("goal/stage", "基本情况", "目标所处阶段"),
            ("goal/whole_goal", "总体目标", "实施期目标"),
            ("goal/funds/f1/next1", "资金「财政拨款」", "下一年度"),
            ("goal/tasks/t1/fiscal", "任务「清淤」", "财政拨款"),
            ("goal/tasks/t9/order", "任务（未命名）", "行次"),
            ("goal/self_check/clear/grade", "自查", "目标是否明确：结论"),
            ("goal/self_check/clear/note", "自查", "目标是否明确：说明"),
            ("goal/indicators/r1/meaning", "指标「整治面积」", "指标解释"),
            ("goal/indicators/r1/survey_sample", "指标「整治面积」", "样本量"),
            ("goal/indicators/r1/term", "指标「整治面积」", "所属期间"),
            ("goal/indicators/r1/locked", "指标「整治面积」", "锁定分值"),
            ("goal/indicators/r1/proposed", "指标「整治面积」", "建议纳入指标库的理由"),
            ("goal/indicators/r1/link/code", "指标「整治面积」", "指标编码"),
            ("goal/indicators/r1/last_year/actual", "指标「整治面积」", "上年完成值"),
            ("goal/indicators/r1/evidence/sha256:1", "指标「整治面积」", "佐证材料"),
            ("goal/mood/0", "其他", "mood/0"),
        ] {
            assert_eq!(difference_parts(path, &names), (form(part), field.to_owned()), "{path}");
        }
        assert_eq!(difference_parts("case/name", &names), ("项目信息".into(), "项目名称".into()));
    }

    #[test]
    fn a_code_is_told_in_the_word_of_the_form() {
        for (path, code, word) in [
            ("goal/stage", "approved", "批复"),
            ("self_evaluation/rests_on/stage", "adjusted", "调整"),
            ("goal/indicators/r1/term", "whole", "实施期"),
            ("goal/indicators/r1/locked", "true", "是"),
            ("goal/funds/f1/source", "unit_own", "单位资金"),
            ("goal/funds/f1/source", "strange", "strange"),
            ("case/subject", "fiscal_operation", "财政运行"),
            ("case/demo", "false", "否"),
            ("goal/indicators/r1/name", "true", "true"),
        ] {
            assert_eq!(difference_value(path, Some(code)), word, "{path}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_named_and_what_is_long_is_cut() {
        assert_eq!(difference_value("", None), "（没有）");
        assert_eq!(difference_value("", Some("甲\u{202e}乙\n丙\u{0}")), "甲[U+202E]乙\n丙[U+0000]");
        let long = difference_value("", Some(&"长".repeat(100_000)));
        assert!(long.ends_with("…（共 100000 字）") && long.chars().count() < 400);
    }
}
