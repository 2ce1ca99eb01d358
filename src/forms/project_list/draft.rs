//! One row on its way to an entry: its cells are taken one by one under their meanings, then what is missing or
//! contradicts itself is said. Knows no other row.

use jiff::civil::Date;

use super::codes::{self, Lengths};
use super::money::{Amount, adds_up, amount};
use super::rows::Mapped;
use super::{EntryState, Given, ListEntry, ListReading};
use crate::domain::case::Subject;
use crate::domain::checks::fund_problems;
use crate::domain::finding::{FormProblem, ListProblem};
use crate::domain::formula::is_formula;
use crate::domain::funds::FundColumn;
use crate::domain::marks::marks;
use crate::domain::normalise::compact;
use crate::domain::project_list::{ListColumn, ListedProject, ListedText};
use crate::domain::value::{Value, read_date};
use crate::domain::year::year_of;

/// Characters of a project's name; forms had 1,000 at most.
const LONGEST_NAME: usize = 1_000;

/// What is said of the whole list.
pub(super) struct Said<'l> {
    pub(super) list: &'l ListReading,
    pub(super) given: &'l Given,
    pub(super) lengths: Lengths,
    /// Columns for sources of money stand beside the total.
    pub(super) parts: bool,
    /// Whose the projects are by a caption, where no column and nobody says it.
    pub(super) party: Option<&'l (ListColumn, String)>,
}

pub(super) struct Draft {
    project: ListedProject,
    missing: Vec<ListColumn>,
    problems: Vec<ListProblem>,
    /// Meanings whose text is there and does not read.
    spoilt: Vec<ListColumn>,
    refused: bool,
    /// Columns with bare figures in no unit.
    pub(super) without_unit: Vec<usize>,
}

impl Default for Draft {
    fn default() -> Self {
        let project =
            ListedProject { subject: Subject::Project, year: None, texts: Vec::new(), money: Vec::new() };
        Self {
            project,
            missing: vec![],
            problems: vec![],
            spoilt: vec![],
            refused: false,
            without_unit: vec![],
        }
    }
}

impl Draft {
    /// Takes a cell that holds something.
    pub(super) fn cell(&mut self, said: &Said<'_>, column: &Mapped<'_>, text: &str) {
        let header = || column.headed.header.clone();
        let text_of = || text.to_owned();
        let meaning = column.meaning;
        if meaning == ListColumn::Serial {
            return;
        }
        if is_fault(text) {
            self.problems.push(ListProblem::CellFault { header: header(), text: text_of() });
            self.refused |= meaning == ListColumn::Name;
            return;
        }
        if is_formula(text) {
            self.problems.push(ListProblem::FormulaText { header: header(), text: text_of() });
        }
        if marks(text) > 0 {
            self.problems.push(ListProblem::Marks { header: header() });
        }
        if meaning.is_money() {
            return self.money(column, text);
        }
        if meaning.is_code() && codes::is_mangled(text) {
            self.problems.push(ListProblem::CodeMangled { column: meaning, text: text_of() });
            self.missing.extend((meaning == ListColumn::Code).then_some(meaning));
            return;
        }
        if meaning.is_code() {
            self.problems.extend(codes::doubt(meaning, text, &said.lengths, &said.given.codes));
        }
        if meaning == ListColumn::Year {
            self.project.year = year_of(text);
            if self.project.year.is_none() {
                self.spoil(meaning, ListProblem::YearUnclear { text: text_of() });
            }
        }
        if meaning == ListColumn::Subject {
            let word = compact(text);
            match said.list.subjects.iter().find(|(known, _)| *known == word) {
                Some((_, subject)) => self.project.subject = *subject,
                None => self.spoil(meaning, ListProblem::SubjectUnknown { text: text_of() }),
            }
        }
        self.put(meaning, &column.headed.header, text);
    }

    fn money(&mut self, column: &Mapped<'_>, text: &str) {
        match amount(column.headed, column.meaning, column.unit, text) {
            Amount::Taken(money, odd) => {
                self.project.money.push(money);
                self.problems.extend(odd);
            }
            Amount::WithoutUnit => {
                self.without_unit.push(column.at);
                self.missing.push(column.meaning);
            }
        }
    }

    fn spoil(&mut self, column: ListColumn, problem: ListProblem) {
        self.problems.push(problem);
        self.spoilt.push(column);
    }

    fn put(&mut self, column: ListColumn, header: &str, text: &str) {
        self.project.texts.push(ListedText { column, header: header.to_owned(), text: text.to_owned() });
    }

