//! The rows of a form and their ids, which no form prints: a row is known by its levels and its name, and where its
//! name alone was changed, by its place between the same neighbours. Knows what the lists of the documents are.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;

/// One row as reading gave it when the form was written, and the id that it has in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) list: String,
    pub(super) id: String,
    /// Levels and name.
    pub(super) key: Vec<String>,
}

/// The lists of both documents and the members by which their rows are known, the name last.
const LISTS: [(&str, &[&str]); 4] = [
    ("funds", &["label"]),
    ("tasks", &["name"]),
    ("indicators", &["term", "level1", "level2", "name"]),
    ("rows", &["level1", "level2", "name"]),
];

/// Gives the rows of what was read the ids of the document's, in the order that they were printed in.
pub(super) fn pair(read: &mut Value, document: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    for (list, members) in LISTS {
        let Some(printed) = document.get(list).and_then(Value::as_array) else { continue };
        let mut printed: Vec<&Value> = printed.iter().collect();
        printed.sort_by_key(|row| term(row) != YEAR);
        let Some(found) = read.get_mut(list).and_then(Value::as_array_mut) else { continue };
        let keys: Vec<Vec<String>> = found.iter().map(|row| key(row, members)).collect();
        let pairs = if printed.len() == found.len() {
            (0..found.len()).map(Some).collect()
        } else {
            let before: Vec<Vec<String>> = printed.iter().map(|row| key(row, members)).collect();
            align(&before, &keys)
        };
        let ids: Vec<String> = printed.iter().map(|row| text(row, "id")).collect();
        rename(found, &ids, &pairs);
        rows.extend(found.iter().zip(keys).map(|(row, key)| Row {
            list: list.to_owned(),
            id: text(row, "id"),
            key,
        }));
    }
    rows
}

/// Gives the rows of what is read now the ids that they had.
pub(super) fn name(read: &mut Value, rows: &[Row]) {
    for (list, members) in LISTS {
        let Some(found) = read.get_mut(list).and_then(Value::as_array_mut) else { continue };
        let known: Vec<&Row> = rows.iter().filter(|row| row.list == list).collect();
        let before: Vec<Vec<String>> = known.iter().map(|row| row.key.clone()).collect();
        let after: Vec<Vec<String>> = found.iter().map(|row| key(row, members)).collect();
        let ids: Vec<String> = known.iter().map(|row| row.id.clone()).collect();
        rename(found, &ids, &align(&before, &after));
    }
}

const YEAR: &str = "year";

fn term(row: &Value) -> &str {
    row.pointer("/grounds/term").and_then(Value::as_str).unwrap_or(YEAR)
}

fn text(row: &Value, member: &str) -> String {
    row.get(member).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn key(row: &Value, members: &[&str]) -> Vec<String> {
    let part = |member: &&str| if *member == "term" { term(row).to_owned() } else { text(row, member) };
    members.iter().map(part).collect()
}

/// A row that is paired with none gets an id that none of them has.
fn rename(found: &mut [Value], ids: &[String], pairs: &[Option<usize>]) {
    let mut taken: HashSet<String> = ids.iter().cloned().collect();
    for (row, pair) in found.iter_mut().zip(pairs) {
        let id = match pair.and_then(|pair| ids.get(pair)) {
            Some(id) => id.clone(),
            None => free(&text(row, "id"), &taken),
        };
        taken.insert(id.clone());
        if let Some(slot) = row.get_mut("id") {
            *slot = Value::String(id);
        }
    }
}

fn free(wanted: &str, taken: &HashSet<String>) -> String {
    let letters = wanted.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..).map(|number| format!("{letters}{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default()
}

/// For each row after, the row before that it is: the first of the same key that no row before it is, wherever it
/// stands; among those left, between the same neighbours and as many on both sides, the one whose levels agree.
fn align(before: &[Vec<String>], after: &[Vec<String>]) -> Vec<Option<usize>> {
    let mut of_key: HashMap<&[String], VecDeque<usize>> = HashMap::new();
    for (index, key) in before.iter().enumerate() {
        of_key.entry(key).or_default().push_back(index);
    }
    let mut pairs: Vec<Option<usize>> =
        after.iter().map(|key| of_key.get_mut(key.as_slice()).and_then(VecDeque::pop_front)).collect();
    let used: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let mut index = 0;
    while index < after.len() {
        let gap = pairs[index..].iter().take_while(|pair| pair.is_none()).count();
        if gap == 0 {
            index += 1;
            continue;
        }
        let from = index.checked_sub(1).and_then(|above| pairs[above]).map_or(0, |above| above + 1);
        let open = before.iter().enumerate().skip(if index == 0 { 0 } else { from });
        let open: Vec<usize> = open.map(|(at, _)| at).take_while(|at| !used.contains(at)).collect();
        if open.len() == gap {
            for (slot, at) in (index..).zip(open) {
                let same_levels = levels(&before[at]) == levels(&after[slot]);
                pairs[slot] = same_levels.then_some(at);
            }
        }
        index += gap;
    }
    pairs
}

fn levels(key: &[String]) -> &[String] {
    key.split_last().map_or(&[], |(_, levels)| levels)
}

#[cfg(test)]
mod tests {
    use super::align;

    fn pairs(before: &[&str], after: &[&str]) -> Vec<Option<usize>> {
        let keys = |rows: &[&str]| {
            rows.iter().map(|row| row.split('/').map(str::to_owned).collect()).collect::<Vec<_>>()
        };
        align(&keys(before), &keys(after))
    }

    #[test]
    fn rows_are_known_wherever_they_stand() {
        assert_eq!(pairs(&["产出/甲", "产出/乙", "效益/丙"], &["效益/丙", "产出/甲"]), [Some(2), Some(0)]);
        assert_eq!(pairs(&["产出/甲", "产出/甲"], &["产出/甲", "产出/甲"]), [Some(0), Some(1)]);
    }

    #[test]
    fn a_new_name_between_the_same_neighbours_is_the_same_row() {
        let before = ["产出/甲", "产出/乙", "效益/丙"];
        assert_eq!(pairs(&before, &["产出/甲", "产出/乙乙", "效益/丙"]), [Some(0), Some(1), Some(2)]);
        assert_eq!(pairs(&before, &["产出/甲甲", "产出/乙", "效益/丙"]), [Some(0), Some(1), Some(2)]);
        assert_eq!(pairs(&before, &["产出/甲", "产出/乙", "效益/丁"]), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn a_row_put_in_is_no_row_that_was_there() {
        let before = ["产出/甲", "产出/乙"];
        assert_eq!(pairs(&before, &["产出/甲", "产出/新", "产出/乙"]), [Some(0), None, Some(1)]);
        assert_eq!(pairs(&before, &["产出/甲", "成本/新"]), [Some(0), None]);
        assert_eq!(pairs(&before, &["产出/甲", "产出/新", "产出/又"]), [Some(0), None, None]);
    }
}
