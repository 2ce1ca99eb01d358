//! The row of 预算执行率 in the indicator table: told from an indicator of that name, and its points, score and
//! rate handed to the money. Computes none of them.

use super::desk::Desk;
use super::funds;
use super::header::Header;
use super::indicator_row::{indicator_name, is_nothing, row_cells, text_of};
use super::indicators::side_labels;
use super::label::Label;
use super::levels::{Levels, split_points};
use super::sheet::Row;
use super::words::{Column, words};
use crate::domain::typed::Typed;
use crate::domain::value::read_unit;

/// The execution row stands at the top or under a level 1 of its own; an indicator 预算执行率
/// among the outputs is an indicator.
pub(super) fn is_execution(level1: &str, level2: &str, name: &str, levels: &Levels) -> bool {
    let is = |text: &str| words().is_execution(&Label::of(&split_points(text).0).plain);
    if !level1.is_empty() {
        return is(level1) && (name.is_empty() || is(indicator_name(name)) || name.contains("执行率"));
    }
    levels.level1.is_empty() && (is(level2) || is(indicator_name(name)))
}

/// What a form prints as the name of the execution row, or leaves open.
fn names_execution(text: &str) -> bool {
    let plain = Label::of(&split_points(text).0).plain;
    is_nothing(&plain)
        || words().is_execution(&plain)
        || (plain.contains("执行") && plain.chars().count() <= 12)
}

/// Points, score and rate go to the total row of the money; what has no place there is remarked.
pub(super) fn execution(desk: &mut Desk<'_>, header: &Header, row: &Row) {
    let level1 = header.first(Column::Level1).map(|field| text_of(&row_cells(desk, row, field)));
    let stated = level1.and_then(|text| split_points(&text).1);
    let unit = header.first(Column::Unit).map(|field| text_of(&row_cells(desk, row, field)));
    let unit = read_unit(&unit.unwrap_or_default());
    let mut remarks = Vec::new();
    let slot = funds::total_row(&mut desk.form);
    let mut taken = Vec::new();
    for field in &header.fields {
        for cell in row.span(field.from, field.to) {
            let mut typed = Typed::new(cell.text.clone());
            let place = match field.column {
                Column::Level1 | Column::Level2 | Column::Name if names_execution(&cell.text) => {
                    taken.push(cell);
                    continue;
                }
                Column::Serial | Column::Sign | Column::Unit if cell.text.chars().count() <= 4 => {
                    taken.push(cell);
                    continue;
                }
                Column::Points => &mut slot.points,
                Column::Claimed => &mut slot.claimed,
                Column::Actual => {
                    if typed.number().is_some() && unit == "%" && !cell.text.contains(['%', '％']) {
                        typed = Typed::new(format!("{}%", cell.text));
                    }
                    &mut slot.claimed_rate
                }
                Column::Reason if slot.reason.is_empty() => {
                    slot.reason.clone_from(&cell.text);
                    taken.push(cell);
                    continue;
                }
                _ => {
                    remarks.push((format!("预算执行率 {}", field.title), cell.text.clone()));
                    taken.push(cell);
                    continue;
                }
            };
            if place.is_touched() && *place != typed {
                remarks.push((format!("预算执行率 {}", field.title), cell.text.clone()));
            } else {
                *place = typed;
            }
            taken.push(cell);
        }
    }
    if let Some(points) = stated.filter(|_| !slot.points.is_touched()) {
        slot.points = Typed::new(points);
    }
    taken.into_iter().for_each(|cell| desk.ledger.take(cell));
    remarks.into_iter().for_each(|(label, text)| desk.remark(label, text));
    side_labels(desk, header, row);
}
