//! Words for the rules that turn figures into points, so that a person can follow a derivation.
//! Complete by `match`; the figures are the pack's own.

use crate::domain::exact::Exact;
use crate::domain::numbers::{Percent, Points, Quantity};
use crate::domain::order::ordered;
use crate::domain::scoring::grade::{GradeBand, GradeBands};
use crate::domain::scoring::rule::{
    Attain, Band, DateRule, Deduct, Equal, Execution, ExecutionMode, LevelShare, Over, Part, Qualitative,
    Rule, Short, Side, Survey, ZeroBudget,
};
use crate::domain::value::Sign;

/// How a row is scored: `达到指标值得满分；未达到按完成值÷指标值计分。`
pub fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Attain(attain) => attain_words(attain),
        Rule::Execution(execution) => execution_words(execution),
        Rule::Bands(bands) => {
            let nothing = |band: &Band| band.from <= Quantity::ZERO && band.share == Percent::ZERO;
            let below = if bands.bands.iter().any(nothing) { "" } else { "，低于最低档得 0 分" };
            format!("按完成值分档：{}{below}。", bands_words(&bands.bands, " "))
        }
        Rule::Qualitative(qualitative) => qualitative_words(qualitative),
        Rule::Deduct(deduct) => deduct_words(deduct),
        Rule::Elements(elements) => {
            format!(
                "共 {} 个要点，符合得该要点全部分值，部分符合得一半，不符合不得分。",
                elements.elements.len()
            )
        }
        Rule::Levels(levels) => {
            format!("按等级：{}。", levels.levels.iter().map(share_words).collect::<Vec<_>>().join("，"))
        }
        Rule::Judged(judged) => format!("评委在 0 分至满分之间打分，每档 {} 分。", judged.step),
        Rule::Survey(survey) => survey_words(survey),
        Rule::Date(date) => date_words(date),
        Rule::YesNo => "达到得满分，否则得 0 分。".to_owned(),
    }
}

/// The grades of a total: `90 分及以上为优，80 至 90 分为良，60 至 80 分为中，60 分以下为差`.
pub fn grades(bands: &GradeBands) -> String {
    let mut bands: Vec<&GradeBand> = bands.0.iter().collect();
    bands.sort_by_key(|band| std::cmp::Reverse(band.from));
    let last = bands.len().saturating_sub(1);
    let said = |(at, band): (usize, &&GradeBand)| {
        let above = at.checked_sub(1).and_then(|at| bands.get(at));
        match above {
            None => format!("{} 分及以上为{}", band.from, band.name),
            Some(above) if at == last && band.from == Points::ZERO => {
                format!("{} 分以下为{}", above.from, band.name)
            }
            Some(above) => format!("{} 至 {} 分为{}", band.from, above.from, band.name),
        }
    };
    bands.iter().enumerate().map(said).collect::<Vec<_>>().join("，")
}

/// What an indicator of a goal will be scored by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoredBy {
    /// Nothing says yet.
    Open,
    /// The rule that the rules in force have for such a target.
    Pack(Rule),
    /// The same, though the indicator has a rule of its own, which does not go with its target.
    Unfitting(Rule),
    /// The indicator's own.
    Own(Rule),
    /// The indicator's own, as its library entry brought it.
    Library(Rule),
}

/// How an indicator of a goal will be scored, in a sentence.
pub fn scored_by(by: &ScoredBy) -> String {
    match by {
        ScoredBy::Open => "填写指标值后才能确定计分规则。".to_owned(),
        ScoredBy::Pack(of) => format!("自评时按规则包计分：{}", rule(of)),
        ScoredBy::Unfitting(of) => {
            format!("本行原有的规则与现在的指标值不符，自评时按规则包计分：{}", rule(of))
        }
        ScoredBy::Own(of) => format!("自评时按本行选定的规则计分：{}", rule(of)),
        ScoredBy::Library(of) => format!("自评时按指标库带来的规则计分：{}", rule(of)),
    }
}

