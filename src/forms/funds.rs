//! 项目资金: the money table under its headers. Amounts beside their labels are read in
//! `fund_pairs`. Keeps amounts as typed; a form in 元 has that unit put behind its figures.

use super::desk::Desk;
use super::fund_headers::{COMPUTED, Field, header_of, headers, is_money};
use super::label::Label;
use super::sheet::{Cell, Row};
use super::words::{FundHeader, FundLabel, words};
use crate::domain::funds::{FundColumn, FundRow, FundSource};
use crate::domain::ids::RowId;
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::typed::Typed;
use crate::domain::value::Value;

/// Reads the money table whose headers stand in a row; returns the row after it.
pub(super) fn table(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let row = desk.row(index)?;
    let fields = headers(desk, index)?;
    let first = fields.iter().map(|field| field.from).min()?;
    for cell in &row.cells {
        let label = Label::of(&cell.text);
        if header_of(desk, &label).is_some() {
            desk.take(cell);
        }
        if let Some(yuan) = Label::of(&cell.text).in_yuan() {
            desk.yuan = yuan;
        }
    }
    side(desk, row, first);
    let claimed = fields.iter().filter(|field| field.header == FundHeader::Claimed);
    for field in claimed {
        // 得分（10分）
        let cells = row.cells.iter().filter(|cell| cell.at.column == field.from);
        cells.for_each(|cell| stated_points(desk, &Label::of(&cell.text)));
    }
    let begin = index + 1;
    let mut index = begin;
    while let Some(row) = desk.row(index) {
        if !data(desk, row, &fields, first) {
            break;
        }
        index += 1;
    }
    for cell in row.span(first, usize::MAX) {
        let field = fields.iter().find(|field| field.from == cell.at.column);
        if let Some(field) = field.filter(|_| !desk.ledger.has(cell)) {
            desk.take_used_head(cell, field.to, begin..index);
        }
    }
    Some(index)
}

/// A figure, or a sign that there is none.
pub(super) fn is_amount(cell: &Cell) -> bool {
    matches!(Typed::from(cell.text.as_str()).value(None), Value::Number { .. } | Value::Blank)
}

/// What the name of a money row says.
pub(super) fn fund_label(text: &str) -> Option<FundLabel> {
    let label = Label::of(text);
    words().fund_rows.exact(label.without_of_which()).or_else(|| words().fund_rows.exact(&label.plain))
}

/// The same inside a money table, where a part of the name says enough.
pub(super) fn fund_label_here(text: &str) -> Option<FundLabel> {
    let label = Label::of(text);
    let plain = label.without_of_which();
    // 实施期目标 is no money of all years.
    let is_name = plain.chars().count() <= 16 && words().texts.exact(plain).is_none();
    fund_label(text).or_else(|| words().fund_rows.find(plain).filter(|_| is_name))
}

/// One row of the table; false where it is none.
fn data(desk: &mut Desk<'_>, row: &Row, fields: &[Field], first: usize) -> bool {
    let label = row.span(0, first).filter(|cell| fund_label_here(&cell.text).is_some()).last();
    let amounts = || row.cells.iter().filter(|cell| cell.at.column >= first);
    let label = match label {
        Some(label) => Some(label),
        None if amounts().next().is_none() || !amounts().any(is_amount) => return false,
        None => row.span(0, first).filter(|cell| !words().is_block(&Label::of(&cell.text).plain)).last(),
    };
    if label.is_some_and(|label| {
        words()
            .labels
            .exact(&Label::of(&label.text).plain)
            .is_some_and(|_| fund_label_here(&label.text).is_none())
    }) {
        return false;
    }
    if label.is_none() && !desk.form.funds.rows.is_empty() {
        return false;
    }
    let printed = label.map_or_else(|| "年度资金总额".to_owned(), |label| label.text.clone());
    let source = match label.and_then(|label| fund_label_here(&label.text)) {
        Some(found) => source_of(&desk.form, found),
        None if label.is_none() => FundSource::Total,
        None => FundSource::Other,
    };
    label.into_iter().for_each(|label| {
        if let Some(yuan) = Label::of(&label.text).in_yuan() {
            desk.yuan = yuan;
        }
        desk.take(label);
    });
    side(desk, row, first);
    if label.is_some_and(|label| Label::of(&label.text).says(COMPUTED)) {
        row.span(first, usize::MAX).for_each(|cell| desk.ledger.take(cell));
        return true;
    }
    if label.is_some_and(|label| label.text.starts_with("原填")) {
        as_typed(desk, row, fields);
        return true;
    }
    let slot = add_row(&mut desk.form, source, printed);
    for field in fields {
        for cell in row.span(field.from, field.to) {
            amount(desk, slot, field, cell);
        }
    }
    true
}

