//! The field itself: figures, forms, findings, edits, scores. Pure: no async, no IO, no clock,
//! no randomness, no floats. Everything it needs comes in as a value.

pub mod annex;
pub mod blank;
pub mod case;
pub mod case_file;
pub mod checks;
pub mod code_pattern;
pub mod command;
pub mod exact;
pub mod finding;
pub mod form;
pub mod formula;
pub mod from_json;
pub mod funds;
pub mod goal;
pub mod grid;
pub mod ids;
pub mod indicator;
pub mod intake;
pub mod marks;
pub mod money_unit;
pub mod normalise;
pub mod numbers;
pub mod order;
pub mod party;
pub mod paste;
pub mod place;
pub mod project_list;
pub mod scoring;
pub mod selfeval;
pub mod typed;
pub mod value;
pub mod year;
