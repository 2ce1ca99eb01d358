//! 项目档案: one subject in one budget year, the folder of its documents. Knows no storage.

use serde::{Deserialize, Serialize};

use super::adjustment::EarlierGoal;
use super::goal::Goal;
use super::ids::CaseId;
use super::indicator::Indicator;
use super::numbers::Wan;
use super::selfeval::SelfEvaluation;

/// What is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Project,
    /// 部门整体支出.
    Department,
    /// A measure (子政策) of a policy.
    Policy,
    /// 开发区财政运行.
    FiscalOperation,
}

/// The nine stations of a case's life, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Station {
    ExAnte,
    Goal,
    Review,
    Monitoring,
    SelfEvaluation,
    DepartmentEvaluation,
    Recheck,
    FiscalEvaluation,
    Use,
}

impl Station {
    pub const ALL: [Self; 9] = [
        Self::ExAnte,
        Self::Goal,
        Self::Review,
        Self::Monitoring,
        Self::SelfEvaluation,
        Self::DepartmentEvaluation,
        Self::Recheck,
        Self::FiscalEvaluation,
        Self::Use,
    ];
}

impl Case {
    /// The indicators of all its documents, of earlier goals and of rows that were only kept as well.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        let goals = self.goals_before.iter().map(|earlier| &earlier.goal).chain(&self.goal);
        let rows = self.self_evaluation.iter().flat_map(|form| form.rows.iter().chain(&form.kept));
        goals.flat_map(|goal| &goal.indicators).chain(rows.map(|row| &row.indicator))
    }

    /// Takes name, year, code and parties over from the head of the self-evaluation or, while there is none, of
    /// the goal, where they are edited. What is blank there stays as it was: a case always has a name and a year.
    pub fn follow_head(&mut self) {
        let form = self.self_evaluation.as_ref().map(|form| &form.head);
        let Some(head) = form.or(self.goal.as_ref().map(|goal| &goal.head)) else { return };
        let pairs = [
            (&mut self.name, &head.project),
            (&mut self.code, &head.code),
            (&mut self.department, &head.department),
            (&mut self.unit, &head.unit),
        ];
        for (own, typed) in pairs {
            if !typed.trim().is_empty() {
                typed.trim().clone_into(own);
            }
        }
        self.year = head.year.unwrap_or(self.year);
    }
}

/// One subject in one budget year with its documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: CaseId,
    pub year: i16,
    pub subject: Subject,
    pub name: String,
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub department: String,
    #[serde(default)]
    pub unit: String,
    /// The policy that this case is a measure of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// 财政资金 where it is known without a document; null is not 0.
    #[serde(default)]
    pub money: Option<Wan>,
    /// The grade of a published 财政评价.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluated: Option<String>,
    /// Example data, marked 演示 on the screen.
    #[serde(default)]
    pub demo: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    /// Goals that were in force before, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals_before: Vec<EarlierGoal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_evaluation: Option<SelfEvaluation>,
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn a_case_follows_the_head_of_its_form_and_keeps_what_is_blank_there() {
        let json = r#"{"id":"c","year":2022,"subject":"project","name":"旧名","unit":"旧单位",
            "self_evaluation":{"head":{"year":2023,"project":" 新名 ","unit":""}}}"#;
        let mut case: Case = serde_json::from_str(json).expect("a case");
        case.follow_head();
        assert_eq!((case.name.as_str(), case.year, case.unit.as_str()), ("新名", 2023, "旧单位"));
    }
}
