//! The state of the app: a copyable struct of root signals. Components read slices of it and change it by its
//! methods; only the session speaks with the store.

mod copies;
mod demo;
mod edit;
mod goal_steps;
mod goals;
mod judge;
mod judging;
mod keep;
mod keeper;
mod line;
mod notice;
mod packing;
mod past;
mod people;
mod receiving;
mod refused;
mod shelf;
mod together;
mod workbooks;

pub use crate::storage::profile::Profile;
pub use crate::storage::{Editing, Side, Theme, TypeSize};
pub use goal_steps::Copied;
pub(in crate::ui) use goals::head_of;
pub use judge::GoalJudge;
pub use judging::{GoalJudging, GoalsJudged};
pub(in crate::ui) use keeper::{Answer, is_whole};
pub use line::{CaseLine, FindingCount, ScoreLine, StationState};
pub use notice::{Link, Notice, TakeBack};
pub(in crate::ui) use packing::{Made, files_key, packed};
pub use past::{Historian, Moment};
pub(in crate::ui) use receiving::Parted;
pub use refused::refused;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::domain::case::Case;
use crate::domain::finding::Finding;
use crate::domain::from_goal::GoalBasis;
use crate::domain::goal::Goal;
use crate::domain::ids::CaseId;
use crate::domain::scoring::form::ScoredForm;
use crate::domain::selfeval::SelfEvaluation;
use crate::route::Route;
use crate::storage::overview::Copies;
use crate::ui::later::Fetching;
use crate::ui::parts::live::memo;

/// How safe the work is right now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is on this device. `at` is the wall clock of the last write, if there was one.
    Saved { at: Option<String> },
    /// Journalled, on its way into the document store.
    Saving,
    /// The last write was refused; it is tried again. The work lives in this page until then.
    Failed { reason: String },
    /// The browser keeps nothing: the work lives in this page alone.
    MemoryOnly { reason: String },
    /// Another window has written this case meanwhile; neither is overwritten until somebody chooses.
    Conflict { case: CaseId },
}

/// What stands before the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Somebody has to say who they are.
    Choose,
    /// This person's passphrase is asked for.
    Locked(Profile),
}

/// Whether the open page's case is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    Loading,
    Open,
    /// No case of this id on this device.
    Missing,
}

/// The app's state. Get it with [`session`].
#[derive(Clone, Copy)]
pub struct Session {
    /// The page that is open.
    pub route: ReadSignal<Route>,
    /// The open case; `None` on pages that are about no case.
    pub case: ReadSignal<Option<Case>>,
    /// How far the open page's case is.
    pub opening: Memo<Opening>,
    /// The open case's self-evaluation, scored by the rules in force.
    pub scored: Memo<Option<ScoredForm>>,
    /// The goal that the open case's self-evaluation rests on.
    pub basis: Memo<Option<GoalBasis>>,
    /// Findings of the open case's self-evaluation.
    pub findings: Memo<Vec<Finding>>,
    pub can_undo: Memo<bool>,
    pub can_redo: Memo<bool>,
    pub save_state: ReadSignal<SaveState>,
    /// The open case cannot be edited in this window now; [`Session::editing`] says why.
    pub elsewhere: ReadSignal<bool>,
    /// Nothing on this page can be changed: the case cannot, or it is a goal that was approved.
    pub read_only: Memo<bool>,
    /// One line for each case, in order of age.
    pub cases: ReadSignal<Vec<CaseLine>>,
    /// Whether those lines count what is wrong with goals.
    pub goals_judged: RwSignal<GoalsJudged>,
    /// All cases have been read from the device.
    pub ready: ReadSignal<bool>,
    /// What stands before the work: somebody has to say who they are, or to unlock it.
    pub gate: RwSignal<Option<Gate>>,
    /// What the app has just done.
    pub notice: RwSignal<Option<Notice>>,
    /// Cases without a copy elsewhere, by id; among them may be some that are no longer here.
    pub only_here: RwSignal<Vec<CaseId>>,
    /// Work has waited long for a copy.
    pub reminder: RwSignal<bool>,
    /// Another window has put other rules in force; this one goes on by those it began with.
    pub other_rules: RwSignal<bool>,
    pub theme: ReadSignal<Theme>,
    pub type_size: ReadSignal<TypeSize>,
    inner: Inner,
}

/// What only the session itself writes.
#[derive(Clone, Copy)]
struct Inner {
    set_route: WriteSignal<Route>,
    set_case: WriteSignal<Option<Case>>,
    set_save_state: WriteSignal<SaveState>,
    set_elsewhere: WriteSignal<bool>,
    set_cases: WriteSignal<Vec<CaseLine>>,
    set_ready: WriteSignal<bool>,
    set_theme: WriteSignal<Theme>,
    set_type_size: WriteSignal<TypeSize>,
    /// Whether there is an edit of the open case to undo, and one to do again.
    can_step: RwSignal<(bool, bool)>,
    /// When the last keystroke of a run in one field was made; `None`: no run goes on.
    typing: StoredValue<Option<i64>>,
    line_timer: StoredValue<Option<TimeoutHandle>>,
    keep: StoredValue<keep::Keep, LocalStorage>,
    /// How the history of versions is fetched, and the history once it has come.
    history: fn() -> Fetching<Historian>,
    historian: StoredValue<Option<Historian>>,
    /// How what checks goals is fetched.
    goal_judge: fn() -> Fetching<GoalJudging>,
    /// What has left the device; `None` until it was looked at.
    copies: StoredValue<Option<Copies>>,
}

