//! Official forms, read whole: goldens of published cases and of the wordings that places use.

mod bad_input;
mod head;
mod lists;
mod money;
mod nothing_lost;
mod round_trip;
mod scores;
mod workbooks;
mod xlsx;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use hengping::domain::case::Subject;
use hengping::domain::finding::FileProblem;
use hengping::domain::form::FormHead;
use hengping::domain::funds::Funds;
use hengping::domain::grounds::Term;
use hengping::domain::indicator::Indicator;
use hengping::domain::selfeval::SelfRow;
use hengping::domain::task::Task;
use hengping::forms::{self, FormDocument, Reading};

pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Every document that the cases give, with its file.
fn documents() -> Vec<(PathBuf, FormDocument)> {
    let mut found = Vec::new();
    for folder in [cases(), cases().join("variants")] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|end| end == "csv") {
                let reading = forms::read_csv(&std::fs::read(&path).expect("a case"));
                found.extend(reading.document.map(|document| (path, document)));
            }
        }
    }
    found
}

/// Every cell is taken up, part of a further form, or left over; and what is left over is named, or
/// counted where there is too much of it.
#[track_caller]
fn whole(reading: &Reading) {
    let problems = reading.problems();
    assert_eq!(reading.taken + reading.left_over + reading.further, reading.cells, "{problems:#?}");
    let named = problems.iter().map(|problem| match problem {
        FileProblem::LeftOver { .. } => 1,
        FileProblem::MoreLeftOver { cells } => *cells,
        _ => 0,
    });
    assert_eq!(named.sum::<usize>(), reading.left_over, "{problems:#?}");
}

/// Compares with the golden file; `UPDATE_GOLDENS=1` writes it anew.
fn differs(golden: &Path, text: &str) -> bool {
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(golden, text).expect("the golden is written");
    }
    std::fs::read_to_string(golden).unwrap_or_default() != text
}

#[test]
fn published_forms_read_as_their_goldens_say() {
    let mut missed = Vec::new();
    for case in ["selfeval-tangxi-2022", "selfeval-qingshen-2023", "goal-jinzhai-2021"] {
        let bytes = std::fs::read(cases().join(format!("{case}.csv"))).expect("the case");
        let reading = forms::read(case, &bytes);
        whole(&reading);
        assert_eq!(forms::read_csv(&bytes), reading);
        let json = serde_json::to_string_pretty(&reading).expect("JSON") + "\n";
        let back: Reading = serde_json::from_str(&json).expect("a reading");
        assert_eq!(back, reading, "what the worker posts is what the page gets");
        if differs(&cases().join(format!("{case}.json")), &json) {
            missed.push(case);
        }
    }
    assert!(missed.is_empty(), "{missed:?} differ from tests/cases/*.json");
}

/// Each `tests/cases/variants/*.csv` is a wording of the forms; the `.txt` beside it says, a line
/// a row, what must be read.
#[test]
fn the_wordings_of_places_are_read() {
    let mut missed = Vec::new();
    let folder = std::fs::read_dir(cases().join("variants")).expect("the variants");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let csv: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "csv")).collect();
    assert!(csv.len() >= 17);
    for path in csv {
        let reading = forms::read_csv(&std::fs::read(&path).expect("the variant"));
        whole(&reading);
        if differs(&path.with_extension("txt"), &shown(&reading)) {
            missed.push(path.display().to_string());
        }
    }
    assert!(missed.is_empty(), "differ from their .txt:\n{}", missed.join("\n"));
}

