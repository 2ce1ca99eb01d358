//! How much of what strangers write is taken in.

use crate::domain::library::LibraryField;

/// Rows of a file and entries of a library.
pub const MAX_ENTRIES: usize = 200_000;
/// Characters of a name, a code, a level and what else is printed in one line.
pub(super) const MAX_LINE: usize = 1000;
/// Characters of a meaning, a standard and other prose.
pub(super) const MAX_PROSE: usize = 20_000;

/// The characters that a field may have.
pub(super) fn longest(field: LibraryField) -> usize {
    match field {
        LibraryField::Meaning | LibraryField::Standard | LibraryField::Source => MAX_PROSE,
        _ => MAX_LINE,
    }
}
