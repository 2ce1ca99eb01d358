//! 分值 of the year's rows: the live sums against what the rules ask for, and sharing out anew.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::command::GoalEdit;
use crate::domain::goal::Goal;
use crate::domain::points::{
    LevelStanding, PointsStanding, ShareRefusal, profile_of, share_by_profile, standing as standing_of,
};
use crate::pack;
use crate::ui::parts::live::{live, memo};
use crate::wording;

/// Sum and level sums, each with a shape and a word where it is not what it should be.
pub(super) fn standing(desk: Desk) -> AnyView {
    let standing = memo(move || {
        desk.session.with_goal(|goal| standing_of(goal, pack::shipped().rules())).unwrap_or_default()
    });
    live(move || drawn(standing.get())).into_any()
}

fn drawn(standing: PointsStanding) -> AnyView {
    let PointsStanding { levels, sum, full, missing, profile } = standing;
    let kept = missing == 0 && full.is_some_and(|full| full == sum);
    let class = if kept { "light green" } else { "light amber" };
    let of = full.map(|full| format!(" / {full}")).unwrap_or_default();
    let level = |level: LevelStanding| {
        let short = level.level1.trim_end_matches("指标").to_owned();
        let limit = level.limit.map(|limit| format!("/{limit}")).unwrap_or_default();
        let class = if level.is_kept() { "why" } else { "light amber" };
        let word = if level.is_kept() { "" } else { "，与规则不符" };
        view! { <span class=class>{short}" "{level.sum.to_string()}{limit}<span class="sr">{word}</span></span> }
    };
    view! {
        <span class="levels-standing" role="status" title=profile>
            <span class=class>"分值合计 "{sum.to_string()}{of}</span>
            {levels.into_iter().map(level).collect_view()}
        </span>
    }
    .into_any()
}

/// Shares the points out anew by the profile that fits the goal; locked rows keep theirs.
pub(super) fn share(desk: Desk) {
    let rules = pack::shipped().rules();
    let shared = |goal: &Goal| match profile_of(goal, rules).or(rules.profiles.first()) {
        Some(profile) => share_by_profile(goal, profile),
        None => Err(ShareRefusal::NoRows { level1: String::new() }),
    };
    match untrack(|| desk.session.with_goal(shared)) {
        Some(Ok(edits)) if edits.is_empty() => desk.session.say("分值已经是均分的，没有改动。"),
        Some(Ok(edits)) => desk.apply(GoalEdit::Many(edits)),
        Some(Err(refusal)) => desk.session.tell(&wording::share_refusal(&refusal)),
        None => {}
    }
}
