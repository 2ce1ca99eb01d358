//! Separated text to a sheet: comma, tab or semicolon, quoted line breaks, rows of any length.
//! Empty cells are passed over as they come. Knows no form.

use super::limits::{Bounds, FORM, MAX_CELL, MAX_COLUMNS};
use super::sheet::{At, Cell, Row, Sheet};
use crate::domain::finding::FileProblem;
use crate::domain::normalise::normalise;

/// The sheet, and what was wrong with single cells of it.
pub(super) fn read_sheet(text: &str) -> Result<(Sheet, Vec<FileProblem>), FileProblem> {
    read_within(text, FORM)
}

/// The same within other bounds.
pub(super) fn read_within(text: &str, bounds: Bounds) -> Result<(Sheet, Vec<FileProblem>), FileProblem> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut sheet = Filling::within(bounds);
    let mut record = ::csv::StringRecord::new();
    let mut number = 0;
    loop {
        let before = reader.position().line();
        let more = reader.read_record(&mut record);
        let more = more.map_err(|fault| FileProblem::Broken { detail: fault.to_string() })?;
        if !more {
            break;
        }
        number += blank_lines(&record, before, reader.position().line());
        sheet.row(number, record.iter().map(unguarded).enumerate());
        if sheet.is_full() {
            break;
        }
        number += 1;
    }
    Ok(sheet.done())
}

/// Blank lines are rows to a spreadsheet, but no records to the reader.
fn blank_lines(record: &::csv::StringRecord, before: u64, after: u64) -> usize {
    let inside: usize = record.iter().map(|field| field.matches('\n').count()).sum();
    usize::try_from(after - before).unwrap_or(0).saturating_sub(inside + 1)
}

/// The separator seen most outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut seen = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    for byte in text.bytes().take(65_536) {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some(entry) = seen.iter_mut().find(|(mark, _)| *mark == byte) {
            entry.1 += 1;
        }
    }
    let [comma, tab, semicolon] = seen;
    if tab.1 > comma.1 && tab.1 >= semicolon.1 {
        tab.0
    } else if semicolon.1 > comma.1 {
        semicolon.0
    } else {
        comma.0
    }
}

/// A text without the apostrophe that keeps spreadsheet programs from taking it for a formula.
fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| needs_guard(rest)).unwrap_or(text)
}

/// Whether a spreadsheet program could take a text for a formula.
pub(super) fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// A sheet being filled within its limits; what lies beyond them is not read, and that is said.
pub(super) struct Filling {
    bounds: Bounds,
    sheet: Sheet,
    problems: Vec<FileProblem>,
    cells: usize,
    full: bool,
}

impl Filling {
    pub(super) fn within(bounds: Bounds) -> Self {
        Self { bounds, sheet: Sheet::default(), problems: Vec::new(), cells: 0, full: false }
    }

    /// Adds a row's cells; empty ones are passed over.
    pub(super) fn row<T: AsRef<str>>(&mut self, number: usize, cells: impl Iterator<Item = (usize, T)>) {
        let mut row = Row::default();
        for (column, text) in cells {
            let text = text.as_ref();
            if self.full || is_empty(text) {
                continue;
            }
            if column >= MAX_COLUMNS {
                self.beyond(FileProblem::TooManyColumns { limit: MAX_COLUMNS });
            } else if self.cells >= self.bounds.cells {
                self.full = true;
                self.beyond(FileProblem::TooManyCells { limit: self.bounds.cells });
            } else if self.sheet.rows.len() >= self.bounds.rows {
                self.full = true;
                self.beyond(FileProblem::TooManyRows { limit: self.bounds.rows });
            } else {
                let at = At { row: number, column };
                self.cells += 1;
                row.cells.push(Cell { at, text: self.fitting(at, text) });
            }
        }
        if !row.cells.is_empty() {
            self.sheet.rows.push(row);
        }
    }

    /// Nothing more is read.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    fn beyond(&mut self, problem: FileProblem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// The text without its guard and outer blanks, cut to the limit with a finding.
    fn fitting(&mut self, at: At, text: &str) -> String {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{1a}');
        if text.len() > MAX_CELL {
            let characters = text.chars().count();
            if characters > MAX_CELL {
                let cell = at.address();
                self.problems.push(FileProblem::CellTooLong { cell, characters, limit: MAX_CELL });
                return text.chars().take(MAX_CELL).collect();
            }
        }
        text.to_owned()
    }

    pub(super) fn done(self) -> (Sheet, Vec<FileProblem>) {
        (self.sheet, self.problems)
    }
}

/// Blanks, invisible characters and the like hold nothing.
fn is_empty(text: &str) -> bool {
    text.is_empty() || (text.len() < 64 && normalise(text).is_empty()) || text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::read_sheet;

    fn cells(text: &str) -> Vec<(String, String)> {
        let (sheet, _) = read_sheet(text).expect("a sheet");
        sheet.rows.iter().flat_map(|row| &row.cells).map(|c| (c.at.address(), c.text.clone())).collect()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(a, t)| ((*a).to_owned(), (*t).to_owned())).collect()
    }

    #[test]
    fn addresses_survive_blank_lines_and_quoted_breaks() {
        let text = "甲,乙\n\n\n,\"丙\n丁\",\n,,\n戊\n";
        assert_eq!(cells(text), owned(&[("A1", "甲"), ("B1", "乙"), ("B4", "丙\n丁"), ("A6", "戊")]));
    }

    #[test]
    fn tabs_and_semicolons_separate_too() {
        for text in ["项目名称\t道路，养护\n", "项目名称;道路，养护\n", "项目名称,道路，养护\r\n"]
        {
            assert_eq!(cells(text), owned(&[("A1", "项目名称"), ("B1", "道路，养护")]));
        }
    }
}
