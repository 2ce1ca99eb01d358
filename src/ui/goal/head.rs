//! The head of the goal form: who, what, which year, the fields that the form pack adds, and the goal in words.

use leptos::prelude::*;

use super::desk::{Desk, text_place};
use super::field::{Labelled, field, labelled};
use super::help::help_of;
use crate::domain::case::Case;
use crate::domain::command::{Command, GoalEdit};
use crate::domain::goal::Goal;
use crate::domain::goal_form::{FactField, FactKind};
use crate::domain::place::{DocumentType, Place, TextField};
use crate::ui::dom;
use crate::ui::parts::cell::notes_view;
use crate::ui::parts::live::{live, memo};
use crate::wording;

const GOAL: DocumentType = DocumentType::Goal;

#[component]
pub(super) fn HeadSheet(desk: Desk) -> impl IntoView {
    let groups = memo(move || {
        let facts = desk.form().map(|form| form.facts).unwrap_or_default();
        let mut groups: Vec<(String, Vec<FactField>)> = Vec::new();
        for fact in facts {
            match groups.iter_mut().find(|(name, _)| *name == fact.group) {
                Some((_, group)) => group.push(fact),
                None => groups.push((fact.group.clone(), vec![fact])),
            }
        }
        groups
    });
    view! {
        <section class="sheet" aria-labelledby="head-title">
            <header class="sheet-head"><h2 id="head-title">"基本情况"</h2></header>
            <div class="form-head">
                {text(desk, TextField::Project, |goal| goal.head.project.clone())}
                {text(desk, TextField::Code, |goal| goal.head.code.clone())}
                <Year desk />
                {asked(desk, TextField::Department, |goal| goal.head.department.clone(), |case| &case.department)}
                {asked(desk, TextField::Unit, |goal| goal.head.unit.clone(), |case| &case.unit)}
                {text(desk, TextField::Title, |goal| goal.head.title.clone())}
            </div>
            {live(move || groups.get().into_iter().map(|(name, facts)| group(desk, name, facts)).collect_view())}
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn GoalTextSheet(desk: Desk) -> impl IntoView {
    let whole = memo(move || {
        desk.form().is_some_and(|form| form.whole)
            || desk.session.with_goal(|goal| !goal.whole_goal.is_empty()).unwrap_or_default()
    });
    view! {
        <section class="sheet" aria-labelledby="goal-title">
            <header class="sheet-head"><h2 id="goal-title">"总体目标"</h2></header>
            <div class="goal-text" class:one=move || !whole.get()>
                {live(move || whole.get().then(|| text(desk, TextField::WholeGoal, |goal| goal.whole_goal.clone())))}
                {text(desk, TextField::Expected, |goal| goal.annual_goal.clone())}
            </div>
            {live(move || remarks(desk))}
        </section>
    }
    .into_any()
}

/// A text that not every form has. One that says more than the case itself stays to be seen, also while it is being
/// cleared.
fn asked(desk: Desk, of: TextField, read: fn(&Goal) -> String, own: fn(&Case) -> &String) -> AnyView {
    let says_more = move || {
        let differs = |case: &Case| {
            let text = case.goal.as_ref().map(read).unwrap_or_default();
            !text.trim().is_empty() && text != *own(case)
        };
        desk.session.case.with(|case| case.as_ref().is_some_and(differs))
    };
    let held = Memo::new(move |old: Option<&bool>| old == Some(&true) || says_more());
    let shown = memo(move || desk.form().is_none_or(|form| form.label(of).is_some()) || held.get());
    live(move || shown.get().then(|| text(desk, of, read))).into_any()
}

/// A text as the form calls it; drawn anew once the form has come.
fn text(desk: Desk, of: TextField, read: fn(&Goal) -> String) -> AnyView {
    let label = memo(move || {
        let own = desk.form().and_then(|form| form.label(of).map(str::to_owned));
        own.unwrap_or_else(|| wording::text_field(GOAL, of).to_owned())
    });
    live(move || text_called(desk, of, label.get(), read)).into_any()
}

fn text_called(desk: Desk, of: TextField, label: String, read: fn(&Goal) -> String) -> AnyView {
    let field = Labelled { place: text_place(of), label, placeholder: "未填", figure: false, class: "" };
    let set = Callback::new(move |text| GoalEdit::SetText { field: of, text });
    labelled(desk, field, text_of(desk, read), set)
}

fn group(desk: Desk, name: String, facts: Vec<FactField>) -> AnyView {
    let fields = facts.into_iter().map(|fact| fact_field(desk, fact)).collect_view();
    let heading = (!name.is_empty()).then(|| view! { <h3>{name}</h3> });
    view! { <div class="fact-group">{heading}<div class="fact-fields">{fields}</div></div> }.into_any()
}

fn fact_field(desk: Desk, fact: FactField) -> AnyView {
    let FactField { key, label, kind, choices, required, unit, .. } = fact;
    let place = Place::fact(GOAL, &key);
    let figure = matches!(kind, FactKind::Number | FactKind::Money);
    let counted = match kind {
        FactKind::Money => "（万元）".to_owned(),
        _ if unit.is_empty() => String::new(),
        _ => format!("（{unit}）"),
    };
    let shown = format!("{label}{counted}{}", if required { " *" } else { "" });
    let help = help_of(desk, place.clone(), &label);
    let class = if kind == FactKind::Long { "field long" } else { "field" };
    let placeholder = match kind {
        FactKind::Date => "如 2024-01-01",
        _ => "未填",
    };
    let read = {
        let key = key.clone();
        move |goal: &Goal| goal.fact(&key).to_owned()
    };
    let set = Callback::new(move |text| GoalEdit::SetFact { key: key.clone(), text });
    let body = if kind == FactKind::Choice {
        choice(desk, place, label, choices, text_of(desk, read), set, "（未选）")
    } else {
        field(desk, place, Signal::stored(label), "", figure, placeholder, Box::new(read), set)
    };
    view! {
        <div class=class>
            <span class="label"><span aria-hidden="true">{shown}</span>{help}</span>
            {body}
        </div>
    }
    .into_any()
}

fn text_of(desk: Desk, read: impl Fn(&Goal) -> String + Send + Sync + 'static) -> Memo<String> {
    memo(move || desk.session.with_goal(&read).unwrap_or_default())
}

/// A native list of the pack's words; what stands there and is none of them stays to be seen.
pub(super) fn choice(
    desk: Desk,
    place: Place,
    label: String,
    choices: Vec<String>,
    text: Memo<String>,
    set: Callback<String, GoalEdit>,
    none: &'static str,
) -> AnyView {
    let id = dom::field_id(&place);
    let notes = desk.sheet.notes_at(place);
    let notes_id = format!("{id}-notes");
    let described = notes_id.clone();
    let options = {
        let choices = choices.clone();
        move || {
            let own = text.with(|text| (!text.is_empty() && !choices.contains(text)).then(|| text.clone()));
            let options = choices.iter().cloned().chain(own);
            options.map(|word| view! { <option value=word.clone()>{word.clone()}</option> }).collect_view()
        }
    };
    let pick = move |event| desk.apply(set.run(event_target_value(&event)));
    view! {
        <div class="cell">
            <select
                id=id aria-label=label prop:value=move || text.get()
                aria-describedby=move || notes.with(|notes| (!notes.is_empty()).then(|| described.clone()))
                disabled=move || desk.session.read_only.get() on:change=pick>
                <option value="">{none}</option>
                {options}
            </select>
            {live(move || notes_view(notes, &notes_id))}
        </div>
    }
    .into_any()
}

/// The year is taken over when it is complete; until then the box keeps what is typed.
#[component]
fn Year(desk: Desk) -> impl IntoView {
    let id = dom::field_id(&text_place(TextField::Year));
    let year = memo(move || {
        let year = |goal: &Goal| goal.head.year.map(|year| year.to_string());
        desk.session.with_goal(year).flatten().unwrap_or_default()
    });
    let set = |event: leptos::ev::Event| {
        Command::Goal(GoalEdit::SetText { field: TextField::Year, text: event_target_value(&event) })
    };
    view! {
        <div class="field">
            <label for=id.clone()>"年度"</label>
            <div class="cell">
                <input
                    id=id type="text" inputmode="numeric" autocomplete="off"
                    prop:readOnly=move || desk.session.read_only.get() prop:value=move || year.get()
                    on:input=move |event| desk.session.draft(set(event))
                    on:change=move |event| desk.sheet.apply(set(event)) />
            </div>
        </div>
    }
    .into_any()
}

/// Texts of the source that no field holds: shown, so that nothing is lost from sight.
fn remarks(desk: Desk) -> Option<AnyView> {
    let remarks = desk.session.with_goal(|goal| goal.remarks.clone())?;
    if remarks.is_empty() {
        return None;
    }
    let id = dom::field_id(&Place::remarks(GOAL));
    let lines: Vec<_> = remarks.into_iter().map(|r| view! { <dt>{r.label}</dt><dd>{r.text}</dd> }).collect();
    Some(
        view! { <details class="remarks" id=id tabindex="-1"><summary>"原表其他内容"</summary><dl>{lines}</dl></details> }
            .into_any(),
    )
}
