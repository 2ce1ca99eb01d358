//! Reads the members of a JSON object with their places, for the header and the documents. In a
//! bundle of a newer version what does not read is left blank instead: it is only looked at.

use serde_json::{Map, Value};

use super::digest::Digest;
use super::limits::{MAX_ID, MAX_NAME};
use crate::domain::finding::BundleProblem;

/// An object and where it stands.
pub(super) struct Members<'v> {
    object: Option<&'v Map<String, Value>>,
    path: String,
    lenient: bool,
}

type Read<T> = Result<T, BundleProblem>;

impl<'v> Members<'v> {
    pub(super) fn of(value: Option<&'v Value>, path: impl Into<String>, lenient: bool) -> Read<Self> {
        let path = path.into();
        let object = value.and_then(Value::as_object);
        if object.is_none() && !lenient {
            return Err(malformed(path, "应为对象"));
        }
        Ok(Self { object, path, lenient })
    }

    pub(super) fn get(&self, key: &str) -> Option<&'v Value> {
        self.object.and_then(|object| object.get(key)).filter(|value| !value.is_null())
    }

    fn wrong<T: Default>(&self, key: &str, expected: &str) -> Read<T> {
        if self.lenient { Ok(T::default()) } else { Err(malformed(self.at(key), expected)) }
    }

    pub(super) fn at(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }

    /// An object inside.
    pub(super) fn inside(&self, key: &str) -> Read<Members<'v>> {
        Members::of(self.get(key), self.at(key), self.lenient)
    }

    /// A text, not blank, of at most [`MAX_ID`] characters and without control characters.
    pub(super) fn id(&self, key: &str) -> Read<String> {
        match self.get(key).and_then(Value::as_str) {
            Some(id) if is_id(id) => Ok(id.to_owned()),
            _ => self.wrong(key, "应为不超过 200 字的非空文字"),
        }
    }

    /// A text that may be blank or absent.
    pub(super) fn name(&self, key: &str) -> Read<String> {
        match self.get(key) {
            None => Ok(String::new()),
            Some(Value::String(name)) if name.chars().nth(MAX_NAME).is_none() => Ok(name.clone()),
            Some(_) => self.wrong(key, "应为不超过 2000 字的文字"),
        }
    }

    pub(super) fn year(&self, key: &str) -> Read<i16> {
        match self.get(key).and_then(Value::as_i64).and_then(|year| i16::try_from(year).ok()) {
            Some(year) => Ok(year),
            None => self.wrong(key, "应为年份（整数）"),
        }
    }

    pub(super) fn count(&self, key: &str) -> Read<u64> {
        match self.get(key).and_then(Value::as_u64) {
            Some(count) => Ok(count),
            None => self.wrong(key, "应为不小于 0 的整数"),
        }
    }

    pub(super) fn digest(&self, key: &str) -> Read<Option<Digest>> {
        match self.get(key).map(|value| value.as_str().unwrap_or_default().parse()) {
            None => Ok(None),
            Some(Ok(digest)) => Ok(Some(digest)),
            Some(Err(_)) => self.wrong(key, "应为 sha256: 加 64 位小写十六进制数"),
        }
    }

    /// The objects of a list; an absent list is empty.
    pub(super) fn list(&self, key: &str) -> Read<Vec<Members<'v>>> {
        let items = match self.get(key) {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return self.wrong(key, "应为列表"),
        };
        let item =
            |(index, item)| Members::of(Some(item), format!("{}[{index}]", self.at(key)), self.lenient);
        items.iter().enumerate().map(item).collect()
    }
}

fn is_id(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().nth(MAX_ID).is_none() && !text.contains(char::is_control)
}

pub(super) fn malformed(path: String, detail: &str) -> BundleProblem {
    BundleProblem::Malformed { path, detail: detail.to_owned() }
}
