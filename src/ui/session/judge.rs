//! What the session asks of the engine: a form scored, a case's documents checked, by the packs in force. What
//! checks goals comes later (`judging`); until then nobody knows what is wrong with them. Knows no signal.

use std::sync::OnceLock;

use crate::bundle::goal::goal_digest;
use crate::domain::case::Case;
use crate::domain::checks::{check_basis, check_self_evaluation};
use crate::domain::finding::Finding;
use crate::domain::from_goal::{GoalBasis, goal_basis};
use crate::domain::goal::{Goal, GoalStage};
use crate::domain::scoring::form::ScoredForm;
use crate::domain::selfeval::SelfEvaluation;
use crate::pack;

/// What is wrong with the goal of a case; nothing where it has none.
pub type GoalJudge = fn(&Case) -> Vec<Finding>;

static GOALS: OnceLock<GoalJudge> = OnceLock::new();

/// From now on goals are judged by this. Says whether they were not before.
pub(super) fn learn_goals(judge: GoalJudge) -> bool {
    GOALS.set(judge).is_ok()
}

/// Whether goals are judged.
pub(super) fn knows_goals() -> bool {
    GOALS.get().is_some()
}

/// The form scored by the rules in force.
pub(super) fn score(form: &SelfEvaluation) -> Option<ScoredForm> {
    Some(crate::domain::scoring::score(form, pack::shipped().rules()))
}

/// Whether the case has a goal that was approved and is not being adjusted.
pub(super) fn is_goal_approved(case: Option<&Case>) -> bool {
    let goal = case.and_then(|case| case.goal.as_ref());
    goal.is_some_and(|goal| goal.stage == GoalStage::Approved)
}

/// The digest by which a self-evaluation names the goal.
pub(super) fn digest_of(goal: &Goal) -> String {
    goal_digest(goal).as_str().to_owned()
}

/// Which goal the self-evaluation rests on. `digest` gives that of the goal in force, if it is asked.
pub(super) fn basis(case: &Case, digest: impl FnOnce(&Goal) -> String) -> Option<GoalBasis> {
    let (form, goal) = (case.self_evaluation.as_ref()?, case.goal.as_ref()?);
    form.rests_on.as_ref()?;
    goal_basis(form, Some(goal), &digest(goal))
}

/// Findings of all documents of a case, as far as they can be judged.
pub(super) fn all_findings(case: &Case, scored: Option<&ScoredForm>) -> Vec<Finding> {
    let mut found = findings(Some(case), scored, basis(case, digest_of));
    found.extend(GOALS.get().into_iter().flat_map(|judge| judge(case)));
    found
}

/// Findings of the self-evaluation.
pub(super) fn findings(
    case: Option<&Case>,
    scored: Option<&ScoredForm>,
    basis: Option<GoalBasis>,
) -> Vec<Finding> {
    let form = case.and_then(|case| case.self_evaluation.as_ref());
    let words = pack::shipped().checks();
    let found = |(form, scored)| {
        let mut found = check_self_evaluation(form, scored, words);
        found.extend(check_basis(basis));
        found
    };
    form.zip(scored).map(found).unwrap_or_default()
}
