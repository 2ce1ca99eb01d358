//! 规则包: versioned data that says how things are judged, never code. Owns the packs' format,
//! their checks, their own cases and the packs shipped. Knows no form and no screen.

pub mod cases;
pub mod check;
mod evidence;
mod goal;
mod locality;
mod platform;
mod read;
mod rules;
mod shipped;

pub use evidence::evidence_limits;
pub use goal::{bringing, goal_forms, with_goal_checks};
pub use locality::code_patterns;
pub use platform::platform_columns;
pub use read::{Basis, Kind, Pack, read};
pub use rules::{InForce, in_force};
#[cfg(target_arch = "wasm32")]
pub use shipped::put_in_force;
pub use shipped::{Shipped, checks_under, shipped};
