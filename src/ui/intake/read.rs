//! One file from the browser's hands to a form, to cases or to a bundle's report. Its size is looked at before its bytes.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::bundle::Seen;
use super::list;
use super::staged::Arrived;
use crate::bundle::limits;
use crate::domain::case::Case;
use crate::domain::case_file::{self, CaseFileFault};
use crate::domain::finding::{FileProblem, Problem, Severity};
use crate::domain::intake::Incoming;
use crate::forms::{FormDocument, MAX_BYTES, Reading};
use crate::ui::session::Session;
use crate::ui::workers::{self, WorkerFault};
use crate::wording;

/// A zip archive and an OLE file: what XLSX and XLS begin with.
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";

/// How a bundle names itself. Where it is sealed it stands behind the documents, else mostly in front.
const BUNDLE: &[u8] = b"\"hengping.bundle\"";
const FRONT: usize = 4 * 1024;
const BACK: usize = 512 * 1024;
/// Formats that hold a whole device.
const BACKUPS: [&str; 2] = ["hengping.backup", "hengping.rescue"];

/// In bytes. A browser counts them as a float; a file's size is a whole number far below 2^53.
pub(super) fn size(file: &File) -> u64 {
    file.size() as u64
}

pub(super) async fn read(file: &File, session: Session) -> Arrived {
    let name = file.name();
    let (size, lower) = (size(file), name.to_lowercase());
    let (is_json, is_zip) = (lower.ends_with(".json"), lower.ends_with(".zip"));
    let limit = if is_json || is_zip { limits::MAX_BYTES } else { MAX_BYTES };
    if size > limit {
        return refused(FileProblem::TooLarge { size, limit });
    }
    // What is in an archive of this name is the keeper's to say; it need not pass through here.
    if is_zip {
        return bundle(file, session).await;
    }
    let Some(buffer) = bytes(file).await else { return Arrived::Refused(vec![unreadable()]) };
    if is_json && is_bundle(&buffer) {
        return bundle(&buffer, session).await;
    }
    let bytes = buffer.to_vec();
    if is_json {
        return match case_file::read(&bytes) {
            Err(CaseFileFault::NotCases(format)) if format == "hengping.bundle" => {
                bundle(&buffer, session).await
            }
            Err(CaseFileFault::NotCases(format)) if BACKUPS.contains(&format.as_str()) => Arrived::Backup,
            read => cases(read),
        };
    }
    let read = if bytes.starts_with(ZIP) || bytes.starts_with(OLE) {
        workers::read_workbook(&name, &bytes).await
    } else {
        workers::read_separated(&name, &bytes).await
    };
    match read {
        Ok(reading) if !reading.lists.is_empty() => {
            Arrived::Lists(Box::new(list::arrived(reading.lists, session).await))
        }
        Ok(reading) => form(reading),
        Err(fault) => Arrived::Refused(vec![worker_words(&fault).to_owned()]),
    }
}

/// A file's bytes, left to the browser; `None` where it cannot read them.
async fn bytes(file: &File) -> Option<Uint8Array> {
    JsFuture::from(file.array_buffer()).await.ok().map(|buffer| Uint8Array::new(&buffer))
}

pub(super) fn unreadable() -> String {
    "浏览器读不到这个文件：可能已被移动，或正被别的程序占用。请关闭占用它的程序后再导入。".to_owned()
}

fn is_bundle(bytes: &Uint8Array) -> bool {
    let length = bytes.length();
    let cut = |size: usize| u32::try_from(size).unwrap_or(u32::MAX).min(length);
    let (front, back) = (bytes.slice(0, cut(FRONT)), bytes.slice(length - cut(BACK), length));
    [back, front].iter().any(|part| part.to_vec().windows(BUNDLE.len()).any(|here| here == BUNDLE))
}

async fn bundle(file: &JsValue, session: Session) -> Arrived {
    match session.compare(file).await {
        Ok(answer) if answer.line(0).contains(r#""backup":true"#) => Arrived::Backup,
        Ok(answer) => Arrived::Bundle(Seen::of(&answer)),
        Err(why) => Arrived::Refused(vec![why]),
    }
}

fn form(reading: Reading) -> Arrived {
    let findings = reading.findings();
    let (cells, taken) = (reading.cells, reading.taken);
    let subject = reading.taken_as();
    let incoming = match reading.document {
        Some(FormDocument::Goal(goal)) => Incoming::Goal(goal),
        Some(FormDocument::SelfEvaluation(form)) => Incoming::SelfEvaluation(form),
        None => {
            // Cells without a place are only hints; what keeps the file out comes alone.
            let grave = findings.iter().filter(|finding| finding.problem.severity() == Severity::Error);
            return Arrived::Refused(grave.map(|finding| wording::sentence(&finding.problem)).collect());
        }
    };
    Arrived::Form { incoming, subject, findings, cells, taken }
}

fn cases(read: Result<Vec<Case>, CaseFileFault>) -> Arrived {
    match read {
        Ok(cases) => Arrived::Cases(cases),
        Err(CaseFileFault::NotCases(_)) => Arrived::Refused(vec![
            "这不是本工作台导出的项目文件或报送包，或内容已损坏：请选择用“导出”或“报送包”得到的文件，或导入表格文件。"
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
