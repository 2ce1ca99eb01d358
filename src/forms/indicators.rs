//! The rows of the indicator table: levels inherited downward, points out of brackets, the
//! execution row and the total set apart. Reads texts only; what they mean is read elsewhere.

use super::desk::{Desk, add_line};
use super::funds;
use super::header::{Field, Header, header_at};
use super::heads;
use super::label::{Label, strip_numbering};
use super::levels::{Levels, named_points, split_points};
use super::sheet::{Cell, Row};
use super::totals::{is_figure, total};
use super::words::{Column, HeadLabel, words};
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;
use crate::domain::selfeval::SelfRow;
use crate::domain::typed::Typed;
use crate::domain::value::read_unit;

/// Reads the indicator table that starts at a row; returns the row after it.
pub(super) fn table(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let mut header = header_at(desk.sheet, index)?;
    heads::take_known(desk, &header, index);
    let (mut levels, mut open) = (Levels::default(), Vec::new());
    let mut begin = index;
    let mut index = index + header.rows;
    while let Some(row) = desk.row(index) {
        if let Some(again) = header_at(desk.sheet, index) {
            heads::take_others(desk, &header, begin, index);
            heads::take_known(desk, &again, index);
            begin = index;
            index += again.rows;
            header = again;
            continue;
        }
        if ends(desk, &header, row) {
            break;
        }
        if !total(desk, &header, row) {
            indicator(desk, &header, row, &mut levels, &mut open);
        }
        index += 1;
    }
    heads::take_others(desk, &header, begin, index);
    desk.header = Some(header);
    Some(index)
}

/// The cells of a field in a row, or what a merged block brings down to it.
fn cells<'a>(desk: &Desk<'a>, row: &'a Row, field: &Field) -> Vec<&'a Cell> {
    let own: Vec<&Cell> = row.span(field.from, field.to).collect();
    let inherits = !matches!(field.column, Column::Points | Column::Claimed | Column::Serial);
    if own.is_empty() && inherits {
        return desk.sheet.merged_from_above(row.number(), field.from, field.to).into_iter().collect();
    }
    own
}

fn text_of(cells: &[&Cell]) -> String {
    cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("")
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

/// Reads one row. `open` are the cells of levels that no indicator stands under so far.
fn indicator<'a>(
    desk: &mut Desk<'a>,
    header: &Header,
    row: &'a Row,
    levels: &mut Levels,
    open: &mut Vec<(Column, &'a Cell)>,
) {
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
        execution(desk, header, row);
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

fn row_cells<'a>(desk: &Desk<'a>, row: &Row, field: &Field) -> Vec<&'a Cell> {
    let index = desk.sheet.rows.binary_search_by_key(&row.number(), Row::number);
    let row = index.ok().and_then(|index| desk.row(index));
    row.map(|row| cells(desk, row, field)).unwrap_or_default()
}

/// Cells left of the table name the block: 绩\n效\n指\n标.
fn side_labels(desk: &mut Desk<'_>, header: &Header, row: &Row) {
    let side: Vec<&Cell> = row.span(0, header.starts_at()).collect();
    desk.take_blocks(side);
}