/// The name of a kind of rule by its word in a pack; a word nobody knows stays.
pub fn rule_kind(word: &str) -> &str {
    match word {
        "attain" => "完成率",
        "execution" => "执行率",
        "bands" => "分档",
        "qualitative" => "定性三档",
        "deduct" => "扣分",
        "elements" => "要点",
        "levels" => "等级",
        "judged" => "评委打分",
        "survey" => "满意度",
        "date" => "时限",
        "yes_no" => "是否达到",
        other => other,
    }
}

fn attain_words(attain: &Attain) -> String {
    let met = match attain.sign {
        Sign::Ge => "完成值不低于指标值得满分",
        Sign::Gt => "完成值高于指标值得满分",
        Sign::Le => "完成值不高于指标值得满分",
        Sign::Lt => "完成值低于指标值得满分",
        Sign::Eq if attain.equal == Equal::Symmetric => "完成值等于指标值得满分",
        Sign::Eq => "完成值达到指标值得满分，超出的须说明原因",
        Sign::Range => "完成值在区间内得满分",
        Sign::Words => "达成得满分",
    };
    let lower_is_better = matches!(attain.sign, Sign::Le | Sign::Lt);
    let missed = match attain.short {
        Some(Short::AllOrNothing) => "否则得 0 分",
        _ if attain.sign == Sign::Range => "区间外按与较近一端的差距计分",
        _ if attain.equal == Equal::Symmetric => "否则按（1－偏差÷指标值）×分值计分，最低 0 分",
        Some(Short::Ratio) if lower_is_better => "超出按指标值÷完成值×分值计分",
        Some(Short::Linear) | None if lower_is_better => {
            "超出按（1－超出部分÷指标值）×分值计分，超出一倍及以上得 0 分"
        }
        Some(_) | None => "未达到按完成值÷指标值×分值计分",
    };
    let pass = attain.pass.map(|pass| format!("；完成率低于 {pass}% 得 0 分")).unwrap_or_default();
    let over = match &attain.over {
        Over::None => String::new(),
        Over::Warn { above } => format!("；超出指标值 {above}% 以上须说明原因"),
        Over::Steps { steps } => {
            let steps: Vec<_> =
                steps.iter().map(|step| format!("超出 {}% 以上扣 {}%", step.above, step.cut)).collect();
            format!("；{}", steps.join("，"))
        }
    };
    format!("{met}；{missed}{pass}{over}。")
}

fn execution_words(execution: &Execution) -> String {
    let how = match execution.mode {
        ExecutionMode::Linear => "全年执行数÷全年预算数×分值，超过 100% 按 100% 计".to_owned(),
        ExecutionMode::Bands => {
            format!("已完成且未超预算得满分，否则按执行率分档：{}", bands_words(&execution.bands, "% "))
        }
    };
    let zero = match execution.zero_budget {
        ZeroBudget::Na => "全年预算数为 0 时本项不适用",
        ZeroBudget::Zero => "全年预算数为 0 时得 0 分",
    };
    format!("{how}；{zero}。预算数和执行数均取各项资金之和。")
}

/// The bands from the highest down; `unit` is what their limits are counted in, with the blanks around it.
fn bands_words(bands: &[Band], unit: &str) -> String {
    let falling = ordered(bands.iter().collect(), |one: &&Band, other| other.from.cmp(&one.from));
    let band = |band: &Band| format!("{}{unit}及以上得分值的 {}%", band.from, band.share);
    falling.into_iter().map(band).collect::<Vec<_>>().join("，")
}

fn share_words(level: &LevelShare) -> String {
    format!("{}得分值的 {}%", level.name, level.share)
}

fn qualitative_words(qualitative: &Qualitative) -> String {
    let level =
        |l: &crate::domain::scoring::rule::QualitativeLevel| format!("“{}”{}%～{}%", l.name, l.from, l.to);
    let levels: Vec<_> = qualitative.levels.iter().map(level).collect();
    format!("先定等级，再在该等级的分值区间内打分：{}。", levels.join("，"))
}

