//! The version that every stored text carries. It is looked at before anything else, so that what a
//! newer workbench wrote is never called broken.

use serde::Deserialize;

use super::state::QuarantineReason;

/// Lets a text pass whose version this program knows. One without a version is older than versions.
pub(super) fn gate(text: &str, known: u32) -> Result<(), QuarantineReason> {
    #[derive(Deserialize)]
    struct Gate {
        #[serde(default)]
        version: u32,
    }
    match serde_json::from_str::<Gate>(text) {
        Ok(Gate { version }) if version > known => Err(QuarantineReason::Newer { version }),
        Ok(_) => Ok(()),
        Err(said) => Err(QuarantineReason::Unreadable(said.to_string())),
    }
}
