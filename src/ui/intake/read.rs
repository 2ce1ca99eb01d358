//! One file from the browser's hands to a form or to cases. Its size is looked at before its bytes.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::staged::Arrived;
use crate::domain::case_file::{self, CaseFileFault};
use crate::domain::finding::{FileProblem, Problem, Severity};
use crate::domain::intake::Incoming;
use crate::forms::{FormDocument, MAX_BYTES, Reading};
use crate::ui::workers::{self, WorkerFault};
use crate::wording;

/// A zip archive and an OLE file: what XLSX and XLS begin with.
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";

/// In bytes. A browser counts them as a float; a file's size is a whole number far below 2^53.
pub(super) fn size(file: &File) -> u64 {
    file.size() as u64
}

pub(super) async fn read(file: &File) -> Arrived {
    let name = file.name();
    let is_cases = name.to_lowercase().ends_with(".json");
    let size = size(file);
    if size > MAX_BYTES && !is_cases {
        return refused(FileProblem::TooLarge { size, limit: MAX_BYTES });
    }
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
        return Arrived::Refused(vec![
            "浏览器读不到这个文件：可能已被移动，或正被别的程序占用。请关闭占用它的程序后再导入。".to_owned(),
        ]);
    };
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    if is_cases {
        return cases(&bytes);
    }
    let read = if bytes.starts_with(ZIP) || bytes.starts_with(OLE) {
        workers::read_workbook(&name, &bytes).await
    } else {
        workers::read_separated(&name, &bytes).await
    };
    match read {
        Ok(reading) => form(reading),
        Err(fault) => Arrived::Refused(vec![worker_words(&fault).to_owned()]),
    }
}

fn form(reading: Reading) -> Arrived {
    let findings = reading.findings();
    let (cells, taken) = (reading.cells, reading.taken);
    let incoming = match reading.document {
        Some(FormDocument::Goal(goal)) => Incoming::Goal(goal),
        Some(FormDocument::SelfEvaluation(form)) => Incoming::SelfEvaluation(form),
        None => {
            // Cells without a place are only hints; what keeps the file out comes alone.
            let grave = findings.iter().filter(|finding| finding.problem.severity() == Severity::Error);
            return Arrived::Refused(grave.map(|finding| wording::sentence(&finding.problem)).collect());
        }
    };
    Arrived::Form { incoming, findings, cells, taken }
}

fn cases(bytes: &[u8]) -> Arrived {
    match case_file::read(bytes) {
        Ok(cases) => Arrived::Cases(cases),
        Err(CaseFileFault::NotCases(_)) => Arrived::Refused(vec![
            "这不是本工作台导出的项目文件，或内容已损坏：请选择用“导出”得到的 .json 文件，或导入表格文件。"
                .to_owned(),
        ]),
        Err(CaseFileFault::Newer { version }) => Arrived::Refused(vec![format!(
            "这个项目文件由更新的版本写成（格式 {version}）：请先更新本工作台再导入，文件不会被改动。"
        )]),
    }
}

fn refused(problem: FileProblem) -> Arrived {
    Arrived::Refused(vec![wording::sentence(&Problem::File(problem))])
}

fn worker_words(fault: &WorkerFault) -> &'static str {
    match fault {
        WorkerFault::NotLoaded => "读取文件的部件没有载入：请检查网络后再导入。",
        WorkerFault::GaveUp => {
            "这个文件读取中断：文件可能损坏或内容异常。请在表格软件中打开，另存为 CSV 后再导入。"
        }
    }
}
