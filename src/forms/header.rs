//! The header of the indicator table: which column holds what, by its words, in one row or two.
//! Of two blocks side by side (实施期 and 年度) it is the year's, with the other beside it. Reads no indicator.

use super::blocks::{Blocks, term};
use super::label::Label;
use super::sheet::{Cell, Row, Sheet};
use super::words::{Column, words};
use crate::domain::grounds::Term;

/// One column of the table, from its header to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) column: Column,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The printed header, for what goes into a note.
    pub(super) title: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) fields: Vec<Field>,
    /// How many rows it takes.
    pub(super) rows: usize,
    /// The block that it heads.
    pub(super) term: Term,
    /// The block of all years, where it stands side by side with the year's.
    pub(super) beside: Option<Box<Header>>,
    /// `三级指标（分值）`: the points stand in brackets behind the names.
    pub(super) names_hold_points: bool,
    /// The row above belongs to it.
    pub(super) headed_above: bool,
}

impl Header {
    pub(super) fn first(&self, column: Column) -> Option<&Field> {
        self.fields.iter().find(|field| field.column == column)
    }

    /// A column of points behind the names, or in front of all levels, holds those of the
    /// indicators; one among the levels holds those of a level.
    pub(super) fn holds_own_points(&self, field: &Field) -> bool {
        let level = |other: &&Field| matches!(other.column, Column::Level1 | Column::Level2);
        let levels_before = self.fields.iter().filter(level).any(|level| level.from < field.from);
        let name = self.first(Column::Name).map_or(0, |name| name.from);
        field.column == Column::Points && (field.from > name || !levels_before)
    }

    /// A form that this program wrote: the other scores and sums in it are computed.
    pub(super) fn is_own(&self) -> bool {
        self.fields.iter().any(|field| field.title == "原填得分")
    }

    pub(super) fn starts_at(&self) -> usize {
        self.fields.iter().map(|field| field.from).min().unwrap_or(0)
    }
}

/// What a cell heads, if its words are known.
pub(super) fn column_of(cell: &Cell) -> Option<Column> {
    let label = Label::of(&cell.text);
    (label.plain.chars().count() <= 24).then(|| words().columns.find(&label.plain)).flatten()
}

/// The columns a row heads, if it heads an indicator table.
fn headed(row: &Row) -> Option<Vec<Head>> {
    let heads: Vec<_> = row.cells.iter().map(|cell| (cell, column_of(cell))).collect();
    let has = |column| heads.iter().any(|(_, found)| *found == Some(column));
    let named = has(Column::Name) || (has(Column::Level1) && has(Column::Level2));
    let valued = has(Column::Target) || has(Column::LongTarget) || has(Column::Actual) || has(Column::Points);
    let leveled = has(Column::Level1) || has(Column::Level2);
    if !(named && (leveled || has(Column::Name)) && (valued || leveled)) {
        return None;
    }
    if !(leveled || (has(Column::Target) && (has(Column::Actual) || has(Column::Points)))) {
        return None;
    }
    // A column with an unknown header keeps its texts as notes under that header.
    let known = heads.iter().filter(|(_, found)| found.is_some()).map(|(cell, _)| cell.at.column);
    let first = known.min().unwrap_or(0);
    let right = heads.iter().filter(|(cell, _)| cell.at.column >= first);
    let head = |(cell, found): &(&Cell, Option<Column>)| {
        (cell.at.column, found.unwrap_or(Column::Note), Label::of(&cell.text).plain)
    };
    Some(right.map(head).collect())
}

/// The header that starts at a row, if one does.
pub(super) fn header_at(sheet: &Sheet, index: usize) -> Option<Header> {
    let row = sheet.row(index)?;
    let mut heads = headed(row)?;
    let mut rows = 1;
    while let Some(below) = sheet.row(index + rows).filter(|below| goes_on(&heads, below, rows)) {
        rows += 1;
        merge_below(&mut heads, below);
    }
    let above = index.checked_sub(1).and_then(|above| sheet.row(above));
    let headed_above = above.is_some_and(|above| merge_above(&mut heads, above));
    heads.sort_by_key(|head| head.0);
    let names_hold_points = row.cells.iter().any(|cell| {
        let held = Label::of(&cell.text).brackets.iter().any(|text| text.contains(['分', '权']));
        held && column_of(cell) == Some(Column::Name)
    });
    let of = |fields: Vec<Field>, term| Header {
        fields,
        rows,
        term,
        beside: None,
        names_hold_points,
        headed_above,
    };
    let Some(blocks) = Blocks::of(sheet, index, &heads) else {
        let starts_at = heads.first().map_or(0, |head| head.0);
        return Some(of(fields_of(&heads, |_| true), term(sheet, index, starts_at)));
    };
    let [year, whole] = [Term::Year, Term::Whole]
        .map(|term| of(fields_of(&heads, |head| blocks.holds(term, head, &heads)), term));
    Some(Header { beside: Some(Box::new(whole)), ..year })
}

