//! 目标检查: what is wrong with a goal while it is drafted, and with one that came in. What a form asks for beyond
//! the figures is asked of goals that were drafted in it; a form of another city is not told what it never had.

mod cost;
mod head;
mod levels;
mod money;
mod survey;
mod targets;
mod texts;

pub use survey::is_satisfaction;
pub(super) use survey::{asked_of, population};
pub(super) use texts::visible;

use jiff::civil::Date;

use super::report::Report;
use super::words::CheckWords;
use super::{funds, indicators, points, rows};
use crate::domain::case::Subject;
use crate::domain::finding::{Finding, FormProblem};
use crate::domain::goal::Goal;
use crate::domain::goal_form::{GoalForm, GoalForms};
use crate::domain::grounds::Term;
use crate::domain::place::{DocumentType, RowField, TextField};
use crate::domain::scoring::Rules;
use crate::domain::value::{Value, read_date};

/// What the checks of one goal go by.
struct Lint<'a> {
    goal: &'a Goal,
    rules: &'a Rules,
    form: Option<&'a GoalForm>,
    words: &'a CheckWords,
    year: Option<i16>,
    /// The first and last day of the project, where both are known.
    term: Option<(Date, Date)>,
}

/// Everything wrong with a goal of that subject, held against the form it was drafted in: what every page and every
/// command says of it.
pub fn check_goal_of(
    subject: Subject,
    goal: &Goal,
    rules: &Rules,
    forms: &GoalForms,
    words: &CheckWords,
) -> Vec<Finding> {
    check_goal(goal, rules, forms.drafted(subject, goal), words)
}

/// Everything wrong with a goal, in the form's order. `rules` give the tree and the points; `form` is what the goal
/// is drafted in, `None` for one that came in from elsewhere. Words that `words.goal` does not bring are not looked
/// for.
pub fn check_goal(goal: &Goal, rules: &Rules, form: Option<&GoalForm>, words: &CheckWords) -> Vec<Finding> {
    let (year, term) = (goal.head.year, term(goal, form));
    let lint = Lint { goal, rules, form, words, year, term };
    let mut report = Report::new(DocumentType::Goal);
    super::texts::head(&mut report, &goal.head, words);
    head::check(&mut report, &lint);
    report.template_text(TextField::WholeGoal, &goal.whole_goal, words);
    report.template_text(TextField::Expected, &goal.annual_goal, words);
    let by_source = form.is_some_and(|form| form.money.len() > 1);
    funds::check(&mut report, &goal.funds, by_source, words);
    money::check(&mut report, &lint);
    indicators(&mut report, &lint);
    super::texts::remarks(&mut report, &goal.remarks, words);
    report.findings
}

fn indicators(report: &mut Report, lint: &Lint) {
    let of_year: Vec<_> = lint.goal.of_term(Term::Year).collect();
    if lint.goal.indicators.is_empty() {
        report.indicators(FormProblem::NoIndicators);
    }
    points::of_goal(report, &of_year, lint.goal, lint.rules, lint.words, lint.form.is_some());
    levels::whole(report, lint);
    let mut seen = [indicators::Seen::default(), indicators::Seen::default()];
    let mut costs = cost::costs(lint, &of_year);
    for row in &lint.goal.indicators {
        let [in_year, in_term] = &mut seen;
        let seen = if row.grounds.term == Term::Year { in_year } else { in_term };
        indicators::check(report, seen, row, lint.year, lint.words);
        super::texts::indicator(report, row, lint.year, lint.words);
        texts::row(report, lint, row);
        if texts::named(report, lint, row) {
            rows::target_of_goal(report, row);
        }
        points::of_row(report, row);
        let name = indicators::bare_name(&row.name);
        levels::row(report, lint, row, &name);
        targets::check(report, lint, row, &name);
        if let Some(problem) = costs.remove(&row.id) {
            report.row(&row.id, RowField::Target, problem);
        }
        survey::check(report, lint, row, &name);
    }
}

impl Lint<'_> {
    /// Something that only a form of ours asks for is filled in, or an indicator was picked from a library.
    fn is_drafted(&self) -> bool {
        let picked = || self.goal.indicators.iter().any(|row| row.grounds.link.is_some());
        self.form.is_some_and(|form| form.is_filled_in(self.goal) || picked())
    }
}

fn term(goal: &Goal, form: Option<&GoalForm>) -> Option<(Date, Date)> {
    let keys = form?.term.as_ref()?;
    let period = |key: &str| match read_date(goal.fact(key), goal.head.year) {
        Value::Period { first, last } => Some((first, last)),
        _ => None,
    };
    Some((period(&keys.begin)?.0, period(&keys.end)?.1))
}
