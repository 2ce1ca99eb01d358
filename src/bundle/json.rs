//! Strict JSON: what two programs might read differently is refused with its place.
//! Floats, integers of 2^53 and more, duplicate keys, depth over 64 and lone surrogates
//! never get in. Owns the reading of bytes; knows no format.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Objects and arrays inside one another.
pub const MAX_DEPTH: usize = 64;
/// 2^53: from here on a reader with floats sees another number.
const SAFE: u64 = 1 << 53;

/// Where the text stops being acceptable, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}：{detail}")]
pub struct JsonFault {
    /// `cases[3].measure`; empty for the whole text.
    pub path: String,
    pub detail: String,
}

/// Reads a whole text. A byte order mark at the start is passed over.
pub fn read(bytes: &[u8]) -> Result<Value, JsonFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let path = RefCell::new(Vec::new());
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let fault = |error: serde_json::Error| JsonFault {
        path: shown(&path.borrow()),
        detail: format!("第 {} 行第 {} 列，{}", error.line(), error.column(), reason(&error)),
    };
    let value = Strict { path: &path, depth: 0 }.deserialize(&mut reader).map_err(&fault)?;
    path.borrow_mut().clear();
    reader.end().map_err(&fault)?;
    Ok(value)
}

/// The library's words for a broken text, in ours; our own words pass as they are.
fn reason(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Eof => "内容不完整，文件可能被截断".to_owned(),
        serde_json::error::Category::Syntax => "不符合 JSON 的写法".to_owned(),
        serde_json::error::Category::Data | serde_json::error::Category::Io => {
            let text = error.to_string();
            let words = text.rsplit_once(" at line ").map_or(text.as_str(), |(words, _)| words);
            match words.strip_prefix("invalid type: floating point").and_then(|rest| rest.split('`').nth(1)) {
                Some(number) => format!("小数 {number} 应写成字符串，例如 \"{number}\""),
                None => words.to_owned(),
            }
        }
    }
}

enum Step {
    Key(String),
    Index(usize),
}

fn shown(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => {
                text.push('.');
                text.push_str(key);
            }
            Step::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

#[derive(Clone, Copy)]
struct Strict<'p> {
    path: &'p RefCell<Vec<Step>>,
    depth: usize,
}

impl Strict<'_> {
    fn inside<E: Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format!("嵌套超过 {MAX_DEPTH} 层")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Floats have no method here, so the library refuses them by itself.
impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        if number >= SAFE {
            return Err(E::custom(format!("整数 {number} 过大，应写成字符串")));
        }
        Ok(Value::from(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        if number.unsigned_abs() >= SAFE {
            return Err(E::custom(format!("整数 {number} 过大，应写成字符串")));
        }
        Ok(Value::from(number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut items = Vec::new();
        loop {
            self.path.borrow_mut().push(Step::Index(items.len()));
            match seq.next_element_seed(inside)? {
                Some(item) => items.push(item),
                None => break,
            }
            self.path.borrow_mut().pop();
        }
        self.path.borrow_mut().pop();
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format!("“{key}”写了两次")));
            }
            self.path.borrow_mut().push(Step::Key(key.clone()));
            let value = map.next_value_seed(inside)?;
            self.path.borrow_mut().pop();
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn refused(text: &str) -> (String, String) {
        let fault = read(text.as_bytes()).expect_err(text);
        (fault.path, fault.detail)
    }

    #[test]
    fn what_programs_read_differently_is_refused_with_its_place() {
        let (path, detail) = refused(r#"{"cases":[{},{"points":8.5}]}"#);
        assert_eq!(path, "cases[1].points");
        assert!(detail.contains("8.5") && detail.contains("字符串"), "{detail}");
        assert!(refused(r#"{"a":1,"a":2}"#).1.contains("写了两次"));
        assert!(refused("9007199254740992").1.contains("过大"));
        assert!(refused(&format!("{}1{}", "[".repeat(65), "]".repeat(65))).1.contains("64 层"));
        assert!(refused(r#"{"a":"#).1.contains("截断"));
        assert!(refused(r#""\ud800""#).1.contains("JSON"));
        assert!(refused("{} {}").1.contains("JSON"));
        assert!(refused("NaN").1.contains("JSON"));
    }

    #[test]
    fn sixty_four_levels_and_a_mark_are_fine() {
        let text = format!("\u{feff}{}1{}", "[".repeat(64), "]".repeat(64));
        assert!(read(text.as_bytes()).is_ok());
    }
}
