//! 时限: on time, or scored by the days late.

use super::measure::{Figure, Measure};
use super::outcome::Outcome;
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
    if last <= due {
        return Outcome::full(points, format_args!("{} 完成，不晚于 {}", iso(last), iso(due)));
    }
    if first != last {
        let text = measure.done.clone().unwrap_or_default();
        return Outcome::unscorable(ScoreProblem::DateUnclear { text });
    }
    let days = due.duration_until(last).as_hours() / 24;
    let late = Figure::Known {
        value: Exact::from(days),
        shown: days.to_string(),
        note: format!("{} 完成，晚于 {} {days} 天", iso(last), iso(due)),
    };
    match &rule.late {
        Rule::Bands(_) | Rule::Deduct(_) => {
            super::apply(&rule.late, points, &Measure { actual: Some(late), ..Measure::default() })
        }
        _ => Outcome::unscorable(ScoreProblem::EntryMissing { field: "late" }),
    }
}

fn period(text: Option<&str>) -> Result<Option<(jiff::civil::Date, jiff::civil::Date)>, ScoreProblem> {
    let Some(text) = text else { return Ok(None) };
    match read_value(text, None) {
        Value::Blank => Ok(None),
        Value::Period { first, last } => Ok(Some((first, last))),
        _ => Err(ScoreProblem::DateUnclear { text: text.to_owned() }),
    }
}
