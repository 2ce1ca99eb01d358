//! What the rows of a list are: projects, sums, headers printed again, notes and headings of groups. Goes by
//! words and by where they stand; knows no mapping.

use std::collections::BTreeMap;

use super::super::label::{Label, strip_numbering};
use super::heads::{Head, is_name, plain};
use super::words::{ListWord, list_words};
use super::{ListReading, ListRow, RowKind};
use crate::domain::normalise::compact;
use crate::domain::project_list::ListColumn;
use crate::domain::typed::Typed;

/// What is known of the columns when their rows are told apart.
pub(super) struct Kinds {
    /// By column, the texts of the header.
    headers: Vec<Vec<String>>,
    name: Option<usize>,
    code: Option<usize>,
    /// The first column of money: what names a sum stands left of it.
    money: usize,
    columns: usize,
}

impl Kinds {
    pub(super) fn of(list: &ListReading, heads: &[Head], index: &BTreeMap<usize, usize>) -> Self {
        let mut headers = vec![Vec::new(); list.columns.len()];
        let mut kinds =
            Self { headers: Vec::new(), name: None, code: None, money: usize::MAX, columns: heads.len() };
        for head in heads {
            let Some(at) = index.get(&head.at).copied() else { continue };
            if let Some(header) = headers.get_mut(at) {
                header.extend(head.parts.iter().cloned());
            }
            let column = match head.word {
                Some(ListWord::Column(column)) => column,
                Some(ListWord::FiscalKind | ListWord::EitherTotal) => ListColumn::Fiscal,
                None => ListColumn::Ignore,
            };
            if is_name(head.word) {
                kinds.name.get_or_insert(at);
            }
            if column == ListColumn::Code {
                kinds.code.get_or_insert(at);
            }
            if column.is_money() {
                kinds.money = kinds.money.min(at);
            }
        }
        kinds.headers = headers;
        kinds
    }

    pub(super) fn of_row(&self, row: &ListRow) -> RowKind {
        if self.is_header(row) || is_numbering(row) {
            return RowKind::Header;
        }
        if let Some(sum) = self.sum(row) {
            return sum;
        }
        if self.is_aside(row) { RowKind::Aside } else { RowKind::Entry }
    }

    /// Every text is one of its column's header, and there are two at least.
    fn is_header(&self, row: &ListRow) -> bool {
        let of_header = |(at, text): &(usize, String)| {
            text.len() < 300 && self.headers.get(*at).is_some_and(|parts| parts.contains(&compact(text)))
        };
        row.cells.len() > 1 && row.cells.iter().all(of_header)
    }

    /// A row of figures named 合计 or 市教育局小计. With a code it is a project of that name; the
    /// word itself may stand where codes do.
    fn sum(&self, row: &ListRow) -> Option<RowKind> {
        let words = list_words();
        let names_sum = |text: &str| {
            let plain = plain(text);
            words.totals.contains(&plain) || words.subtotals.contains(&plain)
        };
        let coded = |text: &str| !text.is_empty() && !names_sum(text);
        if self.code.is_some_and(|code| coded(row.text(code))) {
            return None;
        }
        let names = row.cells.iter().take_while(|(at, _)| *at < self.money);
        let named = names.filter(|(_, text)| text.len() < 120).find_map(|(at, text)| {
            let plain = plain(text);
            let whole = words.totals.contains(&plain);
            let part = || words.subtotals.iter().any(|end| plain.ends_with(end.as_str()));
            if whole { Some(RowKind::Total) } else { part().then_some(RowKind::Subtotal { named: *at }) }
        })?;
        let is_figure = |text: &str| Typed::from(text).number().is_some();
        let beside = row.cells.iter().filter(|(at, _)| *at >= self.money);
        // A project may be named 综合小计; then words stand where a sum has figures.
        let figures = beside.clone().filter(|(_, text)| is_figure(text)).count();
        (figures * 2 >= beside.count() || named == RowKind::Total).then_some(named)
    }

    /// A note or signature, or a single text that stands under nothing or is numbered as a heading.
    fn is_aside(&self, row: &ListRow) -> bool {
        let Some((at, text)) = row.cells.first() else { return true };
        let named = self.name.is_some_and(|name| !row.text(name).is_empty());
        let short: String = compact(text.get(..text.floor_char_boundary(120)).unwrap_or_default());
        let word = short.split([':', '：', '.', '、']).next().unwrap_or_default();
        let word = Label::of(word).plain;
        let noted =
            list_words().asides.contains(&word) && (short.contains([':', '：']) || row.cells.len() == 1);
        let alone = row.cells.len() == 1 && self.columns > 2;
        let heading = strip_numbering(&short).len() < short.len() && short.starts_with(is_numeral);
        (noted && (!named || self.name == Some(*at))) || (alone && (!named || heading))
    }
}

fn is_numeral(sign: char) -> bool {
    "一二三四五六七八九十（(".contains(sign)
}

/// `栏次 | 1 | 2 | 3`, `甲 | 乙 | 1 | 2`: numbers of columns below the header.
fn is_numbering(row: &ListRow) -> bool {
    let mut next = 1;
    let counts = row.cells.iter().all(|(_, text)| {
        let text = compact(text.get(..text.floor_char_boundary(30)).unwrap_or_default());
        let number = text.split(['=', '(', '（']).next().unwrap_or_default();
        if number == next.to_string() {
            next += 1;
            return true;
        }
        next == 1 && ["栏次", "甲", "乙", "丙", "丁", "列次", "—", "-"].contains(&number)
    });
    counts && next > 3
}
