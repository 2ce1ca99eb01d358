//! Number formats of an XLS's cells, which its reader leaves aside: without them 98% would read as
//! 0.98. Also sees how far a sheet reaches before anyone makes room for it. Reads BIFF8 records.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use super::limits::{MAX_AREA, MAX_UNPACKED};
use crate::domain::finding::FileProblem;

/// Formats by sheet name, row and column.
#[derive(Debug, Default)]
pub(super) struct Formats {
    codes: HashMap<u16, String>,
    sheets: HashMap<String, HashMap<(usize, usize), u16>>,
}

impl Formats {
    /// The format code; empty where the cell has none that matters.
    pub(super) fn of(&self, sheet: &str, row: usize, column: usize) -> &str {
        let id = self.sheets.get(sheet).and_then(|cells| cells.get(&(row, column)));
        id.map_or("", |id| self.code(*id))
    }

    fn code(&self, id: u16) -> &str {
        match (self.codes.get(&id), id) {
            (Some(code), _) => code,
            (None, 9) => "0%",
            (None, 10) => "0.00%",
            (None, 57) => "yyyy\"年\"m\"月\"",
            _ => "",
        }
    }
}

const FORMULA: u16 = 0x0006;
const BOUND_SHEET: u16 = 0x0085;
const MULTIPLE_RK: u16 = 0x00bd;
const EXTENDED_FORMAT: u16 = 0x00e0;
const SHARED_STRING: u16 = 0x00fd;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RK: u16 = 0x027e;
const FORMAT: u16 = 0x041e;

/// Reads the formats; refuses a workbook whose cells span more than can be held.
pub(super) fn read(bytes: &[u8]) -> Result<Formats, FileProblem> {
    let broken = |fault: std::io::Error| FileProblem::Broken { detail: fault.to_string() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or_else(|| FileProblem::Broken { detail: "不是 XLS 工作簿".to_owned() })?;
    let mut stream = Vec::new();
    file.open_stream(name).map_err(broken)?.take(MAX_UNPACKED).read_to_end(&mut stream).map_err(broken)?;
    let mut formats = Formats::default();
    let mut extended = Vec::new();
    let mut starts = Vec::new();
    for (kind, body) in Records(&stream) {
        match kind {
            FORMAT => {
                if let (Some(id), Some(code)) = (word(body, 0), wide_text(body, 2, 2)) {
                    formats.codes.insert(id, code);
                }
            }
            EXTENDED_FORMAT => extended.push(word(body, 2).unwrap_or(0)),
            BOUND_SHEET => {
                let start =
                    usize::from(word(body, 0).unwrap_or(0)) | usize::from(word(body, 2).unwrap_or(0)) << 16;
                if let Some(name) = wide_text(body, 6, 1) {
                    starts.push((start, name));
                }
            }
            _ => {}
        }
    }
    for (start, name) in starts {
        let cells = cells(stream.get(start..).unwrap_or_default(), &extended)?;
        formats.sheets.insert(name, cells);
    }
    Ok(formats)
}

/// The formats of one sheet's figures.
fn cells(stream: &[u8], extended: &[u16]) -> Result<HashMap<(usize, usize), u16>, FileProblem> {
    let mut found = HashMap::new();
    let (mut rows, mut columns) = (0, 0);
    let mut depth = 0_usize;
    for (kind, body) in Records(stream) {
        match kind {
            0x0809 => depth += 1,
            0x000a if depth <= 1 => break,
            0x000a => depth -= 1,
            _ => {}
        }
        let (Some(row), Some(column)) = (word(body, 0), word(body, 2)) else { continue };
        let (row, column) = (usize::from(row), usize::from(column));
        let styles: Vec<u16> = match kind {
            NUMBER | RK | FORMULA | LABEL | SHARED_STRING => word(body, 4).into_iter().collect(),
            MULTIPLE_RK => {
                body.get(4..).unwrap_or_default().chunks_exact(6).filter_map(|rk| word(rk, 0)).collect()
            }
            _ => continue,
        };
        rows = rows.max(row + 1);
        columns = columns.max(column + styles.len());
        for (offset, style) in styles.into_iter().enumerate() {
            if let Some(id) = extended.get(usize::from(style)).filter(|id| **id > 8) {
                found.insert((row, column + offset), *id);
            }
        }
    }
    if rows * columns > MAX_AREA {
        return Err(FileProblem::TooManyCells { limit: MAX_AREA });
    }
    Ok(found)
}

/// Records one after the other: kind, length, body.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = word(self.0, 0)?;
        let length = usize::from(word(self.0, 2)?);
        let body = self.0.get(4..4 + length)?;
        self.0 = self.0.get(4 + length..)?;
        Some((kind, body))
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

/// A string of BIFF8 whose length is `width` bytes long.
fn wide_text(body: &[u8], at: usize, width: usize) -> Option<String> {
    let count = if width == 1 { usize::from(*body.get(at)?) } else { usize::from(word(body, at)?) };
    let wide = body.get(at + width)? & 1 == 1;
    let text = body.get(at + width + 1..)?;
    if wide {
        let units: Vec<u16> =
            text.get(..count * 2)?.chunks_exact(2).filter_map(|pair| word(pair, 0)).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(text.get(..count)?.iter().map(|byte| char::from(*byte)).collect())
}
