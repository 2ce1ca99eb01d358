//! 项目资金: parts as typed, totals computed, the typed total shown where it differs.

use leptos::prelude::*;

use super::desk::{Desk, fund_place};
use crate::domain::command::Command;
use crate::domain::funds::{FundColumn, FundRow, FundSource, FundTotal};
use crate::domain::ids::RowId;
use crate::domain::numbers::Wan;
use crate::domain::place::{DocumentType, FundField, Place};
use crate::ui::dom;
use crate::ui::parts::cell::{Field, TextCell, notes_view};
use crate::ui::parts::live::{live, memo};
use crate::wording;

const COLUMNS: [FundColumn; 3] = [FundColumn::Opening, FundColumn::Budget, FundColumn::Spent];

#[component]
pub(super) fn FundsSheet(desk: Desk) -> impl IntoView {
    let rows = memo(move || {
        let parts = |row: &&FundRow| row.source != FundSource::Total;
        desk.session
            .with_form(|form| {
                form.funds.rows.iter().filter(parts).map(|row| row.id.clone()).collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let heads = COLUMNS.map(|column| view! { <th scope="col" class="n">{wording::fund_column(column)}</th> });
    let id = dom::field_id(&Place::funds(DocumentType::SelfEvaluation));
    let from_goal =
        move || desk.session.basis.get().map(|_| "；预算取自绩效目标，年中有增减的请改填全年预算数");
    view! {
        <section class="sheet" id=id tabindex="-1" aria-labelledby="funds-title">
            <header class="sheet-head">
                <h2 id="funds-title">{wording::money_table(desk.subject())}</h2><span class="why">"单位：万元"{live(from_goal)}</span>
            </header>
            <div class="scroll">
                <table class="funds">
                    <thead><tr><th scope="col">"资金来源"</th>{heads}<th scope="col" class="n">"执行率"</th></tr></thead>
                    <tbody>
                        <TotalRow desk />
                        <For each=move || rows.get() key=Clone::clone children=move |id| view! { <PartRow desk id /> } />
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The computed totals, each with the typed one where it differs.
#[component]
fn TotalRow(desk: Desk) -> impl IntoView {
    let id = memo(move || {
        desk.session.with_form(|form| form.funds.total_row().map(|row| row.id.clone())).flatten()
    });
    let rate = memo(move || desk.session.scored.with(|s| s.as_ref()?.rate.clone()));
    let claimed_rate = memo(move || {
        let typed =
            desk.session.with_form(|form| Some(form.funds.total_row()?.claimed_rate.text().to_owned()));
        typed.flatten().unwrap_or_default()
    });
    let name = memo(move || {
        desk.session.with_form(|form| wording::fund_total_label(&form.funds)).unwrap_or_default()
    });
    let cells = COLUMNS
        .map(|column| view! { <td class="n">{live(move || total_cell(desk, column, id.get(), name))}</td> });
    let claim = move || {
        id.get().map(|id| {
            let field = Field {
                place: fund_place(&id, FundField::ClaimedRate),
                label: Signal::stored("填报执行率".to_owned()),
                column: "",
                figure: true,
            };
            let set = move |text| Command::SetFund { row: id.clone(), field: FundField::ClaimedRate, text };
            view! { <div class="claim"><span class="why">"填报"</span><TextCell desk field text=claimed_rate command=set placeholder="未填" /></div> }
        })
    };
    view! {
        <tr class="sum">
            <th scope="row">{name}" "<span class="tag">"自动合计"</span></th>
            {cells}
            <td class="n">
                <b>{live(move || rate.get().map_or_else(|| "—".to_owned(), |rate| format!("{rate} %")))}</b>
                {claim}
            </td>
        </tr>
    }
    .into_any()
}

fn total_cell(desk: Desk, column: FundColumn, id: Option<RowId>, name: Memo<String>) -> AnyView {
    let total = memo(move || desk.session.scored.with(|s| s.as_ref().map(|s| s.fund_total(column))));
    let field = FundField::from(column);
    let Some(id) = id else {
        return view! { <b>{live(move || amount(total.get()))}</b> }.into_any();
    };
    let place = fund_place(&id, field);
    let dom_id = dom::field_id(&place);
    let notes = desk.notes_at(place.clone());
    let notes_id = format!("{dom_id}-notes");
    let typed_only = move || total.get().is_some_and(|t| t.summed.is_none());
    let row = id.clone();
    let text = memo(move || {
        let cell = |row: &FundRow| row.cell(column).text().to_owned();
        desk.session.with_form(|form| form.funds.total_row().map(cell)).flatten().unwrap_or_default()
    });
    let open_typed = memo(typed_only);
    let label = Signal::derive(move || format!("{}，{}", name.get(), wording::fund_column(column)));
    (move || {
        if open_typed.get() {
            let field_of = Field { place: place.clone(), label, column: "", figure: true };
            let row = row.clone();
            let set = move |text| Command::SetFund { row: row.clone(), field, text };
            return view! { <TextCell desk field=field_of text command=set /> }.into_any();
        }
        let row = row.clone();
        let notes_id = notes_id.clone();
        view! {
            <div class="cell" id=dom_id.clone() tabindex="-1">
                <b>{live(move || amount(total.get()))}</b>
                {live(move || differing(desk, total.get(), text, &row, field))}
                {live(move || notes_view(notes, &notes_id))}
            </div>
        }
        .into_any()
    })
    .into_any()
}

/// The typed total that is not the sum, and the way to put the sum in its place.
fn differing(
    desk: Desk,
    total: Option<FundTotal>,
    typed: Memo<String>,
    row: &RowId,
    field: FundField,
) -> Option<AnyView> {
    let total = total.filter(FundTotal::differs)?;
    let sum = total.summed?.to_string();
    let row = row.clone();
    let take = move |_| desk.apply(Command::SetFund { row: row.clone(), field, text: sum.clone() });
    Some(
        view! {
            <span class="typed">"填报 "<s>{typed.get()}</s></span>
            <button class="take" on:click=take title="把填报的总额改为各项之和">"改为合计"</button>
        }
        .into_any(),
    )
}

fn amount(total: Option<FundTotal>) -> String {
    total.and_then(|t| t.amount).map_or_else(|| "—".to_owned(), Wan::grouped)
}

/// One source of money.
#[component]
fn PartRow(desk: Desk, id: RowId) -> impl IntoView {
    let of = id.clone();
    let row = memo(move || {
        desk.session.with_form(|form| form.funds.rows.iter().find(|row| row.id == of).cloned()).flatten()
    });
    let label = memo(move || row.with(|row| row.as_ref().map(wording::fund_label).unwrap_or_default()));
    let detail = move || row.with(|row| row.as_ref().is_some_and(|row| row.source == FundSource::Detail));
    let cells = COLUMNS.map(|column| {
        let field = FundField::from(column);
        let head = wording::fund_field(DocumentType::SelfEvaluation, field);
        let cell = Field {
            place: fund_place(&id, field),
            label: Signal::derive(move || format!("{}，{head}", label.get())),
            column: field.word(),
            figure: true,
        };
        let text = memo(move || {
            row.with(|row| row.as_ref().map(|row| row.cell(column).text().to_owned()).unwrap_or_default())
        });
        let row_id = id.clone();
        let set = move |text| Command::SetFund { row: row_id.clone(), field, text };
        view! { <td class="n"><TextCell desk field=cell text command=set placeholder="—" /></td> }
    });
    view! {
        <tr class:detail=detail><th scope="row">{label}</th>{cells}<td></td></tr>
    }
    .into_any()
}
