//! `hengping pack check` and `hengping pack test`: whether packs hold together and keep their own cases.
//! What `hengping pack pinyin` does stands beside it.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::pack_pinyin::Pinyin;
use super::{Failure, Outcome, input, output};
use crate::domain::finding::{LibraryFinding, PackProblem, Severity};
use crate::library::Library;
use crate::pack::cases::{self, CaseResult, Miss};
use crate::pack::{Kind, Pack, check, read, shipped};
use crate::wording;

/// 规则包：检查写法、运行自带的案例
#[derive(clap::Args)]
#[command(
    next_help_heading = "选项",
    subcommand_help_heading = "命令",
    override_usage = "hengping pack <check|test|pinyin> [选项] <文件>…"
)]
pub(super) struct PackCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// 检查规则包的写法：格式、规则、份额、摘要
    Check(Files),
    /// 运行规则包自带的案例；有不符时以 1 退出
    Test(Files),
    /// 为指标库的名称写入拼音，供浏览器中按拼音检索
    Pinyin(Pinyin),
}

#[derive(clap::Args)]
struct Files {
    /// 规则包文件（JSON）
    #[arg(required = true, value_name = "文件")]
    files: Vec<PathBuf>,
    /// 用 JSON 输出，供程序读取
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct FileReport {
    file: String,
    pack: Option<String>,
    title: String,
    findings: Vec<Finding>,
    passed: usize,
    failed: usize,
    cases: Vec<Case>,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: Severity,
    text: String,
}

#[derive(Serialize)]
struct Case {
    id: String,
    of: String,
    passed: bool,
    misses: Vec<String>,
}

impl PackCommand {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let (files, tested) = match self.what {
            What::Check(files) => (files, false),
            What::Test(files) => (files, true),
            What::Pinyin(pinyin) => return pinyin.run(),
        };
        let mut reports = Vec::new();
        let mut missing = false;
        for path in &files.files {
            match report(path, tested) {
                Ok(report) => reports.push(report),
                Err(fault) => {
                    eprintln!("{fault}");
                    missing = true;
                }
            }
        }
        output::say(&if files.json { json(&reports)? } else { text(&reports, tested) })?;
        if missing {
            return Err(Failure("有文件没有读到，其余文件的结果已列出。".to_owned()));
        }
        let grave =
            |report: &FileReport| report.findings.iter().any(|finding| finding.severity == Severity::Error);
        let bad = reports.iter().any(|report| grave(report) || report.failed > 0);
        Ok(if bad { Outcome::Findings } else { Outcome::Good })
    }
}

fn report(path: &Path, tested: bool) -> Result<FileReport, input::InputFault> {
    let mut report = FileReport {
        file: path.display().to_string(),
        pack: None,
        title: String::new(),
        findings: Vec::new(),
        passed: 0,
        failed: 0,
        cases: Vec::new(),
    };
    let pack = match read(&input::read(path)?) {
        Ok(pack) => pack,
        Err(problem) => {
            report.findings.push(finding(problem));
            return Ok(report);
        }
    };
    report.pack = Some(pack.id.to_string());
    report.title = format!("{}（{} 版，{}）", pack.title, pack.edition, pack.digest);
    judge(&pack, tested, &mut report);
    Ok(report)
}

fn judge(pack: &Pack, tested: bool, report: &mut FileReport) {
    let shipped = shipped();
    let rules = shipped.rules_by(pack);
    if !tested {
        report.findings.extend(check::check(pack, &rules, shipped.packs()).into_iter().map(finding));
        if pack.kind == Kind::Library {
            report.findings.extend(entries(pack));
        }
        return;
    }
    match rules {
        Err(problem) => {
            report.findings.push(finding(problem.clone()));
            report.cases = cases::unrun(pack, &problem).into_iter().map(case).collect();
        }
        Ok(rules) => report.cases = cases::run(pack, &rules).into_iter().map(case).collect(),
    }
    report.failed = report.cases.iter().filter(|case| !case.passed).count();
    report.passed = report.cases.len() - report.failed;
}

/// What is wrong with the entries of an indicator library.
fn entries(pack: &Pack) -> Vec<Finding> {
    let findings = match Library::of_pack(pack.clone()) {
        Ok(reading) => reading.findings,
        Err(problem) => vec![LibraryFinding::new("", problem)],
    };
    let told = |finding: LibraryFinding| Finding {
        code: finding.problem.code(),
        severity: finding.problem.severity(),
        text: wording::library_finding(&finding),
    };
    // A number where a text belongs is told of by the pack's own check.
    findings.into_iter().filter(|finding| pack.numbers_in(&finding.at).is_empty()).map(told).collect()
}

fn finding(problem: PackProblem) -> Finding {
    let problem = problem.into();
    Finding {
        code: crate::domain::finding::Problem::code(&problem),
        severity: problem.severity(),
        text: wording::sentence(&problem),
    }
}

fn case(result: CaseResult) -> Case {
    let misses: Vec<String> = result.misses.iter().map(miss).collect();
    Case { id: result.id, of: result.of, passed: misses.is_empty(), misses }
}

fn miss(miss: &Miss) -> String {
    match miss {
        Miss::Differs { what, expected, came } => format!("{what}：应为 {expected}，实得 {came}"),
        Miss::Unusable(problem) => wording::sentence(&problem.clone().into()),
    }
}

fn json(reports: &[FileReport]) -> Result<String, Failure> {
    let text = serde_json::to_string(&serde_json::json!({ "files": reports }))
        .map_err(|error| Failure(format!("结果写不出去：{error}")))?;
    Ok(text + "\n")
}

fn text(reports: &[FileReport], tested: bool) -> String {
    let mut lines = Vec::new();
    for report in reports {
        lines.push(format!("{}　{}", report.file, report.title));
        for finding in &report.findings {
            lines.push(format!("  [{}] {}", wording::severity(finding.severity), finding.text));
        }
        for case in report.cases.iter().filter(|case| !case.passed) {
            lines.push(format!("  案例 {}（{}）不符：{}", case.id, case.of, case.misses.join("；")));
        }
        if !tested && report.findings.is_empty() {
            lines.push("  没有发现问题。".to_owned());
        }
    }
    if tested {
        let sum = |count: fn(&FileReport) -> usize| reports.iter().map(count).sum::<usize>();
        lines.push(format!("{} passed, {} failed", sum(|report| report.passed), sum(|report| report.failed)));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
