//! The rows of the indicator table: levels inherited downward, points out of brackets, the
//! execution row and the total set apart. Reads texts only; what they mean is read elsewhere.

use super::desk::Desk;
use super::execution::{execution, is_execution};
use super::header::{Header, header_at};
use super::heads;
use super::indicator_row::{fill, is_nothing, row_cells, text_of};
use super::label::Label;
use super::levels::{Levels, split_points};
use super::sheet::{Cell, Row};
use super::totals::{is_figure, total};
use super::words::{Column, HeadLabel, words};
use crate::domain::grounds::Term;

/// What stands open in one block of the table.
#[derive(Default)]
struct Open<'a> {
    levels: Levels,
    /// The cells of levels that no indicator stands under so far.
    cells: Vec<(Column, &'a Cell)>,
}

/// Reads the indicator table that starts at a row; returns the row after it.
pub(super) fn table(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let mut header = header_at(desk.sheet, index)?;
    heads::take_known(desk, &header, index);
    let (mut open, mut beside) = (Open::default(), Open::default());
    let mut begin = index;
    let mut index = index + header.rows;
    while let Some(row) = desk.row(index) {
        if let Some(again) = header_at(desk.sheet, index) {
            heads::take_others(desk, &header, begin, index);
            heads::take_known(desk, &again, index);
            if again.term != header.term {
                open.levels = Levels::default();
            }
            begin = index;
            index += again.rows;
            header = again;
            continue;
        }
        if ends(desk, &header, row) {
            break;
        }
        if !total(desk, &header, row) {
            indicator(desk, &header, row, &mut open);
            if let Some(whole) = header.beside.as_ref().filter(|_| !desk.is_judged()) {
                indicator(desk, whole, row, &mut beside);
            }
        }
        index += 1;
    }
    heads::take_others(desk, &header, begin, index);
    desk.header = Some(header);
    Some(index)
}

/// A label of the head, the goals or the foot in the level columns ends the table.
fn ends(desk: &Desk<'_>, header: &Header, row: &Row) -> bool {
    let Some(first) = row.cells.first() else { return true };
    let label = Label::of(inline_label(&first.text));
    let name = header.first(Column::Name).map_or(0, |field| field.from);
    let has = |column, test: fn(&Cell) -> bool| {
        header.first(column).is_some_and(|field| row.span(field.from, field.to).any(test))
    };
    if has(Column::Name, |_| true) && has(Column::Points, |cell| is_figure(&cell.text)) {
        return false;
    }
    // A row with a second label is one of labels with texts, be the first of them 总分.
    let labels = row.cells.iter().filter(|cell| {
        let plain = Label::of(&cell.text).plain;
        matches!(
            words().labels.exact(&plain),
            Some(
                HeadLabel::Total
                    | HeadLabel::Full
                    | HeadLabel::Grade
                    | HeadLabel::Conclusion
                    | HeadLabel::Remark
            )
        )
    });
    if labels.count() > 1 {
        return true;
    }
    if row.cells.len() == 1 && first.at.column < name && !desk.form.rows.is_empty() {
        let short = label.plain.chars().count() <= 8 && words().labels.find(&label.plain).is_none();
        let level = label.plain.ends_with("指标") || words().is_execution(&label.plain) || short;
        if !level && words().labels.exact(&label.plain) != Some(HeadLabel::Subtotal) {
            return true;
        }
    }
    if first.at.column >= name {
        return false;
    }
    if words().texts.exact(&label.plain).is_some() && !label.plain.ends_with("指标") {
        return row.cells.len() <= 4;
    }
    matches!(
        words().labels.find(&label.plain),
        Some(
            HeadLabel::Remark
                | HeadLabel::Conclusion
                | HeadLabel::Kept
                | HeadLabel::Computed
                | HeadLabel::Grade
                | HeadLabel::Project
                | HeadLabel::Department
                | HeadLabel::Unit
                | HeadLabel::MoneyUnit
        )
    )
}

/// What stands before a colon: `填报人：张三`.
pub(super) fn inline_label(text: &str) -> &str {
    text.split([':', '：']).next().unwrap_or(text)
}

/// Reads one row of one block.
fn indicator<'a>(desk: &mut Desk<'a>, header: &Header, row: &'a Row, open: &mut Open<'a>) {
    let Open { levels, cells: open } = open;
    let printed = |desk: &Desk<'_>, column| {
        header.first(column).map(|field| text_of(&row_cells(desk, row, field))).unwrap_or_default()
    };
    let level1 = printed(desk, Column::Level1);
    let level2 = printed(desk, Column::Level2);
    let name = printed(desk, Column::Name);
    if let [cell] = row.cells.as_slice()
        && words().is_block(Label::of(&cell.text).plain.trim_end_matches(|c: char| c.is_ascii_digit()))
        && cell.text.trim() != "指标"
    {
        desk.take(cell);
        return;
    }
    if is_execution(&level1, &level2, &name, levels) {
        if header.term == Term::Year {
            execution(desk, header, row);
        }
        return;
    }
    levels.enter(&level1, &level2, &mut desk.form);
    open.retain(|(column, _)| level1.is_empty() && (*column == Column::Level1 || level2.is_empty()));
    for field in &header.fields {
        let cells = row.span(field.from, field.to);
        match field.column {
            Column::Serial => cells.filter(|cell| is_serial(&cell.text)).for_each(|cell| desk.take(cell)),
            Column::Level1 | Column::Level2 => open.extend(cells.map(|cell| (field.column, cell))),
            _ => {}
        }
    }
    side_labels(desk, header, row);
    // A level over nothing is left over, unless it is only the template's.
    let filled = fill(desk, header, row, levels, &name);
    for (_, cell) in open.extract_if(.., |(_, cell)| filled || is_level(&cell.text)) {
        desk.take(cell);
    }
}

/// 产出指标, 社会效益, or dots: what a template prints in the columns of the levels.
fn is_level(text: &str) -> bool {
    let (name, _) = split_points(text);
    let ends = ["指标", "指", "标", "效益", "影响", "满意度"];
    is_nothing(&name) || (name.chars().count() <= 12 && ends.iter().any(|end| name.ends_with(end)))
}

/// A number, or a score that is computed again.
fn is_serial(text: &str) -> bool {
    text.chars().count() <= 8
        && text.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(c))
}

/// Cells left of the table name the block: 绩\n效\n指\n标.
pub(super) fn side_labels(desk: &mut Desk<'_>, header: &Header, row: &Row) {
    let side: Vec<&Cell> = row.span(0, header.starts_at()).collect();
    desk.take_blocks(side);
}
