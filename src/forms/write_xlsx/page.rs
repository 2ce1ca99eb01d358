//! A sheet of paper as it is to be written: cells with their looks, blocks of merged cells, widths and heights. The
//! same cells are given as the reader will see them. Knows no form and no file format.

use super::fit::{height, spread};
use crate::domain::finding::FileProblem;
use crate::forms::csv_sheet::Filling;
use crate::forms::limits::{FORM, MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use crate::forms::sheet::{At, Merge, Sheet};

/// How a cell is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::forms) enum Look {
    Title,
    /// Below the title, without a frame.
    Under,
    Label,
    Text,
    Centre,
}

/// One cell, which may cover several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::forms) struct PageCell {
    pub(in crate::forms) at: At,
    pub(in crate::forms) rows: usize,
    pub(in crate::forms) columns: usize,
    pub(in crate::forms) text: String,
    pub(in crate::forms) look: Look,
    /// It may be written as a number where its text says no more than that.
    pub(in crate::forms) figure: bool,
}

/// One cell of a line, before it is known how many columns it covers.
#[derive(Clone, Debug)]
pub(in crate::forms) struct Part {
    pub(super) text: String,
    pub(super) look: Look,
    figure: bool,
    /// Its share of the line's width.
    weight: usize,
}

impl Part {
    pub(in crate::forms) fn new(look: Look, text: &str, weight: usize) -> Self {
        Self { text: shown(text), look, figure: false, weight }
    }

    pub(in crate::forms) fn label(text: &str, weight: usize) -> Self {
        Self::new(Look::Label, text, weight)
    }

    pub(in crate::forms) fn text(text: &str, weight: usize) -> Self {
        Self::new(Look::Text, text, weight)
    }

    pub(in crate::forms) fn figure(text: &str, weight: usize) -> Self {
        Self { figure: true, ..Self::new(Look::Centre, text, weight) }
    }
}

/// A sheet being filled from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::forms) struct Page {
    pub(in crate::forms) name: String,
    /// Of each column, in half-width characters.
    pub(in crate::forms) widths: Vec<u16>,
    pub(in crate::forms) landscape: bool,
    pub(in crate::forms) cells: Vec<PageCell>,
    /// Of each row, in points.
    pub(in crate::forms) heights: Vec<u16>,
    /// The row that every page after it begins with.
    pub(in crate::forms) repeat: Option<usize>,
    /// That row stays on the screen, with all above it.
    pub(in crate::forms) frozen: bool,
}

impl Page {
    pub(in crate::forms) fn new(name: &str, widths: Vec<u16>, landscape: bool) -> Self {
        Self { name: name.to_owned(), widths, landscape, ..Self::default() }
    }

    /// The row that comes next.
    pub(in crate::forms) fn next(&self) -> usize {
        self.heights.len()
    }

    /// A row whose cells share the columns from `first` on by their weights.
    pub(in crate::forms) fn line(&mut self, first: usize, parts: Vec<Part>) -> usize {
        let weights: Vec<usize> = parts.iter().map(|part| part.weight).collect();
        let spans = spread(self.widths.get(first..).unwrap_or_default(), &weights);
        self.spanned(first, parts.into_iter().zip(spans))
    }

    /// A row with one column for each cell from `first` on; the last takes what is left.
    pub(in crate::forms) fn columns(&mut self, first: usize, parts: Vec<Part>) -> usize {
        let rest = self.widths.len().saturating_sub(first + parts.len()) + 1;
        let last = parts.len().saturating_sub(1);
        let spans = (0..parts.len()).map(|index| if index == last { rest } else { 1 });
        self.spanned(first, parts.into_iter().zip(spans))
    }

    /// A row whose cells cover as many columns as is said.
    pub(in crate::forms) fn spanned(
        &mut self,
        first: usize,
        parts: impl Iterator<Item = (Part, usize)>,
    ) -> usize {
        let row = self.next();
        let (mut column, mut tallest) = (first, 0);
        for (part, columns) in parts {
            let widths = self.widths.get(column..column + columns).unwrap_or_default();
            tallest = tallest.max(height(&part.text, widths.iter().sum(), part.look));
            let Part { text, look, figure, .. } = part;
            self.cells.push(PageCell { at: At { row, column }, rows: 1, columns, text, look, figure });
            column += columns;
        }
        self.heights.push(tallest);
        row
    }

