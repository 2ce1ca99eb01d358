//! `hengping convert`: official forms and files of cases into XLSX, CSV or one file of cases, by the ending of what
//! is asked for. What stands at the target is replaced only once the new file is whole.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::force::Force;
use super::sources::{Document, Sources};
use super::{Failure, Outcome, output};
use crate::bundle::goal::basis_of;
use crate::domain::case::Case;
use crate::domain::case_file;
use crate::domain::checks::{check_basis, check_goal_of, check_self_evaluation};
use crate::domain::finding::FileProblem;
use crate::domain::goal_form::GoalForms;
use crate::domain::place::DocumentType;
use crate::domain::scoring::score;
use crate::forms::{self, SummaryLine};
use crate::pack::{goal_forms, shipped};
use crate::wording;

/// 转换表格：官方表（CSV、XLSX、XLS）和项目文件（JSON）互转，按输出文件的结尾决定格式
#[derive(clap::Args)]
#[command(next_help_heading = "选项", override_usage = "hengping convert [选项] <文件>… -o <输出>")]
pub(super) struct Convert {
    /// 官方表（CSV、XLSX、XLS）或衡评项目文件（JSON）
    #[arg(required = true, value_name = "文件")]
    files: Vec<PathBuf>,
    /// 输出文件，以 .xlsx、.csv 或 .json 结尾；或文件夹，一份表一个文件
    #[arg(short, long, value_name = "输出")]
    out: PathBuf,
    /// 输出到文件夹时的格式：xlsx（默认）、csv、json
    #[arg(
        long,
        value_name = "格式",
        default_value = "xlsx",
        hide_default_value = true,
        hide_possible_values = true
    )]
    to: Format,
    /// 只转换其中一种表：goal（绩效目标申报表）或 self_evaluation（绩效自评表）
    #[arg(long, value_name = "表")]
    document: Option<String>,
    /// 表中没有年度时采用的年度
    #[arg(long, value_name = "年度")]
    year: Option<i16>,
    /// 写成汇总表：一个项目一行
    #[arg(long)]
    summary: bool,
    /// 规则包文件，或内置规则包的编号（rules-2020、rules-2021）
    #[arg(long, value_name = "规则包")]
    pack: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Xlsx,
    Csv,
    Json,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        Self::from_str(path.extension()?.to_str()?, true).ok()
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

impl Convert {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let force = Force::new(self.pack.as_deref())?;
        let forms = shipped().pack("goal-forms").map(goal_forms).and_then(Result::ok).unwrap_or_default();
        let kind = match self.document.as_deref() {
            None => None,
            Some(word) => Some(
                DocumentType::of_word(word)
                    .ok_or_else(|| Failure(format!("没有“{word}”这种表：请用 goal 或 self_evaluation。")))?,
            ),
        };
        let mut sources = Sources::default();
        for path in &self.files {
            sources.add(path, self.year)?;
        }
        let written = if self.is_folder() {
            self.fill_folder(&sources, kind, &force, &forms)?
        } else {
            self.fill_file(&sources, kind, &force, &forms)?
        };
        output::say(&format!("已写成 {written} 个文件：{}\n", self.out.display()))?;
        Ok(if sources.open { Outcome::Findings } else { Outcome::Good })
    }

    fn is_folder(&self) -> bool {
        let ends = self.out.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
        self.out.is_dir() || ends
    }

    fn fill_file(
        &self,
        sources: &Sources,
        kind: Option<DocumentType>,
        force: &Force,
        forms: &GoalForms,
    ) -> Result<usize, Failure> {
        let unknown = || {
            Failure(format!("{}：请让输出以 .xlsx、.csv 或 .json 结尾，或写成文件夹。", self.out.display()))
        };
        let format = Format::of(&self.out).ok_or_else(unknown)?;
        if format == Format::Json {
            write(&self.out, case_file::write(&sources.cases).as_bytes())?;
            return Ok(1);
        }
        if self.summary {
            if format != Format::Xlsx {
                return Err(Failure("汇总表只写成 .xlsx：请改输出文件的结尾。".to_owned()));
            }
            let lines: Vec<SummaryLine> = sources.cases.iter().map(|case| line(case, force)).collect();
            let bytes = forms::write_summary("项目汇总表", &lines).map_err(|problem| said(&problem))?;
            write(&self.out, &bytes)?;
            return Ok(1);
        }
        let documents = sources.documents(kind);
        let [document] = documents.as_slice() else {
            let count = documents.len();
            return Err(Failure(format!(
                "共有 {count} 份表，一个 {} 文件只装一份：请把输出写成文件夹，或用 --document 选一种，或用 --summary 写汇总表。",
                format.ending()
            )));
        };
        write(&self.out, &bytes_of(document, format, force, forms)?)?;
        Ok(1)
    }

    fn fill_folder(
        &self,
        sources: &Sources,
        kind: Option<DocumentType>,
        force: &Force,
        forms: &GoalForms,
    ) -> Result<usize, Failure> {
        std::fs::create_dir_all(&self.out).map_err(|error| unwritten(&self.out, &error))?;
        let mut taken = HashSet::new();
        let documents = sources.documents(kind);
        for document in &documents {
            let stem = stem(document);
            let numbered = (2..).map(|number| format!("{stem}-{number}"));
            let stem = std::iter::once(stem.clone()).chain(numbered).find(|stem| taken.insert(stem.clone()));
            let name = format!("{}.{}", stem.unwrap_or_default(), self.to.ending());
            write(&self.out.join(name), &bytes_of(document, self.to, force, forms)?)?;
        }
        Ok(documents.len())
    }
}

