//! One row of the grid: moved by its handle, edited where it stands, opened for what lies behind it. Each cell wakes
//! only for what it shows.

use leptos::prelude::*;
use web_sys::DragEvent;

use super::desk::{Desk, Row, name_of, part, row_place, text_of};
use super::details::Details;
use super::field::text_field;
use super::head::choice;
use super::linked::link_tag;
use super::renewed::news;
use crate::domain::command::GoalEdit;
use crate::domain::grounds::Term;
use crate::domain::ids::RowId;
use crate::domain::place::RowField;
use crate::ui::dom;
use crate::ui::parts::cell::{Field, notes_view};
use crate::ui::parts::live::{live, memo};
use crate::wording;

/// What a dragged row is known by.
const DRAGGED: &str = "text/x-hengping-row";

#[component]
pub(super) fn IndicatorRow(desk: Desk, id: RowId) -> impl IntoView {
    let row = desk.row(&id);
    let editing = {
        let id = id.clone();
        memo(move || desk.editing.with(|open| open.as_ref() == Some(&id)))
    };
    let dom_id = row_place(&id, RowField::Name).outer().map(|row| dom::field_id(&row));
    let (open_id, focused, dropped) = (id.clone(), id.clone(), id.clone());
    let dropped = move |event: DragEvent| {
        let data = event.data_transfer().and_then(|data| data.get_data(DRAGGED).ok());
        if let Some(from) = data.filter(|from| !from.is_empty()) {
            event.prevent_default();
            event.stop_propagation();
            desk.move_row(&RowId::new(from), &dropped);
        }
    };
    view! {
        <tr id=dom_id tabindex="-1" class="indicator" class:editing=editing
            on:focusin=move |_| desk.at.set(Some(focused.clone()))
            on:dragover=move |event: DragEvent| if carries_row(&event) { event.prevent_default() }
            on:drop=dropped>
            {level_cells(desk, row, &id)}
            {handle(row, &id)}
            {name_cell(desk, row, &id, editing)}
            <td>{sign_cell(desk, row, &id)}</td>
            <td>{cell(desk, row, &id, RowField::Target, false, "填指标值")}{last_year(row)}</td>
            <td>{cell(desk, row, &id, RowField::Unit, false, "—")}</td>
            <td class="n points-cell">{points_cell(desk, row, &id)}</td>
        </tr>
        {live(move || editing.get().then(|| view! { <Details desk id=open_id.clone() /> }))}
    }
    .into_any()
}

fn carries_row(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&DRAGGED.into(), 0))
}

/// Dragged by the pointer, moved by Alt and the arrows.
fn handle(row: Row, id: &RowId) -> AnyView {
    let name = name_of(row);
    let from = id.clone();
    let drag = move |event: DragEvent| {
        if let Some(data) = event.data_transfer() {
            // A browser that refuses the data merely does not drag.
            drop(data.set_data(DRAGGED, from.as_str()));
        }
    };
    let label = move || format!("移动「{}」：按住拖动，或按 Alt 加上下方向键", name.get());
    view! {
        <td class="move"><span class="handle" draggable="true" title="按住拖动；Alt+↑、Alt+↓ 移动" on:dragstart=drag aria-hidden="true">"⠿"</span>
            <span class="sr">{label}</span></td>
    }
    .into_any()
}

/// The merged level cells that begin at this row.
fn level_cells(desk: Desk, row: Row, id: &RowId) -> impl IntoView + use<> {
    let id = id.clone();
    let spans = memo(move || desk.spans.with(|all| all.get(&id).copied().unwrap_or_default()));
    let level1 = part(row, |row| short_level(&row.level1));
    let level2 = part(row, |row| short_level(&row.level2));
    let first = move || {
        let lines = spans.get().level1?;
        Some(view! { <th scope="rowgroup" class="level one" rowspan=lines>{level1}</th> })
    };
    let second = move || {
        let lines = spans.get().level2?;
        Some(view! { <th scope="rowgroup" class="level two" rowspan=lines>{level2}</th> })
    };
    view! { {first}{second} }
}

/// 产出指标 is headed 一级指标: the word need not be said twice.
fn short_level(level: &str) -> String {
    let level = level.trim();
    level.strip_suffix("指标").filter(|rest| !rest.is_empty()).unwrap_or(level).to_owned()
}

