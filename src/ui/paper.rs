//! Hangs up what the keeper drew, and reads what was filled in there. Knows tags and attributes, and nothing
//! of what they say: texts stay texts, and nothing that a browser would run or fetch is made.

use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, NodeList};

/// Elements that may be hung up, between blanks.
const TAGS: &str = " p div span b small ul li dl dt dd h4 section details summary table thead tbody tr th td \
                    fieldset legend label input select option ";
/// Attributes that they may have.
const ATTRIBUTES: &str = " class id for name value type checked selected open required pattern maxlength \
                          autocomplete tabindex colspan scope aria-label aria-hidden aria-describedby ";

/// Hangs up a list of parts, `[["p",[["class","why"]],["text"]]]`, in place of what is there.
pub(super) fn hang(parts: &str, into: &Element) {
    into.set_text_content(None);
    if let Ok(parts) = JSON::parse(parts) {
        hang_all(&parts, into);
    }
}

fn hang_all(parts: &JsValue, into: &Element) {
    for part in list(parts).iter() {
        if let Some(text) = part.as_string() {
            drop(into.append_with_str_1(&text));
            continue;
        }
        let part = list(&part);
        let Some(element) = named(&part.get(0), TAGS).and_then(|tag| document().create_element(&tag).ok())
        else {
            continue;
        };
        for pair in list(&part.get(1)).iter() {
            let pair = list(&pair);
            if let Some(name) = named(&pair.get(0), ATTRIBUTES) {
                drop(element.set_attribute(&name, &pair.get(1).as_string().unwrap_or_default()));
            }
        }
        hang_all(&part.get(2), &element);
        drop(into.append_child(&element));
    }
}

fn list(value: &JsValue) -> Array {
    value.clone().dyn_into().unwrap_or_default()
}

fn named(name: &JsValue, known: &str) -> Option<String> {
    name.as_string().filter(|name| known.contains(&format!(" {name} ")))
}

fn text_of(of: &JsValue, name: &str) -> String {
    Reflect::get(of, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// What is filled in inside an element, as a JSON object: names and values.
pub(super) fn filled(inside: &Element) -> String {
    let values = Object::new();
    for field in all(inside, "[name]:not([type=radio]):not([type=checkbox]), [name]:checked") {
        // A plain object takes every member.
        drop(Reflect::set(&values, &text_of(&field, "name").into(), &text_of(&field, "value").into()));
    }
    JSON::stringify(&values).map(String::from).unwrap_or_default()
}

/// How many fields still wait for an entry.
pub(super) fn waiting(inside: &Element) -> u32 {
    inside.query_selector_all(OPEN).map_or(0, |open| open.length())
}

const OPEN: &str = "input:invalid, select:invalid";

/// Whether nothing waits for an entry; else the fields that do say so, and the first has the focus.
pub(super) fn is_complete(inside: &Element) -> bool {
    let open = all(inside, OPEN);
    for field in &open {
        drop(field.set_attribute("aria-invalid", "true"));
    }
    open.first().is_none_or(|first| first.focus().is_err())
}

/// A choice for a whole group is one for each that is listed with it; an entry ends what was said of a blank.
pub(super) fn follow(changed: &Element) {
    drop(changed.remove_attribute("aria-invalid"));
    let value = text_of(changed, "value");
    let section = changed.closest("section").ok().flatten();
    if let Some(section) = section.filter(|_| text_of(changed, "name").starts_with("group:")) {
        for select in all(&section, "select") {
            drop(Reflect::set(&select, &"value".into(), &value.as_str().into()));
        }
    }
}

fn all(inside: &Element, selector: &str) -> Vec<HtmlElement> {
    let found: Option<NodeList> = inside.query_selector_all(selector).ok();
    let nodes = found.iter().flat_map(|found| (0..found.length()).filter_map(|at| found.get(at)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}
