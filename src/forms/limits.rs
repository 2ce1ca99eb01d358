//! How large a file may be that is read, so that no input takes unbounded memory or time.

/// Bytes of a file; known before it is read.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;
/// Bytes of a workbook when unpacked.
pub(super) const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// Files packed inside a workbook.
pub(super) const MAX_ENTRIES: usize = 2_000;
/// Rows that hold something.
pub(super) const MAX_ROWS: usize = 20_000;
/// The widest sheet of a spreadsheet program is 16,384 columns; no form has 500.
pub(super) const MAX_COLUMNS: usize = 500;
/// Cells that hold something, in all sheets: ten thousand projects in fifty columns.
pub(super) const MAX_CELLS: usize = 500_000;
/// How much of a sheet is read, in rows and cells that hold something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) rows: usize,
    pub(super) cells: usize,
}
/// Of a form and of a list of projects.
pub(super) const FORM: Bounds = Bounds { rows: MAX_ROWS, cells: MAX_CELLS };
/// Of a table that no form is sought in, such as a library: it is longer and as wide.
pub(super) const TABLE: Bounds = Bounds { rows: 200_000, cells: 3_000_000 };
/// Characters of one cell; what spreadsheet programs hold.
pub(super) const MAX_CELL: usize = 32_767;
/// Left-over cells that are named one by one; the rest are counted.
pub(super) const MAX_NAMED: usize = 200;
/// A part this large …
pub(super) const RATIO_FROM: u64 = 8 * 1024 * 1024;
/// … that was packed this many times smaller is no table.
pub(super) const MAX_RATIO: u64 = 150;
/// Merged blocks of one sheet that are looked at.
pub(super) const MAX_MERGES: usize = 20_000;
/// Rows times columns that an XLS sheet may span, filled or not.
pub(super) const MAX_AREA: usize = 2_000_000;
