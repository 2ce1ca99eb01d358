//! Where a pasted block goes in the tables of money and of tasks: from the cell that it is pasted into on. The table of
//! tasks takes further rows and knows a header; that of money has the rows of its form.

use web_sys::ClipboardEvent;
use web_sys::wasm_bindgen::JsCast;

use super::desk::{Desk, fund_place};
use super::paste::Waiting;
use crate::domain::command::GoalEdit;
use crate::domain::funds::FundColumn;
use crate::domain::ids::RowId;
use crate::domain::money_rows::MoneyCell;
use crate::domain::paste::{self, Access, Block};
use crate::domain::place::{DocumentType, FundField, Place};
use crate::domain::task::{Task, TaskField};
use crate::ui::dom;

const TASKS: [TaskField; 4] = [TaskField::Name, TaskField::Content, TaskField::Fiscal, TaskField::Other];

/// What the block would do to the tasks; outside a field it goes below the last.
pub(super) fn tasks(desk: Desk, block: &Block, event: &ClipboardEvent) -> Option<Waiting> {
    desk.session.with_goal(|goal| {
        let ids: Vec<&RowId> = goal.tasks.iter().map(|task| &task.id).collect();
        let place = |row: &RowId, column: TaskField| Place::task(DocumentType::Goal, row, column);
        let (from, at) = pasted_at(event, &ids, &TASKS, place).unwrap_or((ids.len(), 0));
        let plan = paste::plan(block, &TASKS, at, |_| None, |_, _| Access::Open);
        let mut edits = Vec::new();
        for row in 0..plan.rows {
            let cells = plan.of_row(row).iter();
            match ids.get(from + row) {
                Some(id) => edits.extend(cells.map(|cell| GoalEdit::SetTask {
                    task: (*id).clone(),
                    field: cell.column,
                    text: cell.text.to_owned(),
                })),
                None => {
                    let mut task = Task::new(RowId::new(dom::new_id()));
                    cells.for_each(|cell| cell.text.clone_into(task.text_mut(cell.column)));
                    edits.push(GoalEdit::InsertTask { index: usize::MAX, task });
                }
            }
        }
        Waiting::of(&plan, None, GoalEdit::Many(edits))
    })
}

/// What it would do to the money, whose rows and columns these are; `set` makes the edit. Outside a field nothing.
pub(super) fn money(
    block: &Block,
    event: &ClipboardEvent,
    rows: &[RowId],
    columns: &[FundColumn],
    set: impl FnOnce(Vec<MoneyCell>) -> GoalEdit,
) -> Option<Waiting> {
    let columns: Vec<FundField> = columns.iter().map(|column| FundField::from(*column)).collect();
    let ids: Vec<&RowId> = rows.iter().collect();
    let (from, at) = pasted_at(event, &ids, &columns, fund_place)?;
    let access = |row: usize, _: FundField| match rows.get(from + row) {
        Some(_) => Access::Open,
        None => Access::Absent,
    };
    let plan = paste::plan(block, &columns, at, |_| None, access);
    let cell = |cell: &paste::PlannedCell<'_, FundField>| {
        Some((rows.get(from + cell.row)?.clone(), cell.column, cell.text.to_owned()))
    };
    Some(Waiting::of(&plan, None, set(plan.cells.iter().filter_map(cell).collect())))
}

/// Row and column of the field that was pasted into.
fn pasted_at<C: Copy>(
    event: &ClipboardEvent,
    rows: &[&RowId],
    columns: &[C],
    place: impl Fn(&RowId, C) -> Place,
) -> Option<(usize, usize)> {
    let id = event.target()?.dyn_into::<web_sys::Element>().ok()?.id();
    let column_in = |row: &RowId| columns.iter().position(|column| dom::field_id(&place(row, *column)) == id);
    rows.iter().enumerate().find_map(|(number, row)| Some((number, column_in(row)?)))
}
