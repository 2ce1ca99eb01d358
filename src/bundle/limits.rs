//! How large a bundle may be that is read, so that none takes unbounded memory or time.

/// Bytes of a file, packed or not; known before it is read.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes of an archive when unpacked.
pub const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
pub const MAX_DOCUMENTS: usize = 100_000;
/// Files packed inside an archive.
pub const MAX_ENTRIES: usize = 2_000;
/// An entry up to this large may be packed as small as it can …
pub(super) const RATIO_FROM: u64 = 8 * 1024 * 1024;
/// … a larger one that was packed this many times smaller is no document.
pub(super) const MAX_RATIO: u64 = 200;
/// Characters of an id, a type, a code.
pub(super) const MAX_ID: usize = 200;
/// Characters of a name.
pub(super) const MAX_NAME: usize = 2_000;
