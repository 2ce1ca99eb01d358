//! Exports that print a merged cell's text in each cell it covers: 项目名称 | 项目名称 | 甲 | 甲.
//! Finds such sheets by labels printed twice side by side, and leaves each text once, in its first
//! cell. Two like figures or texts under two headers stay two.

use std::collections::BTreeSet;

use super::label::Label;
use super::sheet::{At, Cell, Row, Sheet};
use super::words::{HeadLabel, words};

/// The sheet with each text once, and the cells that said it again; `None` where none does.
pub(super) fn without_repeats(sheet: &Sheet) -> Option<(Sheet, Vec<At>)> {
    let repeating = |row: &&Row| row.cells.iter().any(|cell| is_known(cell) && repeats(row, cell));
    if sheet.rows.iter().filter(repeating).count() < 2 {
        return None;
    }
    let mut once = Sheet { rows: Vec::new(), ..sheet.clone() };
    let mut again = Vec::new();
    let mut joined = BTreeSet::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let above = index.checked_sub(1).and_then(|above| sheet.row(above));
        if is_header(row) {
            joined = row.cells.iter().filter(|cell| repeats(row, cell)).map(|cell| cell.at.column).collect();
        }
        let whole = is_one_text(row) || heads_a_text(row);
        let (said, kept): (Vec<Cell>, Vec<Cell>) = row.cells.iter().cloned().partition(|cell| {
            let beside = whole || is_known(cell) || joined.contains(&cell.at.column);
            (repeats(row, cell) && beside) || above.is_some_and(|above| is_block_below(above, cell))
        });
        again.extend(said.into_iter().map(|cell| cell.at));
        if !kept.is_empty() {
            once.rows.push(Row { cells: kept });
        }
    }
    Some((once, again))
}

/// Whether the cell left of it says the same.
fn repeats(row: &Row, cell: &Cell) -> bool {
    let Some(left) = cell.at.column.checked_sub(1) else { return false };
    row.span(left, cell.at.column).any(|left| left.text == cell.text)
}

/// The name of a block, printed again in its next row.
fn is_block_below(above: &Row, cell: &Cell) -> bool {
    let same = |upper: &Cell| upper.at.row + 1 == cell.at.row && upper.text == cell.text;
    words().is_block(&Label::of(&cell.text).plain) && above.span(cell.at.column, cell.at.column + 1).any(same)
}

/// Names of columns, over whose cells two columns are one.
fn is_header(row: &Row) -> bool {
    let names: BTreeSet<String> = row.cells.iter().map(|cell| Label::of(&cell.text).plain).collect();
    let known = |plain: &&String| {
        let words = words();
        words.columns.exact(plain).is_some()
            || words.fund_columns.exact(plain).is_some()
            || words.texts.exact(plain).is_some()
    };
    names.iter().filter(known).count() >= 2
}

fn is_known(cell: &Cell) -> bool {
    let (words, plain) = (words(), Label::of(&cell.text).plain);
    words.labels.exact(&plain).is_some()
        || words.columns.exact(&plain).is_some()
        || words.fund_columns.exact(&plain).is_some()
        || words.fund_rows.exact(&plain).is_some()
        || words.texts.exact(&plain).is_some()
        || words.is_block(&plain)
}

/// A title or a note over the whole width.
fn is_one_text(row: &Row) -> bool {
    row.cells.len() > 2 && row.cells.windows(2).all(|pair| matches!(pair, [a, b] if a.text == b.text))
}

/// A repeated label of the head or the foot, whose text is repeated too. A total has figures of
/// two columns beside it.
fn heads_a_text(row: &Row) -> bool {
    row.cells.iter().filter(|cell| repeats(row, cell)).any(|cell| {
        let label = words().labels.exact(&Label::of(&cell.text).plain);
        label.is_some_and(|label| !matches!(label, HeadLabel::Total | HeadLabel::Full | HeadLabel::Subtotal))
    })
}
