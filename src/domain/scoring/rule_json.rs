//! Reads rules from JSON by their `kind`. Written out by hand: what the library derives for an enum
//! told apart by a member buffers every rule in a form of its own, and the first load pays for it.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

use super::rule::{
    Attain, Bands, DateRule, Deduct, Elements, Execution, Judged, Levels, Over, OverStep, Qualitative, Rule,
    Survey,
};
use crate::domain::from_json::from_tree;
use crate::domain::numbers::Percent;

const KINDS: [&str; 11] = [
    "attain",
    "execution",
    "bands",
    "qualitative",
    "deduct",
    "elements",
    "levels",
    "judged",
    "survey",
    "date",
    "yes_no",
];

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let read = match kind_of(&value)? {
            "attain" => from_tree::<Attain>(&value).map(Self::Attain),
            "execution" => from_tree::<Execution>(&value).map(Self::Execution),
            "bands" => from_tree::<Bands>(&value).map(Self::Bands),
            "qualitative" => from_tree::<Qualitative>(&value).map(Self::Qualitative),
            "deduct" => from_tree::<Deduct>(&value).map(Self::Deduct),
            "elements" => from_tree::<Elements>(&value).map(Self::Elements),
            "levels" => from_tree::<Levels>(&value).map(Self::Levels),
            "judged" => from_tree::<Judged>(&value).map(Self::Judged),
            "survey" => from_tree::<Survey>(&value).map(|rule| Self::Survey(Box::new(rule))),
            "date" => from_tree::<DateRule>(&value).map(|rule| Self::Date(Box::new(rule))),
            "yes_no" => Ok(Self::YesNo),
            unknown => return Err(D::Error::unknown_variant(unknown, &KINDS)),
        };
        read.map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Over {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match kind_of(&value)? {
            "none" => Ok(Self::None),
            "warn" => member::<Percent, _>(&value, "above").map(|above| Self::Warn { above }),
            "steps" => member::<Vec<OverStep>, _>(&value, "steps").map(|steps| Self::Steps { steps }),
            unknown => Err(D::Error::unknown_variant(unknown, &["none", "warn", "steps"])),
        }
    }
}

fn kind_of<E: Error>(value: &Value) -> Result<&str, E> {
    match value.get("kind") {
        Some(Value::String(kind)) => Ok(kind),
        Some(_) => Err(E::custom("“kind”应为字符串")),
        None => Err(E::missing_field("kind")),
    }
}

fn member<'v, T: Deserialize<'v>, E: Error>(value: &'v Value, field: &'static str) -> Result<T, E> {
    match value.get(field) {
        Some(inner) => from_tree(inner).map_err(E::custom),
        None => Err(E::missing_field(field)),
    }
}
