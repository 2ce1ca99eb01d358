//! What this device keeps: cases, the journal of edits, drafts, preferences and what was broken.
//! Every edit is on the device before the screen shows it; nothing is ever deleted because it could
//! not be read. Knows no page and no signal: the session subscribes and puts questions.
//!
//! The shapes below compile for both targets; what needs a browser is [`Store`] and its backends.

pub mod draft;
pub mod history;
pub mod journal;
pub mod keys;
pub mod lease;
mod members;
pub mod named;
pub mod overview;
pub mod preference;
pub mod profile;
pub mod record;
pub mod reminder;
pub mod state;
pub mod steps;

#[cfg(target_arch = "wasm32")]
pub mod backend;
#[cfg(target_arch = "wasm32")]
pub mod parts;
#[cfg(target_arch = "wasm32")]
mod pauses;
#[cfg(target_arch = "wasm32")]
pub mod people;
#[cfg(target_arch = "wasm32")]
pub mod room;
#[cfg(target_arch = "wasm32")]
pub mod rules;
#[cfg(target_arch = "wasm32")]
mod store;

pub use draft::Draft;
pub use overview::{Overview, Raw, RawStore, Shelf, Shelved};
#[cfg(target_arch = "wasm32")]
pub use pauses::Pauses;
pub use preference::{Role, Theme, TypeSize};
pub use state::{Editing, Guarantees, Kept, Opened, QuarantineReason, Quarantined, Refused, SaveState};
pub use steps::{Steps, Way};
#[cfg(target_arch = "wasm32")]
pub use store::{FormerLibrary, Inventory, LIBRARIES, OWN_LIBRARY, Side, Store};