fn bytes_of(
    document: &Document<'_>,
    format: Format,
    force: &Force,
    forms: &GoalForms,
) -> Result<Vec<u8>, Failure> {
    let Document { case, kind } = document;
    let form = forms.of(case.subject);
    match (kind, &case.goal, &case.self_evaluation) {
        (_, _, _) if format == Format::Json => Ok(case_file::write(std::slice::from_ref(*case)).into_bytes()),
        (DocumentType::Goal, Some(goal), _) if format == Format::Csv => {
            Ok(forms::write_goal_csv(goal, case.subject, form).into_bytes())
        }
        (DocumentType::Goal, Some(goal), _) => {
            forms::write_goal(goal, case.subject, form).map_err(|problem| said(&problem))
        }
        (DocumentType::SelfEvaluation, _, Some(of)) => {
            let scored = score(of, &force.rules);
            match format {
                Format::Csv => Ok(forms::write_csv(of, &scored).into_bytes()),
                _ => forms::write_self_evaluation(of, case.subject, form, &scored)
                    .map_err(|problem| said(&problem)),
            }
        }
        _ => Ok(Vec::new()),
    }
}

fn line(case: &Case, force: &Force) -> SummaryLine {
    let scored = case.self_evaluation.as_ref().map(|form| score(form, &force.rules));
    let of_form = case.self_evaluation.as_ref().zip(scored.as_ref());
    let form = of_form.map_or(0, |(form, scored)| check_self_evaluation(form, scored, &force.checks).len());
    let check = |goal| check_goal_of(case.subject, goal, &force.rules, &force.forms, &force.checks).len();
    let goal = case.goal.as_ref().map_or(0, check);
    let basis = usize::from(check_basis(basis_of(case)).is_some());
    SummaryLine::of(case, scored.as_ref(), form + basis + goal)
}

/// A file name that every system takes.
fn stem(document: &Document<'_>) -> String {
    let keep = |c: &char| !c.is_control() && !"\\/:*?\"<>|".contains(*c);
    let name: String = document.case.name.chars().filter(keep).take(60).collect();
    let kind = wording::document(document.kind);
    format!("{}-{}-{kind}", name.trim(), document.case.year)
}

/// Writes beside the target first, so that a full disk leaves what stands there.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        // What is half written helps nobody; where even that is refused, the first refusal is said.
        drop(std::fs::remove_file(&beside));
        unwritten(path, &error)
    })
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("{} 写不进去：{error}。请换一个位置，或检查磁盘空间和权限。", path.display()))
}

fn said(problem: &FileProblem) -> Failure {
    Failure(wording::sentence(&problem.clone().into()))
}
