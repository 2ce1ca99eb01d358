//! The boxes before the rows. What is chosen is what is ticked and listed: the page itself is asked, so that
//! a thousand rows cost nothing to follow.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::domain::ids::CaseId;

/// The cases that are ticked.
pub(super) fn chosen() -> Vec<CaseId> {
    boxes().filter(HtmlInputElement::checked).map(|tick| CaseId::new(tick.value())).collect()
}

/// Ticks all that are listed, or none.
pub(super) fn all(event: leptos::ev::Event) {
    let on = event_target_checked(&event);
    boxes().for_each(|tick| tick.set_checked(on));
}

fn boxes() -> impl Iterator<Item = HtmlInputElement> {
    let found = document().query_selector_all(".cases td.pick input").ok();
    let nodes = found.into_iter().flat_map(|found| (0..found.length()).filter_map(move |at| found.get(at)));
    nodes.filter_map(|node| node.dyn_into().ok())
}