fn deduct_words(deduct: &Deduct) -> String {
    let side = match deduct.side {
        Side::Above => "超过",
        Side::Below => "低于",
    };
    let part = match deduct.part {
        Part::Continuous => "按比例计",
        Part::Floor => "不足一个单位的不计",
        Part::Ceil => "不足一个单位的按一个计",
    };
    format!("{side} {} 的，每一个单位扣 {} 分，{part}，扣完为止。", deduct.start, deduct.per)
}

fn survey_words(survey: &Survey) -> String {
    let positive = survey.positive.join("、");
    let out = match survey.left_out.is_empty() {
        true => String::new(),
        false => format!("（不含{}）", survey.left_out.join("、")),
    };
    format!("满意度＝回答{positive}的份数÷有效答卷份数{out}。{}", rule(&survey.then))
}

fn date_words(date: &DateRule) -> String {
    let late = match &date.late {
        Rule::Bands(late) => {
            let every_day = late.bands.iter().any(|band| band.from.exact() <= Exact::from(1));
            let fewer = if every_day { "" } else { "，不足最低档的得 0 分" };
            format!("{}{fewer}。", bands_words(&late.bands, " 天"))
        }
        other => rule(other),
    };
    format!("按期完成得满分；逾期按逾期天数：{late}")
}

#[cfg(test)]
mod tests {
    use super::{grades, rule};
    use crate::domain::scoring::rule::Rule;

    #[test]
    fn grades_are_said_from_the_top_whatever_their_order() {
        let bands = r#"[{"name":"差","from":"0"},{"name":"优","from":"90"},{"name":"良","from":"80"},{"name":"中","from":"60"}]"#;
        let bands = serde_json::from_str(bands).expect("bands");
        assert_eq!(grades(&bands), "90 分及以上为优，80 至 90 分为良，60 至 80 分为中，60 分以下为差");
    }

    fn words(json: &str) -> String {
        rule(&serde_json::from_str::<Rule>(json).expect("a rule"))
    }

    #[test]
    fn a_rule_reads_as_a_sentence() {
        for (json, sentence) in [
            (
                r#"{"kind":"attain","sign":"ge"}"#,
                "完成值不低于指标值得满分；未达到按完成值÷指标值×分值计分。",
            ),
            (
                r#"{"kind":"attain","sign":"le","over":{"kind":"none"}}"#,
                "完成值不高于指标值得满分；超出按（1－超出部分÷指标值）×分值计分，超出一倍及以上得 0 分。",
            ),
            (
                r#"{"kind":"attain","sign":"ge","pass":"60","over":{"kind":"warn","above":"30"}}"#,
                "完成值不低于指标值得满分；未达到按完成值÷指标值×分值计分；完成率低于 60% 得 0 分；超出指标值 30% 以上须说明原因。",
            ),
            (
                r#"{"kind":"bands","bands":[{"from":"90","share":"100"},{"from":"60","share":"50"}]}"#,
                "按完成值分档：90 及以上得分值的 100%，60 及以上得分值的 50%，低于最低档得 0 分。",
            ),
            (
                r#"{"kind":"bands","bands":[{"from":"90","share":"100"},{"from":"0","share":"0"}]}"#,
                "按完成值分档：90 及以上得分值的 100%，0 及以上得分值的 0%。",
            ),
            (r#"{"kind":"yes_no"}"#, "达到得满分，否则得 0 分。"),
            (
                r#"{"kind":"date","late":{"kind":"bands","bands":[{"from":"31","share":"60"},{"from":"1","share":"80"}]}}"#,
                "按期完成得满分；逾期按逾期天数：31 天及以上得分值的 60%，1 天及以上得分值的 80%。",
            ),
        ] {
            assert_eq!(words(json), sentence);
        }
    }
}
