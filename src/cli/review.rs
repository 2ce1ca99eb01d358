//! `hengping score` and `hengping check`: each file is read, judged, printed and let go before the
//! next, so ten thousand of them take no more memory than one.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::force::Force;
use super::output::unwritten;
use super::report::FileReport;
use super::{Failure, Outcome, documents, table};

/// 按规则重算自评表：逐行列出算式、填报得分与规则得分、总分和等级
#[derive(clap::Args)]
#[command(next_help_heading = "选项", override_usage = "hengping score [选项] <文件>…")]
pub(super) struct Score {
    #[command(flatten)]
    files: Files,
}

/// 检查表格、项目文件和报送包：列出问题、位置和改法；有错误时以 1 退出
#[derive(clap::Args)]
#[command(next_help_heading = "选项", override_usage = "hengping check [选项] <文件>…")]
pub(super) struct Check {
    #[command(flatten)]
    files: Files,
}

#[derive(clap::Args)]
struct Files {
    /// 自评表或目标申报表（CSV、XLSX、XLS），项目文件或报送包（JSON、ZIP）
    #[arg(required = true, value_name = "文件")]
    files: Vec<PathBuf>,
    /// 规则包文件，或内置规则包的编号（rules-2020、rules-2021）
    #[arg(long, value_name = "规则包")]
    pack: Option<String>,
    /// 用 JSON 输出，供程序读取
    #[arg(long)]
    json: bool,
}

impl Score {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let seen = self.files.review(true)?;
        Ok(if seen.unread { Outcome::Findings } else { Outcome::Good })
    }
}

impl Check {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let seen = self.files.review(false)?;
        Ok(if seen.errors || seen.unread { Outcome::Findings } else { Outcome::Good })
    }
}

#[derive(Default)]
struct Seen {
    /// A file had findings that are errors.
    errors: bool,
    /// A file was no form.
    unread: bool,
}

impl Files {
    fn review(&self, scored: bool) -> Result<Seen, Failure> {
        let force = Force::new(self.pack.as_deref())?;
        let mut out = BufWriter::new(io::stdout().lock());
        let mut seen = Seen::default();
        let mut missing = None;
        let mut first = true;
        self.frame(&mut out, "{\"files\":[")?;
        for path in &self.files {
            let told = |report: FileReport| {
                seen.errors |= report.has_errors();
                seen.unread |= report.form.is_none();
                if self.json {
                    self.frame(&mut out, if first { "\n" } else { ",\n" })?;
                    serde_json::to_writer(&mut out, &report).map_err(|error| unwritten(&error.into()))?;
                } else {
                    write!(out, "{}", table::shown(&report, &force.title))
                        .map_err(|error| unwritten(&error))?;
                }
                first = false;
                Ok(())
            };
            match documents::judge(path, &force, scored, told) {
                Ok(done) => done?,
                Err(fault) => {
                    eprintln!("{fault}");
                    missing = Some(fault);
                }
            }
        }
        self.frame(&mut out, "\n]}\n")?;
        out.flush().map_err(|error| unwritten(&error))?;
        match missing {
            None => Ok(seen),
            Some(_) => Err(Failure("有文件没有读到，其余文件的结果已列出。".to_owned())),
        }
    }

    fn frame(&self, out: &mut impl Write, text: &str) -> Result<(), Failure> {
        if self.json { out.write_all(text.as_bytes()).map_err(|error| unwritten(&error)) } else { Ok(()) }
    }
}
