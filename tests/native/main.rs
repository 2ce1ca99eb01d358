//! Native tests: one binary, a module for each concern.

#![expect(clippy::expect_used, reason = "a test that cannot go on stops")]

mod architecture;
mod backup;
mod blank;
mod bundles;
mod check_files;
mod checks;
mod command;
mod convert;
mod engine;
mod forms;
mod from_goal;
mod goal_forms;
mod goal_lint;
mod history;
mod library;
mod listed_goal;
mod pack_checks;
mod packs;
mod readings;
mod rows;
mod storage;
