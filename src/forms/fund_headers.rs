//! The headers of the money table: which column holds what, by their words, by the year they name, or by the mark of
//! what is computed. Reads no amount but to see that there are some below.

use super::desk::Desk;
use super::funds::{fund_label, is_amount};
use super::label::Label;
use super::sheet::Row;
use super::words::{FundHeader, words};
use crate::domain::year::is_budget_year;

/// In brackets behind what this program computed.
pub(super) const COMPUTED: &str = "核算";

/// A column of the money table.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) header: FundHeader,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) title: String,
    pub(super) yuan: Option<bool>,
}

/// What a header says; a long text is none. What is marked as computed is computed again.
pub(super) fn header_of(desk: &Desk<'_>, label: &Label) -> Option<FundHeader> {
    if label.says(COMPUTED) {
        return Some(FundHeader::Computed);
    }
    let known = (label.plain.chars().count() <= 16).then(|| words().fund_columns.find(&label.plain));
    known.flatten().or_else(|| year_header(desk, label))
}

/// `2025年` in a form of another year.
fn year_header(desk: &Desk<'_>, label: &Label) -> Option<FundHeader> {
    let (year, rest) = label.plain.split_once('年')?;
    let bare = ["", "度", "预算", "预算数", "度预算数", "资金", "金额"].contains(&rest);
    let year: i16 = year.parse().ok().filter(|year| bare && is_budget_year(*year))?;
    match year.checked_sub(desk.form.head.year?)? {
        0 => Some(FundHeader::PlainBudget),
        1 => Some(FundHeader::Next1),
        2 => Some(FundHeader::Next2),
        _ => None,
    }
}

/// The money columns, if the row names at least two of them over figures.
pub(super) fn headers(desk: &Desk<'_>, index: usize) -> Option<Vec<Field>> {
    let row = desk.row(index)?;
    let mut fields = Vec::new();
    for cell in &row.cells {
        let label = Label::of(&cell.text);
        match header_of(desk, &label) {
            Some(header) => {
                let (from, yuan) = (cell.at.column, label.in_yuan());
                fields.push(Field { header, from, to: usize::MAX, title: label.plain, yuan });
            }
            None if !fields.is_empty() && is_amount(cell) => return None,
            None => {}
        }
    }
    let below = desk.row(index + 1)?;
    // 年度预算数（万元） over the names of the rows is no column of money.
    fields.retain(|field| {
        !below.cells.iter().any(|c| c.at.column == field.from && fund_label(&c.text).is_some())
    });
    let ends: Vec<usize> = row.cells.iter().map(|cell| cell.at.column).collect();
    for field in &mut fields {
        field.to = ends.iter().copied().find(|end| *end > field.from).unwrap_or(usize::MAX);
    }
    settle(&mut fields);
    let first = fields.iter().map(|field| field.from).min()?;
    let money = fields.iter().filter(|field| is_money(field.header)).count();
    let beside = fields.len() - money;
    let named = below.cells.iter().any(|cell| fund_label(&cell.text).is_some());
    let figures = below.cells.iter().filter(|cell| cell.at.column >= first).all(is_amount);
    let enough = money >= 2 || (money == 1 && beside >= 1) || (money == 1 && named);
    if !enough || !(named || figures) {
        return None;
    }
    others(row, first, &mut fields);
    Some(fields)
}

/// A column with an unknown header keeps its texts under that header.
fn others(row: &Row, first: usize, fields: &mut Vec<Field>) {
    let known: Vec<usize> = fields.iter().map(|field| field.from).collect();
    for (index, cell) in row.cells.iter().enumerate() {
        if cell.at.column > first && !known.contains(&cell.at.column) {
            let to = row.cells.get(index + 1).map_or(usize::MAX, |next| next.at.column);
            let title = Label::of(&cell.text).plain;
            let (header, from) = (FundHeader::Note, cell.at.column);
            fields.push(Field { header, from, to, title, yuan: None });
        }
    }
}

pub(super) fn is_money(header: FundHeader) -> bool {
    use FundHeader::{Before, Budget, Later, Long, Next1, Next2, Opening, PlainBudget, Spent};
    matches!(header, Opening | Budget | PlainBudget | Spent | Before | Next1 | Next2 | Later | Long)
}

/// `预算数` is the budget, or the opening one beside a better named budget. Where 年初预算数 is
/// the only budget printed, the rate is taken on it, so it is the budget.
fn settle(fields: &mut [Field]) {
    let has = |fields: &[Field], header| fields.iter().any(|field| field.header == header);
    let plain = if has(fields, FundHeader::Budget) { FundHeader::Opening } else { FundHeader::Budget };
    for field in fields.iter_mut().filter(|field| field.header == FundHeader::PlainBudget) {
        field.header = plain;
    }
    for field in 0..fields.len() {
        let claim = fields.iter().any(|other| other.title == format!("原填{}", fields[field].title));
        if claim {
            fields[field].header = FundHeader::Computed;
        }
    }
    if !has(fields, FundHeader::Budget)
        && has(fields, FundHeader::Spent)
        && let Some(only) = fields.iter_mut().find(|field| field.header == FundHeader::Opening)
    {
        only.header = FundHeader::Budget;
    }
}
