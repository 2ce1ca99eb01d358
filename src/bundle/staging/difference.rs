//! What differs between two contents of one document, field by field, at places that are paths of ids.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::bundle::content::Content;
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
    let (mut before, mut after) = (leaves(kind, old), leaves(kind, new));
    for (member, table) in TABLES {
        for Moved { id, from, to } in moved(&ids(old, member), &ids(new, member)) {
            let place = format!("{}/{table}/{id}/order", kind.word());
            before.insert(place.clone(), from.to_string());
            after.insert(place, to.to_string());
        }
    }
    between(&before, &after)
}

/// The differences between two cases as JSON: in what the case itself says, under `case/<member>`, then in its
/// documents. What the case only repeats of the head of a document is told once.
pub fn case_differences(old: &Value, new: &Value) -> Vec<Difference> {
    let body = |case: &Value, kind: DocumentType| case.get(kind.word()).cloned().unwrap_or_default();
    let kinds = Content::TYPES.into_iter();
    let mut found: Vec<Difference> =
        kinds.flat_map(|kind| differences(kind, &body(old, kind), &body(new, kind))).collect();
    let own = between(&own(old), &own(new)).into_iter();
    let own = own.filter(|one| !found.iter().any(|said| said.old == one.old && said.new == one.new));
    let own: Vec<Difference> = own.collect();
    found.splice(0..0, own);
    found
}

fn between(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Difference> {
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

/// The members of the case itself that hold something.
fn own(case: &Value) -> BTreeMap<String, String> {
    let members = case.as_object().into_iter().flatten();
    let is_own = |name: &str| name != "id" && DocumentType::of_word(name).is_none();
    let text = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        // Goals that were in force before, told by their days.
        Value::Array(earlier) => {
            let days: Vec<&str> = earlier.iter().filter_map(|one| one.get("at")?.as_str()).collect();
            Some(days.join("、")).filter(|days| !days.is_empty())
        }
        other => Some(other.to_string()),
    };
    let one = |(name, value): (&String, &Value)| Some((format!("case/{name}"), text(value)?));
    members.filter(|(name, _)| is_own(name)).filter_map(one).collect()
}

/// Tables whose rows have an order, by their member and by their step in a place.
const TABLES: [(&str, &str); 4] =
    [("rows", "indicators"), ("indicators", "indicators"), ("funds", "funds"), ("tasks", "tasks")];

fn ids<'v>(body: &'v Value, table: &str) -> Vec<&'v str> {
    let rows = body.get(table).and_then(Value::as_array).into_iter().flatten();
    rows.filter_map(|row| row.get("id")?.as_str()).collect()
}

/// A row that stands elsewhere among the others; places count from 1.
struct Moved<'v> {
    id: &'v str,
    from: usize,
    to: usize,
}

/// The fewest rows that explain the new order: those outside the longest run of rows that kept theirs. Rows that
/// came or went moved nothing.
fn moved<'v>(old: &[&'v str], new: &[&'v str]) -> Vec<Moved<'v>> {
    let places: HashMap<&str, usize> = old.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let both: Vec<(&str, usize, usize)> =
        new.iter().enumerate().filter_map(|(to, id)| Some((*id, *places.get(id)?, to))).collect();
    // Of each length the run that ends earliest, and what stands before the last of it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    let from = |at: &usize| both.get(*at).map_or(0, |(_, from, _)| *from);
    for (at, (_, place, _)) in both.iter().enumerate() {
        let length = ends.partition_point(|end| from(end) < *place);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; both.len()];
    let mut last = ends.last().copied();
    while let Some(at) = last {
        kept.iter_mut().skip(at).take(1).for_each(|kept| *kept = true);
        last = before.get(at).copied().flatten();
    }
    let rows = both.into_iter().zip(kept).filter(|(_, kept)| !kept);
    rows.map(|((id, from, to), _)| Moved { id, from: from + 1, to: to + 1 }).collect()
}

/// What tells the items of a list apart, the first that one has: it stands in the place and is no field of its own.
const LABELS: [&str; 5] = ["id", "label", "level1", "key", "item"];

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
            for (key, member) in members {
                collect(document, &[path, &[key.as_str()]].concat(), member, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let member = |key: &str| item.get(key).and_then(Value::as_str);
                // A file is one thing, known by its digest and called by its name.
                if let (Some(digest), Some(name)) = (member("digest"), item.get("name")) {
                    collect(document, &[path, &[digest]].concat(), name, found);
                    continue;
                }
                // Rows have ids, other lists something else to tell their items by; else only the position is left.
                let label = LABELS.into_iter().find_map(|key| Some((key, member(key)?)));
                let (key, step) =
                    label.map_or_else(|| ("", index.to_string()), |(key, label)| (key, label.to_owned()));
                let path = [path, &[step.as_str()]].concat();
                match item.as_object() {
                    Some(members) => {
                        members.iter().filter(|(name, _)| *name != key).for_each(|(name, member)| {
                            collect(document, &[path.as_slice(), &[name.as_str()]].concat(), member, found);
                        })
                    }
                    None => collect(document, &path, item, found),
                }
            }
        }
    }
}

