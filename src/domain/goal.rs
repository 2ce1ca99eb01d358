//! 绩效目标申报表: what a project, a department, a policy or a fiscal operation is to achieve. One type for all four
//! kinds: which fields a form shows is data of the rules pack. Figures as typed; nothing is computed here.

use serde::{Deserialize, Serialize};

use super::form::{FormHead, LevelPoints, Remark};
use super::funds::Funds;
use super::grounds::Term;
use super::ids::RowId;
use super::indicator::Indicator;
use super::task::Task;

/// A subject's performance goal for one year. The year's money stands in the `budget` column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub head: FormHead,
    /// 申报, 批复 or 调整.
    #[serde(default, skip_serializing_if = "GoalStage::is_declared")]
    pub stage: GoalStage,
    /// Fields that the form pack names: 项目属性, 起止日期, 联系电话, 编制数 ….
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    #[serde(default)]
    pub funds: Funds,
    /// 年度主要任务, 政策措施.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// 实施期目标.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub whole_goal: String,
    /// 年度目标.
    #[serde(default)]
    pub annual_goal: String,
    #[serde(default)]
    pub level_points: Vec<LevelPoints>,
    /// Of both blocks, in the order of the grid; `grounds.term` says which.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// 自查: the unit's own answers to the questions of the review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub self_check: Vec<SelfCheck>,
    #[serde(default)]
    pub remarks: Vec<Remark>,
}

/// How far a goal is on its way. Who approves the budget approves the goal (财预〔2015〕88号).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalStage {
    /// 申报.
    #[default]
    Declared,
    /// 批复.
    Approved,
    /// 调整: changed with the budget during the year.
    Adjusted,
}

/// One field that the form pack names by `key`, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub key: String,
    pub text: String,
}

/// The answer to one question of the review, by the question's id in the pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfCheck {
    pub item: String,
    /// The grade chosen, as the pack names it (优); empty while only a note stands.
    #[serde(default)]
    pub grade: String,
    #[serde(default)]
    pub note: String,
}

impl GoalStage {
    fn is_declared(&self) -> bool {
        *self == Self::Declared
    }
}

impl Goal {
    /// Indicators of one block, in the order of the grid.
    pub fn of_term(&self, term: Term) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(move |row| row.grounds.term == term)
    }

    pub fn row(&self, id: &RowId) -> Option<&Indicator> {
        self.indicators.iter().find(|row| row.id == *id)
    }

    pub fn task(&self, id: &RowId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == *id)
    }

    /// What was typed for a field of the form pack; empty where nothing was.
    pub fn fact(&self, key: &str) -> &str {
        self.facts.iter().find(|fact| fact.key == key).map_or("", |fact| fact.text.as_str())
    }

    /// Sets such a field and gives back what stood there; an empty text takes it away. Kept in the order of their
    /// keys, so that taking back leaves no trace.
    pub fn set_fact(&mut self, key: &str, text: String) -> String {
        let found = self.facts.iter().position(|fact| fact.key == key);
        let old = found.map(|at| self.facts.remove(at).text).unwrap_or_default();
        if !text.is_empty() {
            let at = self.facts.partition_point(|fact| fact.key.as_str() < key);
            self.facts.insert(at, Fact { key: key.to_owned(), text });
        }
        old
    }

    pub fn checked(&self, item: &str) -> Option<&SelfCheck> {
        self.self_check.iter().find(|check| check.item == item)
    }
}
