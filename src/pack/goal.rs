//! Goal forms and the words of the goal checks as packs bring them. They are files beside the page and no part
//! of its first load: what fetched them hands their text over here. Knows no goal and no screen.

use super::read::{Pack, malformed, own, section};
use crate::domain::checks::CheckWords;
use crate::domain::finding::PackProblem;
use crate::domain::goal_form::GoalForms;

/// The goal forms of a pack: its section `goal`. Fails where the pack has none or it does not read.
pub fn goal_forms(pack: &Pack) -> Result<GoalForms, PackProblem> {
    let forms = own(&pack.raw, "goal").ok_or_else(|| malformed("goal", "缺少“goal”"))?;
    section(forms, "goal")
}

/// What forms are checked by, with what goals are checked by from a pack's sections `goal_checks` and `checks`.
pub fn with_goal_checks(words: &CheckWords, pack: &Pack) -> Result<CheckWords, PackProblem> {
    let goal = own(&pack.raw, "goal_checks").ok_or_else(|| malformed("goal_checks", "缺少“goal_checks”"))?;
    let checks = own(&pack.raw, "checks").map(|checks| section(checks, "checks")).transpose()?;
    Ok(words.clone().with_goal(section(goal, "goal_checks")?, checks.unwrap_or_default()))
}

/// The pack that brings the section `name` to whoever goes by `pack`: itself, else one of the `known` that it names.
pub fn bringing<'p>(pack: &'p Pack, known: &'p [Pack], name: &str) -> Option<&'p Pack> {
    if own(&pack.raw, name).is_some() {
        return Some(pack);
    }
    let named = own(&pack.raw, "packs").and_then(|packs| packs.as_array()).into_iter().flatten();
    let ids = named.filter_map(|entry| entry.get("id")?.as_str());
    let mut packs = ids.filter_map(|id| known.iter().find(|pack| pack.id.as_str() == id));
    packs.find(|pack| own(&pack.raw, name).is_some())
}
