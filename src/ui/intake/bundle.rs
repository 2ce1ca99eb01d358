//! A bundle in the import report. The keeper draws it; here it is hung up, and its choices are followed.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Intake;
use super::staged::State;
use crate::pack;
use crate::ui::paper;
use crate::ui::said::member;
use crate::ui::session::Answer;
use crate::ui::submission::followed;
use crate::wording;

/// A bundle's report.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) digest: String,
    /// Something of it can be taken over.
    pub(super) useful: bool,
    drawn: String,
    /// The rules that it was scored by, where others are in force here.
    rules: String,
    /// Choices that are still to be made.
    pub(super) waiting: u32,
    /// What was chosen, as the keeper reads it.
    pub(super) fields: String,
}

impl Seen {
    pub(super) fn of(answer: &Answer) -> Self {
        let head = answer.line(0);
        Self {
            rules: Some(member(&head, "rules"))
                .filter(|id| !pack::shipped().is_in_force(id))
                .unwrap_or_default(),
            digest: member(&head, "digest"),
            useful: head.contains(r#""useful":true"#),
            drawn: answer.line(1),
            waiting: 0,
            fields: "{}".to_owned(),
        }
    }
}

#[component]
pub(super) fn BundleReport(key: usize, seen: Seen) -> impl IntoView {
    let intake = expect_context::<Intake>();
    let sheet: NodeRef<html::Div> = NodeRef::new();
    let look = move || {
        let Some(sheet) = sheet.try_get_untracked().flatten() else { return };
        let sheet: Element = sheet.unchecked_into();
        intake.change(key, |file| {
            if let State::Bundle(seen) = &mut file.state {
                seen.waiting = paper::waiting(&sheet);
                seen.fields = paper::filled(&sheet);
            }
        });
    };
    let drawn = seen.drawn;
    let rules = (!seen.rules.is_empty()).then(
        || view! { <p class="notice">{wording::rules_of_bundle(&pack::shipped().title_of(&seen.rules))}</p> },
    );
    Effect::new(move |_| {
        if let Some(sheet) = sheet.get() {
            paper::hang(&drawn, &sheet.unchecked_into());
            look();
        }
    });
    let changed = move |event: leptos::ev::Event| {
        followed(event);
        look();
    };
    view! { {rules}<div node_ref=sheet on:change=changed></div> }
}