/// The place of a path in a body: the tables, the head and what stands behind an indicator have other names in
/// places than in JSON.
fn place(document: &str, path: &[&str]) -> String {
    match path {
        ["rows" | "indicators", row, "grounds", "survey", field] => {
            format!("{document}/indicators/{row}/survey_{field}")
        }
        ["rows" | "indicators", row, "grounds", rest @ ..] | ["rows" | "indicators", row, rest @ ..] => {
            format!("{document}/indicators/{row}/{}", rest.join("/"))
        }
        ["funds", row, "years", year] => format!("{document}/funds/{row}/{year}"),
        ["facts", key, "text"] => format!("{document}/facts/{key}"),
        ["head", field] => format!("{document}/{field}"),
        ["annual_goal"] => format!("{document}/expected"),
        _ => format!("{document}/{}", path.join("/")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{case_differences, differences};
    use crate::domain::place::{DocumentType, Place};

    fn shown(found: &[super::Difference]) -> Vec<String> {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "×".to_owned());
        found.iter().map(|d| format!("{} {}→{}", d.place, text(&d.old), text(&d.new))).collect()
    }

    #[test]
    fn each_field_has_its_place_whatever_the_order_of_rows() {
        let old = json!({ "head": { "project": "甲", "year": 2022 }, "funds": [{ "id": "f1", "budget": "90" }],
            "rows": [{ "id": "r1", "actual": "5", "reason": "" }, { "id": "r2", "actual": "7" }],
            "remarks": [{ "label": "填报人", "text": "张" }] });
        let new = json!({ "head": { "project": "乙", "year": 2022 }, "funds": [{ "id": "f1", "budget": "91" }],
            "rows": [{ "id": "r3", "actual": "1" }, { "id": "r1", "actual": "6" }],
            "remarks": [{ "label": "填报人", "text": "李" }] });
        let found = differences(DocumentType::SelfEvaluation, &old, &new);
        assert_eq!(
            shown(&found),
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

    #[test]
    fn what_a_goal_holds_beyond_its_grid_has_places_too() {
        let old = json!({ "stage": "declared", "facts": [{ "key": "phone", "text": "1" }],
            "funds": [{ "id": "f1", "years": { "next1": "5", "later": "" } }],
            "tasks": [{ "id": "t1", "fiscal": "3" }],
            "self_check": [{ "item": "clear", "grade": "优" }],
            "indicators": [{ "id": "r1", "grounds": { "meaning": "甲", "survey": { "sample": "30" },
                "link": { "code": "A1" }, "evidence": [{ "digest": "sha256:1", "name": "a.pdf", "size": 1, "type": "" }] } }] });
        let new = json!({ "stage": "adjusted", "whole_goal": "三年", "facts": [{ "key": "kind", "text": "延续" }],
            "funds": [{ "id": "f1", "years": { "next1": "6" } }],
            "tasks": [{ "id": "t1", "fiscal": "4" }],
            "self_check": [{ "item": "clear", "grade": "良", "note": "补" }],
            "indicators": [{ "id": "r1", "grounds": { "meaning": "乙", "survey": { "sample": "385" }, "locked": true,
                "link": { "code": "A2" }, "evidence": [{ "digest": "sha256:2", "name": "b.pdf", "size": 9, "type": "" }] } }] });
        let found = differences(DocumentType::Goal, &old, &new);
        assert_eq!(
            shown(&found),
            [
                "goal/facts/kind ×→延续",
                "goal/facts/phone 1→×",
                "goal/funds/f1/next1 5→6",
                "goal/indicators/r1/evidence/sha256:1 a.pdf→×",
                "goal/indicators/r1/evidence/sha256:2 ×→b.pdf",
                "goal/indicators/r1/link/code A1→A2",
                "goal/indicators/r1/locked ×→true",
                "goal/indicators/r1/meaning 甲→乙",
                "goal/indicators/r1/survey_sample 30→385",
                "goal/self_check/clear/grade 优→良",
                "goal/self_check/clear/note ×→补",
                "goal/stage declared→adjusted",
                "goal/tasks/t1/fiscal 3→4",
                "goal/whole_goal ×→三年",
            ]
        );
        let leads = |path: &str| Place::of_path(path).target().is_some();
        for field in ["facts/kind", "funds/f1/next1", "indicators/r1/meaning", "indicators/r1/survey_sample"]
        {
            assert!(leads(&format!("goal/{field}")), "{field}");
        }
    }

    fn moves(old: &[&str], new: &[&str]) -> Vec<String> {
        let body = |ids: &[&str]| json!({ "indicators": ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>() });
        shown(&differences(DocumentType::Goal, &body(old), &body(new)))
    }

    #[test]
    fn a_row_that_was_moved_is_told_and_no_other() {
        let order = |id: &str, from: usize, to: usize| format!("goal/indicators/{id}/order {from}→{to}");
        assert_eq!(moves(&["a", "b", "c", "d"], &["b", "c", "d", "a"]), [order("a", 1, 4)]);
        assert_eq!(moves(&["a", "b", "c", "d"], &["d", "a", "b", "c"]), [order("d", 4, 1)]);
        assert_eq!(moves(&["a", "b", "c"], &["x", "b", "c"]), [""; 0], "rows that come and go move nothing");
        assert_eq!(moves(&["a", "b"], &["b", "x", "a"]).len(), 1);
        assert_eq!(moves(&["a", "b", "c"], &["c", "b", "a"]), [order("c", 3, 1)], "what has its place stays");
        assert_eq!(moves(&["a", "a"], &["a"]), [""; 0], "an id given twice stops nothing");
    }

    #[test]
    fn a_case_tells_what_it_says_itself_and_what_its_documents_say_once() {
        let old = json!({ "id": "c1", "year": 2022, "name": "甲", "money": null, "demo": false,
            "goal": { "head": { "project": "甲" } } });
        let new = json!({ "id": "c2", "year": 2022, "name": "乙", "money": "5", "demo": false,
            "goal": { "head": { "project": "乙" } }, "self_evaluation": { "expected": "x" } });
        assert_eq!(
            shown(&case_differences(&old, &new)),
            ["case/money ×→5", "goal/project 甲→乙", "self_evaluation/expected ×→x"]
        );
        assert_eq!(case_differences(&old, &old), []);
    }
}
