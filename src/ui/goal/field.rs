//! A labelled field of the goal form, in one shape for head, facts, texts and details: its text, the edit that it
//! makes, the help beside it.

use leptos::prelude::*;

use super::desk::Desk;
use super::help::help_of;
use crate::domain::command::{Command, GoalEdit};
use crate::domain::goal::Goal;
use crate::domain::place::Place;
use crate::ui::parts::cell::{Field, TextCell};
use crate::ui::parts::live::memo;

/// Reads the text of a field from the goal.
pub(super) type Read = Box<dyn Fn(&Goal) -> String + Send + Sync>;
/// The edit that a text would be.
pub(super) type Set = Callback<String, GoalEdit>;

/// What a field is.
pub(super) struct Labelled {
    pub place: Place,
    pub label: String,
    pub placeholder: &'static str,
    pub figure: bool,
    pub class: &'static str,
}

/// The field under its label.
pub(super) fn labelled(desk: Desk, of: Labelled, text: Memo<String>, set: Set) -> AnyView {
    let Labelled { place, label, placeholder, figure, class } = of;
    let help = help_of(desk, place.clone(), &label);
    view! {
        <div class=format!("field {class}")>
            <span class="label"><span aria-hidden="true">{label.clone()}</span>{help}</span>
            {text_field(desk, Field { place, label: Signal::stored(label), column: "", figure }, text, placeholder, set)}
        </div>
    }
    .into_any()
}

/// The field alone.
#[expect(clippy::too_many_arguments, reason = "one form for every field, compiled once")]
pub(super) fn field(
    desk: Desk,
    place: Place,
    label: Signal<String>,
    column: &'static str,
    figure: bool,
    placeholder: &'static str,
    read: Read,
    set: Set,
) -> AnyView {
    let text = memo(move || desk.session.with_goal(&read).unwrap_or_default());
    text_field(desk, Field { place, label, column, figure }, text, placeholder, set)
}

/// The field alone, of a text that is read elsewhere.
pub(super) fn text_field(
    desk: Desk,
    field: Field,
    text: Memo<String>,
    placeholder: &'static str,
    set: Set,
) -> AnyView {
    let command = move |text| Command::Goal(set.run(text));
    view! { <TextCell desk field text command placeholder /> }.into_any()
}
