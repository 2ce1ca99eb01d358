//! The supplement as a sheet: a title, a word to people, and one line for each row and each difference. Contents are
//! JSON between bars, cut where a cell ends. What does not read this way is no supplement.

use serde_json::Value;

use super::Supplement;
use super::difference::{Change, What};
use super::rows::Row;
use crate::domain::case::Subject;
use crate::domain::place::DocumentType;
use crate::forms::sheet::{At, Row as SheetRow, Sheet};
use crate::forms::terms::SUBJECTS;
use crate::forms::write_xlsx::page::{Look, Page, Part};

const NAME: &str = "衡评附表";
const NOTE: &str = "供衡评读回时使用，不必打印，请勿改动：记有主表印不出的内容（行号、锁定、指标库来源、佐证材料等）。\
    主表与本表不一致时，以主表为准；没有本表，主表仍按表头读取。";
const VERSION: &str = "1";
const DOCUMENT: &str = "文书";
const HEADER: [&str; 4] = ["类别", "位置", "原读数", "内容"];
const ROW: &str = "行";
const VALUE: &str = "值";
const ORDER: &str = "序";
const LEFT: &str = "余";
/// Nothing.
const NONE: &str = "-";
/// Characters of a content in one cell.
const CHUNK: usize = 15_000;
/// The first column of a content.
const CONTENT: usize = 3;

pub(super) fn page(supplement: &Supplement) -> Page {
    let mut page = Page::new(NAME, vec![8, 44, 20, 60], true);
    let mut line = |cells: Vec<String>| {
        // Contents may take more columns than the page is wide.
        let span = if cells.len() == 1 { CONTENT + 1 } else { 1 };
        page.spanned(0, cells.iter().map(|cell| (Part::new(Look::Text, cell, 1), span)));
    };
    let subject = supplement.subject.and_then(|subject| SUBJECTS.iter().find(|(_, known)| *known == subject));
    let subject = subject.map_or(NONE, |(word, _)| word);
    line(vec![NAME.to_owned()]);
    line(vec![NOTE.to_owned()]);
    line([DOCUMENT, supplement.document.word(), subject, VERSION].map(str::to_owned).to_vec());
    line(HEADER.map(str::to_owned).to_vec());
    for row in &supplement.rows {
        let content: Vec<&String> = std::iter::once(&row.id).chain(&row.key).collect();
        line(entry(ROW, &row.list, NONE, Some(&json(&content))));
    }
    for change in &supplement.changes {
        let (path, was) = (json(&change.path), change.was.as_deref().unwrap_or(NONE));
        match &change.what {
            What::Value(now) => line(entry(VALUE, &path, was, now.as_ref().map(json).as_deref())),
            What::Order(order) => line(entry(ORDER, &path, was, Some(&json(order)))),
        }
    }
    for text in &supplement.left {
        line(entry(LEFT, NONE, NONE, Some(&json(text))));
    }
    page.heights.iter_mut().for_each(|height| *height = 20);
    page
}

fn entry(kind: &str, path: &str, was: &str, content: Option<&str>) -> Vec<String> {
    let mut cells = vec![kind.to_owned(), path.to_owned(), was.to_owned()];
    let mut rest: Vec<char> = content.unwrap_or_default().chars().collect();
    while !rest.is_empty() {
        let next = rest.split_off(rest.len().min(CHUNK));
        cells.push(format!("|{}|", rest.iter().collect::<String>()));
        rest = next;
    }
    cells
}

/// JSON in which everything that a cell could lose is written as an escape.
fn json(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    let odd = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if odd(c) { out.push_str(&format!("\\u{:04x}", u32::from(c))) } else { out.push(c) }
    }
    out
}

pub(super) fn is_supplement(sheet: &Sheet) -> bool {
    let titled = |row: &SheetRow| matches!(row.cells.as_slice(), [cell] if cell.text == NAME);
    sheet.name == NAME && sheet.row(0).is_some_and(titled)
}

/// The supplement, and where the content of each of its changes stands.
pub(super) fn parse(sheet: &Sheet) -> Option<(Supplement, Vec<Vec<At>>)> {
    let [_, _, document, header, lines @ ..] = sheet.rows.as_slice() else { return None };
    let texts = |row: &SheetRow| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let (document, subject) = match texts(document).as_slice() {
        [mark, document, subject, version] if mark == DOCUMENT && version == VERSION => {
            let known = SUBJECTS.iter().find(|(word, _)| word == subject);
            (DocumentType::of_word(document)?, known.map(|(_, subject): &(_, Subject)| *subject))
        }
        _ => return None,
    };
    if texts(header) != HEADER {
        return None;
    }
    let mut supplement =
        Supplement { document, subject, rows: Vec::new(), changes: Vec::new(), left: Vec::new() };
    let mut places = Vec::new();
    for line in lines {
        let [kind, path, was, content @ ..] = line.cells.as_slice() else { return None };
        let starts_well = [kind, path, was].iter().enumerate().all(|(column, cell)| cell.at.column == column);
        let follow = content.iter().enumerate().all(|(n, cell)| cell.at.column == CONTENT + n);
        if !starts_well || !follow {
            return None;
        }
        let chunks = content.iter().map(|cell| cell.text.strip_prefix('|')?.strip_suffix('|'));
        let whole: String = chunks.collect::<Option<Vec<&str>>>()?.concat();
        let was = (was.text != NONE).then(|| was.text.clone());
        match kind.text.as_str() {
            ROW => {
                let content: Vec<String> = serde_json::from_str(&whole).ok()?;
                let (id, key) = content.split_first()?;
                supplement.rows.push(Row { list: path.text.clone(), id: id.clone(), key: key.to_vec() });
            }
            VALUE | ORDER => {
                let path: Vec<String> = serde_json::from_str(&path.text).ok()?;
                let what = match (kind.text.as_str(), whole.is_empty()) {
                    (ORDER, _) => What::Order(serde_json::from_str(&whole).ok()?),
                    (_, true) => What::Value(None),
                    (_, false) => What::Value(Some(serde_json::from_str::<Value>(&whole).ok()?)),
                };
                supplement.changes.push(Change { path, what, was });
                places.push(content.iter().map(|cell| cell.at).collect());
            }
            LEFT => supplement.left.push(serde_json::from_str(&whole).ok()?),
            _ => return None,
        }
    }
    Some((supplement, places))
}
