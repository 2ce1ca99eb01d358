//! Where among the indicators an edit finds its row. Of thousands of edits made as one each is about a row beside the
//! one before, so none looks through all rows for its own. Knows no edit.

use std::collections::HashSet;

use super::Refusal;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;

/// What the edits before know of the rows.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Where the last of them was.
    at: usize,
    /// The rows that are there; `None` while a single edit is made.
    ids: Option<HashSet<RowId>>,
}

impl Near {
    /// Several edits are made, all on these rows.
    pub(super) fn among(&mut self, rows: &[Indicator]) {
        self.ids.get_or_insert_with(|| rows.iter().map(|row| row.id.clone()).collect());
    }

    pub(super) fn row<'r>(
        &mut self,
        rows: &'r mut [Indicator],
        row: &RowId,
    ) -> Result<&'r mut Indicator, Refusal> {
        let at = self.find(rows, row)?;
        rows.get_mut(at).ok_or_else(|| Refusal::NoSuchRow(row.clone()))
    }

    /// Puts the row at `index`, beyond the end means last; its id.
    pub(super) fn insert(
        &mut self,
        rows: &mut Vec<Indicator>,
        index: usize,
        row: Indicator,
    ) -> Result<RowId, Refusal> {
        let id = row.id.clone();
        let new = match &mut self.ids {
            Some(ids) => ids.insert(id.clone()),
            None => rows.iter().all(|row| row.id != id),
        };
        if !new {
            return Err(Refusal::RowExists(id));
        }
        self.at = index.min(rows.len());
        rows.insert(self.at, row);
        Ok(id)
    }

    /// Takes the row out; where it stood, and the row.
    pub(super) fn remove(
        &mut self,
        rows: &mut Vec<Indicator>,
        row: &RowId,
    ) -> Result<(usize, Indicator), Refusal> {
        let at = self.find(rows, row)?;
        if let Some(ids) = &mut self.ids {
            ids.remove(row);
        }
        Ok((at, rows.remove(at)))
    }

    fn find(&mut self, rows: &[Indicator], row: &RowId) -> Result<usize, Refusal> {
        let stands = |at: &usize| rows.get(*at).is_some_and(|found| found.id == *row);
        let beside = [self.at, self.at.saturating_add(1), self.at.saturating_sub(1)];
        let at = beside.into_iter().find(stands).or_else(|| rows.iter().position(|found| found.id == *row));
        self.at = at.ok_or_else(|| Refusal::NoSuchRow(row.clone()))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::Near;
    use crate::domain::command::Refusal;
    use crate::domain::ids::RowId;
    use crate::domain::indicator::Indicator;

    fn rows(ids: &[&str]) -> Vec<Indicator> {
        ids.iter().map(|id| Indicator::new(RowId::new(*id))).collect()
    }

    #[test]
    fn rows_are_found_wherever_the_edit_before_was() {
        let ids = ["a", "b", "c", "d", "e"];
        for first in ids {
            for second in ids {
                let (mut near, mut all) = (Near::default(), rows(&ids));
                near.among(&all);
                for id in [first, second] {
                    assert_eq!(near.row(&mut all, &RowId::new(id)).expect("a row").id, RowId::new(id));
                }
                let (at, gone) = near.remove(&mut all, &RowId::new(first)).expect("a row");
                assert_eq!((ids[at], gone.id.as_str()), (first, first));
                let again = near.remove(&mut all, &RowId::new(first));
                assert_eq!(again, Err(Refusal::NoSuchRow(RowId::new(first))));
                assert_eq!(near.insert(&mut all, at, gone), Ok(RowId::new(first)));
                assert_eq!(all, rows(&ids));
                let twice = near.insert(&mut all, 0, Indicator::new(RowId::new(second)));
                assert_eq!(twice, Err(Refusal::RowExists(RowId::new(second))));
            }
        }
    }
}
