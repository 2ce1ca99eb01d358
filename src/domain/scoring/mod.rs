//! The engine: rules, measures, scores with their derivations, totals and grades.
//! Every judgement is a rule applied to a measure; nothing here knows a form's layout.

mod attain;
mod bands;
mod choice;
mod chosen;
mod date;
mod execution;
pub mod form;
pub mod grade;
pub mod measure;
pub mod outcome;
mod row;
pub mod rule;
mod rule_json;
pub mod selection;
mod selfeval;
mod survey;
pub mod total;
mod units;

pub use choice::{RowRule, rule_of, rule_of_indicator, rules_for};
pub use chosen::is_valid;
pub use form::{RowKind, ScoredForm, ScoredRow};
pub use measure::Measure;
pub use outcome::{Derivation, Outcome, Status};
pub use row::level_of;
pub use rule::Rule;
pub use selection::Rules;
pub use selfeval::score;

use super::finding::ScoreProblem;
use super::numbers::Points;

/// Applies a rule: exact inside, rounded once, never outside 0 and the points, never a panic.
pub fn apply(rule: &Rule, points: Points, measure: &Measure) -> Outcome {
    if points < Points::ZERO {
        return Outcome::unscorable(ScoreProblem::NegativeFigure { figure: points.to_string() });
    }
    match rule {
        Rule::Attain(rule) => attain::attain(rule, points, measure),
        Rule::Execution(rule) => execution::execution(rule, points, measure),
        Rule::Bands(rule) => bands::bands(rule, points, measure),
        Rule::Qualitative(rule) => chosen::qualitative(rule, points, measure),
        Rule::Deduct(rule) => bands::deduct(rule, points, measure),
        Rule::Elements(rule) => chosen::elements(rule, points, measure),
        Rule::Levels(rule) => chosen::levels(rule, points, measure),
        Rule::Judged(rule) => chosen::judged(rule, points, measure),
        Rule::Survey(rule) => survey::survey(rule, points, measure),
        Rule::Date(rule) => date::date(rule, points, measure),
        Rule::YesNo => chosen::yes_no(points, measure),
    }
}
