//! 项目清单 in the import report: its columns are mapped to meanings, the rows counted by what becomes of them, and
//! the cases made at once. Nothing is made before somebody has seen it.

mod columns;
mod counts;
mod made;
mod opening;
mod rows;
mod settings;
mod working;

use std::sync::Arc;

use leptos::prelude::*;

use super::Intake;
use super::staged::State;
use crate::domain::case::Subject;
use crate::domain::money_unit::MoneyUnit;
use crate::domain::project_list::ListColumn;
use crate::domain::year::year_of;
use crate::forms::opening::{Fate, FateTally};
use crate::forms::project_list::{Given, ListReading, Mapping, ProjectListReport, Recalled};
use crate::ui::parts::live::{live, memo};

pub(super) use made::made;
pub(super) use opening::{Opened, open};
pub(super) use working::{arrived, work_out};

/// A file with lists of projects.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ListFile {
    lists: Arc<Vec<ListReading>>,
    /// The one that is looked at.
    at: usize,
    mapping: Mapping,
    recalled: Recalled,
    /// What is said of the whole list, as typed.
    year: String,
    money_unit: Option<MoneyUnit>,
    subject: Subject,
    department: String,
    unit: String,
    /// What is blank in cases that are here already is filled in.
    fill: bool,
    /// Rows that lack something are opened all the same.
    lacking: bool,
    /// `None` while it is worked out for the first time.
    sorted: Option<Arc<Sorted>>,
    /// Grows with every change, so that a late answer finds itself late.
    turn: u32,
    /// The turn that `sorted` is of.
    sorted_at: u32,
    /// Why nothing was made of it when that was asked for.
    refused: Option<String>,
}

/// The rows under the mapping, and what becomes of each.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sorted {
    report: ProjectListReport,
    /// One for each entry.
    fates: Vec<Fate>,
    tally: FateTally,
}

impl ListFile {
    /// The lists of a file, with nothing chosen yet.
    fn of(lists: Arc<Vec<ListReading>>) -> Self {
        Self {
            lists,
            at: 0,
            mapping: Mapping::default(),
            recalled: Recalled::Columns(0),
            year: String::new(),
            money_unit: None,
            subject: Subject::Project,
            department: String::new(),
            unit: String::new(),
            fill: false,
            lacking: false,
            sorted: None,
            turn: 0,
            sorted_at: 0,
            refused: None,
        }
    }

    /// What nobody's choice changes.
    pub(super) fn as_it_came(&self) -> Self {
        Self::of(self.lists.clone())
    }

    fn list(&self) -> Option<&ListReading> {
        self.lists.get(self.at)
    }

    /// Whether a column has this meaning.
    fn maps(&self, meaning: ListColumn) -> bool {
        let headers = self.list().map(|list| list.columns.as_slice()).unwrap_or_default();
        headers.iter().any(|column| self.mapping.of(&column.header) == meaning)
    }

    fn given(&self) -> Given {
        Given {
            year: year_of(&self.year),
            money_unit: self.money_unit,
            department: self.department.clone(),
            unit: self.unit.clone(),
            codes: Vec::new(),
        }
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.refused = Some(why);
    }

    /// How many cases would be made and how many filled in.
    pub(super) fn to_make(&self) -> (usize, usize) {
        let tally = self.sorted.as_ref().map(|sorted| sorted.tally).unwrap_or_default();
        let new = tally.new + if self.lacking { tally.opens } else { 0 };
        (new, if self.fill { tally.known } else { 0 })
    }

    /// What is still to be said before anything can be made of it.
    pub(super) fn waits_for(&self) -> Option<&'static str> {
        let no_year = self.list().is_some_and(|list| list.year.is_none()) && !self.maps(ListColumn::Year);
        match &self.sorted {
            _ if !self.maps(ListColumn::Name) => Some("请选定哪一列是项目名称"),
            _ if no_year && year_of(&self.year).is_none() => Some("清单中没有年度，请填写四位年份"),
            None => Some("正在核对各行"),
            Some(_) if self.sorted_at != self.turn => Some("正在核对各行"),
            Some(_) if self.to_make() == (0, 0) => Some("没有可以建立的项目"),
            Some(_) => None,
        }
    }
}

/// The list under one key of the report. Copyable.
#[derive(Clone, Copy)]
struct ListDesk {
    intake: Intake,
    key: usize,
}

impl ListDesk {
    /// A part of the list; tracked, and wakes only when that part changes.
    fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&ListFile) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        memo(move || {
            self.intake.files.with(|files| {
                files.iter().find(|file| file.key == self.key).and_then(|file| match &file.state {
                    State::List(file) => Some(read(file)),
                    _ => None,
                })
            })
        })
    }

    /// Changes what is said of the list, and works the rows out anew.
    fn change(self, change: impl FnOnce(&mut ListFile)) {
        self.set(|file| {
            change(file);
            file.turn += 1;
        });
        working::work_out(self.intake, self.key);
    }

    /// Changes what has no effect on the rows.
    fn set(self, change: impl FnOnce(&mut ListFile)) {
        self.intake.change(self.key, |file| {
            if let State::List(file) = &mut file.state {
                change(file);
            }
        });
    }
}

/// One list in the report.
pub(super) fn report(intake: Intake, key: usize) -> AnyView {
    let desk = ListDesk { intake, key };
    let refused = desk.part(|file| file.refused.clone());
    view! {
        {live(move || refused.get().flatten().map(|why| view! { <p class="notice red" role="alert">{why}</p> }))}
        {settings::what(desk)}
        {settings::settings(desk)}
        {columns::table(desk)}
        {live(move || counts::counts(desk))}
    }
    .into_any()
}
