//! A list and a mapping to projects: one entry a row, every cell taken, or counted as left out. Knows no word of a
//! header: that is the mapping's.

use std::collections::BTreeSet;

use super::codes::Lengths;
use super::count::Count;
use super::draft::{Draft, Said};
use super::inherit::{Above, Reached};
use super::money::unit_of;
use super::{
    Given, HeadedColumn, ListEntry, ListReading, ListRow, Mapping, ProjectListReport, RowKind, repeated,
    whole,
};
use crate::domain::finding::ListProblem;
use crate::domain::money_unit::MoneyUnit;
use crate::domain::project_list::ListColumn;

/// A column that is taken.
pub(super) struct Mapped<'l> {
    pub(super) at: usize,
    pub(super) meaning: ListColumn,
    pub(super) headed: &'l HeadedColumn,
    /// Of its bare figures, where it holds money.
    pub(super) unit: Option<MoneyUnit>,
}

/// The projects of a list under a mapping. `given` says what the list does not.
pub fn rows(list: &ListReading, mapping: &Mapping, given: &Given) -> ProjectListReport {
    let (mapped, twice) = mapped(list, mapping, given);
    let mut problems = twice;
    problems.extend(whole::of_columns(list, &mapped, given));
    let of_codes = mapped.iter().filter(|column| column.meaning.is_code()).flat_map(|column| {
        let texts = list.rows.iter().filter(|row| row.kind == RowKind::Entry).map(|row| row.text(column.at));
        texts.filter(|text| !text.is_empty()).map(|text| (column.meaning, text))
    });
    let lengths = Lengths::of(of_codes);
    let above = Above::of(list, mapped.iter().map(|column| (column.at, column.meaning)));
    let parts = mapped.iter().any(|column| column.meaning.may_repeat() && column.meaning.is_money());
    let party = party(list, &mapped, given);
    let said = Said { list, given, lengths, parts, party };
    let (without_unit, count) = (BTreeSet::new(), Count::default());
    let mut reading = Rows { said, mapped: &mapped, above, without_unit, count };
    let mut report =
        ProjectListReport { cells: list.cells(), taken: list.headed, ..ProjectListReport::default() };
    for row in &list.rows {
        match row.kind {
            RowKind::Total | RowKind::Subtotal { .. } => {
                drop(reading.above.reach(row));
                report.sums += 1;
                report.taken += row.cells.len();
            }
            RowKind::Header => {
                report.others += 1;
                report.taken += row.cells.len();
            }
            RowKind::Aside => {
                report.others += 1;
                reading.count.leave(row, row.cells.len());
            }
            RowKind::Entry => {
                let (taken, ignored): (Vec<usize>, Vec<usize>) = row
                    .cells
                    .iter()
                    .map(|(at, _)| *at)
                    .partition(|at| mapped.iter().any(|column| column.at == *at));
                reading.count.ignore(&ignored);
                if let Some(entry) = reading.entry(row) {
                    report.taken += taken.len();
                    report.entries.push(entry);
                } else {
                    report.others += 1;
                    reading.count.leave(row, taken.len());
                }
            }
        }
    }
    let Rows { without_unit, count, .. } = reading;
    repeated::mark(&mut report.entries);
    problems.extend(whole::without_unit(list, &without_unit));
    problems.extend(whole::total(list, &mapped, &report.entries));
    problems.extend(party.filter(|_| !report.entries.is_empty()).map(|(column, text)| {
        let (column, text) = (*column, text.clone());
        ListProblem::FromCaption { column, text, rows: report.entries.len() }
    }));
    if report.entries.is_empty() {
        problems.push(ListProblem::NoProjects);
    }
    problems.extend(count.told(list));
    report.left_out = report.cells - report.taken;
    report.problems = problems;
    report
}

/// The columns that are taken, and those left out because their meaning stands already.
fn mapped<'l>(
    list: &'l ListReading,
    mapping: &Mapping,
    given: &Given,
) -> (Vec<Mapped<'l>>, Vec<ListProblem>) {
    let mut mapped: Vec<Mapped<'l>> = Vec::new();
    let mut twice = Vec::new();
    for (at, headed) in list.columns.iter().enumerate() {
        let meaning = mapping.of(&headed.header);
        let known = mapped.iter().find(|column| column.meaning == meaning && !meaning.may_repeat());
        if let Some(known) = known {
            let (first, second) = (known.headed.header.clone(), headed.header.clone());
            twice.push(ListProblem::MeaningTwice { column: meaning, first, second });
        } else if meaning != ListColumn::Ignore {
            let unit = if meaning.is_money() { unit_of(headed, list, given) } else { None };
            mapped.push(Mapped { at, meaning, headed, unit });
        }
    }
    (mapped, twice)
}

/// What a caption says of whose the list is, where nothing else does.
fn party<'l>(
    list: &'l ListReading,
    mapped: &[Mapped<'l>],
    given: &Given,
) -> Option<&'l (ListColumn, String)> {
    let is_party = |column: &Mapped<'_>| matches!(column.meaning, ListColumn::Unit | ListColumn::Department);
    let said = given.unit.trim().is_empty() && given.department.trim().is_empty();
    list.party.as_ref().filter(|_| said && !mapped.iter().any(is_party))
}

struct Rows<'l> {
    said: Said<'l>,
    mapped: &'l [Mapped<'l>],
    above: Above<'l>,
    /// Columns with bare figures in no unit.
    without_unit: BTreeSet<usize>,
    count: Count,
}

impl<'l> Rows<'l> {
    /// The project of a row; `None` where the row says nothing of a project of its own.
    fn entry(&mut self, row: &'l ListRow) -> Option<ListEntry> {
        let reached = self.above.reach(row);
        if !self.is_project(row) {
            return None;
        }
        let mut draft = Draft::default();
        for column in self.mapped {
            let text = match reached.get(&column.at) {
                Some(Reached::Merged(text)) => text,
                Some(Reached::Above(text)) => {
                    self.count.inherit(column.at);
                    text
                }
                None => row.text(column.at),
            };
            if !text.is_empty() {
                draft.cell(&self.said, column, text);
            }
        }
        self.without_unit.extend(&draft.without_unit);
        Some(draft.settled(&self.said, row.number))
    }

    /// A name or a code makes a project; without them anything else that belongs to one does. A row that a
    /// name reaches into from above goes on with that project.
    fn is_project(&self, row: &ListRow) -> bool {
        let at =
            |meaning| self.mapped.iter().find(|column| column.meaning == meaning).map(|column| column.at);
        let filled = |at: usize| !row.text(at).is_empty();
        let named = at(ListColumn::Name).is_some_and(filled) || at(ListColumn::Code).is_some_and(filled);
        let goes_on = at(ListColumn::Name).is_some_and(|name| row.merged.iter().any(|(at, _)| *at == name));
        let says = |column: &Mapped<'_>| {
            column.meaning != ListColumn::Serial && column.meaning.reach().is_none() && filled(column.at)
        };
        named || (!goes_on && self.mapped.iter().any(says))
    }
}
