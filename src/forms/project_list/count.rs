//! Where the cells of a list went that no project took: columns that are ignored, rows that are no projects. Names
//! them up to a bound and counts the rest.

use std::collections::BTreeMap;

use super::{ListReading, ListRow};
use crate::domain::finding::ListProblem;

/// Rows that are no projects and are named one by one.
const MAX_NAMED: usize = 200;

#[derive(Default)]
pub(super) struct Count {
    columns: BTreeMap<usize, usize>,
    above: BTreeMap<usize, usize>,
    rows: Vec<ListProblem>,
    more: usize,
}

impl Count {
    /// Cells of columns that are not taken.
    pub(super) fn ignore(&mut self, columns: &[usize]) {
        for at in columns {
            *self.columns.entry(*at).or_default() += 1;
        }
    }

    /// Cells of a row that is no project.
    pub(super) fn leave(&mut self, row: &ListRow, cells: usize) {
        if cells == 0 {
            return;
        }
        if self.rows.len() >= MAX_NAMED {
            self.more += cells;
            return;
        }
        let text = row.cells.first().map(|(_, text)| text.clone()).unwrap_or_default();
        self.rows.push(ListProblem::RowLeftOut { row: row.number, cells, text });
    }

    /// A blank cell of this column was taken from above.
    pub(super) fn inherit(&mut self, at: usize) {
        *self.above.entry(at).or_default() += 1;
    }

    pub(super) fn told(self, list: &ListReading) -> Vec<ListProblem> {
        let header = |at: usize| list.columns.get(at).map(|column| column.header.clone()).unwrap_or_default();
        let above =
            self.above.into_iter().map(|(at, cells)| ListProblem::FromAbove { header: header(at), cells });
        let columns = self
            .columns
            .into_iter()
            .map(|(at, cells)| ListProblem::ColumnLeftOut { header: header(at), cells });
        let more = (self.more > 0).then_some(ListProblem::MoreLeftOut { cells: self.more });
        above.chain(columns).chain(self.rows).chain(more).collect()
    }
}
