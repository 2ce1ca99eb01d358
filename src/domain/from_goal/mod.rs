//! 自评取自绩效目标: the self-evaluation that a goal asks for, with nothing typed twice; and whether the goal that
//! one rests on is still the goal in force. Digests come in from outside; knows no screen.

mod refresh;

pub use refresh::{Change, Group, GroupKind, What, differences, refreshed};

use super::adjustment::of_the_year_begun;
use super::blank;
use super::case::Case;
use super::exact::Exact;
use super::form::FormHead;
use super::funds::{FundRow, FundSource, Funds};
use super::goal::{Goal, GoalStage};
use super::grounds::{Grounds, Term};
use super::ids::RowId;
use super::indicator::Indicator;
use super::numbers::Points;
use super::place::DocumentType;
use super::scoring::Rules;
use super::selfeval::{RestsOn, SelfEvaluation, SelfRow};
use super::task::Task;
use super::typed::Typed;

/// The self-evaluation of a case's goal, nothing answered: the year's block with its ids and grounds, the money,
/// the tasks, the year's goal. `digest` is of the goal's content. `None` without a goal.
///
/// 年初预算数 is that of the goal which the year began with. 全年预算数 is that of the goal in force, to be typed
/// over where the budget was changed without it.
pub fn self_evaluation(case: &Case, digest: &str, rules: &Rules) -> Option<SelfEvaluation> {
    let goal = case.goal.as_ref()?;
    let rows: Vec<SelfRow> = goal.of_term(Term::Year).map(row).collect();
    let began = of_the_year_begun(case).unwrap_or(goal);
    Some(SelfEvaluation {
        head: head(case, goal, rules),
        rests_on: Some(RestsOn { stage: goal.stage, digest: digest.to_owned() }),
        funds: funds(goal, began, execution_points(&rows, rules)),
        tasks: goal.tasks.iter().map(|task| Task { done: String::new(), ..task.clone() }).collect(),
        expected: goal.annual_goal.clone(),
        level_points: goal.level_points.clone(),
        rows,
        ..SelfEvaluation::default()
    })
}

/// The goal that a self-evaluation rests on, beside the one in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalBasis {
    /// It is the one in force.
    Current(GoalStage),
    /// It was one before; `now` is the stage of the one in force.
    Older { then: GoalStage, now: GoalStage },
}

/// `digest` is of the goal in force. `None` where the self-evaluation rests on no goal, or there is none by now.
pub fn goal_basis(form: &SelfEvaluation, goal: Option<&Goal>, digest: &str) -> Option<GoalBasis> {
    let (rests_on, goal) = (form.rests_on.as_ref()?, goal?);
    Some(match rests_on.digest == digest {
        // Approved as it was declared, it is the same goal.
        true => GoalBasis::Current(goal.stage),
        false => GoalBasis::Older { then: rests_on.stage, now: goal.stage },
    })
}

/// What is blank in the goal's head stands in the case.
fn head(case: &Case, goal: &Goal, rules: &Rules) -> FormHead {
    let or = |typed: &str, own: &str| if typed.trim().is_empty() { own } else { typed }.to_owned();
    let head = &goal.head;
    FormHead {
        title: rules.title(DocumentType::SelfEvaluation, case.subject).to_owned(),
        year: head.year.or(Some(case.year)),
        project: or(&head.project, &case.name),
        code: or(&head.code, &case.code),
        department: or(&head.department, &case.department),
        unit: or(&head.unit, &case.unit),
    }
}

/// What belongs to the goal alone stays there: its evidence, its lock, its proposal to the library.
fn row(indicator: &Indicator) -> SelfRow {
    let grounds =
        Grounds { evidence: Vec::new(), locked: false, proposed: None, ..indicator.grounds.clone() };
    SelfRow::from(Indicator { grounds, ..indicator.clone() })
}

fn funds(goal: &Goal, began: &Goal, execution: Option<Points>) -> Funds {
    let mut funds = Funds { rows: goal.funds.rows.iter().map(|row| fund(row, began)).collect() };
    if funds.rows.is_empty() {
        funds = blank::funds();
    }
    if funds.total_row().is_none()
        && let Some(mut total) = blank::funds().rows.into_iter().find(|row| row.source == FundSource::Total)
    {
        total.id = free_id(&funds, "total");
        funds.rows.insert(0, total);
    }
    let total = funds.rows.iter_mut().find(|row| row.source == FundSource::Total);
    if let (Some(total), Some(points)) = (total, execution) {
        total.points = Typed::new(points.to_string());
    }
    funds
}

fn fund(row: &FundRow, began: &Goal) -> FundRow {
    let opening = same_source(&began.funds, row).map(|row| row.budget.clone()).unwrap_or_default();
    FundRow { opening, budget: row.budget.clone(), ..FundRow::new(row.id.clone(), row.source, &row.label) }
}

/// The row of the same money: by id, else by source and label. An id alone says nothing where the source differs.
fn same_source<'f>(funds: &'f Funds, row: &FundRow) -> Option<&'f FundRow> {
    let of_source = |other: &&FundRow| other.source == row.source;
    let by_id = funds.rows.iter().filter(of_source).find(|other| other.id == row.id);
    by_id.or_else(|| funds.rows.iter().filter(of_source).find(|other| other.label == row.label))
}

/// The id, or one made of it that no row has.
fn free_id(funds: &Funds, id: &str) -> RowId {
    let taken = |id: &str| funds.rows.iter().any(|row| row.id.as_str() == id);
    let tries = (1..).map(|n| format!("{id}-{n}"));
    RowId::new(std::iter::once(id.to_owned()).chain(tries).find(|id| !taken(id)).unwrap_or_default())
}

/// What the indicators leave of the hundred, where a profile of the rules gives the execution row so much; else
/// the first profile's. None where the indicators take it all.
fn execution_points(rows: &[SelfRow], rules: &Rules) -> Option<Points> {
    let points = rows.iter().filter_map(|row| row.indicator.points.number()).map(Exact::from);
    let left = Exact::from(100) - points.sum::<Exact>();
    if left.is_zero() || left.is_negative() {
        return None;
    }
    let profiles = rules.profiles.iter().map(|profile| profile.execution);
    profiles.clone().find(|points| points.exact() == left).or_else(|| profiles.clone().next())
}
