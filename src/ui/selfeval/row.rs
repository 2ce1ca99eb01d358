//! One row of the grid: target, actual, points, claimed beside given, reason. Each cell wakes only
//! for what it shows.

use leptos::prelude::*;

use super::desk::{Desk, Summed, part, row_place};
use super::editor::RowEditor;
use super::level::LevelPick;
use super::rules;
use super::sum::SumRow;
use crate::domain::command::Command;
use crate::domain::grid::GridRow;
use crate::domain::ids::RowId;
use crate::domain::place::RowField;
use crate::domain::scoring::form::RowKind;
use crate::domain::scoring::outcome::Status;
use crate::domain::selfeval::SelfEvaluation;
use crate::ui::dom;
use crate::ui::parts::cell::{Field, TextCell, notes_view};
use crate::ui::parts::live::{live, memo};
use crate::wording;

#[component]
pub(super) fn IndicatorRow(desk: Desk, id: RowId) -> impl IntoView {
    let row = desk.row(&id);
    let editing = {
        let id = id.clone();
        memo(move || desk.editing.with(|open| open.as_ref() == Some(&id)))
    };
    let derived = desk.shows_sum(Summed::Row(id.clone()));
    let dom_id = row_place(&id, RowField::Name).outer().map(|row| dom::field_id(&row));
    // Without a reason it counts as before.
    let inapplicable =
        part(row, |row| row.not_applicable.as_ref().is_some_and(|reason| !reason.trim().is_empty()));
    let (sum_id, edit_id) = (id.clone(), id.clone());
    view! {
        <tr id=dom_id tabindex="-1" class="indicator" class:off=inapplicable class:editing=editing>
            {level_cells(desk, row, &id)}
            {name_cell(desk, row, &id, editing)}
            <td class="target">{part(row, |row| row.target.clone())}{marks(desk, &id, TARGET)}</td>
            <td>{actual_cell(desk, row, &id)}</td>
            <td class="n points">{part(row, |row| row.points.clone())}{marks(desk, &id, POINTS)}</td>
            <td class="n">{claimed_cell(desk, row, &id)}</td>
            <td class="n">{score_cell(desk, row, &id, derived)}</td>
            <td>{reason_cell(desk, row, &id)}</td>
        </tr>
        {live(move || derived.get().then(|| view! { <SumRow desk row id=sum_id.clone() /> }))}
        {live(move || editing.get().then(|| view! { <RowEditor desk id=edit_id.clone() /> }))}
    }
    .into_any()
}

type Row = Memo<Option<GridRow>>;

/// The merged level cells that begin at this row.
fn level_cells(desk: Desk, row: Row, id: &RowId) -> impl IntoView + use<> {
    let id = id.clone();
    let spans = memo(move || desk.spans.with(|all| all.get(&id).copied().unwrap_or_default()));
    let level1 = part(row, |row| row.level1.clone());
    let level2 = part(row, |row| row.level2.clone());
    let stated = memo(move || {
        let of = |form: &SelfEvaluation| {
            let found =
                level1.with(|name| form.level_points.iter().find(|stated| stated.level1 == *name).cloned());
            found.map(|stated| format!("{} 分", stated.points.text()))
        };
        desk.session.with_form(of).flatten()
    });
    let first = move || {
        spans.get().level1.map(|lines| view! {
            <th scope="rowgroup" class="level one" rowspan=lines>{level1}{live(move || stated.get().map(|text| view! { <small>{text}</small> }))}</th>
        })
    };
    let second = move || {
        spans
            .get()
            .level2
            .map(|lines| view! { <th scope="rowgroup" class="level two" rowspan=lines>{level2}</th> })
    };
    view! { {first}{second} }
}

