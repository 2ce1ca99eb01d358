//! What one file holds to be judged: an official form, the cases of a project file, the documents of a bundle. Each
//! document is judged for itself and handed on before the next, so that a large file takes no more memory than its
//! own text. Prints nothing.

use std::path::Path;

use super::Failure;
use super::force::Force;
use super::input::{self, InputFault};
use super::report::{FileReport, Judged};
use crate::bundle::archive::{self, Opened};
use crate::bundle::content::Content;
use crate::bundle::document::Document;
use crate::bundle::goal::basis_of;
use crate::bundle::{limits, lineage};
use crate::domain::case::Case;
use crate::domain::case_file::{self, CaseFileFault};
use crate::domain::finding::{BundleProblem, FileProblem, Finding};
use crate::domain::ids::CaseId;
use crate::domain::place::{DocumentType, Place};
use crate::forms::{self, FormDocument};

/// Judges every document of the file; `told` takes each report as it is made. The disk's refusals alone are faults.
pub(super) fn judge(
    path: &Path,
    force: &Force,
    scored: bool,
    mut told: impl FnMut(FileReport) -> Result<(), Failure>,
) -> Result<Result<(), Failure>, InputFault> {
    let name = path.display().to_string();
    let lower = name.to_lowercase();
    let (is_json, is_zip) = (lower.ends_with(".json"), lower.ends_with(".zip"));
    let limit = if is_json || is_zip { limits::MAX_BYTES } else { forms::MAX_BYTES };
    let bytes = match input::read_within(path, limit) {
        Ok(bytes) => bytes,
        Err(InputFault::TooLarge { problem, .. }) => {
            return Ok(told(FileReport::unread(&name, &[of_file(problem)])));
        }
        Err(fault) => return Err(fault),
    };
    if is_zip {
        return Ok(bundle(&name, &bytes, force, scored, told));
    }
    if !is_json {
        return Ok(told(FileReport::of(&name, forms::read(&name, &bytes), force, scored)));
    }
    Ok(match case_file::read(&bytes) {
        Ok(cases) => in_cases(&name, cases, force, scored, told),
        Err(CaseFileFault::Newer { version }) => {
            told(FileReport::refused(&name, &[BundleProblem::NewerVersion { version }]))
        }
        Err(CaseFileFault::NotCases(said)) if said.starts_with("cases[") => {
            let (path, detail) = said.split_once(": ").unwrap_or(("", &said));
            let problem = BundleProblem::Malformed { path: path.to_owned(), detail: detail.to_owned() };
            told(FileReport::refused(&name, &[problem]))
        }
        Err(CaseFileFault::NotCases(_)) => bundle(&name, &bytes, force, scored, told),
    })
}

fn in_cases(
    name: &str,
    cases: Vec<Case>,
    force: &Force,
    scored: bool,
    mut told: impl FnMut(FileReport) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut any = false;
    for case in cases {
        let basis = basis_of(&case);
        let goal = case.goal.map(FormDocument::Goal);
        let form = case.self_evaluation.map(FormDocument::SelfEvaluation);
        for document in goal.into_iter().chain(form) {
            any = true;
            let judged = Judged { document: &document, subject: case.subject, basis };
            told(FileReport::document(name, judged, force, scored))?;
        }
    }
    if any { Ok(()) } else { told(FileReport::unread(name, &[of_file(FileProblem::UnknownForm)])) }
}

fn bundle(
    name: &str,
    bytes: &[u8],
    force: &Force,
    scored: bool,
    mut told: impl FnMut(FileReport) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Opened { bundle, parts: _, mut problems } = match archive::open(bytes) {
        Ok(opened) => opened,
        Err(problem) => return told(FileReport::refused(name, &[problem])),
    };
    if bundle.is_read_only() {
        problems.push(BundleProblem::NewerVersion { version: bundle.version });
    }
    let mut any = false;
    for document in &bundle.documents {
        match content(document) {
            Err(problem) => problems.push(problem),
            Ok(content) => {
                any = true;
                let subject = lineage::new_case(CaseId::new(""), document, &content).subject;
                let document = match content {
                    Content::Goal(goal) => FormDocument::Goal(goal),
                    Content::SelfEvaluation(form) => FormDocument::SelfEvaluation(form),
                };
                let judged = Judged { document: &document, subject, basis: None };
                told(FileReport::document(name, judged, force, scored))?;
            }
        }
    }
    if !problems.is_empty() {
        return told(FileReport::refused(name, &problems));
    }
    if any { Ok(()) } else { told(FileReport::unread(name, &[of_file(FileProblem::UnknownForm)])) }
}

fn content(document: &Document) -> Result<Content, BundleProblem> {
    let head = document.head.as_ref().map_err(Clone::clone)?;
    Content::read(&head.kind, document.body())
}

fn of_file(problem: FileProblem) -> Finding {
    Finding::new(problem, Place::document(DocumentType::SelfEvaluation))
}
