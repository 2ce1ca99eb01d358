//! Native tests: one binary, a module for each concern.

#![expect(clippy::expect_used, reason = "a test that cannot go on stops")]

mod architecture;
mod backup;
mod blank;
mod bundles;
mod checks;
mod command;
mod engine;
mod forms;
mod from_goal;
mod goal_forms;
mod library;
mod listed_goal;
mod pack_checks;
mod packs;
mod readings;
mod rows;
mod storage;
