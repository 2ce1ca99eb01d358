//! Words for the problems that scoring one row brings to light.

use super::clause::{Clause, Subject};
use crate::domain::finding::ScoreProblem;

pub(super) fn clause(problem: &ScoreProblem) -> Clause {
    use ScoreProblem as P;
    match problem {
        P::NotAFigure { text } => Subject::Field("该处").says(format!(
            "填写为“{text}”，不是数字，无法按数量计分：请改填数字和计量单位；确为定性要求的，请将指标性质改为“定性”。"
        )),
        P::NegativeFigure { figure } => Subject::Field("该处").says(format!(
            "为负数 {figure}，按比例计算没有意义，本行没有计分：请核对数值，确为负数的请将指标性质改为“定性”，按达成情况评分。"
        )),
        P::ActualWithoutTarget { actual } => Subject::Of("指标值").says(format!(
            "没有填写，而实际完成值已填“{actual}”，无从比较：请按批复的绩效目标补填指标值。"
        )),
        P::RangeReversed { low, high } => Subject::Of("指标值").says(format!(
            "的区间下限 {low} 大于上限 {high}：请核对后由小到大填写。"
        )),
        P::RangeIncomplete { bound } => Subject::Of("指标值").says(format!(
            "按区间评分，只有一个数“{bound}”：请写明下限和上限，例如“10～20”，或改正指标性质。"
        )),
        P::UnitsDiffer { target, actual } => Subject::Of("实际完成值").says(format!(
            "的单位“{actual}”与指标值的单位“{target}”不同，不能换算：请改用同一单位填写。"
        )),
        P::NoPoints => Subject::Of("分值").says("没有填写，本行没有可评的分数：请按权重补填。"),
        P::StrictEquality { target } => Subject::Of("实际完成值").says(format!(
            "恰好等于 {target}，指标性质为“大于”或“小于”时相等不算达到：请核对指标性质是否应为“≥”或“≤”。"
        )),
        P::AboveEqual { target, actual } => Subject::Of("实际完成值").says(format!(
            "为 {actual}，超过了要求等于的指标值 {target}：请在偏差原因栏说明超出的原因。"
        )),
        P::FarAboveTarget { deviation, above } => Subject::Of("实际完成值").says(format!(
            "超出指标值 {deviation}%，高于 {above}% 的关注线：请说明指标值是否定得过低、超额完成的原因。"
        )),
        P::Overspent { budget, spent, rate } => Subject::Of("全年执行数").says(format!(
            "为 {spent} 万元，大于全年预算数 {budget} 万元，执行率为 {rate}%：请核对两项金额，预算调整过的，全年预算数应填调整后的数。"
        )),
        P::SpentWithoutBudget { spent } => Subject::Of("全年预算数").says(format!(
            "为 0 或没有填写，而全年执行数为 {spent} 万元，执行率无从计算：请补填调整后的预算数。"
        )),
        P::NotApplicableWithoutReason { text } => Subject::Of("实际完成值").says(format!(
            "填写为“{text}”，没有说明理由，本行没有计分：请在偏差原因栏写明不适用的理由，或填写实际完成值。"
        )),
        P::LevelUnknown { text } => Subject::Of("实际完成值").says(format!(
            "“{text}”看不出属于达成、部分达成、未达成中的哪一档，本行没有计分：请写明档次，并在该档范围内填写得分。"
        )),
        P::LevelScoreMissing { level, from, to } => Subject::Of("得分").says(format!(
            "没有填写，完成情况属“{level}”，该档得分范围为 {from} 至 {to} 分：请在范围内填写得分。"
        )),
        P::ScoreOutsideLevel { level, score, from, to } => Subject::Of("得分").says(format!(
            "填写为 {score} 分，不在“{level}”一档的 {from} 至 {to} 分之内：请调整得分或改写完成情况。"
        )),
        P::ScoreOutOfRange { score, points } => Subject::Of("得分").says(format!(
            "填写为 {score} 分，不在 0 至 {points} 分之内：请改正。"
        )),
        P::ScoreNotInStep { score, step } => Subject::Of("得分").says(format!(
            "填写为 {score} 分，不是 {step} 分的整数倍：请按 {step} 分一档打分。"
        )),
        P::ElementsMismatch { expected, found } => Subject::Row.says(format!(
            "有 {expected} 个评分要点，只读到 {found} 个有效判断：请对每个要点选择“符合”“部分符合”或“不符合”。"
        )),
        P::FewAnswers { valid } => Subject::Row.says(format!(
            "的有效问卷只有 {valid} 份，少于 30 份，满意度代表性不足：请扩大调查范围，或说明调查对象总数。"
        )),
        P::NoAnswers => Subject::Row
            .says("没有有效问卷，满意度无从计算：请填写调查结果；没有开展调查的，请标明并说明理由。"),
        P::MoreAnswersThanSent { answers, sent } => Subject::Row.says(format!(
            "的回收问卷 {answers} 份多于发放问卷 {sent} 份：请核对两项数量。"
        )),
        P::DateUnclear { text } => Subject::Field("该处").says(format!(
            "“{text}”不能确定到日期，无法判断是否按时完成：请填写年月日，例如“2023年12月20日”。"
        )),
        P::ZeroBase { name } => Subject::Row.says(format!(
            "的计算以“{name}”为分母，而“{name}”为 0：请核对该数，或将本指标标为不适用并说明理由。"
        )),
        P::EntryMissing { field } => Subject::Row.says(format!(
            "缺少评分所需的“{}”，没有计分：请补填。",
            entry(field)
        )),
    }
}

/// What a rule asks for, by its key in the pack; a figure named by the pack keeps its name.
fn entry(key: &str) -> &str {
    match key {
        "target" => "指标值",
        "actual" => "实际完成值",
        "low" => "区间下限",
        "high" => "区间上限",
        "budget" => "全年预算数",
        "spent" => "全年执行数",
        "completed" => "是否完成",
        "level" => "档次",
        "score" => "得分",
        "met" => "要点判断",
        "counts" => "各档回答数",
        "sent" => "发放数",
        "due" => "应完成日期",
        "done" => "实际完成日期",
        named => named,
    }
}
