//! The engine: rules, measures, scores with their derivations, totals and grades.

pub mod form;
pub mod grade;
pub mod outcome;
pub mod rule;
