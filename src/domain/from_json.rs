//! JSON text to values, by one way for all types: the text becomes a tree first, and the type is read from
//! that. A type read from text directly is compiled with a parser of its own inside it, and the first load
//! pays for every one. Owns the tree, in which no number has a point; the strict reading of what travels is
//! the bundle's.

mod node;

use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use node::Node;

/// Reads a whole text. Fails as the library does, without line and column where the type refuses what the
/// text holds; a member written twice is refused.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    from_tree(&tree(text)?)
}

/// Reads a value of a tree.
pub fn from_tree<'t, T: Deserialize<'t>>(tree: &'t Value) -> Result<T, serde_json::Error> {
    T::deserialize(Node(tree))
}

fn tree(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).map(|Tree(value)| value)
}

/// A value of any kind. The library's own takes the last of two members of one name.
struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Grower)
    }
}

struct Grower;

impl<'de> Visitor<'de> for Grower {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without decimal points in numbers")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree(Value::Bool(value)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree(number.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree(number.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(Tree(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Tree(Value::Array(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut members = Map::new();
        while let Some((name, Tree(value))) = map.next_entry::<String, Tree>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            members.insert(name, value);
        }
        Ok(Tree(Value::Object(members)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::from_json;
    use crate::domain::numbers::Points;

    #[test]
    fn a_text_is_read_as_the_library_reads_it() {
        let text = r#"{"a":[null,true,-1,18446744073709551615,"一\n"],"b":{}}"#;
        assert_eq!(
            from_json::<Value>(text).ok(),
            Some(json!({"a": [null, true, -1, u64::MAX, "一\n"], "b": {}}))
        );
        assert_eq!(from_json::<Points>("\"12.50\"").ok(), "12.5".parse().ok());
        assert_eq!(from_json::<Option<i16>>("null").ok(), Some(None));
    }

    #[test]
    fn what_is_no_value_of_the_type_is_refused() {
        assert!(from_json::<Points>("12.5").is_err());
        assert!(from_json::<i16>("70000").is_err());
        assert!(from_json::<Value>("{} {}").is_err());
        assert!(from_json::<Value>("[1.0]").is_err());
        assert!(from_json::<Value>("").is_err());
        let twice = from_json::<Value>(r#"[{"a":1,"a":2}]"#).map_err(|said| said.to_string());
        assert!(twice.is_err_and(|said| said.contains("`a`")));
    }
}
