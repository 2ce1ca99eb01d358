//! In what order cases are listed.

use std::cmp::Ordering;

use crate::domain::order::ordered;
use crate::ui::session::CaseLine;

/// A column that the table can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Year,
    Money,
    Score,
    Findings,
}

/// No column: one's own before examples, those with a form to open before those without, by age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    column: Option<Column>,
    falling: bool,
}

impl Order {
    /// Rising, falling, as it was.
    pub(super) fn turn(&mut self, column: Column) {
        *self = match (self.column == Some(column), self.falling) {
            (false, _) => Self { column: Some(column), falling: false },
            (true, false) => Self { column: Some(column), falling: true },
            (true, true) => Self::default(),
        };
    }

    /// `aria-sort` of the column's head.
    pub(super) fn aria(self, column: Column) -> &'static str {
        match (self.column == Some(column), self.falling) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }

    pub(super) fn sorted(self, lines: Vec<CaseLine>) -> Vec<CaseLine> {
        let standing = |line: &CaseLine| (line.demo, line.score.is_none(), !line.has_goal);
        ordered(lines, |a, b| {
            let Some(column) = self.column else { return standing(a).cmp(&standing(b)) };
            let order = match column {
                Column::Name => a.name.cmp(&b.name),
                Column::Year => a.year.cmp(&b.year),
                Column::Findings => {
                    let weight = |line: &CaseLine| {
                        let count = line.findings;
                        (count.errors, count.warnings, count.hints)
                    };
                    weight(a).cmp(&weight(b))
                }
                // What has no figure stands last, whichever way.
                Column::Money => return self.figures(a.money, b.money),
                Column::Score => {
                    let total = |line: &CaseLine| line.score.as_ref().map(|score| score.total);
                    return self.figures(total(a), total(b));
                }
            };
            if self.falling { order.reverse() } else { order }
        })
    }

    fn figures<T: Ord>(self, a: Option<T>, b: Option<T>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if self.falling => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}
