//! Words for the problems of a file that came in.

use super::clause::{Clause, Subject};
use crate::domain::finding::FileProblem;

pub(super) fn clause(problem: &FileProblem) -> Clause {
    use FileProblem as P;
    Subject::Whole.says(match problem {
        P::Empty => "文件是空的，没有可读取的内容：请确认选对了文件，并在表格软件中打开看是否有内容。".to_owned(),
        P::TooLarge { size: found, limit } => format!(
            "文件大小为 {}，超过可读取的 {}：请只保留要导入的表，另存后再导入。",
            size(*found),
            size(*limit)
        ),
        P::NotText => {
            "文件不是可识别的表格：请使用 CSV（UTF-8 或 GB18030 编码）、XLSX 或 XLS 文件。".to_owned()
        }
        P::Encrypted => "表格设有打开密码，无法读取：请在表格软件中取消密码，另存后再导入。".to_owned(),
        // The reader's own word is English, and of use only where it names something in the file.
        P::Broken { detail } if detail.is_ascii() => {
            "表格文件已损坏或格式不完整，无法打开：请在表格软件中重新另存为 XLSX 后再导入。".to_owned()
        }
        P::Broken { detail } => format!(
            "表格文件已损坏或格式不完整，无法打开（{detail}）：请在表格软件中重新另存为 XLSX 后再导入。"
        ),
        P::UnpacksTooLarge { limit } => format!(
            "表格展开后超过 {}，为避免占满内存没有读取：请只保留要导入的表，另存后再导入。",
            size(*limit)
        ),
        P::TooManyRows { limit } => {
            format!("表格超过 {limit} 行，多出的行没有读取：请删除空行和无关的行后再导入。")
        }
        P::TooManyColumns { limit } => {
            format!("表格超过 {limit} 列，多出的列没有读取：请删除空列和无关的列后再导入。")
        }
        P::TooManyCells { limit } => {
            format!("表格超过 {limit} 个单元格，多出的没有读取：请删除空行空列和无关内容后再导入。")
        }
        P::CellTooLong { cell, characters, limit } => format!(
            "单元格 {cell} 有 {characters} 个字，超过 {limit} 个字，只保留了前面部分：请缩短该处内容，或改放在附件中。"
        ),
        P::NoHeader => {
            "没有找到指标表的表头（一级指标、二级指标、三级指标、指标值等）：请确认是绩效自评表或绩效目标申报表，并保留表头行。"
                .to_owned()
        }
        P::UnknownForm => {
            "认不出是哪一种表：目前可读取项目支出绩效自评表和项目支出绩效目标申报表，请保留原表的表名和表头。".to_owned()
        }
        P::ProjectList { projects } => format!(
            "这是项目清单，一行一个项目，共 {projects} 个项目，不是单个项目的表：请在“我的项目”中导入，核对各列的含义后建立项目；检查和评分请使用各个项目自己的表。"
        ),
        P::LeftOver { cell, text } => {
            format!("单元格 {cell} 的内容“{}”没有对应的栏目，未导入：如有需要，请手工填入。", excerpt(text))
        }
        P::MoreLeftOver { cells } => {
            format!("另有 {cells} 个单元格的内容没有对应的栏目，未导入，这里不再逐一列出：请确认选对了文件。")
        }
        P::WebPage => {
            "文件是网页，只是名称像表格：请用表格软件打开它，另存为 XLSX 后再导入。".to_owned()
        }
        P::SupplementUnread => {
            "“衡评附表”已被改动，读不懂，只按主表读取，主表印不出的内容（锁定、指标库来源、佐证材料等）没有带回：请改用未改动的文件，或核对这些内容。"
                .to_owned()
        }
        P::TextTooLong { start, characters, limit } => format!(
            "“{}”这段内容有 {characters} 个字，超过电子表格一个单元格能装的 {limit} 个字，没有导出：请缩短这段内容，或导出项目文件（JSON）。",
            excerpt(start)
        ),
        P::TooMuchToWrite { rows, cells } => format!(
            "内容超过 {rows} 行或 {cells} 个单元格，写成表格后无法再读回，没有导出：请分开导出，或导出项目文件（JSON）。"
        ),
        P::NotWritten { detail } => {
            format!("表格没有写成（{detail}）：请再导出一次；仍不成的，请导出项目文件（JSON）。")
        }
        P::FurtherForm { sheet } => {
            format!("文件中还有另一张表“{sheet}”，本次只读取了第一张：请将其另存为单独的文件再导入。")
        }
    })
}

/// Sizes as people know them, rounded up to a tenth of a MB, so that what is over a limit reads as over it:
/// `12 MB`, `20.1 MB`, `3 KB`.
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = KB * KB;
    const GB: u64 = KB * MB;
    let rounded_up = |unit: u64, name: &str| {
        let tenths = bytes.saturating_mul(10).div_ceil(unit);
        match tenths % 10 {
            0 => format!("{} {name}", tenths / 10),
            tenth => format!("{}.{tenth} {name}", tenths / 10),
        }
    };
    match bytes {
        GB.. => rounded_up(GB, "GB"),
        MB.. => rounded_up(MB, "MB"),
        KB.. => format!("{} KB", bytes.div_ceil(KB)),
        _ => format!("{bytes} 字节"),
    }
}

fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
