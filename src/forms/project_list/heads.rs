//! The columns of a list's header: one row of names, or groups over names (年度资金 over 财政拨款 and 其他资金),
//! each with its unit of money. Knows no row below the header.

use super::super::label::Label;
use super::super::sheet::{Cell, Row};
use super::words::{ListWord, list_words};
use crate::domain::money_unit::MoneyUnit;
use crate::domain::normalise::compact;
use crate::domain::project_list::ListColumn;
use crate::domain::typed::Typed;
use crate::domain::value::Value;

/// One column of the header.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The spreadsheet's column.
    pub(super) at: usize,
    /// Its texts from the top row down, without blanks.
    pub(super) parts: Vec<String>,
    pub(super) word: Option<ListWord>,
    pub(super) unit: Option<MoneyUnit>,
}

impl Head {
    /// As it is shown and remembered: `年度资金（万元）／财政拨款`.
    pub(super) fn text(&self) -> String {
        self.parts.join("／")
    }

    /// How well its word names the column; the better of two has the smaller number.
    pub(super) fn rank(&self) -> usize {
        self.parts.last().map_or(usize::MAX, |part| list_words().columns.rank(&plain(part)))
    }
}

pub(super) fn is_name(word: Option<ListWord>) -> bool {
    word == Some(ListWord::Column(ListColumn::Name))
}

/// Characters of a name in a header.
const LONGEST: usize = 24;

/// The columns that these rows head together; `None` where one of them is no row of a header.
pub(super) fn combined(rows: &[&Row]) -> Option<Vec<Head>> {
    let (first, below) = rows.split_first()?;
    let mut cells = rows.iter().flat_map(|row| &row.cells);
    // A single text over a table is its title.
    let titled = first.cells.len() < 2 || !cells.clone().all(names_column);
    if !cells.all(is_no_value) || (!below.is_empty() && titled) {
        return None;
    }
    let mut columns: Vec<usize> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.at.column).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut heads = Vec::new();
    for at in columns {
        let mut cells: Vec<&Cell> = Vec::new();
        for (depth, row) in rows.iter().enumerate() {
            let below = rows.get(depth + 1..).unwrap_or_default();
            let own = cell(row, at);
            if let Some(own) = own
                && let Some(above) =
                    rows.get(..depth).and_then(|above| above.iter().rev().find_map(|row| cell(row, at)))
                && !is_group(above, rows)
                && !are_halves(above, own)
            {
                return None;
            }
            cells.extend(own.or_else(|| group_over(row, at, below, rows)));
        }
        let parts: Vec<String> = (cells.iter().map(|cell| compact(&cell.text)))
            .filter(|part| cells.len() == 1 || !plain(part).is_empty())
            .collect();
        let word = word(&parts);
        let unit = parts.iter().rev().find_map(|part| unit(part));
        // Under 项目名称 stands a project, not the lower half of a header.
        let named = parts.last().is_some_and(|last| is_name(list_words().columns.exact(&plain(last))));
        if is_name(word) && parts.len() > 1 && !named && !is_half(&parts) {
            return None;
        }
        heads.push(Head { at, parts, word, unit });
    }
    Some(heads)
}

fn cell<'r>(row: &&'r Row, at: usize) -> Option<&'r Cell> {
    row.cells.iter().find(|cell| cell.at.column == at)
}

/// A text over several columns: to its right nothing, and below that nothing more names.
fn is_group(over: &Cell, rows: &[&Row]) -> bool {
    let next = over.at.column + 1;
    let of_row = |row: &&&Row| row.number() == over.at.row;
    let beside = rows.iter().find(of_row).is_some_and(|row| cell(row, next).is_some());
    let below = rows.iter().filter(|row| row.number() > over.at.row).any(|row| cell(row, next).is_some());
    !beside && below
}

/// The group that a column without a text of its own lies under.
fn group_over<'r>(row: &&'r Row, at: usize, below: &[&Row], rows: &[&Row]) -> Option<&'r Cell> {
    below.iter().find_map(|row| cell(row, at))?;
    let left = row.cells.iter().rfind(|cell| cell.at.column < at)?;
    let gap = (left.at.column + 1..at).all(|column| below.iter().any(|row| cell(row, column).is_some()));
    (gap && is_group(left, rows)).then_some(left)
}

