//! Looks one rule over: members that its kind does not use, figures that contradict one another,
//! a rule inside a rule that cannot be asked there.

use rust_decimal::Decimal;
use serde_json::Value;

use super::only;
use crate::domain::finding::PackProblem;
use crate::domain::numbers::{Percent, Points};
use crate::domain::scoring::rule::{Attain, Elements, Equal, ExecutionMode, Over, Qualitative, Rule};
use crate::domain::value::Sign;
use crate::pack::read::{self, malformed};

/// Everything wrong with the rule at `path`; the rule itself where it reads.
pub(super) fn rule(value: &Value, path: &str, found: &mut Vec<PackProblem>) -> Option<Rule> {
    let rule = match read::rule(value, path) {
        Ok(rule) => rule,
        Err(problem) => {
            found.push(problem);
            return None;
        }
    };
    only(value, &[&["kind"], fields(&rule)].concat(), path, found);
    inner(value, &rule, path, found);
    sense(&rule, path, found);
    for inner in ["then", "late"] {
        if let Some(value) = value.get(inner) {
            self::rule(value, &format!("{path}.{inner}"), found);
        }
    }
    Some(rule)
}

/// Members of the objects that a rule holds in lists.
fn inner(value: &Value, rule: &Rule, path: &str, found: &mut Vec<PackProblem>) {
    let mut each = |list: &Value, path: &str, known: &[&str]| {
        for (index, entry) in list.as_array().into_iter().flatten().enumerate() {
            only(entry, known, &format!("{path}[{index}]"), found);
        }
    };
    if let Some(bands) = value.get("bands") {
        each(bands, &format!("{path}.bands"), &["from", "share"]);
    }
    if let Some(levels) = value.get("levels") {
        let known: &[&str] =
            if matches!(rule, Rule::Qualitative(_)) { &["name", "from", "to"] } else { &["name", "share"] };
        each(levels, &format!("{path}.levels"), known);
    }
    let Some(over) = value.get("over") else { return };
    let path = format!("{path}.over");
    if let Some(steps) = over.get("steps") {
        each(steps, &format!("{path}.steps"), &["above", "cut"]);
    }
    let known: &[&str] = match over.get("kind").and_then(Value::as_str) {
        Some("warn") => &["kind", "above"],
        Some("steps") => &["kind", "steps"],
        _ => &["kind"],
    };
    only(over, known, &path, found);
}

fn fields(rule: &Rule) -> &'static [&'static str] {
    match rule {
        Rule::Attain(rule) if rule.sign == Sign::Eq => &["sign", "short", "pass", "over", "equal"],
        Rule::Attain(rule) if takes_over(rule) => &["sign", "short", "pass", "over"],
        Rule::Attain(_) => &["sign", "short"],
        Rule::Execution(rule) if rule.mode == ExecutionMode::Linear => &["mode", "zero_budget"],
        Rule::Execution(_) => &["mode", "bands", "zero_budget"],
        Rule::Bands(_) => &["bands"],
        Rule::Qualitative(_) | Rule::Levels(_) => &["levels"],
        Rule::Deduct(_) => &["start", "side", "per", "part"],
        Rule::Elements(_) => &["elements", "shares"],
        Rule::Judged(_) => &["step"],
        Rule::Survey(_) => &["positive", "left_out", "then"],
        Rule::Date(_) => &["late"],
        Rule::YesNo => &[],
    }
}

/// `pass` and `over` go with what aims upwards only.
fn takes_over(rule: &Attain) -> bool {
    match rule.sign {
        Sign::Ge | Sign::Gt => true,
        Sign::Eq => rule.equal == Equal::AtLeast,
        Sign::Le | Sign::Lt | Sign::Range | Sign::Words => false,
    }
}

