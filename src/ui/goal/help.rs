//! 填报说明 beside a field: what it means, the rule, a good and a bad example, from the pack. Closed until asked for.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, KeyboardEvent, Node};

use super::desk::Desk;
use crate::domain::goal_form::Help;
use crate::domain::place::Place;
use crate::ui::dom;
use crate::ui::parts::live::{live, memo};

/// A `?` that opens the help of the field at a place; nothing where the pack has none.
pub(super) fn help_of(desk: Desk, place: Place, label: &str) -> AnyView {
    let label = label.to_owned();
    let help = memo(move || {
        let subject = desk.session.case.with(|case| case.as_ref().map(|case| case.subject))?;
        desk.shelf.of(|rulings| rulings.forms.help_at(subject, &place).cloned()).flatten()
    });
    live(move || help.get().map(|help| drawn(&help, &label))).into_any()
}

fn drawn(help: &Help, label: &str) -> AnyView {
    let line = |class: &'static str, word: &'static str, text: &str| {
        (!text.is_empty()).then(|| {
            let text = text.to_owned();
            view! { <p class=class><b>{word}</b>{text}</p> }
        })
    };
    view! {
        <details class="help" on:keydown=move |event| escape(&event) on:focusout=move |event| left(&event)>
            <summary aria-label=format!("{label}：填报说明") title="填报说明">"?"</summary>
            <div class="help-text" tabindex="-1">
                {line("", "含义", &help.meaning)}
                {line("", "要求", &help.rule)}
                {line("good", "范例", &help.good)}
                {line("bad", "不宜", &help.bad)}
            </div>
        </details>
    }
    .into_any()
}

/// Escape closes the help and gives the focus back to what opened it; what the help stands in stays open.
fn escape(event: &KeyboardEvent) {
    if event.key() != "Escape" || dom::is_composing(event) {
        return;
    }
    let details = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(details) = details.filter(|details| details.has_attribute("open")) else { return };
    event.stop_propagation();
    // Refused only by a broken page, and then the help merely stays open.
    drop(details.remove_attribute("open"));
    let summary = details.query_selector("summary").ok().flatten();
    let summary = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok());
    // What cannot take the focus leaves it where it is.
    summary.into_iter().for_each(|summary| drop(summary.focus()));
}

/// Help that the focus has left closes: left open, one would cover the field of the next.
fn left(event: &FocusEvent) {
    let details = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    // Another window has the focus: back here, the help is still wanted.
    let elsewhere = document().has_focus().unwrap_or(true);
    if let Some(details) = details.filter(|details| elsewhere && !details.contains(to.as_ref())) {
        drop(details.remove_attribute("open"));
    }
}
