//! All fields of one row, open under it: names, target, points, whether it applies; adding and
//! removing rows.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::desk::{Desk, part, row_place};
use super::table::{COLUMNS, add_row};
use super::{rules, survey};
use crate::domain::command::Command;
use crate::domain::ids::RowId;
use crate::domain::place::{DocumentType, RowField};
use crate::domain::selfeval::SelfRow;
use crate::ui::dom;
use crate::ui::evidence::{self, EvidenceOf};
use crate::ui::parts::cell::{Field, TextCell};
use crate::ui::parts::live::{live, memo};
use crate::wording;

/// A field with its width in sixths and its text.
type EditorField = (RowField, &'static str, fn(&SelfRow) -> String);

/// The fields in the order of the form.
const FIELDS: [EditorField; 9] = [
    (RowField::Level1, "w2", |row| row.indicator.level1.clone()),
    (RowField::Level2, "w2", |row| row.indicator.level2.clone()),
    (RowField::Points, "w2", |row| row.indicator.points.text().to_owned()),
    (RowField::Name, "w6", |row| row.indicator.name.clone()),
    (RowField::Sign, "w1", |row| row.indicator.sign.text().to_owned()),
    (RowField::Target, "w4", |row| row.indicator.target.text().to_owned()),
    (RowField::Unit, "w1", |row| row.indicator.unit.text().to_owned()),
    (RowField::Standard, "w6", |row| row.indicator.grounds.standard.clone()),
    (RowField::Note, "w6", |row| row.indicator.note.clone()),
];

#[component]
pub(super) fn RowEditor(desk: Desk, id: RowId) -> impl IntoView {
    let fields = FIELDS.map(|(field, width, read)| field_view(desk, &id, field, width, read));
    let applies = applies(desk, &id);
    let survey = survey_of(desk, &id);
    let evidence = evidence::field(EvidenceOf { document: DocumentType::SelfEvaluation, row: id.clone() });
    let (below, gone) = (id.clone(), id.clone());
    let close = move || {
        desk.editing.set(None);
        dom::focus_place(&row_place(&id, RowField::Actual));
    };
    let escape = {
        let close = close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && !dom::is_composing(&event) {
                close();
            }
        }
    };
    view! {
        <tr class="editor-row" on:keydown=escape>
            <td colspan=COLUMNS - 2>
                <div class="editor">
                    {fields}
                    {survey}
                    {applies}
                    {evidence}
                    <div class="acts">
                        <button class="small danger" on:click=move |_| remove(desk, &gone)>"删除这一行"</button>
                        <button class="small" on:click=move |_| add_row(desk, Some(&below))>"在下方添加"</button>
                        <button class="small go" on:click=move |_| close()>"完成"</button>
                    </div>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

/// Removes the row; the focus goes to the row that takes its place, or to the grid.
fn remove(desk: Desk, id: &RowId) {
    let order = desk.order.get_untracked();
    let at = order.iter().position(|row| row == id);
    let next = at.and_then(|at| order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)));
    desk.editing.set(None);
    desk.apply(Command::RemoveRow { row: id.clone() });
    let place = row_place(next.unwrap_or(id), RowField::Actual);
    dom::focus_place_soon(place);
}

fn field_view(
    desk: Desk,
    id: &RowId,
    field: RowField,
    width: &'static str,
    read: fn(&SelfRow) -> String,
) -> AnyView {
    let label = wording::row_field(field);
    let cell = Field {
        place: row_place(id, field),
        label: Signal::stored(label.to_owned()),
        column: "",
        figure: field == RowField::Points,
    };
    let row = id.clone();
    let text =
        memo(move || desk.session.with_form(|form| form.row(&row).map(read)).flatten().unwrap_or_default());
    let row = id.clone();
    let set = move |text| Command::SetRow { row: row.clone(), field, text };
    view! {
        <div class=format!("field {width}")>
            <span class="label" aria-hidden="true">{label}</span>
            <TextCell desk field=cell text command=set />
        </div>
    }
    .into_any()
}

/// 问卷 of a row for which people are asked.
fn survey_of(desk: Desk, id: &RowId) -> AnyView {
    let row = id.clone();
    let asked = memo(move || desk.session.with_form(|form| form.row(&row).is_some_and(rules::asks_people)));
    let row = id.clone();
    live(move || (asked.get() == Some(true)).then(|| survey::figures(desk, &row))).into_any()
}

/// 不适用: takes the row out of the score once a reason is given.
fn applies(desk: Desk, id: &RowId) -> AnyView {
    let off = part(desk.row(id), |row| row.not_applicable.is_some());
    let row = id.clone();
    let toggle = move |event| {
        let reason = event_target_checked(&event).then(String::new);
        let wanted = reason.is_some();
        desk.apply(Command::SetNotApplicable { row: row.clone(), reason });
        if wanted {
            let place = row_place(&row, RowField::Reason);
            dom::focus_place_soon(place);
        }
    };
    view! {
        <label class="applies">
            <input type="checkbox" prop:checked=move || off.get() disabled=move || desk.session.read_only.get() on:change=toggle />
            "本项不适用（须写明理由，其分值按规则分摊到其余各项）"
        </label>
    }
    .into_any()
}
