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

/// 年初预算数, 全年预算数, 全年执行数, and around the year's own money that of the other years of a project's
/// run; each in 万元.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundColumn {
    Opening,
    /// The form's own year.
    Budget,
    Spent,
    /// 以前年度.
    Before,
    /// The year after.
    Next1,
    /// The year after that.
    Next2,
    /// 以后年度.
    Later,
}

impl FundColumn {
    /// The columns that add up to 实施期资金总额.
    pub const WHOLE: [Self; 5] = [Self::Before, Self::Budget, Self::Next1, Self::Next2, Self::Later];
}

/// What the other years of the run are to bring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherYears {
    pub before: Typed,
    pub next1: Typed,
    pub next2: Typed,
    pub later: Typed,
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
    #[serde(default, skip_serializing_if = "OtherYears::is_empty")]
    pub years: OtherYears,
}

impl OtherYears {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
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
            years: OtherYears::default(),
        }
    }

    pub fn cell(&self, column: FundColumn) -> &Typed {
        match column {
            FundColumn::Opening => &self.opening,
            FundColumn::Budget => &self.budget,
            FundColumn::Spent => &self.spent,
            FundColumn::Before => &self.years.before,
            FundColumn::Next1 => &self.years.next1,
            FundColumn::Next2 => &self.years.next2,
            FundColumn::Later => &self.years.later,
        }
    }

    pub fn cell_mut(&mut self, column: FundColumn) -> &mut Typed {
        match column {
            FundColumn::Opening => &mut self.opening,
            FundColumn::Budget => &mut self.budget,
            FundColumn::Spent => &mut self.spent,
            FundColumn::Before => &mut self.years.before,
            FundColumn::Next1 => &mut self.years.next1,
            FundColumn::Next2 => &mut self.years.next2,
            FundColumn::Later => &mut self.years.later,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FundTotal {
    /// What counts: the sum of the parts; the typed total only where no part holds a figure.
    pub amount: Option<Wan>,
    /// The sum of the parts, `None` where no part holds a figure.
    pub summed: Option<Wan>,
    /// What the form typed.
    pub typed: Option<Wan>,
}

impl FundTotal {
    /// The typed total is there and is not the sum.
    pub fn differs(&self) -> bool {
        matches!((self.summed, self.typed), (Some(summed), Some(typed)) if !same_money(summed, typed))
    }
}

/// What is less than one 分 apart is the dust of a spreadsheet's floats (`89.97399902`), not money.
pub fn same_money(one: Wan, other: Wan) -> bool {
    let fen = Exact::from(Decimal::new(1, 6));
    (one.exact() - other.exact()).abs() < fen
}

impl Funds {
    pub fn total_row(&self) -> Option<&FundRow> {
        self.rows.iter().find(|row| row.source == FundSource::Total)
    }

    /// 实施期资金总额: the years' totals together; `None` where no year has one or one is open.
    pub fn whole_total(&self) -> Option<Wan> {
        let totals: Vec<FundTotal> = FundColumn::WHOLE.map(|column| self.total(column)).into();
        let open = |(column, total): (&FundColumn, &FundTotal)| {
            total.amount.is_none() && self.rows.iter().any(|row| !row.cell(*column).is_blank())
        };
        if FundColumn::WHOLE.iter().zip(&totals).any(open) {
            return None;
        }
        let amounts: Vec<Decimal> = totals.iter().filter_map(|t| t.amount.map(Wan::value)).collect();
        (!amounts.is_empty()).then(|| added(&amounts)).flatten()
    }

    /// 实施期合计 of one row; as [`Self::whole_total`].
    pub fn whole_of(row: &FundRow) -> Option<Wan> {
        let filled = || FundColumn::WHOLE.into_iter().filter(|column| !row.cell(*column).is_blank());
        let amounts: Option<Vec<Decimal>> =
            filled().map(|column| row.cell(column).wan().map(Wan::value)).collect();
        amounts.filter(|amounts| !amounts.is_empty()).and_then(|amounts| added(&amounts))
    }

    pub fn total(&self, column: FundColumn) -> FundTotal {
        let parts: Vec<Decimal> = (self.rows.iter())
            .filter(|row| row.is_part())
            .filter_map(|row| row.cell(column).wan().map(Wan::value))
            .collect();
        let summed = if parts.is_empty() { None } else { added(&parts) };
        let typed = self.total_row().and_then(|row| row.cell(column).wan());
        // A part that cannot be read leaves the total open: neither the rest nor the typed total stands in.
        let unread = |row: &FundRow| !row.cell(column).is_blank() && row.cell(column).wan().is_none();
        if self.rows.iter().any(|row| row.is_part() && unread(row)) {
            return FundTotal { amount: None, summed: None, typed };
        }
        FundTotal { amount: summed.or(typed), summed, typed }
    }
}

/// The sum to the places typed; where that is too long a figure, to one 分.
fn added(parts: &[Decimal]) -> Option<Wan> {
    let places = parts.iter().map(Decimal::scale).max().unwrap_or_default();
    let exact: Exact = parts.iter().copied().map(Exact::from).sum();
    exact.rounded(places).or_else(|| exact.rounded(6)).map(|wan| Wan::new(wan.normalize()))
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

    #[test]
    fn the_years_add_up_to_the_whole_run() {
        let mut fiscal = row(FundSource::Fiscal, "100");
        *fiscal.cell_mut(FundColumn::Next1) = "50.5".into();
        let mut other = row(FundSource::Other, "");
        *other.cell_mut(FundColumn::Before) = "0.25".into();
        assert_eq!(Funds::whole_of(&fiscal), "150.5".parse().ok());
        let mut funds = Funds { rows: vec![fiscal, other] };
        assert_eq!(funds.whole_total(), "150.75".parse().ok());
        *funds.rows[1].cell_mut(FundColumn::Later) = "待定".into();
        assert_eq!(funds.whole_total(), None);
        assert_eq!(Funds::default().whole_total(), None);
    }
}
