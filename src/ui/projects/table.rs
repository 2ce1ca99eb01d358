//! The table of cases. A row is built once and reads its line by id.

use leptos::prelude::*;

use super::actions::RowActions;
use super::order::{Column, Order};
use super::ticks::Ticks;
use super::view::ListView;
use crate::domain::ids::CaseId;
use crate::route::Route;
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::{FindingLights, Grade, LifeDots, Money};
use crate::ui::session::{CaseLine, FindingCount, ScoreLine, session};
use crate::wording;

#[component]
pub(super) fn CaseTable(view: ListView) -> impl IntoView {
    let ListView { order, ticks, rows, listing, .. } = view;
    let listed = move || listing.with(|listing| listing.listed);
    let all = move |event| ticks.all(event_target_checked(&event));
    let every = move || listed() > 0 && ticks.count.get() == listed();
    let some = move || (1..listed()).contains(&ticks.count.get());
    view! {
        <table class="table cases">
            <thead>
                <tr>
                    <th scope="col" class="pick">
                        <input
                            type="checkbox"
                            aria-label="选择列出的全部项目"
                            prop:checked=every
                            prop:indeterminate=some
                            on:change=all
                        />
                    </th>
                    <SortHead order column=Column::Name class="">"项目"</SortHead>
                    <SortHead order column=Column::Year class="n">"年度"</SortHead>
                    <SortHead order column=Column::Money class="n">"财政资金（万元）"</SortHead>
                    <th scope="col">"进展"</th>
                    <SortHead order column=Column::Score class="n">"自评得分"</SortHead>
                    <th scope="col">"财政评价"</th>
                    <SortHead order column=Column::Findings class="">"问题"</SortHead>
                    <th scope="col">
                        <span class="sr">"操作"</span>
                    </th>
                </tr>
            </thead>
            <tbody on:click=move |event| ticks.clicked(event)>
                <For each=move || rows.get() key=CaseId::clone children=move |id| view! { <Row id ticks /> } />
                <Show when=move || rows.with(Vec::is_empty)>
                    <tr>
                        <td colspan="9" class="empty-row">
                            "没有符合条件的项目：请更换或清除上方的筛选条件。"
                        </td>
                    </tr>
                </Show>
            </tbody>
        </table>
    }
}

#[component]
fn SortHead(
    order: RwSignal<Order>,
    column: Column,
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let turn = move |_| order.update(|order| order.turn(column));
    view! {
        <th scope="col" class=class aria-sort=move || order.get().aria(column)>
            <button type="button" class="sort" on:click=turn>{children()}</button>
        </th>
    }
}

#[component]
fn Row(id: CaseId, ticks: Ticks) -> impl IntoView {
    let session = session();
    let wanted = id.clone();
    let whole =
        memo(move || session.cases.with(|lines| lines.iter().find(|line| line.id == wanted).cloned()));
    let found = memo(move || whole.with(|line| line.as_ref().map(|line| line.findings).unwrap_or_default()));
    // What is found out later draws its own cell anew and leaves an open menu alone.
    let line = memo(move || whole.get().map(|line| CaseLine { findings: FindingCount::default(), ..line }));
    move || {
        line.get().map(|line| {
            view! {
                <tr>
                    <td class="pick">
                        <input
                            type="checkbox"
                            value=line.id.to_string()
                            prop:checked=ticks.has(&line.id)
                            aria-label=format!("选择“{}”", line.name)
                        />
                    </td>
                    <td class="case-name"><Name line=line.clone() /></td>
                    <td class="n">{line.year}</td>
                    <td class="n"><Money amount=line.money why_not="没有填写资金" /></td>
                    <td><LifeDots line=line.clone() /></td>
                    <td class="n"><Score score=line.score.clone() /></td>
                    <td>{line.evaluated.clone().map(|name| view! { <Grade name /> })}</td>
                    <td>{live(move || view! { <FindingLights count=found.get() /> })}</td>
                    <td class="row-acts"><RowActions line=line.clone() /></td>
                </tr>
            }
        })
    }
}

/// The name leads to the self-evaluation, and to the goal while there is none.
#[component]
fn Name(line: CaseLine) -> impl IntoView {
    let route = match line.score {
        Some(_) => Route::SelfEvaluation(line.id.clone()),
        None => Route::Goal(line.id.clone()),
    };
    let name = line.name.clone();
    let mut notes = vec![wording::subject(line.subject).to_owned()];
    notes.extend([line.unit.clone(), line.code.clone()].into_iter().filter(|text| !text.is_empty()));
    notes.extend(line.policy.as_ref().map(|policy| format!("属于“{policy}”")));
    view! {
        <div><a href=route.to_string()>{name}</a></div>
        <small>
            {line.demo.then(|| view! { <span class="tag">"演示"</span> })}
            {notes.join(" · ")}
        </small>
    }
}

#[component]
fn Score(score: Option<ScoreLine>) -> impl IntoView {
    match score {
        None => view! {
            <span class="null" title="还没有自评表">"—"<span class="sr">"还没有自评表"</span></span>
        }
        .into_any(),
        Some(ScoreLine { total, grade: Some(name), .. }) => view! {
            <span class="score">{total.fixed2()} " " <Grade name /></span>
        }
        .into_any(),
        Some(ScoreLine { total, scored_of, .. }) => view! {
            <span class="score-open">
                "已评 "<b>{total.fixed2()}</b>" / 可评 "{scored_of.fixed2()}
            </span>
        }
        .into_any(),
    }
}
