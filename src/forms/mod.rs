//! Official forms to documents and back: 项目支出绩效自评表 and 项目支出绩效目标申报表 as CSV, XLSX or
//! XLS, read by the words of their headers, never by position. Pure bytes in, values out; every
//! cell that holds something is taken up or named. Judges nothing.

pub mod annex;
mod blocks;
mod cell_text;
mod code;
mod container;
mod csv_sheet;
mod decode;
pub mod demo;
mod desk;
mod execution;
mod fund_across;
mod fund_headers;
mod fund_pairs;
mod fund_parts;
mod funds;
mod goals;
mod grades;
mod head;
mod header;
mod heads;
mod indicator_row;
mod indicators;
mod label;
mod layout;
mod levels;
mod limits;
pub mod opening;
mod order;
mod platform;
pub mod project_list;
mod reading;
mod repeats;
mod sheet;
mod supplement;
mod table;
mod tasks;
mod terms;
mod totals;
mod words;
mod workbook;
mod write_csv;
mod write_xlsx;
mod xls_formats;

pub use decode::Gb18030;
pub use limits::MAX_BYTES;
pub use order::Order;
pub use platform::platform_rows;
pub use reading::{FormDocument, Reading};
pub use table::{PlainTable, read_tables};
pub use write_csv::write_csv;
pub use write_xlsx::{
    SummaryLine, write_goal, write_goal_csv, write_self_evaluation, write_summary, write_table,
};

use crate::domain::finding::FileProblem;
use container::Container;

/// Reads a form from XLSX, XLS or separated text, whichever the bytes are; the name says nothing
/// about that and only names the file.
pub fn read(name: &str, bytes: &[u8]) -> Reading {
    let sheets = too_large(bytes).and_then(|()| match container::recognise(bytes)? {
        Container::Packed => workbook::read_xlsx(bytes),
        Container::Compound => workbook::read_xls(bytes),
        Container::Text => separated(name, bytes, decode::own_tables),
    });
    match sheets {
        Ok((sheets, problems)) => supplement::read(sheets, problems).told(),
        Err(problem) => Reading::refused(problem),
    }
}

/// Reads a form from separated text: UTF-8, UTF-16 with its mark, GB18030.
pub fn read_csv(bytes: &[u8]) -> Reading {
    read_separated(bytes, decode::own_tables)
}

/// The same with another reader of GB18030, where neither tables nor workbooks are loaded.
pub fn read_separated(bytes: &[u8], gb18030: Gb18030) -> Reading {
    reading(too_large(bytes).and_then(|()| separated("", bytes, gb18030)))
}

/// Whether the bytes are a workbook, which the page hands to the worker. What is neither workbook
/// nor text is refused by [`read_separated`] too.
pub fn is_workbook(bytes: &[u8]) -> bool {
    matches!(container::recognise(bytes), Ok(Container::Packed | Container::Compound))
}

/// The refusal of a file by its size alone, before it is read.
pub fn too_large_to_read(size: u64) -> Option<FileProblem> {
    (size > MAX_BYTES).then_some(FileProblem::TooLarge { size, limit: MAX_BYTES })
}

fn reading(sheets: Result<workbook::Sheets, FileProblem>) -> Reading {
    match sheets {
        Ok((sheets, problems)) => Reading::of(&sheets, problems, None).told(),
        Err(problem) => Reading::refused(problem),
    }
}

fn separated(name: &str, bytes: &[u8], gb18030: Gb18030) -> Result<workbook::Sheets, FileProblem> {
    container::recognise(bytes)?;
    let (mut sheet, problems) = csv_sheet::read_sheet(&decode::decode(bytes, gb18030)?)?;
    name.clone_into(&mut sheet.name);
    Ok((vec![sheet], problems))
}

fn too_large(bytes: &[u8]) -> Result<(), FileProblem> {
    too_large_to_read(u64::try_from(bytes.len()).unwrap_or(u64::MAX)).map_or(Ok(()), Err)
}
