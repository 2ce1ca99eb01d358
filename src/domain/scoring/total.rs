//! 总分: the sum of the rounded rows, what is not applicable shared out or lost; and 均分,
//! the split of points into equal parts that sum exactly.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::domain::exact::Exact;
use crate::domain::numbers::{Points, round2};

/// What becomes of the points of a row that does not apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NaPolicy {
    /// Shared out over the rest: Σscore ÷ Σpoints · full.
    #[default]
    Redistribute,
    /// Lost.
    Zero,
}

/// A row of a total: its points, and its score unless it does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct TotalRow {
    pub points: Points,
    pub score: Option<Points>,
}

/// The total of the rows to two decimals. `None` where no figure can hold it and, under
/// `redistribute`, where nothing applies; under `zero` that is 0.
pub fn total(rows: &[TotalRow], na: NaPolicy) -> Option<Points> {
    let printed = |score: Points| Exact::from(round2(score.value()));
    let score: Exact = rows.iter().filter_map(|row| row.score).map(printed).sum();
    let total = match na {
        NaPolicy::Zero => score,
        NaPolicy::Redistribute => {
            let full: Exact = rows.iter().map(|row| row.points.exact()).sum();
            let applicable = rows.iter().filter(|row| row.score.is_some());
            share_out(score, &applicable.map(|row| row.points.exact()).sum(), &full)?
        }
    };
    total.rounded(2).map(Points::new)
}

/// A part of the applicable points as the same part of all of them; `None` where nothing applies.
pub(super) fn share_out(part: Exact, applicable: &Exact, full: &Exact) -> Option<Exact> {
    if applicable == full { Some(part) } else { (part * full.clone()).checked_div(applicable) }
}

/// `total` in `n` parts of 0.01 steps; the first parts take what is left over (largest remainder).
/// `None` for no parts, more than 10,000 of them, a negative total or one finer than 0.01.
pub fn split(total: Points, n: usize) -> Option<Vec<Points>> {
    let value = total.value().normalize();
    if n == 0 || n > 10_000 || value.is_sign_negative() || value.scale() > 2 {
        return None;
    }
    let cents = value.checked_mul(Decimal::ONE_HUNDRED)?.to_i128()?;
    let count = i128::try_from(n).ok()?;
    let (each, left) = (cents / count, cents % count);
    let part = |index: i128| Decimal::try_from_i128_with_scale(each + i128::from(index < left), 2).ok();
    (0..count).map(|index| part(index).map(Points::new)).collect()
}

#[cfg(test)]
mod tests {
    use super::{NaPolicy, TotalRow, split, total};
    use crate::domain::numbers::Points;

    fn points(text: &str) -> Points {
        text.parse().expect("points")
    }

    #[test]
    fn what_does_not_apply_is_shared_out_or_lost() {
        let rows = [("40", Some("38")), ("30", Some("24")), ("20", Some("20")), ("10", None)]
            .map(|(p, s)| TotalRow { points: points(p), score: s.map(points) });
        assert_eq!(total(&rows, NaPolicy::Redistribute), Some(points("91.11")));
        assert_eq!(total(&rows, NaPolicy::Zero), Some(points("82")));
        assert_eq!(total(&rows[3..], NaPolicy::Redistribute), None);
        assert_eq!(total(&rows[3..], NaPolicy::Zero), Some(points("0")));
    }

    /// The printed table has to add up: 8.33 three times is 24.99, not 25.
    #[test]
    fn a_total_adds_up_what_is_printed() {
        let row = |score: &str| TotalRow { points: points("10"), score: Some(points(score)) };
        let rows = ["8.333", "8.333", "8.334"].map(row);
        assert_eq!(total(&rows, NaPolicy::Zero), Some(points("24.99")));
        assert_eq!(total(&rows, NaPolicy::Redistribute), Some(points("24.99")));
    }

    #[test]
    fn ninety_in_seven_parts() {
        let parts = split(points("90"), 7).expect("parts");
        let shown: Vec<String> = parts.iter().map(|part| part.fixed2()).collect();
        assert_eq!(shown, ["12.86", "12.86", "12.86", "12.86", "12.86", "12.85", "12.85"]);
        assert_eq!(split(points("90"), 0), None);
        assert_eq!(split(points("0.001"), 2), None);
        assert_eq!(split(points("-1"), 2), None);
    }
}
