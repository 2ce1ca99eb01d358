//! 批复与调整: how a goal moves on. A goal that was approved is never overwritten: an adjustment during the year
//! begins as a copy, and the one before it stays in the case. Knows no clock: days come in as texts.
//!
//! Only the goal in force travels in a bundle, as the next revision of its document, whose parent is the one
//! before. The earlier goals stay with the case, its backup and its project file.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::goal::{Goal, GoalStage};

/// Facts of a goal that no form pack has to name: the day of its approval …
pub const APPROVED_ON: &str = "approved_on";
/// … and of an adjusted one the day on which its adjustment began, why, and by which document.
pub const ADJUSTED_ON: &str = "adjusted_on";
pub const ADJUSTED_FOR: &str = "adjusted_for";
pub const ADJUSTED_BY: &str = "adjusted_by";

/// All of them. They tell how a goal came about and are no part of what it aims at.
pub const FACTS: [&str; 4] = [APPROVED_ON, ADJUSTED_ON, ADJUSTED_FOR, ADJUSTED_BY];

/// A goal that was in force before; `goal.stage` says how far it had come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierGoal {
    pub goal: Goal,
    /// The day on which the next one began.
    #[serde(default)]
    pub at: String,
    /// Why it was adjusted.
    #[serde(default)]
    pub reason: String,
}

/// Why a goal does not move on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMoved {
    /// The case has no goal.
    NoGoal,
    /// Only a goal in force can be adjusted, and only a declared one approved.
    NotFrom(GoalStage),
}

/// 批复: the case with its declared goal approved on that day.
pub fn approved(case: &Case, day: &str) -> Result<Case, NotMoved> {
    let mut case = case.clone();
    let goal = case.goal.as_mut().ok_or(NotMoved::NoGoal)?;
    if goal.stage != GoalStage::Declared {
        return Err(NotMoved::NotFrom(goal.stage));
    }
    goal.stage = GoalStage::Approved;
    goal.set_fact(APPROVED_ON, day.to_owned());
    Ok(case)
}

/// 调整: the case with a goal to be adjusted, equal to the one before in all but its stage, and that one kept.
pub fn begun(case: &Case, day: &str, reason: &str) -> Result<Case, NotMoved> {
    let mut case = case.clone();
    let goal = case.goal.as_mut().ok_or(NotMoved::NoGoal)?;
    if goal.stage == GoalStage::Declared {
        return Err(NotMoved::NotFrom(goal.stage));
    }
    let before = goal.clone();
    goal.stage = GoalStage::Adjusted;
    goal.set_fact(ADJUSTED_ON, day.to_owned());
    goal.set_fact(ADJUSTED_FOR, reason.to_owned());
    goal.set_fact(ADJUSTED_BY, String::new());
    case.goals_before.push(EarlierGoal { goal: before, at: day.to_owned(), reason: reason.to_owned() });
    Ok(case)
}

/// 撤销批复登记: the case with its goal declared again, as it stood before its approval was noted.
pub fn withdrawn(case: &Case) -> Result<Case, NotMoved> {
    let mut case = case.clone();
    let goal = case.goal.as_mut().ok_or(NotMoved::NoGoal)?;
    if goal.stage != GoalStage::Approved {
        return Err(NotMoved::NotFrom(goal.stage));
    }
    goal.stage = GoalStage::Declared;
    goal.set_fact(APPROVED_ON, String::new());
    Ok(case)
}

/// 放弃调整: the case with the goal that was in force before its last adjustment began.
pub fn abandoned(case: &Case) -> Result<Case, NotMoved> {
    let mut case = case.clone();
    let stage = case.goal.as_ref().ok_or(NotMoved::NoGoal)?.stage;
    let before = case.goals_before.pop().filter(|_| stage == GoalStage::Adjusted);
    case.goal = Some(before.ok_or(NotMoved::NotFrom(stage))?.goal);
    Ok(case)
}

/// The goal that the year began with: the first that was approved, else the one there is.
pub fn of_the_year_begun(case: &Case) -> Option<&Goal> {
    let earlier = case.goals_before.iter().map(|earlier| &earlier.goal);
    earlier.filter(|goal| goal.stage != GoalStage::Declared).chain(&case.goal).next()
}

