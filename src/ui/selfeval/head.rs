//! The head of the form and the year's goal: who, what, which year, what was aimed at and reached.

use leptos::prelude::*;

use super::desk::{Desk, text_place};
use crate::domain::command::Command;
use crate::domain::place::{DocumentType, Place, TextField};
use crate::domain::selfeval::SelfEvaluation;
use crate::ui::dom;
use crate::ui::parts::cell::{Field, TextCell, notes_view};
use crate::ui::parts::live::{live, memo};
use crate::wording;

#[component]
pub(super) fn FormHeadSheet(desk: Desk) -> impl IntoView {
    view! {
        <section class="sheet" aria-labelledby="head-title">
            <header class="sheet-head"><h2 id="head-title">"基本情况"</h2></header>
            <div class="form-head">
                <Labelled desk field=TextField::Project read=|form| form.head.project.clone() />
                <Labelled desk field=TextField::Code read=|form| form.head.code.clone() />
                <YearField desk />
                <Labelled desk field=TextField::Department read=|form| form.head.department.clone() />
                <Labelled desk field=TextField::Unit read=|form| form.head.unit.clone() />
                <Labelled desk field=TextField::Title read=|form| form.head.title.clone() />
            </div>
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn GoalTextSheet(desk: Desk) -> impl IntoView {
    view! {
        <section class="sheet" aria-labelledby="goal-title">
            <header class="sheet-head"><h2 id="goal-title">"年度总体目标"</h2></header>
            <div class="goal-text">
                <Labelled desk field=TextField::Expected read=|form| form.expected.clone() />
                <Labelled desk field=TextField::Achieved read=|form| form.achieved.clone() />
            </div>
            {live(move || remarks(desk))}
        </section>
    }
    .into_any()
}

/// A text of the form under its label.
#[component]
fn Labelled(desk: Desk, field: TextField, read: fn(&SelfEvaluation) -> String) -> impl IntoView {
    let label = match field {
        TextField::Project | TextField::Code => wording::head_field(desk.subject(), field),
        _ => wording::text_field(DocumentType::SelfEvaluation, field),
    };
    let text = memo(move || desk.session.with_form(read).unwrap_or_default());
    let cell = Field {
        place: text_place(field),
        label: Signal::stored(label.to_owned()),
        column: "",
        figure: false,
    };
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{label}</span>
            <TextCell desk field=cell text command=move |text| Command::SetText { field, text } placeholder="未填" />
        </div>
    }
    .into_any()
}

/// The year is taken over when it is complete; until then the box keeps what is typed.
#[component]
fn YearField(desk: Desk) -> impl IntoView {
    let place = text_place(TextField::Year);
    let id = dom::field_id(&place);
    let notes = desk.notes_at(place);
    let refused = RwSignal::new(None::<String>);
    let notes_id = format!("{id}-notes");
    let described = {
        let notes_id = notes_id.clone();
        move || {
            let noted = notes.with(|notes| !notes.is_empty()).then(|| notes_id.clone());
            let refused = refused.with(Option::is_some).then(|| "year-refused".to_owned());
            let ids: Vec<String> = noted.into_iter().chain(refused).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let year = memo(move || {
        desk.session
            .with_form(|form| form.head.year.map(|year| year.to_string()))
            .flatten()
            .unwrap_or_default()
    });
    let take = move |event| {
        let command = Command::SetText { field: TextField::Year, text: event_target_value(&event) };
        refused.set(desk.session.apply(command).err().map(|refusal| wording::refusal(&refusal)));
    };
    let keep = move |event| {
        desk.session.draft(Command::SetText { field: TextField::Year, text: event_target_value(&event) });
    };
    let wrong = move || refused.get().map(|text| view! { <p class="wrong" id="year-refused">{text}</p> });
    view! {
        <div class="field">
            <label for=id.clone()>"年度"</label>
            <div class="cell">
                <input
                    id=id.clone() type="text" inputmode="numeric" autocomplete="off"
                    aria-invalid=move || refused.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:readOnly=move || desk.session.read_only.get()
                    prop:value=move || year.get() on:input=keep on:change=take />
                {live(move || notes_view(notes, &notes_id))}
            </div>
            {wrong}
        </div>
    }
    .into_any()
}

/// Texts of the source that no field holds: shown, so that nothing is lost from sight.
fn remarks(desk: Desk) -> Option<AnyView> {
    let remarks = desk.session.with_form(|form| form.remarks.clone())?;
    if remarks.is_empty() {
        return None;
    }
    let id = dom::field_id(&Place::remarks(DocumentType::SelfEvaluation));
    let lines: Vec<_> = remarks.into_iter().map(|r| view! { <dt>{r.label}</dt><dd>{r.text}</dd> }).collect();
    Some(
        view! { <details class="remarks" id=id tabindex="-1"><summary>"原表其他内容"</summary><dl>{lines}</dl></details> }
            .into_any(),
    )
}
