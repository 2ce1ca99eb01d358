//! What `hengping verify` says of a backup: what it holds, or what can be said of it while it is locked.

use serde::Serialize;

use crate::backup::{self, Opened};
use crate::bundle::archive::Source;
use crate::bundle::code::ShortCode;
use crate::domain::finding::BackupProblem;
use crate::wording::excerpt;

#[derive(Serialize)]
pub(super) struct BackupReport {
    /// Saved by the page of last resort, not by the program.
    rescue: bool,
    locked: bool,
    made_at: String,
    made_with: String,
    /// Absent while it is locked.
    #[serde(flatten)]
    held: Option<Held>,
}

#[derive(Serialize)]
struct Held {
    profile: String,
    digest: String,
    code: String,
    cases: usize,
    lineages: usize,
    quarantine: usize,
    /// Files of evidence beside it whose bytes are right.
    files: usize,
    /// Versions of cases that lie beside it.
    versions: usize,
    /// Libraries in use that lie beside it: title and edition.
    libraries: Vec<String>,
    /// The short code of the signing key in it.
    key: Option<String>,
}

/// The report, unless the file is broken, and every problem there is.
pub(super) fn of(file: &mut dyn Source) -> (Option<BackupReport>, Vec<BackupProblem>) {
    match backup::look(file) {
        Err(problem) => (None, vec![problem]),
        Ok(Opened::Locked(lock)) => {
            let (made_at, made_with) = (lock.made_at, lock.made_with);
            (Some(BackupReport { rescue: false, locked: true, made_at, made_with, held: None }), Vec::new())
        }
        Ok(Opened::Backup(backup)) => {
            let broken = backup.cases.iter().filter_map(|kept| kept.case.as_ref().err());
            let problems = broken.chain(&backup.problems).cloned().collect();
            let titles = backup.beside.libraries.iter().map(|one| one.title.as_str());
            let titles = titles.filter(|title| !title.is_empty());
            let held = Held {
                profile: backup.profile,
                digest: backup.digest.to_string(),
                code: ShortCode::of(&backup.digest).to_string(),
                cases: backup.cases.len(),
                lineages: backup.lineages.len(),
                quarantine: backup.texts.quarantine.len(),
                files: backup.parts.iter().filter(|part| !backup.beside.has(&part.digest)).count(),
                versions: backup.beside.count_versions(),
                libraries: titles.map(excerpt).collect(),
                key: backup.key.map(|key| key.public().code().to_string()),
            };
            let report = BackupReport {
                rescue: backup.rescued.is_some(),
                locked: false,
                made_at: backup.made_at,
                made_with: backup.made_with,
                held: Some(held),
            };
            (Some(report), problems)
        }
    }
}

/// Texts of strangers come to the terminal as excerpts, without control characters.
pub(super) fn print(report: &BackupReport) {
    let what = if report.rescue { "本机数据（应急导出）" } else { "备份" };
    println!("  {what}　{}　{}", excerpt(&report.made_at), excerpt(&report.made_with));
    let Some(held) = &report.held else {
        println!("  设有口令　内容不能查看，是否完整要到恢复时输入口令才能知道");
        return;
    };
    if !held.profile.is_empty() {
        println!("  使用人　{}", excerpt(&held.profile));
    }
    println!("  摘要　{}", held.digest);
    println!("  短码　{}", held.code);
    println!("  项目 {} 个", held.cases);
    println!("  报送记录 {} 条", held.lineages);
    println!("  不能使用的记录 {} 条", held.quarantine);
    println!("  佐证材料 {} 个", held.files);
    println!("  历史版本 {} 个", held.versions);
    for title in &held.libraries {
        println!("  指标库　{title}");
    }
    match &held.key {
        Some(code) => println!("  签章私钥　有，公钥短码 {code}"),
        None => println!("  签章私钥　没有"),
    }
}