/// A column as far as the rows of the header name it: where it starts, what it holds, its title.
pub(super) type Head = (usize, Column, String);

/// A second header row names only columns; of the levels, and in a third row, only the second half
/// of a name.
fn goes_on(heads: &[Head], below: &Row, rows: usize) -> bool {
    let is_level = |column: Column| matches!(column, Column::Level1 | Column::Level2 | Column::Name);
    let last_level = heads.iter().filter(|head| is_level(head.1)).map(|head| head.0).max();
    below.cells.iter().all(|cell| {
        let fresh = rows == 1 && last_level.is_some_and(|level| cell.at.column > level);
        halves(heads, cell).is_some() || (fresh && column_of(cell).is_some_and(|column| !is_level(column)))
    })
}

/// A name that two rows print together: 一级 over 指标.
fn halves(heads: &[Head], below: &Cell) -> Option<(Column, String)> {
    let (.., above) = heads.iter().find(|head| head.0 == below.at.column)?;
    let name = format!("{above}{}", Label::of(&below.text).plain);
    words().columns.exact(&name).map(|column| (column, name))
}

/// The finer word of the lower row counts: 指标值 over 年度指标值 and 实际完成值.
fn merge_below(heads: &mut Vec<Head>, below: &Row) {
    for cell in &below.cells {
        let own = || {
            let (column, title) = (column_of(cell)?, Label::of(&cell.text).plain);
            let above = heads.iter().find(|head| head.0 == cell.at.column && head.1 == column);
            let above = above.map_or("", |head| &head.2).to_owned();
            Some((column, above + &title))
        };
        let Some((column, title)) = halves(heads, cell).or_else(own) else { continue };
        heads.retain(|head| head.0 != cell.at.column);
        heads.push((cell.at.column, column, title));
    }
}

/// Columns named only in a row above, all of whose cells are headers (分值 merged over two rows).
/// Says whether the row above is one.
fn merge_above(heads: &mut Vec<Head>, above: &Row) -> bool {
    let last = heads.iter().map(|head| head.0).max().unwrap_or(0);
    let known = |cell: &Cell| column_of(cell).is_some() || words().is_block(&Label::of(&cell.text).plain);
    if !above.cells.iter().all(known) || above.cells.len() < 2 {
        return false;
    }
    for cell in above.cells.iter().filter(|cell| cell.at.column > last) {
        if let Some(column) = column_of(cell) {
            heads.push((cell.at.column, column, Label::of(&cell.text).plain));
        }
    }
    true
}

/// The fields of those heads that count; each reaches to the next head, whether that counts or not.
fn fields_of(heads: &[Head], counts: impl Fn(&Head) -> bool) -> Vec<Field> {
    let ends = heads.iter().skip(1).map(|head| head.0).chain([usize::MAX]);
    let field = |((from, column, title), to): (&Head, usize)| Field {
        column: *column,
        from: *from,
        to,
        title: title.clone(),
    };
    let mut fields = heads.iter().zip(ends).filter(|(head, _)| counts(head)).map(field).collect::<Vec<_>>();
    settle(&mut fields);
    fields
}

