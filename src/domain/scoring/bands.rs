//! 分档 and 扣分: a share of the points by the band a value falls into, or points off for each
//! unit beyond a start.

use super::measure::{Measure, Reading};
use super::outcome::Outcome;
use super::rule::{Band, Bands, Deduct, Part, Side};
use crate::domain::exact::Exact;
use crate::domain::numbers::Points;

/// The share of the highest band that the value reaches; below all of them, 0.
pub(super) fn bands(rule: &Bands, points: Points, measure: &Measure) -> Outcome {
    match measure.actual() {
        Reading::Blank => Outcome::not_filled(),
        Reading::Fault(problem) => Outcome::unscorable(problem),
        Reading::Number { value, shown, note } => {
            share_of_band(&rule.bands, points, &value, &shown).noted(&note)
        }
    }
}

/// `what` is the value as the derivation shows it.
pub(super) fn share_of_band(bands: &[Band], points: Points, value: &Exact, what: &str) -> Outcome {
    let reached = bands.iter().filter(|band| band.from.exact() <= *value);
    match reached.max_by_key(|band| band.from) {
        None => Outcome::none(points, format_args!("{what}，低于各档")),
        Some(band) => {
            let score = &(&band.share.exact() * &points.exact()) / 100;
            let sum = format!(
                "{what}，在 {} 以上一档，得 {} %：{} ÷ 100 × {points}",
                band.from, band.share, band.share
            );
            Outcome::scored(points, &score, sum)
        }
    }
}

/// Points off for each unit above (or below) the start, not below 0.
pub(super) fn deduct(rule: &Deduct, points: Points, measure: &Measure) -> Outcome {
    let (value, shown, note) = match measure.actual() {
        Reading::Blank => return Outcome::not_filled(),
        Reading::Fault(problem) => return Outcome::unscorable(problem),
        Reading::Number { value, shown, note } => (value, shown, note),
    };
    let start = rule.start.exact();
    let (beyond, sum) = match rule.side {
        Side::Above => (&value - &start, format!("({shown} − {})", rule.start)),
        Side::Below => (&start - &value, format!("({} − {shown})", rule.start)),
    };
    if beyond.is_negative() || beyond.is_zero() {
        let side = if rule.side == Side::Above { "未高于" } else { "未低于" };
        return Outcome::full(points, format_args!("{shown} {side} {}", rule.start)).noted(&note);
    }
    let (units, sum) = match rule.part {
        Part::Continuous => (beyond, sum),
        Part::Floor => (beyond.floor(), format!("{sum} 取整 {}", beyond.floor().to_fixed(0))),
        Part::Ceil => (beyond.ceil(), format!("{sum} 进整 {}", beyond.ceil().to_fixed(0))),
    };
    let score = &points.exact() - &(&units * &rule.per.exact());
    Outcome::scored(points, &score, format_args!("{points} − {sum} × {}", rule.per)).noted(&note)
}
