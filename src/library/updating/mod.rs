//! Taking a file over into the library, as questions and answers in text: what a worker does, so that a long file
//! holds no page. First the file is laid out against the library, line by line; then, asked again with what was
//! chosen, the library as it is then comes back. Opens no file, keeps nothing.

mod laid_out;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::catalogue::{Library, ReadFault};
use super::kept::{kept_text, read_any};
use super::staging::{Incoming, Staged, TableRow, Way, stage};
use crate::domain::finding::{LibraryFinding, LibraryProblem, Problem, Severity};
use crate::domain::scoring::selection::Level;
use crate::wording;

/// How the file is to be taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The file becomes the library, else it is put into it.
    pub replace: bool,
    /// Editions that are known already: the next one is none of them.
    pub taken: Vec<String>,
    /// `None`: only lay it out. Else do it, but for the items at these places.
    pub left: Option<Vec<usize>>,
}

/// What was read from a file, before anybody knows whether it is a library.
pub enum Brought {
    /// The bytes of JSON.
    Json(Vec<u8>),
    /// Sheets with their names and rows, and what was wrong with single cells, in words.
    Tables { sheets: Vec<(String, Vec<TableRow>)>, told: Vec<(Severity, String)> },
}

/// Answers in text: the first line is a JSON object. Where it has `refused`, a list of sentences, nothing came of the
/// question. Laid out, the lines below are findings and items ([`laid_out`]); done, they are the library.
pub fn answer(update: &Update, library: &str, brought: Brought, levels: &[Level]) -> String {
    answered(update, library, brought, levels).unwrap_or_else(refused)
}

/// The answer that nothing comes of the question, and why.
pub fn refused(sentences: Vec<String>) -> String {
    json!({ "refused": sentences }).to_string()
}

fn answered(
    update: &Update,
    library: &str,
    brought: Brought,
    levels: &[Level],
) -> Result<String, Vec<String>> {
    let library = read_any(library).map_err(|fault| vec![fault_words(&fault)])?.library;
    let (incoming, told) = incoming(brought)?;
    let way = if update.replace { Way::Replace } else { Way::Merge };
    let staged = stage(&library, incoming, way, levels);
    let counts = staged.counts;
    if counts.new + counts.changed + counts.same == 0 {
        return Err(why_nothing(&staged, told));
    }
    let edition = free_edition(staged.next_edition(&library), &update.taken);
    Ok(match &update.left {
        None => laid_out::text(&library, &staged, &edition, &told),
        Some(left) => done(&library, &staged, &edition, left),
    })
}

/// The library with all that was not left, below a line that counts.
fn done(library: &Library, staged: &Staged, edition: &str, left: &[usize]) -> String {
    let left: BTreeSet<usize> = left.iter().copied().collect();
    let chosen = staged.choices().difference(&left).copied().collect();
    let applied = staged.apply(library, &chosen, edition);
    let first = json!({ "edition": edition, "taken": applied.taken, "left": applied.left });
    format!("{first}\n{}", kept_text(&applied.library))
}

type Told = Vec<(Severity, String)>;

fn incoming(brought: Brought) -> Result<(Incoming, Told), Vec<String>> {
    match brought {
        Brought::Json(bytes) => {
            let reading = super::read(&bytes).map_err(|fault| vec![fault_words(&fault)])?;
            Ok((Incoming::of_reading(reading), Vec::new()))
        }
        Brought::Tables { sheets, told } => Ok((of_tables(&sheets), told)),
    }
}

/// Of a workbook the sheet that holds a library; of several the first. The others are named.
fn of_tables(sheets: &[(String, Vec<TableRow>)]) -> Incoming {
    let mut headed = sheets.iter().position(|(_, rows)| Incoming::has_header(rows));
    headed = headed.or_else(|| (!sheets.is_empty()).then_some(0));
    let Some((at, (_, rows))) = headed.and_then(|at| Some((at, sheets.get(at)?))) else {
        return Incoming::of_rows(&[]);
    };
    let mut incoming = Incoming::of_rows(rows);
    let others = sheets.iter().enumerate().filter(|(other, (_, rows))| *other != at && !rows.is_empty());
    incoming.findings.extend(others.map(|(_, (sheet, rows))| {
        let problem = LibraryProblem::SheetLeftOut { sheet: sheet.clone(), rows: rows.len() };
        LibraryFinding::new("", problem)
    }));
    incoming
}

/// Refusals that are named one by one; the rest are counted.
const NAMED: usize = 20;

/// Why nothing of a file can be taken in.
fn why_nothing(staged: &Staged, told: Told) -> Vec<String> {
    let refused = staged.items.iter().filter_map(laid_out::refusal);
    let findings = staged.findings.iter().filter(|finding| finding.problem.severity() == Severity::Error);
    let mut sentences: Vec<String> = told.into_iter().map(|(_, sentence)| sentence).collect();
    sentences.extend(findings.map(wording::library_finding).chain(refused));
    if sentences.is_empty() {
        return vec![wording::library_problem(&LibraryProblem::NoEntries)];
    }
    let more = sentences.len().saturating_sub(NAMED);
    sentences.truncate(NAMED);
    sentences.extend((more > 0).then(|| wording::library_more_refused(more)));
    sentences.push(wording::library_problem(&LibraryProblem::NothingUsable));
    sentences
}

/// The first edition from this one on that nobody has: an indicator names its edition, so no two may be alike.
fn free_edition(first: String, taken: &[String]) -> String {
    let mut edition = first;
    while taken.contains(&edition) {
        edition = super::staging::edition_after(&edition);
    }
    edition
}

fn fault_words(fault: &ReadFault) -> String {
    match fault {
        ReadFault::Pack(problem) => wording::sentence(&Problem::Pack(problem.clone())),
        ReadFault::Library(problem) => wording::library_problem(problem),
    }
}
