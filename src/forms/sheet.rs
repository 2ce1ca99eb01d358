//! A table as it came in: the cells that hold something, each with its address. Empty cells take
//! no room, so a million of them cost nothing. Knows no form.

use std::collections::BTreeSet;

/// A cell's address, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct At {
    pub(super) row: usize,
    pub(super) column: usize,
}

impl At {
    /// As the spreadsheet shows it: `B7`.
    pub(super) fn address(self) -> String {
        format!("{}{}", self.letters(), self.row + 1)
    }

    /// The column alone: `B`.
    pub(super) fn letters(self) -> String {
        let mut letters = String::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.insert(0, char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) at: At,
    pub(super) text: String,
}

/// A row with at least one cell that is not empty, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
}

impl Row {
    pub(super) fn number(&self) -> usize {
        self.cells.first().map_or(0, |cell| cell.at.row)
    }

    /// The cells of the columns `from..to`.
    pub(super) fn span(&self, from: usize, to: usize) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(move |cell| (from..to).contains(&cell.at.column))
    }
}

/// A block of merged cells; its text stands in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first: At,
    pub(super) last: At,
}

/// One sheet of a workbook, or a whole CSV file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
    pub(super) merges: Vec<Merge>,
}

impl Sheet {
    pub(super) fn row(&self, index: usize) -> Option<&Row> {
        self.rows.get(index)
    }

    pub(super) fn count(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }

    /// The text of a merged block that reaches down to `row` in the columns `from..to`.
    pub(super) fn merged_from_above(&self, row: usize, from: usize, to: usize) -> Option<&Cell> {
        let merge = self.merges.iter().find(|merge| {
            (from..to).contains(&merge.first.column) && merge.first.row < row && row <= merge.last.row
        })?;
        let above = self.rows.binary_search_by_key(&merge.first.row, Row::number).ok()?;
        self.row(above)?.cells.iter().find(|cell| cell.at == merge.first)
    }
}

/// Which cells a field of the document, or the structure of the form, has taken up.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    taken: BTreeSet<At>,
}

impl Ledger {
    pub(super) fn take(&mut self, cell: &Cell) {
        self.taken.insert(cell.at);
    }

    pub(super) fn has(&self, cell: &Cell) -> bool {
        self.taken.contains(&cell.at)
    }

    pub(super) fn count(&self) -> usize {
        self.taken.len()
    }
}

#[cfg(test)]
mod tests {
    use super::At;

    #[test]
    fn addresses_are_those_of_the_spreadsheet() {
        for (row, column, address) in
            [(6, 1, "B7"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 701, "ZZ1"), (0, 702, "AAA1")]
        {
            assert_eq!(At { row, column }.address(), address);
        }
    }
}
