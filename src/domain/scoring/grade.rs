//! 等级: the grade read off a printed total. Bands are half open from the top, so no total falls between.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::domain::numbers::{Points, round2};

/// A grade holds from `from` (inclusive) up to the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeBand {
    #[serde(alias = "grade")]
    pub name: String,
    pub from: Points,
}

/// The bands of a pack, in any order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GradeBands(pub Vec<GradeBand>);

/// A border between two grades that the total lies near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearBorder {
    pub border: Points,
    /// The grade on the other side.
    pub other: String,
}

impl GradeBands {
    /// The grade of the total as printed, to two decimals; `None` below every band.
    pub fn grade(&self, total: Points) -> Option<&str> {
        let printed = Points::new(round2(total.value()));
        self.0
            .iter()
            .filter(|band| band.from <= printed)
            .max_by_key(|band| band.from)
            .map(|b| b.name.as_str())
    }

    /// The nearest border within 0.5 of the total, the total's own side told from the other.
    pub fn near(&self, total: Points) -> Option<NearBorder> {
        let printed = round2(total.value());
        let lowest = self.0.iter().map(|band| band.from).min()?;
        let distance = |band: &&GradeBand| (band.from.value() - printed).abs();
        let band = self.0.iter().filter(|band| band.from != lowest).min_by_key(distance)?;
        if distance(&band) > Decimal::new(5, 1) {
            return None;
        }
        let other = if printed >= band.from.value() {
            let below = self.0.iter().filter(|b| b.from < band.from).max_by_key(|b| b.from)?;
            below.name.clone()
        } else {
            band.name.clone()
        };
        Some(NearBorder { border: band.from, other })
    }
}
