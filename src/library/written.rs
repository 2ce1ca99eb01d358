//! A pack as text, laid out for people: the members in the order in which people read them, the items of a
//! long list one a line. Nothing is lost or rounded; members nobody knows stand behind the known ones.

use serde_json::{Map, Value};

/// The order of members in every object of a library pack.
const ORDER: &[&str] = &[
    "format",
    "version",
    "id",
    "of",
    "edition",
    "digest",
    "title",
    "sector",
    "function",
    "level1",
    "level2",
    "name",
    "keys",
    "meaning",
    "unit",
    "kind",
    "sign",
    "direction",
    "target",
    "actual",
    "standard",
    "value_basis",
    "source",
    "sort",
    "origin",
    "kinds",
    "replaces",
    "mapped_to",
    "good",
    "bad",
    "short",
    "pass",
    "over",
    "equal",
    "start",
    "side",
    "per",
    "part",
    "from",
    "to",
    "share",
    "rule",
    "points",
    "measure",
    "expect",
    "basis",
    "document",
    "note",
    "verified",
    "pinyin",
    "indicators",
    "cases",
];

/// The text of a pack, ending with a line break.
pub fn pack_text(pack: &Value) -> String {
    let Value::Object(members) = pack else { return format!("{pack}\n") };
    let mut text = String::from("{");
    for (at, (word, value)) in in_order(members).into_iter().enumerate() {
        text.push_str(if at == 0 { "\n  " } else { ",\n  " });
        text.push_str(&format!("{}: ", Value::from(word)));
        match value {
            Value::Array(items) if !items.is_empty() => lines(items, &mut text),
            value => inline(value, &mut text),
        }
    }
    text.push_str("\n}\n");
    text
}

fn lines(items: &[Value], text: &mut String) {
    for (at, item) in items.iter().enumerate() {
        text.push_str(if at == 0 { "[\n    " } else { ",\n    " });
        inline(item, text);
    }
    text.push_str("\n  ]");
}

fn inline(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                inline(item, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (at, (word, value)) in in_order(members).into_iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                text.push_str(&format!("{}: ", Value::from(word)));
                inline(value, text);
            }
            text.push('}');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

fn in_order(members: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut ordered: Vec<(&str, &Value)> =
        members.iter().map(|(word, value)| (word.as_str(), value)).collect();
    ordered.sort_by_key(|(word, _)| ORDER.iter().position(|known| known == word).unwrap_or(ORDER.len()));
    ordered
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::pack_text;

    #[test]
    fn lists_stand_line_by_line_and_members_in_their_order() {
        let pack = json!({"kind": "library", "id": "t", "indicators": [{"weather": {"b": 1, "a": []}, "name": "\"甲\"", "id": "A"}], "cases": []});
        let text = "{\n  \"id\": \"t\",\n  \"kind\": \"library\",\n  \"indicators\": [\n    \
                    {\"id\": \"A\", \"name\": \"\\\"甲\\\"\", \"weather\": {\"a\": [], \"b\": 1}}\n  ],\n  \
                    \"cases\": []\n}\n";
        assert_eq!(pack_text(&pack), text);
        assert_eq!(serde_json::from_str::<serde_json::Value>(text).expect("JSON"), pack);
    }
}
