//! Words for the problems of a goal as it is drafted.

use super::clause::{Clause, Subject};
use super::labels::{row_field, sign};
use crate::domain::finding::GoalProblem;
use crate::domain::place::RowField;
use crate::domain::value::Sign;

pub(super) fn clause(problem: &GoalProblem) -> Clause {
    use GoalProblem as P;
    let whole = |text: String| Subject::Whole.says(text);
    match problem {
        P::TextMissing { label } => whole(format!("{label}没有填写：审核首先要看这一项，请补填。")),
        P::FactsMissing { labels, count } => {
            whole(format!("表中的 {count} 个必填事项都没有填写（{labels}等）：请逐项补填。"))
        }
        P::FactMissing { label } => whole(format!("{label}没有填写：该项为必填，请补填。")),
        P::FactNotAFigure { label, text } => {
            whole(format!("{label}填写为“{text}”，不是数字：请只填数字，没有的留空。"))
        }
        P::FactNotADate { label, text } => whole(format!(
            "{label}填写为“{text}”，看不出是哪一天：请填写年月日，例如“2024年12月31日”。"
        )),
        P::NoSuchDay { label: Some(label), text } => {
            whole(format!("{label}填写为“{text}”，没有这一天：请核对月份和日期。"))
        }
        P::NoSuchDay { label: None, text } => {
            Subject::Field("该处").says(format!("写有不存在的日期“{text}”：请核对月份和日期。"))
        }
        P::DatesReversed { begin, end } => {
            whole(format!("结束日期 {end} 早于开始日期 {begin}：请核对两个日期，填反的请对调。"))
        }
        P::YearOutsideTerm { year, begin, end } => {
            whole(format!("预算年度 {year} 不在起止日期（{begin}至{end}）之内：请核对年度和起止日期。"))
        }
        P::DateOutside { text, from, to } => Subject::Of("指标值").says(format!(
            "中的时间“{text}”不在 {from} 至 {to} 之内：请改正时限，确需在以后年度完成的列入实施期指标。"
        )),
        P::MoneyMissing => whole(
            "年度资金没有填写，目标与资金是否相匹配无从判断：请按资金来源填写，单位为万元。".to_owned(),
        ),
        P::DetailsAbove { details, row: Some(row) } => Subject::Field("金额").says(format!(
            "填写为 {row} 万元，其中各项相加为 {details} 万元：其中各项不应大于本行，请核对两处金额。"
        )),
        P::DetailsAbove { details, row: None } => Subject::Field("金额").says(format!(
            "没有填写，而其中各项相加为 {details} 万元，这笔资金没有计入合计：请补填本行。"
        )),
        P::MoneyNotParts { parts, sum, money } => whole(format!(
            "资金合计为 {money} 万元，{}相加为 {sum} 万元：两者应当相等，请核对。",
            parts.join("、")
        )),
        P::TasksMissing { title } => {
            whole(format!("“{title}”没有填写：请按工作内容逐项填写名称、内容和金额。"))
        }
        P::TaskNameMissing { label } => {
            whole(format!("有内容或金额的一行没有填写{label}：请补填，不需要的行请删去。"))
        }
        P::DuplicateTask { .. } => Subject::Field("名称")
            .says("与前面的一行重复，同一工作的金额会重复计列：请合并为一行，或改名说明两者的区别。"),
        P::TaskNotAFigure { text } => Subject::Field("金额").says(format!(
            "填写为“{text}”，不是金额，没有计入合计：请只填数字，单位为万元；没有的留空。"
        )),
        P::TasksNotSum { sum, of, expected } => whole(format!(
            "各行金额相加为 {sum} 万元，{}为 {expected} 万元：两者应当相等，请核对这些金额。",
            added(of)
        )),
        P::TasksAbove { sum, of, expected } => whole(format!(
            "各行金额相加为 {sum} 万元，大于{} {expected} 万元：请核对各行金额。",
            added(of)
        )),
        P::LevelMissing { levels, kind } if kind.is_empty() => {
            whole(format!("没有{}类指标：每张申报表都应设置，请补充。", levels.join("或")))
        }
        P::LevelMissing { levels, kind } => {
            whole(format!("没有{}类指标：{kind}的应当设置，请补充。", levels.join("或")))
        }
        P::LevelNotInTree { level } if level.is_empty() => {
            Subject::Field("指标级别").says("没有填写：请从给出的名称中选择。")
        }
        P::LevelNotInTree { level } => Subject::Field("指标级别")
            .says(format!("“{level}”不在现行指标体系之内：请从给出的名称中选择。")),
        P::LevelMisplaced { level2, level1 } => Subject::Of("二级指标")
            .says(format!("“{level2}”属于“{level1}”：请改正一级指标，或另选二级指标。")),
        P::LevelPointsOutside { level1, sum, limit } => whole(format!(
            "“{level1}”各项指标分值相加为 {sum} 分，规定为 {limit} 分：请在该级各项指标之间调整分值。"
        )),
        P::PointsNotPositive { points } => Subject::Of("分值")
            .says(format!("为 {points} 分，应大于 0：请改正，不计分的指标请删去或列入实施期。")),
        P::WholeTermPoints { points } => Subject::Of("分值")
            .says(format!("填写为 {points} 分，而实施期指标不计分，不计入合计：请清空。")),
        P::NameMissing => {
            Subject::Of("指标名称").says("没有填写：请写明这一行衡量什么，不需要的行请删去。")
        }
        P::InvisibleSigns { count } => Subject::Field("该处").says(format!(
            "含有 {count} 个看不见的控制字符，会使查找和比对出错：请清除，或删去后重新填写。"
        )),
        P::TooLong { length, limit } => Subject::Field("该处").says(format!(
            "有 {length} 个字，超过 {limit} 个字：请写得简短明确，细节写到指标解释、项目内容或附件中。"
        )),
        P::Placeholder { text } => {
            Subject::Field("该处").says(format!("还是括号中的提示“{text}”：请改为实际内容。"))
        }
        P::OutputAsBenefit { level1, level2 } => Subject::Row.says(format!(
            "衡量的是完成的工作，不是工作带来的变化：应列入“{level1}”的“{level2}”，效益指标请写社会或服务对象因此得到的改善。"
        )),
        P::BenefitAsOutput { level1, level2 } => Subject::Row.says(format!(
            "衡量的是工作带来的结果，不是完成的工作：应列入“{level1}”的“{level2}”，产出指标请写完成的数量、质量和时限。"
        )),
        P::UnitMissing { suggested: Some(unit) } => Subject::Of("计量单位")
            .says(format!("没有填写，按指标名称应为“{unit}”：请补填。")),
        P::UnitMissing { suggested: None } => Subject::Of("计量单位")
            .says("没有填写，指标值只有数字，完成情况无从核对：请补填，例如“个”“公里”“%”。"),
        P::UnitsConflict { column, inside } => Subject::Of("计量单位").says(format!(
            "为“{column}”，而指标值中写的是“{inside}”：两处应当一致，请在指标值中只填数字，并核对数字与单位是否相配。"
        )),
        P::SignMissing { suggested: Some(better) } => Subject::Of("指标性质").says(format!(
            "没有填写，是越多越好还是越少越好无从判断：按指标名称应为“{}”，请补填。",
            sign(*better)
        )),
        P::SignMissing { suggested: None } => Subject::Of("指标性质")
            .says("没有填写，是越多越好还是越少越好无从判断：请选择“≥”“≤”或“＝”。"),
        P::SignsDiffer { column, inside } => Subject::Of("指标性质").says(format!(
            "为“{}”，而指标值中写的是“{}”：两处应当一致，请改正。",
            sign(*column),
            sign(*inside)
        )),
        P::SignWithoutFigure { sign: column, text } => Subject::Of("指标性质").says(format!(
            "为“{}”，而指标值“{text}”不是数字，无法比较：请改填数字，或将指标性质改为“定性”。",
            sign(*column)
        )),
        P::SignAgainstMeaning { word, sign: column, better: Sign::Le } => Subject::Of("指标性质").says(format!(
            "为“{}”，而“{word}”一般越少越好：请改为“≤”；衡量降低幅度的，请把名称写成“降低率”“减少量”一类。",
            sign(*column)
        )),
        P::SignAgainstMeaning { word, sign: column, better } => Subject::Of("指标性质").says(format!(
            "为“{}”，而“{word}”一般越多越好：请改为“{}”，或改写名称。",
            sign(*column),
            sign(*better)
        )),
        P::WordsWithoutStandard => Subject::Of("评（扣）分标准")
            .says("没有填写，而指标值是文字，年底难以判断完成到哪一档：请写明各档的条件。"),
        P::BasisMissing => Subject::Of("绩效标准").says(
            "和数据来源都没有填写，指标值从何而来、年底凭什么核实无从判断：请选择绩效标准和数据来源。",
        ),
        P::GroundsMissing { field: RowField::BasisNote } => Subject::Of("指标值说明")
            .says("没有填写，指标值怎样得出无从核对：请写明所依据的文件、上年或前三年数据、任务数和算法。"),
        P::GroundsMissing { field } => Subject::Of(row_field(*field)).says("没有填写：请补填。"),
        P::CostAboveMoney { sum, of, money } => Subject::Row.says(format!(
            "按单价和数量计算需要的资金（{sum}）大于{} {money} 万元：请核对单价、数量和金额。",
            compared(of)
        )),
        P::CostBelowMoney { sum, of, money, gap } => Subject::Row.says(format!(
            "按单价和数量计算需要的资金（{sum}）比{} {money} 万元少 {gap}%：请核对单价和数量，或说明其余资金的用途。",
            compared(of)
        )),
        P::SurveyMissing { missing } => Subject::Row.says(format!(
            "要由调查得出，而{}没有填写：请填写调查计划。",
            missing.iter().map(|field| row_field(*field)).collect::<Vec<_>>().join("、")
        )),
        P::SampleSmall { sample, suggested } => Subject::Of("样本量").says(format!(
            "为 {sample}，少于按抽样公式计算的 {suggested} 份：请增加样本量；调查对象总数较少的，请在调查对象中写明总数。"
        )),
        P::SameAsLastYear { year, target } => Subject::Of("指标值").says(format!(
            "与 {year} 年的指标值“{target}”相同：请按上年完成情况和本年任务重新测算，确需不变的说明理由。"
        )),
        P::FarFromLastYear { year, last, reached, change, limit } => Subject::Of("指标值").says(format!(
            "与 {year} 年的{}“{last}”相差 {change}%，超过 {limit}%：请核对，确需调整的在指标值说明中写明原因。",
            if *reached { "实际完成值" } else { "指标值" }
        )),
    }
}

/// What the rows of a table are compared with.
fn added(labels: &[String]) -> String {
    if labels.is_empty() { "资金合计".to_owned() } else { format!("{}合计", labels.join("、")) }
}

/// What quantity and unit cost are compared with.
fn compared(indicator: &Option<String>) -> String {
    indicator.as_ref().map_or_else(|| "资金合计".to_owned(), |name| format!("成本指标“{name}”"))
}
