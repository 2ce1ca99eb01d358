//! 我的项目: every case of this device on one table.

mod actions;
mod bulk;
mod filter;
mod new_case;
mod order;
mod summary;
mod table;
mod ticks;
mod tools;
mod view;

pub use tools::{DESK, ProjectsDesk};
pub(super) use view::Left;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::intake::FilePicker;
use super::later::Later;
use super::parts::{PageHead, PlaceStep};
use super::session::{GoalsJudged, Session, session};
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::press;
use crate::ui::workers;
use crate::wording;
use bulk::BulkBar;
use filter::{Facet, Filter};
use summary::Summary;
use table::CaseTable;
use tools::Tools;
use view::ListView;

#[component]
pub fn ProjectsPage() -> impl IntoView {
    let session = session();
    spawn_local(workers::warm());
    let place = Signal::derive(|| vec![PlaceStep::here("本机"), PlaceStep::here("我的项目")]);
    let tools = Tools::new(session, expect_context::<Later>());
    provide_context(tools);
    // Not drawn anew at every change of the list: filter, order and focus would be lost.
    let empty = memo(move || session.cases.with(Vec::is_empty));
    let goals = has_goals(session);
    Effect::new(move |_| {
        if session.ready.get() && goals.get() {
            judge(session);
        }
    });
    view! {
        <PageHead title="我的项目" place=place>
            {press("新建项目…", "go", move || tools.begin_case())}
            <FilePicker label="导入…" />
            <Show when=move || !empty.get()>
                <button type="button" on:click=move |_| session.export_all()>"导出全部"</button>
            </Show>
        </PageHead>
        {live(move || tools.dialog.get().map(|dialog| dialog()))}
        {live(move || match (session.ready.get(), empty.get()) {
            (false, true) => view! { <p class="why">"正在读取本机的项目。"</p> }.into_any(),
            (true, true) => view! { <NothingYet /> }.into_any(),
            _ => view! { <Listed /> }.into_any(),
        })}
    }
}

fn has_goals(session: Session) -> Memo<bool> {
    memo(move || session.cases.with(|lines| lines.iter().any(|line| line.has_goal)))
}

fn judge(session: Session) {
    spawn_local(async move {
        // What did not come is said beside the filter.
        session.learn_goals().await;
    });
}

/// Whether the problems that are counted are those of goals, too.
fn judged(session: Session) -> AnyView {
    let goals = has_goals(session);
    live(move || match (goals.get(), session.goals_judged.get()) {
        (false, _) | (_, GoalsJudged::Yes) => ().into_any(),
        (true, GoalsJudged::Not) => {
            view! { <span class="why" id="judging">"正在检查绩效目标"</span> }.into_any()
        }
        (true, GoalsJudged::Missing) => view! {
            <span class="why" role="alert">{wording::goals_not_checked()}</span>
            {press("再试一次", "small", move || judge(session))}
        }
        .into_any(),
    })
    .into_any()
}

#[component]
fn Listed() -> impl IntoView {
    let view = ListView::new(session(), expect_context::<Left>());
    view! {
        <Summary />
        <section class="sheet" aria-label="项目列表">
            <FilterBar view />
            <BulkBar view />
            <CaseTable view />
            {live(move || pages(view))}
        </section>
    }
}

#[component]
fn FilterBar(view: ListView) -> impl IntoView {
    let filter = view.filter;
    let shown = move || {
        let (shown, all) = view.listing.with(|listing| (listing.listed, listing.all));
        if shown == all { format!("共 {all} 个") } else { format!("{shown} 个，共 {all} 个") }
    };
    let typed = move |event| view.ask(|filter| filter.text = event_target_value(&event));
    let only = move |event| view.ask(|filter| filter.with_findings = event_target_checked(&event));
    let found = move || format!("只看有问题的（{}）", view.listing.with(|listing| listing.with_findings));
    let clear = move || view.ask(|filter| *filter = Filter::default());
    view! {
        <div class="sheet-head filter-bar">
            <label class="filter-text">
                <span class="sr">"按名称、单位、代码筛选"</span>
                <input
                    type="search"
                    id="filter"
                    placeholder="按名称、单位、代码筛选"
                    prop:value=move || filter.with(|f| f.text.clone())
                    on:input=typed
                />
            </label>
            {Facet::ALL.map(|(facet, name)| choice(view, facet, name)).into_iter().collect_view()}
            <label class="choice">
                <input type="checkbox" on:change=only prop:checked=move || filter.with(|f| f.with_findings) />
                <span>{live(found)}</span>
            </label>
            <div class="acts">
                {judged(session())}
                {live(move || (!filter.with(Filter::is_blank)).then(|| press("清除筛选", "small plain", clear)))}
                <span class="why" role="status" id="case-count">{live(shown)}</span>
            </div>
        </div>
    }
}

/// A list of what the cases have under one facet, each with how many there would be.
fn choice(view: ListView, facet: Facet, name: &'static str) -> AnyView {
    let options = memo(move || {
        let chosen = view.filter.with(|filter| filter.chosen(facet).to_owned());
        (view.listing.with(|listing| listing.choices(facet).to_vec()), chosen)
    });
    let drawn = move || {
        let (words, chosen) = options.get();
        // What was chosen stays to be seen when no case has it any more.
        let gone = (!chosen.is_empty() && words.iter().all(|(word, _)| *word != chosen))
            .then(|| (chosen.clone(), 0));
        let option = |(word, count): (String, usize)| {
            let is_chosen = word == chosen;
            view! { <option value=word.clone() prop:selected=is_chosen>{format!("{word}（{count}）")}</option> }
        };
        let options = words.into_iter().chain(gone).map(option).collect_view();
        view! { <option value="" prop:selected=chosen.is_empty()>"全部"</option> {options} }
    };
    let picked = move |event| view.ask(|filter| filter.choose(facet, event_target_value(&event)));
    view! {
        <label class="choice">
            <span>{name}</span>
            <select on:change=picked>{live(drawn)}</select>
        </label>
    }
    .into_any()
}

/// The way to the other pages of a long list.
fn pages(view: ListView) -> Option<AnyView> {
    let (page, last) = view.page();
    if last == 0 {
        return None;
    }
    let (from, to) = view.span();
    let of = view.listing.with(|listing| listing.listed);
    let turn = |label, to: Option<usize>| {
        let disabled = to.is_none();
        let turn = move |_| to.into_iter().for_each(|to| view.turn(to));
        view! { <button type="button" class="small" disabled=disabled on:click=turn>{label}</button> }
            .into_any()
    };
    let buttons =
        [turn("上一页", page.checked_sub(1)), turn("下一页", Some(page + 1).filter(|next| *next <= last))];
    let at = format!("第 {from}–{to} 个，共 {of} 个");
    Some(view! { <div class="list-pages"><span class="why" role="status">{at}</span>{buttons.into_iter().collect_view()}</div> }.into_any())
}

#[component]
fn NothingYet() -> impl IntoView {
    let session = session();
    view! {
        <section class="sheet">
            <div class="empty">
                <h2>"本机还没有项目"</h2>
                <p>"新建一个项目，或把项目清单、绩效目标申报表、自评表（CSV、XLSX、XLS）拖到这一页。"</p>
                <button type="button" on:click=move |_| session.load_demo()>"看演示数据"</button>
            </div>
        </section>
    }
}
