//! The columns of 一体化平台 as a locality pack names them. Knows no goal.

use super::read::{Pack, own, section};
use crate::domain::finding::PackProblem;
use crate::domain::platform::PlatformColumns;

/// The section `platform_columns` of a pack; none where the pack has none. Fails where it does not read.
pub fn platform_columns(pack: &Pack) -> Result<Option<PlatformColumns>, PackProblem> {
    own(&pack.raw, "platform_columns").map(|columns| section(columns, "platform_columns")).transpose()
}
