//! Checks of target, sign and unit: what is missing between them, what contradicts the name, dates outside the
//! year, figures without basis, figures that are last year's or far from them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Lint;
use crate::domain::checks::goal_words::Directed;
use crate::domain::checks::report::Report;
use crate::domain::checks::words::ends_with_any;
use crate::domain::exact::Exact;
use crate::domain::finding::{GoalProblem, Problem, ScoreProblem};
use crate::domain::grid::whole_target;
use crate::domain::grounds::Term;
use crate::domain::indicator::{Indicator, Target};
use crate::domain::numbers::Percent;
use crate::domain::place::RowField;
use crate::domain::value::{Sign, Value, iso, no_such_day, read_sign, read_unit, read_value};

pub(super) fn check(report: &mut Report, lint: &Lint, row: &Indicator, name: &str) {
    let target = row.target(lint.year);
    signs(report, row, &target);
    if let Some(suggested) = sign_missing(lint, name, &target) {
        report.row(&row.id, RowField::Sign, GoalProblem::SignMissing { suggested });
    }
    if let Some(problem) = direction(lint, name, &target) {
        report.row(&row.id, RowField::Sign, problem);
    }
    unit(report, lint, row, name, &target);
    dates(report, lint, row, &target);
    if lint.is_drafted() && !name.is_empty() {
        grounds(report, lint, row, &target);
    }
    last_year(report, lint, row, &target);
}

/// The sign column against what the target says itself.
fn signs(report: &mut Report, row: &Indicator, target: &Target) {
    let Some(column) = read_sign(row.sign.text()) else { return };
    let problem: Problem = match (&target.value, column) {
        (Value::Number { sign: Some(inside), .. }, column) if *inside != column => {
            GoalProblem::SignsDiffer { column, inside: *inside }.into()
        }
        (Value::Number { number, .. }, Sign::Range) => {
            ScoreProblem::RangeIncomplete { bound: number.normalize().to_string() }.into()
        }
        (Value::Words(text), column) if column != Sign::Words => {
            let short: String = text.chars().take(30).collect();
            GoalProblem::SignWithoutFigure { sign: column, text: short }.into()
        }
        _ => return,
    };
    report.row(&row.id, RowField::Sign, problem);
}

/// A figure that no sign stands at; the sign that its name asks for, where the name says so. Forms of other cities
/// have no column for it.
fn sign_missing(lint: &Lint, name: &str, target: &Target) -> Option<Option<Sign>> {
    let bare = matches!(target.value, Value::Number { .. }) && target.sign.is_none();
    let words = &lint.words.goal.words;
    let says = |lists: &[Directed]| lists.iter().any(|list| list.word(name).is_some());
    let suggested = match (says(&words.lower), says(&words.higher)) {
        (true, false) => Some(Sign::Le),
        (false, true) => Some(Sign::Ge),
        _ => None,
    };
    (bare && lint.form.is_some() && !name.is_empty()).then_some(suggested)
}

/// ≥ at what is better small, ≤ at what is better large.
fn direction(lint: &Lint, name: &str, target: &Target) -> Option<GoalProblem> {
    target.value.number()?;
    let words = &lint.words.goal.words;
    let (sign, better, lists, others) = match target.sign? {
        sign @ (Sign::Ge | Sign::Gt) => (sign, Sign::Le, &words.lower, &words.higher),
        sign @ (Sign::Le | Sign::Lt) => (sign, Sign::Ge, &words.higher, &words.lower),
        Sign::Eq | Sign::Range | Sign::Words => return None,
    };
    let word = lists.iter().find_map(|list| list.word(name))?.to_owned();
    // A name that says both ways says neither.
    let clear = !others.iter().any(|list| list.word(name).is_some());
    clear.then_some(GoalProblem::SignAgainstMeaning { word, sign, better })
}

fn unit(report: &mut Report, lint: &Lint, row: &Indicator, name: &str, target: &Target) {
    let words = &lint.words.goal.words;
    let (figure, inside) = match &target.value {
        Value::Number { number, unit, .. } => (*number, unit),
        Value::Range { high, unit, .. } => (*high, unit),
        Value::Blank | Value::Period { .. } | Value::Words(_) => return,
    };
    let column = read_unit(row.unit.text());
    if !column.is_empty() && !inside.is_empty() && column != read_unit(inside) {
        let inside = inside.clone();
        report.row(&row.id, RowField::Unit, GoalProblem::UnitsConflict { column, inside });
    }
    if !target.unit.is_empty() || words.unitless.matches(name) || has_unit(name) {
        return;
    }
    // 0.95 may be the share itself: % behind it would be wrong.
    let shares = ends_with_any(name, &words.per_cent) && (figure.is_zero() || figure > Decimal::ONE);
    let suggested = shares.then(|| "%".to_owned());
    report.row(&row.id, RowField::Unit, GoalProblem::UnitMissing { suggested });
}

