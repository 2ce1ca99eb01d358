//! One row of the indicator table: the texts under each header to the fields of an indicator. Reads texts only;
//! what they mean is read elsewhere.

use super::desk::{Desk, add_line};
use super::header::{Field, Header};
use super::label::strip_numbering;
use super::levels::{Levels, named_points};
use super::sheet::{Cell, Row};
use super::words::Column;
use crate::domain::grounds::Term;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;
use crate::domain::place::RowField;
use crate::domain::selfeval::SelfRow;
use crate::domain::typed::Typed;

/// Adds the indicator; false where the row holds none.
pub(super) fn fill(desk: &mut Desk<'_>, header: &Header, row: &Row, levels: &mut Levels, name: &str) -> bool {
    let id = RowId::new(format!("r{}", desk.form.rows.len() + 1));
    let mut indicator = Indicator {
        level1: levels.level1.clone(),
        level2: levels.level2.clone(),
        name: indicator_name(name).to_owned(),
        ..Indicator::new(id)
    };
    let mut not_applicable = None;
    let (mut actual, mut claimed, mut reason) = (Typed::default(), Typed::default(), String::new());
    let (mut stated, mut taken, mut whole) = (false, Vec::new(), None);
    // A goal has a block for the whole run; the results of a year have none.
    let has_blocks = !desk.is_judged();
    if has_blocks {
        indicator.grounds.term = header.term;
    }
    let has_blocks = has_blocks && header.first(Column::Target).is_some();
    let level2_at = header.first(Column::Level2).map(|field| field.from);
    for field in &header.fields {
        let found = row_cells(desk, row, field);
        let text = text_of(&found);
        if text.is_empty() {
            continue;
        }
        let own = found.iter().any(|cell| cell.at.row == row.number());
        match field.column {
            Column::Level1 | Column::Level2 | Column::Serial => continue,
            Column::Name => {}
            Column::Actual => actual = Typed::new(text),
            Column::Claimed => claimed = Typed::new(text),
            Column::NotApplicable if not_applicable.is_some() => note(&mut indicator.note, field, &text),
            Column::NotApplicable => not_applicable = Some(text),
            Column::Reason => reason = text,
            Column::Points if !header.holds_own_points(field) => {
                match level2_at.is_some_and(|level2| level2 < field.from) {
                    true => desk.remark(format!("{}分值", levels.level2), text),
                    false => levels.state(&text, &mut desk.form),
                }
                taken.extend(found);
                continue;
            }
            Column::Points if !indicator.points.text().is_empty() => note(&mut indicator.note, field, &text),
            Column::Points => indicator.points = Typed::new(text),
            Column::LongTarget if has_blocks => whole = Some(Typed::new(text)),
            Column::LongTarget | Column::Note => note(&mut indicator.note, field, &text),
            column => {
                let slot = own_field(column).and_then(|own| indicator.text_mut(own));
                slot.into_iter().for_each(|slot| slot.clone_from(&text));
            }
        }
        let says = found.iter().any(|cell| !is_nothing(&compact(&cell.text)));
        stated |= own && says && field.column != Column::Name;
        taken.extend(found);
    }
    if !header.fields.iter().any(|field| header.holds_own_points(field)) {
        points_behind_name(header, &mut indicator);
    }
    let named = !is_nothing(&indicator.name) && !indicator_name(name).is_empty();
    if !named && !stated && taken.iter().any(|cell| compact(&cell.text) == "无") {
        // No indicator of this level: said by the form, not left open by the template.
        let level = if levels.level2.is_empty() { &levels.level1 } else { &levels.level2 };
        desk.remark(level.clone(), "无");
    }
    if named || stated {
        let beside = whole.map(|target| of_whole_run(&indicator, target));
        desk.form.rows.push(SelfRow { actual, claimed, reason, not_applicable, ..SelfRow::from(indicator) });
        desk.form.rows.extend(beside);
    }
    taken.into_iter().for_each(|cell| desk.ledger.take(cell));
    named || stated
}

