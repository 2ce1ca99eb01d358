//! What is fetched when it is first used, and what stands in its place until it comes, or where it does
//! not come: the network is away, or the server has another build by now. What saves work is never here.
//! `src/bin/workbench.rs` says how each comes.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

pub use super::intake::IntakeDesk;
pub use super::projects::ProjectsDesk;

use super::dom;
use super::parts::live::live;
use super::session::{GoalJudging, Historian, Notice, Session};
use crate::domain::ids::CaseId;
use crate::route::Route;
use crate::wording;

/// All that is fetched later. In context.
#[derive(Clone, Copy)]
pub struct Later {
    pub print: fn() -> Fetching<Page>,
    pub self_evaluation: fn() -> Fetching<Page>,
    pub goal: fn() -> Fetching<Page>,
    pub print_goal: fn() -> Fetching<Page>,
    /// What checks goals.
    pub goal_judge: fn() -> Fetching<GoalJudging>,
    pub library: fn() -> Fetching<Page>,
    pub rules: fn() -> Fetching<Page>,
    /// The report on a file for the library.
    pub library_update: fn() -> Fetching<Page>,
    pub storage: fn() -> Fetching<Page>,
    pub intake: fn() -> Fetching<IntakeDesk>,
    pub people: fn() -> Fetching<Page>,
    /// What stands before a locked space.
    pub door: fn() -> Fetching<Page>,
    pub submission: fn() -> Fetching<Page>,
    /// What keeps versions of the cases, and the page of them.
    pub history: fn() -> Fetching<Historian>,
    pub history_page: fn() -> Fetching<Page>,
    pub from_goal: fn() -> Fetching<FromGoal>,
    /// The files of a row.
    pub evidence: fn() -> Fetching<Page>,
    pub projects: fn() -> Fetching<ProjectsDesk>,
}

impl Later {
    /// 填自评表: gives a case the self-evaluation that its goal asks for, and opens it.
    pub(super) fn fill_from_goal(self, session: Session, id: CaseId) {
        leptos::task::spawn_local(async move {
            match (self.from_goal)().await {
                Ok(make) if make(session, &id) => dom::go(&Route::SelfEvaluation(id)),
                // Why not is told already.
                Ok(_) => {}
                Err(NotFetched) => session.notice.set(Some(Notice::bad(wording::not_fetched()))),
            }
        });
    }

    /// Fetches the desks on which work is done as soon as the first page stands, so that they are there when the
    /// server is not. What does not come now is asked for again when it is used.
    pub(super) fn fetch_desks(self) {
        request_animation_frame(move || {
            leptos::task::spawn_local(async move {
                for page in [self.self_evaluation, self.goal] {
                    // What did not come is asked for again by who uses it.
                    let _: Result<Page, NotFetched> = page().await;
                }
            });
        });
    }
}

/// A page that has come, to be drawn.
pub type Page = fn() -> AnyView;

/// Gives a case the self-evaluation that its goal asks for; whether it has.
pub type FromGoal = fn(Session, &CaseId) -> bool;

/// On its way. Asked for again it is there at once; after a fault it is fetched anew.
pub type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, NotFetched>>>>;

/// It did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// The place of a page that is fetched.
pub(super) fn fetched(page: fn() -> Fetching<Page>) -> AnyView {
    come(page, true)
}

/// The place of a part that is fetched; one that is a page begins at its title.
pub(super) fn come(page: fn() -> Fetching<Page>, whole: bool) -> AnyView {
    let come = RwSignal::new(None);
    let fetch = move || {
        come.set(None);
        leptos::task::spawn_local(async move {
            let page = page().await;
            // Nothing to be told where the place is gone by now.
            if come.try_set(Some(page)).is_none() && page.is_ok() && whole {
                request_animation_frame(|| dom::focus_quietly("page-title"));
            }
        });
    };
    fetch();
    live(move || match come.get() {
        None => view! { <p class="why" role="status">"正在打开。"</p> }.into_any(),
        Some(Ok(page)) => page(),
        Some(Err(NotFetched)) => view! {
            <section class="sheet empty" role="alert">
                <p>{wording::not_fetched()}</p>
                <p><button type="button" class="go" on:click=move |_| fetch()>"再试一次"</button></p>
            </section>
        }
        .into_any(),
    })
    .into_any()
}
