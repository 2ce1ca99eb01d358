//! Words for the problems of a project list and its rows. Apart from the words for forms, because only the page
//! that imports carries them.

use super::bundle::excerpt;
use crate::domain::finding::ListProblem;
use crate::domain::project_list::ListColumn;

/// What is wrong and what to do. Of a row it is said without its number.
pub fn list_problem(problem: &ListProblem) -> String {
    use ListProblem as P;
    match problem {
        P::ColumnMissing { column } => {
            let name = list_column(*column);
            format!("没有哪一列对应“{name}”，不能建立项目：请在列的对应中选定哪一列是{name}。")
        }
        P::MeaningTwice { column, first, second } => format!(
            "“{}”和“{}”两列都对应“{}”，只采用了前一列：请为后一列另选含义，或选“不导入”。",
            excerpt(first),
            excerpt(second),
            list_column(*column)
        ),
        P::MoneyUnitUnknown { headers } => {
            format!("“{}”没有注明金额单位，金额没有采用：请选定是元还是万元。", excerpt(headers))
        }
        P::MoneyUnitsMixed { units } => {
            format!(
                "清单中的金额单位不一致（{}），已分别按各列的单位读取：请核对金额的大小是否相称。",
                excerpt(units)
            )
        }
        P::MoneyUnitDisputed { header, unit, caption } => format!(
            "“{}”一列注明单位为{unit}，而表头上方写的是{caption}，已按该列的{unit}读取：请核对金额。",
            excerpt(header)
        ),
        P::FromCaption { column, text, rows } => format!(
            "清单没有单位或部门一列，{rows} 个项目的{}按表头上方的“{}”填入：请核对。",
            list_column(*column),
            excerpt(text)
        ),
        P::FromAbove { header, cells } => format!(
            "“{}”一列有 {cells} 个空白单元格，已按合并单元格的习惯沿用上方的内容：请核对是否属于同一部门或单位。",
            excerpt(header)
        ),
        P::ColumnLeftOut { header, cells } => format!(
            "“{}”一列没有导入，共 {cells} 格：如有需要，请在列的对应中为它选定含义。",
            excerpt(header)
        ),
        P::RowLeftOut { row, cells, text } => format!(
            "第 {row} 行不是项目（“{}”），有 {cells} 格没有导入：如是项目，请在原表中补填项目名称后再导入。",
            excerpt(text)
        ),
        P::MoreLeftOut { cells } => {
            format!("另有 {cells} 格不属于任何项目，没有导入，这里不再逐行列出：请确认选对了工作表。")
        }
        P::TotalDiffers { row, typed, summed } => format!(
            "第 {row} 行的合计为 {typed} 万元，各项目相加为 {summed} 万元：请核对是否有项目漏读或重复，金额以各行为准。"
        ),
        P::NoProjects => "表头下面没有项目：请确认选对了工作表，并保留项目所在的行。".to_owned(),
        P::FieldMissing { column } => {
            format!("缺少{}，不能建立项目：请在原表中补填后再导入，或在这里填写。", list_column(*column))
        }
        P::CodeMangled { column, text } => format!(
            "{}“{}”已被表格软件改写成数字，不是原来的代码，没有采用：请在原表中把该列设为文本格式，重新填写代码后再导入。",
            list_column(*column),
            excerpt(text)
        ),
        P::CodeShort { column, text, usual } => format!(
            "{}“{}”比同列的代码（{usual} 位）短，前面的 0 可能被表格软件去掉了：请与批复或平台核对。",
            list_column(*column),
            excerpt(text)
        ),
        P::CodeUnlikePattern { column, text, pattern } => format!(
            "{}“{}”不符合本地的编码规则（{}）：请与批复或平台核对。",
            list_column(*column),
            excerpt(text),
            excerpt(pattern)
        ),
        P::YearUnclear { text } => {
            format!("预算年度“{}”不是四位年份：请改为类似“2024”的写法。", excerpt(text))
        }
        P::NameTooLong { characters, limit } => {
            format!(
                "项目名称有 {characters} 个字，超过 {limit} 个字，没有导入：请核对该行的列是否错位，并缩短名称。"
            )
        }
        P::CellFault { header, text } => format!(
            "“{}”一列是表格软件的错误值“{}”，没有导入：请在原表中改正公式后再导入。",
            excerpt(header),
            excerpt(text)
        ),
        P::FormulaText { header, text } => format!(
            "“{}”一列是公式的文字“{}”，已照原样采用，不会计算：请核对，并改为实际内容。",
            excerpt(header),
            excerpt(text)
        ),
        P::Marks { header } => format!(
            "“{}”一列含有看不见的字符，已照原样保留：如查找或比对不到相同文字，请删去重写。",
            excerpt(header)
        ),
        P::DatesReversed { start, end } => {
            format!("开始日期“{}”晚于结束日期“{}”：请核对。", excerpt(start), excerpt(end))
        }
        P::DateUnclear { header, text } => format!(
            "“{}”一列的“{}”看不出年月，已照原样采用：请改为类似“2024年12月”的写法。",
            excerpt(header),
            excerpt(text)
        ),
        P::SubjectUnknown { text } => format!(
            "评价对象“{}”不是项目、部门整体、政策或财政运行：请在原表中改正，或在这里选择。",
            excerpt(text)
        ),
        P::OwnMoneyUnit { header, text, unit } => format!(
            "“{}”一列的单位是{unit}，而该行写的是“{}”，已按该行自己的单位读取：请核对金额。",
            excerpt(header),
            excerpt(text)
        ),
        P::Duplicate { row } => {
            format!("与第 {row} 行是同一个项目，没有重复建立：请核对，确为两个项目的请用项目代码或名称区分。")
        }
    }
}

/// What a column of a project list can mean, as people choose it.
pub fn list_column(column: ListColumn) -> &'static str {
    match column {
        ListColumn::Serial => "序号",
        ListColumn::Year => "预算年度",
        ListColumn::Code => "项目代码",
        ListColumn::Name => "项目名称",
        ListColumn::Department => "主管部门",
        ListColumn::DepartmentCode => "主管部门代码",
        ListColumn::Unit => "实施单位",
        ListColumn::UnitCode => "单位代码",
        ListColumn::Subject => "评价对象",
        ListColumn::Attribute => "项目属性",
        ListColumn::Nature => "项目性质",
        ListColumn::Category => "项目类别",
        ListColumn::Period => "起止日期",
        ListColumn::Start => "开始日期",
        ListColumn::End => "结束日期",
        ListColumn::Total => "年度资金总额",
        ListColumn::Fiscal => "财政拨款",
        ListColumn::CarriedOver => "上年结转资金",
        ListColumn::SpecialAccount => "财政专户管理资金",
        ListColumn::UnitOwn => "单位资金",
        ListColumn::Other => "其他资金",
        ListColumn::Detail => "其中（不计入合计）",
        ListColumn::LongTotal => "实施期资金总额",
        ListColumn::LongGoal => "实施期目标",
        ListColumn::AnnualGoal => "年度目标",
        ListColumn::Leader => "负责人",
        ListColumn::Phone => "联系电话",
        ListColumn::Ignore => "不导入",
    }
}
