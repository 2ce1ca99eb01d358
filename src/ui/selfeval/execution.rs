//! 预算执行率: the first row of the grid, scored on the computed totals.

use leptos::prelude::*;

use super::desk::{Desk, Summed, fund_place};
use super::rules;
use super::table::COLUMNS;
use crate::domain::command::Command;
use crate::domain::funds::FundRow;
use crate::domain::ids::RowId;
use crate::domain::place::FundField;
use crate::domain::scoring::form::ScoredRow;
use crate::domain::scoring::outcome::Status;
use crate::ui::parts::cell::{Field, TextCell};
use crate::ui::parts::live::{live, memo};
use crate::wording;

/// What the row shows of its score.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    budget: String,
    spent: String,
    rate: String,
    points: String,
    score: String,
    scored: bool,
    differs: bool,
    derivation: String,
}

#[component]
pub(super) fn ExecutionRow(desk: Desk) -> impl IntoView {
    let shown = memo(move || {
        desk.session.scored.with(|s| {
            let form = s.as_ref()?;
            let row = form.execution()?;
            Some(shown_of(row, form.rate.clone()))
        })
    });
    // The row is drawn once: drawn again, it would take the focus away from who types in it.
    let there = memo(move || shown.with(Option::is_some));
    move || there.get().then(|| row_view(desk, shown))
}

fn shown_of(row: &ScoredRow, rate: Option<String>) -> Shown {
    let dash = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
    Shown {
        budget: dash(&row.target),
        spent: dash(&row.actual),
        rate: rate.map(|rate| format!("{rate} %")).unwrap_or_default(),
        points: row.points.map(|p| p.to_string()).unwrap_or_default(),
        score: row.score.map_or_else(|| wording::status(row.status).to_owned(), |score| score.fixed2()),
        scored: row.status == Status::Scored,
        differs: matches!((row.claimed, row.score), (Some(claimed), Some(score)) if claimed != score),
        derivation: row.derivation.0.clone(),
    }
}

fn row_view(desk: Desk, shown: Memo<Option<Shown>>) -> AnyView {
    let of = move |read: fn(&Shown) -> String| {
        memo(move || shown.with(|s| s.as_ref().map(read).unwrap_or_default()))
    };
    let score = of(|s| s.score.clone());
    let derived = desk.shows_sum(Summed::Execution);
    let id = memo(move || {
        desk.session.with_form(|form| form.funds.total_row().map(|row| row.id.clone())).flatten()
    });
    let class = move || {
        if shown.with(|s| s.as_ref().is_some_and(|s| s.scored)) { "asked" } else { "asked chip amber" }
    };
    let sum = of(|s| s.derivation.clone());
    view! {
        <tr class="execution">
            <th scope="row" colspan="3" class="name"><span>"预算执行率"</span>" "<span class="tag">"按合计数核算"</span></th>
            <td class="target">"预算 "{of(|s| s.budget.clone())}</td>
            <td class="spent">"执行 "{of(|s| s.spent.clone())}<small>{of(|s| s.rate.clone())}</small></td>
            <td class="n points">{of(|s| s.points.clone())}</td>
            <td class="n">{live(move || claimed(desk, id.get(), shown))}</td>
            <td class="n"><button
                class=class title="看算式" aria-label=move || format!("预算执行率，核算得分 {}，看算式", score.get())
                aria-expanded=move || derived.get().to_string()
                on:click=move |_| desk.turn_sum(&Summed::Execution)>{score}</button></td>
            <td>{live(move || reason(desk, id.get()))}</td>
        </tr>
        {live(move || derived.get().then(|| view! {
            <tr class="sum-row"><td colspan=COLUMNS><p class="derivation">{sum}</p><p class="why">{rules::execution_words()}</p></td></tr>
        }))}
    }
    .into_any()
}

fn cell_text(desk: Desk, read: fn(&FundRow) -> String) -> Memo<String> {
    memo(move || {
        desk.session.with_form(|form| form.funds.total_row().map(read)).flatten().unwrap_or_default()
    })
}

fn claimed(desk: Desk, id: Option<RowId>, shown: Memo<Option<Shown>>) -> Option<AnyView> {
    let id = id?;
    let field = FundField::Claimed;
    let cell = Field {
        place: fund_place(&id, field),
        label: Signal::stored("预算执行率，填报得分".to_owned()),
        column: "claimed",
        figure: true,
    };
    let text = cell_text(desk, |row| row.claimed.text().to_owned());
    let set = {
        let row = id.clone();
        move |text| Command::SetFund { row: row.clone(), field, text }
    };
    let take = move || {
        let score = shown.with(|s| s.as_ref().filter(|s| s.differs).map(|s| s.score.clone()))?;
        let (row, text) = (id.clone(), score.clone());
        let on_click = move |_| desk.apply(Command::SetFund { row: row.clone(), field, text: text.clone() });
        Some(
            view! { <button class="take" title="把填报得分改为核算得分" on:click=on_click>"改为 "{score}</button> },
        )
    };
    Some(view! { <TextCell desk field=cell text command=set placeholder="—" />{take} }.into_any())
}

fn reason(desk: Desk, id: Option<RowId>) -> Option<AnyView> {
    let row = id?;
    let field = FundField::Reason;
    let cell = Field {
        place: fund_place(&row, field),
        label: Signal::stored("预算执行率，偏差原因及改进措施".to_owned()),
        column: "reason",
        figure: false,
    };
    let set = move |text| Command::SetFund { row: row.clone(), field, text };
    let text = cell_text(desk, |row| row.reason.clone());
    Some(view! { <TextCell desk field=cell text command=set /> }.into_any())
}
