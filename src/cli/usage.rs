//! Chinese words for what clap says in English: the frame of help pages and wrong usage.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

pub(super) const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

/// One sentence on what is wrong with the command line, and where help is.
pub(super) fn sentence(error: &Error) -> String {
    let part = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = part(ContextKind::InvalidArg);
    let value = part(ContextKind::InvalidValue);
    let wrong = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令。", part(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项。"),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面缺少值。"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("“{argument}”的值“{value}”不对。"),
        ErrorKind::MissingRequiredArgument => format!("缺少“{argument}”。"),
        ErrorKind::ArgumentConflict => format!("“{argument}”不能与其他选项同用，或重复给出。"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return error.render().to_string();
        }
        ErrorKind::InvalidUtf8 => "命令行里有不能识别的字符。".to_owned(),
        _ => "命令行写法不对。".to_owned(),
    };
    format!("{wrong}用 hengping --help 查看用法。")
}
