//! What a self-evaluation needs only at times: taken from a goal or brought to a newer one, tasks, the survey behind
//! a row, rows that are only kept. All of it is fetched when it is first needed; its places are here.

mod kept;
mod refresh;
mod survey;
mod tasks;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use crate::domain::ids::{CaseId, RowId};
use crate::route::Route;
use crate::ui::dom;
use crate::ui::later::{Later, NotFetched};
use crate::ui::parts::live::live;
use crate::ui::session::{Notice, Session};
use crate::wording;

/// It, once it has come.
#[derive(Clone, Copy)]
pub struct AnsweringDesk {
    from_goal: fn(Session, &CaseId) -> bool,
    draw: fn(Desk, Part) -> AnyView,
}

/// It, as it is named for fetching.
pub const ANSWERING: AnsweringDesk = AnsweringDesk { from_goal: Session::self_evaluation_from_goal, draw };

/// What can stand in a place.
#[derive(Clone)]
pub(super) enum Part {
    Tasks,
    Kept,
    Survey(RowId),
    Refresh,
}

fn draw(desk: Desk, part: Part) -> AnyView {
    match part {
        Part::Tasks => tasks::sheet(desk),
        Part::Kept => kept::sheet(desk),
        Part::Survey(row) => survey::figures(desk, &row),
        Part::Refresh => refresh::dialog(desk),
    }
}

/// The place of a part, fetched if it has not come yet.
pub(super) fn place(desk: Desk, part: Part) -> AnyView {
    fetch(desk);
    live(move || match desk.answering.get() {
        None => view! { <p class="why" role="status">"正在打开。"</p> }.into_any(),
        Some(Ok(come)) => (come.draw)(desk, part.clone()),
        Some(Err(NotFetched)) => view! {
            <p class="notice red" role="alert">
                {wording::not_fetched()}
                <button type="button" class="small" on:click=move |_| { desk.answering.set(None); fetch(desk); }>"再试一次"</button>
            </p>
        }
        .into_any(),
    })
    .into_any()
}

fn fetch(desk: Desk) {
    if desk.answering.with_untracked(Option::is_some) {
        return;
    }
    let Later { answering, .. } = desk.later;
    spawn_local(async move {
        let come = answering().await;
        // The page may be another by now; of two that asked the first has told.
        if desk.answering.try_with_untracked(|there| !matches!(there, Some(Ok(_)))) == Some(true) {
            desk.answering.set(Some(come));
        }
    });
}

/// 填自评表: makes the self-evaluation of a case that has a goal and opens it.
pub(in crate::ui) fn fill_from_goal(session: Session, later: Later, id: CaseId) {
    spawn_local(async move {
        match (later.answering)().await {
            Ok(come) => {
                if (come.from_goal)(session, &id) {
                    dom::go(&Route::SelfEvaluation(id));
                }
            }
            Err(NotFetched) => session.notice.set(Some(Notice::bad(wording::not_fetched()))),
        }
    });
}
