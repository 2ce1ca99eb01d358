//! 佐证材料: a file that bears a row out. The document holds its digest, never its bytes; knows no store.

use serde::{Deserialize, Serialize};

/// One file as the document names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// SHA-256 of the bytes, as bundles write it: `sha256:…`.
    pub digest: String,
    /// As the user's file was called. For people only: nothing is looked up by it.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// What the bytes themselves say they are (`image/png`), not what the name says; empty where they say nothing.
    #[serde(rename = "type")]
    pub kind: String,
}
