//! Checks of money and tasks: blank, breakdowns above their row, tasks that come to another sum than the budget.

use std::collections::HashSet;

use super::Lint;
use super::texts;
use crate::domain::checks::report::Report;
use crate::domain::exact::Exact;
use crate::domain::finding::GoalProblem;
use crate::domain::funds::{FundColumn, FundRow, FundSource, same_money};
use crate::domain::goal_form::{GoalForm, TaskTable};
use crate::domain::normalise::compact;
use crate::domain::numbers::Wan;
use crate::domain::place::FundField;
use crate::domain::task::{TaskField, total};
use crate::domain::typed::Typed;

pub(super) fn check(report: &mut Report, lint: &Lint) {
    if lint.form.is_some() {
        money(report, lint);
        for column in FundColumn::WHOLE {
            details(report, lint, column);
        }
    }
    let name = lint.form.and_then(|form| form.tasks.as_ref()).map_or("", |table| table.name.as_str());
    let mut seen = HashSet::new();
    for task in &lint.goal.tasks {
        let cells = [(TaskField::Fiscal, &task.fiscal), (TaskField::Other, &task.other)];
        for (field, cell) in cells {
            if !cell.is_blank() && cell.wan().is_none() {
                let text = cell.text().trim().to_owned();
                report.task(&task.id, field, GoalProblem::TaskNotAFigure { text });
            }
        }
        let filled = !task.content.trim().is_empty() || cells.iter().any(|(_, cell)| !cell.is_blank());
        if task.name.trim().is_empty() && filled {
            let label = if name.is_empty() { "名称" } else { name }.to_owned();
            report.task(&task.id, TaskField::Name, GoalProblem::TaskNameMissing { label });
        }
        let bare = compact(&task.name);
        if !bare.is_empty() && !seen.insert(bare) {
            let name = task.name.trim().to_owned();
            report.task(&task.id, TaskField::Name, GoalProblem::DuplicateTask { name });
        }
        texts::task(report, lint, task);
    }
    if let Some(form) = lint.form
        && let Some(table) = &form.tasks
    {
        tasks(report, lint, form, table);
    }
}

/// No money in any row that could be read; what cannot be read is told of elsewhere.
fn money(report: &mut Report, lint: &Lint) {
    let funds = &lint.goal.funds;
    if funds.rows.iter().all(|row| row.cell(FundColumn::Budget).is_blank()) {
        let row = funds.rows.iter().find(|row| row.is_part());
        report.fund(row.map(|row| &row.id), FundField::Budget, GoalProblem::MoneyMissing);
    }
}

/// The rows of each breakdown against the row above them.
fn details(report: &mut Report, lint: &Lint, column: FundColumn) {
    let mut above: Option<&FundRow> = None;
    let mut sum = Exact::zero();
    let mut close = |above: Option<&FundRow>, sum: &Exact| {
        let Some(row) = above.filter(|_| !sum.is_zero()) else { return };
        let own = row.cell(column);
        let over = match own.wan() {
            Some(wan) => sum.rounded(6).map(Wan::new).is_some_and(|sum| sum > wan && !same_money(sum, wan)),
            None => own.is_blank(),
        };
        if let Some(details) = sum.rounded(6).map(|sum| Wan::new(sum.normalize()).grouped()).filter(|_| over)
        {
            let row_shown = own.wan().map(Wan::grouped);
            report.fund(Some(&row.id), column.into(), GoalProblem::DetailsAbove { details, row: row_shown });
        }
    };
    for row in &lint.goal.funds.rows {
        if row.source == FundSource::Detail {
            sum = sum + row.cell(column).wan().map_or_else(Exact::zero, Wan::exact);
        } else {
            close(above, &sum);
            (above, sum) = (row.is_part().then_some(row), Exact::zero());
        }
    }
    close(above, &sum);
}

fn tasks(report: &mut Report, lint: &Lint, form: &GoalForm, table: &TaskTable) {
    let money = lint.goal.funds.total(FundColumn::Budget).amount;
    let parts = parts(lint, table);
    let labels = || -> Vec<String> {
        let label = |key: &String| form.fact(key).map(|fact| fact.label.clone());
        table.equals.iter().filter_map(label).collect()
    };
    if let (Some(parts), Some(money)) = (parts, money)
        && !same_money(parts, money)
    {
        let (sum, money) = (parts.grouped(), money.grouped());
        report.document(GoalProblem::MoneyNotParts { parts: labels(), sum, money });
    }
    if lint.goal.tasks.is_empty() {
        if lint.is_drafted() {
            report.tasks(GoalProblem::TasksMissing { title: table.title.clone() });
        }
        return;
    }
    let expected = if table.equals.is_empty() { money } else { parts };
    let sum = total(&lint.goal.tasks, &[TaskField::Fiscal, TaskField::Other]);
    let (Some(sum), Some(expected)) = (sum, expected) else { return };
    if same_money(sum, expected) || (table.within && sum < expected) {
        return;
    }
    let (sum, of, expected) = (sum.grouped(), labels(), expected.grouped());
    report.tasks(match table.within {
        true => GoalProblem::TasksAbove { sum, of, expected },
        false => GoalProblem::TasksNotSum { sum, of, expected },
    });
}

/// The money facts that the tasks come to, once all of them can be read.
fn parts(lint: &Lint, table: &TaskTable) -> Option<Wan> {
    let amounts: Option<Vec<Exact>> =
        table.equals.iter().map(|key| Typed::from(lint.goal.fact(key)).wan().map(Wan::exact)).collect();
    let sum: Exact = amounts.filter(|amounts| !amounts.is_empty())?.into_iter().sum();
    sum.rounded(6).map(|sum| Wan::new(sum.normalize()))
}
