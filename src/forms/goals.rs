//! The goals in words: beside their label, or below it in columns (预期目标 | 实际完成情况).
//! Keeps the text as it is.

use super::desk::{Desk, add_line};
use super::funds;
use super::header::header_at;
use super::label::Label;
use super::sheet::{Cell, Row};
use super::words::{GoalText, words};
use crate::domain::normalise::compact;

/// From this column on the text belongs to this goal.
type Lane = (usize, GoalText, String);

/// Reads a block of goals; returns the row after it.
pub(super) fn block(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let row = desk.row(index)?;
    if let Some(next) = inline(desk, row, index) {
        return Some(next);
    }
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
    let mut lanes: Vec<Lane> = heads.iter().map(|(cell, goal)| lane(cell.at.column, cell, *goal)).collect();
    for cell in &texts {
        put(desk, &lanes, cell);
    }
    if let (Some(text), [(label, goal)]) = (texts.first(), heads.as_slice()) {
        lanes = vec![lane(text.at.column, label, *goal)];
    }
    split_block(desk, index);
    Some(below(desk, index + 1, &lanes, !texts.is_empty()))
}

fn lane(column: usize, label: &Cell, goal: GoalText) -> Lane {
    (column, goal, Label::of(&label.text).plain)
}

/// A row whose cells hold label and text in one: `年度目标：购置设备10台套`.
fn inline(desk: &mut Desk<'_>, row: &Row, index: usize) -> Option<usize> {
    let split = |cell: &Cell| {
        let (label, text) = cell.text.split_once([':', '：'])?;
        let goal = words().texts.exact(&Label::of(label).plain)?;
        (!text.trim().is_empty()).then(|| (goal, Label::of(label).plain, text.trim().to_owned()))
    };
    let found: Vec<_> = row.cells.iter().map(split).collect::<Option<_>>()?;
    for (cell, (goal, label, text)) in row.cells.iter().zip(found) {
        put(desk, &[(cell.at.column, goal, label)], &Cell { at: cell.at, text });
    }
    Some(index + 1)
}

/// `预期目标1` is one of several; `完成情况综述` sums them up.
fn goal_of(cell: &Cell) -> Option<GoalText> {
    let plain = Label::of(&cell.text).plain;
    let bare = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = ["综述", "概述", "简述"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    words().texts.exact(&plain).or_else(|| words().texts.exact(bare))
}

/// `目标1`, `2`, `（三）` beside the texts of a block.
fn is_number(cell: &Cell) -> bool {
    let plain = compact(&cell.text);
    let bare =
        plain.trim_start_matches("目标").trim_matches(['(', ')', '（', '）', '、', '.', ':', '：', '．']);
    let digit =
        |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c) || ('①'..='⑳').contains(&c);
    !bare.is_empty() && bare.chars().all(digit)
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
    if !heads.is_empty() {
        heads.extend(named.iter().filter(|(_, goal)| *goal == GoalText::Beside).copied());
    }
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
        let (beside, left): (Vec<&Cell>, Vec<&Cell>) =
            left.into_iter().partition(|cell| is_number(cell) || is_again(desk, index, cell));
        if (begun && !left.is_empty()) || starts_something(desk, row, index) {
            break;
        }
        beside.into_iter().for_each(|cell| desk.take(cell));
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

/// The name of the block, printed in each row of it.
fn is_again(desk: &Desk<'_>, index: usize, cell: &Cell) -> bool {
    let above = index.checked_sub(1).and_then(|above| desk.row(above));
    let same =
        |above: &Row| above.span(cell.at.column, cell.at.column + 1).any(|upper| upper.text == cell.text);
    words().is_block(&Label::of(&cell.text).plain) && above.is_some_and(same)
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
        || row.cells.iter().any(|cell| !is_again(desk, index, cell) && label(cell))
        || row.span(0, usize::MAX).next().is_none()
}

fn put(desk: &mut Desk<'_>, lanes: &[Lane], cell: &Cell) {
    let lane = lanes.iter().rfind(|lane| lane.0 <= cell.at.column);
    match lane.map_or(GoalText::Expected, |lane| lane.1) {
        GoalText::Beside => {
            let label = lane.map(|lane| lane.2.clone()).unwrap_or_default();
            desk.remark(label, cell.text.clone());
        }
        GoalText::Expected => add_once(&mut desk.form.expected, &cell.text),
        GoalText::Achieved => add_once(&mut desk.form.achieved, &cell.text),
        GoalText::LongGoal => add_once(&mut desk.whole_goal, &cell.text),
    }
    desk.take(cell);
}

/// A merged cell may be printed in each row it covers; its text counts once.
fn add_once(field: &mut String, text: &str) {
    let again = field.strip_suffix(text).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    if !again {
        add_line(field, text);
    }
}