/// `项目总成本（万元）` has its unit in the name.
fn has_unit(name: &str) -> bool {
    let inner = name.strip_suffix([')', '）']).and_then(|rest| rest.rsplit(['(', '（']).next());
    inner.is_some_and(|inner| inner.chars().count() <= 4 && !inner.contains(|c: char| c.is_ascii_digit()))
}

fn dates(report: &mut Report, lint: &Lint, row: &Indicator, target: &Target) {
    for (field, text) in
        [(RowField::Target, row.target.text()), (RowField::SurveyTime, row.grounds.survey.time.as_str())]
    {
        if let Some(text) = no_such_day(text, lint.year) {
            report.row(&row.id, field, GoalProblem::NoSuchDay { label: None, text });
        }
    }
    let (Value::Period { first, last }, Some((from, to))) = (&target.value, bounds(lint, row.grounds.term))
    else {
        return;
    };
    if *first > to || *last < from || *last > to {
        let (text, from, to) = (row.target.text().trim().to_owned(), iso(from), iso(to));
        report.row(&row.id, RowField::Target, GoalProblem::DateOutside { text, from, to });
    }
}

/// The days within which a target's date must lie.
fn bounds(lint: &Lint, block: Term) -> Option<(Date, Date)> {
    let term = lint.term.filter(|(first, last)| first <= last);
    if block == Term::Whole {
        return term;
    }
    let year = lint.year?;
    let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
    // A term of another year is told of once, not at each row.
    Some(match term.filter(|(from, to)| *from <= last && *to >= first) {
        Some((from, to)) => (first.max(from), last.min(to)),
        None => (first, last),
    })
}

/// What stands behind the target; only a form of ours asks for it.
fn grounds(report: &mut Report, lint: &Lint, row: &Indicator, target: &Target) {
    let grounds = &row.grounds;
    let nothing = grounds.value_basis.trim().is_empty() && grounds.source.trim().is_empty();
    if nothing {
        report.row(&row.id, RowField::ValueBasis, GoalProblem::BasisMissing);
    }
    // Where there is no target, or nothing behind it at all, that is told alone.
    if !nothing && target.value != Value::Blank {
        let blank = |field: &RowField| row.text(*field).is_some_and(|text| text.trim().is_empty());
        for field in lint.words.goal.required.iter().copied().filter(blank) {
            report.row(&row.id, field, GoalProblem::GroundsMissing { field });
        }
    }
    if matches!(target.value, Value::Words(_)) && grounds.standard.trim().is_empty() {
        report.row(&row.id, RowField::Standard, GoalProblem::WordsWithoutStandard);
    }
}

fn last_year(report: &mut Report, lint: &Lint, row: &Indicator, target: &Target) {
    let Some(last) = &row.grounds.last_year else { return };
    let Value::Number { number, .. } = target.value else { return };
    let figure = |text: &str| match read_value(text, Some(last.year)) {
        Value::Number { number, unit, .. } if unit == target.unit || unit.is_empty() => Some(number),
        _ => None,
    };
    let (aimed, reached) = (figure(&last.target), figure(&last.actual));
    if aimed == Some(number) && !is_best(number, target) {
        let problem = GoalProblem::SameAsLastYear { year: last.year, target: whole_target(row) };
        report.row(&row.id, RowField::Target, problem);
    }
    let (Some(base), text) = (reached.or(aimed), if reached.is_some() { &last.actual } else { &last.target })
    else {
        return;
    };
    let limit = lint.words.goal.limits.last_year;
    let apart = (Exact::from(number) - Exact::from(base)).abs() * Exact::from(100);
    let change = apart.checked_div(&Exact::from(base).abs());
    let explained = !row.grounds.basis_note.trim().is_empty();
    if let Some(change) =
        change.filter(|change| !explained && limit > Percent::ZERO && *change > limit.exact())
    {
        let problem = GoalProblem::FarFromLastYear {
            year: last.year,
            last: text.trim().to_owned(),
            reached: reached.is_some(),
            change: change.to_fixed(2),
            limit: limit.to_string(),
        };
        report.row(&row.id, RowField::Target, problem);
    }
}

/// Nothing above it could be aimed at: 100 % of a share, or none at all of what should not happen.
fn is_best(number: Decimal, target: &Target) -> bool {
    (target.unit == "%"
        && number == Decimal::ONE_HUNDRED
        && !matches!(target.sign, Some(Sign::Le | Sign::Lt)))
        || (number.is_zero() && !matches!(target.sign, Some(Sign::Ge | Sign::Gt)))
}