    /// A cell beside rows that are there: the name of a block, or a level over its indicators. Where they are not high
    /// enough for it together, the last grows.
    pub(in crate::forms) fn side(&mut self, at: At, rows: usize, columns: usize, part: Part) {
        let widths = self.widths.get(at.column..at.column + columns).unwrap_or_default();
        let wanted = height(&part.text, widths.iter().sum(), part.look);
        let beside = self.heights.get_mut(at.row..at.row + rows).unwrap_or_default();
        let lacking = wanted.saturating_sub(beside.iter().sum());
        beside.iter_mut().last().into_iter().for_each(|last| *last += lacking);
        let Part { text, look, figure, .. } = part;
        self.cells.push(PageCell { at, rows, columns, text, look, figure });
    }

    /// The sheet as the reader of a workbook gives it.
    pub(in crate::forms) fn sheet(&self) -> Sheet {
        let mut cells: Vec<&PageCell> = self.cells.iter().collect();
        cells.sort_by_key(|cell| cell.at);
        let mut filling = Filling::within(FORM);
        for row in cells.chunk_by(|one, other| one.at.row == other.at.row) {
            let texts = row.iter().map(|cell| (cell.at.column, cell.text.as_str()));
            filling.row(row.first().map_or(0, |cell| cell.at.row), texts);
        }
        let several = cells.iter().filter(|cell| cell.rows > 1);
        let last = |cell: &PageCell| At {
            row: cell.at.row + cell.rows - 1,
            column: cell.at.column + cell.columns - 1,
        };
        let merges = several.map(|cell| Merge { first: cell.at, last: last(cell) }).collect();
        Sheet { name: self.name.clone(), merges, ..filling.done().0 }
    }

    /// The rows as texts, blank where a cell is covered or missing.
    pub(in crate::forms) fn texts(&self) -> Vec<Vec<&str>> {
        let mut rows = vec![Vec::new(); self.next()];
        for cell in &self.cells {
            if let Some(row) = rows.get_mut(cell.at.row) {
                row.resize(row.len().max(cell.at.column + 1), "");
                row[cell.at.column] = cell.text.as_str();
            }
        }
        rows
    }

    /// Why it cannot be written so that it can be read again, if it cannot.
    pub(in crate::forms) fn refused(&self) -> Option<FileProblem> {
        let long = self.cells.iter().find_map(|cell| too_long(&cell.text));
        let filled = self.cells.iter().filter(|cell| !cell.text.is_empty()).count();
        let wide = self.cells.iter().any(|cell| cell.at.column + cell.columns > MAX_COLUMNS);
        let much = wide || self.next() > MAX_ROWS || filled > MAX_CELLS;
        long.or(much.then_some(FileProblem::TooMuchToWrite { rows: MAX_ROWS, cells: MAX_CELLS }))
    }
}

/// A text that no cell of a spreadsheet holds. Spreadsheets count UTF-16 units.
pub(super) fn too_long(text: &str) -> Option<FileProblem> {
    // No character takes more units than bytes.
    if text.len() <= MAX_CELL {
        return None;
    }
    let characters = text.encode_utf16().count();
    let start = || text.chars().take(20).collect();
    (characters > MAX_CELL).then(|| FileProblem::TextTooLong { start: start(), characters, limit: MAX_CELL })
}

/// The text as a cell shows it: one kind of line break, and nothing that XML cannot hold.
fn shown(text: &str) -> String {
    let odd = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !text.contains(odd) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !odd(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Page, Part};
    use crate::forms::sheet::At;

    #[test]
    fn rows_are_high_enough_for_what_stands_beside_them() {
        let mut page = Page::new("表", vec![8, 40], false);
        let rows: Vec<usize> = (0..3).map(|_| page.columns(1, vec![Part::text("公众满意度", 1)])).collect();
        let own = page.heights.clone();
        page.side(At { row: rows[0], column: 0 }, 2, 1, Part::label("产出", 1));
        assert_eq!(page.heights, own);
        page.side(At { row: rows[2], column: 0 }, 1, 1, Part::label("满意度指标（10分）", 1));
        assert_eq!(page.heights[..2], own[..2]);
        assert!(page.heights[2] > own[2]);
    }
}
