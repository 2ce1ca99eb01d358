//! A self-evaluation brought to a newer goal: what would change, field by field and in groups to choose from, and
//! the form with the chosen groups taken over. What a person filled in is never lost: a row that the goal no
//! longer has goes to `kept` with its answers, money that was spent and tasks that were reported on stay.

use super::{free_id, same_source};
use crate::domain::funds::{FundRow, Funds};
use crate::domain::goal::Goal;
use crate::domain::grid::whole_target;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::{DocumentType, FundField, Place, RowField, TextField};
use crate::domain::selfeval::{SelfEvaluation, SelfRow};
use crate::domain::task::{Task, TaskField};

const FORM: DocumentType = DocumentType::SelfEvaluation;

/// Changes of one kind, chosen as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub kind: GroupKind,
    pub changes: Vec<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// The head and the year's goal.
    Texts,
    NewRows,
    ChangedRows,
    GoneRows,
    Money,
    /// 全年预算数 that somebody has typed over.
    Budget,
    Tasks,
}

/// One difference, as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub what: What,
    pub old: String,
    pub new: String,
}

/// What is different. A whole row stands at the place of its name or amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Field(Place),
    /// The rule that a row brings along.
    Rule(RowId),
    New(Place),
    /// `answered`: what was filled in stays.
    Gone {
        place: Place,
        answered: bool,
    },
}

impl GroupKind {
    pub const ALL: [Self; 7] = [
        Self::Texts,
        Self::NewRows,
        Self::ChangedRows,
        Self::GoneRows,
        Self::Money,
        Self::Budget,
        Self::Tasks,
    ];

    /// Whether it is taken over unless somebody chooses otherwise.
    pub fn is_proposed(self) -> bool {
        self != Self::Budget
    }
}

/// What would change in `form`. `fresh` is the self-evaluation that the goal in force asks for, `base` the goal
/// that the form rests on, where it is known: rows that are not in it are the unit's own and stay.
pub fn differences(form: &SelfEvaluation, fresh: &SelfEvaluation, base: Option<&Goal>) -> Vec<Group> {
    let of = |kind| {
        let changes = match kind {
            GroupKind::Texts => texts(form, fresh),
            GroupKind::NewRows => new_rows(form, fresh),
            GroupKind::ChangedRows => changed_rows(form, fresh),
            GroupKind::GoneRows => gone_rows(form, fresh, base),
            GroupKind::Money => money(form, fresh, base, false),
            GroupKind::Budget => money(form, fresh, base, true),
            GroupKind::Tasks => tasks(form, fresh),
        };
        Group { kind, changes }
    };
    GroupKind::ALL.map(of).into_iter().filter(|group| !group.changes.is_empty()).collect()
}

/// The form with the chosen groups taken over. It rests on the goal in force from now on, whatever was chosen.
pub fn refreshed(
    form: &SelfEvaluation,
    fresh: &SelfEvaluation,
    base: Option<&Goal>,
    chosen: &[GroupKind],
) -> SelfEvaluation {
    let takes = |kind| chosen.contains(&kind);
    let mut after = form.clone();
    after.rests_on.clone_from(&fresh.rests_on);
    if takes(GroupKind::Texts) {
        let title = std::mem::take(&mut after.head.title);
        after.head = fresh.head.clone();
        after.head.title = title;
        after.expected.clone_from(&fresh.expected);
    }
    if [GroupKind::NewRows, GroupKind::ChangedRows, GroupKind::GoneRows].into_iter().any(takes) {
        after.level_points.clone_from(&fresh.level_points);
        (after.rows, after.kept) = rows_after(form, fresh, base, &takes);
    }
    after.funds = funds_after(&form.funds, &fresh.funds, base, &takes);
    if takes(GroupKind::Tasks) {
        after.tasks = tasks_after(&form.tasks, &fresh.tasks);
    }
    after
}

fn change(what: What, old: impl Into<String>, new: impl Into<String>) -> Change {
    Change { what, old: old.into(), new: new.into() }
}

fn differing<'t>(place: Place, old: &'t str, new: &'t str) -> Option<Change> {
    (old.trim() != new.trim()).then(|| change(What::Field(place), old.trim(), new.trim()))
}

fn texts(form: &SelfEvaluation, fresh: &SelfEvaluation) -> Vec<Change> {
    let year = |form: &SelfEvaluation| form.head.year.map(|year| year.to_string()).unwrap_or_default();
    let (old_year, new_year) = (year(form), year(fresh));
    let (old, new) = (&form.head, &fresh.head);
    let pairs: [(TextField, &str, &str); 6] = [
        (TextField::Year, &old_year, &new_year),
        (TextField::Project, &old.project, &new.project),
        (TextField::Code, &old.code, &new.code),
        (TextField::Department, &old.department, &new.department),
        (TextField::Unit, &old.unit, &new.unit),
        (TextField::Expected, &form.expected, &fresh.expected),
    ];
    pairs.into_iter().filter_map(|(field, old, new)| differing(Place::text(FORM, field), old, new)).collect()
}

