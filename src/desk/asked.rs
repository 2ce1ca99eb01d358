//! The members of a question that has many, read one by one: a derived reader of each such question
//! would weigh more than its answer.

use serde_json::{Map, Value};

use super::{Here, here};

pub(super) struct Asked(Map<String, Value>);

impl Asked {
    pub(super) fn of(question: Value) -> Self {
        match question {
            Value::Object(members) => Self(members),
            _ => Self(Map::new()),
        }
    }

    pub(super) fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    pub(super) fn member(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// `None` also for what is no text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.member(name).as_str()
    }

    pub(super) fn is_set(&self, name: &str) -> bool {
        self.member(name) == &Value::Bool(true)
    }

    /// An absent list is empty.
    pub(super) fn list(&self, name: &str) -> &[Value] {
        self.member(name).as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// `None` where it is not a list of so many bytes.
    pub(super) fn bytes<const N: usize>(&self, name: &str) -> Option<[u8; N]> {
        let byte = |value: &Value| value.as_u64().and_then(|byte| u8::try_from(byte).ok());
        let bytes: Option<Vec<u8>> = self.list(name).iter().map(byte).collect();
        bytes?.try_into().ok()
    }

    /// What lies on the device, out of the question or from below it.
    pub(super) fn here(&mut self, below: &str) -> Result<Here, String> {
        let own = ["cases", "lineages"].into_iter().filter_map(|name| self.0.remove_entry(name));
        here(Value::Object(own.collect()), below)
    }
}
