//! 汇总表: the cases of a unit, one row a case. Judges nothing: score and problems are told by those who do.

use serde::{Deserialize, Serialize};

use crate::domain::case::{Case, Subject};
use crate::domain::funds::FundColumn;
use crate::domain::goal::GoalStage;
use crate::domain::grounds::Term;
use crate::domain::numbers::{Points, Wan};
use crate::domain::scoring::ScoredForm;
use crate::wording;

/// One case. What is not known is blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryLine {
    pub year: i16,
    pub code: String,
    pub name: String,
    pub subject: Subject,
    pub department: String,
    pub unit: String,
    /// The budget of the self-evaluation, else of the goal, else what is known of the case; 万元.
    pub money: Option<Wan>,
    /// Of the goal's year, else of the self-evaluation.
    pub indicators: Option<usize>,
    /// `None`: there is no goal.
    pub goal: Option<GoalStage>,
    /// Whether no row is open; `None`: there is no self-evaluation.
    pub complete: Option<bool>,
    /// Once the self-evaluation is complete.
    pub score: Option<Points>,
    pub grade: Option<String>,
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
    /// The line of a case whose self-evaluation is scored as `scored`; `problems` were found in its documents.
    pub fn of(case: &Case, scored: Option<&ScoredForm>, problems: usize) -> Self {
        let (form, goal) = (case.self_evaluation.as_ref(), case.goal.as_ref());
        let funds = form.map(|form| &form.funds).or(goal.map(|goal| &goal.funds));
        let budget = funds.and_then(|funds| funds.total(FundColumn::Budget).amount);
        let complete = scored.filter(|scored| scored.is_complete());
        Self {
            year: case.year,
            code: case.code.clone(),
            name: case.name.clone(),
            subject: case.subject,
            department: case.department.clone(),
            unit: case.unit.clone(),
            money: budget.or(case.money),
            indicators: goal
                .map(|goal| goal.of_term(Term::Year).count())
                .or(form.map(|form| form.rows.len())),
            goal: goal.map(|goal| goal.stage),
            complete: form.map(|_| complete.is_some()),
            score: complete.map(|scored| scored.total),
            grade: complete.and_then(|scored| scored.grade.clone()),
            problems,
        }
    }

    pub(super) fn row(&self, number: usize) -> Vec<String> {
        let goal = match self.goal {
            None => "",
            Some(GoalStage::Declared) => "申报",
            Some(GoalStage::Approved) => "批复",
            Some(GoalStage::Adjusted) => "调整",
        };
        let form = match self.complete {
            None => "",
            Some(false) => "填报中",
            Some(true) => "已完成",
        };
        vec![
            number.to_string(),
            self.year.to_string(),
            self.code.clone(),
            self.name.clone(),
            wording::subject(self.subject).to_owned(),
            self.department.clone(),
            self.unit.clone(),
            self.money.map(|wan| wan.to_string()).unwrap_or_default(),
            self.indicators.map(|count| count.to_string()).unwrap_or_default(),
            goal.to_owned(),
            form.to_owned(),
            self.score.map(|score| score.value().normalize().to_string()).unwrap_or_default(),
            self.grade.clone().unwrap_or_default(),
            self.problems.to_string(),
        ]
    }
}
