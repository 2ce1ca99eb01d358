//! 我的项目: every case of this device on one table.

mod actions;
mod new_case;
mod order;
mod pick;
mod summary;
mod table;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::intake::FilePicker;
use super::parts::{DialogHandle, PageHead, PlaceStep};
use super::session::{Notice, session};
use super::submission::Submission;
use crate::ui::parts::live::{live, memo};
use crate::ui::workers;
use new_case::NewCase;
use order::{Filter, Order};
use summary::Summary;
use table::CaseTable;

#[component]
pub fn ProjectsPage() -> impl IntoView {
    let session = session();
    spawn_local(workers::warm());
    let place = Signal::derive(|| vec![PlaceStep::here("本机"), PlaceStep::here("我的项目")]);
    let new_case = DialogHandle::new();
    // Not drawn anew at every change of the list: filter, order and focus would be lost.
    let empty = memo(move || session.cases.with(Vec::is_empty));
    view! {
        <PageHead title="我的项目" place=place>
            <button type="button" class="go" on:click=move |_| new_case.open()>"新建自评表"</button>
            <FilePicker label="导入…" />
            <Show when=move || !empty.get()>
                <button type="button" on:click=move |_| session.export_all()>"导出全部"</button>
            </Show>
        </PageHead>
        <NewCase handle=new_case />
        {live(move || match (session.ready.get(), empty.get()) {
            (false, true) => view! { <p class="why">"正在读取本机的项目。"</p> }.into_any(),
            (true, true) => view! { <NothingYet /> }.into_any(),
            _ => view! { <Listed /> }.into_any(),
        })}
    }
}

#[component]
fn Listed() -> impl IntoView {
    let filter = RwSignal::new(Filter::default());
    let order = RwSignal::new(Order::default());
    view! {
        <Summary />
        <section class="sheet" aria-label="项目列表">
            <FilterBar filter />
            <CaseTable filter order />
        </section>
    }
}

#[component]
fn FilterBar(filter: RwSignal<Filter>) -> impl IntoView {
    let session = session();
    let submission = expect_context::<Submission>();
    let submit = move |_| match pick::chosen() {
        none if none.is_empty() => {
            session.notice.set(Some(Notice::bad("请先在表格左侧勾选要报送的项目。")));
        }
        chosen => submission.begin(chosen),
    };
    let shown = move || {
        let all = session.cases.with(Vec::len);
        let shown = filter.with(|f| session.cases.with(|lines| lines.iter().filter(|l| f.takes(l)).count()));
        if shown == all { format!("共 {all} 个") } else { format!("{shown} 个，共 {all} 个") }
    };
    let typed = move |event| filter.update(|f| f.text = event_target_value(&event));
    let picked = move |event| filter.update(|f| f.subject = order::subject_of(&event_target_value(&event)));
    let subjects = order::SUBJECTS
        .map(|subject| {
            let name = crate::wording::subject(subject);
            view! { <option value=name>{name}</option> }
        })
        .collect_view();
    let only = move |event| filter.update(|f| f.with_findings = event_target_checked(&event));
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
            <label class="choice">
                <span>"对象"</span>
                <select on:change=picked>
                    <option value="">"全部"</option>
                    {subjects}
                </select>
            </label>
            <label class="choice">
                <input type="checkbox" on:change=only prop:checked=move || filter.with(|f| f.with_findings) />
                <span>"只看有问题的"</span>
            </label>
            <div class="acts">
                <span class="why" role="status" id="case-count">{shown}</span>
                <button type="button" class="small" on:click=submit>"报送包（所选项目）…"</button>
            </div>
        </div>
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    let session = session();
    view! {
        <section class="sheet">
            <div class="empty">
                <h2>"本机还没有项目"</h2>
                <p>"新建一张自评表，或把已有的自评表、目标申报表（CSV、XLSX、XLS）拖到这一页。"</p>
                <button type="button" on:click=move |_| session.load_demo()>"看演示数据"</button>
            </div>
        </section>
    }
}
