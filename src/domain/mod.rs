//! The field itself: figures, forms, findings, edits, scores. Pure: no async, no IO, no clock,
//! no randomness, no floats. Everything it needs comes in as a value.

pub mod annex;
pub mod blank;
pub mod case;
pub mod case_file;
pub mod checks;
pub mod command;
pub mod evidence;
pub mod exact;
pub mod finding;
pub mod form;
pub mod from_json;
pub mod funds;
pub mod goal;
pub mod goal_form;
pub mod grid;
pub mod grounds;
pub mod ids;
pub mod indicator;
pub mod intake;
pub mod normalise;
pub mod numbers;
pub mod order;
pub mod party;
pub mod place;
pub mod platform;
pub mod scoring;
pub mod selfeval;
pub mod task;
pub mod typed;
pub mod value;
pub mod year;
