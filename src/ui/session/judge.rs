//! What the session asks of the engine: a form scored, a case's documents checked, by the packs in force. Knows
//! no signal.

use crate::bundle::goal::goal_digest;
use crate::domain::case::Case;
use crate::domain::checks::{check_basis, check_goal, check_self_evaluation};
use crate::domain::finding::Finding;
use crate::domain::from_goal::{GoalBasis, goal_basis};
use crate::domain::goal::Goal;
use crate::domain::scoring::form::ScoredForm;
use crate::domain::selfeval::SelfEvaluation;
use crate::pack;

/// The form scored by the rules in force.
pub(super) fn score(form: &SelfEvaluation) -> Option<ScoredForm> {
    Some(crate::domain::scoring::score(form, pack::shipped().rules()))
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

/// Findings of all documents of a case.
pub(super) fn all_findings(case: &Case, scored: Option<&ScoredForm>) -> Vec<Finding> {
    let mut found = findings(Some(case), scored, basis(case, digest_of));
    if let (Some(_), Some(goal)) = (&case.self_evaluation, &case.goal) {
        found.extend(check_goal(goal, pack::shipped().checks()));
    }
    found
}

/// Findings of the self-evaluation or, where there is none, of the goal.
pub(super) fn findings(
    case: Option<&Case>,
    scored: Option<&ScoredForm>,
    basis: Option<GoalBasis>,
) -> Vec<Finding> {
    let words = pack::shipped().checks();
    let found = case.and_then(|case| match (&case.self_evaluation, scored, &case.goal) {
        (Some(form), Some(scored), _) => {
            let mut found = check_self_evaluation(form, scored, words);
            found.extend(check_basis(basis));
            Some(found)
        }
        (None, _, Some(goal)) => Some(check_goal(goal, words)),
        _ => None,
    });
    found.unwrap_or_default()
}
