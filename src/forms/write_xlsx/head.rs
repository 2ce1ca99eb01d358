//! What a form opens and closes with: title, year, fields in pairs, those of a group under its name; the foot, and
//! the texts that no field holds. Knows neither money nor indicators.

use super::page::{Look, Page, Part};
use crate::domain::form::Remark;
use crate::forms::sheet::At;
use crate::forms::write_csv::KEPT;

/// A field with its label.
pub(super) struct Field {
    pub(super) label: String,
    pub(super) text: String,
    /// It takes a row of its own.
    pub(super) long: bool,
}

impl Field {
    pub(super) fn new(label: impl Into<String>, text: &str) -> Self {
        Self { label: label.into(), text: text.to_owned(), long: false }
    }
}

const LABEL: usize = 2;
const TEXT: usize = 6;

pub(super) fn title(page: &mut Page, title: &str, year: Option<i16>) {
    page.line(0, vec![Part::new(Look::Title, title, 1)]);
    let unit = Part::new(Look::Under, "金额单位：万元", 1);
    let mut parts: Vec<Part> =
        year.map(|year| Part::new(Look::Under, &format!("（{year}年度）"), 3)).into_iter().collect();
    parts.push(unit);
    page.line(0, parts);
}

/// Prints fields two a row from the first column on; a field too long for that has a row of its own. A group stands
/// beside its name.
pub(super) fn fields(page: &mut Page, group: &str, fields: &[Field]) {
    let (first, from) = (page.next(), usize::from(!group.is_empty()));
    let mut open: Vec<&Field> = Vec::new();
    for field in fields {
        if field.long {
            pairs(page, from, &mut open);
        }
        open.push(field);
        if field.long || open.len() == 2 {
            pairs(page, from, &mut open);
        }
    }
    pairs(page, from, &mut open);
    if !group.is_empty() && page.next() > first {
        page.side(At { row: first, column: 0 }, page.next() - first, 1, Part::label(group, 1));
    }
}

/// Prints what is open in one row; a single pair takes all of it.
fn pairs(page: &mut Page, from: usize, open: &mut Vec<&Field>) {
    let text = if open.len() == 1 { 2 * TEXT + LABEL } else { TEXT };
    let pair = |field: &Field| [Part::label(&field.label, LABEL), Part::text(&field.text, text)];
    let parts: Vec<Part> = open.drain(..).flat_map(pair).collect();
    if !parts.is_empty() {
        page.line(from, parts);
    }
}

/// Texts that no field of the form holds, each with its label.
pub(super) fn remarks(page: &mut Page, remarks: &[Remark]) {
    for remark in remarks {
        let (label, text) = (Part::text(&remark.label, 3), Part::text(&remark.text, 11));
        page.line(0, vec![Part::label(KEPT, LABEL), label, text]);
    }
}
