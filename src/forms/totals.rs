//! The rows that sum the indicators up: 总分, 合计 and 小计, in the table or below it. Takes the
//! claimed total as typed; points are added up only to see whether a printed sum says more.

use rust_decimal::Decimal;

use super::desk::Desk;
use super::grades;
use super::header::{Field, Header};
use super::label::Label;
use super::sheet::{Cell, Row};
use super::words::{Column, HeadLabel, words};
use crate::domain::typed::Typed;

/// 总分, 合计, 小计: a row that sums up and is no indicator.
pub(super) fn total(desk: &mut Desk<'_>, header: &Header, row: &Row) -> bool {
    let name = header.first(Column::Name).map_or(usize::MAX, |field| field.to);
    let unnamed = header.first(Column::Name).is_none_or(|f| row.span(f.from, f.to).next().is_none());
    let found = row.cells.iter().filter(|cell| unnamed || cell.at.column < name).find_map(|cell| {
        let label = Label::of(&cell.text);
        let key = words().labels.exact(&label.plain)?;
        matches!(key, HeadLabel::Total | HeadLabel::Full | HeadLabel::Subtotal).then_some((cell, key))
    });
    let Some((label, key)) = found else { return false };
    desk.take(label);
    let subtotal = key == HeadLabel::Subtotal;
    let under = |cell: &Cell| header.fields.iter().find(|f| (f.from..f.to).contains(&cell.at.column));
    let mut rest: Vec<(&Cell, Option<Column>)> = Vec::new();
    for cell in row.cells.iter().filter(|cell| cell.at != label.at) {
        rest.push((cell, under(cell).map(|field| field.column)));
    }
    for (cell, _) in rest.iter().filter(|(cell, _)| cell.at.column < name) {
        desk.take_blocks([*cell]);
    }
    if subtotal {
        for (cell, column) in rest {
            if matches!(column, Some(Column::Points | Column::Claimed)) {
                desk.remark("小计", cell.text.clone());
                desk.take(cell);
            }
        }
        return true;
    }
    let claimed = rest.iter().find(|(_, column)| *column == Some(Column::Claimed));
    let claimed = claimed.or_else(|| {
        let mut figures = rest.iter().filter(|(cell, column)| {
            !matches!(column, Some(Column::Points | Column::Serial)) && is_figure(&cell.text)
        });
        figures.next_back()
    });
    if let Some((cell, _)) = claimed {
        let typed = Typed::new(cell.text.clone());
        let known = &desk.form.claimed_total;
        if !known.is_touched() {
            desk.form.claimed_total = typed;
        } else if known.number() != typed.number() {
            // The head states another total: that one is the claim.
            desk.remark(Label::of(&label.text).plain, cell.text.clone());
        }
        desk.take(cell);
    }
    for (cell, column) in &rest {
        let level = matches!(column, Some(Column::Level1 | Column::Level2 | Column::Name));
        let beside = claimed.is_some_and(|(claimed, _)| claimed.at != cell.at);
        let points = *column == Some(Column::Points) || (level && beside);
        let computed = *column == Some(Column::Serial);
        if (points || computed) && is_figure(&cell.text) {
            if points && !header.is_own() && !is_sum_of_points(desk, &cell.text) {
                desk.remark(format!("{}分值", Label::of(&label.text).plain), cell.text.clone());
            }
            desk.take(cell);
        } else if let (Some(grade), true) = (grades::stated(&cell.text), desk.form.claimed_grade.is_empty()) {
            desk.form.claimed_grade = grade;
            desk.take(cell);
        } else if let Some(field) =
            under(cell).filter(|_| matches!(column, Some(Column::Reason | Column::Note)))
        {
            desk.remark(Label::of(&label.text).plain, beside_scores(field, &cell.text));
            desk.take(cell);
        }
    }
    true
}

/// A text of the total with the title it stands under, as in the note of an indicator: a title that
/// no word list knows may say something of its own.
fn beside_scores(field: &Field, text: &str) -> String {
    let bare = field.column == Column::Reason || field.title == "备注";
    if bare { text.to_owned() } else { format!("{}：{text}", field.title) }
}

/// The points of all rows, with the execution row or without it, or the 100 of every form. Any other
/// sum is the form's own and is kept.
fn is_sum_of_points(desk: &Desk<'_>, text: &str) -> bool {
    let Some(printed) = Typed::from(text).number() else { return false };
    let mut points = desk.form.rows.iter().filter_map(|row| row.indicator.points.number());
    let rows = points.try_fold(Decimal::ZERO, |sum, points| sum.checked_add(points));
    let stated = desk.stated_points.as_deref().map(Typed::from).unwrap_or_default();
    let beside = desk.form.funds.total_row().map_or(&stated, |row| &row.points);
    let execution = beside.number().or(stated.number()).unwrap_or_default();
    let all = rows.and_then(|rows| rows.checked_add(execution));
    printed == Decimal::ONE_HUNDRED || Some(printed) == rows || Some(printed) == all
}

pub(super) fn is_figure(text: &str) -> bool {
    Typed::from(text).number().is_some()
}

/// A total below the table whose figures stand under its columns: 总分 | 100 | 97.
pub(super) fn late_total(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let row = desk.row(index)?;
    let header = desk.header.clone()?;
    let claimed = header.first(Column::Claimed)?;
    let label = words().labels.exact(&Label::of(&row.cells.first()?.text).plain);
    let under = row.span(claimed.from, claimed.to).any(|cell| is_figure(&cell.text));
    let figures = row.cells.iter().filter(|cell| is_figure(&cell.text)).count();
    let labels = row.cells.iter().filter(|cell| words().labels.exact(&Label::of(&cell.text).plain).is_some());
    (matches!(label, Some(HeadLabel::Total | HeadLabel::Full))
        && under
        && figures > 1
        && labels.count() == 1)
        .then_some(())?;
    total(desk, &header, row).then_some(index + 1)
}
