//! The goals in words: beside their label, or below it in columns (预期目标 | 实际完成情况).
//! Keeps the text as it is.

use super::desk::{Desk, add_line};
use super::funds;
use super::header::header_at;
use super::label::Label;
use super::sheet::{Cell, Row};
use super::words::{GoalText, words};

/// From this column on the text belongs to this goal.
type Lane = (usize, GoalText);

/// Reads a block of goals; returns the row after it.
pub(super) fn block(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let row = desk.row(index)?;
    let named: Vec<(&Cell, GoalText)> =
        row.cells.iter().filter_map(|cell| Some((cell, goal_at(desk, index, cell)?))).collect();
    let heads = columns(&named)?;
    let first = heads.first()?.0.at.column;
    let texts: Vec<&Cell> = row
        .cells
        .iter()
        .filter(|cell| cell.at.column > first && goal_at(desk, index, cell).is_none())
        .collect();
    let known = |cell: &&Cell| words().labels.exact(&Label::of(&cell.text).plain).is_some();
    if texts.iter().any(known) {
        return None;
    }
    named.iter().for_each(|(cell, _)| desk.ledger.take(cell));
    let left: Vec<&Cell> = row.span(0, first).collect();
    for cell in left {
        let plain = Label::of(&cell.text).plain;
        if words().is_block(&plain) || words().labels.exact(&plain).is_some() {
            desk.take(cell);
        }
    }
    let mut lanes: Vec<Lane> = heads.iter().map(|(cell, goal)| (cell.at.column, *goal)).collect();
    for cell in &texts {
        put(desk, &lanes, cell);
    }
    if let (Some(text), [(_, goal)]) = (texts.first(), heads.as_slice()) {
        lanes = vec![(text.at.column, *goal)];
    }
    split_block(desk, index);
    Some(below(desk, index + 1, &lanes, !texts.is_empty()))
}

fn goal_of(cell: &Cell) -> Option<GoalText> {
    words().texts.exact(&Label::of(&cell.text).plain)
}

/// The same for a cell in the row of the labels: whatever ends in 完成情况 over a text is one.
fn goal_at(desk: &Desk<'_>, index: usize, cell: &Cell) -> Option<GoalText> {
    let plain = Label::of(&cell.text).plain;
    let over = || desk.row(index + 1)?.cells.iter().find(|below| below.at.column == cell.at.column);
    let heads = || {
        plain.chars().count() <= 20
            && plain.ends_with("完成情况")
            && !plain.contains("指标")
            && !words().is_block(&plain)
            && over().is_some()
    };
    goal_of(cell).or_else(|| heads().then_some(GoalText::Achieved))
}

/// The labels that head texts. Of several 目标 in front of 完成情况 the last heads the text, and the
/// others name the block; with 完成情况 the rightmost counts.
fn columns<'a>(named: &[(&'a Cell, GoalText)]) -> Option<Vec<(&'a Cell, GoalText)>> {
    let achieved = named.iter().rposition(|(_, goal)| *goal == GoalText::Achieved);
    let upto = achieved.unwrap_or(named.len());
    let before = named.get(..upto)?;
    let expected = before.iter().rfind(|(_, goal)| *goal == GoalText::Expected).copied();
    let long = before.iter().rfind(|(_, goal)| *goal == GoalText::LongGoal).copied();
    let mut heads: Vec<(&Cell, GoalText)> = [long, expected].into_iter().flatten().collect();
    heads.extend(achieved.and_then(|index| named.get(index)).copied());
    heads.sort_by_key(|(cell, _)| cell.at);
    (!heads.is_empty()).then_some(heads)
}

/// The block's name over two rows: 年度总体 and, below it, 目标.
fn split_block(desk: &mut Desk<'_>, index: usize) {
    let cell = |index: usize| desk.row(index).and_then(|row| row.cells.first());
    if let (Some(upper), Some(lower)) = (cell(index), cell(index + 1))
        && upper.at.column == lower.at.column
        && words().is_block(&format!("{}{}", Label::of(&upper.text).plain, Label::of(&lower.text).plain))
    {
        desk.take(upper);
        desk.take(lower);
    }
}

/// Rows below go on with the texts until something else begins.
fn below(desk: &mut Desk<'_>, mut index: usize, lanes: &[Lane], begun: bool) -> usize {
    let first = lanes.first().map_or(0, |lane| lane.0);
    let mut begun = begun;
    while let Some(row) = desk.row(index) {
        let left: Vec<&Cell> = row.span(0, first).collect();
        if (begun && !left.is_empty()) || starts_something(desk, row, index) {
            break;
        }
        // The first row may have the block's name beside it; the rest has no place.
        desk.take_blocks(left);
        if row.span(first, usize::MAX).next().is_none() {
            break;
        }
        for cell in row.span(first, usize::MAX) {
            put(desk, lanes, cell);
        }
        begun = true;
        index += 1;
    }
    index
}

fn starts_something(desk: &Desk<'_>, row: &Row, index: usize) -> bool {
    let label = |cell: &Cell| {
        let plain = Label::of(&cell.text).plain;
        words().labels.exact(&plain).is_some()
            || goal_of(cell).is_some()
            || funds::fund_label(&cell.text).is_some()
    };
    let title = |cell: &Cell| words().is_block(&Label::of(&cell.text).plain);
    header_at(desk.sheet, index).is_some()
        || matches!(row.cells.as_slice(), [cell] if title(cell))
        || row.cells.iter().any(label)
        || row.span(0, usize::MAX).next().is_none()
}

fn put(desk: &mut Desk<'_>, lanes: &[Lane], cell: &Cell) {
    let lane = lanes.iter().rfind(|lane| lane.0 <= cell.at.column);
    match lane.map_or(GoalText::Expected, |lane| lane.1) {
        GoalText::Expected => add_line(&mut desk.form.expected, &cell.text),
        GoalText::Achieved => add_line(&mut desk.form.achieved, &cell.text),
        GoalText::LongGoal => desk.remark("实施期目标", cell.text.clone()),
    }
    desk.take(cell);
}
