//! The digest of a goal's content, by which a self-evaluation names the goal that it rests on.

use serde_json::Value;

use super::digest::Digest;
use crate::domain::adjustment::FACTS;
use crate::domain::case::Case;
use crate::domain::from_goal::{GoalBasis, goal_basis};
use crate::domain::goal::Goal;

/// What the digest leaves out, beside the facts of its approval and adjustment: approved as it was declared, a goal
/// is the same, and whether the unit has checked itself changes nothing that it aims at.
const LEFT_OUT: [&str; 2] = ["self_check", "stage"];

/// SHA-256 over the canonical form of the goal's body without those.
pub fn goal_digest(goal: &Goal) -> Digest {
    let mut goal = goal.clone();
    goal.facts.retain(|fact| !FACTS.contains(&fact.key.as_str()));
    // By way of its text: a writer of trees for every type would weigh in the first load. A goal is texts,
    // integers and lists, so it always has one.
    let text = serde_json::to_vec(&goal).unwrap_or_default();
    Digest::of(&serde_json::from_slice::<Value>(&text).unwrap_or_default(), &LEFT_OUT)
}

/// Which goal the self-evaluation of a case rests on; `None` where it rests on none, or there is none by now.
pub fn basis_of(case: &Case) -> Option<GoalBasis> {
    let (form, goal) = (case.self_evaluation.as_ref()?, case.goal.as_ref()?);
    form.rests_on.as_ref()?;
    goal_basis(form, Some(goal), goal_digest(goal).as_str())
}

#[cfg(test)]
mod tests {
    use super::goal_digest;
    use crate::bundle::content::Content;
    use crate::bundle::digest::Digest;
    use crate::domain::adjustment::{approved, begun};
    use crate::domain::goal::{Goal, GoalStage, SelfCheck};

    #[test]
    fn the_digest_is_that_of_the_body_and_does_not_ask_the_stage() {
        let json = r#"{"head":{"year":2024,"project":"路灯"},"annual_goal":"维护 5000 盏","indicators":[
            {"id":"r1","level1":"产出","level2":"数量","name":"盏数","target":"5000"}]}"#;
        let goal: Goal = serde_json::from_str(json).expect("a goal");
        let digest = goal_digest(&goal);
        let body = Content::Goal(goal.clone()).body();
        assert_eq!(digest, Digest::of(&body, &["stage", "self_check"]));
        let case =
            serde_json::json!({ "id": "c", "year": 2024, "subject": "project", "name": "", "goal": body });
        let case = serde_json::from_value(case).expect("a case");
        let moved = approved(&case, "2024-02-01").and_then(|case| begun(&case, "2024-05-06", "追加"));
        assert_eq!(
            moved.ok().and_then(|case| case.goal).map(|goal| goal_digest(&goal)),
            Some(digest.clone())
        );
        let check = SelfCheck { item: "clear".into(), grade: "优".into(), note: String::new() };
        let approved = Goal { stage: GoalStage::Approved, self_check: vec![check], ..goal.clone() };
        assert_eq!(goal_digest(&approved), digest);
        assert_ne!(goal_digest(&Goal { annual_goal: "维护 6000 盏".into(), ..goal }), digest);
    }
}
