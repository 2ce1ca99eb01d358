//! The plain tables of a file: what stands in which cell of which sheet, for who reads other things than forms.
//! Refuses what is too long to be read whole, as half a table is worse than none. Knows no meaning.

use super::container::{self, Container};
use super::limits::TABLE;
use super::{csv_sheet, decode, too_large, workbook};
use crate::domain::finding::FileProblem;

/// One sheet with its cells that hold something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainTable {
    pub sheet: String,
    /// Number of the row, then column and text of each cell; counted from 0.
    pub rows: Vec<(usize, Vec<(usize, String)>)>,
}

/// The sheets of an XLSX, an XLS or separated text, and what was wrong with single cells.
pub fn read_tables(bytes: &[u8]) -> Result<(Vec<PlainTable>, Vec<FileProblem>), FileProblem> {
    too_large(bytes)?;
    let (sheets, problems) = match container::recognise(bytes)? {
        Container::Packed => workbook::xlsx_within(bytes, TABLE)?,
        Container::Compound => workbook::xls_within(bytes, TABLE)?,
        Container::Text => {
            let text = decode::decode(bytes, decode::own_tables)?;
            let (sheet, problems) = csv_sheet::read_within(&text, TABLE)?;
            (vec![sheet], problems)
        }
    };
    let cut = |problem: &&FileProblem| {
        matches!(problem, FileProblem::TooManyRows { .. } | FileProblem::TooManyCells { .. })
    };
    if let Some(problem) = problems.iter().find(cut) {
        return Err(problem.clone());
    }
    let tables = sheets.into_iter().map(|sheet| PlainTable {
        rows: sheet
            .rows
            .into_iter()
            .map(|row| {
                let number = row.number();
                (number, row.cells.into_iter().map(|cell| (cell.at.column, cell.text)).collect())
            })
            .collect(),
        sheet: sheet.name,
    });
    Ok((tables.collect(), problems))
}

#[cfg(test)]
mod tests {
    use super::read_tables;
    use crate::domain::finding::FileProblem;

    #[test]
    fn cells_keep_their_places_and_fifty_thousand_rows_are_read() {
        let mut text = String::from("编码,名称\n\n");
        (0..50_000).for_each(|at| text.push_str(&format!("X{at},\"第{at}项\"\n")));
        let (tables, problems) = read_tables(text.as_bytes()).expect("tables");
        assert_eq!((tables.len(), tables[0].rows.len(), problems.len()), (1, 50_001, 0));
        assert_eq!(tables[0].rows[1], (2, vec![(0, "X0".to_owned()), (1, "第0项".to_owned())]));
    }

    #[test]
    fn a_table_is_read_whole_or_not_at_all() {
        let text = "甲,乙\n".repeat(200_001);
        assert!(matches!(read_tables(text.as_bytes()), Err(FileProblem::TooManyRows { limit: 200_000 })));
        assert!(read_tables(b"").is_err() && read_tables(b"\x00\x01").is_err());
    }
}
