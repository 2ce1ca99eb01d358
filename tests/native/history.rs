//! What differs between two versions of a case, and how it is told: every field that a document can hold has a
//! place and words, and no difference goes untold.

use hengping::bundle::staging::case_differences;
use hengping::domain::case::Case;
use hengping::wording::{Names, difference_parts, difference_place};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A case in which every field of both documents holds something.
fn full() -> Value {
    let grounds = json!({ "term": "whole", "meaning": "一", "standard": "二", "value_basis": "计划标准", "basis_note": "三",
        "source": "四", "way": "五", "survey": { "object": "居民", "way": "问卷", "sample": "385", "time": "12月" },
        "locked": true, "link": { "library": "indicators", "edition": "2024", "code": "A1" }, "proposed": "常用",
        "last_year": { "year": 2022, "target": "≥5个", "actual": "6个" },
        "evidence": [{ "digest": "sha256:ab", "name": "验收单.pdf", "size": 10, "type": "application/pdf" }] });
    let indicator = json!({ "id": "r1", "level1": "产出指标", "level2": "数量指标", "name": "整治面积", "sign": "≥",
        "target": "5", "unit": "亩", "points": "10", "note": "备", "grounds": grounds });
    let mut row = indicator.clone();
    for (member, value) in
        [("actual", "6"), ("claimed", "10"), ("reason", "提前"), ("not_applicable", "未开展")]
    {
        row[member] = json!(value);
    }
    let fund = json!({ "id": "f1", "source": "fiscal", "label": "财政拨款", "opening": "1", "budget": "2", "spent": "3",
        "claimed_rate": "90", "points": "10", "claimed": "9", "reason": "结余",
        "years": { "before": "1", "next1": "2", "next2": "3", "later": "4" } });
    let task =
        json!({ "id": "t1", "name": "清淤", "content": "河道", "fiscal": "1", "other": "2", "done": "完成" });
    let head = json!({ "title": "表", "year": 2023, "project": "甲", "code": "01", "department": "局", "unit": "中心" });
    let (levels, remarks) =
        (json!([{ "level1": "产出指标", "points": "50" }]), json!([{ "label": "填报人", "text": "张" }]));
    json!({ "id": "c1", "year": 2023, "subject": "project", "name": "甲", "code": "01", "department": "局", "unit": "中心",
        "policy": "乡村振兴", "money": "5", "evaluated": "优", "demo": true,
        "goal": { "head": head, "stage": "adjusted", "facts": [{ "key": "phone", "text": "1" }], "funds": [fund],
            "tasks": [task], "whole_goal": "三年", "annual_goal": "一年", "level_points": levels,
            "indicators": [indicator], "self_check": [{ "item": "clear", "grade": "优", "note": "补" }], "remarks": remarks },
        "self_evaluation": { "head": head, "rests_on": { "stage": "approved", "digest": "sha256:cd" }, "funds": [fund],
            "tasks": [task], "expected": "预期", "achieved": "完成", "level_points": levels, "rows": [row],
            "claimed_total": "95", "claimed_grade": "优", "remarks": remarks } })
}

fn names(case: &Case) -> Names {
    let goal = case.goal.as_ref().map(Names::of_goal).unwrap_or_default();
    goal.or(case.self_evaluation.as_ref().map(Names::of_self_evaluation).unwrap_or_default())
}

#[test]
fn every_field_that_a_document_can_hold_has_words() {
    let case: Case = serde_json::from_value(full()).expect("a case");
    assert_eq!(serde_json::to_value(&case).expect("json"), full(), "nothing of it is unknown");
    let found = case_differences(&json!({}), &full());
    assert!(found.len() > 90, "{}", found.len());
    let names = names(&case);
    for one in found {
        let (part, field) = difference_parts(&one.place, &names);
        // A word of the program's own has ASCII letters in it; of labels only ids of the data do.
        let bare = field.replace("phone", "").replace("clear", "");
        assert!(!bare.chars().any(|c| c.is_ascii_alphabetic()) && !bare.is_empty(), "{}: {field}", one.place);
        assert!(!part.contains("其他") || part.contains("原表其他内容"), "{}: {part}", one.place);
        assert!(difference_place(&one.place, &names).contains(&field), "{}", one.place);
    }
}

/// Every text and number of a JSON value, by its way through it.
fn leaves(value: &Value, way: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, member)| leaves(member, &format!("{way}/{key}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| leaves(item, &format!("{way}/{at}"), found));
        }
        Value::String(_) => found.push(way.to_owned()),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

proptest! {
    /// Whatever text of a case is another, some difference shows both of its values.
    #[test]
    fn no_changed_text_goes_untold(at in any::<prop::sample::Index>(), text in "[甲-龥]{1,8}") {
        let mut ways = Vec::new();
        leaves(&full(), "", &mut ways);
        // Ids tell rows apart, and what tells items apart names them.
        ways.retain(|way| {
            let last = way.rsplit('/').next().unwrap_or_default();
            let files = way.contains("/evidence/") && last != "name";
            let labels = ["id", "key", "item", "level1"].contains(&last) && !way.contains("/indicators/") && !way.contains("/rows/");
            !(files || labels || last == "id" || way.contains("/remarks/") && last == "label")
        });
        let way = &ways[at.index(ways.len())];
        let mut changed = full();
        let slot = changed.pointer_mut(way).expect("a place");
        let old = slot.as_str().expect("a text").to_owned();
        prop_assume!(old != text);
        *slot = json!(text);
        let found = case_differences(&full(), &changed);
        let told = found.iter().any(|one| one.old.as_deref() == Some(&old) && one.new.as_deref() == Some(&text));
        prop_assert!(told, "{way}: {found:?}");
    }
}
