//! 绩效目标: the page on which a goal is drafted: the official form, the indicator grid, and beside it what the checks
//! say, the questions of the review and the indicator library.

mod aside;
mod desk;
mod details;
mod field;
mod grid;
mod head;
mod help;
mod keys;
mod library;
mod linked;
mod money;
mod out;
mod paste;
mod paste_rows;
mod paste_tables;
mod points;
mod renewed;
mod review;
mod row;
mod rule;
mod stage;
mod tasks;

use leptos::prelude::*;

use self::aside::Aside;
use self::desk::Desk;
use self::grid::GridSheet;
use self::head::{GoalTextSheet, HeadSheet};
use self::money::MoneySheet;
use self::tasks::TasksSheet;
use crate::domain::case::Station;
use crate::domain::ids::CaseId;
use crate::domain::place::{DocumentType, Place};
use crate::route::Route;
use crate::ui::dom;
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::{LifeStrip, PageHead};
use crate::ui::selfeval::{history, place_of};
use crate::ui::session::{Session, session};
use crate::wording;

/// The goal of the open case.
pub fn page() -> AnyView {
    let session = session();
    let desk = Desk::new(session);
    let listener = window_event_listener(leptos::ev::keydown, move |event| history(session, &event));
    on_cleanup(move || listener.remove());
    let has_goal = memo(move || session.with_goal(|_| ()).is_some());
    view! {
        <Head desk />
        {live(move || if has_goal.get() { workbench(desk) } else { none_yet(desk) })}
    }
    .into_any()
}

/// Place line, title, life strip and what one can do with the goal.
#[component]
fn Head(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let title = move || {
        session.case.with(|case| case.as_ref().map(|c| format!("绩效目标 · {}", c.name)).unwrap_or_default())
    };
    let to = move |page: fn(CaseId) -> Route| {
        move || session.case.with(|case| case.as_ref().map(|case| page(case.id.clone()).to_string()))
    };
    let (print, versions) = (to(Route::PrintGoal), to(Route::History));
    view! {
        <PageHead title=Signal::derive(title) place=place_of(session)>
            <button type="button" title="撤销（Ctrl+Z）" disabled=move || !session.can_undo.get() on:click=move |_| session.undo()>"↶ 撤销"</button>
            <button type="button" title="重做（Ctrl+Y）" disabled=move || !session.can_redo.get() on:click=move |_| session.redo()>"↷ 重做"</button>
            {out::buttons(desk)}
            <a class="button" href=versions>"版本"</a>
            <a class="button go" href=print>"打印"</a>
        </PageHead>
        <div class="form-life"><LifeStrip line=session.line() here=Station::Goal /></div>
        {live(move || desk.sheet.refused.get().map(|text| view! { <p class="notice red" role="alert">{text}</p> }))}
        {live(move || desk.shelf.missing.get().then(|| view! {
            <p class="notice red" role="alert">{wording::forms_not_fetched()}
                <span class="acts"><button type="button" class="small" on:click=move |_| desk.shelf.fetch()>"再试一次"</button></span>
            </p>
        }))}
    }
    .into_any()
}

fn workbench(desk: Desk) -> AnyView {
    let whole = dom::field_id(&Place::document(DocumentType::Goal));
    // The form is looked up in the case: drawn anew with every key, the tasks would lose the focus.
    let tasks = memo(move || desk.form().and_then(|form| form.tasks));
    view! {
        <div class="cols form-page goal-page" on:keydown=move |event| keys::pressed(desk, &event)>
            <div class="stack" id=whole tabindex="-1">
                <button type="button" class="skip" on:click=move |_| desk.enter_grid()>"跳到绩效指标"</button>
                {stage::line(desk)}
                <HeadSheet desk />
                <MoneySheet desk />
                {live(move || tasks.get().map(|table| view! { <TasksSheet desk table /> }))}
                <GoalTextSheet desk />
                <GridSheet desk />
            </div>
            <Aside desk />
        </div>
    }
    .into_any()
}

fn none_yet(desk: Desk) -> AnyView {
    let ready = move || desk.form().is_some();
    view! {
        <div class="sheet empty">
            <p>"本项目还没有绩效目标申报表。可以在“我的项目”中导入，也可以新填一张。"</p>
            <button type="button" class="go" disabled=move || !ready() on:click=move |_| start(desk.session, desk)>"新填绩效目标"</button>
        </div>
    }
    .into_any()
}

/// Gives the open case a blank goal of its kind's form.
fn start(session: Session, desk: Desk) {
    let case = session.open_id().and_then(|id| session.case_of(&id));
    if let (Some(case), Some(form)) = (case, untrack(|| desk.form())) {
        let goal = crate::domain::blank::goal(
            crate::ui::session::head_of(&case, &form.title),
            &form,
            crate::pack::shipped().rules(),
            "",
        );
        drop(session.put_goal(&case.id, goal));
        // The button is gone with what it was for.
        let form = dom::field_id(&Place::document(DocumentType::Goal));
        dom::focus_quietly_soon(form);
    }
}
