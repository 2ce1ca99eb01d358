//! Which column of a table holds what, by the words of its header: data in `headers.json`, so that a place
//! with other words needs a line there and no code.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::rows::TableRow;
use crate::domain::library::{LibraryField, LibraryMember};
use crate::domain::normalise::compact;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Member(LibraryMember),
    /// 序号: says nothing of the entry.
    Serial,
}

/// The titles of every column, the first of each being the one that is written.
pub(super) fn titles() -> &'static BTreeMap<String, Vec<String>> {
    static TITLES: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    TITLES.get_or_init(read_titles)
}

#[expect(clippy::expect_used, reason = "part of the program; a test reads it")]
fn read_titles() -> BTreeMap<String, Vec<String>> {
    serde_json::from_str(include_str!("headers.json")).expect("titles of columns")
}

/// The title under which a member is written.
pub(super) fn title_of(member: &LibraryMember) -> String {
    let word = match member {
        LibraryMember::Other(title) => return title.clone(),
        member => word_of(member),
    };
    let first = titles().get(word).and_then(|titles| titles.first());
    first.cloned().unwrap_or_else(|| word.to_owned())
}

fn word_of(member: &LibraryMember) -> &str {
    match member {
        LibraryMember::Field(field) => field.word(),
        LibraryMember::Rule => "rule",
        LibraryMember::Kinds => "kinds",
        LibraryMember::Good => "good",
        LibraryMember::Bad => "bad",
        LibraryMember::Replaces => "replaces",
        LibraryMember::MappedTo => "mapped_to",
        LibraryMember::Other(title) => title,
    }
}

/// What a title heads; `None` where its words are not known. `指标值（参考）` is `指标值`, and the words of packs
/// are titles as well.
fn column_of(title: &str) -> Option<Column> {
    let plain = compact(title).replace(['*', '＊'], "");
    let bare = plain.split(['（', '(']).next().unwrap_or_default();
    let named = |plain: &str| {
        let known = |(word, titles): &(&String, &Vec<String>)| {
            *word == plain || titles.iter().any(|known| compact(known) == plain)
        };
        titles().iter().find(known).map(|(word, _)| word.as_str())
    };
    let word = named(&plain).or_else(|| named(bare))?;
    let field = LibraryField::ALL.into_iter().find(|field| field.word() == word);
    Some(Column::Member(match word {
        "serial" => return Some(Column::Serial),
        "rule" => LibraryMember::Rule,
        "kinds" => LibraryMember::Kinds,
        "good" => LibraryMember::Good,
        "bad" => LibraryMember::Bad,
        "replaces" => LibraryMember::Replaces,
        "mapped_to" => LibraryMember::MappedTo,
        _ => LibraryMember::Field(field?),
    }))
}

/// The columns of a table and where its rows begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// By column; what is not here has no title.
    pub(super) columns: BTreeMap<usize, Column>,
    /// Columns with a title that was seen before or is not known, for findings: column and title.
    pub(super) twice: Vec<(usize, String)>,
    pub(super) unknown: Vec<(usize, String)>,
    /// The place of the first row below, in the list of rows.
    pub(super) below: usize,
}

impl Header {
    /// What the columns speak of.
    pub(super) fn members(&self) -> impl Iterator<Item = &LibraryMember> {
        self.columns.values().filter_map(|column| match column {
            Column::Member(member) => Some(member),
            Column::Serial => None,
        })
    }
}

/// Rows at the top among which the header is sought.
const SOUGHT: usize = 50;

/// The first row that names an indicator and something else of it.
pub(super) fn find(rows: &[TableRow]) -> Option<Header> {
    rows.iter().take(SOUGHT).enumerate().find_map(|(place, row)| {
        let header = read(row, place + 1);
        let has = |field| {
            header.columns.values().any(|column| *column == Column::Member(LibraryMember::Field(field)))
        };
        let others = LibraryField::ALL.into_iter().filter(|field| has(*field)).count();
        (has(LibraryField::Name) && others > 1).then_some(header)
    })
}

fn read(row: &TableRow, below: usize) -> Header {
    let mut header = Header { below, ..Header::default() };
    for (column, text) in &row.cells {
        let title = compact(text);
        if title.is_empty() {
            continue;
        }
        let found = column_of(text).unwrap_or_else(|| {
            header.unknown.push((*column, title.clone()));
            Column::Member(LibraryMember::Other(title.clone()))
        });
        if found != Column::Serial && header.columns.values().any(|known| *known == found) {
            header.unknown.retain(|(at, _)| at != column);
            header.twice.push((*column, title));
            continue;
        }
        header.columns.insert(*column, found);
    }
    header
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Column, column_of, title_of, titles};
    use crate::domain::library::{LibraryField, LibraryMember};
    use crate::domain::normalise::compact;

    #[test]
    fn every_title_leads_to_one_column_and_what_is_written_reads_back() {
        let all: Vec<String> = titles().values().flatten().map(|title| compact(title)).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        for field in LibraryField::ALL {
            let member = LibraryMember::Field(field);
            assert_eq!(column_of(&title_of(&member)), Some(Column::Member(member)));
        }
        for member in [LibraryMember::Rule, LibraryMember::Good, LibraryMember::MappedTo] {
            assert_eq!(column_of(&title_of(&member)), Some(Column::Member(member)));
        }
        assert_eq!(column_of("天气"), None);
        let target = Column::Member(LibraryMember::Field(LibraryField::Target));
        assert_eq!(column_of(" 指 标值\n（参考）*"), Some(target));
    }
}
