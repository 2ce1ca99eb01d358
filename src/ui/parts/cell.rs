//! A field that grows with its text: keeps every keystroke, leaves input methods alone, and shows the
//! findings of its place. What is typed is never rewritten.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, FocusEvent, HtmlTextAreaElement, InputEvent};

use crate::domain::command::Command;
use crate::domain::finding::Severity;
use crate::domain::place::Place;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::parts::{Note, Sheet, mark, single};
use crate::wording;

/// What tells one field from another.
#[derive(Clone)]
pub struct Field {
    pub place: Place,
    /// Names the field for a screen reader; the visible label stands in the column's head.
    pub label: Signal<String>,
    /// Groups fields that Enter and the arrow keys move between; empty for none.
    pub column: &'static str,
    /// A figure is expected, so a figure keyboard is offered.
    pub figure: bool,
}

/// A growing text field bound to one text of the form.
#[component]
pub fn TextCell(
    /// The form that the field stands in.
    #[prop(into)]
    desk: Sheet,
    field: Field,
    #[prop(into)] text: Signal<String>,
    /// The edit that the text would be.
    command: impl Fn(String) -> Command + Clone + Send + Sync + 'static,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
) -> impl IntoView {
    let Field { place, label, column, figure } = field;
    let id = dom::field_id(&place);
    let notes = desk.notes_at(place);
    let notes_id = format!("{id}-notes");
    let described = notes_id.clone();
    let typed = {
        let command = command.clone();
        move |area: HtmlTextAreaElement| {
            stretch(&area);
            desk.type_in(command(area.value()));
            // What was not taken is not left standing as if it were.
            if desk.session.read_only.get_untracked() {
                area.set_value(&text.get_untracked());
                stretch(&area);
            }
        }
    };
    let on_input = {
        let typed = typed.clone();
        move |event: Event| {
            let composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
            match area_of(&event) {
                Some(area) if composing => stretch(&area),
                Some(area) => typed(area),
                None => {}
            }
        }
    };
    // A composition ends with its last `input` still marked as composing: the text counts now.
    let on_composed = {
        let typed = typed.clone();
        move |event: web_sys::CompositionEvent| {
            if let Some(area) = area_of(&event) {
                typed(area);
            }
        }
    };
    let on_paste = move |event: ClipboardEvent| {
        if let Some(area) = area_of(&event).filter(|area| single::pasted(&event, area)) {
            typed(area);
        }
    };
    let on_focus = move |event: FocusEvent| {
        if let Some(area) = area_of(&event).filter(|_| figure || !column.is_empty()) {
            single::focused(&area);
        }
    };
    view! {
        <div class="cell" data-worst=move || notes.with(|notes| worst_word(notes))>
            <span class="grow" data-text=move || text.get()>
                <textarea
                    id=id rows="1" spellcheck="false" autocomplete="off" data-column=column
                    inputmode=if figure { "decimal" } else { "text" }
                    aria-label=move || label.get()
                    aria-invalid=move || notes.with(|notes| (worst(notes) == Some(Severity::Error)).then_some("true"))
                    aria-describedby=move || notes.with(|notes| (!notes.is_empty()).then(|| described.clone()))
                    placeholder=move || placeholder.get()
                    prop:value=move || text.get()
                    prop:readOnly=move || desk.session.read_only.get()
                    on:input=on_input
                    on:compositionend=on_composed
                    on:paste=on_paste
                    on:focus=on_focus
                    on:change=move |_| desk.session.rest()
                ></textarea>
            </span>
            {live(move || notes_view(notes, &notes_id))}
        </div>
    }
    .into_any()
}

fn area_of(event: &Event) -> Option<HtmlTextAreaElement> {
    event.target()?.dyn_into().ok()
}

/// Lets the box follow the text while an input method still composes.
fn stretch(area: &HtmlTextAreaElement) {
    if let Some(parent) = area.parent_element() {
        // Refused only by a broken page, and then the field merely scrolls.
        drop(parent.set_attribute("data-text", &area.value()));
    }
}

fn worst(notes: &[Note]) -> Option<Severity> {
    notes.iter().map(|note| note.severity).min()
}

fn worst_word(notes: &[Note]) -> Option<&'static str> {
    worst(notes).map(severity_class)
}

/// The class that gives a severity its colour and shape.
fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

/// The findings beside a field: a mark, and the sentences while the field has the focus.
pub fn notes_view(notes: Memo<Vec<Note>>, id: &str) -> Option<AnyView> {
    let id = id.to_owned();
    notes.with(|notes| {
        let worst = worst(notes)?;
        let line = |note: &Note| {
            let word = wording::severity(note.severity);
            view! { <p><b class=severity_class(note.severity)>{word}</b>{note.text.clone()}</p> }
        };
        let lines: Vec<_> = notes.iter().map(line).collect();
        let (class, sign) = mark(worst);
        let view = view! {
            <i class=class aria-hidden="true">{sign}</i>
            <div class="notes" id=id>{lines}</div>
        };
        Some(view.into_any())
    })
}
