//! What `convert` takes in: official forms and files of cases, as documents with the cases they belong to. Says what
//! of a form was not taken up.

use std::path::Path;

use super::{Failure, input};
use crate::bundle::digest::Digest;
use crate::domain::case::{Case, Subject};
use crate::domain::case_file::{self, CaseFileFault};
use crate::domain::ids::CaseId;
use crate::domain::intake::{Incoming, new_case_of};
use crate::domain::place::DocumentType;
use crate::forms::{self, FormDocument};
use crate::wording;

/// Everything that came in.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) cases: Vec<Case>,
    /// Something of a file was not taken up; what it was has been said.
    pub(super) open: bool,
}

/// One document on its way out.
pub(super) struct Document<'c> {
    pub(super) case: &'c Case,
    pub(super) kind: DocumentType,
}

impl Sources {
    /// Reads a file; a file that is neither form nor file of cases is a failure. `year` is that of a form that
    /// names none.
    pub(super) fn add(&mut self, path: &Path, year: Option<i16>) -> Result<(), Failure> {
        let bytes = input::read(path).map_err(|fault| Failure(fault.to_string()))?;
        let refused = |why: String| Failure(format!("{}：{why}", path.display()));
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
            self.cases.extend(case_file::read(&bytes).map_err(|fault| refused(fault_words(&fault)))?);
            return Ok(());
        }
        let reading = forms::read(&path.display().to_string(), &bytes);
        for finding in reading.findings() {
            self.open = true;
            eprintln!("{}：{}", path.display(), wording::sentence(&finding.problem));
        }
        let incoming = match reading.document {
            Some(FormDocument::Goal(goal)) => Incoming::Goal(goal),
            Some(FormDocument::SelfEvaluation(form)) => Incoming::SelfEvaluation(form),
            None => return Err(refused("没有读到绩效目标申报表或绩效自评表。".to_owned())),
        };
        let year = incoming.head().year.or(year);
        let year = year.ok_or_else(|| refused("表中没有年度，请用 --year 给出。".to_owned()))?;
        // The same file is the same case, whenever it is converted.
        let id = CaseId::new(format!("form-{}", &Digest::of_bytes(&bytes).hex()[..16]));
        self.cases.push(new_case_of(incoming, reading.subject.unwrap_or(Subject::Project), id, year));
        Ok(())
    }

    /// The documents of one kind, or of both.
    pub(super) fn documents(&self, kind: Option<DocumentType>) -> Vec<Document<'_>> {
        let kinds = [DocumentType::Goal, DocumentType::SelfEvaluation];
        let wanted = move |of: &DocumentType| kind.is_none_or(|kind| kind == *of);
        let has = |case: &Case, of| match of {
            DocumentType::Goal => case.goal.is_some(),
            DocumentType::SelfEvaluation => case.self_evaluation.is_some(),
        };
        let of_case = |case| kinds.into_iter().filter(wanted).map(move |kind| Document { case, kind });
        self.cases.iter().flat_map(of_case).filter(|document| has(document.case, document.kind)).collect()
    }
}

fn fault_words(fault: &CaseFileFault) -> String {
    match fault {
        CaseFileFault::NotCases(_) => "不是衡评导出的项目文件。".to_owned(),
        CaseFileFault::Newer { version } => {
            format!("由更新的版本写成（格式 {version}），请先更新程序。")
        }
    }
}
