//! 项目资金: money by source, and the totals that are computed, never accepted as typed.
//! Knows neither rates nor scores.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::exact::Exact;
use super::ids::RowId;
use super::numbers::Wan;
use super::typed::Typed;

/// Where a row of money comes from. Only `Total` and `Detail` are left out of the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundSource {
    /// 资金总额 as typed: compared with the computed total, never used in its place
    /// while a part is filled.
    Total,
    /// 财政拨款.
    Fiscal,
    /// 上年结转.
    CarriedOver,
    /// 财政专户管理资金.
    SpecialAccount,
    /// 单位资金.
    UnitOwn,
    /// 其他资金.
    Other,
    /// A breakdown of the row above it (其中：中央资金), already inside that row.
    Detail,
}

/// 年初预算数, 全年预算数, 全年执行数, each in 万元.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundColumn {
    Opening,
    Budget,
    Spent,
}

/// One row of the money table with what the form prints beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundRow {
    pub id: RowId,
    pub source: FundSource,
    /// The row's name as printed: `其中：本年财政拨款`.
    pub label: String,
    #[serde(default)]
    pub opening: Typed,
    #[serde(default)]
    pub budget: Typed,
    #[serde(default)]
    pub spent: Typed,
    /// 执行率 as printed.
    #[serde(default)]
    pub claimed_rate: Typed,
    /// 分值 of the row; only the total's counts.
    #[serde(default)]
    pub points: Typed,
    /// 得分 as printed.
    #[serde(default)]
    pub claimed: Typed,
    #[serde(default)]
    pub reason: String,
}

impl FundRow {
    pub fn new(id: RowId, source: FundSource, label: impl Into<String>) -> Self {
        Self {
            id,
            source,
            label: label.into(),
            opening: Typed::default(),
            budget: Typed::default(),
            spent: Typed::default(),
            claimed_rate: Typed::default(),
            points: Typed::default(),
            claimed: Typed::default(),
            reason: String::new(),
        }
    }

    pub fn cell(&self, column: FundColumn) -> &Typed {
        match column {
            FundColumn::Opening => &self.opening,
            FundColumn::Budget => &self.budget,
            FundColumn::Spent => &self.spent,
        }
    }

    pub fn cell_mut(&mut self, column: FundColumn) -> &mut Typed {
        match column {
            FundColumn::Opening => &mut self.opening,
            FundColumn::Budget => &mut self.budget,
            FundColumn::Spent => &mut self.spent,
        }
    }

    /// Whether the row counts towards the total.
    pub fn is_part(&self) -> bool {
        !matches!(self.source, FundSource::Total | FundSource::Detail)
    }
}

/// The money table of a goal or a self-evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Funds {
    pub rows: Vec<FundRow>,
}

/// A column's total and how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FundTotal {
    /// What counts: the sum of the parts; the typed total only where no part holds a figure.
    pub amount: Option<Wan>,
    /// The sum of the parts, `None` where no part holds a figure.
    pub summed: Option<Wan>,
    /// What the form typed.
    pub typed: Option<Wan>,
}

impl FundTotal {
    /// The typed total is there and is not the sum. What is less than one 分 apart is the dust
    /// of a spreadsheet's floats (`89.97399902`), not money.
    pub fn differs(&self) -> bool {
        let fen = Exact::from(Decimal::new(1, 6));
        let apart = |a: Wan, b: Wan| if a > b { a.exact() - b.exact() } else { b.exact() - a.exact() };
        matches!((self.summed, self.typed), (Some(summed), Some(typed)) if apart(summed, typed) >= fen)
    }
}

impl Funds {
    pub fn total_row(&self) -> Option<&FundRow> {
        self.rows.iter().find(|row| row.source == FundSource::Total)
    }

    pub fn total(&self, column: FundColumn) -> FundTotal {
        let parts: Vec<Decimal> = (self.rows.iter())
            .filter(|row| row.is_part())
            .filter_map(|row| row.cell(column).wan().map(Wan::value))
            .collect();
        // To the places typed; where that is too long a figure, to one 分.
        let places = parts.iter().map(Decimal::scale).max().unwrap_or_default();
        let sum = || {
            let exact: Exact = parts.iter().copied().map(Exact::from).sum();
            exact.rounded(places).or_else(|| exact.rounded(6))
        };
        let summed = if parts.is_empty() { None } else { sum().map(|wan| Wan::new(wan.normalize())) };
        let typed = self.total_row().and_then(|row| row.cell(column).wan());
        // A part that cannot be read leaves the total open: neither the rest nor the typed total stands in.
        let unread = |row: &FundRow| !row.cell(column).is_blank() && row.cell(column).wan().is_none();
        if self.rows.iter().any(|row| row.is_part() && unread(row)) {
            return FundTotal { amount: None, summed: None, typed };
        }
        FundTotal { amount: summed.or(typed), summed, typed }
    }
}

#[cfg(test)]
mod tests {
    use super::{FundColumn, FundRow, FundSource, Funds};
    use crate::domain::ids::RowId;

    fn row(source: FundSource, budget: &str) -> FundRow {
        let mut row = FundRow::new(RowId::new("r"), source, "");
        *row.cell_mut(FundColumn::Budget) = budget.into();
        row
    }

    #[test]
    fn a_typed_total_never_stands_in_for_the_sum() {
        let funds = Funds {
            rows: vec![
                row(FundSource::Total, "0"),
                row(FundSource::Fiscal, "89.974"),
                row(FundSource::Other, ""),
            ],
        };
        let total = funds.total(FundColumn::Budget);
        assert_eq!(total.amount, "89.974".parse().ok());
        assert_eq!(total.typed, "0".parse().ok());
        assert!(total.differs());
    }

    #[test]
    fn the_dust_of_floats_is_kept_and_is_no_difference() {
        let of = |total: &str, part: &str| {
            let funds = Funds { rows: vec![row(FundSource::Total, total), row(FundSource::Fiscal, part)] };
            funds.total(FundColumn::Budget)
        };
        let same = of("89.97399902", "89.97399902");
        assert_eq!(same.amount, "89.97399902".parse().ok());
        assert!(!same.differs());
        assert!(!of("89.974", "89.97399902").differs());
        assert!(of("89.974", "89.973999").differs());
    }

    #[test]
    fn a_part_that_cannot_be_read_leaves_the_total_open() {
        let funds = Funds { rows: vec![row(FundSource::Total, "0"), row(FundSource::Fiscal, "5o")] };
        assert_eq!(funds.total(FundColumn::Budget).amount, None);
    }

    #[test]
    fn without_parts_the_typed_total_counts_and_null_stays_null() {
        let funds = Funds { rows: vec![row(FundSource::Total, "12"), row(FundSource::Fiscal, "-")] };
        assert_eq!(funds.total(FundColumn::Budget).amount, "12".parse().ok());
        assert_eq!(funds.total(FundColumn::Spent).amount, None);
    }
}
