//! The rules in force by a pack: its own sections over those of the rules it names, over the
//! shipped 2020 rules; and which packs they come from.

use serde_json::Value;

use super::read::{Kind, Pack, own, section};
use crate::domain::finding::PackProblem;
use crate::domain::scoring::Rules;

/// The sections a rules pack may bring; each is optional.
const SECTIONS: [&str; 6] = ["levels", "profiles", "bands", "na", "self_evaluation", "titles"];

/// Rules to score by, and the packs to be stamped on what was scored.
pub struct InForce<'p> {
    pub rules: Rules,
    /// The pack asked for first, then each that a part of the rules was taken from.
    pub packs: Vec<&'p Pack>,
}

/// The rules that `pack` puts in force. What it does not say is taken from the rules pack that a
/// locality names among `packs`, then from `base`; member by member within `self_evaluation`.
/// Bands may also be headed `grades`. Fails where a section does not read, or where a locality
/// names a pack that is not `known`.
pub fn in_force<'p>(pack: &'p Pack, known: &'p [Pack], base: &'p Pack) -> Result<InForce<'p>, PackProblem> {
    let (sections, packs) = merged(pack, known, base)?;
    Ok(InForce { rules: section(&sections, "")?, packs })
}

/// The same before it is read: for who knows that it reads, and needs no place of a fault.
pub(super) fn merged<'p>(
    pack: &'p Pack,
    known: &'p [Pack],
    base: &'p Pack,
) -> Result<(Value, Vec<&'p Pack>), PackProblem> {
    let mut layers = vec![(pack, true)];
    layers.extend(named_rules(pack, known)?.map(|named| (named, false)));
    if layers.iter().all(|(layer, _)| layer.digest != base.digest) {
        layers.push((base, false));
    }
    let mut merged = serde_json::Map::new();
    for name in SECTIONS {
        let mut value: Option<Value> = None;
        for (layer, used) in &mut layers {
            let grades = || own(&layer.raw, "grades").filter(|_| name == "bands");
            let Some(own) = own(&layer.raw, name).or_else(grades) else { continue };
            *used |= match &mut value {
                None => {
                    value = Some(own.clone());
                    true
                }
                Some(value) => fill(value, own),
            };
        }
        merged.extend(value.map(|value| (name.to_owned(), value)));
    }
    let packs = layers.into_iter().filter(|(_, used)| *used).map(|(pack, _)| pack).collect();
    Ok((Value::Object(merged), packs))
}

/// The members of an object that are missing; says whether there were any.
fn fill(value: &mut Value, from: &Value) -> bool {
    let (Value::Object(value), Value::Object(from)) = (value, from) else { return false };
    let before = value.len();
    for (key, member) in from {
        value.entry(key).or_insert_with(|| member.clone());
    }
    value.len() > before
}

fn named_rules<'p>(pack: &Pack, known: &'p [Pack]) -> Result<Option<&'p Pack>, PackProblem> {
    if pack.kind != Kind::Locality {
        return Ok(None);
    }
    for entry in own(&pack.raw, "packs").and_then(Value::as_array).into_iter().flatten() {
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        let missing = || PackProblem::PackMissing { id: id.to_owned() };
        let named = known.iter().find(|pack| pack.id.as_str() == id).ok_or_else(missing)?;
        let scores = SECTIONS.iter().any(|section| own(&named.raw, section).is_some());
        if named.kind == Kind::Rules && scores {
            return Ok(Some(named));
        }
    }
    Ok(None)
}