fn name_cell(desk: Desk, row: Row, id: &RowId, editing: Memo<bool>) -> AnyView {
    let name = name_of(row);
    let open = id.clone();
    let toggle = move |_| {
        if editing.get_untracked() {
            desk.editing.set(None);
        } else {
            desk.edit_row(&open, RowField::Meaning);
        }
    };
    let label = move || format!("「{}」的依据与来源", name.get());
    let behind = RowField::OF_INDICATOR.into_iter().filter(|field| !IN_CELLS.contains(field));
    let hidden = behind.map(|field| row_place(id, field)).collect();
    let notes = desk.sheet.notes_among(hidden);
    let notes_id = format!("behind-{id}");
    let proposed = part(row, |row| row.grounds.proposed.is_some());
    view! {
        <th scope="row" class="name">
            {cell(desk, row, id, RowField::Name, false, "填指标名称，或按 / 从指标库选")}
            <div class="name-foot">
                <button type="button" class="edit" aria-label=label aria-expanded=move || editing.get().to_string() on:click=toggle>"依据与来源"</button>
                {link_tag(desk, row)}
                {live(move || proposed.get().then(|| view! { <span class="tag">"申请入库"</span> }))}
                {live(move || notes_view(notes, &notes_id))}
                {news(desk, row, id)}
            </div>
        </th>
    }
    .into_any()
}

/// Fields that the row shows of its own; what is found in the others, which stand in its details, is marked beside the
/// name.
const IN_CELLS: [RowField; 5] =
    [RowField::Name, RowField::Sign, RowField::Target, RowField::Unit, RowField::Points];

/// A text of the row.
pub(super) fn cell(
    desk: Desk,
    row: Row,
    id: &RowId,
    of: RowField,
    figure: bool,
    placeholder: &'static str,
) -> AnyView {
    let name = name_of(row);
    let label = Signal::derive(move || format!("{}，{}", name.get(), wording::row_field(of)));
    let set_id = id.clone();
    let set = Callback::new(move |text| GoalEdit::SetRow { row: set_id.clone(), field: of, text });
    let field = Field { place: row_place(id, of), label, column: of.word(), figure };
    text_field(desk, field, text_of(row, of), placeholder, set)
}

fn sign_cell(desk: Desk, row: Row, id: &RowId) -> AnyView {
    let set_id = id.clone();
    let text = text_of(row, RowField::Sign);
    let set =
        Callback::new(move |text| GoalEdit::SetRow { row: set_id.clone(), field: RowField::Sign, text });
    let place = row_place(id, RowField::Sign);
    let label = wording::row_field(RowField::Sign).to_owned();
    let signs = memo(move || desk.shelf.of(|rulings| rulings.forms.signs.clone()).unwrap_or_default());
    let (place, label) = (StoredValue::new(place), StoredValue::new(label));
    live(move || choice(desk, place.get_value(), label.get_value(), signs.get(), text, set, "—")).into_any()
}

/// What the same indicator aimed at and reached a year before.
fn last_year(row: Row) -> AnyView {
    let last = part(row, |row| row.grounds.last_year.clone());
    live(move || {
        last.get().filter(|last| !last.target.is_empty() || !last.actual.is_empty()).map(|last| {
            let reached =
                if last.actual.is_empty() { String::new() } else { format!("，完成 {}", last.actual) };
            let told = format!("{} 年 {}{reached}", last.year, last.target);
            let title = told.clone();
            view! { <small class="last-year" title=title>{told}</small> }
        })
    })
    .into_any()
}

fn points_cell(desk: Desk, row: Row, id: &RowId) -> AnyView {
    let year = part(row, |row| row.grounds.term == Term::Year);
    let locked = part(row, |row| row.grounds.locked);
    let name = name_of(row);
    let id = id.clone();
    live(move || {
        if !year.get() {
            return view! { <span class="null" title="实施期指标不设分值">"—"</span> }.into_any();
        }
        let of = id.clone();
        let turn = move |_| desk.change_row(&of, |row| row.grounds.locked = !row.grounds.locked);
        let label = move || format!("锁定「{}」的分值", name.get());
        let pressed = move || if locked.get() { "true" } else { "false" };
        let word = move || if locked.get() { "已锁" } else { "锁" };
        view! {
            {cell(desk, row, &id, RowField::Points, true, "—")}
            <button type="button" class="lock" aria-label=label aria-pressed=pressed title="均分时保持不变" on:click=turn>{live(word)}</button>
        }
        .into_any()
    })
    .into_any()
}
