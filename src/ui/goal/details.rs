//! What lies behind one row, open under it: levels, meaning, how the target was found, where the figure will come
//! from, the survey, the library; and what is done with the row.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::desk::{Desk, Row, part, row_place, text_of};
use super::field::{Labelled, labelled};
use super::grid::COLUMNS;
use super::head::choice;
use super::help::help_of;
use super::linked::library_part;
use super::rule::rule_part;
use crate::domain::checks::is_satisfaction;
use crate::domain::command::GoalEdit;
use crate::domain::goal_form::GoalForms;
use crate::domain::grounds::Term;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::{DocumentType, RowField};
use crate::pack;
use crate::ui::dom;
use crate::ui::evidence::{self, EvidenceOf};
use crate::ui::parts::live::{live, memo};
use crate::wording;

#[component]
pub(super) fn Details(desk: Desk, id: RowId) -> impl IntoView {
    let row = desk.row(&id);
    let level1 = part(row, |row| row.level1.clone());
    let satisfaction = memo(move || {
        let asked = |row: &Indicator| desk.shelf.of(|rulings| is_satisfaction(row, &rulings.words));
        let planned = |row: &Indicator| !row.grounds.survey.is_empty();
        row.with(|row| row.as_ref().is_some_and(|row| planned(row) || asked(row).unwrap_or_default()))
    });
    let text = |of: RowField, class: &'static str| text_field(desk, row, &id, of, class);
    let pick =
        |of: RowField, choices: fn(&GoalForms) -> &Vec<String>| choice_field(desk, row, &id, of, choices);
    let survey_id = id.clone();
    let survey = move || {
        satisfaction.get().then(|| {
            let text = |of: RowField, class: &'static str| text_field(desk, row, &survey_id, of, class);
            view! {
                <h4 class="w6">"问卷计划"</h4>
                {text(RowField::SurveyObject, "w2")}
                {choice_field(desk, row, &survey_id, RowField::SurveyWay, |forms| &forms.survey_ways)}
                {text(RowField::SurveySample, "w1")}
                {text(RowField::SurveyTime, "w1")}
            }
        })
    };
    let close = {
        let id = id.clone();
        move || {
            desk.editing.set(None);
            dom::focus_place(&row_place(&id, RowField::Target));
        }
    };
    let escape = {
        let close = close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && !dom::is_composing(&event) {
                close();
            }
        }
    };
    let (gone, below, term_id) = (id.clone(), id.clone(), id.clone());
    let whole = part(row, |row| row.grounds.term == Term::Whole);
    let turn = move |_| {
        desk.change_row(&term_id, |row| {
            row.grounds.term = if row.grounds.term == Term::Year { Term::Whole } else { Term::Year };
        });
    };
    view! {
        <tr class="editor-row" on:keydown=escape>
            <td colspan=COLUMNS - 2>
                <div class="editor">
                    {level_field(desk, row, &id, RowField::Level1, None)}
                    {level_field(desk, row, &id, RowField::Level2, Some(level1))}
                    {pick(RowField::ValueBasis, |forms| &forms.value_bases)}
                    {text(RowField::Meaning, "w6")}
                    {text(RowField::BasisNote, "w6")}
                    {pick(RowField::Source, |forms| &forms.sources)}
                    {pick(RowField::Way, |forms| &forms.ways)}
                    {text(RowField::Note, "w2")}
                    {rule_part(desk, row, &id)}
                    {text(RowField::Standard, "w6")}
                    {live(survey)}
                    {library_part(desk, row, &id)}
                    {evidence::field(EvidenceOf { document: DocumentType::Goal, row: id.clone() })}
                    <div class="acts">
                        <button type="button" class="small danger" on:click=move |_| desk.remove_row(&gone)>"删除这一行"</button>
                        <button type="button" class="small" on:click=turn>{live(move || if whole.get() { "改为年度指标" } else { "改为实施期指标" })}</button>
                        <button type="button" class="small" on:click=move |_| drop(desk.add_row(Some(&below)))>"在下方添加"</button>
                        <button type="button" class="small go" on:click=move |_| close()>"完成"</button>
                    </div>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn text_field(desk: Desk, row: Row, id: &RowId, of: RowField, class: &'static str) -> AnyView {
    let label = wording::row_field(of).to_owned();
    let field = Labelled {
        place: row_place(id, of),
        label,
        placeholder: "未填",
        figure: of == RowField::SurveySample,
        class,
    };
    let set_id = id.clone();
    let set = Callback::new(move |text| GoalEdit::SetRow { row: set_id.clone(), field: of, text });
    labelled(desk, field, text_of(row, of), set)
}

/// A field with the pack's words to choose from.
fn choice_field(
    desk: Desk,
    row: Row,
    id: &RowId,
    of: RowField,
    choices: fn(&GoalForms) -> &Vec<String>,
) -> AnyView {
    let words = memo(move || desk.shelf.of(|rulings| choices(&rulings.forms).clone()).unwrap_or_default());
    picked(desk, row, id, of, words)
}

/// A level by the tree of the rules in force.
fn level_field(desk: Desk, row: Row, id: &RowId, of: RowField, above: Option<Memo<String>>) -> AnyView {
    let words = memo(move || {
        let levels = &pack::shipped().rules().levels;
        match above {
            None => levels.iter().map(|level| level.name.clone()).collect::<Vec<_>>(),
            Some(above) => {
                let level = above.with(|above| levels.iter().find(|level| level.name == *above));
                level.map(|level| level.level2.clone()).unwrap_or_default()
            }
        }
    });
    picked(desk, row, id, of, words)
}

fn picked(desk: Desk, row: Row, id: &RowId, of: RowField, words: Memo<Vec<String>>) -> AnyView {
    let label = wording::row_field(of);
    let help = help_of(desk, row_place(id, of), label);
    let id = StoredValue::new(id.clone());
    let text = text_of(row, of);
    let list = live(move || {
        let set = Callback::new(move |text| GoalEdit::SetRow { row: id.get_value(), field: of, text });
        let place = id.with_value(|id| row_place(id, of));
        choice(desk, place, label.to_owned(), words.get(), text, set, "（未选）")
    });
    view! {
        <div class="field w2"><span class="label"><span aria-hidden="true">{label}</span>{help}</span>{list}</div>
    }
    .into_any()
}
