//! A line of JSON that a worker said, read by the browser's own means: a type of its own for every answer
//! would weigh in the first load, and a missing member is no reason to stop.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A value inside an answer.
#[derive(Clone)]
pub(super) struct Said(JsValue);

impl Said {
    /// `None` for what is no JSON.
    pub(super) fn read(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    pub(super) fn get(&self, member: &str) -> Self {
        Self(Reflect::get(&self.0, &member.into()).unwrap_or(JsValue::UNDEFINED))
    }

    /// This value as a text; what is none is blank.
    pub(super) fn words(&self) -> String {
        self.0.as_string().unwrap_or_default()
    }

    pub(super) fn text(&self, member: &str) -> String {
        self.get(member).words()
    }

    pub(super) fn is_true(&self, member: &str) -> bool {
        self.get(member).0.is_truthy()
    }

    /// A count; counts are far below 2^53.
    pub(super) fn count(&self, member: &str) -> usize {
        self.get(member).0.as_f64().unwrap_or_default() as usize
    }

    /// This value as a count; `None` for what is none.
    pub(super) fn whole(&self) -> Option<usize> {
        self.0.as_f64().map(|count| count as usize)
    }

    pub(super) fn is_missing(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }

    /// The items of a list.
    pub(super) fn list(&self) -> Vec<Self> {
        let items: Option<&Array> = self.0.dyn_ref();
        items.into_iter().flat_map(|items| items.iter().map(Self)).collect()
    }

    /// The names and values of an object.
    pub(super) fn members(&self) -> Vec<(String, Self)> {
        let Some(object) = self.0.dyn_ref::<Object>() else { return Vec::new() };
        let names = Object::keys(object).into_iter().filter_map(|name| name.as_string());
        names.map(|name| (name.clone(), self.get(&name))).collect()
    }

    /// This value as JSON again.
    pub(super) fn json(&self) -> String {
        JSON::stringify(&self.0).map(String::from).unwrap_or_default()
    }
}

/// One text of a line that is an object; blank where there is none.
pub(super) fn member(line: &str, name: &str) -> String {
    Said::read(line).map(|said| said.text(name)).unwrap_or_default()
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    // A text always has a JSON form.
    serde_json::to_string(text).unwrap_or_default()
}