/// 项目 over 名称.
fn are_halves(above: &Cell, own: &Cell) -> bool {
    is_half(&[compact(&above.text), compact(&own.text)])
}

fn is_half(parts: &[String]) -> bool {
    list_words().columns.exact(&whole(parts)).is_some()
}

fn whole(parts: &[String]) -> String {
    parts.iter().map(|part| plain(part)).collect()
}

/// A header without numbering, brackets, `其中：` and the unit behind it.
pub(super) fn plain(part: &str) -> String {
    let label = Label::of(part);
    let plain = label.without_of_which();
    ["万元", "元"]
        .iter()
        .find_map(|unit| plain.strip_suffix(unit))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(plain)
        .to_owned()
}

/// What can head a column: no figure, no day, no `部门：市教育局`.
fn is_no_value(cell: &Cell) -> bool {
    let is_value = match Typed::from(cell.text.as_str()).value(None) {
        Value::Number { .. } | Value::Range { .. } => true,
        // A year heads its money; a month or day is a date.
        Value::Period { first, last } => {
            first.year() != last.year() || first.day_of_year() != 1 || last.month() != 12
        }
        Value::Blank | Value::Words(_) => false,
    };
    let bare = Label::of(&cell.text).plain;
    let says = bare.split_once([':', '：']).is_some_and(|(label, _)| label != "其中");
    !is_value && !says && cell.text.len() <= LONGEST * 16
}

/// What can stand in a header of several rows: short, and no title of the whole table.
fn names_column(cell: &Cell) -> bool {
    let plain = plain(&cell.text);
    let titled = ["表", "清单", "台账", "一览"].iter().any(|end| plain.ends_with(end));
    let closed = compact(&cell.text).ends_with([':', '：']) && !plain.is_empty();
    plain.chars().count() <= LONGEST && !plain.contains(['，', '。', '；']) && !titled && !closed
}

fn unit(part: &str) -> Option<MoneyUnit> {
    let inside = |text: &String| MoneyUnit::of(text.rsplit([':', '：', '/', '，']).next().unwrap_or(text));
    let label = Label::of(part);
    let bare =
        ["万元", "元"].iter().find(|unit| label.plain.len() > unit.len() && label.plain.ends_with(**unit));
    label.brackets.iter().find_map(inside).or_else(|| bare.and_then(|unit| MoneyUnit::of(unit)))
}

/// What the texts of a column say together. A name counts with what stands above it: 单位 over 代码; of money
/// under a header for all years only the total is known.
fn word(parts: &[String]) -> Option<ListWord> {
    let words = list_words();
    let (last, above) = parts.split_last()?;
    let last = plain(last);
    let whole = whole(parts);
    if let Some(word) = words.columns.exact(&whole) {
        return Some(word);
    }
    let over: String = above.iter().map(|part| plain(part)).collect();
    let found = if words.halves.contains(&last) && !over.is_empty() {
        words.columns.find(&whole)
    } else {
        words.columns.find(&last)
    };
    let for_all_years = words.all_years.iter().any(|part| over.contains(part.as_str()));
    match found {
        None if over.is_empty() => None,
        // An unknown name in a known group of money is a part of that group.
        None => words.columns.find(&over).filter(|word| !for_all_years && is_part(*word)),
        Some(word) if for_all_years && is_total(word) => Some(ListWord::Column(ListColumn::LongTotal)),
        Some(word) if for_all_years && is_part(word) => Some(ListWord::Column(ListColumn::Ignore)),
        Some(word) if is_total(word) && !over.is_empty() => {
            // 财政拨款 over 小计
            Some(words.columns.find(&over).filter(|group| is_part(*group)).unwrap_or(word))
        }
        word => word,
    }
}

fn is_total(word: ListWord) -> bool {
    matches!(word, ListWord::EitherTotal | ListWord::Column(ListColumn::Total | ListColumn::LongTotal))
}

fn is_part(word: ListWord) -> bool {
    match word {
        ListWord::FiscalKind => true,
        ListWord::Column(column) => column.source().is_some() && column != ListColumn::Total,
        ListWord::EitherTotal => false,
    }
}
