//! 项目支出绩效自评表: what a project achieved. Figures as typed; scores come from `scoring`.

use serde::{Deserialize, Serialize};

use super::form::{FormHead, LevelPoints, Remark};
use super::funds::Funds;
use super::goal::GoalStage;
use super::grounds::Grounds;
use super::ids::RowId;
use super::indicator::Indicator;
use super::survey::SurveyFigures;
use super::task::Task;
use super::typed::Typed;

/// A unit's self-evaluation of one project in one year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfEvaluation {
    pub head: FormHead,
    /// The goal that the rows were taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rests_on: Option<RestsOn>,
    #[serde(default)]
    pub funds: Funds,
    /// 年度主要任务 of a department, with what became of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// 预期目标.
    #[serde(default)]
    pub expected: String,
    /// 实际完成情况.
    #[serde(default)]
    pub achieved: String,
    #[serde(default)]
    pub level_points: Vec<LevelPoints>,
    #[serde(default)]
    pub rows: Vec<SelfRow>,
    /// Rows that the goal no longer has, with what was answered: neither scored nor printed, and not lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<SelfRow>,
    /// 总分 as printed.
    #[serde(default)]
    pub claimed_total: Typed,
    /// 自评等级 as printed.
    #[serde(default)]
    pub claimed_grade: String,
    #[serde(default)]
    pub remarks: Vec<Remark>,
}

/// Which goal a self-evaluation rests on: the approved one, or the last adjustment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestsOn {
    pub stage: GoalStage,
    /// Of the goal's content when its rows were taken: `sha256:…`.
    pub digest: String,
}

/// One indicator with what was reached; in JSON one flat object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "FlatRow")]
pub struct SelfRow {
    #[serde(flatten)]
    pub indicator: Indicator,
    /// 实际完成值.
    pub actual: Typed,
    /// 得分 as the form claims it; for a qualitative row, the score chosen inside its level.
    pub claimed: Typed,
    /// 偏差原因分析及改进措施.
    pub reason: String,
    /// Set where the indicator does not apply: the reason for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<String>,
    /// What a survey brought in. The actual value is then computed from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyFigures>,
}

/// A row as JSON holds it. Read member by member: what the library derives for a flattened struct
/// buffers every row, and the first load pays for it.
#[derive(Deserialize)]
struct FlatRow {
    id: RowId,
    level1: String,
    level2: String,
    name: String,
    #[serde(default)]
    sign: Typed,
    #[serde(default)]
    target: Typed,
    #[serde(default)]
    unit: Typed,
    #[serde(default)]
    points: Typed,
    #[serde(default)]
    note: String,
    #[serde(default)]
    grounds: Grounds,
    #[serde(default)]
    actual: Typed,
    #[serde(default)]
    claimed: Typed,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    not_applicable: Option<String>,
    #[serde(default)]
    survey: Option<SurveyFigures>,
}

impl From<FlatRow> for SelfRow {
    fn from(row: FlatRow) -> Self {
        let FlatRow { id, level1, level2, name, sign, target, unit, points, note, grounds, .. } = row;
        Self {
            indicator: Indicator { id, level1, level2, name, sign, target, unit, points, note, grounds },
            actual: row.actual,
            claimed: row.claimed,
            reason: row.reason,
            not_applicable: row.not_applicable,
            survey: row.survey,
        }
    }
}

impl From<Indicator> for SelfRow {
    /// The indicator with nothing answered.
    fn from(indicator: Indicator) -> Self {
        Self {
            indicator,
            actual: Typed::default(),
            claimed: Typed::default(),
            reason: String::new(),
            not_applicable: None,
            survey: None,
        }
    }
}

impl SelfRow {
    /// Anything that a person filled in here, and not the goal.
    pub fn is_answered(&self) -> bool {
        self.actual.is_touched()
            || self.claimed.is_touched()
            || !self.reason.trim().is_empty()
            || self.not_applicable.is_some()
            || self.survey.is_some()
            || !self.indicator.grounds.evidence.is_empty()
    }
}

impl SelfEvaluation {
    pub fn row(&self, id: &RowId) -> Option<&SelfRow> {
        self.rows.iter().find(|row| row.indicator.id == *id)
    }

    pub fn row_mut(&mut self, id: &RowId) -> Option<&mut SelfRow> {
        self.rows.iter_mut().find(|row| row.indicator.id == *id)
    }
}
