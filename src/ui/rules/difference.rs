//! What other rules would change on this device: self-evaluations that come to other points or another grade, goals with
//! indicators that the other tree does not have. Changes nothing before somebody has said so; then the page begins anew.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::case::Case;
use crate::domain::ids::PackId;
use crate::domain::scoring::{Rules, score};
use crate::pack::{self, Pack};
use crate::storage::{Pauses, rules};
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::parts::press;
use crate::ui::session::{CaseLine, ScoreLine, Session, refused};
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

/// Over all cases of the device.
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
    /// Indicators of the goal that the tree does not have.
    misplaced: usize,
}

impl Asked {
    pub(super) fn new(session: Session) -> Self {
        Self { session, of: RwSignal::new(None), found: RwSignal::new(None) }
    }

    /// Whether these are the ones that are looked at; tracked.
    pub(super) fn is(self, pack: &Pack) -> bool {
        self.of.with(|of| of.as_ref() == Some(&pack.id))
    }

    /// Compares all cases, a few at a time.
    pub(super) fn ask(self, pack: &'static Pack) {
        self.found.set(None);
        self.of.set(Some(pack.id.clone()));
        dom::focus_quietly_soon(REPORT.to_owned());
        let Some(rules) = pack::shipped().rules_of(pack) else { return };
        spawn_local(async move {
            let (mut found, mut pauses) = (Difference::default(), Pauses::begin());
            for line in self.session.cases.get_untracked() {
                if let Some(case) = self.session.case_of(&line.id) {
                    found.add(&line, &case, &rules);
                }
                pauses.pause().await;
            }
            // The page may be gone by now, or other rules asked for.
            if self.of.try_with_untracked(|of| of.as_ref() == Some(&pack.id)) == Some(true) {
                self.found.set(Some(found));
            }
        });
    }

    fn give_up(self) {
        self.of.set(None);
        dom::focus_quietly("page-title");
    }

    /// Puts them in force: chosen for this device, and the page begins anew with them.
    fn adopt(self, pack: &'static Pack) {
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
    fn add(&mut self, line: &CaseLine, case: &Case, rules: &Rules) {
        let then = case.self_evaluation.as_ref().map(|form| ScoreLine::of(&score(form, rules)));
        self.forms += usize::from(then.is_some());
        let scores = line.score.as_ref().zip(then).filter(|(now, then)| *now != then);
        let goal = case.goal.as_ref();
        let misplaced = goal.map_or(0, |goal| {
            goal.indicators.iter().filter(|row| !rules.have(&row.level1, &row.level2)).count()
        });
        self.rescored += usize::from(scores.is_some());
        self.goals += usize::from(misplaced > 0);
        let concerned = scores.is_some() || misplaced > 0;
        self.concerned += usize::from(concerned);
        if concerned && self.lines.len() < SHOWN {
            let scores = scores.map(|(now, then)| (said(now), said(&then)));
            self.lines.push(Line { name: line.name.clone(), scores, misplaced });
        }
    }
}

/// `91.55 / 100，优`.
fn said(score: &ScoreLine) -> String {
    let grade = score.grade.as_ref().map(|grade| format!("，{grade}")).unwrap_or_default();
    format!("{} / {}{grade}", score.total.fixed2(), score.full)
}

const REPORT: &str = "rules-difference";

/// What they change, and the choice.
pub(super) fn report(asked: Asked, pack: &'static Pack) -> AnyView {
    let body = move || match asked.found.get() {
        None => view! { <p role="status">"正在比较。"</p> }.into_any(),
        Some(found) => view! {
            <p role="status">{wording::rules_difference(found.forms, found.rescored, found.goals)}</p>
            {table(&found)}
            <div class="acts">
                {press("不改", "small", move || asked.give_up())}
                {press("改用并重新载入", "small go", move || asked.adopt(pack))}
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="notice" role="group" aria-label=format!("改用{}", pack.title) id=REPORT tabindex="-1">{live(body)}</div>
    }
    .into_any()
}

fn table(found: &Difference) -> Option<AnyView> {
    if found.lines.is_empty() {
        return None;
    }
    let row = |line: &Line| {
        let (now, then) = line.scores.clone().unwrap_or_else(|| ("不变".to_owned(), "不变".to_owned()));
        let misplaced =
            if line.misplaced == 0 { "—".to_owned() } else { format!("{} 项", line.misplaced) };
        view! { <tr><th scope="row">{line.name.clone()}</th><td>{now}</td><td>{then}</td><td class="n">{misplaced}</td></tr> }
    };
    let rows = found.lines.iter().map(row).collect_view();
    Some(
        view! {
            <table class="rules-table">
                <thead><tr><th scope="col">"项目"</th><th scope="col">"现自评得分"</th><th scope="col">"改用后"</th><th scope="col" class="n">"须调整分级的指标"</th></tr></thead>
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