/// Of two columns with the same meaning the better named or first keeps it; others become notes.
fn settle(fields: &mut [Field]) {
    settle_claims(fields);
    if !fields.iter().any(|field| field.column == Column::Name) {
        let last = fields.iter_mut().rfind(|f| matches!(f.column, Column::Level1 | Column::Level2));
        if let Some(last) = last {
            last.column = Column::Name;
        }
    }
    // With 三级指标 there, 绩效指标 or 指标 at the edge is the block's name.
    keep_best(fields, Column::Name, |title| usize::from(!title.contains("三级")));
    for column in [
        Column::Target,
        Column::Actual,
        Column::Claimed,
        Column::Sign,
        Column::Unit,
        Column::Level1,
        Column::Level2,
        Column::Meaning,
        Column::Standard,
        Column::ValueBasis,
        Column::BasisNote,
        Column::Source,
        Column::Way,
        Column::SurveyObject,
        Column::SurveyWay,
        Column::SurveySample,
        Column::SurveyTime,
    ] {
        keep_best(fields, column, |title| match column {
            Column::Claimed => usize::from(!(title.contains("自评") || title == "得分")),
            Column::Target => usize::from(!(title.contains("指标值") || title.contains("目标值"))),
            Column::Actual => usize::from(!(title.contains("完成值") || title.contains("实际"))),
            _ => 0,
        });
    }
    settle_reason(fields);
}

/// Beside 原填得分, what the form claimed, 得分 is what the rules gave and is computed again.
fn settle_claims(fields: &mut [Field]) {
    if fields.iter().any(|field| field.title == "原填得分") {
        for field in fields.iter_mut().filter(|field| field.title == "得分") {
            field.column = Column::Serial;
        }
    }
}

/// 备注 is the reason where the form has no other column for it and has results.
fn settle_reason(fields: &mut [Field]) {
    keep_best(fields, Column::Reason, |title| usize::from(!title.contains("原因")));
    let has = |column| fields.iter().any(|field: &Field| field.column == column);
    let results = has(Column::Actual) || has(Column::Claimed);
    if results
        && !has(Column::Reason)
        && let Some(note) = fields.iter_mut().rfind(|f| f.column == Column::Note && f.title == "备注")
    {
        note.column = Column::Reason;
    }
}

fn keep_best(fields: &mut [Field], column: Column, rank: impl Fn(&str) -> usize) {
    let best = (fields.iter().enumerate())
        .filter(|(_, field)| field.column == column)
        .min_by_key(|(index, field)| (rank(&field.title), *index))
        .map(|(index, _)| index);
    for (index, field) in fields.iter_mut().enumerate() {
        if field.column == column && Some(index) != best {
            field.column = Column::Note;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::paste::{Headed, PasteColumn};
    use crate::domain::place::RowField;

    use super::super::words::{Column, words};

    fn field(column: Column) -> Option<Headed<RowField>> {
        Some(Headed::Column(match column {
            Column::Serial => return Some(Headed::Serial),
            Column::Level1 => RowField::Level1,
            Column::Level2 => RowField::Level2,
            Column::Name => RowField::Name,
            Column::Sign => RowField::Sign,
            Column::Target => RowField::Target,
            Column::Unit => RowField::Unit,
            Column::Points => RowField::Points,
            Column::Actual => RowField::Actual,
            Column::Claimed => RowField::Claimed,
            Column::Reason => RowField::Reason,
            Column::Note => RowField::Note,
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
            Column::LongTarget | Column::NotApplicable => return None,
        }))
    }

    #[test]
    fn a_pasted_table_is_headed_as_a_form_is() {
        let file = include_str!("../domain/paste/header_words.json");
        let file: serde_json::Value = serde_json::from_str(file).expect("JSON");
        for words_of_field in file["words"].as_object().expect("an object").values() {
            for word in words_of_field.as_array().expect("an array") {
                let word = word.as_str().expect("a word");
                let read = words().columns.find(word).and_then(field);
                assert_eq!(RowField::of_header(word), read, "{word}");
            }
        }
    }

    /// What stands behind an indicator is pasted by every heading by which a form is read.
    #[test]
    fn no_heading_of_the_grounds_is_lost_in_a_pasted_table() {
        let file: serde_json::Value = serde_json::from_str(include_str!("words.json")).expect("JSON");
        let columns = &file["columns"]["words"];
        for key in [
            "meaning",
            "standard",
            "value_basis",
            "basis_note",
            "source",
            "way",
            "survey_object",
            "survey_way",
            "survey_sample",
            "survey_time",
        ] {
            for word in columns[key].as_array().expect("words") {
                let word = word.as_str().expect("a word");
                let column = RowField::of_word(key).map(Headed::Column);
                assert_eq!((word, RowField::of_header(word)), (word, column));
            }
        }
        assert_eq!(RowField::of_header("方向"), Some(Headed::Column(RowField::Sign)));
    }
}
