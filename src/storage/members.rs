//! The members of a stored text, by name. Every shape is read through this one reader: a derived one
//! for each would weigh more than all the rest of the reading, and would take a list for an object.

use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::state::QuarantineReason;
use crate::domain::from_json::from_json;

/// A JSON object whose values are not read yet.
pub(super) struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    /// Reads a text whose version this program knows. The version is looked at before anything else, so
    /// that what a newer workbench wrote is never called broken; without one it is older than versions.
    pub(super) fn of(text: &'a str, known: u32) -> Result<Self, QuarantineReason> {
        let members = Self::of_any(text)?;
        match members.version()? {
            version if version > known => Err(QuarantineReason::Newer { version }),
            _ => Ok(members),
        }
    }

    /// Reads a text of any version.
    pub(super) fn of_any(text: &'a str) -> Result<Self, QuarantineReason> {
        serde_json::from_str(text).map_err(unreadable)
    }

    pub(super) fn version(&self) -> Result<u32, QuarantineReason> {
        self.get("version").map_or(Ok(0), |_| self.number("version"))
    }

    /// The value of a member, as JSON.
    pub(super) fn raw(&self, name: &str) -> Result<&'a RawValue, QuarantineReason> {
        self.get(name).ok_or_else(|| QuarantineReason::Unreadable(format!("missing field `{name}`")))
    }

    pub(super) fn text(&self, name: &str) -> Result<String, QuarantineReason> {
        self.value(name)
    }

    /// A value of any type.
    pub(super) fn value<T: DeserializeOwned>(&self, name: &str) -> Result<T, QuarantineReason> {
        from_json(self.raw(name)?.get()).map_err(unreadable)
    }

    /// A whole number.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Result<N, QuarantineReason> {
        let raw = self.raw(name)?.get();
        raw.parse().map_err(|_| QuarantineReason::Unreadable(format!("`{name}` is {raw}")))
    }

    /// Names and values, in their order.
    pub(super) fn into_raw(self) -> impl Iterator<Item = (String, &'a str)> {
        self.0.into_iter().map(|(name, value)| (name, value.get()))
    }

    fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// What the JSON reader said of a text.
pub(super) fn unreadable(said: serde_json::Error) -> QuarantineReason {
    QuarantineReason::Unreadable(said.to_string())
}