/// What reads well and still makes no sense.
pub(super) fn sense(rule: &Rule, path: &str, found: &mut Vec<PackProblem>) {
    let hundred = Percent::new(Decimal::ONE_HUNDRED);
    let outside = |share: Percent| share < Percent::ZERO || share > hundred;
    let mut wrong = |field: &str, detail: &str| found.push(malformed(&format!("{path}.{field}"), detail));
    match rule {
        Rule::Attain(rule) => {
            if rule.sign == Sign::Words {
                wrong("sign", "完成率规则的符号应为 ge、gt、le、lt、eq 或 range");
            }
            if rule.sign == Sign::Eq && rule.equal == Equal::Symmetric {
                if rule.pass.is_some() {
                    wrong("pass", "及格线只用于 ge、gt 和按“不低于”计分的 eq");
                }
                if rule.over != Over::None {
                    wrong("over", "超额规则只用于 ge、gt 和按“不低于”计分的 eq");
                }
            }
            if rule.pass.is_some_and(outside) {
                wrong("pass", "及格线应在 0 到 100 之间");
            }
            match &rule.over {
                Over::Warn { above } if *above < Percent::ZERO => wrong("over.above", "不应为负数"),
                Over::Steps { steps } if steps.iter().any(|step| outside(step.cut)) => {
                    wrong("over.steps", "cut 应在 0 到 100 之间");
                }
                Over::Steps { steps } if steps.iter().any(|step| step.above < Percent::ZERO) => {
                    wrong("over.steps", "above 不应为负数");
                }
                Over::None | Over::Warn { .. } | Over::Steps { .. } => {}
            }
        }
        Rule::Execution(rule) if rule.mode == ExecutionMode::Bands && rule.bands.is_empty() => {
            wrong("bands", "按档计分须写明各档");
        }
        Rule::Execution(rule) if rule.bands.iter().any(|band| outside(band.share)) => {
            wrong("bands", "share 应在 0 到 100 之间");
        }
        Rule::Bands(rule) if rule.bands.is_empty() => wrong("bands", "至少写明一档"),
        Rule::Bands(rule) if rule.bands.iter().any(|band| outside(band.share)) => {
            wrong("bands", "share 应在 0 到 100 之间");
        }
        Rule::Qualitative(rule) => {
            if rule.levels.is_empty() {
                wrong("levels", "至少写明一个档次");
            }
            if rule
                .levels
                .iter()
                .any(|level| outside(level.from) || outside(level.to) || level.from > level.to)
            {
                wrong("levels", "from 与 to 应在 0 到 100 之间，from 不高于 to");
            }
            if !joins(rule) {
                wrong("levels", "各档应首尾相接：高一档的 from 等于低一档的 to");
            }
        }
        Rule::Levels(rule) if rule.levels.is_empty() => wrong("levels", "至少写明一个等级"),
        Rule::Levels(rule) if rule.levels.iter().any(|level| outside(level.share)) => {
            wrong("levels", "share 应在 0 到 100 之间");
        }
        Rule::Elements(rule) => elements(rule, path, found),
        Rule::Judged(rule) if rule.step <= Points::ZERO => wrong("step", "应大于 0"),
        Rule::Deduct(rule) if rule.per < Points::ZERO => wrong("per", "不应为负数"),
        Rule::Survey(rule) => {
            if rule.positive.is_empty() {
                wrong("positive", "至少写明一个计入满意的选项");
            }
            if let Some(both) = rule.positive.iter().find(|name| rule.left_out.contains(name)) {
                wrong("left_out", &format!("“{both}”既计入满意，又不计入有效答卷"));
            }
            if !matches!(rule.then, Rule::Attain(_) | Rule::Bands(_) | Rule::Deduct(_)) {
                wrong("then", "应为 attain、bands 或 deduct 规则");
            }
        }
        Rule::Date(rule) if !matches!(rule.late, Rule::Bands(_) | Rule::Deduct(_)) => {
            wrong("late", "应为 bands 或 deduct 规则");
        }
        _ => {}
    }
}

/// No score lies between two levels, and none in both.
fn joins(rule: &Qualitative) -> bool {
    let mut parts: Vec<_> = rule.levels.iter().map(|level| (level.from, level.to)).collect();
    parts.sort_unstable();
    parts.windows(2).all(|pair| pair[0].1 == pair[1].0)
}

fn elements(rule: &Elements, path: &str, found: &mut Vec<PackProblem>) {
    if rule.elements.is_empty() {
        found.push(malformed(&format!("{path}.elements"), "至少写明一个要点"));
    }
    let Some(shares) = &rule.shares else { return };
    if shares.len() != rule.elements.len() {
        found.push(malformed(&format!("{path}.shares"), "份额与要点的个数不同"));
    }
    let sum = shares.iter().try_fold(Decimal::ZERO, |sum, share| sum.checked_add(share.value()));
    if sum != Some(Decimal::ONE_HUNDRED) {
        let sum = sum.map_or_else(|| "过大".to_owned(), |sum| sum.normalize().to_string());
        found.push(PackProblem::SharesNotSum { path: format!("{path}.shares"), sum });
    }
}
