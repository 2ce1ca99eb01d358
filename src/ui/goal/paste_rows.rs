//! Where a pasted block goes in the grid of indicators: from the cell at the cursor on, or by its header or levels.

use leptos::prelude::*;
use web_sys::ClipboardEvent;

use super::desk::Desk;
use super::paste::Waiting;
use crate::domain::command::GoalEdit;
use crate::domain::goal::Goal;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::paste::{self, Access, Block, PastePlan};
use crate::domain::place::RowField;
use crate::pack;
use crate::ui::dom;

/// The columns of the grid, in their order; what a header names beside them goes behind the row.
const COLUMNS: [RowField; 18] = RowField::OF_INDICATOR;
/// The grid shows the first of these; a block without a header fills no others.
const SHOWN: usize = 7;

/// What the block would do to the indicators.
pub(super) fn planned(desk: Desk, block: &Block, event: &ClipboardEvent) -> Option<Waiting> {
    let columns = if block_has_header(block) { &COLUMNS[..] } else { &COLUMNS[..SHOWN] };
    let at = column_of(event);
    let at = columns.iter().position(|column| *column == at).unwrap_or(0);
    let row = desk.at.get_untracked();
    desk.session.with_goal(|goal| {
        let (begins, rows) = rows_from(desk, goal, row.as_ref());
        let locked = |row: usize| rows.get(row).is_some_and(|row| row.grounds.locked);
        let access = |row: usize, column: RowField| match column {
            RowField::Points if locked(row) => Access::Locked,
            _ => Access::Open,
        };
        let plan = paste::plan(block, columns, at, level_of, access);
        Waiting::of(&plan, Some(begins), edit_of(desk, goal, &rows, row.as_ref(), &plan))
    })
}

/// The rows that a block lands on, from the one at the cursor on, and where in the shown block it stands; further ones
/// are added below.
fn rows_from<'g>(desk: Desk, goal: &'g Goal, at: Option<&RowId>) -> (usize, Vec<&'g Indicator>) {
    let term = desk.term.get_untracked();
    let shown: Vec<&Indicator> = goal.of_term(term).collect();
    let from = at.and_then(|at| shown.iter().position(|row| row.id == *at)).unwrap_or(shown.len());
    (from, shown.into_iter().skip(from).collect())
}

/// Rows that are there get their texts; what is more than them comes as new rows behind the last.
fn edit_of(
    desk: Desk,
    goal: &Goal,
    rows: &[&Indicator],
    at: Option<&RowId>,
    plan: &PastePlan<'_, RowField>,
) -> GoalEdit {
    let mut edits = Vec::new();
    let last = rows.last().map(|row| &row.id).or(at);
    let last = last.and_then(|id| goal.indicators.iter().position(|row| row.id == *id));
    let mut index = last.map_or(goal.indicators.len(), |at| at + 1);
    for number in 0..plan.rows {
        let cells = plan.of_row(number).iter();
        match rows.get(number) {
            Some(row) => edits.extend(cells.map(|cell| GoalEdit::SetRow {
                row: row.id.clone(),
                field: cell.column,
                text: cell.text.to_owned(),
            })),
            None => {
                let mut row = Indicator::new(RowId::new(dom::new_id()));
                row.grounds.term = desk.term.get_untracked();
                for cell in cells {
                    if let Some(slot) = row.text_mut(cell.column) {
                        cell.text.clone_into(slot);
                    }
                }
                edits.push(GoalEdit::InsertRow { index, row: Box::new(row) });
                index += 1;
            }
        }
    }
    GoalEdit::Many(edits)
}

/// Whether the block's first row names columns.
fn block_has_header(block: &Block) -> bool {
    paste::plan(block, &COLUMNS, 0, |_| None, |_, _| Access::Open).by_header
}

/// Of which level a text is a name, by the rules in force.
fn level_of(text: &str) -> Option<RowField> {
    let rules = pack::shipped().rules();
    match rules.level(text) {
        Some(_) => Some(RowField::Level1),
        None => rules.level_above(text).map(|_| RowField::Level2),
    }
}

/// The column of the field that was pasted into; outside a field the first.
fn column_of(event: &ClipboardEvent) -> RowField {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let word = target.and_then(|target| target.get_attribute("data-column"));
    word.and_then(|word| RowField::of_word(&word)).unwrap_or(RowField::Level1)
}
