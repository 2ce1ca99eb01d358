//! 时限: on time, or scored by the days late.

use jiff::civil::Date;

use super::measure::{Figure, Measure};
use super::outcome::{Derivation, Outcome};
use super::rule::{DateRule, Rule};
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::numbers::Points;
use crate::domain::value::{Value, iso, read_value};

/// Scores the day `done` against the day `due`. A month or a year is due on its last day.
pub(super) fn date(rule: &DateRule, points: Points, measure: &Measure) -> Outcome {
    let due = period(measure.due.as_deref());
    let (first, last) = match period(measure.done.as_deref()) {
        Ok(None) => return Outcome::not_filled(),
        Ok(Some(done)) => done,
        Err(problem) => return Outcome::unscorable(problem),
    };
    let due = match due {
        Ok(Some((_, due))) => due,
        Ok(None) => {
            return Outcome::unscorable(ScoreProblem::ActualWithoutTarget { actual: iso(last) });
        }
        Err(problem) => return Outcome::unscorable(problem),
    };
    let text = measure.done.as_deref().unwrap_or_default();
    done_against_due(rule, points, due, (first, last), text)
}

/// `done` is the first and the last day that it may have been; `text` says them as typed. Where not
/// every one of those days leads to the same points, the entry is too vague to be scored.
pub(super) fn done_against_due(
    rule: &DateRule,
    points: Points,
    due: Date,
    (first, last): (Date, Date),
    text: &str,
) -> Outcome {
    let due_day = iso(due);
    if first == last {
        return if last <= due {
            Outcome::full(points, format_args!("{} 完成，不晚于 {due_day}", iso(last)))
        } else {
            let days = days_between(due, last);
            late(rule, points, days, format!("{} 完成，晚于 {due_day} {days} 天", iso(last)))
        };
    }
    if last <= due {
        return Outcome::full(points, format_args!("完成于 {}，不晚于 {due_day}", named(first, last)));
    }
    let unclear = || Outcome::unscorable(ScoreProblem::DateUnclear { text: text.trim().to_owned() });
    if first <= due {
        return unclear();
    }
    let (fewest, most) = (days_between(due, first), days_between(due, last));
    let mut outcomes = (fewest..=most).map(|days| late(rule, points, days, String::new()));
    let Some(outcome) = outcomes.next() else { return unclear() };
    let Some(score) = outcome.score else { return outcome };
    if !outcomes.all(|other| other.score == Some(score)) {
        return unclear();
    }
    let (done, score) = (named(first, last), score.fixed2());
    let derivation = format!("完成于 {done}，晚于 {due_day} {fewest} 至 {most} 天，均得 {score}");
    Outcome { derivation: Derivation(derivation), ..outcome }
}

fn late(rule: &DateRule, points: Points, days: i32, note: String) -> Outcome {
    let late = Figure::Known { value: Exact::from(i64::from(days)), shown: days.to_string(), note };
    match &rule.late {
        Rule::Bands(_) | Rule::Deduct(_) => {
            super::apply(&rule.late, points, &Measure { actual: Some(late), ..Measure::default() })
        }
        _ => Outcome::unscorable(ScoreProblem::EntryMissing { field: "late" }),
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    i32::try_from(from.duration_until(to).as_hours() / 24).unwrap_or(i32::MAX)
}

/// `2023年1月`, `2023年`, or both ends.
fn named(first: Date, last: Date) -> String {
    let (year, month) = (first.year(), first.month());
    if first.day() == 1 && last == first.last_of_month() {
        format!("{year}年{month}月")
    } else if first.day_of_year() == 1 && last == first.last_of_year() {
        format!("{year}年")
    } else {
        format!("{} 至 {}", iso(first), iso(last))
    }
}

fn period(text: Option<&str>) -> Result<Option<(Date, Date)>, ScoreProblem> {
    let Some(text) = text else { return Ok(None) };
    match read_value(text, None) {
        Value::Blank => Ok(None),
        Value::Period { first, last } => Ok(Some((first, last))),
        _ => Err(ScoreProblem::DateUnclear { text: text.to_owned() }),
    }
}
