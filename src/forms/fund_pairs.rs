//! Amounts printed beside their labels, without headers: `年度资金总额： | 1125`, two pairs in a
//! row (`预算数 | 16 | 执行数 | 16`), or both in one cell. Knows no table with headers.

use super::blocks::is_year;
use super::desk::Desk;
use super::funds::{add_row, column_of, fund_label, money, put, side, source_of, total_row};
use super::label::Label;
use super::sheet::{Cell, Row};
use super::words::{FundLabel, words};
use crate::domain::funds::FundColumn;
use crate::domain::typed::Typed;
use crate::domain::value::Value;

struct Pair<'a> {
    label: &'a Cell,
    found: FundLabel,
    /// The label's text, which may stand before the amount in one cell.
    printed: &'a str,
    inside: Option<&'a str>,
    value: Option<&'a Cell>,
}

/// Reads one row of labels with amounts; returns the row after it.
pub(super) fn row(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let row = desk.row(index)?;
    let pairs = pairs(desk, row);
    if pairs.is_empty() || !in_money(desk, row, &pairs) {
        return None;
    }
    let first = pairs.first()?.label.at.column;
    side(desk, row, first);
    lanes(desk, &pairs);
    let mut slots: Vec<(FundLabel, usize)> = Vec::new();
    for pair in &pairs {
        take_pair(desk, pair, &mut slots);
    }
    Some(index + 1)
}

fn pairs<'a>(desk: &Desk<'_>, row: &'a Row) -> Vec<Pair<'a>> {
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for cell in &row.cells {
        let open = pairs.last_mut().filter(|pair| pair.value.is_none() && pair.inside.is_none());
        if let Some(found) = fund_label(&cell.text) {
            pairs.push(Pair { label: cell, found, printed: &cell.text, inside: None, value: None });
        } else if let Some((printed, inside)) = cell.text.trim().rsplit_once([':', '：'])
            && let Some(found) = fund_label(printed)
        {
            pairs.push(Pair { label: cell, found, printed, inside: Some(inside.trim()), value: None });
        } else if let Some(pair) = open {
            pair.value = Some(cell);
        } else if is_unknown_source(desk, cell) {
            pairs.push(Pair {
                label: cell,
                found: FundLabel::Other,
                printed: &cell.text,
                inside: None,
                value: None,
            });
        }
    }
    pairs
}

/// `其中：债券资金` among known rows is a source too.
fn is_unknown_source(desk: &Desk<'_>, cell: &Cell) -> bool {
    let label = Label::of(&cell.text);
    let money = ["资金", "拨款", "收入"].iter().any(|word| label.plain.ends_with(word));
    !desk.form.funds.rows.is_empty()
        && !desk.indicators
        && money
        && label.plain.chars().count() <= 14
        && !words().is_block(&label.plain)
}

/// Words like 合计 or 其他 are money only among money.
fn in_money(desk: &Desk<'_>, row: &Row, pairs: &[Pair<'_>]) -> bool {
    let begun = !desk.form.funds.rows.is_empty() && !desk.indicators;
    let block = row.cells.iter().any(|cell| Label::of(&cell.text).in_yuan().is_some());
    let strong = pairs.iter().any(|pair| {
        let plain = Label::of(pair.printed).plain;
        ["资金", "拨款", "预算", "执行数"].iter().any(|word| plain.contains(word))
    });
    let values = pairs.iter().filter_map(|pair| pair.inside.or(pair.value.map(|cell| cell.text.as_str())));
    let values: Vec<&str> = values.collect();
    let figures = values.iter().all(|text| holds_amount(text)) && (begun || !values.is_empty());
    // 上级转移支付 among the facts of a goal form, which stand before its money.
    let is_fact = |pair: &Pair<'_>| words().fact(&Label::of(pair.printed).plain).is_some();
    if !begun && pairs.iter().all(is_fact) {
        return false;
    }
    figures && (begun || block || strong)
}

fn holds_amount(text: &str) -> bool {
    matches!(Typed::from(text).value(None), Value::Number { .. } | Value::Blank)
        || text.chars().any(|c| c.is_ascii_digit())
}

