//! The indicator grid in the official order, the execution row first; adding rows.

use leptos::prelude::*;

use super::desk::Desk;
use super::execution::ExecutionRow;
use super::row::IndicatorRow;
use crate::domain::command::Command;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::{DocumentType, Place, RowField};
use crate::domain::selfeval::{SelfEvaluation, SelfRow};
use crate::ui::dom;
use crate::ui::parts::live::live;

/// Columns of the grid, for cells that span them all.
pub(super) const COLUMNS: usize = 9;

#[component]
pub(super) fn IndicatorSheet(desk: Desk) -> impl IntoView {
    let toggle = move |_| desk.turn_all_sums();
    let pressed = move || if desk.shows_all_sums() { "true" } else { "false" };
    let id = dom::field_id(&Place::indicators(DocumentType::SelfEvaluation));
    let add = move |_| add_row(desk, None);
    let empty = move || desk.order.with(Vec::is_empty);
    view! {
        <section class="sheet" aria-labelledby="grid-title">
            <header class="sheet-head">
                <h2 id="grid-title">"绩效指标"</h2>
                <span class="why">{live(move || desk.order.with(Vec::len))}" 项"</span>
                <div class="acts">
                    <button class="small" aria-pressed=pressed on:click=toggle>"显示全部算式"</button>
                    <button class="small" on:click=add>"添加指标"</button>
                </div>
            </header>
            <div class="scroll tall" id=id tabindex="-1">
                <table class="grid">
                    <caption class="sr">"绩效指标：目标、完成、得分与原因"</caption>
                    {head()}
                    <tbody>
                        <ExecutionRow desk />
                        <For each=move || desk.order.get() key=Clone::clone children=move |id| view! { <IndicatorRow desk id /> } />
                        {live(move || empty().then(|| view! {
                            <tr><td colspan=COLUMNS class="empty">"还没有指标。导入绩效目标或自评表，或点“添加指标”。"</td></tr>
                        }))}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn head() -> impl IntoView {
    view! {
        <colgroup>
            <col class="c-level" /><col class="c-level" /><col class="c-name" /><col class="c-target" />
            <col class="c-actual" /><col class="c-points" /><col class="c-claimed" /><col class="c-score" /><col class="c-reason" />
        </colgroup>
        <thead>
            <tr>
                <th scope="col">"一级指标"</th>
                <th scope="col">"二级指标"</th>
                <th scope="col">"三级指标"</th>
                <th scope="col">"年度指标值"</th>
                <th scope="col">"实际完成值"</th>
                <th scope="col" class="n">"分值"</th>
                <th scope="col" class="n">"填报得分"</th>
                <th scope="col" class="n">"核算得分"</th>
                <th scope="col">"偏差原因及改进措施"</th>
            </tr>
        </thead>
    }
}

/// Puts an empty row of the same levels below `after`, or at the end, and opens it for editing.
pub(super) fn add_row(desk: Desk, after: Option<&RowId>) {
    let id = RowId::new(dom::new_id());
    let place = |form: &SelfEvaluation| {
        let at = after.and_then(|after| form.rows.iter().position(|row| row.indicator.id == *after));
        let index = at.map_or(form.rows.len(), |at| at + 1);
        let above = index.checked_sub(1).and_then(|above| form.rows.get(above));
        let levels = above.map(|row| (row.indicator.level1.clone(), row.indicator.level2.clone()));
        (index, levels.unwrap_or_default())
    };
    let Some((index, (level1, level2))) = untrack(|| desk.session.with_form(place)) else { return };
    let indicator = Indicator { level1, level2, ..Indicator::new(id.clone()) };
    let row = SelfRow::from(indicator);
    desk.apply(Command::InsertRow { index, row: Box::new(row) });
    desk.edit_row(&id, RowField::Name);
}
