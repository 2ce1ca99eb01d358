//! A self-evaluation scored by the rules in force: the execution row, the indicator rows,
//! the total so far and, once nothing is open, the grade.

use super::grade::NearBorder;
use super::outcome::{Derivation, Status};
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::funds::FundTotal;
use crate::domain::ids::RowId;
use crate::domain::numbers::Points;

/// Everything the rules say about one self-evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredForm {
    /// The execution row first, then the indicators in the form's order.
    pub rows: Vec<ScoredRow>,
    /// What is scored so far, as printed, to two decimals.
    pub total: Points,
    /// How the points of what does not apply are shared out: `74.38 ÷ 87.50 × 100.00 = 85.01`.
    /// Empty where everything applies.
    pub shared_out: Derivation,
    /// The points that `total` is out of.
    pub scored_of: Points,
    /// All points of the form.
    pub full: Points,
    /// Set once no row is open.
    pub grade: Option<String>,
    /// Set with the grade where the total lies within 0.5 of a border.
    pub near: Option<NearBorder>,
    pub opening: FundTotal,
    pub budget: FundTotal,
    pub spent: FundTotal,
    /// 执行率 in %, two decimals.
    pub rate: Option<String>,
}

/// One row with its points and the way to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredRow {
    /// The indicator's id; the execution row has the id of the typed total row, or `execution`.
    pub id: RowId,
    pub kind: RowKind,
    pub level1: String,
    pub level2: String,
    pub name: String,
    pub points: Option<Points>,
    /// Target and actual as the rule read them, with sign and unit: `≥50个`.
    pub target: String,
    pub actual: String,
    /// The rate that a survey came to, in %; it stands in for the actual value.
    pub surveyed: Option<Exact>,
    pub claimed: Option<Points>,
    pub status: Status,
    /// To two decimals; `None` unless `status` is `Scored`.
    pub score: Option<Points>,
    pub derivation: Derivation,
    pub problems: Vec<ScoreProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// 预算执行率.
    Execution,
    /// Scored by figures.
    Figure,
    /// 定性: a level and a score inside it.
    Qualitative,
    /// 时限.
    Date,
}

impl ScoredRow {
    /// The rate of the survey as it is printed: `80.65%`.
    pub fn shown_rate(&self) -> Option<String> {
        self.surveyed.as_ref().map(super::row::shown_rate)
    }
}

impl ScoredForm {
    pub fn execution(&self) -> Option<&ScoredRow> {
        self.rows.iter().find(|row| row.kind == RowKind::Execution)
    }

    pub fn row(&self, id: &RowId) -> Option<&ScoredRow> {
        self.rows.iter().find(|row| row.kind != RowKind::Execution && row.id == *id)
    }

    /// No row is open, so total and grade are final.
    pub fn is_complete(&self) -> bool {
        self.grade.is_some()
    }
}
