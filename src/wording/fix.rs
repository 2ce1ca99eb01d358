//! Words for what mends a finding, and for points that cannot be shared out.

use super::labels::sign;
use crate::domain::checks::Remedy;
use crate::domain::points::ShareRefusal;

/// The label of the button.
pub fn remedy(remedy: &Remedy) -> String {
    use Remedy as R;
    match remedy {
        R::Correct { text } => format!("改为“{text}”"),
        R::Unit { unit } => format!("计量单位填“{unit}”"),
        R::Sign { sign: to } => format!("指标性质改为“{}”", sign(*to)),
        R::ShareByProfile => "按规定分值逐级均分".to_owned(),
        R::ShareLevel { level1, full } => format!("“{level1}”均分为 {full} 分"),
        R::ShareEvenly { full } => format!("全部指标均分为 {full} 分"),
        R::ClearPoints => "清空分值".to_owned(),
        R::Total { sum } => format!("合计改为 {sum}"),
        R::SwapDates => "对调两个日期".to_owned(),
        R::RemoveInvisible => "清除看不见的字符".to_owned(),
        R::MoveTo { level1, level2 } => format!("移到“{level1}”的“{level2}”"),
        R::Level1 { level1 } => format!("一级指标改为“{level1}”"),
        R::AddRow { level1, level2 } => format!("在“{level1}”下补一行“{level2}”"),
        R::LastYearBasis { year } => format!("以 {year} 年数据为历史标准"),
        R::PlanSurvey { sample } => format!("填入建议的调查计划（{sample} 份）"),
        R::Sample { sample } => format!("样本量改为 {sample}"),
    }
}

/// Why points were not shared out, and what to do.
pub fn share_refusal(refusal: &ShareRefusal) -> String {
    use ShareRefusal as R;
    match refusal {
        R::NoRows { level1 } if level1.is_empty() => "还没有年度指标，没有均分：请先添加指标。".to_owned(),
        R::NoRows { level1 } => format!("“{level1}”下没有年度指标，没有均分：请先添加指标。"),
        R::LockedAbove { locked, full } => {
            format!("锁定的分值已有 {locked} 分，超过 {full} 分，没有均分：请调低锁定的分值或解除锁定。")
        }
        R::AllLocked { locked, full } => {
            format!("各行分值都已锁定，合计 {locked} 分，不是 {full} 分，没有均分：请至少解除一行的锁定。")
        }
        R::TooLittle { left, rows } => {
            format!("只剩 {left} 分，不够分给 {rows} 行，没有均分：请调低锁定的分值或减少指标。")
        }
        R::TooFine { left } => {
            format!("剩余分值 {left} 分不能按两位小数均分，没有均分：请把锁定的分值改为两位小数。")
        }
        R::OutsideProfile { level1 } => {
            format!("“{level1}”没有规定的分值，没有逐级均分：请改正一级指标，或选择全部均分。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{remedy, share_refusal};
    use crate::domain::checks::Remedy as R;
    use crate::domain::numbers::Points;
    use crate::domain::points::ShareRefusal as S;
    use crate::domain::value::Sign;

    #[test]
    fn a_label_is_short_and_a_refusal_says_what_to_do() {
        let points = |text: &str| text.parse::<Points>().expect("points");
        assert_eq!(remedy(&R::Sign { sign: Sign::Words }), "指标性质改为“定性”");
        assert_eq!(
            remedy(&R::ShareLevel { level1: "产出指标".into(), full: points("50.00") }),
            "“产出指标”均分为 50 分"
        );
        let (locked, full) = (points("60"), points("50"));
        for refusal in [
            S::NoRows { level1: String::new() },
            S::NoRows { level1: "产出".into() },
            S::LockedAbove { locked, full },
            S::AllLocked { locked, full },
            S::TooLittle { left: points("0.02"), rows: 3 },
            S::TooFine { left: points("0.005") },
            S::OutsideProfile { level1: "投入".into() },
        ] {
            let said = share_refusal(&refusal);
            assert!(said.contains("没有") && said.contains('请') && said.ends_with('。'), "{said}");
        }
    }
}
