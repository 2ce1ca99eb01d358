//! The workbench in the browser: session, pages, parts.

// The component macro makes the props of every component public; what leaves this module is below.
#![allow(unreachable_pub)]

mod app;
mod blanks;
mod crash;
pub mod dom;
pub mod evidence;
mod first;
pub mod goal;
pub mod goal_forms;
pub mod history;
mod idle;
pub mod intake;
pub mod kept;
pub mod later;
pub mod library;
mod missing;
mod packs;
mod paper;
pub mod parts;
pub mod people;
pub mod print;
pub mod projects;
pub mod rules;
mod said;
pub mod selfeval;
pub mod session;
mod shell;
pub mod submission;
mod workers;

pub use app::start;
