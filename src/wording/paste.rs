//! Words for the problems of a block that is pasted. Apart from the words for forms, because only the grids that
//! are pasted into carry them.

use super::bundle::excerpt;
use crate::domain::finding::PasteProblem;

/// What is wrong and what to do.
pub fn paste_problem(problem: &PasteProblem) -> String {
    use PasteProblem as P;
    const SMALLER: &str = "没有粘贴任何内容：请分几次复制";
    match problem {
        P::Empty => "剪贴板中没有文字，没有粘贴：请先在表格软件中选中单元格并复制。".to_owned(),
        P::TooLarge { size, limit } => {
            let bytes = |count: &usize| super::size(u64::try_from(*count).unwrap_or(u64::MAX));
            format!("复制的内容有 {}，超过一次可粘贴的 {}，{SMALLER}。", bytes(size), bytes(limit))
        }
        P::TooManyRows { rows, limit } => {
            format!("复制的内容有 {rows} 行，超过一次可粘贴的 {limit} 行，{SMALLER}，不要整列选中。")
        }
        P::TooManyColumns { columns, limit } => {
            format!("复制的内容有 {columns} 列，超过一次可粘贴的 {limit} 列，{SMALLER}，不要整行选中。")
        }
        P::CellTooLong { row, column, characters, limit } => format!(
            "复制的第 {row} 行第 {column} 列有 {characters} 个字，超过 {limit} 个字，没有粘贴任何内容：请缩短该处，或改放在附件中。"
        ),
        P::OpenQuote { row, column } => format!(
            "复制的第 {row} 行第 {column} 列以引号开头而没有结束的引号，已照原样作为一格：请核对该处是否被拆成了几行。"
        ),
        P::Formulas { cells, text } => format!(
            "有 {cells} 格是公式（如“{}”），已作为文字，不会计算：请在表格软件中改为数值后再复制，或在表内改写。",
            excerpt(text)
        ),
        P::Marks { cells, row, column } => format!(
            "有 {cells} 格含有看不见的字符（首处在复制的第 {row} 行第 {column} 列），已照原样保留：如查找或比对不到相同文字，请删去重写。"
        ),
        P::BeyondEdge { columns, cells } => format!(
            "复制的内容比表宽，右边有 {columns} 列共 {cells} 格放不下，不会粘贴：请从更靠左的一格开始粘贴，或只复制需要的列。"
        ),
        P::BelowEdge { cells } => format!(
            "有 {cells} 格落在表的最后一行以下，放不下，不会粘贴：请从更靠上的一格开始粘贴，或只复制需要的行。"
        ),
        P::Locked { cells } => format!("有 {cells} 格落在已锁定的单元格上，不会改动原值：需要改的请先解锁。"),
        P::Computed { cells } => {
            format!("有 {cells} 格落在自动计算的单元格上，不会粘贴：请核对计算结果与原表是否一致。")
        }
        P::HeaderUnknown { header, cells } => format!(
            "{}的表头不认识，所属 {cells} 格不会粘贴：需要的请改写表头后再复制，或逐格填写。",
            column(header)
        ),
        P::HeaderElsewhere { header, cells } => format!(
            "{}在这张表里没有对应的栏目，所属 {cells} 格不会粘贴：请确认粘贴到了正确的表。",
            column(header)
        ),
        P::HeaderTwice { header, cells } => format!(
            "{}与前面的一列含义相同，所属 {cells} 格不会粘贴：请核对应采用哪一列，只复制该列。",
            column(header)
        ),
        P::NotASign { cells, text } => format!(
            "“指标性质”一列有 {cells} 格（如“{}”）不是 ≥、≤、= 或定性，粘贴后仍须改写：如是列没有对齐，请先不粘贴，从对应的一格开始粘贴，或连同表头一起复制。",
            excerpt(text)
        ),
        P::TotalRow { row, text } => {
            format!("复制的第 {row} 行是“{}”行，不会粘贴：合计由程序计算，请核对。", excerpt(text.trim()))
        }
    }
}

fn column(header: &str) -> String {
    match header.trim() {
        "" => "没有表头的一列".to_owned(),
        header => format!("“{}”一列", excerpt(header)),
    }
}
