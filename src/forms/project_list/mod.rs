//! 项目清单: a table of projects, one a row, exported by a platform or kept by hand, that opens many cases at once.
//! Found and read by the words of its headers (in the worker, where the words are); its columns are mapped to
//! meanings, by proposal and by hand, and a mapping makes projects of its rows (in the page, which has no words).
//! Judges nothing but whether a row can be opened.

mod codes;
mod count;
mod draft;
mod find;
mod heads;
mod inherit;
mod kinds;
mod mapping;
mod money;
mod propose;
mod read;
mod repeated;
mod report;
mod rows;
mod whole;
mod words;

pub use mapping::{Mapping, Mappings, Recalled};
pub use report::{EntryState, Given, ListEntry, ListTally, ProjectListReport};
pub use rows::rows;

pub(super) use read::lists;

use serde::{Deserialize, Serialize};

use crate::domain::case::Subject;
use crate::domain::money_unit::MoneyUnit;
use crate::domain::project_list::ListColumn;

/// One list as it was read: the header, what is proposed for its columns, and all of its cells, so that they can
/// be mapped without the file. Cells that hold nothing take no room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListReading {
    /// The sheet, or the file where it is separated text.
    pub sheet: String,
    /// What stands above the header: title, date, unit of money.
    pub above: Vec<String>,
    /// The year that the title names.
    pub year: Option<i16>,
    /// The unit of money that a caption names.
    pub money_unit: Option<MoneyUnit>,
    /// Whose list it is, where a caption says so: 单位 or 主管部门, and the name.
    pub party: Option<(ListColumn, String)>,
    pub columns: Vec<HeadedColumn>,
    pub rows: Vec<ListRow>,
    /// Words for what is judged.
    pub subjects: Vec<(String, Subject)>,
    /// Cells above and in the header.
    pub headed: usize,
}

/// A column with what its header and its texts say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadedColumn {
    /// The spreadsheet's letters: `AB`.
    pub letters: String,
    /// As printed, without blanks; of a header in rows `年度资金／财政拨款`. No two columns have the same.
    pub header: String,
    /// The unit of money in the header.
    pub money_unit: Option<MoneyUnit>,
    pub proposed: ListColumn,
    /// Some different texts of it, cut where they are long.
    pub samples: Vec<String>,
    /// Cells below the header that hold something.
    pub filled: usize,
}

/// A row below the header that holds something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// As the spreadsheet counts, from 1.
    pub number: usize,
    pub kind: RowKind,
    /// Texts with their column, an index into [`ListReading::columns`], from left to right.
    pub cells: Vec<(usize, String)>,
    /// Columns in which a merged cell reaches down into this row, with the row's number where its text stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<(usize, usize)>,
}

/// What a row is, as far as it can be told without a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    Entry,
    /// 合计 of the whole list.
    Total,
    /// 小计, named in that column.
    Subtotal {
        named: usize,
    },
    /// The header printed again, or numbers of its columns.
    Header,
    /// A note, a signature, the heading of a group.
    Aside,
}

impl ListReading {
    /// Cells that hold something, with those above and in the header.
    pub fn cells(&self) -> usize {
        self.headed + self.rows.iter().map(|row| row.cells.len()).sum::<usize>()
    }

    /// Rows that may be projects.
    pub fn entries(&self) -> usize {
        self.rows.iter().filter(|row| row.kind == RowKind::Entry).count()
    }
}

impl ListRow {
    /// The text in a column; empty where there is none.
    pub(self) fn text(&self, column: usize) -> &str {
        self.cells.iter().find(|(at, _)| *at == column).map_or("", |(_, text)| text)
    }
}
