//! The money table lying down: sources as headers, 预算数 and 执行数 as rows below them.

use super::desk::Desk;
use super::funds::{add_row, column_of, fund_label, is_amount, is_side, money, put, side, source_of};
use super::sheet::{Cell, Row};
use super::words::FundLabel;
use crate::domain::funds::FundColumn;
use crate::domain::typed::Typed;

/// Reads a table whose sources stand in a row; returns the row after it.
pub(super) fn table(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let row = desk.row(index)?;
    let sources: Vec<(&Cell, FundLabel)> =
        row.cells.iter().filter_map(|cell| Some((cell, fund_label(&cell.text)?))).collect();
    let first = sources.first()?.0.at.column;
    let all = row.cells.iter().filter(|cell| cell.at.column >= first).count() == sources.len();
    if sources.len() < 2 || !all || lane(desk.row(index + 1)?, first, &sources).is_none() {
        return None;
    }
    let slots: Vec<(usize, usize)> = sources
        .iter()
        .map(|(cell, found)| {
            desk.ledger.take(cell);
            let source = source_of(&desk.form, *found);
            (cell.at.column, add_row(&mut desk.form, source, cell.text.clone()))
        })
        .collect();
    names(desk, row, first);
    let mut index = index + 1;
    while let Some(row) = desk.row(index) {
        let Some(column) = lane(row, first, &sources) else { break };
        names(desk, row, first);
        for (at, slot) in &slots {
            for cell in row.span(*at, at + 1) {
                fill(desk, *slot, column, cell);
            }
        }
        index += 1;
    }
    Some(index)
}

/// What a row of amounts holds; `None` for the rate, and no answer where it is no such row.
fn lane(row: &Row, first: usize, sources: &[(&Cell, FundLabel)]) -> Option<Option<FundColumn>> {
    let amounts: Vec<&Cell> = row.span(first, usize::MAX).collect();
    let under = |cell: &&Cell| sources.iter().any(|(source, _)| source.at.column == cell.at.column);
    let figures = amounts.iter().all(|cell| under(cell) && is_amount(cell));
    if amounts.is_empty() || !figures {
        return None;
    }
    let mut found = Some(FundColumn::Budget);
    for cell in row.span(0, first) {
        match fund_label(&cell.text) {
            Some(FundLabel::Rate) => found = None,
            Some(label) => found = Some(column_of(label)?),
            None if is_side(cell) => {}
            None => return None,
        }
    }
    Some(found)
}

/// The names of the block and of the row, left of the amounts.
fn names(desk: &mut Desk<'_>, row: &Row, first: usize) {
    side(desk, row, first);
    row.span(0, first)
        .filter(|cell| fund_label(&cell.text).is_some())
        .for_each(|cell| desk.ledger.take(cell));
}

fn fill(desk: &mut Desk<'_>, slot: usize, column: Option<FundColumn>, cell: &Cell) {
    let amount = money(&cell.text, desk.yuan);
    let Some(row) = desk.form.funds.rows.get_mut(slot) else { return };
    let placed = match column {
        Some(column) => put(row.cell_mut(column), amount),
        None => put(&mut row.claimed_rate, Typed::from(cell.text.as_str())),
    };
    if placed {
        desk.ledger.take(cell);
    }
}
