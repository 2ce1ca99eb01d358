//! Brings an actual value into its target's unit: 元 and 万元, 人 and 万人.
//! What cannot be compared is a problem, never a guess.

use super::measure::Figure;
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::indicator::Indicator;
use crate::domain::value::{Sign, Value};

/// An actual value in the unit of its target, and what is to be said about the units.
pub(super) struct Comparable {
    pub(super) figure: Figure,
    pub(super) problem: Option<ScoreProblem>,
}

/// `text` is the value as typed, for the problem if it is no figure.
pub(super) fn comparable(actual: &Value, target_unit: &str, text: &str) -> Result<Comparable, ScoreProblem> {
    let Value::Number { number, unit, .. } = actual else {
        return Err(ScoreProblem::NotAFigure { text: text.trim().to_owned() });
    };
    let shown = number.normalize().to_string();
    let same =
        |problem| Ok(Comparable { figure: Figure::exact(Exact::from(*number), shown.clone()), problem });
    if unit.is_empty() || target_unit.is_empty() || unit == target_unit {
        return same(None);
    }
    let differ = || ScoreProblem::UnitsDiffer { target: target_unit.to_owned(), actual: unit.clone() };
    let ((have, have_base), (want, want_base)) = (scale(unit), scale(target_unit));
    if have_base != want_base {
        let rate = |base: &str| base.starts_with('%') || base.starts_with('‰') || base == "元";
        // Counting words such as 个 and 家 compare as they stand; a rate or money does not.
        return if rate(have_base) || rate(want_base) { Err(differ()) } else { same(Some(differ())) };
    }
    let Some(value) = (Exact::from(*number) * have).checked_div(&want) else { return Err(differ()) };
    let shown = value.rounded(6).map_or(shown, |value| value.normalize().to_string());
    Ok(Comparable { figure: Figure::exact(value, shown), problem: None })
}

/// How many base units one unit holds, and the base: 万元 is 10,000 of 元.
fn scale(unit: &str) -> (Exact, &str) {
    for (prefix, factor) in [("万", 10_000), ("亿", 100_000_000)] {
        if let Some(base) = unit.strip_prefix(prefix) {
            return (Exact::from(factor), if base.is_empty() { "元" } else { base });
        }
    }
    (Exact::one(), unit)
}

/// The target with its sign and unit in one text, wherever the form put them.
pub(super) fn target_text(indicator: &Indicator, year: Option<i16>) -> String {
    let typed = indicator.target.text().trim();
    let columns = !indicator.sign.is_blank() || !indicator.unit.is_blank();
    let target = indicator.target(year);
    match (columns, target.value) {
        (true, Value::Number { number, .. }) => {
            format!("{}{}{}", target.sign.map_or("", Sign::symbol), number.normalize(), target.unit)
        }
        _ => typed.to_owned(),
    }
}
