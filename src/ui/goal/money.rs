//! 资金: by source and year as typed, also for the sources that the form asks for and the goal does not have; every
//! total is computed, and the typed one shown where it differs or stands alone.

use leptos::prelude::*;

use super::desk::{Desk, fund_place};
use super::field::field;
use super::paste::{Lines, PasteDialog, Pasting};
use super::paste_tables;
use crate::domain::command::GoalEdit;
use crate::domain::funds::{FundColumn, FundRow, FundSource, Funds};
use crate::domain::goal::Goal;
use crate::domain::goal_form::GoalForm;
use crate::domain::ids::RowId;
use crate::domain::money_rows::{MoneyCell, money_lines, set_money};
use crate::domain::numbers::Wan;
use crate::domain::place::{DocumentType, FundField, Place, PlaceTarget};
use crate::ui::dom;
use crate::ui::parts::cell::notes_view;
use crate::ui::parts::live::{live, memo};
use crate::wording;

const GOAL: DocumentType = DocumentType::Goal;
const YEAR_ONLY: &[FundColumn] = &[FundColumn::Budget];

/// The columns of the money table, from which the whole run is summed where there are several.
fn columns(desk: Desk) -> &'static [FundColumn] {
    let whole = desk.form().is_some_and(|form| form.whole);
    let other_years = |goal: &Goal| goal.funds.rows.iter().any(|row| row.years != Default::default());
    if whole || desk.session.with_goal(other_years).unwrap_or_default() {
        &FundColumn::WHOLE
    } else {
        YEAR_ONLY
    }
}

#[component]
pub(super) fn MoneySheet(desk: Desk) -> impl IntoView {
    let columns = memo(move || columns(desk));
    let id = dom::field_id(&Place::funds(GOAL));
    let pasting = Pasting::new(desk, "paste-money", Lines::AreRows);
    let pasted = move |event: web_sys::ClipboardEvent| {
        pasting.pasted(&event, |block| {
            let rows: Vec<RowId> = parts(desk).into_iter().map(|row| row.id).collect();
            paste_tables::money(block, &event, &rows, columns.get_untracked(), |cells| edit_of(desk, cells))
        });
    };
    let title = move || desk.session.case.with(|case| case.as_ref().map(|c| wording::money_table(c.subject)));
    view! {
        <section class="sheet" id=id tabindex="-1" aria-labelledby="funds-title">
            <header class="sheet-head">
                <h2 id="funds-title">{live(title)}</h2><span class="why">"单位：万元"</span>
            </header>
            <div class="scroll" on:paste=pasted>{live(move || table(desk, columns.get()))}</div>
            <PasteDialog pasting />
        </section>
    }
    .into_any()
}

fn table(desk: Desk, columns: &'static [FundColumn]) -> AnyView {
    let several = columns.len() > 1;
    let shown = memo(move || parts(desk));
    let rows = memo(move || shown.with(|rows| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()));
    let year = move || desk.session.with_goal(|goal| goal.head.year).flatten();
    let head = move |column: FundColumn| {
        let after = |n: i16| year().map(|year| format!("{} 年", year + n));
        let text = match column {
            FundColumn::Budget => {
                after(0).map_or_else(|| "年度金额".to_owned(), |y| format!("{y}（本年度）"))
            }
            FundColumn::Next1 => after(1).unwrap_or_else(|| wording::fund_column(column).to_owned()),
            FundColumn::Next2 => after(2).unwrap_or_else(|| wording::fund_column(column).to_owned()),
            column => wording::fund_column(column).to_owned(),
        };
        view! { <th scope="col" class="n">{text}</th> }
    };
    let totals = columns.iter().map(|column| total_cell(desk, *column)).collect_view();
    let whole = several.then(|| {
        let whole = memo(move || desk.session.with_goal(|goal| goal.funds.whole_total()).flatten());
        view! { <td class="n"><b>{live(move || amount(whole.get()))}</b></td> }
    });
    view! {
        <table class="funds">
            <thead>
                <tr>
                    <th scope="col">"资金来源"</th>
                    {live(move || columns.iter().map(|column| head(*column)).collect_view())}
                    {several.then(|| view! { <th scope="col" class="n">"实施期合计"</th> })}
                </tr>
            </thead>
            <tbody>
                <tr class="sum"><th scope="row">"资金总额 "<span class="tag">"自动合计"</span></th>{totals}{whole}</tr>
                <For each=move || rows.get() key=Clone::clone children=move |id| part_row(desk, shown, &id, columns) />
            </tbody>
        </table>
    }
    .into_any()
}

/// The rows to fill in: those of the goal, and those that its form asks for besides.
fn parts(desk: Desk) -> Vec<FundRow> {
    let lines = with_form(desk, money_lines).unwrap_or_default().into_iter();
    lines.map(|line| line.row).filter(|row| row.source != FundSource::Total).collect()
}

