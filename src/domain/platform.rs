//! 一体化平台 as a pack describes it: the columns of its indicator grid, in their order. Knows no goal.

use serde::{Deserialize, Serialize};

use super::place::RowField;

/// The section `platform_columns` of a locality pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformColumns {
    pub columns: Vec<PlatformColumn>,
    /// Whether the order was compared with the platform.
    #[serde(default)]
    pub verified: bool,
}

/// One column of the platform and the field of an indicator that goes there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformColumn {
    /// As the platform heads it.
    pub column: String,
    pub field: RowField,
}
