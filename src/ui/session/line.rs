//! One line of 我的项目: what a list shows of a case without its documents.

use crate::domain::case::{Case, Station, Subject};
use crate::domain::finding::{Finding, Severity};
use crate::domain::funds::FundColumn;
use crate::domain::goal::GoalStage;
use crate::domain::ids::CaseId;
use crate::domain::numbers::{Points, Wan};
use crate::domain::same_project::Known;
use crate::domain::scoring::form::ScoredForm;

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    pub id: CaseId,
    pub year: i16,
    pub subject: Subject,
    pub name: String,
    pub code: String,
    pub department: String,
    pub unit: String,
    pub policy: Option<String>,
    /// 财政资金, else the budget of the form, in 万元; null is not 0.
    pub money: Option<Wan>,
    /// The published grade of the fiscal evaluation.
    pub evaluated: Option<String>,
    pub demo: bool,
    pub has_goal: bool,
    /// Its goal was approved, and perhaps adjusted since.
    pub goal_in_force: Option<GoalStage>,
    /// The self-evaluation's score, where there is one.
    pub score: Option<ScoreLine>,
    /// Of all its documents; of a goal only once what checks goals is there.
    pub findings: FindingCount,
}

/// Where a self-evaluation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreLine {
    pub total: Points,
    pub scored_of: Points,
    pub full: Points,
    pub grade: Option<String>,
}

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCount {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

impl FindingCount {
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.problem.severity() == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
        }
    }

    pub fn total(self) -> usize {
        self.errors + self.warnings + self.hints
    }
}

impl ScoreLine {
    /// Of a form as it is scored.
    pub(in crate::ui) fn of(scored: &ScoredForm) -> Self {
        Self {
            total: scored.total,
            scored_of: scored.scored_of,
            full: scored.full,
            grade: scored.grade.clone(),
        }
    }
}

impl CaseLine {
    pub fn of(case: &Case) -> Self {
        let scored = case.self_evaluation.as_ref().and_then(super::judge::score);
        let findings = super::judge::all_findings(case, scored.as_ref());
        let form = case.self_evaluation.as_ref().map(|form| &form.funds);
        let funds = form.or(case.goal.as_ref().map(|goal| &goal.funds));
        let goal = case.goal.as_ref();
        let budget = funds.and_then(|funds| funds.total(FundColumn::Budget).amount);
        Self {
            id: case.id.clone(),
            year: case.year,
            subject: case.subject,
            name: case.name.clone(),
            code: case.code.clone(),
            department: case.department.clone(),
            unit: case.unit.clone(),
            policy: case.policy.clone(),
            money: budget.or(case.money),
            evaluated: case.evaluated.clone(),
            demo: case.demo,
            has_goal: case.goal.is_some(),
            goal_in_force: goal.map(|goal| goal.stage).filter(|stage| *stage != GoalStage::Declared),
            score: scored.as_ref().map(ScoreLine::of),
            findings: FindingCount::of(&findings),
        }
    }

    /// What its subject is known by.
    pub fn known(&self) -> Known<'_> {
        let Self { year, unit, department, code, name, .. } = self;
        Known { year: *year, unit, department, code, name }
    }

    /// What is known of one station of the case's life.
    pub fn station(&self, station: Station) -> StationState {
        match station {
            Station::Goal if self.has_goal => {
                self.goal_in_force.map_or(StationState::Open, StationState::InForce)
            }
            Station::SelfEvaluation => match &self.score {
                Some(ScoreLine { grade: Some(grade), total, .. }) => {
                    StationState::Done { score: Some(*total), grade: grade.clone() }
                }
                Some(_) => StationState::Open,
                None => StationState::Empty,
            },
            Station::FiscalEvaluation => match &self.evaluated {
                Some(grade) => StationState::Done { score: None, grade: grade.clone() },
                None => StationState::Empty,
            },
            _ => StationState::Empty,
        }
    }
}

/// How far one station is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StationState {
    Empty,
    /// A document is there and still open.
    Open,
    /// A goal that was approved.
    InForce(GoalStage),
    /// Finished, with its score or grade.
    Done {
        score: Option<Points>,
        grade: String,
    },
}
