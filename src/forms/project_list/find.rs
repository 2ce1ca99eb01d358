//! Where lists stand on a sheet: rows that head a table of projects, one, two or three deep, known by their words.
//! A form is no list, though it has the same words: its labels have texts beside them, not below.

use std::collections::BTreeSet;

use super::super::header::header_at;
use super::super::label::Label;
use super::super::layout::has_form;
use super::super::sheet::{Cell, Row, Sheet};
use super::heads::{Head, combined, is_name};
use super::words::{ListWord, list_words};
use crate::domain::normalise::compact;

/// The header of a list: where it starts, how many rows it takes, and its columns from left to right.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) first: usize,
    pub(super) rows: usize,
    pub(super) heads: Vec<Head>,
}

/// Rows that a header can take.
const DEEPEST: usize = 3;
/// Lists on one sheet that are told apart; a sheet of forms one below the other has no more.
const MOST: usize = 50;

/// The headers of all lists of a sheet. One that is printed again over the same columns begins no new list.
pub(super) fn headers(sheet: &Sheet) -> Vec<Header> {
    let mut found: Vec<Header> = Vec::new();
    let mut form = None;
    let mut index = 0;
    while index < sheet.rows.len() && found.len() < MOST {
        let header = header_from(sheet, index).filter(|header| {
            let rows = header.first..header.first + header.rows;
            let indicators = rows.clone().any(|row| header_at(sheet, row).is_some());
            // 项目名称 | 预算数 | 执行数 may head the money of a form, whose indicators stand below.
            let is_form = !indicators && *form.get_or_insert_with(|| has_form(sheet));
            let least = if indicators { 2 } else { 1 };
            !is_form && has_projects(sheet, header, least)
        });
        index += header.as_ref().map_or(1, |header| header.rows);
        if let Some(header) = header
            && !found.iter().any(|known| names_the_same(known, &header))
        {
            found.push(header);
        }
    }
    found
}

fn names_the_same(known: &Header, other: &Header) -> bool {
    let of = |header: &Header| -> Vec<(usize, String)> {
        header.heads.iter().map(|head| (head.at, compact(&head.text()))).collect()
    };
    of(known) == of(other)
}

/// The header that starts at a row; the deepest that reads, for a row below the first names only what the
/// first left open.
fn header_from(sheet: &Sheet, index: usize) -> Option<Header> {
    let rows: Vec<&Row> = (index..index + DEEPEST).map_while(|index| sheet.row(index)).collect();
    if !rows.iter().any(|row| row.cells.iter().any(may_be_name)) {
        return None;
    }
    let mut best: Option<(usize, Header)> = None;
    for deep in 1..=rows.len() {
        let Some(heads) = rows.get(..deep).and_then(combined).filter(|heads| heads_projects(heads)) else {
            continue;
        };
        let known = heads.iter().filter(|head| head.word.is_some()).count();
        if best.as_ref().is_none_or(|(most, _)| known >= *most) {
            best = Some((known, Header { first: index, rows: deep, heads }));
        }
    }
    best.map(|(_, header)| header)
}

/// Spares every other row the look at its cells.
fn may_be_name(cell: &Cell) -> bool {
    cell.text.len() <= 120
        && cell.text.contains(['名', '项'])
        && matches!(Label::of(&cell.text).plain.as_str(), plain if plain.ends_with("名称") || plain == "项目")
}

/// Names of projects, and enough known columns beside them.
fn heads_projects(heads: &[Head]) -> bool {
    let names = heads.iter().filter(|head| is_name(head.word)).count();
    let known = heads.iter().filter(|head| head.word.is_some()).count();
    let told = |column| heads.iter().any(|head| head.word == Some(ListWord::Column(column)));
    // 项目 alone heads many tables; beside a code or a unit it heads projects.
    let bare = heads.iter().all(|head| !is_name(head.word) || head.text() == "项目");
    let beside = {
        use crate::domain::project_list::ListColumn as C;
        [C::Code, C::Unit, C::Department, C::UnitCode].into_iter().any(told)
    };
    names > 0
        && (!bare || beside)
        && (known > 2 || (known == 2 && heads.len() == 2))
        && (known * 4 >= heads.len() || known > 5)
        && !is_labelled(heads)
}

/// 项目名称 | 道路养护 | 主管部门 | 交通局: each label with its text beside it is a row of a form.
fn is_labelled(heads: &[Head]) -> bool {
    heads.chunks(2).all(|pair| matches!(pair, [label, text] if label.word.is_some() && text.word.is_none()))
}

/// Whether so many projects stand below a header, not far from it.
fn has_projects(sheet: &Sheet, header: &Header, least: usize) -> bool {
    const LOOKED_AT: usize = 200;
    let below = sheet.rows.iter().skip(header.first + header.rows).take(LOOKED_AT);
    let mut found: BTreeSet<&str> = BTreeSet::new();
    names(below, header).any(|name| found.insert(name) && found.len() >= least)
}

/// How many projects stand below a header, up to a row.
pub(super) fn projects(sheet: &Sheet, header: &Header, to: usize) -> usize {
    let below = sheet.rows.get(header.first + header.rows..to).unwrap_or_default();
    names(below.iter(), header).collect::<BTreeSet<&str>>().len()
}

/// The names in these rows that are neither headers nor sums.
fn names<'s>(rows: impl Iterator<Item = &'s Row>, header: &Header) -> impl Iterator<Item = &'s str> {
    let column = header.heads.iter().find(|head| is_name(head.word)).map_or(usize::MAX, |head| head.at);
    let least = if header.heads.len() > 2 { 2 } else { 1 };
    rows.filter(move |row| row.cells.len() >= least)
        .filter_map(move |row| row.cells.iter().find(|cell| cell.at.column == column))
        .filter(|cell| {
            let plain = Label::of(&cell.text).plain;
            let words = list_words();
            !plain.is_empty() && words.columns.exact(&plain).is_none() && !words.totals.contains(&plain)
        })
        .map(|cell| cell.text.as_str())
}
