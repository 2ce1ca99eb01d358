//! A list of projects, one a row, under a header such as 项目名称 | 预算数 | 执行数 | 得分. It is told
//! from a form and counted, not read: a form is about one project.

use std::collections::BTreeSet;

use super::header::header_at;
use super::label::Label;
use super::layout::has_form;
use super::sheet::{Cell, Row, Sheet};
use super::words::{HeadLabel, words};

/// How many projects the sheet lists; `None` where it is no list.
pub(super) fn projects(sheet: &Sheet) -> Option<usize> {
    (0..sheet.rows.len()).find_map(|index| listed(sheet, index))
}

fn listed(sheet: &Sheet, index: usize) -> Option<usize> {
    let row = sheet.row(index)?;
    let project = row.cells.iter().find(|cell| is_project(cell))?;
    let beside = row.cells.iter().filter(|cell| cell.at != project.at && is_header(cell)).count();
    if beside < 2 {
        return None;
    }
    let indicators = header_at(sheet, index).is_some();
    // 项目名称 | 预算数 | 执行数 may head the money of a form, whose indicators stand below.
    if !indicators && has_form(sheet) {
        return None;
    }
    let names: BTreeSet<&str> = sheet
        .rows
        .iter()
        .skip(index + 1)
        .filter_map(|below| named(below, project.at.column))
        .map(|cell| cell.text.as_str())
        .collect();
    let least = if indicators { 2 } else { 1 };
    (names.len() >= least).then_some(names.len())
}

/// The project of a row that has something beside it.
fn named(row: &Row, column: usize) -> Option<&Cell> {
    let cell = row.span(column, column + 1).next().filter(|_| row.cells.len() > 2)?;
    let plain = Label::of(&cell.text).plain;
    (!is_header(cell) && !plain.is_empty()).then_some(cell)
}

fn is_project(cell: &Cell) -> bool {
    let plain = Label::of(&cell.text).plain;
    plain.ends_with("名称") && plain != "资金名称" && words().labels.exact(&plain) == Some(HeadLabel::Project)
}

fn is_header(cell: &Cell) -> bool {
    let plain = Label::of(&cell.text).plain;
    let words = words();
    words.columns.exact(&plain).is_some()
        || words.fund_columns.exact(&plain).is_some()
        || words.fund_rows.exact(&plain).is_some()
        || words.labels.exact(&plain).is_some()
}
