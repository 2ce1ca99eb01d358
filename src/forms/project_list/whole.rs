//! What is to be said of a list as a whole: meanings that are missing or stand twice, units of money that differ, a
//! printed total that is not the sum. Looks at no single row for itself.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::Mapped;
use super::{Given, ListEntry, ListReading, ListRow, RowKind};
use crate::domain::exact::Exact;
use crate::domain::finding::ListProblem;
use crate::domain::money_unit::MoneyUnit;
use crate::domain::numbers::Wan;
use crate::domain::project_list::{ListColumn, money};

/// What the header and the mapping leave open.
pub(super) fn of_columns(list: &ListReading, mapped: &[Mapped<'_>], given: &Given) -> Vec<ListProblem> {
    let mut problems = Vec::new();
    if !mapped.iter().any(|column| column.meaning == ListColumn::Name) {
        problems.push(ListProblem::ColumnMissing { column: ListColumn::Name });
    }
    let mut units: BTreeMap<MoneyUnit, Vec<&Mapped<'_>>> = BTreeMap::new();
    for column in mapped {
        if let Some(unit) = column.unit {
            units.entry(unit).or_default().push(column);
        }
    }
    if units.len() > 1 {
        let each = units.iter().map(|(unit, columns)| {
            let headers: Vec<&str> = columns.iter().map(|column| column.headed.header.as_str()).collect();
            format!("{}：{}", unit.word(), headers.join("、"))
        });
        problems.push(ListProblem::MoneyUnitsMixed { units: each.collect::<Vec<_>>().join("；") });
        return problems;
    }
    // All columns are in one unit, and the caption says another.
    let of_header = units.values().flatten().find_map(|column| Some((*column, column.headed.money_unit?)));
    if let (Some((column, unit)), Some(caption), None) = (of_header, list.money_unit, given.money_unit)
        && unit != caption
    {
        let (unit, caption) = (unit.word(), caption.word());
        problems.push(ListProblem::MoneyUnitDisputed { header: column.headed.header.clone(), unit, caption });
    }
    problems
}

/// Columns with bare figures in no unit.
pub(super) fn without_unit(list: &ListReading, columns: &BTreeSet<usize>) -> Option<ListProblem> {
    let headers: Vec<&str> =
        columns.iter().filter_map(|at| list.columns.get(*at)).map(|column| column.header.as_str()).collect();
    (!headers.is_empty()).then(|| ListProblem::MoneyUnitUnknown { headers: headers.join("、") })
}

/// The one row of 合计 against the sum of the column of totals.
pub(super) fn total(list: &ListReading, mapped: &[Mapped<'_>], entries: &[ListEntry]) -> Option<ListProblem> {
    let mut totals = list.rows.iter().filter(|row| row.kind == RowKind::Total);
    let (row, None) = (totals.next()?, totals.next()) else { return None };
    let column = mapped.iter().find(|column| column.meaning == ListColumn::Total)?;
    let typed = typed(row, column)?;
    let mut sum = Exact::zero();
    for entry in entries {
        let of_total = entry.project.money.iter().find(|money| money.column == ListColumn::Total);
        let Some(amount) = of_total.map(|money| &money.amount).filter(|amount| !amount.is_blank()) else {
            continue;
        };
        sum = sum + amount.wan()?.exact();
    }
    let summed = Wan::new(sum.rounded(6)?.normalize());
    (summed != Wan::new(typed.exact().rounded(6)?.normalize())).then(|| ListProblem::TotalDiffers {
        row: row.number,
        typed: typed.grouped(),
        summed: summed.grouped(),
    })
}

fn typed(row: &ListRow, column: &Mapped<'_>) -> Option<Wan> {
    money(row.text(column.at), column.unit?).wan()
}