#[cfg(test)]
mod tests {
    use super::{
        ADJUSTED_FOR, APPROVED_ON, NotMoved, abandoned, approved, begun, of_the_year_begun, withdrawn,
    };
    use crate::domain::case::Case;
    use crate::domain::goal::GoalStage;

    fn case() -> Case {
        let json = r#"{"id":"c","year":2024,"subject":"project","name":"路灯",
            "goal":{"head":{"year":2024},"annual_goal":"维护 5000 盏"}}"#;
        serde_json::from_str(json).expect("a case")
    }

    #[test]
    fn a_goal_is_declared_then_approved_then_adjusted() {
        let declared = case();
        assert_eq!(begun(&declared, "2024-05-06", "追加预算"), Err(NotMoved::NotFrom(GoalStage::Declared)));
        let approved_case = approved(&declared, "2024-02-01").expect("approved");
        assert_eq!(approved(&approved_case, "2024-02-02"), Err(NotMoved::NotFrom(GoalStage::Approved)));
        assert_eq!(approved_case.goal.as_ref().map(|goal| goal.fact(APPROVED_ON)), Some("2024-02-01"));
        let adjusted = begun(&approved_case, "2024-05-06", "追加预算").expect("begun");
        assert_eq!(adjusted.goals_before[0].goal, approved_case.goal.clone().expect("a goal"));
        assert_eq!((adjusted.goals_before[0].at.as_str(), adjusted.goals_before.len()), ("2024-05-06", 1));
        let goal = adjusted.goal.as_ref().expect("a goal");
        assert_eq!((goal.stage, goal.fact(ADJUSTED_FOR)), (GoalStage::Adjusted, "追加预算"));
        assert_eq!(goal.annual_goal, "维护 5000 盏");
    }

    #[test]
    fn every_goal_that_was_in_force_stays_and_the_first_began_the_year() {
        let mut case = approved(&case(), "2024-02-01").expect("approved");
        let first = case.goal.clone();
        for (day, text) in [("2024-05-06", "维护 6000 盏"), ("2024-09-01", "维护 5500 盏")] {
            case = begun(&case, day, "预算调整").expect("begun");
            case.goal.as_mut().expect("a goal").annual_goal = text.into();
        }
        let texts: Vec<&str> = case.goals_before.iter().map(|e| e.goal.annual_goal.as_str()).collect();
        assert_eq!(texts, ["维护 5000 盏", "维护 6000 盏"]);
        assert_eq!(of_the_year_begun(&case), first.as_ref());
        let json = serde_json::to_string(&case).expect("json");
        assert_eq!(serde_json::from_str::<Case>(&json).ok(), Some(case));
    }

    #[test]
    fn an_approval_noted_in_error_and_an_adjustment_that_is_given_up_leave_no_trace() {
        let declared = case();
        assert_eq!(withdrawn(&declared), Err(NotMoved::NotFrom(GoalStage::Declared)));
        let approved_case = approved(&declared, "2024-02-01").expect("approved");
        assert_eq!(withdrawn(&approved_case), Ok(declared.clone()));
        assert_eq!(abandoned(&approved_case), Err(NotMoved::NotFrom(GoalStage::Approved)));
        let mut adjusted = begun(&approved_case, "2024-05-06", "追加预算").expect("begun");
        adjusted.goal.as_mut().expect("a goal").annual_goal = "维护 6000 盏".into();
        assert_eq!(withdrawn(&adjusted), Err(NotMoved::NotFrom(GoalStage::Adjusted)));
        assert_eq!(abandoned(&adjusted), Ok(approved_case));
    }

    #[test]
    fn without_a_goal_nothing_moves() {
        let bare = Case { goal: None, ..case() };
        assert_eq!(approved(&bare, ""), Err(NotMoved::NoGoal));
        assert_eq!(begun(&bare, "", ""), Err(NotMoved::NoGoal));
        assert_eq!(withdrawn(&bare), Err(NotMoved::NoGoal));
        assert_eq!(abandoned(&bare), Err(NotMoved::NoGoal));
        assert_eq!(of_the_year_begun(&bare), None);
    }
}
