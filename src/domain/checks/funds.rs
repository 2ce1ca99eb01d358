//! Checks of the money table: figures, totals against their parts, printed rates.

use rust_decimal::Decimal;

use super::report::Report;
use super::words::CheckWords;
use crate::domain::exact::Exact;
use crate::domain::finding::FormProblem;
use crate::domain::funds::{FundColumn, FundRow, FundTotal, Funds};
use crate::domain::numbers::Wan;
use crate::domain::place::FundField;
use crate::domain::typed::Typed;

const COLUMNS: [FundColumn; 7] = [
    FundColumn::Opening,
    FundColumn::Budget,
    FundColumn::Spent,
    FundColumn::Before,
    FundColumn::Next1,
    FundColumn::Next2,
    FundColumn::Later,
];

/// What is wrong with one column of money by itself: cells that are no figures, a total that is not the sum.
pub fn fund_problems(funds: &Funds, column: FundColumn) -> Vec<FormProblem> {
    let cells = funds.rows.iter().filter_map(|row| cell_problem(row, column));
    let has_parts = funds.rows.iter().any(FundRow::is_part);
    cells.chain(total_problem(column, funds.total(column), has_parts)).collect()
}

/// `parts` says that the form asks for money by source, whatever rows came with the file.
pub(super) fn check(report: &mut Report, funds: &Funds, parts: bool, words: &CheckWords) {
    for row in &funds.rows {
        for column in COLUMNS {
            if let Some(problem) = cell_problem(row, column) {
                report.fund(Some(&row.id), column.into(), problem);
            }
        }
        report.template_fund(row, words);
    }
    let has_parts = parts || funds.rows.iter().any(FundRow::is_part);
    for column in COLUMNS {
        let total = funds.total(column);
        if let Some(problem) = total_problem(column, total, has_parts) {
            report.fund(funds.total_row().map(|row| &row.id), column.into(), problem);
        }
    }
    for row in &funds.rows {
        if let Some(problem) = rate_problem(funds, row) {
            report.fund(Some(&row.id), FundField::ClaimedRate, problem);
        }
    }
}

fn cell_problem(row: &FundRow, column: FundColumn) -> Option<FormProblem> {
    let cell = row.cell(column);
    let text = || cell.text().trim().to_owned();
    (!cell.is_blank() && cell.wan().is_none()).then(|| FormProblem::FundsNotAFigure { column, text: text() })
}

/// A typed total of 0 without parts says no more than blanks do; a form that has no rows for parts, and asks for none,
/// may do without.
fn total_problem(column: FundColumn, total: FundTotal, has_parts: bool) -> Option<FormProblem> {
    let typed = total.typed?;
    match total.summed {
        Some(summed) if total.differs() => {
            Some(FormProblem::FundsTotalNotSum { column, typed: typed.grouped(), summed: summed.grouped() })
        }
        None if has_parts && typed != Wan::ZERO => {
            Some(FormProblem::FundsWithoutParts { column, typed: typed.grouped() })
        }
        Some(_) | None => None,
    }
}

/// The printed rate of a row against spent ÷ budget; the total's against the computed totals.
fn rate_problem(funds: &Funds, row: &FundRow) -> Option<FormProblem> {
    let is_total = funds.total_row().is_some_and(|total| total.id == row.id);
    let amount = |column| {
        if is_total { funds.total(column).amount } else { row.cell(column).wan() }
    };
    let (budget, spent) = (amount(FundColumn::Budget)?, amount(FundColumn::Spent)?);
    let rate = (spent.exact() * Exact::from(100)).checked_div(&budget.exact())?;
    let claimed = row.claimed_rate.number()?;
    let claim = row.claimed_rate.text().trim().trim_end_matches(['%', '％']).trim_end().to_owned();
    let problem = FormProblem::RateDiffers { claimed: claim, computed: rate.to_fixed(2) };
    (!agrees(claimed, &row.claimed_rate, &rate)).then_some(problem)
}

/// Equal once the computed rate (in %) is rounded to the places printed. Without a per cent sign
/// the print may also be the fraction itself, `0.9997`.
fn agrees(claimed: Decimal, typed: &Typed, rate: &Exact) -> bool {
    let rounded = |value: &Exact| value.rounded(claimed.scale());
    if rounded(rate) == Some(claimed) {
        return true;
    }
    let fraction = rate / 100;
    let bare = !typed.text().contains(['%', '％']);
    let precise = claimed.scale() >= 2 || fraction == Exact::from(claimed);
    bare && precise && rounded(&fraction) == Some(claimed)
}
