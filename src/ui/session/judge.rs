//! What the session asks of the engine: a form scored, a case's documents checked, by the packs in force. Knows
//! no signal.

use crate::domain::case::Case;
use crate::domain::checks::{check_goal, check_self_evaluation};
use crate::domain::finding::Finding;
use crate::domain::scoring::form::ScoredForm;
use crate::domain::selfeval::SelfEvaluation;
use crate::pack;

/// The form scored by the rules in force.
pub(super) fn score(form: &SelfEvaluation) -> Option<ScoredForm> {
    Some(crate::domain::scoring::score(form, pack::shipped().rules()))
}

/// Findings of all documents of a case.
pub(super) fn all_findings(case: &Case, scored: Option<&ScoredForm>) -> Vec<Finding> {
    let mut found = findings(Some(case), scored);
    if let (Some(_), Some(goal)) = (&case.self_evaluation, &case.goal) {
        found.extend(check_goal(goal, pack::shipped().checks()));
    }
    found
}

/// Findings of the self-evaluation or, where there is none, of the goal.
pub(super) fn findings(case: Option<&Case>, scored: Option<&ScoredForm>) -> Vec<Finding> {
    let words = pack::shipped().checks();
    let found = case.and_then(|case| match (&case.self_evaluation, scored, &case.goal) {
        (Some(form), Some(scored), _) => Some(check_self_evaluation(form, scored, words)),
        (None, _, Some(goal)) => Some(check_goal(goal, words)),
        _ => None,
    });
    found.unwrap_or_default()
}
