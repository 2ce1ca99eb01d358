//! What the session asks of the engine: a form scored, a case's documents checked, by the packs in force. What
//! checks goals comes with their page; until then nobody knows what is wrong with them. Knows no signal.

use std::sync::OnceLock;

use crate::domain::case::Case;
use crate::domain::checks::check_self_evaluation;
use crate::domain::finding::Finding;
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

/// The form scored by the rules in force.
pub(super) fn score(form: &SelfEvaluation) -> Option<ScoredForm> {
    Some(crate::domain::scoring::score(form, pack::shipped().rules()))
}

/// Findings of all documents of a case, as far as they can be judged.
pub(super) fn all_findings(case: &Case, scored: Option<&ScoredForm>) -> Vec<Finding> {
    let mut found = findings(Some(case), scored);
    found.extend(GOALS.get().into_iter().flat_map(|judge| judge(case)));
    found
}

/// Findings of the self-evaluation.
pub(super) fn findings(case: Option<&Case>, scored: Option<&ScoredForm>) -> Vec<Finding> {
    let form = case.and_then(|case| case.self_evaluation.as_ref());
    let words = pack::shipped().checks();
    form.zip(scored).map(|(form, scored)| check_self_evaluation(form, scored, words)).unwrap_or_default()
}
