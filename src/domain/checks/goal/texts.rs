//! Checks of words that no list of figures shows: blank names, invisible signs, names too long, hints in brackets.

use super::Lint;
use crate::domain::checks::report::Report;
use crate::domain::checks::texts::template_part;
use crate::domain::checks::words::contains_any;
use crate::domain::finding::{FormProblem, GoalProblem, Problem};
use crate::domain::indicator::Indicator;
use crate::domain::normalise::{compact, is_invisible};
use crate::domain::place::{RowField, TextField};
use crate::domain::task::{Task, TaskField};

/// Characters of a hint that are shown.
const SHOWN: usize = 24;

pub(super) fn head(report: &mut Report, lint: &Lint) {
    let head = &lint.goal.head;
    for (field, text) in [
        (TextField::Project, &head.project),
        (TextField::Department, &head.department),
        (TextField::Unit, &head.unit),
    ] {
        let mut told = Vec::new();
        name(lint, text, lint.words.goal.limits.title, &mut told);
        told.into_iter().for_each(|problem| report.text(field, problem));
    }
    for (field, text) in
        [(TextField::WholeGoal, &lint.goal.whole_goal), (TextField::Expected, &lint.goal.annual_goal)]
    {
        if let Some(text) = placeholder(lint, text) {
            report.text(field, GoalProblem::Placeholder { text });
        }
    }
}

pub(super) fn fact(report: &mut Report, lint: &Lint, key: &str, text: &str) {
    if let Some(text) = template_part(text, &lint.words.words.template) {
        report.fact(key, FormProblem::TemplateText { text });
    }
    let mut told = Vec::new();
    name(lint, text, usize::MAX, &mut told);
    told.into_iter().for_each(|problem| report.fact(key, problem));
}

pub(super) fn task(report: &mut Report, lint: &Lint, task: &Task) {
    for (field, text) in [(TaskField::Name, &task.name), (TaskField::Content, &task.content)] {
        if let Some(text) = template_part(text, &lint.words.words.template) {
            report.task(&task.id, field, FormProblem::TemplateText { text });
        }
    }
    let mut told = Vec::new();
    name(lint, &task.name, lint.words.goal.limits.name, &mut told);
    told.into_iter().for_each(|problem| report.task(&task.id, TaskField::Name, problem));
}

pub(super) fn row(report: &mut Report, lint: &Lint, row: &Indicator) {
    let limit = lint.words.goal.limits.name;
    for (field, text, limit) in [
        (RowField::Level1, row.level1.as_str(), limit),
        (RowField::Level2, row.level2.as_str(), limit),
        (RowField::Name, row.name.as_str(), limit),
        (RowField::Target, row.target.text(), lint.words.goal.limits.target),
        (RowField::Unit, row.unit.text(), usize::MAX),
    ] {
        let mut told = Vec::new();
        name(lint, text, limit, &mut told);
        told.into_iter().for_each(|problem| report.row(&row.id, field, problem));
    }
    let grounds = &row.grounds;
    if let Some(problem) = too_long(&grounds.standard, lint.words.goal.limits.standard) {
        report.row(&row.id, RowField::Standard, problem);
    }
    for (field, text) in [
        (RowField::Meaning, &grounds.meaning),
        (RowField::Standard, &grounds.standard),
        (RowField::BasisNote, &grounds.basis_note),
        (RowField::SurveyObject, &grounds.survey.object),
    ] {
        if let Some(text) = template_part(text, &lint.words.words.template) {
            report.row(&row.id, field, FormProblem::TemplateText { text });
        }
    }
}

/// Whether the row is to be asked for a target: one without a name is told of that alone, unless it came in so.
pub(super) fn named(report: &mut Report, lint: &Lint, row: &Indicator) -> bool {
    let blank = row.name.trim().is_empty();
    if blank {
        report.row(&row.id, RowField::Name, GoalProblem::NameMissing);
    }
    !blank || lint.form.is_none()
}

/// The text without what nobody sees.
pub(in crate::domain::checks) fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect::<String>().trim().to_owned()
}

/// What is wrong with a text that is to be short and found again.
fn name(lint: &Lint, text: &str, limit: usize, told: &mut Vec<Problem>) {
    if text.is_empty() {
        return;
    }
    let count = text.chars().filter(|c| is_invisible(*c)).count();
    if count > 0 {
        told.push(GoalProblem::InvisibleSigns { count }.into());
    }
    told.extend(too_long(text, limit).map(Problem::from));
    if let Some(text) = placeholder(lint, text) {
        told.push(GoalProblem::Placeholder { text }.into());
    }
}

/// A limit of 0 is none.
fn too_long(text: &str, limit: usize) -> Option<GoalProblem> {
    // Bytes are no fewer than characters.
    let length = if limit == 0 || text.len() <= limit { 0 } else { text.trim().chars().count() };
    (length > limit).then_some(GoalProblem::TooLong { length, limit })
}

const BRACKETS: [(char, char); 7] =
    [('【', '】'), ('[', ']'), ('(', ')'), ('（', '）'), ('{', '}'), ('<', '>'), ('〈', '〉')];

/// A hint in brackets: the whole text, or a part that holds one of the pack's words. What the list of template
/// texts finds is told by that.
fn placeholder(lint: &Lint, text: &str) -> Option<String> {
    let opens = |c: char| c == '［' || c == '｛' || c == '＜' || BRACKETS.iter().any(|(open, _)| c == *open);
    let words = &lint.words.goal.words.placeholders;
    if words.is_empty() || !text.contains(opens) {
        return None;
    }
    let text = compact(text);
    let hint = BRACKETS.iter().find_map(|(open, close)| {
        let whole = text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        let whole = whole.filter(|inner| !inner.contains([*open, *close]) && is_told_in_words(inner));
        let parts = || text.split(*open).skip(1).filter_map(|part| part.split(*close).next());
        let part = || parts().find(|inner| contains_any(inner, words));
        whole.or_else(part).map(|inner| format!("{open}{inner}{close}"))
    })?;
    if template_part(&text, &lint.words.words.template).is_some() {
        return None;
    }
    let short: String = hint.chars().take(SHOWN).collect();
    Some(if short.len() < hint.len() { format!("{short}…") } else { short })
}

/// `（3）` is a number in a list, `（一）` too.
fn is_told_in_words(inner: &str) -> bool {
    inner.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() >= 2
}
