//! Walks a sheet from top to bottom and hands each row to the reader of the part it belongs to.
//! What none of them takes is left over and named.

use super::desk::Desk;
use super::head::is_title;
use super::label::Label;
use super::repeats::without_repeats;
use super::sheet::{At, Row, Sheet};
use super::words::{HeadLabel, words};
use super::{
    FormDocument, fund_across, fund_pairs, fund_parts, funds, goals, head, indicators, tasks, totals,
};
use crate::domain::case::Subject;
use crate::domain::finding::FileProblem;
use crate::domain::form::Remark;
use crate::domain::goal::{Fact, Goal};
use crate::domain::grounds::Term;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;
use crate::domain::place::DocumentType;
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::typed::Typed;

/// What a sheet gave.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) document: Option<FormDocument>,
    /// What the title says that the form is about.
    pub(super) subject: Option<Subject>,
    pub(super) problems: Vec<FileProblem>,
    pub(super) cells: usize,
    pub(super) taken: usize,
    /// Cells of a further form on the same sheet.
    pub(super) further: usize,
}

/// Whether a sheet has a row that heads an indicator table.
pub(super) fn has_form(sheet: &Sheet) -> bool {
    (0..sheet.rows.len()).any(|index| super::header::header_at(sheet, index).is_some())
}

/// Reads the first form of a sheet.
pub(super) fn read_sheet(printed: &Sheet, expected: Option<DocumentType>) -> Outcome {
    let once = without_repeats(printed);
    let (sheet, again) = once.as_ref().map_or((printed, [].as_slice()), |(sheet, again)| (sheet, again));
    let mut desk = Desk::new(sheet, expected);
    let mut end = sheet.rows.len();
    let mut index = 0;
    while index < end {
        if desk.indicators && starts_form(&desk, index) {
            end = index;
            break;
        }
        index = part(&mut desk, index);
    }
    fund_parts::settle(&mut desk);
    finish(desk, end, printed, again)
}

fn part(desk: &mut Desk<'_>, index: usize) -> usize {
    if head::kept(desk, index) {
        return index + 1;
    }
    let next = indicators::table(desk, index)
        .or_else(|| tasks::table(desk, index))
        .or_else(|| funds::table(desk, index))
        .or_else(|| fund_across::table(desk, index))
        .or_else(|| fund_pairs::row(desk, index))
        .or_else(|| goals::block(desk, index))
        .or_else(|| totals::late_total(desk, index))
        .or_else(|| head::title(desk, index));
    if let Some(next) = next {
        desk.open_label = None;
        desk.open_note = false;
        return next.max(index + 1);
    }
    head::pairs(desk, index);
    index + 1
}

/// After the indicators, a title or another project's name begins the next form. What stands to the right of where
/// the rows above begin is a text beside its label, whatever it says.
fn starts_form(desk: &Desk<'_>, index: usize) -> bool {
    let Some((row, first)) = desk.row(index).and_then(|row| Some((row, row.cells.first()?))) else {
        return false;
    };
    let project = words().labels.exact(&Label::of(&first.text).plain) == Some(HeadLabel::Project);
    let begins =
        (project && row.cells.len() > 1) || (row.cells.len() <= 2 && is_title(&compact(&first.text)));
    let above = desk.sheet.rows.iter().take(index).filter_map(|row| row.cells.first());
    begins && above.map(|cell| cell.at.column).min().is_none_or(|left| first.at.column <= left)
}

