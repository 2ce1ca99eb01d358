//! A sheet to the lists on it: captions above, header, rows with their kinds, merged cells. Maps nothing.

use std::collections::BTreeMap;

use super::super::label::{Label, unit_mark_of};
use super::super::sheet::{At, Row, Sheet};
use super::find::{Header, headers, projects};
use super::heads::Head;
use super::kinds::Kinds;
use super::words::{ListWord, list_words};
use super::{HeadedColumn, ListReading, ListRow, RowKind, propose};
use crate::domain::money_unit::MoneyUnit;
use crate::domain::project_list::{ListColumn, year_in};

/// The lists of a sheet from top to bottom, and how many projects they have; none where it holds a form, or
/// something else.
pub(in super::super) fn lists(sheet: &Sheet) -> (Vec<ListReading>, usize) {
    let headers = headers(sheet);
    let mut count = 0;
    let mut lists = Vec::new();
    let mut from = 0;
    for (index, header) in headers.iter().enumerate() {
        let next = headers.get(index + 1).map_or(sheet.rows.len(), |next| above(sheet, header, next.first));
        lists.push(List { sheet, header, from, to: next }.read());
        count += projects(sheet, header, next);
        from = next;
    }
    (lists, count)
}

/// Where the captions of the next header begin: the rows of few cells right above it, which are no projects of
/// this list.
fn above(sheet: &Sheet, list: &Header, next: usize) -> usize {
    const CAPTIONS: usize = 8;
    let most = if list.heads.len() > 3 { 2 } else { 1 };
    let is_caption = |index: &usize| {
        let cells = sheet.row(*index).map_or(&[][..], |row| &row.cells);
        let sums = cells.iter().any(|cell| list_words().totals.contains(&Label::of(&cell.text).plain));
        (1..=most).contains(&cells.len()) && !sums
    };
    let body = list.first + list.rows..next;
    body.rev().take(CAPTIONS).take_while(is_caption).last().unwrap_or(next)
}

struct List<'a> {
    sheet: &'a Sheet,
    header: &'a Header,
    /// Rows of the sheet, captions and all.
    from: usize,
    to: usize,
}

impl List<'_> {
    fn read(&self) -> ListReading {
        let below = self.header.first + self.header.rows;
        let part = |from: usize, to: usize| self.sheet.rows.get(from..to).unwrap_or_default();
        let (above, heading, body) =
            (part(self.from, self.header.first), part(self.header.first, below), part(below, self.to));
        let above_texts: Vec<String> =
            above.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()).collect();
        let headed = above.iter().chain(heading).map(|row| row.cells.len()).sum();
        let columns = self.columns(body);
        let index: BTreeMap<usize, usize> =
            columns.iter().enumerate().map(|(index, (at, ..))| (*at, index)).collect();
        let mut list = ListReading {
            sheet: self.sheet.name.clone(),
            year: above_texts.iter().find_map(|text| year_in(text)),
            money_unit: above_texts.iter().find_map(|text| caption_unit(text)),
            party: above_texts.iter().find_map(|text| caption_party(text)),
            above: above_texts,
            headed,
            subjects: list_words().subjects(),
            ..ListReading::default()
        };
        for (at, header, unit) in columns {
            list.columns.push(HeadedColumn {
                letters: At { row: 0, column: at }.letters(),
                header,
                money_unit: unit,
                proposed: ListColumn::Ignore,
                samples: Vec::new(),
                filled: 0,
            });
        }
        list.rows = body.iter().map(|row| self.row(row, &index)).collect();
        let heads = &self.header.heads;
        let kinds = Kinds::of(&list, heads, &index);
        for row in &mut list.rows {
            row.kind = kinds.of_row(row);
        }
        self.merge(&mut list, &index);
        look_over(&mut list);
        propose::columns(&mut list, heads, &index);
        list
    }

    /// The spreadsheet's columns that hold something, each with a header of its own.
    fn columns(&self, body: &[Row]) -> Vec<(usize, String, Option<MoneyUnit>)> {
        let mut all: BTreeMap<usize, Option<&Head>> = BTreeMap::new();
        all.extend(body.iter().flat_map(|row| &row.cells).map(|cell| (cell.at.column, None)));
        all.extend(self.header.heads.iter().map(|head| (head.at, Some(head))));
        let mut columns: Vec<(usize, String, Option<MoneyUnit>)> = Vec::new();
        for (at, head) in all {
            let text = head.map(Head::text).filter(|text| !text.is_empty());
            let text = text.unwrap_or_else(|| format!("{}列（无表头）", At { row: 0, column: at }.letters()));
            let mut header = text.clone();
            let mut number = 1;
            while columns.iter().any(|(_, other, _)| *other == header) {
                number += 1;
                header = format!("{text}（{number}）");
            }
            columns.push((at, header, head.and_then(|head| head.unit)));
        }
        columns
    }

    fn row(&self, row: &Row, index: &BTreeMap<usize, usize>) -> ListRow {
        let cells =
            row.cells.iter().filter_map(|cell| Some((*index.get(&cell.at.column)?, cell.text.clone())));
        ListRow { number: row.number() + 1, kind: RowKind::Entry, cells: cells.collect(), merged: Vec::new() }
    }

    /// Says of each row which merged cells reach into it.
    fn merge(&self, list: &mut ListReading, index: &BTreeMap<usize, usize>) {
        let first = list.rows.first().map_or(usize::MAX, |row| row.number);
        for merge in &self.sheet.merges {
            let (Some(column), top) = (index.get(&merge.first.column), merge.first.row + 1) else { continue };
            if top < first {
                continue;
            }
            let start = list.rows.partition_point(|row| row.number <= top);
            let covered = list.rows.iter_mut().skip(start).take_while(|row| row.number <= merge.last.row + 1);
            covered.for_each(|row| row.merged.push((*column, top)));
        }
    }
}

/// `单位：万元`, `金额单位：元`, a bare `（万元）`, or one of them behind other words.
fn caption_unit(text: &str) -> Option<MoneyUnit> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    unit_mark_of(text).and_then(|unit| MoneyUnit::of(&unit)).or_else(|| {
        let label = Label::of(text);
        label.brackets.iter().find_map(|inside| MoneyUnit::of(inside.rsplit([':', '：']).next()?))
    })
}

/// `编制单位：市农业农村局`; a unit of money is no party.
fn caption_party(text: &str) -> Option<(ListColumn, String)> {
    const LONGEST: usize = 300;
    let (label, party) = text.split_once([':', '：']).filter(|_| text.len() <= LONGEST)?;
    let party = party.trim();
    let plain = Label::of(label).plain;
    let column = match list_words().columns.exact(&plain)? {
        ListWord::Column(column @ (ListColumn::Unit | ListColumn::Department)) => column,
        _ => return None,
    };
    (!party.is_empty() && MoneyUnit::of(party).is_none()).then(|| (column, party.to_owned()))
}

/// Counts what the columns hold, and takes some texts of them.
fn look_over(list: &mut ListReading) {
    const SAMPLES: usize = 3;
    const LONGEST: usize = 40;
    for row in &list.rows {
        for (at, text) in &row.cells {
            let Some(column) = list.columns.get_mut(*at) else { continue };
            column.filled += 1;
            if row.kind == RowKind::Entry && column.samples.len() < SAMPLES {
                let sample: String = text.chars().take(LONGEST).collect();
                if !column.samples.contains(&sample) {
                    column.samples.push(sample);
                }
            }
        }
    }
}
