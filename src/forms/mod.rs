//! Official forms to documents and back: 项目支出绩效自评表 and 项目支出绩效目标申报表 as CSV, XLSX or
//! XLS, read by the words of their headers, never by position. Pure bytes in, values out; every
//! cell that holds something is taken up or named. Judges nothing.

pub mod annex;
mod code;
mod csv_sheet;
mod decode;
pub mod demo;
mod desk;
mod fund_pairs;
mod funds;
mod goals;
mod head;
mod header;
mod indicators;
mod label;
mod layout;
mod levels;
mod limits;
mod reading;
mod sheet;
mod words;

pub use limits::MAX_BYTES;
pub use reading::{FormDocument, Reading};

use crate::domain::finding::FileProblem;

/// Reads a form from separated text: UTF-8, UTF-16 with its mark, GB18030.
pub fn read_csv(bytes: &[u8]) -> Reading {
    let read =
        too_large(bytes).and_then(|()| decode::decode(bytes)).and_then(|text| csv_sheet::read_sheet(&text));
    match read {
        Ok((sheet, problems)) => Reading::of(vec![sheet], problems),
        Err(problem) => Reading::refused(problem),
    }
}

fn too_large(bytes: &[u8]) -> Result<(), FileProblem> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > MAX_BYTES { Err(FileProblem::TooLarge { size, limit: MAX_BYTES }) } else { Ok(()) }
}
