//! 实施期 and 年度: which of the two an indicator table is for, by what is printed over it or beside it, and where
//! two of them stand side by side. Reads no indicator.

use super::header::Head;
use super::label::Label;
use super::sheet::{Row, Sheet};
use super::words::{Column, words};
use crate::domain::grounds::Term;

/// Two blocks side by side, which may share the columns in front of both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Blocks {
    /// Where the first begins, and where the second does.
    opens: usize,
    begins: usize,
    year_first: bool,
}

impl Blocks {
    /// Where 三级指标 stands twice. Without a word above, 实施期 comes first, as the forms print it.
    pub(super) fn of(sheet: &Sheet, index: usize, heads: &[Head]) -> Option<Self> {
        let names: Vec<usize> =
            heads.iter().filter(|head| head.1 == Column::Name).map(|head| head.0).collect();
        let [first, second] = names.as_slice() else { return None };
        // The second block begins after the first block's last value column.
        let begins = heads
            .iter()
            .filter(|head| head.0 > *first && head.0 <= *second)
            .filter(|head| matches!(head.1, Column::Level1 | Column::Level2 | Column::Name))
            .map(|head| head.0)
            .min()?;
        let before = heads.iter().filter(|head| head.0 <= *first && head.1 != Column::Level1);
        let opens = before.map(|head| head.0).min().unwrap_or(*first);
        let year_first = index.checked_sub(1).and_then(|above| sheet.row(above)).is_some_and(|above| {
            let years: Vec<bool> = above.cells.iter().filter_map(|cell| is_year(&cell.text)).collect();
            years == [true, false]
        });
        Some(Self { opens, begins, year_first })
    }

    /// Whether the column of a head belongs to the block of this term.
    pub(super) fn holds(self, term: Term, head: &Head, heads: &[Head]) -> bool {
        let first = (term == Term::Year) == self.year_first;
        let (from, to) = if first { (self.opens, self.begins) } else { (self.begins, usize::MAX) };
        let own = |head: &Head| (from..to).contains(&head.0);
        let levels = heads.iter().any(|head| own(head) && head.1 == Column::Level1);
        own(head) || (head.0 < self.opens && !(levels && head.1 == Column::Level1))
    }
}

/// The block that a header at `index` heads, whose columns begin at `starts_at`: by the text left of it, or
/// alone in the row above.
pub(super) fn term(sheet: &Sheet, index: usize, starts_at: usize) -> Term {
    let named = |row: Option<&Row>, upto: usize| {
        row.is_some_and(|row| row.span(0, upto).any(|cell| names_block(&cell.text)))
    };
    let above = index.checked_sub(1).and_then(|above| sheet.row(above)).filter(|row| row.cells.len() == 1);
    if named(sheet.row(index), starts_at) || named(above, usize::MAX) { Term::Whole } else { Term::Year }
}

/// `实施期绩效指标`, over a block or at its side.
fn names_block(text: &str) -> bool {
    let plain = Label::of(text).plain;
    let block = words().is_block(&plain) || (plain.ends_with("指标") && plain.chars().count() <= 12);
    block && is_year(text) == Some(false)
}

/// Whether a title names the year (true) or all years of the project (false).
pub(super) fn is_year(text: &str) -> Option<bool> {
    let plain = Label::of(text).plain;
    if ["实施期", "中期", "三年", "长期"].iter().any(|word| plain.contains(word)) {
        return Some(false);
    }
    ["年度", "当年", "本年"].iter().any(|word| plain.contains(word)).then_some(true)
}
