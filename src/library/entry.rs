//! An entry between JSON and [`LibraryIndicator`]: known members by their words, unknown ones kept. What does
//! not read is a problem of the entry; nothing here fails for more than one.

use serde_json::{Map, Value};

use super::indicator::{LibraryIndicator, Mapping, read_library_sign};
use super::limits::longest;
use super::pinyin;
use crate::domain::finding::LibraryProblem;
use crate::domain::from_json::from_tree;
use crate::domain::library::LibraryField;
use crate::domain::normalise::{compact, is_invisible};
use crate::domain::scoring::Rule;

/// Reads an entry. `Err`: it has to be left out. The problems beside it leave it usable.
pub(super) fn read(value: Value) -> Result<(LibraryIndicator, Vec<LibraryProblem>), LibraryProblem> {
    let Value::Object(mut members) = value else { return Err(malformed("应为对象")) };
    let mut indicator = LibraryIndicator::default();
    for field in LibraryField::ALL {
        *indicator.text_mut(field) = text(&mut members, field.word())?;
    }
    indicator.keys = text(&mut members, "keys")?;
    indicator.replaces = texts(&mut members, "replaces")?;
    indicator.kinds = texts(&mut members, "kinds")?;
    indicator.good = texts(&mut members, "good")?;
    indicator.bad = texts(&mut members, "bad")?;
    indicator.mapped_to = mapping(members.remove("mapped_to"))?;
    indicator.rule = members.remove("rule").filter(|rule| !rule.is_null());
    indicator.rest = members;
    if compact(&indicator.code).is_empty() {
        return Err(LibraryProblem::CodeMissing);
    }
    let problems = look_over(&mut indicator)?;
    Ok((indicator, problems))
}

/// What is wrong with an entry by itself, be it without a code. `Err`: it has to be left out.
pub(super) fn look_over(indicator: &mut LibraryIndicator) -> Result<Vec<LibraryProblem>, LibraryProblem> {
    check_texts(indicator)?;
    let mut problems = Vec::new();
    if let Some(problem) = indicator.rule.as_ref().and_then(rule_problem) {
        // Kept beside the rest, so that writing the entry again loses nothing.
        if let Some(rule) = indicator.rule.take() {
            indicator.rest.insert("rule".to_owned(), rule);
        }
        problems.push(problem);
    }
    if !indicator.sign.trim().is_empty() && read_library_sign(&indicator.sign).is_none() {
        problems.push(LibraryProblem::SignUnknown { text: indicator.sign.clone() });
    }
    if !indicator.keys.is_empty() && !pinyin::fits(&indicator.keys, &indicator.name) {
        problems.push(LibraryProblem::KeysStale { name: indicator.name.clone() });
    }
    for field in [LibraryField::Code, LibraryField::Name] {
        if indicator.text(field).chars().any(is_invisible) {
            problems.push(LibraryProblem::InvisibleSigns { field });
        }
    }
    Ok(problems)
}

/// A name there must be, and nothing longer than can be printed.
fn check_texts(indicator: &LibraryIndicator) -> Result<(), LibraryProblem> {
    if compact(&indicator.name).is_empty() {
        return Err(LibraryProblem::NameMissing);
    }
    for field in LibraryField::ALL {
        let limit = longest(field);
        let text = indicator.text(field);
        // Bytes are no fewer than characters.
        if text.len() > limit {
            let characters = text.chars().count();
            if characters > limit {
                return Err(LibraryProblem::TextTooLong { field, characters, limit });
            }
        }
    }
    Ok(())
}

fn rule_problem(rule: &Value) -> Option<LibraryProblem> {
    let error = from_tree::<Rule>(rule).err()?;
    Some(LibraryProblem::RuleUnreadable { detail: error.to_string() })
}

/// The entry as a pack writes it. What is blank is left out.
pub(super) fn write(indicator: &LibraryIndicator) -> Map<String, Value> {
    let mut members = indicator.rest.clone();
    let mut put = |word: &str, value: Value| drop(members.insert(word.to_owned(), value));
    for field in LibraryField::ALL {
        let text = indicator.text(field);
        if !text.is_empty() {
            put(field.word(), text.into());
        }
    }
    if !indicator.keys.is_empty() {
        put("keys", indicator.keys.as_str().into());
    }
    for (word, list) in [
        ("replaces", &indicator.replaces),
        ("kinds", &indicator.kinds),
        ("good", &indicator.good),
        ("bad", &indicator.bad),
    ] {
        if !list.is_empty() {
            put(word, list.iter().map(String::as_str).collect());
        }
    }
    if let Some(mapping) = &indicator.mapped_to {
        put("mapped_to", mapping_value(mapping));
    }
    if let Some(rule) = &indicator.rule {
        put("rule", rule.clone());
    }
    members
}

fn text(members: &mut Map<String, Value>, word: &str) -> Result<String, LibraryProblem> {
    match members.remove(word) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(malformed(&format!("{word} 应为文字"))),
    }
}

/// A list of texts; a text alone is a list of one.
fn texts(members: &mut Map<String, Value>, word: &str) -> Result<Vec<String>, LibraryProblem> {
    let wrong = || malformed(&format!("{word} 应为文字的列表"));
    match members.remove(word) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(vec![text]),
        Some(Value::Array(items)) => {
            let one = |item| match item {
                Value::String(text) => Ok(text),
                _ => Err(wrong()),
            };
            items.into_iter().map(one).collect()
        }
        Some(_) => Err(wrong()),
    }
}

pub(super) fn mapping(value: Option<Value>) -> Result<Option<Mapping>, LibraryProblem> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(code)) => Ok(Some(Mapping { code, ..Mapping::default() })),
        Some(Value::Object(members)) => {
            let text = |word: &str| members.get(word).and_then(Value::as_str).map(str::to_owned);
            let code = text("id").ok_or_else(|| malformed("mapped_to 应写明 id"))?;
            Ok(Some(Mapping { library: text("library"), edition: text("edition"), code }))
        }
        Some(_) => Err(malformed("mapped_to 应为编码")),
    }
}

pub(super) fn mapping_value(mapping: &Mapping) -> Value {
    let Mapping { library, edition, code } = mapping;
    if library.is_none() && edition.is_none() {
        return code.as_str().into();
    }
    let named = [("library", library.as_ref()), ("edition", edition.as_ref()), ("id", Some(code))];
    let named = named.into_iter().filter_map(|(word, text)| Some((word.to_owned(), text?.as_str().into())));
    Value::Object(named.collect())
}

fn malformed(detail: &str) -> LibraryProblem {
    LibraryProblem::EntryMalformed { detail: detail.to_owned() }
}
