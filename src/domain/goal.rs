//! 项目支出绩效目标申报表: what a project is to achieve. Figures as typed; nothing is computed here.

use serde::{Deserialize, Serialize};

use super::form::{FormHead, LevelPoints, Remark};
use super::funds::Funds;
use super::indicator::Indicator;

/// A project's performance goal for one year. Money stands in the `budget` column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub head: FormHead,
    #[serde(default)]
    pub funds: Funds,
    /// 年度目标.
    #[serde(default)]
    pub annual_goal: String,
    #[serde(default)]
    pub level_points: Vec<LevelPoints>,
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    #[serde(default)]
    pub remarks: Vec<Remark>,
}