/// The total as it was typed, below the computed one.
fn as_typed(desk: &mut Desk<'_>, row: &Row, fields: &[Field]) {
    let Some(slot) = desk.form.funds.rows.iter().position(|row| row.source == FundSource::Total) else {
        return;
    };
    if let Some(total) = desk.form.funds.rows.get_mut(slot) {
        desk.computed_total = Some(total.clone());
        (total.opening, total.budget, total.spent) = Default::default();
        total.years = Default::default();
    }
    for field in fields.iter().filter(|field| is_money(field.header)) {
        row.span(field.from, field.to).for_each(|cell| amount(desk, slot, field, cell));
    }
}

fn amount(desk: &mut Desk<'_>, slot: usize, field: &Field, cell: &Cell) {
    let yuan = field.yuan.unwrap_or(desk.yuan);
    let Some(row) = desk.form.funds.rows.get_mut(slot) else { return };
    let place = match field.header {
        FundHeader::Opening => &mut row.opening,
        FundHeader::Budget | FundHeader::PlainBudget => &mut row.budget,
        FundHeader::Spent => &mut row.spent,
        FundHeader::Before => &mut row.years.before,
        FundHeader::Next1 => &mut row.years.next1,
        FundHeader::Next2 => &mut row.years.next2,
        FundHeader::Later => &mut row.years.later,
        FundHeader::Rate => &mut row.claimed_rate,
        FundHeader::Points => &mut row.points,
        FundHeader::Claimed => &mut row.claimed,
        FundHeader::Computed => return desk.take(cell),
        FundHeader::Reason => {
            super::desk::add_line(&mut row.reason, &cell.text);
            desk.take(cell);
            return;
        }
        FundHeader::Long | FundHeader::Note => {
            let label = format!("{} {}", row.label, field.title);
            desk.remark(label, cell.text.clone());
            desk.take(cell);
            return;
        }
    };
    let typed = if is_money(field.header) { money(&cell.text, yuan) } else { Typed::new(cell.text.clone()) };
    if put(place, typed) {
        desk.take(cell);
    }
}

/// Fills a free place. One that is filled keeps what it has: the second cell is left over.
pub(super) fn put(place: &mut Typed, typed: Typed) -> bool {
    let free = !place.is_touched();
    if free {
        *place = typed;
    }
    free
}

/// The amount as typed; in a form in 元, a bare figure gets its unit, so that it is read as such.
pub(super) fn money(text: &str, yuan: bool) -> Typed {
    let typed = Typed::from(text);
    match typed.value(None) {
        Value::Number { unit, .. } if yuan && unit.is_empty() => Typed::new(format!("{text}元")),
        _ => typed,
    }
}

/// Takes the names of the block left of the amounts. Any other text there is left over.
pub(super) fn side(desk: &mut Desk<'_>, row: &Row, first: usize) {
    for cell in row.span(0, first).filter(|cell| is_side(cell)) {
        let label = Label::of(&cell.text);
        desk.yuan = label.in_yuan().unwrap_or(desk.yuan);
        if ["资金", "预算"].iter().any(|word| label.plain.contains(word)) {
            stated_points(desk, &label);
        }
        desk.take(cell);
    }
}

