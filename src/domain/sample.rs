//! 样本量: how many answers a survey should bring in. Exact; what is taken for sure enough comes in as a value.

use serde::{Deserialize, Serialize};

use super::exact::Exact;
use super::numbers::{Percent, Quantity};

/// The parameters of the formula: 95 % is z 1.96.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRule {
    pub z: Quantity,
    /// The error allowed, in %.
    pub error: Percent,
    /// The share expected, in %; 50 is the most careful.
    pub share: Percent,
    /// Fewer valid answers than these say little, whatever the number of people; in a smaller group all count.
    pub fewest: u32,
}

impl SampleRule {
    /// n0 = z²p(1−p) ÷ e², and among `population` people n0 ÷ (1 + (n0−1) ÷ N); rounded up, never below
    /// `fewest`, never above the population. `None` for parameters that make no sense and for nobody to ask.
    pub fn size(&self, population: Option<u64>) -> Option<u64> {
        let share = &self.share.exact() / 100;
        let error = &self.error.exact() / 100;
        let rest = Exact::one() - share.clone();
        let z = self.z.exact();
        let unlimited = (&z * &z * share * rest).checked_div(&(&error * &error))?;
        if unlimited.is_zero() || unlimited.is_negative() {
            return None;
        }
        let fewest = u64::from(self.fewest);
        let Some(people) = population else { return Some(whole(&unlimited)?.max(fewest)) };
        let among = Exact::from(i64::try_from(people).ok().filter(|people| *people > 0)?);
        let corrected = Exact::one() + (unlimited.clone() - Exact::one()).checked_div(&among)?;
        Some(whole(&unlimited.checked_div(&corrected)?)?.max(fewest).min(people))
    }
}

fn whole(number: &Exact) -> Option<u64> {
    u64::try_from(number.ceil().rounded(0)?).ok()
}

#[cfg(test)]
mod tests {
    use super::SampleRule;

    fn rule(json: &str) -> SampleRule {
        serde_json::from_str(json).expect("a rule")
    }

    #[test]
    fn ninety_five_per_cent_and_five_per_cent_of_error() {
        let rule = rule(r#"{"z":"1.96","error":"5","share":"50","fewest":30}"#);
        for (population, size) in [
            (None, Some(385)),
            (Some(1_650_000), Some(385)),
            (Some(10_000), Some(370)),
            (Some(1000), Some(278)),
            (Some(200), Some(132)),
            (Some(40), Some(37)),
            (Some(31), Some(30)),
            (Some(12), Some(12)),
            (Some(1), Some(1)),
            (Some(0), None),
            (Some(u64::MAX), None),
        ] {
            assert_eq!(rule.size(population), size, "{population:?}");
        }
    }

    #[test]
    fn parameters_without_sense_give_no_size() {
        for json in [
            r#"{"z":"1.96","error":"0","share":"50","fewest":30}"#,
            r#"{"z":"1.96","error":"5","share":"100","fewest":30}"#,
            r#"{"z":"0","error":"5","share":"50","fewest":30}"#,
            r#"{"z":"1.96","error":"5","share":"150","fewest":30}"#,
        ] {
            assert_eq!(rule(json).size(None), None, "{json}");
            assert_eq!(rule(json).size(Some(100)), None, "{json}");
        }
    }
}
