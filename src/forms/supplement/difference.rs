//! How one JSON document differs from another, field by field: lists by the ids of their elements, each difference
//! with a digest of what it replaces, so that it is made only where that still stands. Knows no form.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::bundle::digest::Digest;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Members by name, elements of lists by id.
    pub(super) path: Vec<String>,
    pub(super) what: What,
    /// Of what stands there before; `None`: nothing.
    pub(super) was: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// `None`: there is nothing.
    Value(Option<Value>),
    /// The order of a list by its ids.
    Order(Vec<String>),
}

impl Change {
    /// Nothing is lost where it is not made.
    pub(super) fn says_nothing(&self) -> bool {
        match &self.what {
            What::Value(Some(Value::String(text))) => text.is_empty(),
            What::Value(now) => now.is_none(),
            What::Order(_) => true,
        }
    }
}

/// Members that are compared part by part even where one side has none.
const NESTED: [&str; 4] = ["head", "grounds", "survey", "years"];
/// What an element of a list is known by.
const KEYS: [&str; 3] = ["id", "key", "item"];

/// What makes `was` into `now`.
pub(super) fn between(was: &Value, now: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(&mut Vec::new(), Some(was), Some(now), &mut changes);
    changes
}

fn compare(path: &mut Vec<String>, was: Option<&Value>, now: Option<&Value>, out: &mut Vec<Change>) {
    if was == now {
        return;
    }
    if let (Some(was), Some(now)) = (members(path, was), members(path, now))
        && !(was.is_empty() && now.is_empty())
    {
        let names = now.keys().chain(was.keys().filter(|name| !now.contains_key(*name)));
        return names.for_each(|name| within(path, name, was.get(name), now.get(name), out));
    }
    if let (Some(was), Some(now)) = (listed(was), listed(now))
        && !(was.ids.is_empty() && now.ids.is_empty())
    {
        let left = was.ids.iter().filter(|id| !now.at.contains_key(*id));
        for id in now.ids.iter().chain(left) {
            within(path, id, was.at.get(id).copied(), now.at.get(id).copied(), out);
        }
        let kept = was.ids.iter().filter(|id| now.at.contains_key(*id));
        let new = now.ids.iter().filter(|id| !was.at.contains_key(*id));
        if !kept.chain(new).eq(&now.ids) {
            let order = now.ids.iter().map(|id| (*id).to_owned()).collect();
            out.push(Change { path: path.clone(), what: What::Order(order), was: Some(of_order(&was.ids)) });
        }
        return;
    }
    out.push(Change { path: path.clone(), what: What::Value(now.cloned()), was: was.map(short) });
}

fn within(
    path: &mut Vec<String>,
    name: &str,
    was: Option<&Value>,
    now: Option<&Value>,
    out: &mut Vec<Change>,
) {
    path.push(name.to_owned());
    compare(path, was, now, out);
    path.pop();
}

/// The members of an object; of a nested one that is missing, none.
fn members<'v>(path: &[String], value: Option<&'v Value>) -> Option<Cow<'v, Map<String, Value>>> {
    match value {
        Some(Value::Object(members)) => Some(Cow::Borrowed(members)),
        None if path.last().is_some_and(|name| NESTED.contains(&name.as_str())) => Some(Default::default()),
        _ => None,
    }
}

/// A list by the ids of its elements.
#[derive(Default)]
struct Listed<'v> {
    ids: Vec<&'v str>,
    at: HashMap<&'v str, &'v Value>,
}

/// A list whose elements have an id each; a list that is missing has none.
fn listed(value: Option<&Value>) -> Option<Listed<'_>> {
    let mut listed = Listed::default();
    for element in value.map_or(Some([].as_slice()), |value| value.as_array().map(Vec::as_slice))? {
        let id = id_of(element)?;
        listed.ids.push(id);
        if listed.at.insert(id, element).is_some() {
            return None;
        }
    }
    Some(listed)
}

fn id_of(element: &Value) -> Option<&str> {
    KEYS.iter().find_map(|key| element.get(key)?.as_str())
}

/// Enough of a digest to see that a text is another one.
fn short(value: &Value) -> String {
    Digest::of(value, &[]).hex().chars().take(16).collect()
}

fn of_order(ids: &[&str]) -> String {
    short(&Value::from(ids.to_vec()))
}