fn name_cell(desk: Desk, row: Row, id: &RowId, editing: Memo<bool>) -> AnyView {
    let name = name_of(row);
    let (open_id, place) = (id.clone(), id.clone());
    let toggle = move |_| {
        if editing.get_untracked() {
            desk.editing.set(None);
        } else {
            desk.edit_row(&open_id, RowField::Name);
        }
    };
    let label = move || format!("编辑「{}」这一行", name.get());
    let files_id = id.clone();
    let files = memo(move || {
        let count =
            |form: &SelfEvaluation| form.row(&files_id).map(|row| row.indicator.grounds.evidence.len());
        desk.session.with_form(count).flatten().unwrap_or_default()
    });
    let files =
        move || (files.get() > 0).then(|| view! { <small>{format!("佐证 {} 个", files.get())}</small> });
    let described = [NAME, TARGET, POINTS].map(|fields| marks_id(id, fields)).join(" ");
    view! {
        <th scope="row" class="name">
            <span>{name}</span>
            {live(files)}
            {marks(desk, &place, NAME)}
            <button class="edit" aria-label=label aria-describedby=described title="编辑这一行" aria-expanded=move || editing.get().to_string() on:click=toggle>"编辑"</button>
        </th>
    }
    .into_any()
}

/// Fields that stand in the row's editor, by the cell of the grid that shows them.
const NAME: &[RowField] =
    &[RowField::Name, RowField::Level1, RowField::Level2, RowField::Standard, RowField::Note];
const TARGET: &[RowField] = &[RowField::Target, RowField::Sign, RowField::Unit];
const POINTS: &[RowField] = &[RowField::Points];

/// One mark for what is found in a cell's fields, with the sentences while the row has the focus.
fn marks(desk: Desk, id: &RowId, fields: &'static [RowField]) -> AnyView {
    let notes_id = marks_id(id, fields);
    let notes = desk.notes_among(fields.iter().map(|field| row_place(id, *field)).collect());
    live(move || notes_view(notes, &notes_id)).into_any()
}

/// The DOM id of those sentences.
fn marks_id(id: &RowId, fields: &[RowField]) -> String {
    let words: Vec<&str> = fields.iter().map(|field| field.word()).collect();
    format!("marks-{id}-{}", words.join("-"))
}

/// The row's name, or that it has none yet.
fn name_of(row: Row) -> Memo<String> {
    part(row, |row| match row.name.trim() {
        "" => "（未命名）".to_owned(),
        _ => row.name.clone(),
    })
}

fn labelled(row: Row, field: RowField) -> Signal<String> {
    let name = name_of(row);
    Signal::derive(move || format!("{}，{}", name.get(), wording::row_field(field)))
}

fn set(id: &RowId, field: RowField) -> impl Fn(String) -> Command + Clone + Send + Sync + 'static + use<> {
    let row = id.clone();
    move |text| Command::SetRow { row: row.clone(), field, text }
}

fn actual_cell(desk: Desk, row: Row, id: &RowId) -> AnyView {
    let field = Field {
        place: row_place(id, RowField::Actual),
        label: labelled(row, RowField::Actual),
        column: "actual",
        figure: false,
    };
    let kind = part(row, |row| Some(row.kind));
    let text = part(row, |row| row.actual.clone());
    let pick_id = id.clone();
    let surveyed = part(row, |row| row.surveyed.clone());
    // Computed, it is not typed; what was typed all the same can be taken away.
    let shows_rate = memo(move || surveyed.with(Option::is_some) && text.with(|text| text.trim().is_empty()));
    let (cell_id, rate_id) = (id.clone(), dom::field_id(&row_place(id, RowField::Actual)));
    let notes = desk.notes_at(row_place(id, RowField::Actual));
    let typed = move || match shows_rate.get() {
        true => {
            let notes_id = format!("{rate_id}-notes");
            view! { <div class="cell" id=rate_id.clone() tabindex="-1">{live(move || notes_view(notes, &notes_id))}</div> }
                .into_any()
        }
        false => {
            let set = set(&cell_id, RowField::Actual);
            view! { <TextCell desk field=field.clone() text command=set placeholder="填完成值" /> }.into_any()
        }
    };
    view! {
        {live(move || surveyed.get().map(|rate| view! { <b>{rate}</b>" "<span class="tag">"按问卷计算"</span> }))}
        {live(typed)}
        {live(move || (kind.get() == Some(RowKind::Qualitative)).then(|| view! { <LevelPick desk row id=pick_id.clone() /> }))}
    }
    .into_any()
}