fn name_place(row: &Indicator) -> Place {
    Place::indicator(FORM, &row.id, RowField::Name)
}

/// Name and target in one text.
fn shown(row: &Indicator) -> String {
    format!("{} {}", row.name.trim(), whole_target(row)).trim().to_owned()
}

fn new_rows(form: &SelfEvaluation, fresh: &SelfEvaluation) -> Vec<Change> {
    let new = fresh.rows.iter().map(|row| &row.indicator).filter(|row| form.row(&row.id).is_none());
    new.map(|row| change(What::New(name_place(row)), "", shown(row))).collect()
}

fn is_gone(row: &SelfRow, fresh: &SelfEvaluation, base: Option<&Goal>) -> bool {
    let id = &row.indicator.id;
    fresh.row(id).is_none() && base.is_none_or(|base| base.row(id).is_some())
}

fn gone_rows(form: &SelfEvaluation, fresh: &SelfEvaluation, base: Option<&Goal>) -> Vec<Change> {
    let gone = form.rows.iter().filter(|row| is_gone(row, fresh, base));
    let gone = gone.map(|row| {
        let what = What::Gone { place: name_place(&row.indicator), answered: row.is_answered() };
        change(what, shown(&row.indicator), "")
    });
    gone.collect()
}

fn changed_rows(form: &SelfEvaluation, fresh: &SelfEvaluation) -> Vec<Change> {
    let pairs = fresh.rows.iter().filter_map(|row| Some((form.row(&row.indicator.id)?, row)));
    pairs.flat_map(|(old, new)| row_changes(&old.indicator, &new.indicator)).collect()
}

fn row_changes(old: &Indicator, new: &Indicator) -> Vec<Change> {
    let place = |field| Place::indicator(FORM, &new.id, field);
    let fields = RowField::OF_INDICATOR.into_iter();
    let texts = fields.filter_map(|field| differing(place(field), old.text(field)?, new.text(field)?));
    let rule = (old.grounds.rule != new.grounds.rule).then(|| change(What::Rule(new.id.clone()), "", ""));
    texts.chain(rule).collect()
}

type Takes<'t> = &'t dyn Fn(GroupKind) -> bool;

/// The rows in the goal's order and those that are only kept.
fn rows_after(
    form: &SelfEvaluation,
    fresh: &SelfEvaluation,
    base: Option<&Goal>,
    takes: Takes,
) -> (Vec<SelfRow>, Vec<SelfRow>) {
    let mut kept = form.kept.clone();
    let mut rows = Vec::with_capacity(fresh.rows.len());
    for new in &fresh.rows {
        let id = &new.indicator.id;
        let back = kept.iter().position(|row| row.indicator.id == *id);
        match (form.row(id), back) {
            (Some(old), _) => {
                let same = row_changes(&old.indicator, &new.indicator).is_empty();
                rows.push(if same || takes(GroupKind::ChangedRows) { aimed(old, new) } else { old.clone() });
            }
            (None, _) if !takes(GroupKind::NewRows) => {}
            (None, Some(at)) => rows.push(aimed(&kept.remove(at), new)),
            (None, None) => rows.push(new.clone()),
        }
    }
    let mut staying = Vec::new();
    for old in form.rows.iter().filter(|row| fresh.row(&row.indicator.id).is_none()) {
        match is_gone(old, fresh, base) && takes(GroupKind::GoneRows) {
            false => staying.push(old.clone()),
            true if old.is_answered() => kept.push(old.clone()),
            true => {}
        }
    }
    let order: Vec<RowId> = form.rows.iter().map(|row| row.indicator.id.clone()).collect();
    (woven(rows, &order, staying, |row| &row.indicator.id), kept)
}

/// The answers of `old` to what `new` aims at.
fn aimed(old: &SelfRow, new: &SelfRow) -> SelfRow {
    let mut row = SelfRow { indicator: new.indicator.clone(), ..old.clone() };
    row.indicator.grounds.evidence.clone_from(&old.indicator.grounds.evidence);
    row
}

/// Puts what stays behind what it stood behind in `order`.
fn woven<T>(mut rows: Vec<T>, order: &[RowId], staying: Vec<T>, id: impl Fn(&T) -> &RowId) -> Vec<T> {
    for row in staying {
        let at = order.iter().position(|other| other == id(&row)).unwrap_or_default();
        let above =
            order.iter().take(at).rev().find_map(|above| rows.iter().position(|row| id(row) == above));
        rows.insert(above.map_or(0, |above| above + 1), row);
    }
    rows
}

