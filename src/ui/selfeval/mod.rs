//! 绩效自评: the page on which a form is filled, scored and checked.

mod basis;
mod desk;
mod editor;
mod execution;
mod findings;
mod funds;
mod head;
mod kept;
pub(super) mod keys;
mod level;
mod refresh;
mod row;
mod rules;
mod sum;
mod survey;
mod table;
mod tasks;
mod total;

pub(super) use findings::{Aid, FindingsPanel};
pub(super) use keys::{history, move_in_column};

use leptos::prelude::*;

use self::desk::Desk;
use self::funds::FundsSheet;
use self::head::{FormHeadSheet, GoalTextSheet};
use self::table::IndicatorSheet;
use self::total::TotalCard;
use crate::domain::case::Station;
use crate::domain::ids::CaseId;
use crate::domain::place::{DocumentType, Place};
use crate::domain::selfeval::SelfEvaluation;
use crate::route::Route;
use crate::ui::dom;
use crate::ui::later::FromGoal;
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::{LifeStrip, PageHead, PlaceStep, press};
use crate::ui::session::{Session, session};
use crate::ui::submission::Submission;

/// Gives a case the self-evaluation that its goal asks for.
pub const FROM_GOAL: FromGoal = Session::self_evaluation_from_goal;

/// The self-evaluation of the open case.
pub fn page() -> AnyView {
    let session = session();
    let desk = Desk::new(session);
    let listener = window_event_listener(leptos::ev::keydown, move |event| keys::history(session, &event));
    on_cleanup(move || listener.remove());
    let has_form = memo(move || session.with_form(|_| ()).is_some());
    view! {
        <FormHead desk />
        {live(move || if has_form.get() { workbench(desk) } else { none_yet(desk) })}
    }
    .into_any()
}

fn workbench(desk: Desk) -> AnyView {
    let go_to = Callback::new(move |place| desk.go_to(&place));
    let whole = dom::field_id(&Place::document(DocumentType::SelfEvaluation));
    view! {
        <div class="cols form-page" on:keydown=move |event| { keys::move_in_column(&event); }>
            <div class="stack" id=whole tabindex="-1">
                {basis::line(desk)}
                <FormHeadSheet desk />
                <FundsSheet desk />
                <GoalTextSheet desk />
                {sometimes(desk, tasks::sheet, |form| !form.tasks.is_empty())}
                <IndicatorSheet desk />
                {sometimes(desk, kept::sheet, |form| !form.kept.is_empty())}
            </div>
            <aside class="stack" aria-label="得分与检查">
                <TotalCard desk />
                <FindingsPanel findings=desk.session.findings names=desk.sheet.names go_to />
            </aside>
        </div>
    }
    .into_any()
}

/// A part that only some forms have.
fn sometimes(desk: Desk, part: fn(Desk) -> AnyView, has: fn(&SelfEvaluation) -> bool) -> AnyView {
    let there = memo(move || desk.session.with_form(has).unwrap_or_default());
    live(move || there.get().then(|| part(desk))).into_any()
}

fn none_yet(desk: Desk) -> AnyView {
    let session = desk.session;
    let from_goal = session.case.with_untracked(|case| case.as_ref().is_some_and(|case| case.goal.is_some()));
    let take = move || {
        if let Some(id) = session.open_id() {
            session.self_evaluation_from_goal(&id);
        }
    };
    let add = move || {
        if let Some(id) = session.open_id() {
            session.add_blank_form(&id);
        }
    };
    view! {
        <div class="sheet empty">
            <p>"本项目还没有绩效自评表。可以由绩效目标生成，在“我的项目”中导入，也可以新填一张。"</p>
            {from_goal.then(|| press("由绩效目标生成", "go", take))}
            " "
            {press("新填空白自评表", if from_goal { "" } else { "go" }, add)}
        </div>
    }
    .into_any()
}

/// Place line, title, life strip and what one can do with the form.
#[component]
fn FormHead(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let title = move || {
        session.case.with(|case| case.as_ref().map(|c| format!("绩效自评 · {}", c.name)).unwrap_or_default())
    };
    let submission = expect_context::<Submission>();
    let submit = move |_| submission.begin(session.open_id().into_iter().collect());
    let workbook = move || {
        if let Some(id) = session.open_id() {
            session.export_xlsx(&id, DocumentType::SelfEvaluation);
        }
    };
    let to = move |page: fn(CaseId) -> Route| {
        move || session.case.with(|case| case.as_ref().map(|case| page(case.id.clone()).to_string()))
    };
    view! {
        <PageHead title=Signal::derive(title) place=place_of(session)>
            <button type="button" title="撤销（Ctrl+Z）" disabled=move || !session.can_undo.get() on:click=move |_| session.undo()>"↶ 撤销"</button>
            <button type="button" title="重做（Ctrl+Y）" disabled=move || !session.can_redo.get() on:click=move |_| session.redo()>"↷ 重做"</button>
            {press("导出 XLSX", "", workbook)}
            <button type="button" disabled=move || session.scored.with(Option::is_none) on:click=move |_| session.export_csv()>"导出 CSV"</button>
            <button type="button" on:click=submit>"报送包…"</button>
            <a class="button" href=to(Route::History)>"版本"</a>
            <a class="button go" href=to(Route::Print)>"打印"</a>
        </PageHead>
        <div class="form-life"><LifeStrip line=session.line() here=Station::SelfEvaluation /></div>
        {live(move || desk.sheet.refused.get().map(|text| view! { <p class="notice red" role="alert">{text}</p> }))}
    }
    .into_any()
}

/// 年度 / 单位 / 项目 of the open case, with the way back to the list.
pub(super) fn place_of(session: Session) -> Signal<Vec<PlaceStep>> {
    Signal::derive(move || {
        let mut steps = vec![PlaceStep::to("我的项目", Route::Projects)];
        session.case.with(|case| {
            if let Some(case) = case {
                let name = if case.demo { format!("{}（演示）", case.name) } else { case.name.clone() };
                steps.extend([format!("{} 年度", case.year), case.unit.clone(), name].map(PlaceStep::here));
            }
        });
        steps
    })
}
