//! The table of tasks, measures or main work as a form prints it, with computed sums.

use super::money::amount;
use super::page::{Page, Part};
use crate::domain::case::Subject;
use crate::domain::goal_form::TaskTable;
use crate::domain::task::{Task, TaskField, total};
use crate::forms::sheet::At;
use crate::wording;

/// Columns of the page that the table needs, the name of its block among them.
pub(super) const WIDTH: usize = 7;

const NAME: usize = 4;
const TEXT: usize = 6;
const AMOUNT: usize = 2;

/// Prints the table as the form calls it; nothing where there are no tasks. `done`: with 实际完成情况.
pub(super) fn print(page: &mut Page, tasks: &[Task], subject: Subject, form: Option<&TaskTable>, done: bool) {
    if tasks.is_empty() {
        return;
    }
    let [name, content] =
        [TaskField::Name, TaskField::Content].map(|f| wording::task_column(subject, form, f));
    let first = page.next();
    let mut heads = vec![Part::label(name, NAME), Part::label(content, TEXT)];
    heads.extend(["金额合计（万元）", "财政拨款", "其他资金"].map(|head| Part::label(head, AMOUNT)));
    heads.extend(done.then(|| Part::label("实际完成情况", TEXT)));
    page.line(1, heads);
    for task in tasks {
        let mut parts = vec![Part::text(&task.name, NAME), Part::text(&task.content, TEXT)];
        parts.push(amount(task.total(), AMOUNT));
        parts.extend([&task.fiscal, &task.other].map(|typed| Part::figure(typed.text(), AMOUNT)));
        parts.extend(done.then(|| Part::text(&task.done, TEXT)));
        page.line(1, parts);
    }
    let mut sums = vec![Part::label("金额合计", NAME), Part::text("", TEXT)];
    let columns: [&[TaskField]; 3] =
        [&[TaskField::Fiscal, TaskField::Other], &[TaskField::Fiscal], &[TaskField::Other]];
    sums.extend(columns.map(|columns| amount(total(tasks, columns), AMOUNT)));
    sums.extend(done.then(|| Part::text("", TEXT)));
    page.line(1, sums);
    let rows = page.next() - first;
    page.side(At { row: first, column: 0 }, rows, 1, Part::label(wording::tasks_table(subject, form), 1));
}
