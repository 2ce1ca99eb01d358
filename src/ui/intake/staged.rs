//! One file on its way in: what it turned out to be, and what is to become of it.

use web_sys::File;

use super::bundle::Seen;
use super::list::{ListFile, Opened};
use super::read;
use crate::domain::case::{Case, Subject};
use crate::domain::finding::Finding;
use crate::domain::ids::CaseId;
use crate::domain::intake::{self, Candidate, Choice, Incoming};
use crate::domain::year::{is_budget_year, year_of};
use crate::ui::dom;

/// A file in the report.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Staged {
    pub(super) key: usize,
    pub(super) name: String,
    /// In bytes.
    pub(super) size: u64,
    pub(super) state: State,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum State {
    Reading,
    /// What the file holds cannot be taken over; what is wrong and what to do.
    Refused(Vec<String>),
    Form(Box<FormFile>),
    List(Box<ListFile>),
    /// A list whose cases were made.
    Opened(Opened),
    Cases(CasesFile),
    Bundle(Seen),
    /// A whole device, which the page of backups restores.
    Backup,
}

/// An official form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FormFile {
    pub(super) incoming: Incoming,
    /// What the form says that it is about.
    pub(super) subject: Subject,
    pub(super) findings: Vec<Finding>,
    /// Cells of the source that hold something, and how many of them a field took up.
    pub(super) cells: usize,
    pub(super) taken: usize,
    pub(super) candidates: Vec<Candidate>,
    /// `None`: somebody has to choose.
    pub(super) choice: Option<Choice>,
    /// The year as typed, where the form names none.
    pub(super) year: String,
}

/// Cases that this workbench exported.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CasesFile {
    pub(super) cases: Vec<Case>,
    /// How many of them are on this device with other content.
    pub(super) differing: usize,
    /// How many are on this device just so.
    pub(super) same: usize,
    /// Whether those that differ replace what is on this device; `None`: somebody has to choose.
    pub(super) replace: Option<bool>,
}

/// What reading a file came to.
pub(super) enum Arrived {
    Form { incoming: Incoming, subject: Subject, findings: Vec<Finding>, cells: usize, taken: usize },
    Lists(Box<ListFile>),
    Cases(Vec<Case>),
    Bundle(Seen),
    Backup,
    Refused(Vec<String>),
}

/// What taking over came to.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) cases: Vec<Case>,
    pub(super) new: usize,
    pub(super) replaced: usize,
    pub(super) left_out: usize,
    pub(super) refused: usize,
}

impl Staged {
    pub(super) fn waiting(key: usize, file: &File) -> Self {
        Self { key, name: file.name(), size: read::size(file), state: State::Reading }
    }

    pub(super) fn arrived(&mut self, arrived: Arrived, there: &[Case]) {
        self.state = match arrived {
            Arrived::Refused(why) => State::Refused(why),
            Arrived::Bundle(seen) => State::Bundle(seen),
            Arrived::Backup => State::Backup,
            Arrived::Lists(file) => State::List(file),
            Arrived::Cases(cases) => {
                let at = |case: &Case| there.iter().find(|old| old.id == case.id);
                let same = cases.iter().filter(|case| at(case) == Some(case)).count();
                let known = cases.iter().filter(|case| at(case).is_some()).count();
                let differing = known - same;
                let replace = (differing == 0).then_some(false);
                State::Cases(CasesFile { cases, differing, same, replace })
            }
            Arrived::Form { incoming, subject, findings, cells, taken } => {
                let candidates = intake::candidates(&incoming, there);
                let choice = intake::proposal(&candidates);
                let year = String::new();
                let form = FormFile { incoming, subject, findings, cells, taken, candidates, choice, year };
                State::Form(Box::new(form))
            }
        };
    }

    /// What is still to be said before this file can be taken over.
    pub(super) fn waits_for(&self) -> Option<&'static str> {
        match &self.state {
            State::Reading => Some("还在读取文件"),
            State::Refused(_) | State::Backup | State::Opened(_) => None,
            State::Form(form) => form.waits_for(),
            State::List(file) => file.waits_for(),
            State::Cases(file) => file.replace.is_none().then_some("请选择如何处理内容不同的项目"),
            State::Bundle(seen) => (seen.waiting > 0).then_some("请选择如何处理这些文书"),
        }
    }

    /// Whether anything of it can be taken over.
    pub(super) fn is_useful(&self) -> bool {
        match &self.state {
            State::Form(_) | State::List(_) | State::Cases(_) => true,
            State::Bundle(seen) => seen.useful,
            State::Reading | State::Refused(_) | State::Opened(_) | State::Backup => false,
        }
    }

    pub(super) fn take(self, there: &[Case], taken: &mut Taken) {
        match self.state {
            State::Reading | State::Refused(_) => taken.refused += 1,
            State::Backup => taken.left_out += 1,
            State::Form(form) => form.take(there, taken),
            State::Cases(file) => file.take(there, taken),
            // Ways of their own, which take longer.
            State::Bundle(_) | State::List(_) | State::Opened(_) => {}
        }
    }
}

impl FormFile {
    fn waits_for(&self) -> Option<&'static str> {
        match &self.choice {
            None => Some("请选择归入哪个项目"),
            Some(Choice::NewCase) if self.year().is_none() => Some("表中没有年度，请填写四位年份"),
            Some(_) => None,
        }
    }

    pub(super) fn year(&self) -> Option<i16> {
        self.incoming.head().year.filter(|year| is_budget_year(*year)).or_else(|| year_of(&self.year))
    }

    fn take(mut self, there: &[Case], taken: &mut Taken) {
        match self.choice.take() {
            Some(Choice::NewCase) => {
                // Its other form may have come in the same batch. A case that was here is chosen by hand alone.
                let is_new = |case: &&Case| there.iter().all(|old| old.id != case.id);
                let made: Vec<Case> = taken.cases.iter().filter(is_new).cloned().collect();
                if let Some(Choice::Into(id)) = intake::proposal(&intake::candidates(&self.incoming, &made)) {
                    let at = taken.cases.iter_mut().find(|case| case.id == id);
                    at.into_iter().for_each(|case| *case = intake::joined(self.incoming.clone(), case));
                } else if let Some(year) = self.year() {
                    taken.new += 1;
                    let id = CaseId::new(dom::new_id());
                    taken.cases.push(intake::new_case_of(self.incoming, self.subject, id, year));
                }
            }
            Some(Choice::Into(id)) => {
                // Two files of one batch may go into one case: a goal and a self-evaluation.
                let at = taken.cases.iter().position(|case| case.id == id);
                let before = at.map(|at| taken.cases.remove(at));
                if let Some(case) = before.as_ref().or(there.iter().find(|case| case.id == id)) {
                    taken.replaced += 1;
                    taken.cases.push(intake::joined(self.incoming, case));
                }
            }
            Some(Choice::LeaveOut) | None => taken.left_out += 1,
        }
    }
}

impl CasesFile {
    fn take(self, there: &[Case], taken: &mut Taken) {
        for case in self.cases {
            match there.iter().find(|old| old.id == case.id) {
                None => taken.new += 1,
                Some(old) if *old != case && self.replace == Some(true) => taken.replaced += 1,
                Some(_) => {
                    taken.left_out += 1;
                    continue;
                }
            }
            taken.cases.push(case);
        }
    }
}
