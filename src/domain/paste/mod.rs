//! A block copied from Excel or WPS: its text, and where the clipboard has it its HTML, to a grid of texts; and
//! rows of texts back to what those programs paste. Owns the reading and its limits; where the cells go is said
//! by [`plan`], what they mean by who takes them.

mod entities;
mod header;
mod html;
mod plan;
mod tsv;

pub use header::{Headed, PasteColumn};
pub use plan::{Access, Held, PastePlan, PlannedCell, plan};
pub use tsv::to_tsv;

use std::collections::BTreeMap;

use super::finding::PasteProblem;
use super::formula::is_formula;
use super::marks::marks;

pub const MAX_ROWS: usize = 10_000;
pub const MAX_COLUMNS: usize = 100;
/// Bytes of the block's text.
pub const MAX_BYTES: usize = 1024 * 1024;
/// Characters of one cell.
pub const MAX_CELL: usize = 100_000;
/// Bytes of its HTML, which says of every cell how it looks. Beyond them it is not looked at.
const MAX_HTML: usize = 16 * MAX_BYTES;

/// Row and column, from 0.
pub type At = (usize, usize);

/// The block as it was copied. Texts are kept to the sign, but for line ends, which are `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// From top to bottom, all of one length.
    pub rows: Vec<Vec<String>>,
    /// Cells under a merged one, with the cell whose text covers them; `None` where nothing is known of merges,
    /// because the clipboard has text alone.
    pub merged: Option<BTreeMap<At, At>>,
    /// What is worth knowing of the block; none of it keeps the block out.
    pub problems: Vec<PasteProblem>,
}

/// Reads the clipboard's `text/plain` and, where it has one, its `text/html`. The text is what counts; the table
/// of the HTML says which cells are merged if it has the same rows and columns, and stands in where there is
/// no text. A block beyond a limit is refused as a whole.
pub fn read(text: &str, html: Option<&str>) -> Result<Block, PasteProblem> {
    let looked_at = html.filter(|html| html.len() <= MAX_HTML);
    let mut block = match (text.trim_matches(['\r', '\n']), html, looked_at) {
        ("", _, Some(html)) => html::read(html)?,
        ("", Some(html), None) => return Err(PasteProblem::TooLarge { size: html.len(), limit: MAX_HTML }),
        ("", None, _) => return Err(PasteProblem::Empty),
        _ => tsv::read(text)?,
    };
    within(&block.rows)?;
    let width = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    block.rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    if block.rows.iter().flatten().all(|text| text.trim().is_empty()) {
        return Err(PasteProblem::Empty);
    }
    if block.merged.is_none()
        && let Some(Ok(table)) = looked_at.map(html::read)
        && table.rows.len() == block.rows.len()
        && table.rows.iter().all(|row| row.len() == width)
    {
        block.merged = table.merged;
    }
    look_over(&mut block);
    Ok(block)
}

/// Whether the rows keep to the limits, before they are made equally long.
fn within(rows: &[Vec<String>]) -> Result<(), PasteProblem> {
    let size: usize = rows.iter().flatten().map(String::len).sum();
    if size > MAX_BYTES {
        return Err(PasteProblem::TooLarge { size, limit: MAX_BYTES });
    }
    if rows.len() > MAX_ROWS {
        return Err(PasteProblem::TooManyRows { rows: rows.len(), limit: MAX_ROWS });
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns > MAX_COLUMNS {
        return Err(PasteProblem::TooManyColumns { columns, limit: MAX_COLUMNS });
    }
    for (row, column, text) in cells(rows) {
        let characters = if text.len() > MAX_CELL { text.chars().count() } else { 0 };
        if characters > MAX_CELL {
            let (row, column) = (row + 1, column + 1);
            return Err(PasteProblem::CellTooLong { row, column, characters, limit: MAX_CELL });
        }
    }
    Ok(())
}

fn cells(rows: &[Vec<String>]) -> impl Iterator<Item = (usize, usize, &str)> {
    rows.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().map(move |(column, text)| (row, column, text.as_str()))
    })
}

fn look_over(block: &mut Block) {
    let formulas: Vec<&str> =
        cells(&block.rows).map(|(.., text)| text).filter(|text| is_formula(text)).collect();
    let marked: Vec<At> = cells(&block.rows)
        .filter(|(.., text)| marks(text) > 0)
        .map(|(row, column, _)| (row + 1, column + 1))
        .collect();
    let mut found = Vec::new();
    if let Some(first) = formulas.first() {
        found.push(PasteProblem::Formulas { cells: formulas.len(), text: (*first).to_owned() });
    }
    if let Some((row, column)) = marked.first() {
        found.push(PasteProblem::Marks { cells: marked.len(), row: *row, column: *column });
    }
    block.problems.extend(found);
}

#[cfg(test)]
mod tests;
