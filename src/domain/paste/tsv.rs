//! Separated text as spreadsheet programs copy and paste it: tabs between cells, a line a row, quotation marks
//! around a cell that has either inside. Knows no HTML.

use super::{Block, MAX_BYTES};
use crate::domain::finding::PasteProblem;

/// Rows of texts as Excel and WPS paste them back, to the letter. Cells with tabs or line ends inside, and those
/// that begin with a quotation mark, are quoted; line ends inside a cell become `\n`, which is what those programs
/// take for one. Nothing is guarded: a text that looks like a formula is pasted as it is, because the platform
/// must get what stands in the form. Files that others open are guarded; this is the person's own clipboard.
pub fn to_tsv<R, C>(rows: R) -> String
where
    R: IntoIterator<Item = C>,
    C: IntoIterator,
    C::Item: AsRef<str>,
{
    let mut out = String::new();
    for row in rows {
        for (column, cell) in row.into_iter().enumerate() {
            if column > 0 {
                out.push('\t');
            }
            write(&mut out, cell.as_ref());
        }
        out.push_str("\r\n");
    }
    out
}

fn write(out: &mut String, cell: &str) {
    let cell = with_line_ends(cell);
    if is_quoted(&cell) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&cell);
    }
}

fn with_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Whether a cell of this text stands in quotation marks. Spreadsheet programs copy any other cell as it is, be
/// there quotation marks in it or not.
fn is_quoted(cell: &str) -> bool {
    cell.starts_with('"') || cell.contains(['\t', '\n'])
}

/// The rows as they are, of any length.
pub(super) fn read(text: &str) -> Result<Block, PasteProblem> {
    if text.len() > MAX_BYTES {
        return Err(PasteProblem::TooLarge { size: text.len(), limit: MAX_BYTES });
    }
    let text = with_line_ends(text);
    // The end of the last row.
    let mut rest = text.strip_suffix('\n').unwrap_or(&text);
    let mut block = Block::default();
    let mut row: Vec<String> = Vec::new();
    loop {
        let (cell, length, open) = field(rest);
        if open {
            let (row, column) = (block.rows.len() + 1, row.len() + 1);
            block.problems.push(PasteProblem::OpenQuote { row, column });
        }
        row.push(cell);
        let after = rest.get(length..).unwrap_or_default();
        let ends_row = !after.starts_with('\t');
        if ends_row {
            block.rows.push(std::mem::take(&mut row));
        }
        match after.get(1..) {
            Some(next) => rest = next,
            None => break,
        }
    }
    Ok(block)
}

/// The cell at the start of a text, how many bytes it takes, and whether it has a quotation mark that nothing
/// closes.
fn field(text: &str) -> (String, usize, bool) {
    let as_it_is = || {
        let end = text.find(['\t', '\n']).unwrap_or(text.len());
        (text.get(..end).unwrap_or_default().to_owned(), end)
    };
    match quoted(text) {
        Quoted::Cell(cell, length) if is_quoted(&cell) => (cell, length, false),
        Quoted::Open => {
            let (cell, length) = as_it_is();
            (cell, length, true)
        }
        _ => {
            let (cell, length) = as_it_is();
            (cell, length, false)
        }
    }
}

enum Quoted {
    /// The text between its quotation marks, and the bytes with them.
    Cell(String, usize),
    /// Nothing closes it.
    Open,
    No,
}

fn quoted(text: &str) -> Quoted {
    let Some(body) = text.strip_prefix('"') else { return Quoted::No };
    let mut cell = String::new();
    let mut rest = body;
    loop {
        let Some(end) = rest.find('"') else { return Quoted::Open };
        let (before, behind) = rest.split_at(end);
        cell.push_str(before);
        let behind = behind.get(1..).unwrap_or_default();
        if let Some(doubled) = behind.strip_prefix('"') {
            cell.push('"');
            rest = doubled;
        } else if behind.is_empty() || behind.starts_with(['\t', '\n']) {
            return Quoted::Cell(cell, text.len() - behind.len());
        } else {
            return Quoted::No;
        }
    }
}
