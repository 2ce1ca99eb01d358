//! What goals are judged and asked by, on their page and in the list, as it comes from packs: the forms and the
//! checks. Fetched once a page, told where they do not come, and asked for again.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::later::NotFetched;
use super::packs;
use super::session::{GoalJudge, GoalJudging, Session};
use crate::domain::case::Case;
use crate::domain::checks::{CheckWords, check_goal_of};
use crate::domain::finding::Finding;
use crate::domain::goal_form::{GoalForm, GoalForms};
use crate::pack::{self, Pack};

const FORMS: &str = "goal-forms.json";
const CHECKS: &str = "goal-checks.json";

/// Forms and checks that came together.
#[derive(Debug)]
pub(super) struct Rulings {
    pub forms: GoalForms,
    pub words: CheckWords,
}

thread_local! {
    /// Those of this page, so that they are read once.
    static RULINGS: RefCell<Option<Arc<Rulings>>> = const { RefCell::new(None) };
}

/// The forms as far as they have come.
#[derive(Clone, Copy)]
pub(super) struct FormShelf {
    session: Session,
    pub rulings: RwSignal<Option<Arc<Rulings>>>,
    /// They did not come.
    pub missing: RwSignal<bool>,
}

impl FormShelf {
    pub fn new(session: Session) -> Self {
        let rulings = RwSignal::new(RULINGS.with_borrow(Clone::clone));
        let shelf = Self { session, rulings, missing: RwSignal::new(false) };
        shelf.fetch();
        shelf
    }

    /// Asks for them unless they are here.
    pub fn fetch(self) {
        if self.rulings.with_untracked(Option::is_some) {
            return;
        }
        self.missing.set(false);
        let Self { session, rulings, missing } = self;
        spawn_local(async move {
            let Some(read) = rulings_here().await else {
                missing.try_set(true);
                return;
            };
            drop(rulings.try_set(Some(read)));
            // From now on the list knows what is wrong with goals as well.
            session.judge_goals_by(judged).await;
        });
    }

    /// The form of the open case's kind of subject; tracked.
    pub fn form(self) -> Option<GoalForm> {
        let subject = self.session.case.with(|case| case.as_ref().map(|case| case.subject))?;
        self.of(|rulings| rulings.forms.of(subject).cloned()).flatten()
    }

    /// Reads what has come; tracked.
    pub fn of<T>(self, read: impl FnOnce(&Rulings) -> T) -> Option<T> {
        self.rulings.with(|rulings| rulings.as_deref().map(read))
    }
}

impl Rulings {
    /// What is wrong with the goal of a case; nothing where it has none.
    pub fn findings(&self, case: &Case) -> Vec<Finding> {
        let rules = pack::shipped().rules();
        let check = |goal| check_goal_of(case.subject, goal, rules, &self.forms, &self.words);
        case.goal.as_ref().map(check).unwrap_or_default()
    }
}

/// Fetches what the list judges goals by.
pub const JUDGING: GoalJudging = || {
    Box::pin(async {
        let judge: GoalJudge = judged;
        rulings_here().await.map(|_| judge).ok_or(NotFetched)
    })
};

fn judged(case: &Case) -> Vec<Finding> {
    let rulings = RULINGS.with_borrow(Clone::clone);
    rulings.map(|rulings| rulings.findings(case)).unwrap_or_default()
}

/// The forms alone; `None` where they do not come or cannot be read.
pub(super) async fn fetched() -> Option<GoalForms> {
    pack::goal_forms(&pack().await?).ok()
}

/// The pack that they stand in.
pub(super) async fn pack() -> Option<Pack> {
    let text = packs::text(FORMS).await.ok()?;
    pack::read(text.as_bytes()).ok()
}

/// Those of this page, fetched where they have not come yet.
async fn rulings_here() -> Option<Arc<Rulings>> {
    if let Some(here) = RULINGS.with_borrow(Clone::clone) {
        return Some(here);
    }
    let read = Arc::new(rulings_fetched().await?);
    RULINGS.set(Some(read.clone()));
    Some(read)
}

async fn rulings_fetched() -> Option<Rulings> {
    let forms = fetched().await?;
    let text = packs::text(CHECKS).await.ok()?;
    let checks = pack::read(text.as_bytes()).ok()?;
    let words = pack::with_goal_checks(pack::shipped().checks(), &checks).ok()?;
    Some(Rulings { forms, words })
}
