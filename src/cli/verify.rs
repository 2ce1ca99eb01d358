//! `hengping verify`: whether bundles are what was sealed, by whom, and what they hold; and the same of
//! backups, as far as they are not locked.

use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::backup_report::{self, BackupReport};
use super::input::{self, InputFault};
use super::{Failure, Outcome};
use crate::backup;
use crate::bundle::archive::{self, Opened, Source};
use crate::bundle::code::ShortCode;
use crate::bundle::document::Document;
use crate::bundle::limits::MAX_BYTES;
use crate::domain::finding::{BackupProblem, BundleProblem, FileProblem, Severity};
use crate::domain::place::DocumentType;
use crate::wording::{self, excerpt};

/// Documents that the table lists; `--json` lists all.
const LISTED: usize = 20;

/// 核验数据包或备份：格式、摘要、签章、附件和文书；有问题时以 1 退出
#[derive(clap::Args)]
#[command(next_help_heading = "选项", override_usage = "hengping verify [选项] <文件>…")]
pub(super) struct Verify {
    /// 数据包：JSON，或带附件的 ZIP；备份：JSON
    #[arg(required = true, value_name = "文件")]
    files: Vec<PathBuf>,
    /// 应由此公钥短码的持有人签章，例如 04HM-ASW9-NF6Y
    #[arg(long, value_name = "短码")]
    signer: Option<ShortCode>,
    /// 用 JSON 输出，供程序读取
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct FileReport {
    file: String,
    /// Absent where the file is no bundle.
    #[serde(flatten)]
    bundle: Option<BundleReport>,
    /// Absent where it is no backup, or a broken one.
    #[serde(flatten)]
    backup: Option<BackupReport>,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct BundleReport {
    version: i64,
    read_only: bool,
    kind: String,
    year: i16,
    from: String,
    made_at: String,
    digest: String,
    code: String,
    /// The short code of the key whose seal holds.
    signer: Option<String>,
    documents: Vec<DocumentReport>,
    parts: Vec<PartReport>,
}

#[derive(Serialize)]
struct DocumentReport {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    case: String,
    revision: String,
    parent: Option<String>,
}

#[derive(Serialize)]
struct PartReport {
    digest: String,
    name: String,
    size: u64,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: Severity,
    text: String,
}

impl From<BundleProblem> for Finding {
    fn from(problem: BundleProblem) -> Self {
        let text = wording::bundle_problem(&problem);
        Self { code: problem.code(), severity: problem.severity(), text }
    }
}

impl From<BackupProblem> for Finding {
    fn from(problem: BackupProblem) -> Self {
        let text = wording::backup_problem(&problem);
        Self { code: problem.code(), severity: problem.severity(), text }
    }
}

impl Verify {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let mut reports = Vec::new();
        let mut missing = false;
        for path in &self.files {
            match self.report(path) {
                Ok(report) => reports.push(report),
                Err(fault) => {
                    eprintln!("{fault}");
                    missing = true;
                }
            }
        }
        if self.json {
            let text = serde_json::to_string(&serde_json::json!({ "files": reports }))
                .map_err(|error| Failure(format!("结果写不出去：{error}")))?;
            println!("{text}");
        } else {
            reports.iter().for_each(print);
        }
        if missing {
            return Err(Failure("有文件没有读到，其余文件的结果已列出。".to_owned()));
        }
        let grave = |finding: &Finding| finding.severity == Severity::Error;
        let bad = reports.iter().any(|report| report.findings.iter().any(grave));
        Ok(if bad { Outcome::Findings } else { Outcome::Good })
    }

    fn report(&self, path: &Path) -> Result<FileReport, InputFault> {
        let file = path.display().to_string();
        let of_backup = |source: &mut dyn Source| {
            let (backup, problems) = backup_report::of(source);
            let findings = problems.into_iter().map(Finding::from).collect();
            FileReport { file: file.clone(), bundle: None, backup, findings }
        };
        // With its files a backup may be larger than what is read whole.
        if let Ok(mut lying) = File::open(path).map(BufReader::new)
            && backup::is_archive(&mut lying)
        {
            return Ok(of_backup(&mut lying));
        }
        let opened = match input::read_within(path, MAX_BYTES) {
            Ok(bytes) if backup::is_backup(&bytes) => return Ok(of_backup(&mut Cursor::new(bytes))),
            Ok(bytes) => archive::open(&bytes),
            Err(InputFault::TooLarge { problem: FileProblem::TooLarge { size, limit }, .. }) => {
                Err(BundleProblem::TooLarge { size, limit })
            }
            Err(fault) => return Err(fault),
        };
        Ok(match opened {
            Ok(opened) => self.opened(file, opened),
            Err(problem) => FileReport { file, bundle: None, backup: None, findings: vec![problem.into()] },
        })
    }

    fn opened(&self, file: String, opened: Opened) -> FileReport {
        let Opened { bundle, parts: _, problems } = opened;
        let mut findings: Vec<BundleProblem> = Vec::new();
        if bundle.is_read_only() {
            findings.push(BundleProblem::NewerVersion { version: bundle.version });
        }
        let signer = match bundle.signer() {
            Ok(key) => Some(key.code()),
            Err(problem) => {
                findings.push(problem);
                None
            }
        };
        if let (Some(expected), Some(found)) = (self.signer, signer)
            && expected != found
        {
            let (expected, found) = (expected.to_string(), found.to_string());
            findings.push(BundleProblem::SignerDiffers { expected, found });
        }
        findings.extend(problems);
        findings.extend(bundle.documents.iter().filter_map(|document| document.head.clone().err()));
        let header = &bundle.header;
        let part = |part: &crate::bundle::header::PartListed| PartReport {
            digest: part.digest.to_string(),
            name: part.name.clone(),
            size: part.size,
        };
        let report = BundleReport {
            version: bundle.version,
            read_only: bundle.is_read_only(),
            kind: header.kind.word().to_owned(),
            year: header.year,
            from: format!("{} {}", header.from.name, header.from.id).trim().to_owned(),
            made_at: header.made_at.clone(),
            digest: bundle.digest.to_string(),
            code: ShortCode::of(&bundle.digest).to_string(),
            signer: signer.map(|code| code.to_string()),
            documents: bundle.documents.iter().map(document).collect(),
            parts: header.parts.iter().map(part).collect(),
        };
        let findings = findings.into_iter().map(Finding::from).collect();
        FileReport { file, bundle: Some(report), backup: None, findings }
    }
}

fn document(document: &Document) -> DocumentReport {
    let head = document.head.as_ref().ok();
    DocumentReport {
        id: head.map(|head| head.id.clone()).unwrap_or_default(),
        kind: head.map(|head| head.kind.clone()).unwrap_or_default(),
        case: head.map(|head| format!("{} {}", head.case.year, head.case.name)).unwrap_or_default(),
        revision: document.revision.to_string(),
        parent: head.and_then(|head| head.parent.as_ref()).map(ToString::to_string),
    }
}

/// Texts of strangers come to the terminal as excerpts, without control characters.
fn print(report: &FileReport) {
    println!("{}", report.file);
    if let Some(backup) = &report.backup {
        backup_report::print(backup);
    }
    if let Some(bundle) = &report.bundle {
        let kind = wording::bundle_kind(&bundle.kind);
        println!(
            "  数据包（{kind}）　{} 年　{}　{}",
            bundle.year,
            excerpt(&bundle.from),
            excerpt(&bundle.made_at)
        );
        println!("  摘要　{}", bundle.digest);
        println!("  短码　{}", bundle.code);
        match &bundle.signer {
            Some(code) => println!("  签章　完好，公钥短码 {code}"),
            None => println!("  签章　不成立"),
        }
        println!("  文书 {} 份", bundle.documents.len());
        for document in bundle.documents.iter().take(LISTED) {
            let kind = DocumentType::of_word(&document.kind);
            let kind =
                kind.map_or_else(|| excerpt(&document.kind), |kind| wording::document(kind).to_owned());
            println!("    {kind}　{}", excerpt(&document.case));
        }
        if let Some(more) = bundle.documents.len().checked_sub(LISTED).filter(|more| *more > 0) {
            println!("    另有 {more} 份");
        }
        println!("  附件 {} 个", bundle.parts.len());
        for part in &bundle.parts {
            println!("    {}　{} 字节", excerpt(&part.name), part.size);
        }
    }
    for finding in &report.findings {
        println!("  [{}] {}", wording::severity(finding.severity), finding.text);
    }
}