/// Makes the changes that find what they replace; gives the others by their number.
pub(super) fn apply(tree: &mut Value, changes: &[Change]) -> Vec<usize> {
    let mut open = Vec::new();
    // An order holds for the list as it was read, before anything is added to it.
    let held = |tree: &Value, change: &Change| {
        let was = match change.what {
            What::Value(_) => at(tree, &change.path).map(short),
            What::Order(_) => listed(at(tree, &change.path)).map(|list| of_order(&list.ids)),
        };
        was == change.was
    };
    let is_order = |change: &Change| matches!(change.what, What::Order(_));
    let orders: Vec<bool> = changes.iter().map(|change| is_order(change) && held(tree, change)).collect();
    for (index, change) in changes.iter().enumerate() {
        match &change.what {
            What::Value(now) if held(tree, change) && put(tree, &change.path, now.as_ref()) => {}
            What::Order(_) if orders[index] => {}
            _ => open.push(index),
        }
    }
    for (change, _) in changes.iter().zip(orders).filter(|(_, held)| *held) {
        if let (What::Order(order), Some(Value::Array(list))) = (&change.what, at_mut(tree, &change.path)) {
            let place: HashMap<&str, usize> =
                order.iter().enumerate().map(|(n, id)| (id.as_str(), n)).collect();
            list.sort_by_key(|element| {
                id_of(element).and_then(|id| place.get(id)).copied().unwrap_or(usize::MAX)
            });
        }
    }
    open
}

fn at<'v>(tree: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(tree, |value, step| match value {
        Value::Array(list) => list.iter().find(|element| id_of(element) == Some(step)),
        value => value.get(step),
    })
}

fn at_mut<'v>(tree: &'v mut Value, path: &[String]) -> Option<&'v mut Value> {
    path.iter().try_fold(tree, |value, step| match value {
        Value::Array(list) => list.iter_mut().find(|element| id_of(element) == Some(step)),
        value => value.get_mut(step),
    })
}

/// Puts a value where the path leads, or takes away what is there. False where the path leads nowhere.
fn put(tree: &mut Value, path: &[String], now: Option<&Value>) -> bool {
    let [step, rest @ ..] = path else { return false };
    if rest.is_empty() {
        return put_here(tree, step, now);
    }
    if let Value::Object(members) = tree
        && !members.contains_key(step)
    {
        let new_list =
            rest.len() == 1 && now.is_some_and(|now| id_of(now) == rest.first().map(String::as_str));
        match (NESTED.contains(&step.as_str()), new_list) {
            (true, _) => members.insert(step.clone(), Value::Object(Map::new())),
            (_, true) => members.insert(step.clone(), Value::Array(Vec::new())),
            _ => return false,
        };
    }
    at_mut(tree, std::slice::from_ref(step)).is_some_and(|inner| put(inner, rest, now))
}

fn put_here(tree: &mut Value, step: &str, now: Option<&Value>) -> bool {
    match tree {
        Value::Object(members) => {
            match now {
                Some(now) => drop(members.insert(step.to_owned(), now.clone())),
                None => drop(members.remove(step)),
            }
            true
        }
        Value::Array(list) => {
            let at = list.iter().position(|element| id_of(element) == Some(step));
            match (at, now) {
                (Some(at), Some(now)) => list[at] = now.clone(),
                (Some(at), None) => drop(list.remove(at)),
                (None, Some(now)) if id_of(now) == Some(step) => list.push(now.clone()),
                _ => return false,
            }
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{apply, between};

    fn documents() -> (Value, Value) {
        let was = json!({
            "head": {"title": "表", "code": "1"}, "facts": [{"key": "a", "text": "甲"}],
            "rows": [{"id": "r1", "name": "一"}, {"id": "r2", "name": "二"}, {"id": "r3", "name": "三"}],
        });
        let now = json!({
            "head": {"title": " 表", "code": "1"}, "facts": [{"key": "b", "text": "乙"}],
            "rows": [{"id": "r3", "name": "三", "grounds": {"locked": true, "survey": {"time": "夏"}}},
                {"id": "r1", "name": "一"}, {"id": "r4", "name": ""}],
            "tasks": [{"id": "t1", "name": "任务"}],
        });
        (was, now)
    }

    #[test]
    fn what_differs_is_made_again() {
        let (mut was, now) = documents();
        let changes = between(&was, &now);
        assert_eq!(apply(&mut was, &changes), [0; 0]);
        assert_eq!(was, now);
        assert_eq!(between(&now, &now), []);
    }

    #[test]
    fn what_was_edited_meanwhile_stays_as_it_is_now() {
        let (mut was, now) = documents();
        let changes = between(&was, &now);
        was["head"]["title"] = json!("改过的表");
        was["rows"].as_array_mut().expect("a list").insert(0, json!({"id": "new", "name": "零"}));
        let open = apply(&mut was, &changes);
        let paths: Vec<String> = open.iter().map(|index| changes[*index].path.join("/")).collect();
        assert_eq!(paths, ["head/title", "rows"]);
        assert_eq!(was["head"]["title"], "改过的表");
        let names: Vec<&str> =
            was["rows"].as_array().expect("a list").iter().filter_map(|row| row["name"].as_str()).collect();
        assert_eq!(names, ["零", "一", "三", ""]);
        assert_eq!(was["rows"][2]["grounds"]["locked"], true);
    }
}