/// The labels of the total say what the amounts under them are.
fn lanes(desk: &mut Desk<'_>, pairs: &[Pair<'_>]) {
    let totals: Vec<&Pair<'_>> = pairs
        .iter()
        .filter(|pair| {
            matches!(pair.found, FundLabel::Total | FundLabel::Long | FundLabel::Received)
                || column_of(pair.found).is_some()
        })
        .collect();
    if totals.is_empty() {
        return;
    }
    let year_named = totals.iter().any(|pair| is_year(pair.printed) == Some(true));
    let several = totals.iter().filter(|pair| pair.found == FundLabel::Total).count() > 1;
    desk.lanes.clear();
    for pair in totals {
        let long = pair.found == FundLabel::Long
            || is_year(pair.printed) == Some(false)
            || (several && year_named && is_year(pair.printed).is_none());
        let lane = match pair.found {
            FundLabel::Received => Err("到位"),
            _ if long => Err("实施期"),
            found => Ok(column_of(found).unwrap_or(FundColumn::Budget)),
        };
        desk.lanes.push((pair.label.at.column, lane));
    }
}

fn take_pair(desk: &mut Desk<'_>, pair: &Pair<'_>, slots: &mut Vec<(FundLabel, usize)>) {
    // An amount inside the label's cell is taken with it, or left over with it.
    if pair.inside.is_none() {
        desk.take(pair.label);
    }
    let amount = pair.value.or(pair.inside.map(|_| pair.label));
    let yuan = Label::of(pair.printed).in_yuan().unwrap_or(desk.yuan);
    let text = pair.inside.or(pair.value.map(|cell| cell.text.as_str())).unwrap_or_default();
    let at = pair.label.at.column;
    let lane = desk.lanes.iter().rfind(|lane| lane.0 <= at).map_or(Ok(FundColumn::Budget), |lane| lane.1);
    let column = match lane {
        Ok(column) => column,
        Err(what) => {
            if !text.is_empty() {
                let label = Label::of(pair.printed).plain;
                let label = if label.contains(what) { label } else { format!("{label}（{what}）") };
                desk.remark(label, text);
            }
            amount.into_iter().for_each(|cell| desk.take(cell));
            return;
        }
    };
    let typed = if pair.found == FundLabel::Rate { Typed::from(text) } else { money(text, yuan) };
    if place(desk, pair, column, slots, typed) {
        amount.into_iter().for_each(|cell| desk.take(cell));
    }
}

/// Puts an amount where its label says; false where that place is filled.
fn place(
    desk: &mut Desk<'_>,
    pair: &Pair<'_>,
    column: FundColumn,
    slots: &mut Vec<(FundLabel, usize)>,
    typed: Typed,
) -> bool {
    if pair.found == FundLabel::Rate {
        return put(&mut total_row(&mut desk.form).claimed_rate, typed);
    }
    if column_of(pair.found).is_some()
        || pair.found == FundLabel::Total && desk.form.funds.total_row().is_none()
    {
        let empty = desk.form.funds.total_row().is_none();
        let row = total_row(&mut desk.form);
        if empty {
            row.label = pair.printed.to_owned();
        }
        return put(row.cell_mut(column), typed);
    }
    let rows = &desk.form.funds.rows;
    // Two names of one kind in a row are two sources: 中央资金 | 60 | 省级资金 | 40.
    let takes_it = |slot: usize| {
        rows.get(slot).is_some_and(|row| !row.cell(column).is_touched() || row.label == pair.printed)
    };
    let known = slots.iter().find(|(found, slot)| *found == pair.found && takes_it(*slot));
    let slot = known.map(|(_, slot)| *slot).unwrap_or_else(|| {
        let source = source_of(&desk.form, pair.found);
        add_row(&mut desk.form, source, pair.printed.to_owned())
    });
    slots.push((pair.found, slot));
    desk.form.funds.rows.get_mut(slot).is_some_and(|row| put(row.cell_mut(column), typed))
}
