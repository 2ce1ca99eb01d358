//! The table of tasks: 年度主要任务 of a department, measures of a policy, main work of a fiscal operation, each with
//! its money. The sum it prints is computed again, and kept where it says something else.

use super::desk::{Desk, add_line};
use super::funds::money;
use super::header::header_at;
use super::label::Label;
use super::sheet::{Cell, Row};
use super::words::{HeadLabel, TaskColumn, words};
use crate::domain::ids::RowId;
use crate::domain::task::{Task, TaskField, total};
use crate::domain::typed::Typed;

#[derive(Debug)]
struct Field {
    column: TaskColumn,
    from: usize,
    to: usize,
    yuan: Option<bool>,
}

/// Reads the table whose headers stand in a row; returns the row after it.
pub(super) fn table(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let row = desk.row(index)?;
    let mut fields = headers(row)?;
    let mut index = index + 1;
    take_headers(desk, row, &fields);
    if let Some(below) = desk.row(index).filter(|below| goes_on(&fields, below)) {
        // 总额, 财政拨款 and 其他资金 under one 预算金额.
        fields.retain(|field| field.column != TaskColumn::Total);
        fields.extend(heads(below));
        fields.sort_by_key(|field| field.from);
        reach(&mut fields);
        take_headers(desk, below, &fields);
        index += 1;
    }
    let name = fields.iter().find(|field| field.column == TaskColumn::Name)?.from;
    while let Some(row) = desk.row(index) {
        if ends(desk, index, row, name) {
            break;
        }
        index += 1;
        if let Some(label) = row.span(0, name + 1).find(|cell| is_sum(cell)) {
            sum(desk, row, label, &fields);
            break;
        }
        task(desk, row, &fields, name);
    }
    Some(index)
}

fn column_of(cell: &Cell) -> Option<TaskColumn> {
    let plain = Label::of(&cell.text).plain;
    (plain.chars().count() <= 12).then(|| words().task_columns.exact(&plain)).flatten()
}

fn heads(row: &Row) -> Vec<Field> {
    let field = |cell: &Cell| {
        let yuan = Label::of(&cell.text).in_yuan();
        Some(Field { column: column_of(cell)?, from: cell.at.column, to: usize::MAX, yuan })
    };
    let mut fields: Vec<Field> = row.cells.iter().filter_map(field).collect();
    reach(&mut fields);
    fields
}

fn reach(fields: &mut [Field]) {
    let starts: Vec<usize> = fields.iter().map(|field| field.from).collect();
    for (field, next) in fields.iter_mut().zip(starts.into_iter().skip(1).chain([usize::MAX])) {
        field.to = next;
    }
}

/// The columns, where a row names the tasks and either their content or their money. Of two names the last
/// heads the column, and the one before is the name of the block.
fn headers(row: &Row) -> Option<Vec<Field>> {
    let mut fields = heads(row);
    let is_money =
        |field: &&Field| matches!(field.column, TaskColumn::Total | TaskColumn::Fiscal | TaskColumn::Other);
    let content = fields.iter().any(|field| field.column == TaskColumn::Content);
    let money = fields.iter().filter(is_money).count();
    let name = fields.iter().rposition(|field| field.column == TaskColumn::Name)?;
    let figures = row.cells.iter().any(|cell| Typed::from(cell.text.as_str()).number().is_some());
    fields.drain(..name);
    ((content || money > 1) && !figures).then_some(fields)
}

/// The second row of headers: names of money alone, right of the content.
fn goes_on(fields: &[Field], below: &Row) -> bool {
    let first = fields.iter().find(|field| field.column == TaskColumn::Total).map(|field| field.from);
    let money = |cell: &Cell| {
        matches!(column_of(cell), Some(TaskColumn::Total | TaskColumn::Fiscal | TaskColumn::Other))
    };
    first.is_some_and(|first| below.cells.iter().all(|cell| cell.at.column >= first && money(cell)))
}

fn take_headers(desk: &mut Desk<'_>, row: &Row, fields: &[Field]) {
    let first = fields.iter().map(|field| field.from).min().unwrap_or(0);
    desk.take_blocks(row.span(0, first));
    for cell in row.span(0, usize::MAX).filter(|cell| column_of(cell).is_some()) {
        if let Some(yuan) = Label::of(&cell.text).in_yuan() {
            desk.yuan = yuan;
        }
        desk.take(cell);
    }
}

