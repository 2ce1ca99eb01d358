//! How the list comes to know what is wrong with goals: what checks them is fetched when the list first needs it, and
//! the lines of cases with a goal are made anew, in slices. Knows no rule.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::judge::{self, GoalJudge};
use super::{CaseLine, Session};
use crate::domain::ids::CaseId;
use crate::storage::Pauses;
use crate::ui::later::{Fetching, NotFetched};

/// Fetches what checks goals.
pub type GoalJudging = fn() -> Fetching<GoalJudge>;

/// Whether the lines count what is wrong with goals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalsJudged {
    /// Not yet.
    Not,
    Yes,
    /// What checks them did not come.
    Missing,
}

impl Session {
    /// Fetches what checks goals unless it is here, and brings the list up to date. Says whether it is here.
    pub(in crate::ui) async fn learn_goals(self) -> bool {
        if judge::knows_goals() {
            return true;
        }
        self.goals_judged.set(GoalsJudged::Not);
        let fetch = self.inner.goal_judge;
        let come = async move { fetch().await?().await };
        match come.await {
            Ok(judge) => self.judge_goals_by(judge).await,
            Err(NotFetched) => self.goals_judged.set(GoalsJudged::Missing),
        }
        judge::knows_goals()
    }

    /// Whether it is known what is wrong with the goals of these cases; what that takes is fetched.
    pub(in crate::ui) async fn goals_are_judged(self, ids: &[CaseId]) -> bool {
        let asked: BTreeSet<&CaseId> = ids.iter().collect();
        let has_goal = |line: &CaseLine| line.has_goal && asked.contains(&line.id);
        !self.cases.with_untracked(|lines| lines.iter().any(has_goal)) || self.learn_goals().await
    }

    /// What checks goals is here: the list says from now on what is wrong with them, too.
    pub(in crate::ui) async fn judge_goals_by(self, judge: GoalJudge) {
        if judge::learn_goals(judge) {
            self.judge_lines().await;
            self.goals_judged.set(GoalsJudged::Yes);
        }
    }

    /// Makes the lines of cases with a goal anew. One that is another by then was made with the goal judged.
    pub(super) async fn judge_lines(self) {
        let of_goals = |lines: &Vec<CaseLine>| -> Vec<CaseLine> {
            lines.iter().filter(|line| line.has_goal).cloned().collect()
        };
        let (mut judged, mut pauses) = (BTreeMap::<CaseId, (CaseLine, CaseLine)>::new(), Pauses::begin());
        for was in self.cases.with_untracked(of_goals) {
            if let Some(case) = self.case_of(&was.id) {
                judged.insert(was.id.clone(), (was, CaseLine::of(&case)));
            }
            pauses.pause().await;
        }
        self.inner.set_cases.update(|lines| {
            for line in lines {
                if let Some((_, is)) = judged.remove(&line.id).filter(|(was, _)| was == line) {
                    *line = is;
                }
            }
        });
    }
}
