//! Pages that are seldom seen, built from elements of one shape. Each `view!` of its own is compiled with
//! all that draws, changes and removes it, and the first load pays; these share one form.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::custom;
use leptos::tachys::view::add_attr::AddAnyAttr;

use super::live::live;

/// An element with these attributes and children.
pub fn node(tag: &'static str, attributes: &[(&'static str, &str)], children: Vec<AnyView>) -> AnyView {
    let attribute =
        |(name, value): &(&'static str, &str)| custom_attribute(*name, (*value).to_owned()).into_any_attr();
    let attributes: Vec<AnyAttribute> = attributes.iter().map(attribute).collect();
    custom(tag).child(children).add_any_attr(attributes).into_any()
}

/// The same with a text in it.
pub fn said(tag: &'static str, class: &'static str, text: impl Into<String>) -> AnyView {
    node(tag, &[("class", class)], vec![words(text)])
}

pub fn words(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    text.into_any()
}

/// A part that is drawn again when what it reads changes.
pub fn part(drawn: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    live(drawn).into_any()
}

/// Nothing to be seen.
pub fn nothing() -> AnyView {
    ().into_any()
}