/// The session of the app; only inside components, effects and handlers made by them.
pub fn session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// Makes the root signals. Once, at the root.
    pub fn new(history: fn() -> Fetching<Historian>, goal_judge: fn() -> Fetching<GoalJudging>) -> Self {
        let (route, set_route) = signal(Route::First);
        let (case, set_case) = signal(None::<Case>);
        let (save_state, set_save_state) = signal(SaveState::Saved { at: None });
        let (elsewhere, set_elsewhere) = signal(false);
        let (cases, set_cases) = signal(Vec::<CaseLine>::new());
        let (ready, set_ready) = signal(false);
        let (theme, set_theme) = signal(Theme::System);
        let (type_size, set_type_size) = signal(TypeSize::Normal);
        let can_step = RwSignal::new((false, false));
        let scored = memo(move || case.with(|case| judge::score(case.as_ref()?.self_evaluation.as_ref()?)));
        // A digest costs more than a look at whether the goal is another.
        let known = StoredValue::new(None::<(Goal, String)>);
        let basis = memo(move || case.with(|case| judge::basis(case.as_ref()?, |goal| digest(known, goal))));
        let findings = memo(move || {
            let basis = basis.get();
            case.with(|case| scored.with(|scored| judge::findings(case.as_ref(), scored.as_ref(), basis)))
        });
        let opening = memo(move || {
            let wanted = route.with(|route| route.case().cloned());
            let open = case.with(|case| case.as_ref().map(|case| case.id.clone()));
            match wanted {
                wanted if wanted == open => Opening::Open,
                Some(id) if ready.get() && !cases.with(|lines| lines.iter().any(|line| line.id == id)) => {
                    Opening::Missing
                }
                _ => Opening::Loading,
            }
        });
        let shows_goal = memo(move || route.with(|route| matches!(route, Route::Goal(_))));
        let approved = memo(move || case.with(|case| judge::is_goal_approved(case.as_ref())));
        Self {
            route,
            case,
            opening,
            scored,
            basis,
            findings,
            can_undo: memo(move || can_step.get().0 && !elsewhere.get()),
            can_redo: memo(move || can_step.get().1 && !elsewhere.get()),
            save_state,
            elsewhere,
            read_only: memo(move || elsewhere.get() || (shows_goal.get() && approved.get())),
            cases,
            goals_judged: RwSignal::new(GoalsJudged::Not),
            ready,
            gate: RwSignal::new(None),
            notice: RwSignal::new(None),
            only_here: RwSignal::new(Vec::new()),
            reminder: RwSignal::new(false),
            other_rules: RwSignal::new(false),
            theme,
            type_size,
            inner: Inner {
                set_route,
                set_case,
                set_save_state,
                set_elsewhere,
                set_cases,
                set_ready,
                set_theme,
                set_type_size,
                can_step,
                typing: StoredValue::new(None),
                line_timer: StoredValue::new(None),
                keep: StoredValue::new_local(keep::Keep::default()),
                history,
                historian: StoredValue::new(None),
                goal_judge,
                copies: StoredValue::new(None),
            },
        }
    }

    /// Reads a part of the open self-evaluation; tracked. `None` where there is none.
    pub fn with_form<T>(self, read: impl FnOnce(&SelfEvaluation) -> T) -> Option<T> {
        self.case.with(|case| Some(read(case.as_ref()?.self_evaluation.as_ref()?)))
    }

    /// Name and edition of the rules in force.
    pub fn rules_title(self) -> String {
        let pack = crate::pack::shipped().rules_pack();
        pack.map(|pack| format!("{} {}", pack.title, pack.edition)).unwrap_or_default()
    }

    /// The line of the open case; tracked.
    pub fn line(self) -> Memo<Option<CaseLine>> {
        memo(move || {
            let id = self.case.with(|case| case.as_ref().map(|case| case.id.clone()))?;
            self.cases.with(|lines| lines.iter().find(|line| line.id == id).cloned())
        })
    }

    /// Says what was done.
    pub fn say(self, text: &str) {
        self.notice.set(Some(Notice::done(text)));
    }

    /// Says what could not be done.
    pub fn tell(self, text: &str) {
        self.notice.set(Some(Notice::bad(text)));
    }

    pub(super) fn show(self, route: Route) {
        if self.route.with_untracked(|now| *now != route) {
            let case = route.case().cloned();
            self.notice.update(|notice| {
                *notice =
                    notice.take().filter(|notice| !notice.seen).map(|notice| Notice { seen: true, ..notice });
            });
            self.inner.set_route.set(route);
            self.open(case);
        }
    }

    /// The id of the open case, not tracked.
    pub fn open_id(self) -> Option<CaseId> {
        self.case.with_untracked(|case| case.as_ref().map(|case| case.id.clone()))
    }
}

/// The digest of a goal, computed anew only where it is another than that of `known`.
fn digest(known: StoredValue<Option<(Goal, String)>>, goal: &Goal) -> String {
    let same = known
        .with_value(|known| known.as_ref().filter(|(of, _)| of == goal).map(|(_, digest)| digest.clone()));
    same.unwrap_or_else(|| {
        let digest = judge::digest_of(goal);
        known.set_value(Some((goal.clone(), digest.clone())));
        digest
    })
}
