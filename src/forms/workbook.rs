//! XLSX and XLS to sheets, cell by cell within the limits: what a workbook claims about its size
//! is never used to make room. Knows no form.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, Xls, Xlsx};

use super::cell_text::{date, fault, figure, truth};
use super::container::unpacks_within_bounds;
use super::csv_sheet::Filling;
use super::limits::{Bounds, FORM, MAX_MERGES};
use super::sheet::{At, Merge, Sheet};
use super::xls_formats::{self, Formats};
use crate::domain::finding::FileProblem;

/// The sheets of a workbook, and what was wrong with single cells.
pub(super) type Sheets = (Vec<Sheet>, Vec<FileProblem>);

fn broken(fault: impl std::fmt::Display) -> FileProblem {
    FileProblem::Broken { detail: fault.to_string() }
}

/// Reads an XLSX.
pub(super) fn read_xlsx(bytes: &[u8]) -> Result<Sheets, FileProblem> {
    xlsx_within(bytes, FORM)
}

/// The same within other bounds.
pub(super) fn xlsx_within(bytes: &[u8], bounds: Bounds) -> Result<Sheets, FileProblem> {
    unpacks_within_bounds(bytes)?;
    guarded(|| xlsx_sheets(bytes, bounds))
}

/// Reads an XLS (BIFF8 and older).
pub(super) fn read_xls(bytes: &[u8]) -> Result<Sheets, FileProblem> {
    xls_within(bytes, FORM)
}

/// The same within other bounds.
pub(super) fn xls_within(bytes: &[u8], bounds: Bounds) -> Result<Sheets, FileProblem> {
    let formats = xls_formats::read(bytes)?;
    guarded(|| xls_sheets(bytes, &formats, bounds))
}

/// The readers of others may panic on damaged files; that file is then broken, and no more.
fn guarded(read: impl FnOnce() -> Result<Sheets, FileProblem>) -> Result<Sheets, FileProblem> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broken("内部结构错误")))
}

fn xlsx_sheets(bytes: &[u8], bounds: Bounds) -> Result<Sheets, FileProblem> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_fault)?;
    let metadata = book.sheets_metadata().to_vec();
    let mut all = (Vec::new(), Vec::new());
    for sheet in metadata.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut filling = Filling::within(bounds);
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(broken)?;
        let mut pending: (usize, Vec<(usize, String)>) = (0, Vec::new());
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(broken)? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
            let format = format.map_or("", |format| format.format_code.as_str());
            let Some(text) = xlsx_text(cell.get_value(), format) else { continue };
            if pending.0 != row {
                let full = std::mem::replace(&mut pending, (row, Vec::new()));
                filling.row(full.0, full.1.into_iter());
            }
            pending.1.push((column, text));
            if filling.is_full() {
                break;
            }
        }
        filling.row(pending.0, pending.1.into_iter());
        drop(cells);
        let merges = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        add(&mut all, &sheet.name, filling, &merges);
    }
    Ok(all)
}

fn xlsx_fault(fault: calamine::XlsxError) -> FileProblem {
    match fault {
        calamine::XlsxError::Password => FileProblem::Encrypted,
        other => broken(other),
    }
}

fn xlsx_text(value: &DataRef<'_>, format: &str) -> Option<String> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => figure(&number.to_string(), format),
        DataRef::Float(number) => figure(&number.to_string(), format),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => truth(*value),
        DataRef::DateTime(value) => date(value, format),
        DataRef::Error(error) => fault(error),
    })
}

fn xls_sheets(bytes: &[u8], formats: &Formats, bounds: Bounds) -> Result<Sheets, FileProblem> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(xls_fault)?;
    let metadata = book.sheets_metadata().to_vec();
    let mut all = (Vec::new(), Vec::new());
    for sheet in metadata.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let range = book.worksheet_range(&sheet.name).map_err(broken)?;
        let mut filling = Filling::within(bounds);
        let (top, left) = range.start().unwrap_or_default();
        for (index, cells) in range.rows().enumerate() {
            let row = index + top as usize;
            let texts = cells.iter().enumerate().filter_map(|(index, value)| {
                let column = index + left as usize;
                Some((column, xls_text(value, formats.of(&sheet.name, row, column))?))
            });
            filling.row(row, texts);
        }
        let merges = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        add(&mut all, &sheet.name, filling, &merges);
    }
    Ok(all)
}

fn xls_fault(fault: calamine::XlsError) -> FileProblem {
    match fault {
        calamine::XlsError::Password => FileProblem::Encrypted,
        other => broken(other),
    }
}

fn xls_text(value: &Data, format: &str) -> Option<String> {
    Some(match value {
        Data::Empty => return None,
        Data::Int(number) => figure(&number.to_string(), format),
        Data::Float(number) => figure(&number.to_string(), format),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => truth(*value),
        Data::DateTime(value) => date(value, format),
        Data::Error(error) => fault(error),
    })
}

fn add(all: &mut Sheets, name: &str, filling: Filling, merges: &[Dimensions]) {
    let (mut sheet, problems) = filling.done();
    sheet.name = name.to_owned();
    let at = |(row, column): (u32, u32)| At { row: row as usize, column: column as usize };
    let several_rows = merges.iter().filter(|merge| merge.end.0 > merge.start.0);
    sheet.merges = several_rows
        .take(MAX_MERGES)
        .map(|merge| Merge { first: at(merge.start), last: at(merge.end) })
        .collect();
    all.0.push(sheet);
    all.1.extend(problems);
}
