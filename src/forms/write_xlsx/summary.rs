//! 汇总表: the cases of a unit, one row a case. What stands in a row is told by those who know the cases.

use serde::{Deserialize, Serialize};

use crate::domain::case::Subject;
use crate::domain::numbers::Wan;

/// One case. What is not known is blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryLine {
    pub year: i16,
    pub code: String,
    pub name: String,
    pub subject: Subject,
    pub department: String,
    pub unit: String,
    /// 万元.
    pub money: Option<Wan>,
    /// Of the goal, else of the self-evaluation.
    pub indicators: Option<usize>,
    /// How far the goal and the self-evaluation are, in words.
    pub goal: String,
    pub self_evaluation: String,
    /// Once the form is complete.
    pub score: String,
    pub grade: String,
    pub problems: usize,
}

pub(super) const HEADER: [&str; 14] = [
    "序号",
    "年度",
    "项目编码",
    "名称",
    "评价对象",
    "主管部门",
    "实施单位",
    "资金（万元）",
    "指标数",
    "绩效目标",
    "绩效自评",
    "得分",
    "等级",
    "问题数",
];

/// The columns that hold figures.
pub(super) const FIGURES: [usize; 5] = [0, 7, 8, 11, 13];

impl SummaryLine {
    pub(super) fn row(&self, number: usize) -> Vec<String> {
        let subject = match self.subject {
            Subject::Project => "项目支出",
            Subject::Department => "部门整体支出",
            Subject::Policy => "财政政策",
            Subject::FiscalOperation => "财政运行",
        };
        vec![
            number.to_string(),
            self.year.to_string(),
            self.code.clone(),
            self.name.clone(),
            subject.to_owned(),
            self.department.clone(),
            self.unit.clone(),
            self.money.map(|wan| wan.to_string()).unwrap_or_default(),
            self.indicators.map(|count| count.to_string()).unwrap_or_default(),
            self.goal.clone(),
            self.self_evaluation.clone(),
            self.score.clone(),
            self.grade.clone(),
            self.problems.to_string(),
        ]
    }
}
