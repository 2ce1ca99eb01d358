//! The `hengping` command line: which subcommands there are, what their end means to a script, and where
//! messages go. Each subcommand is a file of its own; none holds a rule of the field.
//!
//! Exit codes: 0 good, 1 findings or a miss, 2 wrong usage or nothing could be done at all.
//! Results go to stdout, messages to stderr.

mod backup_report;
mod convert;
mod documents;
mod force;
mod generate;
mod input;
mod output;
mod pack;
mod pack_pinyin;
mod report;
mod review;
mod serve;
mod sources;
mod table;
mod usage;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "hengping",
    version,
    about = "衡评：预算绩效管理。",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "命令",
    override_usage = "hengping <命令> [选项]",
    next_help_heading = "选项",
    help_template = usage::TEMPLATE
)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    #[command(help_template = usage::TEMPLATE)]
    Score(review::Score),
    #[command(help_template = usage::TEMPLATE)]
    Check(review::Check),
    #[command(help_template = usage::TEMPLATE)]
    Convert(convert::Convert),
    #[command(help_template = usage::TEMPLATE)]
    Pack(pack::PackCommand),
    #[command(help_template = usage::TEMPLATE)]
    Verify(verify::Verify),
    #[command(help_template = usage::TEMPLATE)]
    Generate(generate::Generate),
    #[command(help_template = usage::TEMPLATE)]
    Serve(serve::Serve),
}

impl Command {
    fn run(self) -> Result<Outcome, Failure> {
        match self {
            Self::Score(score) => score.run(),
            Self::Check(check) => check.run(),
            Self::Convert(convert) => convert.run(),
            Self::Pack(pack) => pack.run(),
            Self::Verify(verify) => verify.run(),
            Self::Generate(generate) => generate.run(),
            Self::Serve(serve) => serve.run(),
        }
    }
}

/// How a subcommand that could do its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Good,
    /// Errors were found in what was looked at, or a test missed.
    Findings,
}

/// Nothing could be done; the sentence says what and why to the person at the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);

/// Runs the command with these arguments, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command = match CommandLine::try_parse_from(arguments) {
        Ok(line) => line.command,
        Err(error) if !error.use_stderr() => {
            return ended(output::say(&error.to_string()).map(|()| Outcome::Good));
        }
        Err(error) => {
            eprintln!("{}", usage::sentence(&error));
            return ExitCode::from(2);
        }
    };
    ended(command.run())
}

fn ended(end: Result<Outcome, Failure>) -> ExitCode {
    match end {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn wrong_usage_is_said_in_chinese() {
        let said = |arguments: &[&str]| match CommandLine::try_parse_from(arguments) {
            Ok(_) => String::from("accepted"),
            Err(error) => usage::sentence(&error),
        };
        assert_eq!(said(&["hengping", "sing"]), "没有“sing”这个命令。用 hengping --help 查看用法。");
        assert_eq!(
            said(&["hengping", "serve", "--port", "1"]),
            "没有“--port”这个选项。用 hengping --help 查看用法。"
        );
        assert_eq!(
            said(&["hengping", "serve", "--listen", "here"]),
            "“--listen <地址:端口>”的值“here”不对。用 hengping --help 查看用法。"
        );
    }
}
