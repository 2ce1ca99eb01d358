//! Goal forms and the words of the goal checks as packs bring them. They are files beside the page and no part
//! of its first load: what fetched them hands their text over here. Knows neither goal nor form of a screen.

use super::read::{Pack, malformed, own, section};
use crate::domain::finding::PackProblem;
use crate::domain::goal_form::GoalForms;

/// The goal forms of a pack: its section `goal`. Fails where the pack has none or it does not read.
pub fn goal_forms(pack: &Pack) -> Result<GoalForms, PackProblem> {
    let forms = own(&pack.raw, "goal").ok_or_else(|| malformed("goal", "缺少“goal”"))?;
    section(forms, "goal")
}