fn claimed_cell(desk: Desk, row: Row, id: &RowId) -> AnyView {
    let name = name_of(row);
    let field = Field {
        place: row_place(id, RowField::Claimed),
        label: Signal::derive(move || format!("{}，填报得分", name.get())),
        column: "claimed",
        figure: true,
    };
    let text = part(row, |row| row.claimed.clone());
    let differs = part(row, |row| if row.claim_differs { row.score.clone() } else { None });
    let take_id = id.clone();
    let take = move || {
        differs.get().map(|score| {
            let (row, text) = (take_id.clone(), score.clone());
            let on_click = move |_| {
                desk.apply(Command::SetRow { row: row.clone(), field: RowField::Claimed, text: text.clone() });
            };
            view! { <button class="take" title="把填报得分改为核算得分" on:click=on_click>"改为 "{score}</button> }
        })
    };
    let range = part(row, |row| {
        let qualitative = row.kind == RowKind::Qualitative;
        qualitative.then(|| rules::span_of(row)).flatten()
    });
    let range = move || {
        range.get().map(|range| view! { <span class="range" title="该等级的分值区间">{range}</span> })
    };
    view! { <TextCell desk field text command=set(id, RowField::Claimed) placeholder="—" />{range}{take} }
        .into_any()
}

/// The score or what keeps it open; opens the sum behind it.
fn score_cell(desk: Desk, row: Row, id: &RowId, derived: Memo<bool>) -> AnyView {
    let score = part(row, |row| row.score.clone());
    let status = part(row, |row| Some(row.status));
    let name = name_of(row);
    let word = move || status.get().map(wording::status).unwrap_or_default();
    let shown = move || score.get().unwrap_or_else(|| word().to_owned());
    let class = move || match status.get() {
        Some(Status::Scored) => "asked",
        Some(Status::Unscorable) => "asked chip red",
        Some(Status::NotApplicable) => "asked chip",
        Some(Status::NotFilled) | None => "asked chip amber",
    };
    let of = Summed::Row(id.clone());
    let toggle = move |_| desk.turn_sum(&of);
    let label = move || format!("{}，核算得分 {}，看算式", name.get(), shown());
    view! { <button class=class aria-label=label aria-expanded=move || derived.get().to_string() title="看算式" on:click=toggle>{shown}</button> }
        .into_any()
}

/// 偏差原因, or the reason why the row does not apply.
fn reason_cell(desk: Desk, row: Row, id: &RowId) -> AnyView {
    let inapplicable = part(row, |row| row.not_applicable.is_some());
    let id = id.clone();
    (move || {
        if inapplicable.get() {
            let field = Field {
                place: row_place(&id, RowField::Reason),
                label: Signal::stored("不适用的理由".to_owned()),
                column: "reason",
                figure: false,
            };
            let text = part(row, |row| row.not_applicable.clone().unwrap_or_default());
            let row_id = id.clone();
            let command = move |text| Command::SetNotApplicable { row: row_id.clone(), reason: Some(text) };
            return view! { <TextCell desk field text command placeholder="必填：理由" /> }.into_any();
        }
        let field = Field {
            place: row_place(&id, RowField::Reason),
            label: labelled(row, RowField::Reason),
            column: "reason",
            figure: false,
        };
        let text = part(row, |row| row.reason.clone());
        let due = part(row, |row| row.below_full);
        let hint = memo(move || due.get().then(|| "请说明原因和改进措施".to_owned()));
        view! { <TextCell desk field text command=set(&id, RowField::Reason) placeholder=hint /> }.into_any()
    })
    .into_any()
}
