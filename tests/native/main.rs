//! Native tests: one binary, a module for each concern.

#![expect(clippy::expect_used, reason = "a test that cannot go on stops")]

mod architecture;
mod command;
mod checks;
mod forms;
mod packs;
mod forms;
mod readings;
