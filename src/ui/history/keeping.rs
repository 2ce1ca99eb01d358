//! When a version is kept: as the work first departs from what was opened, when editing pauses, when the case is
//! left or the page is hidden, and around everything that replaces a content or hands it in. What a page that goes
//! away could not write any more is kept when the case is next edited.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use async_lock::Mutex;
use gloo_events::EventListener;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::storage::history::Why;
use crate::storage::{Editing, Inventory, Pauses, Refused};
use crate::ui::session::{Moment, Notice, Session, refused};
use crate::wording;

/// How long editing rests before what stands then is worth a version.
const PAUSE: Duration = Duration::from_secs(3 * 60);

/// What is known of the open case's content.
#[derive(Default)]
struct State {
    /// The device seen from outside, by one connection: a page that is hidden has no time to open one.
    inventory: Option<Rc<Inventory>>,
    open: Option<CaseId>,
    /// The open case as it was found, until something else stands there.
    found: Option<Box<Case>>,
    /// Something was done since the last version.
    worked: bool,
    timer: Option<TimeoutHandle>,
    /// That a version was not kept has been said.
    told: bool,
    /// Counts the versions that are kept, for the page that lists them.
    kept: Option<RwSignal<u32>>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
    /// One after the other, in the order of the moments.
    static TURN: Rc<Mutex<()>> = Rc::default();
}

fn state<T>(change: impl FnOnce(&mut State) -> T) -> T {
    STATE.with_borrow_mut(change)
}

/// Hears of the moments.
pub(super) fn hear(session: Session, moment: Moment) {
    match moment {
        Moment::Opened(case) => opened(session, case),
        Moment::Found(case) => found_anew(case),
        Moment::Rested => rested(session),
        Moment::Replaced(cases, why) => spawn_local(replaced(session, cases, why)),
        Moment::HandedIn(cases) => spawn_local(async move {
            keep_all(session, cases, Why::HandedIn).await;
        }),
        Moment::Deleted(id) => spawn_local(async move {
            if let Some(inventory) = inventory(session).await {
                // Not noted, its versions stay: they take room and harm nothing.
                drop(inventory.note_deleted(&id, now()).await);
            }
        }),
    }
}

/// Keeps what a case holds or held as a version, and before it what was found there, if that is none yet. `None`: a
/// version has all of it already.
pub(super) async fn keep(
    session: Session,
    case: &Case,
    why: Why,
    name: &str,
) -> Result<Option<u64>, Refused> {
    let found = found_before(session, case);
    let turn = TURN.with(Rc::clone);
    let _turn = turn.lock().await;
    let inventory = inventory(session).await.ok_or(Refused::Missing)?;
    if let Some(found) = found {
        inventory.add_version(&found, now(), &session.person(), Why::Edited, "").await?;
    }
    let number = inventory.add_version(case, now(), &session.person(), why, name).await?;
    if let (Some(_), Some(kept)) = (number, state(|state| state.kept)) {
        // The page may be gone by now.
        kept.try_update(|kept| *kept = kept.wrapping_add(1));
    }
    Ok(number)
}

/// What was found where this content stands now, once. What stood there before what was found has nothing before it.
fn found_before(session: Session, content: &Case) -> Option<Box<Case>> {
    let stands = session.case_of(&content.id).as_ref() == Some(content);
    state(|state| state.found.take_if(|found| stands && found.id == content.id && **found != *content))
}

/// Lets a page know of every version that is kept from now on.
pub(super) fn tell_kept(kept: RwSignal<u32>) {
    state(|state| state.kept = Some(kept));
}

/// What stands is kept or came from outside: it is no work of this page that would be worth a version.
pub(super) fn found_anew(case: Box<Case>) {
    state(|state| {
        if state.open.as_ref() == Some(&case.id) {
            state.found = Some(case);
            state.worked = false;
        }
    });
}

/// The device seen from outside.
pub(super) async fn inventory(session: Session) -> Option<Rc<Inventory>> {
    if let Some(inventory) = state(|state| state.inventory.clone()) {
        return Some(inventory);
    }
    let inventory = Rc::new(session.inventory().await?);
    state(|state| state.inventory = Some(inventory.clone()));
    Some(inventory)
}

fn opened(session: Session, case: Option<Box<Case>>) {
    finish(session);
    let first = state(|state| {
        let first = state.inventory.is_none();
        state.open = case.as_ref().map(|case| case.id.clone());
        state.found = case;
        state.worked = false;
        first
    });
    if first {
        // It listens as long as the page lives.
        let hidden = move |_: &web_sys::Event| {
            if document().hidden() {
                finish(session);
            }
        };
        EventListener::new(&document(), "visibilitychange", hidden).forget();
        spawn_local(async move {
            if let Some(inventory) = inventory(session).await {
                // What is not swept now is swept another time.
                drop(inventory.sweep_deleted(now()).await);
            }
        });
    }
}

fn rested(session: Session) {
    let Some(case) = open_case(session) else { return };
    let found = found_before(session, &case);
    state(|state| {
        state.worked |= found.is_some() || state.found.is_none();
        if state.worked {
            state.timer.take().into_iter().for_each(|old| old.clear());
            state.timer = set_timeout_with_handle(move || finish(session), PAUSE).ok();
        }
    });
    if let Some(found) = found {
        spawn_local(async move { keep_all(session, vec![*found], Why::Edited).await });
    }
}

/// Keeps what the open case now holds, if something was done since the last version.
fn finish(session: Session) {
    let worked = state(|state| {
        if let Some(timer) = state.timer.take() {
            timer.clear();
        }
        std::mem::take(&mut state.worked)
    });
    let open = state(|state| state.open.clone());
    if let (true, Some(case)) = (worked, open.and_then(|id| session.case_of(&id))) {
        spawn_local(async move { keep_all(session, vec![case], Why::Edited).await });
    }
}

/// The open case, if this window may edit it.
fn open_case(session: Session) -> Option<Case> {
    let id = state(|state| state.open.clone())?;
    let here = session.open_id().as_ref() == Some(&id) && session.editing() == Editing::Here;
    session.case_of(&id).filter(|_| here)
}

async fn replaced(session: Session, cases: Vec<Case>, why: Why) {
    let after: Vec<Case> = cases.iter().filter_map(|case| session.case_of(&case.id)).collect();
    keep_all(session, cases, Why::BeforeReplace).await;
    keep_all(session, after, why).await;
}

/// Keeps versions nobody asked for. That one was refused is said once: the work itself is kept all the same.
async fn keep_all(session: Session, cases: Vec<Case>, why: Why) {
    let mut pauses = Pauses::begin();
    for case in cases {
        if let Err(reason) = keep(session, &case, why, "").await
            && !state(|state| std::mem::replace(&mut state.told, true))
        {
            tell(session, &reason);
        }
        pauses.pause().await;
    }
}

/// Says that a version was not kept; where nothing is kept at all, that is said elsewhere.
fn tell(session: Session, reason: &Refused) {
    let nothing_is_kept = matches!(reason, Refused::Missing | Refused::Denied | Refused::Blocked);
    if !nothing_is_kept && session.notice.try_get_untracked().is_some_and(|notice| notice.is_none()) {
        session.notice.set(Some(Notice::bad(wording::version_not_kept(&refused(reason)))));
    }
}

fn now() -> i64 {
    js_sys::Date::now() as i64
}
