//! RFC 8785 canonical bytes of a JSON value that [`super::json`] has read: keys in the order of their
//! UTF-16 units, shortest escapes, no blanks. Strict JSON has no floats, so numbers are integers as they
//! stand. Writes straight into what takes the bytes, so that digesting a large value copies none of it.

use serde_json::{Map, Value};

use crate::domain::order::ordered;

/// Takes the canonical bytes, piece by piece.
pub type Sink<'s> = dyn FnMut(&[u8]) + 's;

/// The canonical form as text.
pub fn text(value: &Value) -> String {
    let mut bytes = Vec::new();
    write(value, &mut |piece| bytes.extend_from_slice(piece));
    // Made of whole strings and ASCII.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Hands over the canonical bytes of `value`.
pub fn write(value: &Value, out: &mut Sink) {
    match value {
        Value::Null => out(b"null"),
        Value::Bool(true) => out(b"true"),
        Value::Bool(false) => out(b"false"),
        Value::Number(number) => out(number.to_string().as_bytes()),
        Value::String(string) => write_string(string, out),
        Value::Array(items) => {
            out(b"[");
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out(b",");
                }
                write(item, out);
            }
            out(b"]");
        }
        Value::Object(object) => {
            out(b"{");
            let mut keys: Vec<&String> = object.keys().collect();
            // The map's own order is by characters, and mostly the same.
            if !keys.is_sorted_by(|one, other| order(one, other).is_le()) {
                keys = ordered(keys, |one, other| order(one, other));
            }
            for (index, key) in keys.into_iter().enumerate() {
                if index > 0 {
                    out(b",");
                }
                write_string(key, out);
                out(b":");
                if let Some(member) = object.get(key) {
                    write(member, out);
                }
            }
            out(b"}");
        }
    }
}

/// As [`write`], for an object whose members stand apart: `extra` is one more of them, and where it has a
/// list called `list`, that list's items are `items`, which are canonical texts already.
pub fn write_apart<'i>(
    members: &Map<String, Value>,
    extra: Option<(&str, &Value)>,
    list: &str,
    items: impl Iterator<Item = &'i str>,
    out: &mut Sink,
) {
    let mut items = Some(items);
    let mut all: Vec<(&str, &Value)> = members.iter().map(|(key, value)| (key.as_str(), value)).collect();
    all.extend(extra);
    all.sort_unstable_by(|(one, _), (other, _)| order(one, other));
    for (index, (key, member)) in all.into_iter().enumerate() {
        out(if index == 0 { b"{" } else { b"," });
        write_string(key, out);
        out(b":");
        match member {
            Value::Array(_) if key == list => write_items(items.take().into_iter().flatten(), out),
            member => write(member, out),
        }
    }
    out(b"}");
}

fn write_items<'i>(items: impl Iterator<Item = &'i str>, out: &mut Sink) {
    out(b"[");
    for (index, item) in items.enumerate() {
        if index > 0 {
            out(b",");
        }
        out(item.as_bytes());
    }
    out(b"]");
}

/// The order of two keys: by UTF-16 units, which above U+FFFF is not the order of the characters.
fn order(one: &str, other: &str) -> std::cmp::Ordering {
    one.encode_utf16().cmp(other.encode_utf16())
}

/// A string in quotes with the escapes that RFC 8785 asks for and no others.
pub(super) fn write_string(string: &str, out: &mut Sink) {
    out(b"\"");
    let bytes = string.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let control;
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0x08 => "\\b",
            b'\t' => "\\t",
            b'\n' => "\\n",
            0x0c => "\\f",
            b'\r' => "\\r",
            0..=0x1f => {
                control = format!("\\u{byte:04x}");
                &control
            }
            _ => continue,
        };
        out(bytes.get(from..at).unwrap_or_default());
        out(escape.as_bytes());
        from = at + 1;
    }
    out(bytes.get(from..).unwrap_or_default());
    out(b"\"");
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::bundle::json;

    fn canonical(text_in: &str) -> String {
        text(&json::read(text_in.as_bytes()).expect("JSON"))
    }

    /// RFC 8785, 3.2.3: keys sorted by UTF-16 units, though an emoji comes after U+FB33 as a character.
    #[test]
    fn keys_stand_in_the_order_of_their_utf_16_units() {
        let keys = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
            "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
        let sorted = canonical(keys);
        let order = ["Carriage Return", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"];
        let places: Vec<usize> = order.iter().filter_map(|word| sorted.find(word)).collect();
        assert_eq!(places.len(), order.len());
        assert!(places.is_sorted(), "{sorted}");
    }

    /// RFC 8785, 3.2.2.2 and 3.2.4: the strings, literals and bytes of its example.
    #[test]
    fn strings_take_the_shortest_escapes() {
        let example = r#"{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }"#;
        assert_eq!(
            canonical(example),
            "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
        );
        assert_eq!(canonical(r#""\b\t\f\r\u001f\u007f\u2028""#), "\"\\b\\t\\f\\r\\u001f\u{7f}\u{2028}\"");
        assert_eq!(canonical("[ 0 , -7, 9007199254740991 ]"), "[0,-7,9007199254740991]");
    }
}