/// The field of an indicator that a column fills, where that is all it does.
fn own_field(column: Column) -> Option<RowField> {
    Some(match column {
        Column::Sign => RowField::Sign,
        Column::Target => RowField::Target,
        Column::Unit => RowField::Unit,
        Column::Meaning => RowField::Meaning,
        Column::Standard => RowField::Standard,
        Column::ValueBasis => RowField::ValueBasis,
        Column::BasisNote => RowField::BasisNote,
        Column::Source => RowField::Source,
        Column::Way => RowField::Way,
        Column::SurveyObject => RowField::SurveyObject,
        Column::SurveyWay => RowField::SurveyWay,
        Column::SurveySample => RowField::SurveySample,
        Column::SurveyTime => RowField::SurveyTime,
        _ => return None,
    })
}

/// The same indicator in the block of the whole run, whose value stands in a column beside the year's.
fn of_whole_run(year: &Indicator, target: Typed) -> SelfRow {
    let id = RowId::new(format!("{}w", year.id));
    let mut whole = Indicator {
        level1: year.level1.clone(),
        level2: year.level2.clone(),
        name: year.name.clone(),
        sign: year.sign.clone(),
        unit: year.unit.clone(),
        target,
        ..Indicator::new(id)
    };
    whole.grounds.term = Term::Whole;
    SelfRow::from(whole)
}

/// A table without a column of points may print them in brackets behind the names.
fn points_behind_name(header: &Header, indicator: &mut Indicator) {
    let found = named_points(&indicator.name, header.names_hold_points);
    if let Some((name, points)) = found.map(|(name, points)| (name.to_owned(), points)) {
        (indicator.name, indicator.points) = (name, Typed::new(points));
    }
}

/// A note keeps its header, unless that says no more than 备注.
fn note(slot: &mut String, field: &Field, text: &str) {
    let text = if field.title == "备注" { text.to_owned() } else { format!("{}：{text}", field.title) };
    add_line(slot, &text);
}

/// Dots, dashes and the like fill a row of the template that nobody used.
pub(super) fn is_nothing(text: &str) -> bool {
    text.chars().all(|c| "…．.-—―/\\*·、：: ".contains(c)) || text == "无"
}

/// The name without `指标1：`, `指标 2、`, `1.`; a bare `指标1：` is no name, a bare `指标1` is one.
pub(super) fn indicator_name(text: &str) -> &str {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("指标") {
        let rest = rest.trim_start();
        let after = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c)
        });
        if after.len() < rest.len() {
            let tail = after.trim_start();
            if let Some(name) = tail.strip_prefix([':', '：', '.', '、', '．']) {
                return name.trim();
            }
            if !tail.is_empty() && tail.len() < after.len() {
                return tail;
            }
            if tail.is_empty() {
                return text;
            }
        }
    }
    let bare = strip_numbering(text);
    if bare.is_empty() { text } else { bare }
}

/// The cells of a field in a row, or what a merged block brings down to it.
fn cells<'a>(desk: &Desk<'a>, row: &'a Row, field: &Field) -> Vec<&'a Cell> {
    let own: Vec<&Cell> = row.span(field.from, field.to).collect();
    let inherits = !matches!(field.column, Column::Points | Column::Claimed | Column::Serial);
    if own.is_empty() && inherits {
        return desk.sheet.merged_from_above(row.number(), field.from, field.to).into_iter().collect();
    }
    own
}

pub(super) fn text_of(cells: &[&Cell]) -> String {
    cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("")
}

pub(super) fn row_cells<'a>(desk: &Desk<'a>, row: &Row, field: &Field) -> Vec<&'a Cell> {
    let index = desk.sheet.rows.binary_search_by_key(&row.number(), Row::number);
    let row = index.ok().and_then(|index| desk.row(index));
    row.map(|row| cells(desk, row, field)).unwrap_or_default()
}
