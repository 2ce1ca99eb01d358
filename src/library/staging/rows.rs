//! A table of indicators as a spreadsheet or CSV file has it, read into entries. The cells come as texts with
//! their addresses; what opened the file is another's.
//!
//! Blank sector and level cells repeat the ones above, as merged cells do. A column that is not known is kept
//! under its title. Signs nobody sees are taken out, with a finding.

use super::cell::{self, part_target};
use super::header::{self, Column, Header};
use super::{Given, Incoming};
use crate::domain::finding::{LibraryFinding, LibraryProblem};
use crate::domain::library::{LibraryField, LibraryMember};
use crate::domain::normalise::compact;
use crate::library::indicator::LibraryIndicator;
use crate::library::limits::MAX_ENTRIES;

/// One row of a table: its number and its cells, counted from 0. Empty cells may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    pub row: usize,
    /// Column and text, from left to right.
    pub cells: Vec<(usize, String)>,
}

impl TableRow {
    /// As the spreadsheet shows it: `B7`.
    fn address(&self, column: usize) -> String {
        let mut letters = Vec::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
            rest = (rest - 1) / 26;
        }
        letters.into_iter().rev().chain((self.row + 1).to_string().chars()).collect()
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|(_, text)| compact(text).is_empty())
    }
}

impl Incoming {
    /// Whether these rows are a table of indicators at all.
    pub fn has_header(rows: &[TableRow]) -> bool {
        header::find(rows).is_some()
    }

    /// Reads a table. Without a header, or with more rows than are read, there is one finding and no entry.
    pub fn of_rows(rows: &[TableRow]) -> Self {
        let mut incoming = Self::default();
        if rows.len() > MAX_ENTRIES {
            let problem = LibraryProblem::TooManyRows { limit: MAX_ENTRIES };
            incoming.findings.push(LibraryFinding::new("", problem));
            return incoming;
        }
        let Some(header) = header::find(rows) else {
            incoming.findings.push(LibraryFinding::new("", LibraryProblem::HeaderMissing));
            return incoming;
        };
        let titles = header.below.checked_sub(1).and_then(|place| rows.get(place));
        incoming.findings.extend(titles.into_iter().flat_map(|row| header_findings(&header, row)));
        incoming.given = Given::Members(header.members().cloned().collect());
        let mut reader = Reader { header: &header, titles, above: Above::default(), untitled: Vec::new() };
        for row in rows.get(header.below..).unwrap_or_default() {
            reader.take(row, &mut incoming);
        }
        incoming
    }
}

fn header_findings(header: &Header, row: &TableRow) -> Vec<LibraryFinding> {
    let twice = header.twice.iter().map(|(column, title)| {
        LibraryFinding::new(row.address(*column), LibraryProblem::ColumnTwice { title: title.clone() })
    });
    let unknown = header.unknown.iter().map(|(column, title)| {
        LibraryFinding::new(row.address(*column), LibraryProblem::ColumnUnknown { title: title.clone() })
    });
    twice.chain(unknown).collect()
}

/// The last sector and levels that were filled in.
#[derive(Default)]
struct Above {
    sector: String,
    level1: String,
    level2: String,
}

impl Above {
    /// The fields that were blank and are filled from above.
    fn fill(&mut self, entry: &mut LibraryIndicator) -> Vec<LibraryField> {
        // Another level 1 ends the level 2 above.
        if !entry.level1.is_empty() && entry.level1 != self.level1 {
            self.level2.clear();
        }
        let fields = [
            (LibraryField::Sector, &mut self.sector, &mut entry.sector),
            (LibraryField::Level1, &mut self.level1, &mut entry.level1),
            (LibraryField::Level2, &mut self.level2, &mut entry.level2),
        ];
        let mut repeated = Vec::new();
        for (field, above, text) in fields {
            if !text.is_empty() {
                above.clone_from(text);
            } else if !above.is_empty() {
                text.clone_from(above);
                repeated.push(field);
            }
        }
        repeated
    }
}

struct Reader<'h> {
    header: &'h Header,
    /// The row of the header, which long tables repeat.
    titles: Option<&'h TableRow>,
    above: Above,
    /// Columns without a title that were told of.
    untitled: Vec<usize>,
}

impl Reader<'_> {
    fn take(&mut self, row: &TableRow, incoming: &mut Incoming) {
        if row.is_blank() || self.titles.is_some_and(|titles| titles.cells == row.cells) {
            return;
        }
        let mut entry = LibraryIndicator::default();
        let mut at = row.address(row.cells.first().map_or(0, |(column, _)| *column));
        for (column, text) in &row.cells {
            let told = |problem| LibraryFinding::new(row.address(*column), problem);
            match self.header.columns.get(column) {
                Some(Column::Serial) => {}
                Some(Column::Member(member)) => {
                    if *member == LibraryMember::Field(LibraryField::Name) {
                        at = row.address(*column);
                    }
                    incoming.findings.extend(cell::put(&mut entry, member, text).into_iter().map(told));
                }
                None => incoming.findings.extend(self.untitled(*column, text).map(told)),
            }
        }
        let repeated = self.above.fill(&mut entry);
        part_target(&mut entry);
        incoming.take(row.row, at, entry, repeated);
    }

    /// Told of once a column.
    fn untitled(&mut self, column: usize, text: &str) -> Option<LibraryProblem> {
        let told = |column| self.header.twice.iter().any(|(at, _)| *at == column);
        if compact(text).is_empty() || told(column) || self.untitled.contains(&column) {
            return None;
        }
        self.untitled.push(column);
        Some(LibraryProblem::CellUntitled { text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::TableRow;

    #[test]
    fn addresses_are_those_of_the_spreadsheet() {
        for (row, column, address) in
            [(6, 1, "B7"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 701, "ZZ1"), (0, 702, "AAA1")]
        {
            assert_eq!(TableRow { row, cells: Vec::new() }.address(column), address);
        }
    }
}
