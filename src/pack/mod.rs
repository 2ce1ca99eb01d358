//! 规则包: versioned data that says how things are judged, never code. Owns the packs' format,
//! their checks, their own cases and the packs shipped. Knows no form and no screen.

pub mod cases;
pub mod check;
mod goal;
mod platform;
mod read;
mod rules;
mod shipped;

pub use goal::goal_forms;
pub use platform::platform_columns;
pub use read::{Basis, Kind, Pack, read};
pub use rules::{InForce, in_force};
pub use shipped::{Shipped, shipped};