/// Adds the indicator; false where the row holds none.
fn fill(desk: &mut Desk<'_>, header: &Header, row: &Row, levels: &mut Levels, name: &str) -> bool {
    let id = RowId::new(format!("r{}", desk.form.rows.len() + 1));
    let mut indicator = Indicator {
        level1: levels.level1.clone(),
        level2: levels.level2.clone(),
        name: indicator_name(name).to_owned(),
        ..Indicator::new(id)
    };
    let mut not_applicable = None;
    let (mut actual, mut claimed, mut reason) = (Typed::default(), Typed::default(), String::new());
    let (mut stated, mut taken) = (false, Vec::new());
    let level2_at = header.first(Column::Level2).map(|field| field.from);
    for field in &header.fields {
        let found = row_cells(desk, row, field);
        let text = text_of(&found);
        if text.is_empty() {
            continue;
        }
        let own = found.iter().any(|cell| cell.at.row == row.number());
        match field.column {
            Column::Level1 | Column::Level2 | Column::Serial => continue,
            Column::Name => {}
            Column::Sign => indicator.sign = Typed::new(text),
            Column::Target => indicator.target = Typed::new(text),
            Column::Unit => indicator.unit = Typed::new(text),
            Column::Actual => actual = Typed::new(text),
            Column::Claimed => claimed = Typed::new(text),
            Column::NotApplicable if not_applicable.is_some() => note(&mut indicator.note, field, &text),
            Column::NotApplicable => not_applicable = Some(text),
            Column::Reason => reason = text,
            Column::Points if !header.holds_own_points(field) => {
                match level2_at.is_some_and(|level2| level2 < field.from) {
                    true => desk.remark(format!("{}分值", levels.level2), text),
                    false => levels.state(&text, &mut desk.form),
                }
                taken.extend(found);
                continue;
            }
            Column::Points if !indicator.points.text().is_empty() => note(&mut indicator.note, field, &text),
            Column::Points => indicator.points = Typed::new(text),
            Column::LongTarget | Column::Note => note(&mut indicator.note, field, &text),
        }
        let says = found.iter().any(|cell| !is_nothing(&compact(&cell.text)));
        stated |= own && says && field.column != Column::Name;
        taken.extend(found);
    }
    if !header.fields.iter().any(|field| header.holds_own_points(field)) {
        points_behind_name(header, &mut indicator);
    }
    let named = !is_nothing(&indicator.name) && !indicator_name(name).is_empty();
    if !named && !stated && taken.iter().any(|cell| compact(&cell.text) == "无") {
        // No indicator of this level: said by the form, not left open by the template.
        let level = if levels.level2.is_empty() { &levels.level1 } else { &levels.level2 };
        desk.remark(level.clone(), "无");
    }
    if named || stated {
        desk.form.rows.push(SelfRow { actual, claimed, reason, not_applicable, ..SelfRow::from(indicator) });
    }
    taken.into_iter().for_each(|cell| desk.ledger.take(cell));
    named || stated
}

/// A table without a column of points may print them in brackets behind the names.
fn points_behind_name(header: &Header, indicator: &mut Indicator) {
    let found = named_points(&indicator.name, header.names_hold_points);
    if let Some((name, points)) = found.map(|(name, points)| (name.to_owned(), points)) {
        (indicator.name, indicator.points) = (name, Typed::new(points));
    }
}

/// A note keeps its header, unless that says no more than 备注.
fn note(slot: &mut String, field: &Field, text: &str) {
    let text = if field.title == "备注" { text.to_owned() } else { format!("{}：{text}", field.title) };
    add_line(slot, &text);
}

/// Dots, dashes and the like fill a row of the template that nobody used.
fn is_nothing(text: &str) -> bool {
    text.chars().all(|c| "…．.-—―/\\*·、：: ".contains(c)) || text == "无"
}

/// The name without `指标1：`, `指标 2、`, `1.`; a bare `指标1：` is no name, a bare `指标1` is one.
pub(super) fn indicator_name(text: &str) -> &str {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("指标") {
        let rest = rest.trim_start();
        let after = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c)
        });
        if after.len() < rest.len() {
            let tail = after.trim_start();
            if let Some(name) = tail.strip_prefix([':', '：', '.', '、', '．']) {
                return name.trim();
            }
            if !tail.is_empty() && tail.len() < after.len() {
                return tail;
            }
            if tail.is_empty() {
                return text;
            }
        }
    }
    let bare = strip_numbering(text);
    if bare.is_empty() { text } else { bare }
}

/// The execution row stands at the top or under a level 1 of its own; an indicator 预算执行率
/// among the outputs is an indicator.
fn is_execution(level1: &str, level2: &str, name: &str, levels: &Levels) -> bool {
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
fn execution(desk: &mut Desk<'_>, header: &Header, row: &Row) {
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
