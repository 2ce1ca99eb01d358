//! Which meaning is proposed for each column: by its header, by its texts where they say more, and by the columns
//! beside it. Proposes nothing twice that may stand once; a person has the last word.

use std::collections::BTreeMap;

use super::heads::{Head, plain};
use super::words::{ListWord, list_words};
use super::{ListReading, RowKind};
use crate::domain::normalise::compact;
use crate::domain::project_list::ListColumn;

/// A head with the index of its column.
type Indexed<'h> = (usize, &'h Head);

pub(super) fn columns(list: &mut ListReading, heads: &[Head], index: &BTreeMap<usize, usize>) {
    let heads: Vec<Indexed<'_>> =
        heads.iter().filter_map(|head| Some((*index.get(&head.at)?, head))).collect();
    let of_year = heads.iter().any(|(_, head)| head.word == Some(ListWord::Column(ListColumn::Total)));
    let fiscal = heads.iter().any(|(_, head)| is_fiscal(head));
    let mut found: Vec<(usize, usize, ListColumn)> = Vec::new();
    for (at, head) in &heads {
        let proposed = match head.word {
            None => continue,
            Some(ListWord::EitherTotal) if of_year => ListColumn::LongTotal,
            Some(ListWord::EitherTotal) => ListColumn::Total,
            Some(ListWord::FiscalKind) if fiscal => ListColumn::Detail,
            Some(ListWord::FiscalKind) => ListColumn::Fiscal,
            Some(ListWord::Column(ListColumn::Fiscal)) if fiscal && !is_fiscal(head) => ListColumn::Detail,
            Some(ListWord::Column(column)) => by_texts(list, *at, column),
        };
        found.push((*at, head.rank(), proposed));
    }
    // Of two columns that may not both stand, the better named or first one.
    let mut once: BTreeMap<ListColumn, (usize, usize)> = BTreeMap::new();
    let is_main = |at: usize| heads.iter().any(|(index, head)| *index == at && is_fiscal(head));
    let single =
        |at: usize, column: ListColumn| !column.may_repeat() || (column == ListColumn::Fiscal && is_main(at));
    for (at, rank, column) in found.iter().filter(|(at, _, column)| single(*at, *column)) {
        let best = once.entry(*column).or_insert((*rank, *at));
        *best = (*best).min((*rank, *at));
    }
    for (at, _, column) in found {
        let chosen = !single(at, column) || once.get(&column).is_some_and(|(_, best)| *best == at);
        if let Some(headed) = list.columns.get_mut(at).filter(|_| chosen) {
            headed.proposed = column;
        }
    }
}

/// The column of 财政拨款 as a whole, beside which its kinds are a breakdown.
fn is_fiscal(head: &Head) -> bool {
    let words = list_words();
    let last = head.parts.last().map(|part| plain(part)).unwrap_or_default();
    let whole = matches!(
        words.columns.find(&last),
        Some(ListWord::EitherTotal | ListWord::Column(ListColumn::Fiscal | ListColumn::Total))
    );
    head.word == Some(ListWord::Column(ListColumn::Fiscal)) && whole
}

/// 项目属性 with 经常性 under it is 项目性质, whatever its header says.
fn by_texts(list: &ListReading, at: usize, column: ListColumn) -> ListColumn {
    if !matches!(
        column,
        ListColumn::Attribute | ListColumn::Nature | ListColumn::Category | ListColumn::Subject
    ) {
        return column;
    }
    const LOOKED_AT: usize = 200;
    let entries = list.rows.iter().filter(|row| row.kind == RowKind::Entry).take(LOOKED_AT);
    let texts: Vec<String> = entries
        .map(|row| row.text(at))
        .filter(|text| !text.is_empty() && text.len() < 100)
        .map(compact)
        .collect();
    list_words().of_values(texts.iter().map(String::as_str)).unwrap_or(column)
}