/// Another part of the form begins.
fn ends(desk: &Desk<'_>, index: usize, row: &Row, name: usize) -> bool {
    let Some(first) = row.cells.first() else { return true };
    let plain = Label::of(&first.text).plain;
    let words = words();
    let label = words.labels.exact(&plain).is_some_and(|label| !is_sum(first) && label != HeadLabel::Total);
    let block = words.is_block(&plain) && first.at.column <= name && !is_side(desk, index, first);
    let goal = words.texts.exact(&plain).is_some();
    header_at(desk.sheet, index).is_some() || (first.at.column <= name && (label || goal || block))
}

/// The name of the block again, or of the whole table in its first row.
fn is_side(desk: &Desk<'_>, index: usize, cell: &Cell) -> bool {
    let above = index.checked_sub(1).and_then(|above| desk.row(above));
    let same = |above: &Row| above.cells.iter().any(|other| other.text == cell.text);
    column_of(cell).is_some() && above.is_some_and(same)
}

fn is_sum(cell: &Cell) -> bool {
    ["金额合计", "合计", "总计", "资金合计"].contains(&Label::of(&cell.text).plain.as_str())
}

fn task(desk: &mut Desk<'_>, row: &Row, fields: &[Field], name: usize) {
    desk.take_blocks(row.span(0, name));
    let mut task = Task::new(RowId::new(format!("t{}", desk.form.tasks.len() + 1)));
    for field in fields {
        for cell in row.span(field.from, field.to) {
            let amount = || money(&cell.text, field.yuan.unwrap_or(desk.yuan)).text().to_owned();
            let (field, text) = match field.column {
                TaskColumn::Name => (TaskField::Name, cell.text.clone()),
                TaskColumn::Content => (TaskField::Content, cell.text.clone()),
                TaskColumn::Done => (TaskField::Done, cell.text.clone()),
                TaskColumn::Fiscal => (TaskField::Fiscal, amount()),
                TaskColumn::Other => (TaskField::Other, amount()),
                TaskColumn::Total => continue,
            };
            add_line(task.text_mut(field), &text);
            desk.ledger.take(cell);
        }
    }
    let sums = fields.iter().filter(|field| field.column == TaskColumn::Total);
    let sums: Vec<&Cell> = sums.flat_map(|field| row.span(field.from, field.to)).collect();
    let split = fields.iter().any(|field| field.column == TaskColumn::Fiscal);
    for cell in sums {
        let amount = money(&cell.text, desk.yuan);
        if !split && !task.fiscal.is_touched() {
            // The only money there is.
            task.fiscal = amount;
        } else if amount.wan().is_none() || amount.wan() != task.total() {
            desk.remark(format!("{}金额合计", task.name), cell.text.clone());
        }
        desk.take(cell);
    }
    if task != Task::new(task.id.clone()) {
        desk.form.tasks.push(task);
    }
}

/// The row of sums. A figure that is not the sum of its column is kept.
fn sum(desk: &mut Desk<'_>, row: &Row, label: &Cell, fields: &[Field]) {
    desk.take(label);
    desk.take_blocks(row.span(0, label.at.column));
    let split = fields.iter().any(|field| field.column == TaskColumn::Fiscal);
    for cell in row.cells.iter().filter(|cell| cell.at.column > label.at.column) {
        let Some(field) = fields.iter().find(|field| (field.from..field.to).contains(&cell.at.column)) else {
            continue;
        };
        let columns: &[TaskField] = match field.column {
            TaskColumn::Fiscal => &[TaskField::Fiscal],
            TaskColumn::Other => &[TaskField::Other],
            TaskColumn::Total if split => &[TaskField::Fiscal, TaskField::Other],
            TaskColumn::Total => &[TaskField::Fiscal],
            TaskColumn::Name | TaskColumn::Content | TaskColumn::Done => continue,
        };
        let typed: Typed = money(&cell.text, field.yuan.unwrap_or(desk.yuan));
        if typed.wan().is_none() || typed.wan() != total(&desk.form.tasks, columns) {
            desk.remark(Label::of(&label.text).plain, cell.text.clone());
        }
        desk.take(cell);
    }
}