/// Whether a cell names the block, or gives its unit of money.
pub(super) fn is_side(cell: &Cell) -> bool {
    let label = Label::of(&cell.text);
    let unit = label.in_yuan().is_some() && label.plain.chars().count() <= 14;
    let named = words().is_block(&label.plain) || words().labels.exact(&label.plain).is_some();
    named || (unit && fund_label(&cell.text).is_none())
}

/// `预算执行情况（10分）` states the points of the execution row; a column of points goes before it.
pub(super) fn stated_points(desk: &mut Desk<'_>, label: &Label) {
    let points = label.brackets.iter().find_map(|text| text.strip_suffix('分'));
    if let Some(points) = points.filter(|points| Typed::from(*points).number().is_some()) {
        desk.stated_points.get_or_insert(points.to_owned());
    }
}

/// Where the money of a row comes from, given the rows above it.
pub(super) fn source_of(form: &SelfEvaluation, found: FundLabel) -> FundSource {
    let rows = &form.funds.rows;
    let above = rows.iter().rev().find(|row| row.source != FundSource::Detail);
    let part_above = above.is_some_and(|row| row.source != FundSource::Total);
    match found {
        FundLabel::Total | FundLabel::Budget | FundLabel::Opening | FundLabel::Spent | FundLabel::Rate
            if form.funds.total_row().is_none() =>
        {
            FundSource::Total
        }
        FundLabel::Fiscal | FundLabel::FiscalKind | FundLabel::Detail | FundLabel::CarriedOver
            if above.is_some_and(is_subtotal) =>
        {
            FundSource::Detail
        }
        FundLabel::Fiscal => FundSource::Fiscal,
        FundLabel::FiscalKind if above.is_some_and(is_umbrella) => FundSource::Detail,
        FundLabel::FiscalKind => FundSource::Fiscal,
        FundLabel::Detail if part_above && above.is_some_and(is_umbrella) => FundSource::Detail,
        FundLabel::Detail => FundSource::Fiscal,
        FundLabel::CarriedOver => FundSource::CarriedOver,
        FundLabel::SpecialAccount => FundSource::SpecialAccount,
        FundLabel::UnitOwn => FundSource::UnitOwn,
        FundLabel::Other => FundSource::Other,
        _ => FundSource::Detail,
    }
}

/// `财政拨款小计`, whose parts stand below it.
fn is_subtotal(row: &FundRow) -> bool {
    row.source != FundSource::Total && Label::of(&row.label).plain.ends_with("小计")
}

/// 财政拨款 as a whole, which may be broken down by kind or by the government that pays.
fn is_umbrella(row: &FundRow) -> bool {
    let found = fund_label_here(&row.label);
    matches!(
        row.source,
        FundSource::Fiscal | FundSource::CarriedOver | FundSource::Other | FundSource::UnitOwn
    ) && !matches!(found, Some(FundLabel::FiscalKind | FundLabel::Detail))
}

/// Adds a row and says where it stands.
pub(super) fn add_row(form: &mut SelfEvaluation, source: FundSource, label: String) -> usize {
    let slot = form.funds.rows.len();
    form.funds.rows.push(FundRow::new(RowId::new(format!("f{}", slot + 1)), source, label));
    slot
}

/// The row of the total, made where the form prints none.
pub(super) fn total_row(form: &mut SelfEvaluation) -> &mut FundRow {
    let rows = &mut form.funds.rows;
    let index = rows.iter().position(|row| row.source == FundSource::Total).unwrap_or_else(|| {
        let id = RowId::new(format!("f{}", rows.len() + 1));
        rows.push(FundRow::new(id, FundSource::Total, "年度资金总额"));
        rows.len() - 1
    });
    &mut rows[index]
}

/// The column of the document that a label beside an amount names.
pub(super) fn column_of(found: FundLabel) -> Option<FundColumn> {
    match found {
        FundLabel::Opening => Some(FundColumn::Opening),
        FundLabel::Spent => Some(FundColumn::Spent),
        FundLabel::Budget => Some(FundColumn::Budget),
        _ => None,
    }
}
