//! 上年用过: what this unit aimed at and reached with an indicator the year before, from the cases on this device. Pure
//! view of cases; knows no library.

use std::collections::HashMap;

use crate::domain::case::Case;
use crate::domain::grid::whole_target;
use crate::domain::grounds::LastYear;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;

/// Indicators of the year before by their names and codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) struct Usage(HashMap<String, LastYear>);

impl Usage {
    /// What the unit of `case` used in the year before, in any of its cases. What a self-evaluation says goes before
    /// what a goal says.
    pub fn before(case: &Case, cases: &[Case]) -> Self {
        let year = case.year - 1;
        let unit = compact(&case.unit);
        let theirs = || cases.iter().filter(|other| other.year == year && compact(&other.unit) == unit);
        let mut usage = Self::default();
        for goal in theirs().filter_map(|other| other.goal.as_ref()) {
            goal.indicators.iter().for_each(|row| usage.note(row, year, ""));
        }
        for form in theirs().filter_map(|other| other.self_evaluation.as_ref()) {
            form.rows.iter().for_each(|row| usage.note(&row.indicator, year, row.actual.text().trim()));
        }
        usage
    }

    fn note(&mut self, row: &Indicator, year: i16, actual: &str) {
        let last = LastYear { year, target: whole_target(row), actual: actual.to_owned() };
        let code = row.grounds.link.as_ref().map(|link| link.code.clone());
        let keys = [compact(&row.name)].into_iter().chain(code);
        for key in keys.filter(|key| !key.is_empty()) {
            self.0.insert(key, last.clone());
        }
    }

    /// By the entry's code, else by its name.
    pub fn of(&self, code: &str, name: &str) -> Option<&LastYear> {
        self.0.get(code).or_else(|| self.0.get(&compact(name)))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