/// Reads the money of the open goal with the form that its subject asks for, once that has come.
fn with_form<T>(desk: Desk, read: impl FnOnce(&Funds, Option<&GoalForm>) -> T) -> Option<T> {
    desk.session.case.with(|case| {
        let (subject, goal) = case.as_ref().and_then(|case| Some((case.subject, case.goal.as_ref()?)))?;
        desk.shelf.rulings.with(|rulings| {
            let form = rulings.as_ref().and_then(|rulings| rulings.forms.of(subject));
            Some(read(&goal.funds, form))
        })
    })
}

/// Where a finding about the money as a whole is mended, or about a total that nothing was added up to: at the first
/// source without money.
pub(super) fn mended_at(desk: Desk, place: &Place) -> Option<Place> {
    let stated = |goal: &Goal, row: &RowId| {
        let total = goal.funds.total_row().filter(|total| total.id == *row);
        total.is_some() && goal.funds.total(FundColumn::Budget).summed.is_none()
    };
    let whole = match place.target()? {
        PlaceTarget::Funds(_) => true,
        PlaceTarget::Fund(_, row, FundField::Budget) => {
            untrack(|| desk.session.with_goal(|goal| stated(goal, &row)))?
        }
        _ => false,
    };
    let rows = if whole { untrack(|| parts(desk)) } else { return None };
    let open = rows.iter().find(|row| row.budget.is_blank()).or(rows.first());
    open.map(|row| fund_place(&row.id, FundField::Budget))
}

fn part_row(desk: Desk, shown: Memo<Vec<FundRow>>, id: &RowId, columns: &'static [FundColumn]) -> AnyView {
    let of = id.clone();
    let row = memo(move || shown.with(|rows| rows.iter().find(|row| row.id == of).cloned()));
    let label = memo(move || row.with(|row| row.as_ref().map(wording::fund_label).unwrap_or_default()));
    let detail = move || row.with(|row| row.as_ref().is_some_and(|row| row.source == FundSource::Detail));
    let cell = |column: &FundColumn| {
        let column = *column;
        let field_word = FundField::from(column);
        let head = wording::fund_field(GOAL, field_word);
        let name = Signal::derive(move || format!("{}，{head}", label.get()));
        let of = id.clone();
        let read = Box::new(move |goal: &Goal| {
            let row = goal.funds.rows.iter().find(|row| row.id == of);
            row.map(|row| row.cell(column).text().to_owned()).unwrap_or_default()
        });
        let of = id.clone();
        let set = Callback::new(move |text: String| edit_of(desk, vec![(of.clone(), field_word, text)]));
        let place = fund_place(id, field_word);
        view! { <td class="n">{field(desk, place, name, field_word.word(), true, "—", read, set)}</td> }
    };
    let cells = columns.iter().map(cell).collect_view();
    let whole = (columns.len() > 1).then(|| {
        let sum = memo(move || row.with(|row| row.as_ref().and_then(Funds::whole_of)));
        view! { <td class="n summed">{live(move || amount(sum.get()))}</td> }
    });
    view! { <tr class:detail=detail><th scope="row">{label}</th>{cells}{whole}</tr> }.into_any()
}

fn edit_of(desk: Desk, cells: Vec<MoneyCell>) -> GoalEdit {
    let bare = |(row, field, text)| GoalEdit::SetFund { row, field, text };
    untrack(|| with_form(desk, |funds, form| set_money(funds, form, cells.clone())))
        .unwrap_or_else(|| GoalEdit::Many(cells.into_iter().map(bare).collect()))
}

fn total_cell(desk: Desk, column: FundColumn) -> AnyView {
    let total = memo(move || desk.session.with_goal(|goal| goal.funds.total(column)));
    let id = memo(move || {
        desk.session.with_goal(|goal| goal.funds.total_row().map(|row| row.id.clone())).flatten()
    });
    let place = memo(move || id.get().map(|id| fund_place(&id, column.into())));
    // Nothing was added up: what stands there is the total that the file states.
    let alone = move || {
        let total = total.get()?;
        let stated = total.summed.is_none() && total.amount.is_some();
        stated.then(|| view! { <span class="typed">"填报数，未分来源"</span> })
    };
    let typed = move || {
        let total = total.get().filter(|total| total.differs())?;
        let (id, sum) = (id.get()?, total.summed?.to_string());
        let shown = total.typed.map(Wan::grouped).unwrap_or_default();
        let take = move |_| {
            let (row, text) = (id.clone(), sum.clone());
            desk.apply(GoalEdit::SetFund { row, field: column.into(), text });
        };
        Some(view! {
            <span class="typed">"填报 "<s>{shown}</s></span>
            <button type="button" class="take" title="把填报的总额改为各项之和" on:click=take>"改为合计"</button>
        })
    };
    let notes = move || {
        let place = place.get()?;
        let id = format!("{}-notes", dom::field_id(&place));
        notes_view(desk.sheet.notes_at(place), &id)
    };
    view! {
        <td class="n">
            <div class="cell" id=move || place.get().map(|place| dom::field_id(&place)) tabindex="-1">
                <b>{live(move || amount(total.get().and_then(|total| total.amount)))}</b>
                {live(alone)}{live(typed)}{live(notes)}
            </div>
        </td>
    }
    .into_any()
}

fn amount(wan: Option<Wan>) -> String {
    wan.map_or_else(|| "—".to_owned(), Wan::grouped)
}