/// A reading as lines that a person can check against the form.
fn shown(reading: &Reading) -> String {
    let mut out = String::new();
    let counts = (reading.cells, reading.taken, reading.left_over, reading.further);
    line(&mut out, "cells, taken, left over, further", &format!("{counts:?}"));
    if let Some(subject) = reading.subject.filter(|subject| *subject != Subject::Project) {
        line(&mut out, "subject", &format!("{subject:?}"));
    }
    for problem in reading.problems() {
        line(&mut out, "problem", &format!("{problem:?}"));
    }
    match &reading.document {
        None => line(&mut out, "document", "none"),
        Some(FormDocument::Goal(goal)) => {
            line(&mut out, "document", "goal");
            head(&mut out, &goal.head);
            goal.facts
                .iter()
                .for_each(|fact| line(&mut out, "fact", &format!("{} = {}", fact.key, fact.text)));
            funds(&mut out, &goal.funds);
            goal.tasks.iter().for_each(|task| line(&mut out, "task", &shown_task(task)));
            line(&mut out, "goal", &goal.annual_goal);
            line(&mut out, "goal of all years", &goal.whole_goal);
            goal.indicators.iter().for_each(|row| line(&mut out, "row", &indicator(row)));
            line(&mut out, "stated", &format!("{:?}", goal.level_points));
            goal.remarks.iter().for_each(|r| line(&mut out, "remark", &format!("{} = {}", r.label, r.text)));
        }
        Some(FormDocument::SelfEvaluation(form)) => {
            line(&mut out, "document", "self-evaluation");
            head(&mut out, &form.head);
            funds(&mut out, &form.funds);
            form.tasks.iter().for_each(|task| line(&mut out, "task", &shown_task(task)));
            line(&mut out, "expected", &form.expected);
            line(&mut out, "achieved", &form.achieved);
            form.rows.iter().for_each(|row| line(&mut out, "row", &self_row(row)));
            for stated in &form.level_points {
                line(&mut out, "stated", &format!("{} {}", stated.level1, stated.points.text()));
            }
            line(&mut out, "total", form.claimed_total.text());
            line(&mut out, "grade", &form.claimed_grade);
            form.remarks.iter().for_each(|r| line(&mut out, "remark", &format!("{} = {}", r.label, r.text)));
        }
    }
    out
}

fn line(out: &mut String, label: &str, text: &str) {
    if !text.is_empty() && text != "[]" {
        writeln!(out, "{label}: {}", text.replace('\n', "⏎")).expect("a string grows");
    }
}

fn head(out: &mut String, head: &FormHead) {
    line(out, "title", &head.title);
    line(out, "year", &head.year.map(|year| year.to_string()).unwrap_or_default());
    line(out, "project", &head.project);
    line(out, "code", &head.code);
    line(out, "department", &head.department);
    line(out, "unit", &head.unit);
}

fn funds(out: &mut String, funds: &Funds) {
    for row in &funds.rows {
        let typed = [&row.opening, &row.budget, &row.spent, &row.claimed_rate, &row.points, &row.claimed];
        let typed: Vec<&str> = typed.iter().map(|typed| typed.text()).collect();
        let years = &row.years;
        let others = [&years.before, &years.next1, &years.next2, &years.later].map(|typed| typed.text());
        let others =
            if others == [""; 4] { String::new() } else { format!(" | years {}", others.join(" | ")) };
        let typed = typed.join(" | ");
        line(out, "money", &format!("{:?} {} | {typed} | {}{others}", row.source, row.label, row.reason));
    }
}

fn indicator(row: &Indicator) -> String {
    let typed = [&row.points, &row.sign, &row.target, &row.unit];
    let typed: Vec<&str> = typed.iter().map(|typed| typed.text()).collect();
    let of = &row.grounds;
    let term = if of.term == Term::Whole { "all years: " } else { "" };
    let beside = [&of.meaning, &of.standard, &of.value_basis, &of.basis_note, &of.source, &of.way];
    let survey = [&of.survey.object, &of.survey.way, of.survey.sample.text(), &of.survey.time];
    let beside: Vec<&str> = beside.into_iter().map(String::as_str).chain(survey).collect();
    let beside: String =
        beside.iter().filter(|text| !text.is_empty()).map(|text| format!(" | {text}")).collect();
    let typed = typed.join(" | ");
    format!("{term}{} | {} | {} | {typed} | {}{beside}", row.level1, row.level2, row.name, row.note)
}

fn shown_task(task: &Task) -> String {
    let (fiscal, other) = (task.fiscal.text(), task.other.text());
    format!("{} | {} | {fiscal} | {other} | {}", task.name, task.content, task.done)
}

fn self_row(row: &SelfRow) -> String {
    let (actual, claimed) = (row.actual.text(), row.claimed.text());
    format!("{} || {actual} | {claimed} | {}", indicator(&row.indicator), row.reason)
}
