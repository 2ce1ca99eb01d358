//! Texts of cells into the members of an entry, and back: lists in one cell, signs as forms print them, a
//! target that holds its sign.

use serde_json::Value;

use crate::bundle::{canonical, json};
use crate::domain::finding::LibraryProblem;
use crate::domain::library::{LibraryField, LibraryMember};
use crate::domain::normalise::{compact, is_invisible, normalise};
use crate::domain::value::{self, Sign, read_unit, read_value};
use crate::library::entry;
use crate::library::indicator::{LibraryIndicator, read_library_sign, sign_word};

/// Puts the text of a cell into an entry; what is wrong with the cell alone.
pub(super) fn put(
    entry: &mut LibraryIndicator,
    member: &LibraryMember,
    text: &str,
) -> Option<LibraryProblem> {
    let visible: String = text.chars().filter(|sign| !is_invisible(*sign)).collect();
    let hidden = visible.len() < text.len();
    let text = visible.trim();
    match member {
        LibraryMember::Field(field) => {
            *entry.text_mut(*field) = field_text(*field, text);
            return hidden.then_some(LibraryProblem::InvisibleSigns { field: *field });
        }
        LibraryMember::Rule if text.is_empty() => {}
        LibraryMember::Rule => match json::read(text.as_bytes()) {
            Ok(rule) => entry.rule = Some(rule),
            Err(fault) => return Some(LibraryProblem::RuleUnreadable { detail: fault.to_string() }),
        },
        LibraryMember::Kinds => entry.kinds = parts(text, &['、', '，', ',', '；', ';', '\n']),
        LibraryMember::Replaces => entry.replaces = parts(text, &['、', '，', ',', '；', ';', '\n', ' ']),
        LibraryMember::Good => entry.good = parts(text, &['\n']),
        LibraryMember::Bad => entry.bad = parts(text, &['\n']),
        LibraryMember::MappedTo if text.is_empty() => {}
        LibraryMember::MappedTo => {
            let value = json::read(text.as_bytes()).ok().filter(Value::is_object);
            match entry::mapping(Some(value.unwrap_or_else(|| text.into()))) {
                Ok(mapping) => entry.mapped_to = mapping,
                Err(problem) => return Some(problem),
            }
        }
        LibraryMember::Other(title) if !text.is_empty() => {
            entry.rest.insert(title.clone(), text.into());
        }
        LibraryMember::Other(_) => {}
    }
    None
}

fn field_text(field: LibraryField, text: &str) -> String {
    match field {
        LibraryField::Code => compact(text),
        LibraryField::Target => normalise(text),
        LibraryField::Sign => match read_library_sign(text) {
            Some(sign) => sign_word(sign).to_owned(),
            None => text.to_owned(),
        },
        LibraryField::Meaning | LibraryField::Standard | LibraryField::Source => text.to_owned(),
        // One line; in a narrow cell it was broken where it ended.
        _ => text.split(['\n', '\r']).map(str::trim).collect(),
    }
}

fn parts(text: &str, between: &[char]) -> Vec<String> {
    let parts = text.split(between).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// `≥98%` in the target alone: sign, figure and unit part, as the library keeps them. A target that says
/// another sign or unit than its columns stays as it is.
pub(super) fn part_target(entry: &mut LibraryIndicator) {
    let (sign, target, unit) = match read_value(&entry.target, None) {
        value::Value::Number { sign, number, unit } => (sign, number.to_string(), unit),
        value::Value::Range { low, high, unit } => (Some(Sign::Range), format!("{low}～{high}"), unit),
        _ => return,
    };
    let (own_sign, own_unit) = (read_library_sign(&entry.sign), read_unit(&entry.unit));
    let other_sign = !entry.sign.is_empty() && sign.is_some() && own_sign != sign;
    let other_unit = !own_unit.is_empty() && !unit.is_empty() && own_unit != unit;
    if other_sign || other_unit || (sign.is_none() && unit.is_empty()) {
        return;
    }
    if let Some(sign) = sign {
        entry.sign = sign_word(sign).to_owned();
    }
    if own_unit.is_empty() && !unit.is_empty() {
        entry.unit = unit;
    }
    entry.target = target;
}

/// The member as a cell shows it; it reads back.
pub(super) fn text_of(entry: &LibraryIndicator, member: &LibraryMember) -> String {
    match member {
        LibraryMember::Field(LibraryField::Sign) => match entry.sign() {
            Some(Sign::Range) => "区间".to_owned(),
            Some(Sign::Words) => "定性".to_owned(),
            Some(sign) => sign.symbol().to_owned(),
            None => entry.sign.clone(),
        },
        LibraryMember::Field(field) => entry.text(*field).to_owned(),
        LibraryMember::Rule => entry.rule.as_ref().map(canonical::text).unwrap_or_default(),
        LibraryMember::Kinds => entry.kinds.join("、"),
        LibraryMember::Replaces => entry.replaces.join("、"),
        LibraryMember::Good => entry.good.join("\n"),
        LibraryMember::Bad => entry.bad.join("\n"),
        LibraryMember::MappedTo => match entry.mapped_to.as_ref().map(entry::mapping_value) {
            Some(Value::String(code)) => code,
            Some(value) => canonical::text(&value),
            None => String::new(),
        },
        LibraryMember::Other(title) => match entry.rest.get(title) {
            Some(Value::String(text)) => text.clone(),
            Some(value) => canonical::text(value),
            None => String::new(),
        },
    }
}
