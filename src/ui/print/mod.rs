//! The official forms as they are printed: on A4, all figures computed.

mod form;
mod goal;

use leptos::prelude::*;

use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::route::Route;
use crate::ui::goal_forms::FormShelf;
use crate::ui::parts::PageHead;
use crate::ui::parts::live::live;
use crate::ui::selfeval::place_of;
use crate::ui::session::{Session, session};

/// The printed self-evaluation, on screen as a sheet of paper.
pub fn page() -> AnyView {
    let session = session();
    let shelf = FormShelf::new(session);
    let paper = live(move || paper(session, shelf));
    preview(session, "打印预览 · 绩效自评表", Route::SelfEvaluation, paper.into_any())
}

/// The printed goal.
pub fn goal_page() -> AnyView {
    let session = session();
    let shelf = FormShelf::new(session);
    let paper = move || {
        let form = shelf.form();
        let printed = |case: &Case| Some(goal::official_goal(case, case.goal.as_ref()?, form.as_ref()));
        session.case.with(|case| case.as_ref().and_then(printed)).unwrap_or_else(|| {
            view! { <p class="sheet empty">"本项目还没有绩效目标申报表，没有可打印的内容。"</p> }.into_any()
        })
    };
    preview(session, "打印预览 · 绩效目标申报表", Route::Goal, live(paper).into_any())
}

/// The bar above the paper, with the way back to where it is filled in.
fn preview(session: Session, title: &'static str, back: fn(CaseId) -> Route, paper: AnyView) -> AnyView {
    let print = move |_| {
        // A browser that does not print says so itself.
        drop(window().print());
    };
    let back = move || session.case.with(|case| case.as_ref().map(|case| back(case.id.clone()).to_string()));
    view! {
        <div class="print-bar">
            <PageHead title=title place=place_of(session)>
                <a class="button" href=back>"返回填报"</a>
                <button type="button" class="go" on:click=print>"打印"</button>
            </PageHead>
        </div>
        {paper}
    }
    .into_any()
}

fn paper(session: Session, shelf: FormShelf) -> AnyView {
    let goal_form = shelf.form();
    let printed = |case: &Case| {
        let form = case.self_evaluation.as_ref()?;
        session
            .scored
            .with(|s| s.as_ref().map(|scored| form::official_form(case, form, goal_form.as_ref(), scored)))
    };
    let shown = session.case.with(|case| case.as_ref().and_then(printed));
    shown.unwrap_or_else(|| {
        view! { <p class="sheet empty">"本项目还没有绩效自评表，没有可打印的内容。"</p> }.into_any()
    })
}
