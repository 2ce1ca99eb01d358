//! What other rules would change for who is here: self-evaluations that come to other points or another grade, goals whose
//! indicators or points no longer fit. Changes nothing before somebody has said so; then the page begins anew.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::case::Case;
use crate::domain::ids::PackId;
use crate::domain::indicator::Indicator;
use crate::domain::points::standing;
use crate::domain::scoring::{Rules, score};
use crate::pack::{self, Pack};
use crate::storage::{Pauses, rules};
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::parts::press;
use crate::ui::session::{ScoreLine, Session, refused};
use crate::wording;

/// Cases that are listed; all are counted.
const SHOWN: usize = 100;

/// The rules that somebody looks at putting in force.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    session: Session,
    of: RwSignal<Option<PackId>>,
    found: RwSignal<Option<Difference>>,
}

/// Over all cases of who is here.
#[derive(Clone, Default)]
struct Difference {
    forms: usize,
    rescored: usize,
    goals: usize,
    /// Cases that are concerned, and the first of them.
    concerned: usize,
    lines: Vec<Line>,
}

#[derive(Clone)]
struct Line {
    name: String,
    /// 自评得分 now and then, where it is another.
    scores: Option<(String, String)>,
    /// Indicators of the goal that the tree no longer has.
    misplaced: usize,
    /// The goal's points come to what the rules ask for now, and not then.
    unbalanced: bool,
}

impl Asked {
    pub(super) fn new(session: Session) -> Self {
        Self { session, of: RwSignal::new(None), found: RwSignal::new(None) }
    }

    /// Whether these are the ones that are looked at; tracked.
    pub(super) fn is(self, pack: &Pack) -> bool {
        self.of.with(|of| of.as_ref() == Some(&pack.id))
    }

    /// Shows what they change.
    pub(super) fn ask(self, pack: &'static Pack) {
        self.found.set(None);
        self.of.set(Some(pack.id.clone()));
        dom::focus_quietly_soon(REPORT.to_owned());
    }

    /// Goes through what is here.
    fn compare(self, pack: &'static Pack) {
        let Some(rules) = pack::shipped().rules_of(pack) else { return };
        spawn_local(async move {
            let (mut found, mut pauses) = (Difference::default(), Pauses::begin());
            for line in self.session.cases.get_untracked() {
                if let Some(case) = self.session.case_of(&line.id) {
                    found.add(&case, pack::shipped().rules(), &rules);
                }
                pauses.pause().await;
            }
            // The page may be gone by now, or other rules asked for.
            if self.of.try_with_untracked(|of| of.as_ref() == Some(&pack.id)) == Some(true) {
                self.found.set(Some(found));
            }
        });
    }

    fn give_up(self, pack: &Pack) {
        self.of.set(None);
        dom::focus_quietly_soon(change_id(pack));
    }

    /// Puts them in force: chosen for this device, and the page begins anew with them.
    pub(super) fn adopt(self, pack: &'static Pack) {
        spawn_local(async move {
            let kept = self.session.all_kept().await;
            let chosen = kept.and_then(|()| {
                rules::choose(pack.id.as_str())
                    .map_err(|reason| wording::rules_not_changed(&refused(&reason)))
            });
            match chosen {
                Ok(()) => dom::load_again(),
                Err(why) => self.session.tell(&why),
            }
        });
    }
}

impl Difference {
    fn add(&mut self, case: &Case, now: &Rules, then: &Rules) {
        let scored = |rules| case.self_evaluation.as_ref().map(|form| ScoreLine::of(&score(form, rules)));
        let scores = scored(now).zip(scored(then));
        self.forms += usize::from(scores.is_some());
        let scores = scores.filter(|(now, then)| now != then);
        let goal = case.goal.as_ref();
        let lost =
            |row: &&Indicator| now.have(&row.level1, &row.level2) && !then.have(&row.level1, &row.level2);
        let misplaced = goal.map_or(0, |goal| goal.indicators.iter().filter(lost).count());
        let unbalanced =
            goal.is_some_and(|goal| standing(goal, now).is_kept() && !standing(goal, then).is_kept());
        self.rescored += usize::from(scores.is_some());
        self.goals += usize::from(misplaced > 0 || unbalanced);
        let concerned = scores.is_some() || misplaced > 0 || unbalanced;
        self.concerned += usize::from(concerned);
        if concerned && self.lines.len() < SHOWN {
            let scores = scores.map(|(now, then)| (said(&now), said(&then)));
            self.lines.push(Line { name: case.name.clone(), scores, misplaced, unbalanced });
        }
    }
}

/// `91.55 / 100，优`.
fn said(score: &ScoreLine) -> String {
    let grade = score.grade.as_ref().map(|grade| format!("，{grade}")).unwrap_or_default();
    format!("{} / {}{grade}", score.total.fixed2(), score.full)
}

const REPORT: &str = "rules-difference";

/// The id of the button that asks for these rules.
pub(super) fn change_id(pack: &Pack) -> String {
    format!("change-to-{}", pack.id)
}

/// What they change, and the choice.
pub(super) fn report(asked: Asked, pack: &'static Pack) -> AnyView {
    Effect::new(move |_| {
        if asked.session.ready.get() {
            asked.compare(pack);
        }
    });
    let sum = move || {
        asked.found.with(|found| match found {
            None => "正在比较。".to_owned(),
            Some(found) => wording::rules_difference(found.forms, found.rescored, found.goals),
        })
    };
    let rest = move || {
        let found = asked.found.get()?;
        Some(view! {
            {table(&found)}
            <div class="acts">
                {press("不改", "small", move || asked.give_up(pack))}
                {press("改用并重新载入", "small go", move || asked.adopt(pack))}
            </div>
        })
    };
    view! {
        <div class="notice" role="group" aria-label=format!("改用{}", pack.title) id=REPORT tabindex="-1">
            <p role="status">{sum}</p>
            {live(rest)}
        </div>
    }
    .into_any()
}

fn table(found: &Difference) -> Option<AnyView> {
    if found.lines.is_empty() {
        return None;
    }
    let row = |line: &Line| {
        let (now, then) = line.scores.clone().unwrap_or_else(|| ("不变".to_owned(), "不变".to_owned()));
        let goal = match (line.misplaced, line.unbalanced) {
            (0, false) => "—".to_owned(),
            (0, true) => "分值".to_owned(),
            (count, _) => format!("{count} 项指标的分级"),
        };
        view! { <tr><th scope="row">{line.name.clone()}</th><td>{now}</td><td>{then}</td><td>{goal}</td></tr> }
    };
    let rows = found.lines.iter().map(row).collect_view();
    Some(
        view! {
            <table class="rules-table">
                <thead><tr><th scope="col">"项目"</th><th scope="col">"现自评得分"</th><th scope="col">"改用后"</th><th scope="col">"目标须改正"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {left(found.concerned - found.lines.len())}
        }
        .into_any(),
    )
}

fn left(count: usize) -> Option<AnyView> {
    (count > 0).then(|| view! { <p class="why">{format!("另有 {count} 个项目没有列出。")}</p> }.into_any())
}
