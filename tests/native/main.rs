//! Native tests: one binary, a module for each concern.

mod packs;
