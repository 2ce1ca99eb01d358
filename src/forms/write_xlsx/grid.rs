//! The indicator table as a form prints it: one merged cell for each level over its indicators, one column a field.
//! Which columns there are is said by those who have the rows.

use super::page::{Look, Page, Part};
use crate::domain::form::LevelPoints;
use crate::domain::grid::spans;
use crate::domain::indicator::Indicator;
use crate::forms::sheet::At;

/// A column behind the levels.
pub(super) struct Head {
    pub(super) title: &'static str,
    /// In half-width characters.
    pub(super) width: u16,
    pub(super) holds: Holds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    /// A word or a sign, printed in the middle.
    Word,
    Figure,
}

/// One indicator: its levels, and a text for each column behind them.
pub(super) struct Line<'a> {
    pub(super) level1: &'a str,
    pub(super) level2: &'a str,
    pub(super) name: &'a str,
    pub(super) texts: Vec<String>,
}

/// Widths of the column of blocks and of the three levels.
pub(super) const LEVELS: [u16; 4] = [6, 11, 12, 22];

impl<'a> Line<'a> {
    pub(super) fn new(of: &'a Indicator, texts: Vec<String>) -> Self {
        Self { level1: &of.level1, level2: &of.level2, name: &of.name, texts }
    }
}

impl Head {
    pub(super) const fn new(title: &'static str, width: u16, holds: Holds) -> Self {
        Self { title, width, holds }
    }

    fn part(&self, text: &str) -> Part {
        match self.holds {
            Holds::Text => Part::text(text, 1),
            Holds::Word => Part::new(Look::Centre, text, 1),
            Holds::Figure => Part::figure(text, 1),
        }
    }
}

/// Prints header and rows; the first cell of each level 1 has its points behind it. Gives the row of the header.
pub(super) fn print(page: &mut Page, heads: &[&Head], lines: &[Line<'_>], points: &[LevelPoints]) -> usize {
    let titles = ["一级指标", "二级指标", "三级指标"].into_iter().chain(heads.iter().map(|head| head.title));
    let header = page.columns(1, titles.map(|title| Part::label(title, 1)).collect());
    let mut stated: Vec<&str> = Vec::new();
    let spans = spans(lines.iter().map(|line| (line.level1, line.level2, 1)));
    for (line, spans) in lines.iter().zip(spans) {
        let mut parts = vec![Part::text(line.name, 1)];
        parts.extend(heads.iter().zip(&line.texts).map(|(head, text)| head.part(text)));
        let row = page.columns(3, parts);
        if let Some(rows) = spans.level1 {
            let first = !stated.contains(&line.level1);
            stated.push(line.level1);
            let of_level = points.iter().filter(|points| first && points.level1 == line.level1);
            let of_level: String = of_level.map(|points| format!("（{}分）", points.points.text())).collect();
            let text = format!("{}{of_level}", line.level1);
            page.side(At { row, column: 1 }, rows, 1, Part::new(Look::Centre, &text, 1));
        }
        if let Some(rows) = spans.level2 {
            page.side(At { row, column: 2 }, rows, 1, Part::new(Look::Centre, line.level2, 1));
        }
    }
    page.repeat.get_or_insert(header);
    header
}

/// The name of the block, beside all rows from its header on.
pub(super) fn name(page: &mut Page, block: &str, header: usize) {
    let rows = page.next() - header;
    page.side(At { row: header, column: 0 }, rows, 1, Part::label(block, 1));
}
