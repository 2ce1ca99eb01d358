//! Strict JSON: what two programs might read differently is refused with its place.
//! Floats, integers of 2^53 and more, duplicate keys, depth over 64 and lone surrogates
//! never get in; a reader may ask to have wrong numbers named and left out, and the rest read, or to
//! be handed the items of a long list one by one. Owns the reading of bytes; knows no format.

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
    read_with(bytes, Extra::default())
}

/// As [`read`], but a number that is refused only leaves a null and is named with its place.
pub fn read_naming_numbers(bytes: &[u8]) -> Result<(Value, Vec<JsonFault>), JsonFault> {
    let named = RefCell::new(Vec::new());
    let value = read_with(bytes, Extra { named: Some(&named), ..Extra::default() })?;
    Ok((value, named.into_inner()))
}

/// As [`read`], but the items of the list `member` of the outermost object are handed to `take` one
/// by one, and the list is empty in what is returned: a long list never stands in memory as values.
/// What `take` refuses ends the reading, with the item's place.
pub fn read_items(
    bytes: &[u8],
    member: &str,
    take: &mut dyn FnMut(Value) -> Result<(), String>,
) -> Result<Value, JsonFault> {
    let items = Items { member, take: RefCell::new(take) };
    read_with(bytes, Extra { items: Some(&items), ..Extra::default() })
}

/// What is asked for besides the value.
#[derive(Clone, Copy, Default)]
struct Extra<'e> {
    /// Where refused numbers are named; without it the first one ends the reading.
    named: Option<&'e RefCell<Vec<JsonFault>>>,
    items: Option<&'e Items<'e>>,
}

/// The list whose items are handed over, and to whom.
struct Items<'e> {
    member: &'e str,
    take: RefCell<&'e mut dyn FnMut(Value) -> Result<(), String>>,
}

fn read_with(bytes: &[u8], extra: Extra) -> Result<Value, JsonFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let whole = |detail: String| JsonFault { path: String::new(), detail };
    let text = str::from_utf8(bytes).map_err(|fault| {
        let line = bytes.iter().take(fault.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        whole(format!("第 {line} 行不是 UTF-8 编码的文字，应另存为 UTF-8"))
    })?;
    if text.trim_ascii().is_empty() {
        return Err(whole("文件是空的".to_owned()));
    }
    let path = RefCell::new(Vec::new());
    let mut reader = serde_json::Deserializer::from_str(text);
    let fault = |error: serde_json::Error| JsonFault {
        path: shown(&path.borrow()),
        detail: format!("第 {} 行第 {} 列，{}", error.line(), error.column(), reason(&error)),
    };
    let value = Strict { path: &path, depth: 0, extra }.deserialize(&mut reader).map_err(&fault)?;
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
            text.rsplit_once(" at line ").map_or(text.as_str(), |(words, _)| words).to_owned()
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
struct Strict<'p, 'e> {
    path: &'p RefCell<Vec<Step>>,
    depth: usize,
    extra: Extra<'e>,
}

impl<'e> Strict<'_, 'e> {
    /// Who takes the items of the list that begins here.
    fn taker(self) -> Option<&'e Items<'e>> {
        let items = self.extra.items?;
        match self.path.borrow().as_slice() {
            [Step::Key(key)] if key == items.member => Some(items),
            _ => None,
        }
    }

    fn inside<E: Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format!("嵌套超过 {MAX_DEPTH} 层")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn refuse<E: Error>(self, detail: String) -> Result<Value, E> {
        let Some(named) = self.extra.named else { return Err(E::custom(detail)) };
        named.borrow_mut().push(JsonFault { path: shown(&self.path.borrow()), detail });
        Ok(Value::Null)
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_, '_> {
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
            return self.refuse(format!("整数 {number} 过大，应写成字符串"));
        }
        Ok(Value::from(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        if number.unsigned_abs() >= SAFE {
            return self.refuse(format!("整数 {number} 过大，应写成字符串"));
        }
        Ok(Value::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        self.refuse(format!("小数 {number:?} 应写成字符串，例如 \"{number:?}\""))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let taker = self.taker();
        let mut items = Vec::new();
        for index in 0.. {
            self.path.borrow_mut().push(Step::Index(index));
            match (seq.next_element_seed(inside)?, taker) {
                (Some(item), None) => items.push(item),
                (Some(item), Some(taker)) => taker.take.borrow_mut()(item).map_err(A::Error::custom)?,
                (None, _) => break,
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
    use super::{read, read_items, read_naming_numbers};

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
        assert!(read(b"\n\xb9\xe6").is_err_and(|fault| fault.detail.contains("第 2 行不是 UTF-8")));
        assert!(refused(" \n").1.contains("空"));
        assert!(refused("NaN").1.contains("JSON"));
    }

    #[test]
    fn wrong_numbers_can_be_named_and_the_rest_read() {
        let text = r#"{"cases":[{"points":8.5,"n":9007199254740992},{"points":"8"}]}"#;
        let (value, named) = read_naming_numbers(text.as_bytes()).expect("JSON");
        let places: Vec<&str> = named.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(places, ["cases[0].points", "cases[0].n"]);
        assert!(value["cases"][0]["points"].is_null());
        assert_eq!(value["cases"][1]["points"], "8");
    }

    #[test]
    fn the_items_of_a_list_are_handed_over_one_by_one() {
        let mut taken = Vec::new();
        let text = r#"{"list":[{"list":[1]},2],"other":{"list":[3]}}"#;
        let left = read_items(text.as_bytes(), "list", &mut |item| {
            taken.push(item.to_string());
            Ok(())
        });
        assert_eq!(left.expect("JSON").to_string(), r#"{"list":[],"other":{"list":[3]}}"#);
        assert_eq!(taken, [r#"{"list":[1]}"#, "2"]);
        let refused = read_items(b"{\"list\":[1,2]}", "list", &mut |item| match item.as_u64() {
            Some(2) => Err("二".to_owned()),
            _ => Ok(()),
        });
        assert!(refused.is_err_and(|fault| fault.path == "list[1]" && fault.detail.ends_with('二')));
    }

    #[test]
    fn sixty_four_levels_and_a_mark_are_fine() {
        let text = format!("\u{feff}{}1{}", "[".repeat(64), "]".repeat(64));
        assert!(read(text.as_bytes()).is_ok());
    }
}