/// Something other than the amount of the goal was typed; where that goal is not known, than 年初预算数.
fn is_overtyped(row: &FundRow, base: Option<&Goal>) -> bool {
    let given =
        base.and_then(|base| same_source(&base.funds, row)).map_or(&row.opening, |given| &given.budget);
    row.budget.is_touched() && row.budget != *given
}

fn is_spent(row: &FundRow, base: Option<&Goal>) -> bool {
    let touched = [&row.spent, &row.claimed_rate, &row.claimed].iter().any(|cell| cell.is_touched());
    touched || !row.reason.trim().is_empty() || is_overtyped(row, base)
}

/// `overtyped`: of 全年预算数 that was typed over, else all but that.
fn money(form: &SelfEvaluation, fresh: &SelfEvaluation, base: Option<&Goal>, overtyped: bool) -> Vec<Change> {
    let place = |row: &FundRow, field| Place::fund(FORM, &row.id, field);
    let mut found = Vec::new();
    for new in &fresh.funds.rows {
        match same_source(&form.funds, new) {
            Some(old) => {
                let opening =
                    differing(place(old, FundField::Opening), old.opening.text(), new.opening.text());
                let budget = differing(place(old, FundField::Budget), old.budget.text(), new.budget.text());
                found.extend(opening.filter(|_| !overtyped));
                found.extend(budget.filter(|_| is_overtyped(old, base) == overtyped));
            }
            None if !overtyped => {
                found.push(change(What::New(place(new, FundField::Budget)), "", new.budget.text()));
            }
            None => {}
        }
    }
    let gone = form.funds.rows.iter().filter(|old| !overtyped && same_source(&fresh.funds, old).is_none());
    found.extend(gone.map(|old| {
        let what = What::Gone { place: place(old, FundField::Budget), answered: is_spent(old, base) };
        change(what, old.budget.text(), "")
    }));
    found
}

fn funds_after(old: &Funds, fresh: &Funds, base: Option<&Goal>, takes: Takes) -> Funds {
    let mut after = old.clone();
    for row in &mut after.rows {
        let Some(new) = same_source(fresh, row) else { continue };
        let budget = if is_overtyped(row, base) { GroupKind::Budget } else { GroupKind::Money };
        if takes(budget) {
            row.budget.clone_from(&new.budget);
        }
        if takes(GroupKind::Money) {
            row.opening.clone_from(&new.opening);
            row.label.clone_from(&new.label);
            if row.points.is_blank() {
                row.points.clone_from(&new.points);
            }
        }
    }
    if takes(GroupKind::Money) {
        after.rows.retain(|row| same_source(fresh, row).is_some() || is_spent(row, base));
        for (at, new) in fresh.rows.iter().enumerate().filter(|(_, new)| same_source(old, new).is_none()) {
            let id = free_id(&after, new.id.as_str());
            after.rows.insert(at.min(after.rows.len()), FundRow { id, ..new.clone() });
        }
    }
    after
}

fn tasks(form: &SelfEvaluation, fresh: &SelfEvaluation) -> Vec<Change> {
    const TAKEN: [TaskField; 4] = [TaskField::Name, TaskField::Content, TaskField::Fiscal, TaskField::Other];
    let place = |task: &Task, field| Place::task(FORM, &task.id, field);
    let mut found = Vec::new();
    for new in &fresh.tasks {
        match task_of(&form.tasks, &new.id) {
            Some(old) => found
                .extend(TAKEN.into_iter().filter_map(|f| differing(place(new, f), old.text(f), new.text(f)))),
            None => found.push(change(What::New(place(new, TaskField::Name)), "", new.name.trim())),
        }
    }
    let gone = form.tasks.iter().filter(|old| task_of(&fresh.tasks, &old.id).is_none());
    found.extend(gone.map(|old| {
        let what = What::Gone { place: place(old, TaskField::Name), answered: !old.done.trim().is_empty() };
        change(what, old.name.trim(), "")
    }));
    found
}

fn task_of<'t>(tasks: &'t [Task], id: &RowId) -> Option<&'t Task> {
    tasks.iter().find(|task| task.id == *id)
}

fn tasks_after(old: &[Task], fresh: &[Task]) -> Vec<Task> {
    let done = |id| task_of(old, id).map(|old| old.done.clone()).unwrap_or_default();
    let after = fresh.iter().map(|new| Task { done: done(&new.id), ..new.clone() }).collect();
    let gone = old.iter().filter(|task| task_of(fresh, &task.id).is_none());
    let staying = gone.filter(|task| !task.done.trim().is_empty()).cloned().collect();
    let order: Vec<RowId> = old.iter().map(|task| task.id.clone()).collect();
    woven(after, &order, staying, |task| &task.id)
}