/// `again` are the cells of the printed sheet whose text the read one has once.
fn finish(desk: Desk<'_>, end: usize, printed: &Sheet, again: &[At]) -> Outcome {
    let sheet = desk.sheet;
    let (read, beyond) = sheet.rows.split_at_checked(end).unwrap_or((&sheet.rows, &[]));
    let left: Vec<FileProblem> = (read.iter().flat_map(|row| &row.cells))
        .filter(|cell| !desk.ledger.has(cell))
        .map(|cell| FileProblem::LeftOver { cell: cell.at.address(), text: cell.text.clone() })
        .collect();
    let next = beyond.first().map_or(usize::MAX, Row::number);
    let again_beyond = again.iter().filter(|at| at.row >= next).count();
    let further = beyond.iter().map(|row| row.cells.len()).sum::<usize>() + again_beyond;
    let (cells, taken) = (printed.count(), desk.ledger.count() + again.len() - again_beyond);
    let mut problems = Vec::new();
    if let Some(first) = beyond.first().and_then(|row| row.cells.first()) {
        problems.push(FileProblem::FurtherForm { sheet: first.at.address() });
    }
    let title = &desk.form.head.title;
    let foreign =
        desk.expected.is_none() && words().other_forms.iter().any(|word| title.contains(word.as_str()));
    if foreign {
        problems.insert(0, FileProblem::UnknownForm);
        let left = printed.rows.iter().flat_map(|row| &row.cells);
        let left =
            left.map(|cell| FileProblem::LeftOver { cell: cell.at.address(), text: cell.text.clone() });
        problems.extend(left);
        return Outcome { problems, cells, ..Outcome::default() };
    }
    if !desk.indicators {
        problems.insert(0, FileProblem::NoHeader);
    }
    problems.extend(left);
    let subject = words().subject(&desk.form.head.title);
    Outcome { document: document(desk), subject, problems, cells, taken, further }
}

/// The document, if enough was understood for one.
fn document(desk: Desk<'_>) -> Option<FormDocument> {
    let known = desk.indicators || !desk.form.head.project.is_empty() || !desk.form.funds.rows.is_empty();
    if !known {
        return None;
    }
    let (judged, mut form, whole_goal) = (desk.is_judged(), desk.form, desk.whole_goal);
    if let Some(points) = desk.stated_points
        && form.funds.rows.iter().all(|row| !row.points.is_touched())
    {
        super::funds::total_row(&mut form).points = Typed::new(points);
    }
    if judged {
        if !whole_goal.is_empty() {
            form.remarks.push(Remark { label: WHOLE_GOAL.to_owned(), text: whole_goal });
        }
        return Some(FormDocument::SelfEvaluation(form));
    }
    Some(FormDocument::Goal(Goal { whole_goal, ..goal(form) }))
}

/// Where a form with results says what the project is to reach in all its years.
const WHOLE_GOAL: &str = "实施期目标";

/// A form without results is a goal; anything of a result that it has all the same is a remark.
fn goal(form: SelfEvaluation) -> Goal {
    let (facts, mut remarks) = facts(form.remarks);
    let rest = [
        ("实际完成情况", form.achieved),
        ("总分", form.claimed_total.text().to_owned()),
        ("等级", form.claimed_grade),
    ];
    for (label, text) in rest {
        if !text.is_empty() {
            remarks.push(Remark { label: label.to_owned(), text });
        }
    }
    let mut indicators = Vec::new();
    for row in form.rows {
        let mut indicator = row.indicator;
        if !row.reason.is_empty() {
            super::desk::add_line(&mut indicator.note, &row.reason);
        }
        if let Some(reason) = row.not_applicable {
            super::desk::add_line(&mut indicator.note, &format!("不适用理由：{reason}"));
        }
        indicators.push(indicator);
    }
    Goal {
        head: form.head,
        facts,
        funds: form.funds,
        tasks: form.tasks,
        annual_goal: form.expected,
        level_points: form.level_points,
        indicators: by_block(indicators),
        remarks,
        ..Goal::default()
    }
}

/// Labelled texts for which goal forms have a field, and those for which they have none. A field is filled once;
/// a second text of its label stays a remark.
fn facts(remarks: Vec<Remark>) -> (Vec<Fact>, Vec<Remark>) {
    let (mut facts, mut others): (Vec<Fact>, Vec<Remark>) = (Vec::new(), Vec::new());
    for Remark { label, text } in remarks {
        let key = words().fact(&Label::of(&label).plain);
        match key.filter(|key| facts.iter().all(|fact| fact.key != *key)) {
            Some(key) => facts.push(Fact { key: key.to_owned(), text }),
            None => others.push(Remark { label, text }),
        }
    }
    (facts, others)
}

/// The year's block first, then that of the whole run, each in the order read; ids follow that order.
fn by_block(indicators: Vec<Indicator>) -> Vec<Indicator> {
    let (mut year, whole): (Vec<_>, Vec<_>) =
        indicators.into_iter().partition(|row| row.grounds.term == Term::Year);
    year.extend(whole);
    for (index, row) in year.iter_mut().enumerate() {
        row.id = RowId::new(format!("r{}", index + 1));
    }
    year
}