    /// The entry, once all cells are taken.
    pub(super) fn settled(mut self, said: &Said<'_>, row: usize) -> ListEntry {
        self.split_code();
        let given = [(ListColumn::Department, &said.given.department), (ListColumn::Unit, &said.given.unit)];
        for (column, text) in given {
            if self.project.text(column).is_empty() && !text.trim().is_empty() {
                self.put(column, "", text);
            }
        }
        if let Some((column, text)) = said.party {
            self.put(*column, "", text);
        }
        if !self.spoilt.contains(&ListColumn::Year) {
            self.project.year = self.project.year.or(said.given.year).or(said.list.year);
        }
        self.check_name();
        self.check_dates();
        self.check_needs();
        let money = self.check_money(said.parts);
        let state = match (self.refused, self.missing.is_empty()) {
            (true, _) => EntryState::Refused,
            (false, true) => EntryState::Ready,
            (false, false) => EntryState::Incomplete(self.missing),
        };
        ListEntry { row, project: self.project, state, problems: self.problems, money }
    }

    /// A code that is glued to the name, where there is none of its own.
    fn split_code(&mut self) {
        if !self.project.text(ListColumn::Code).is_empty() || self.missing.contains(&ListColumn::Code) {
            return;
        }
        let Some(name) = self.project.texts.iter_mut().find(|text| text.column == ListColumn::Name) else {
            return;
        };
        if let (Some(code), rest) = super::super::code::split_code(&name.text)
            && !rest.is_empty()
        {
            let header = name.header.clone();
            name.text = rest;
            self.put(ListColumn::Code, &header, &code);
        }
    }

    fn check_name(&mut self) {
        let name = self.project.text(ListColumn::Name);
        let characters = if name.len() > LONGEST_NAME { name.chars().count() } else { 0 };
        if characters > LONGEST_NAME {
            self.problems.push(ListProblem::NameTooLong { characters, limit: LONGEST_NAME });
            self.refused = true;
        }
    }

    fn check_dates(&mut self) {
        let year = self.project.year;
        let read = |column| {
            let text = self.project.texts.iter().find(|text: &&ListedText| text.column == column)?;
            Some((text, dates(&text.text, year)))
        };
        let (start, end) = (read(ListColumn::Start), read(ListColumn::End));
        let unclear = |(text, dates): &(&ListedText, Dates)| {
            let odd = || ListProblem::DateUnclear { header: text.header.clone(), text: text.text.clone() };
            matches!(dates, Dates::Unclear).then(odd)
        };
        let mut found: Vec<ListProblem> = start.iter().chain(&end).filter_map(unclear).collect();
        if let (Some((from, Dates::Span(first, _))), Some((to, Dates::Span(_, last)))) = (&start, &end)
            && first > last
        {
            found.push(ListProblem::DatesReversed { start: from.text.clone(), end: to.text.clone() });
        }
        self.problems.extend(found);
    }

    fn has_party(&self) -> bool {
        [ListColumn::Unit, ListColumn::Department].iter().any(|column| !self.project.text(*column).is_empty())
    }

    /// A case needs a year, a name, and somebody whose project it is.
    fn check_needs(&mut self) {
        let text = |column| self.project.text(column);
        let needed = [
            (ListColumn::Year, self.project.year.is_some()),
            (ListColumn::Name, !compact(text(ListColumn::Name)).is_empty()),
            (ListColumn::Unit, self.has_party()),
            (ListColumn::Subject, !self.spoilt.contains(&ListColumn::Subject)),
        ];
        for (column, _) in needed.iter().filter(|(_, there)| !there) {
            let said = self.spoilt.contains(column) || (*column == ListColumn::Name && self.refused);
            self.missing.push(*column);
            self.problems.extend((!said).then_some(ListProblem::FieldMissing { column: *column }));
        }
    }

    fn check_money(&self, parts: bool) -> Vec<FormProblem> {
        if adds_up(&self.project.money, parts) {
            return Vec::new();
        }
        let mut found = fund_problems(&self.project.funds(), FundColumn::Budget);
        // A list without columns for the parts asks for none.
        found.retain(|problem| parts || !matches!(problem, FormProblem::FundsWithoutParts { .. }));
        found
    }
}

enum Dates {
    Blank,
    Span(Date, Date),
    Unclear,
}

/// A day, a month or a year, which a platform may write as a bare figure.
fn dates(text: &str, year: Option<i16>) -> Dates {
    let whole_year = || {
        let year = year_of(text)?;
        let day = |month, day| Date::new(year, month, day).ok();
        Some(Dates::Span(day(1, 1)?, day(12, 31)?))
    };
    match read_date(text, year) {
        Value::Blank => Dates::Blank,
        Value::Period { first, last } => Dates::Span(first, last),
        _ => whole_year().unwrap_or(Dates::Unclear),
    }
}

/// `#REF!`, `#N/A`, `####`: what a spreadsheet shows where it has nothing to show.
fn is_fault(text: &str) -> bool {
    let text = text.trim();
    let named = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];
    named.contains(&text) || (text.len() > 2 && text.bytes().all(|byte| byte == b'#'))
}
