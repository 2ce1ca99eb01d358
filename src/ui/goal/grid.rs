//! The indicator grid: the two blocks of the form, its rows, and what is done with all of them.

use leptos::prelude::*;

use super::desk::{Beside, Desk};
use super::paste::{Lines, PasteDialog, Pasting};
use super::row::IndicatorRow;
use super::{paste_rows, points};
use crate::domain::goal::Goal;
use crate::domain::grounds::Term;
use crate::domain::place::{DocumentType, Place};
use crate::domain::stretch::PAGE;
use crate::ui::dom;
use crate::ui::parts::live::{live, memo};

/// Columns of the grid, for cells that span them all.
pub(super) const COLUMNS: usize = 8;

#[component]
pub(super) fn GridSheet(desk: Desk) -> impl IntoView {
    let id = dom::field_id(&Place::indicators(DocumentType::Goal));
    let empty = move || desk.order.with(Vec::is_empty);
    let add = move |_| drop(desk.add_row(None));
    let library = move |_| desk.beside.set(Beside::Library);
    let even = move |_| points::share(desk);
    let year = move || desk.term.get() == Term::Year;
    let pasting = Pasting::new(desk, "paste", Lines::AreRows);
    let pasted = move |event: web_sys::ClipboardEvent| {
        pasting.pasted(&event, |block| paste_rows::planned(desk, block, &event));
    };
    view! {
        <section class="sheet" aria-labelledby="grid-title">
            <header class="sheet-head">
                <h2 id="grid-title">"绩效指标"</h2>
                <Terms desk />
                {live(move || year().then(|| points::standing(desk)))}
                <div class="acts">
                    {live(move || year().then(|| view! {
                        <button type="button" class="small" title="按各级分值把未锁定的指标重新均分" on:click=even>"均分"</button>
                    }))}
                    <button type="button" class="small" on:click=add>"添加指标"</button>
                    <button type="button" class="small go" title="从指标库选择（/）" on:click=library>"指标库 "<kbd>"/"</kbd></button>
                </div>
            </header>
            <div class="scroll tall" id=id tabindex="0" role="group" aria-labelledby="grid-title" on:paste=pasted>
                <table class="grid drafting">
                    <caption class="sr">"绩效指标：级别、名称、性质、指标值、单位、分值"</caption>
                    {head()}
                    <tbody>
                        {more(desk, false)}
                        <For each=move || desk.drawn.get() key=Clone::clone children=move |id| view! { <IndicatorRow desk id /> } />
                        {more(desk, true)}
                        {live(move || empty().then(|| view! {
                            <tr><td colspan=COLUMNS class="empty">"还没有指标。点“添加指标”，从指标库选择，或把表格粘贴到这里。"</td></tr>
                        }))}
                    </tbody>
                </table>
            </div>
            <PasteDialog pasting />
        </section>
    }
    .into_any()
}

/// 年度 | 实施期, where the form has both.
#[component]
fn Terms(desk: Desk) -> impl IntoView {
    let both = memo(move || {
        desk.form().is_some_and(|form| form.whole)
            || desk.session.with_goal(|goal| goal.of_term(Term::Whole).next().is_some()).unwrap_or_default()
    });
    let tab = move |term: Term, word: &'static str| {
        let count = memo(move || {
            desk.session.with_goal(|goal: &Goal| goal.of_term(term).count()).unwrap_or_default()
        });
        let pressed = move || if desk.term.get() == term { "true" } else { "false" };
        view! { <button type="button" class="small" aria-pressed=pressed on:click=move |_| desk.show_term(term)>{word}" "{live(move || count.get())}</button> }
    };
    live(move || {
        both.get().then(|| {
            view! { <span class="terms" role="group" aria-label="指标所属期间">{tab(Term::Year, "年度")}{tab(Term::Whole, "实施期")}</span> }
        })
    })
    .into_any()
}

/// Below the rows that are drawn, or above them, how many there are more, and the button that draws a page of them.
fn more(desk: Desk, further: bool) -> AnyView {
    let left = memo(move || {
        let len = desk.order.with(Vec::len);
        let shown = desk.stretch.get().of(len);
        if further { len - shown.end } else { shown.start }
    });
    let word = move || {
        let left = left.get();
        let side = if further { "再显示" } else { "显示前面" };
        format!("{side} {} 行（还有 {left} 行）", left.min(PAGE))
    };
    let hidden = memo(move || left.get() > 0);
    live(move || {
        hidden.get().then(|| view! {
            <tr class="more"><td colspan=COLUMNS><button type="button" class="small" on:click=move |_| desk.draw_more(further)>{word}</button></td></tr>
        })
    })
    .into_any()
}

fn head() -> impl IntoView {
    view! {
        <colgroup>
            <col class="c-level" /><col class="c-level" /><col class="c-move" /><col class="g-name" /><col class="g-sign" />
            <col class="g-target" /><col class="g-unit" /><col class="g-points" />
        </colgroup>
        <thead>
            <tr>
                <th scope="col">"一级"</th>
                <th scope="col">"二级"</th>
                <th scope="col"><span class="sr">"移动"</span></th>
                <th scope="col">"三级指标"</th>
                <th scope="col">"性质"</th>
                <th scope="col">"指标值"</th>
                <th scope="col">"单位"</th>
                <th scope="col" class="n">"分值"</th>
            </tr>
        </thead>
    }
}
