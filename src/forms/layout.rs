//! Walks a sheet from top to bottom and hands each row to the reader of the part it belongs to.
//! What none of them takes is left over and named.

use super::desk::Desk;
use super::head::is_title;
use super::label::Label;
use super::repeats::without_repeats;
use super::sheet::{At, Row, Sheet};
use super::words::{HeadLabel, words};
use super::{FormDocument, fund_across, fund_pairs, fund_parts, funds, goals, head, indicators, totals};
use crate::domain::finding::FileProblem;
use crate::domain::form::Remark;
use crate::domain::goal::Goal;
use crate::domain::normalise::compact;
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::typed::Typed;

/// What a sheet gave.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) document: Option<FormDocument>,
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
pub(super) fn read_sheet(printed: &Sheet) -> Outcome {
    let once = without_repeats(printed);
    let (sheet, again) = once.as_ref().map_or((printed, [].as_slice()), |(sheet, again)| (sheet, again));
    let mut desk = Desk::new(sheet);
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

/// After the indicators, a title or another project's name begins the next form.
fn starts_form(desk: &Desk<'_>, index: usize) -> bool {
    desk.row(index).is_some_and(|row| {
        row.cells.first().is_some_and(|cell| {
            let project = words().labels.exact(&Label::of(&cell.text).plain) == Some(HeadLabel::Project);
            (project && row.cells.len() > 1) || (row.cells.len() <= 2 && is_title(&compact(&cell.text)))
        })
    })
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
    let foreign = words().other_forms.iter().any(|word| title.contains(word.as_str()));
    if foreign {
        problems.insert(0, FileProblem::UnknownForm);
        let left = printed.rows.iter().flat_map(|row| &row.cells);
        let left =
            left.map(|cell| FileProblem::LeftOver { cell: cell.at.address(), text: cell.text.clone() });
        problems.extend(left);
        return Outcome { document: None, problems, cells, taken: 0, further: 0 };
    }
    if !desk.indicators {
        problems.insert(0, FileProblem::NoHeader);
    }
    problems.extend(left);
    Outcome { document: document(desk), problems, cells, taken, further }
}

/// The document, if enough was understood for one.
fn document(desk: Desk<'_>) -> Option<FormDocument> {
    let known = desk.indicators || !desk.form.head.project.is_empty() || !desk.form.funds.rows.is_empty();
    if !known {
        return None;
    }
    let mut form = desk.form;
    if let Some(points) = desk.stated_points
        && form.funds.rows.iter().all(|row| !row.points.is_touched())
    {
        super::funds::total_row(&mut form).points = Typed::new(points);
    }
    let title = &form.head.title;
    let judged = desk.results || title.contains("自评") || title.contains("评价");
    Some(if judged { FormDocument::SelfEvaluation(form) } else { FormDocument::Goal(goal(form)) })
}

/// A form without results is a goal; anything of a result that it has all the same is a remark.
fn goal(form: SelfEvaluation) -> Goal {
    let mut remarks = form.remarks;
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
        funds: form.funds,
        annual_goal: form.expected,
        level_points: form.level_points,
        indicators,
        remarks,
        ..Goal::default()
    }
}
