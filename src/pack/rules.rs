//! The rules in force by a pack: its own sections over those of the shipped 2020 rules.

use serde_json::Value;

use super::read::{Pack, own, section};
use crate::domain::finding::PackProblem;
use crate::domain::scoring::Rules;

/// The sections a rules pack may bring; each is optional.
const SECTIONS: [&str; 5] = ["levels", "profiles", "bands", "na", "self_evaluation"];

/// The pack's rules; what it does not say is taken from `base`, member by member
/// within `self_evaluation`. Bands may also be headed `grades`.
pub fn rules_of(pack: &Pack, base: &Value) -> Result<Rules, PackProblem> {
    let mut merged = serde_json::Map::new();
    for name in SECTIONS {
        let grades = || own(&pack.raw, "grades").filter(|_| name == "bands");
        let own = own(&pack.raw, name).or_else(grades);
        let value = match (own, base.get(name)) {
            (Some(Value::Object(own)), Some(Value::Object(base))) => {
                let mut both = base.clone();
                both.extend(own.clone());
                Some(Value::Object(both))
            }
            (own, base) => own.or(base).cloned(),
        };
        if let Some(value) = value {
            merged.insert(name.to_owned(), value);
        }
    }
    section(&Value::Object(merged), "")
}
