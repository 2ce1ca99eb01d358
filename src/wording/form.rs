//! Words for the problems of a form: sums, claims, reasons, goals.

use super::clause::{Clause, Subject};
use super::labels::{fund_column, goal_stage, row_field, survey_field};
use crate::domain::finding::FormProblem;

pub(super) fn clause(problem: &FormProblem) -> Clause {
    use FormProblem as P;
    match problem {
        P::FundsTotalNotSum { column, typed, summed } => Subject::Field(fund_column(*column)).says(format!(
            "填写为 {typed} 万元，各项资金相加为 {summed} 万元：合计数应由各项相加得出，已按 {summed} 万元计算，请核对各项金额并改正合计。"
        )),
        P::FundsWithoutParts { column, typed } => Subject::Field(fund_column(*column)).says(format!(
            "填写了合计 {typed} 万元，但没有填写各项资金，合计无从核对：请按资金来源（财政拨款、上年结转、其他资金等）分别填写。"
        )),
        P::FundsNotAFigure { column, text } => Subject::Field(fund_column(*column)).says(format!(
            "填写为“{text}”，不是金额，没有计入合计：请只填数字，单位为万元；没有该项资金的留空。"
        )),
        P::FundsMissing { column } => Subject::Field(fund_column(*column))
            .says("没有填写，预算执行率无从计算：请按批复或决算数填写，单位为万元；确为零的填“0”。"),
        P::ZeroBudget => Subject::Of("全年预算数")
            .says("为 0，预算执行率没有意义，按不适用处理：请核对是否漏填调整后的预算数。"),
        P::LowSpending { unspent, limit } => Subject::Of("全年执行数").says(format!(
            "偏低，未执行的预算占 {unspent}%，超过 {limit}%：请说明未执行的原因和改进措施。"
        )),
        P::RateDiffers { claimed, computed } => Subject::Of("执行率").says(format!(
            "填写为 {claimed}%，按全年执行数除以全年预算数计算为 {computed}%：请核对两项金额并改正执行率。"
        )),
        P::PointsNotSum { sum, expected } => Subject::Of("分值").says(format!(
            "合计为 {sum} 分，应为 {expected} 分：请按权重调整各项指标分值。"
        )),
        P::LevelPointsDiffer { level1, stated, summed } => Subject::Whole.says(format!(
            "一级指标“{level1}”注明 {stated} 分，所属各项指标分值相加为 {summed} 分：请核对并改为一致。"
        )),
        P::PointsMissing => Subject::Of("分值")
            .says("没有填写，而其他指标已有分值，本行无法计分：请按权重补填。"),
        P::PointsAbsent => Subject::Whole.says(
            "各项指标都没有填写分值：如所用表式设有分值或权重，请填写，使指标分值合计为 90 分（另有预算执行率 10 分）。",
        ),
        P::ClaimAbovePoints { claimed, points } => Subject::Of("得分").says(format!(
            "填写为 {claimed} 分，超过该项分值 {points} 分：得分不得高于分值，请改正。"
        )),
        P::ClaimDiffers { claimed, computed } => Subject::Of("得分").says(format!(
            "填写为 {claimed} 分，按评分规则计算为 {computed} 分：请核对指标值和实际完成值，或改正得分。"
        )),
        P::ClaimedTotalDiffers { claimed, computed } => Subject::Of("总分").says(format!(
            "填写为 {claimed} 分，各项得分相加为 {computed} 分：总分应由各项得分相加得出，请改正。"
        )),
        P::TotalByRulesDiffers { claimed, computed } => Subject::Of("总分").says(format!(
            "填写为 {claimed} 分，按评分规则核算为 {computed} 分：请逐项核对得分与核算结果，改正后重新合计。"
        )),
        P::ClaimedGradeDiffers { claimed, computed } => Subject::Of("自评等级").says(format!(
            "填写为“{claimed}”，按计算的总分应为“{computed}”：请改正等级。"
        )),
        P::ActualMissing => Subject::Of("实际完成值").says(
            "没有填写，该行不能计分，总分和等级暂不能确定：请填写；该指标本年度不适用的，请标明并说明理由。",
        ),
        P::TargetMissing => {
            Subject::Of("指标值").says("没有填写，完成情况无从比较：请按批复的绩效目标填写。")
        }
        P::NotApplicableUnexplained => Subject::Of("不适用的理由")
            .says("没有填写，本项照常计分：请写明为什么不适用，或取消“本项不适用”。"),
        P::ReasonMissing { score, points } => Subject::Of("偏差原因分析及改进措施").says(format!(
            "没有填写，而得分 {score} 分低于分值 {points} 分：未得满分的须说明偏差原因和改进措施，请补填。"
        )),
        P::VagueValue { field, text } => Subject::Of(row_field(*field)).says(format!(
            "“{text}”难以衡量：请改为可以核实的数量、比例、时限，或写明达到什么程度、以什么材料证明。"
        )),
        P::OddUnit { unit, meant, corrected } => Subject::Field("指标值").says(format!(
            "写有“{unit}”，应写作“{meant}”：请改为“{corrected}”。"
        )),
        P::TemplateText { text } => Subject::Field("该处").says(format!(
            "留有填表模板的文字“{text}”：请改为本项目的实际内容，或删去。"
        )),
        P::InputAsOutput { name: _ } => Subject::Row.says(
            "是投入的资金或人员，不是产出：资金、人员等投入不作为产出指标，请改为完成的工作数量，金额控制列入成本指标。",
        ),
        P::ShareAbove100 { value } => Subject::Field("该处").says(format!(
            "为 {value}%，部分占总体的比例不会超过 100%：请核对数值、单位和计算口径。"
        )),
        P::DuplicateName { name: _ } => Subject::Of("指标名称")
            .says("与前面的指标重复，同一内容会重复计分：请合并为一项，或改名说明两者的区别。"),
        P::GradeNearBorder { total, border, grade } => Subject::Of("总分").says(format!(
            "为 {total} 分，与“{grade}”的分界线 {border} 分相差不超过 0.5 分：请逐项复核得分，确认等级无误。"
        )),
        P::HighGoalLowSpending { indicators, rate, gap } => Subject::Whole.says(format!(
            "绩效指标得分为满分的 {indicators}%，预算执行得分仅为满分的 {rate}%，相对差距 {gap}%：请核实各项完成值，或说明少花钱仍完成目标的原因。"
        )),
        P::NoIndicators => Subject::Whole
            .says("表中没有任何绩效指标：请按批复的绩效目标填写产出、效益、满意度等指标。"),
        P::GoalNotApproved => Subject::Whole
            .says("本表依据的绩效目标尚未批复：自评应以批复的或最近一次调整的绩效目标为准，请在绩效目标页登记批复。"),
        P::GoalChanged { then, now } => Subject::Whole.says(format!(
            "本表依据的{}已有变动，现行的是{}：请查看差异，按现行的绩效目标更新。",
            goal_stage(*then),
            goal_stage(*now)
        )),
        P::SurveyNotACount { text } => Subject::Field("问卷数").says(format!(
            "填写为“{text}”，不是份数：请填写不小于 0 的整数。"
        )),
        P::SurveyPartAbove { part, count, whole, of } => Subject::Of(survey_field(part)).says(format!(
            "为 {count} 份，多于{} {of} 份：请核对两项数量。",
            survey_field(whole)
        )),
        P::SurveyAnswersDiffer { answers, valid } => Subject::Of("有效问卷数").says(format!(
            "填写为 {valid} 份，各档回答相加为 {answers} 份：满意度按各档回答计算，请核对并改为一致。"
        )),
        P::SurveyRateDiffers { typed, computed } => Subject::Of("实际完成值").says(format!(
            "填写为“{typed}”，按问卷计算为 {computed}%：有问卷数据时以计算结果为准，请删去填写的数或核对各档回答数。"
        )),
        P::TaskNotReported => Subject::Of("实际完成情况")
            .says("没有填写：请写明完成了什么，没有完成的写明原因。"),
    }
}
