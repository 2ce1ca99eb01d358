//! 主管部门 and 单位 printed once for the rows below: merged cells, and blank ones where a column has no merged ones.
//! What stands deeper ends where a cell above it changes: no unit goes on under another department.

use std::collections::BTreeMap;

use super::{ListReading, ListRow, RowKind};
use crate::domain::project_list::ListColumn;

/// The texts of such columns as the rows go down.
pub(super) struct Above<'l> {
    list: &'l ListReading,
    /// Column and how deep it stands.
    columns: Vec<(usize, usize)>,
    /// By depth.
    texts: BTreeMap<usize, &'l str>,
    /// Columns with merged cells: there a blank cell is blank.
    merged: Vec<usize>,
}

/// What a row has in such a column.
pub(super) enum Reached<'l> {
    /// A merged cell of a row above.
    Merged(&'l str),
    /// The blank cell is taken to say what stands above it.
    Above(&'l str),
}

impl<'l> Above<'l> {
    /// For a list whose columns mean this.
    pub(super) fn of(list: &'l ListReading, meanings: impl Iterator<Item = (usize, ListColumn)>) -> Self {
        let mut columns: Vec<(usize, usize)> =
            meanings.filter_map(|(at, column)| Some((at, column.reach()?))).collect();
        columns.sort_by_key(|(_, depth)| *depth);
        let mut merged: Vec<usize> =
            list.rows.iter().flat_map(|row| &row.merged).map(|(at, _)| *at).collect();
        merged.sort_unstable();
        merged.dedup();
        Self { list, columns, texts: BTreeMap::new(), merged }
    }

    /// Goes on to a row that is a project or a sum; what reaches into its columns from above.
    pub(super) fn reach(&mut self, row: &'l ListRow) -> BTreeMap<usize, Reached<'l>> {
        let mut reached = BTreeMap::new();
        for (at, depth) in self.columns.clone() {
            let own = Some(row.text(at)).filter(|text| !text.is_empty());
            let (text, found) = match (own, self.merged_into(row, at)) {
                (Some(own), _) => (Some(own), None),
                (None, Some(merged)) => (Some(merged), Some(Reached::Merged(merged))),
                (None, None) if self.merged.contains(&at) => (None, None),
                (None, None) => {
                    let above = self.texts.get(&depth).copied();
                    (above, above.map(Reached::Above))
                }
            };
            let text = text.filter(|_| !names_sum(row, at));
            if self.texts.get(&depth).copied() != text {
                self.texts.retain(|known, _| *known < depth);
                self.texts.extend(text.map(|text| (depth, text)));
            }
            reached.extend(found.map(|found| (at, found)));
        }
        reached
    }

    /// The text of a merged cell that reaches into the row.
    fn merged_into(&self, row: &ListRow, at: usize) -> Option<&'l str> {
        let (_, top) = row.merged.iter().find(|(column, _)| *column == at)?;
        let index = self.list.rows.binary_search_by_key(top, |row| row.number).ok()?;
        self.list.rows.get(index).map(|row| row.text(at)).filter(|text| !text.is_empty())
    }
}

/// 市教育局小计 is the name of a sum and of no department; the total of all ends every group.
fn names_sum(row: &ListRow, at: usize) -> bool {
    match row.kind {
        RowKind::Subtotal { named } => named == at,
        RowKind::Total => true,
        RowKind::Entry | RowKind::Header | RowKind::Aside => false,
    }
}
