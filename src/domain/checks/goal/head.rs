//! Checks of the head, the goal's texts and the form's own fields: blank, no figure, no date, dates that cannot be.

use super::Lint;
use super::texts;
use crate::domain::checks::report::Report;
use crate::domain::finding::GoalProblem;
use crate::domain::goal::Goal;
use crate::domain::goal_form::{FactField, FactKind, GoalForm, TextLabel};
use crate::domain::place::TextField;
use crate::domain::typed::Typed;
use crate::domain::value::{Value, iso, no_such_day, read_date};

/// Labels named where all are missing.
const NAMED: usize = 5;

pub(super) fn check(report: &mut Report, lint: &Lint) {
    texts::head(report, lint);
    let Some(form) = lint.form else { return };
    for text in &form.texts {
        if is_due(lint, form, text) && is_blank(lint.goal, text.field) {
            report.text(text.field, GoalProblem::TextMissing { label: text.label.clone() });
        }
    }
    facts(report, lint, form);
    dates(report, lint, form);
}

/// 实施期目标 is due where the project runs over several years, too.
fn is_due(lint: &Lint, form: &GoalForm, text: &TextLabel) -> bool {
    let over_years = || lint.term.is_some_and(|(first, last)| first.year() < last.year());
    text.required || (text.field == TextField::WholeGoal && form.whole && over_years())
}

fn is_blank(goal: &Goal, field: TextField) -> bool {
    let head = &goal.head;
    let text = match field {
        TextField::Year => return head.year.is_none(),
        TextField::Title => &head.title,
        TextField::Project => &head.project,
        TextField::Code => &head.code,
        TextField::Department => &head.department,
        TextField::Unit => &head.unit,
        TextField::Expected => &goal.annual_goal,
        TextField::WholeGoal => &goal.whole_goal,
        TextField::Achieved | TextField::ClaimedTotal | TextField::ClaimedGrade => return false,
    };
    text.trim().is_empty()
}

fn facts(report: &mut Report, lint: &Lint, form: &GoalForm) {
    let required: Vec<&FactField> = form.facts.iter().filter(|fact| fact.required).collect();
    if !form.is_filled_in(lint.goal) {
        if !required.is_empty() {
            let first: Vec<&str> = required.iter().take(NAMED).map(|fact| fact.label.as_str()).collect();
            let (labels, count) = (first.join("、"), required.len());
            report.document(GoalProblem::FactsMissing { labels, count });
        }
        return;
    }
    for field in &form.facts {
        let text = lint.goal.fact(&field.key);
        if let Some(problem) = fact(field, text, lint.year) {
            report.fact(&field.key, problem);
        }
        texts::fact(report, lint, &field.key, text);
    }
}

fn fact(field: &FactField, text: &str, year: Option<i16>) -> Option<GoalProblem> {
    let (label, typed) = (field.label.clone(), Typed::from(text));
    let text = text.trim().to_owned();
    if typed.is_blank() {
        return field.required.then_some(GoalProblem::FactMissing { label });
    }
    match field.kind {
        FactKind::Number if typed.number().is_none() => Some(GoalProblem::FactNotAFigure { label, text }),
        FactKind::Money if typed.wan().is_none() => Some(GoalProblem::FactNotAFigure { label, text }),
        FactKind::Date => match (no_such_day(&text, year), read_date(&text, year)) {
            (Some(text), _) => Some(GoalProblem::NoSuchDay { label: Some(label), text }),
            (None, Value::Period { .. }) => None,
            (None, _) => Some(GoalProblem::FactNotADate { label, text }),
        },
        FactKind::Text | FactKind::Long | FactKind::Choice | FactKind::Number | FactKind::Money => None,
    }
}

fn dates(report: &mut Report, lint: &Lint, form: &GoalForm) {
    let (Some(keys), Some((first, last))) = (&form.term, lint.term) else { return };
    let typed = |key: &str| lint.goal.fact(key).trim().to_owned();
    if first > last {
        let (begin, end) = (typed(&keys.begin), typed(&keys.end));
        return report.fact(&keys.end, GoalProblem::DatesReversed { begin, end });
    }
    if let Some(year) = lint.year.filter(|year| *year < first.year() || *year > last.year()) {
        let (year, begin, end) = (year.to_string(), iso(first), iso(last));
        report.text(TextField::Year, GoalProblem::YearOutsideTerm { year, begin, end });
    }
}
