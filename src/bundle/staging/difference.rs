//! What differs between two contents of one document, field by field, at places that are paths of ids.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::place::DocumentType;

/// One field that differs; a field or row that one side has not is `None` there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// As [`crate::domain::place::Place`] writes it: `self_evaluation/indicators/r3/target`. A row as a
    /// whole ends with its id; what no form knows has its path in the JSON.
    pub place: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// The differences from `old` to `new`, two bodies of type `kind`, in the order of their places.
pub fn differences(kind: DocumentType, old: &Value, new: &Value) -> Vec<Difference> {
    let (old, new) = (leaves(kind, old), leaves(kind, new));
    let mut places: Vec<&String> = old.keys().chain(new.keys()).collect();
    places.sort_unstable();
    places.dedup();
    let differs = places.into_iter().filter(|place| old.get(*place) != new.get(*place));
    let one = |place: &String| Difference {
        place: place.clone(),
        old: old.get(place).cloned(),
        new: new.get(place).cloned(),
    };
    differs.map(one).collect()
}

/// Every field that holds something, by its place. A blank field and none are the same.
fn leaves(kind: DocumentType, body: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(kind.word(), &[], body, &mut found);
    found
}

fn collect(document: &str, path: &[&str], value: &Value, found: &mut BTreeMap<String, String>) {
    let mut note = |text: String| {
        if !text.is_empty() {
            found.insert(place(document, path), text);
        }
    };
    match value {
        Value::Null => {}
        Value::String(text) => note(text.clone()),
        Value::Bool(_) | Value::Number(_) => note(value.to_string()),
        Value::Object(members) => {
            for (key, member) in members.iter().filter(|(key, _)| *key != "id") {
                collect(document, &[path, &[key.as_str()]].concat(), member, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                // Rows have ids, a remark and a level's points have a label; else only the position is left.
                let label = ["id", "label", "level1"].into_iter().find_map(|key| item.get(key)?.as_str());
                let step = label.map_or_else(|| index.to_string(), str::to_owned);
                collect(document, &[path, &[step.as_str()]].concat(), item, found);
            }
        }
    }
}

/// The place of a path in a body: the tables and the head have other names in places than in JSON.
fn place(document: &str, path: &[&str]) -> String {
    match path {
        ["rows", rest @ ..] => format!("{document}/indicators/{}", rest.join("/")),
        ["head", field] => format!("{document}/{field}"),
        ["annual_goal"] => format!("{document}/expected"),
        _ => format!("{document}/{}", path.join("/")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::differences;
    use crate::domain::place::{DocumentType, Place};

    #[test]
    fn each_field_has_its_place_whatever_the_order_of_rows() {
        let old = json!({ "head": { "project": "甲", "year": 2022 }, "funds": [{ "id": "f1", "budget": "90" }],
            "rows": [{ "id": "r1", "actual": "5", "reason": "" }, { "id": "r2", "actual": "7" }],
            "remarks": [{ "label": "填报人", "text": "张" }] });
        let new = json!({ "head": { "project": "乙", "year": 2022 }, "funds": [{ "id": "f1", "budget": "91" }],
            "rows": [{ "id": "r3", "actual": "1" }, { "id": "r1", "actual": "6" }],
            "remarks": [{ "label": "填报人", "text": "李" }] });
        let found = differences(DocumentType::SelfEvaluation, &old, &new);
        let shown: Vec<String> = (found.iter())
            .map(|d| {
                format!("{} {}→{}", d.place, d.old.as_deref().unwrap_or("×"), d.new.as_deref().unwrap_or("×"))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "self_evaluation/funds/f1/budget 90→91",
                "self_evaluation/indicators/r1/actual 5→6",
                "self_evaluation/indicators/r2/actual 7→×",
                "self_evaluation/indicators/r3/actual ×→1",
                "self_evaluation/project 甲→乙",
                "self_evaluation/remarks/填报人/text 张→李",
            ]
        );
        let place: Place = serde_json::from_value(json!(found[1].place)).expect("a place");
        assert!(place.target().is_some());
        assert_eq!(differences(DocumentType::Goal, &old, &old), []);
    }
}
