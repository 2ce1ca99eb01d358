//! What becomes of a case's goal: approved, adjusted, taken into a self-evaluation, carried over to the next year.
//! Each is one step: of the open case an edit that 撤销 takes back, of another a change that the notice takes back.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Notice, Session, TakeBack, judge};
use crate::bundle::goal::goal_digest;
use crate::domain::adjustment::{self, NotMoved};
use crate::domain::case::Case;
use crate::domain::command::Command;
use crate::domain::from_goal::{self, Group, GroupKind};
use crate::domain::goal::{Goal, GoalStage};
use crate::domain::ids::CaseId;
use crate::domain::next_year;
use crate::domain::same_project::Known;
use crate::domain::selfeval::SelfEvaluation;
use crate::pack;
use crate::storage::Pauses;
use crate::ui::dom;
use crate::wording;

/// What came of carrying cases over to the next year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    pub made: Vec<CaseId>,
    /// The years that they are of.
    pub years: BTreeSet<i16>,
    /// So many have a case of the next year already and were left alone.
    pub there: usize,
    /// So many have neither goal nor self-evaluation.
    pub empty: usize,
    pub undo: TakeBack,
}

impl Session {
    /// 批复: the declared goal of the case is approved today. `false`, and a notice, where it is not.
    pub fn approve_goal(self, id: &CaseId) -> bool {
        self.move_goal(id, "已登记批复。", |case| adjustment::approved(case, &dom::today()))
    }

    /// 调整: the goal in force is kept, and a copy of it can be changed. As [`Self::approve_goal`].
    pub fn begin_adjustment(self, id: &CaseId, reason: &str) -> bool {
        let said = "已开始调整，批复的绩效目标保留在本项目中。";
        self.move_goal(id, said, |case| adjustment::begun(case, &dom::today(), reason.trim()))
    }

    /// 撤销批复登记: the approval was noted in error. As [`Self::approve_goal`].
    pub fn withdraw_approval(self, id: &CaseId) -> bool {
        self.move_goal(id, "已撤销批复登记，绩效目标可以修改。", adjustment::withdrawn)
    }

    /// 放弃调整: the goal in force before it is the goal again. As [`Self::approve_goal`].
    pub fn abandon_adjustment(self, id: &CaseId) -> bool {
        self.move_goal(id, "已放弃调整，绩效目标是调整前的内容。", adjustment::abandoned)
    }

    /// Gives a case that has a goal and no self-evaluation the one that the goal asks for. `false` where that is
    /// not so, or it may not be written.
    pub fn self_evaluation_from_goal(self, id: &CaseId) -> bool {
        let Some(mut case) = self.case_of(id) else { return false };
        if case.self_evaluation.is_some() {
            return false;
        }
        case.self_evaluation = fresh(&case);
        case.self_evaluation.is_some() && self.put_content(case, "已由绩效目标生成自评表。")
    }

    /// What the goal in force would change in the self-evaluation that rests on an older one.
    pub fn goal_differences(self, id: &CaseId) -> Option<Vec<Group>> {
        let case = self.case_of(id)?;
        let form = case.self_evaluation.as_ref()?;
        Some(from_goal::differences(form, &fresh(&case)?, base(&case, form)))
    }

    /// Takes the chosen of them over, as one step.
    pub fn refresh_self_evaluation(self, id: &CaseId, chosen: &[GroupKind]) -> bool {
        let Some(mut case) = self.case_of(id) else { return false };
        let after = case
            .self_evaluation
            .as_ref()
            .and_then(|form| Some(from_goal::refreshed(form, &fresh(&case)?, base(&case, form), chosen)));
        let Some(after) = after else { return false };
        case.self_evaluation = Some(after);
        self.put_content(case, "已按现行的绩效目标更新自评表，已填的内容都在。")
    }

    /// Makes a case of the next year of each, all in one go; the answer says what was made and how to take it back.
    pub async fn copy_to_next_year(self, ids: &[CaseId]) -> Copied {
        let (mut copied, mut cases) = (Copied::default(), Vec::new());
        let mut known = self.known_cases().await;
        let (mut new_id, mut pauses) = (dom::ids_in_order(), Pauses::begin());
        for case in ids.iter().filter_map(|id| self.case_of(id)) {
            let year = case.year.saturating_add(1);
            let Case { unit, department, code, name, .. } = &case;
            let next = Known { year, unit, department, code, name };
            let rules = pack::shipped().rules();
            if known.find(&next).is_some() {
                copied.there += 1;
            } else if let Some(made) = next_year::copied(&case, CaseId::new(new_id()), year, rules) {
                known.add(&made.id, &next);
                copied.years.insert(year);
                cases.push(made);
            } else {
                copied.empty += 1;
            }
            pauses.pause().await;
        }
        copied.undo = self.put_all(cases).await;
        copied.made.clone_from(&copied.undo.remove);
        copied
    }

    fn move_goal(self, id: &CaseId, said: &str, moved: impl FnOnce(&Case) -> Result<Case, NotMoved>) -> bool {
        let Some(case) = self.case_of(id) else { return false };
        match moved(&case) {
            Ok(case) => self.put_content(told(case), said),
            Err(why) => {
                self.tell(wording::goal_not_moved(why));
                false
            }
        }
    }

    /// Puts a content in place of the case's, if this window may write it.
    fn put_content(self, case: Case, said: &str) -> bool {
        let id = case.id.clone();
        let mut undo = None;
        if self.open_id().as_ref() == Some(&id) {
            let command = Command::Replace { case: Box::new(case.clone()) };
            // Refused is only what is about a part that is gone.
            drop(self.apply(command));
        } else {
            undo = Some(self.put_cases(vec![case.clone()]));
        }
        let done = self.case_of(&id).as_ref() == Some(&case);
        if done {
            let notice = Notice::done(said);
            self.notice.set(Some(match undo {
                Some(undo) => notice.with_undo(undo),
                None => notice,
            }));
        }
        done
    }
}

/// The case whose self-evaluation says how far the goal has come by now, if it rests on the one in force. A goal that
/// is only begun to be adjusted is not yet another: the self-evaluation still rests on the one before.
fn told(mut case: Case) -> Case {
    if let (Some(goal), Some(form)) = (&case.goal, &mut case.self_evaluation)
        && goal.stage != GoalStage::Adjusted
        && let Some(rests_on) = form.rests_on.as_mut().filter(|on| on.digest == judge::digest_of(goal))
    {
        rests_on.stage = goal.stage;
    }
    case
}

/// The self-evaluation that the case's goal asks for.
fn fresh(case: &Case) -> Option<SelfEvaluation> {
    let digest = judge::digest_of(case.goal.as_ref()?);
    from_goal::self_evaluation(case, &digest, pack::shipped().rules())
}

/// The goal that the form rests on, if the case still has it.
fn base<'c>(case: &'c Case, form: &SelfEvaluation) -> Option<&'c Goal> {
    let rests_on = form.rests_on.as_ref()?;
    let mut goals = case.goals_before.iter().map(|earlier| &earlier.goal).chain(&case.goal);
    goals.find(|goal| goal_digest(goal).as_str() == rests_on.digest)
}
