//! Which cells of the indicator table's header rows are taken up. Reads no row below them.

use super::desk::Desk;
use super::header::{Field, Header, column_of};
use super::label::Label;
use super::sheet::Cell;
use super::words::{Column, words};

/// The heads with a known word, and the names of the block beside them.
pub(super) fn take_known(desk: &mut Desk<'_>, header: &Header, index: usize) {
    desk.indicators = true;
    desk.results |= header.first(Column::Actual).is_some() || header.first(Column::Claimed).is_some();
    let sheet = desk.sheet;
    if let Some(above) =
        index.checked_sub(1).and_then(|above| desk.row(above)).filter(|_| header.headed_above)
    {
        above.cells.iter().for_each(|cell| desk.take(cell));
    }
    for row in (index..index + header.rows).filter_map(|index| sheet.row(index)) {
        for cell in &row.cells {
            let halved =
                names(header, cell).is_some_and(|field| words().columns.exact(&field.title).is_some());
            if halved || column_of(cell).is_some() {
                desk.take(cell);
            }
        }
        desk.take_blocks(row.span(0, header.starts_at()));
    }
}

/// The heads whose words are not known, once the rows below them, up to `end`, are read: a text kept
/// from their column carries them along; over nothing they are left over.
pub(super) fn take_others(desk: &mut Desk<'_>, header: &Header, index: usize, end: usize) {
    let sheet = desk.sheet;
    let below = index + header.rows;
    for row in (index..below).filter_map(|index| sheet.row(index)) {
        for cell in &row.cells {
            let beside = header.beside.as_ref().filter(|_| !desk.is_judged());
            let field = names(header, cell).or_else(|| names(beside?, cell));
            if let Some(field) = field.filter(|_| !desk.ledger.has(cell)) {
                desk.take_used_head(cell, field.to, below..end);
            }
        }
    }
}

/// The field whose title a cell of the header is, or a part of it.
fn names<'a>(header: &'a Header, cell: &Cell) -> Option<&'a Field> {
    let plain = Label::of(&cell.text).plain;
    header.fields.iter().find(|field| field.from == cell.at.column && field.title.contains(&plain))
}
