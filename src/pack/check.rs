//! Looks a pack over before it is used: sections that do not read, rules that contradict
//! themselves, fields that a kind of rule does not use.

use rust_decimal::Decimal;
use serde_json::Value;

use super::read::{Pack, malformed, own};
use crate::domain::finding::{PackProblem, Severity};
use crate::domain::numbers::Percent;
use crate::domain::scoring::rule::{Attain, Equal, ExecutionMode, Over, Rule};
use crate::domain::scoring::{Rules, selection};
use crate::domain::value::Sign;

/// Everything wrong with the pack, in the order of its text. `rules` is what it puts in force
/// over the shipped ones, or why that does not read; `known` are the packs at hand.
pub fn check(pack: &Pack, rules: &Result<Rules, PackProblem>, known: &[Pack]) -> Vec<PackProblem> {
    let mut found = Vec::new();
    if pack.basis.iter().all(|basis| !basis.verified) {
        found.push(PackProblem::NotVerified);
    }
    if let Err(problem) = rules {
        found.push(problem.clone());
    }
    found.extend(pack.numbers.values().flatten().cloned());
    walk(&pack.raw, "", &mut found);
    if let Ok(rules) = rules {
        bands(rules, &mut found);
    }
    if let Some(Value::Array(used)) = pack.raw.get("packs") {
        for (index, entry) in used.iter().enumerate() {
            used_pack(entry, &format!("packs[{index}]"), known, &mut found);
        }
    }
    if own(&pack.raw, "cases").is_some_and(|cases| !cases.is_array()) {
        found.push(malformed("cases", "应为数组"));
    }
    for (index, case) in pack.raw.get("cases").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let of = case.get("of").and_then(Value::as_str).unwrap_or_default();
        if !["rule", "total", "grade", "split"].contains(&of) {
            found.push(PackProblem::UnknownOf { path: format!("cases[{index}]"), of: of.to_owned() });
        }
    }
    found
}

/// Whether the pack can be used at all.
pub fn is_usable(found: &[PackProblem]) -> bool {
    !found.iter().any(|problem| problem.severity() == Severity::Error)
}

/// Every rule of the pack, wherever it stands.
fn walk(value: &Value, path: &str, found: &mut Vec<PackProblem>) {
    match value {
        Value::Object(object) => {
            let is_rule = object.get("kind").is_some_and(Value::is_string)
                && !path.is_empty()
                && !path.ends_with("over");
            if is_rule {
                return rule(value, path, found);
            }
            for (key, inner) in object {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(inner, &below, found);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                walk(inner, &format!("{path}[{index}]"), found);
            }
        }
        _ => {}
    }
}

fn rule(value: &Value, path: &str, found: &mut Vec<PackProblem>) {
    let rule: Rule = match super::read::rule(value, path) {
        Ok(rule) => rule,
        Err(problem) => return found.push(problem),
    };
    let used = fields(&rule);
    for field in value.as_object().into_iter().flat_map(|object| object.keys()) {
        if field != "kind" && !used.contains(&field.as_str()) {
            found.push(PackProblem::UnusedField { path: path.to_owned(), field: field.clone() });
        }
    }
    sense(&rule, path, found);
    for inner in ["then", "late"] {
        if let Some(value) = value.get(inner) {
            self::rule(value, &format!("{path}.{inner}"), found);
        }
    }
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
fn sense(rule: &Rule, path: &str, found: &mut Vec<PackProblem>) {
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
            if let Over::Steps { steps } = &rule.over
                && steps.iter().any(|step| outside(step.cut))
            {
                wrong("over.steps", "cut 应在 0 到 100 之间");
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
        }
        Rule::Levels(rule) if rule.levels.is_empty() => wrong("levels", "至少写明一个等级"),
        Rule::Levels(rule) if rule.levels.iter().any(|level| outside(level.share)) => {
            wrong("levels", "share 应在 0 到 100 之间");
        }
        Rule::Elements(rule) => elements(rule, path, found),
        Rule::Judged(rule) if rule.step <= crate::domain::numbers::Points::ZERO => wrong("step", "应大于 0"),
        Rule::Deduct(rule) if rule.per < crate::domain::numbers::Points::ZERO => wrong("per", "不应为负数"),
        Rule::Survey(rule) if rule.positive.is_empty() => wrong("positive", "至少写明一个计入满意的选项"),
        Rule::Date(rule) if !matches!(rule.late, Rule::Bands(_) | Rule::Deduct(_)) => {
            wrong("late", "应为 bands 或 deduct 规则");
        }
        _ => {}
    }
}

fn elements(rule: &crate::domain::scoring::rule::Elements, path: &str, found: &mut Vec<PackProblem>) {
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

fn bands(rules: &Rules, found: &mut Vec<PackProblem>) {
    let bands = &rules.bands.0;
    let mut borders: Vec<_> = bands.iter().map(|band| band.from).collect();
    borders.sort_unstable();
    if borders.windows(2).any(|pair| pair[0] == pair[1]) {
        found.push(malformed("bands", "两个等级的起点相同"));
    }
    if borders.first().is_none_or(|lowest| *lowest > crate::domain::numbers::Points::ZERO) {
        found.push(malformed("bands", "最低一档应从 0 起，否则低分没有等级"));
    }
    for profile in &rules.profiles {
        profile_sum(profile, found);
    }
}

/// Execution and levels together make 100.
fn profile_sum(profile: &selection::Profile, found: &mut Vec<PackProblem>) {
    let points = std::iter::once(profile.execution).chain(profile.points.iter().map(|level| level.points));
    let sum =
        points.map(|points| points.value()).try_fold(Decimal::ZERO, |sum, points| sum.checked_add(points));
    if sum != Some(Decimal::ONE_HUNDRED) {
        let sum = sum.map_or_else(|| "过大".to_owned(), |sum| sum.normalize().to_string());
        found.push(PackProblem::SharesNotSum { path: format!("profiles.{}", profile.id), sum });
    }
}

fn used_pack(entry: &Value, path: &str, known: &[Pack], found: &mut Vec<PackProblem>) {
    let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
    let Some(pack) = known.iter().find(|pack| pack.id.as_str() == id) else {
        return found.push(PackProblem::PackMissing { id: id.to_owned() });
    };
    match entry.get("digest").map(|digest| digest.as_str().unwrap_or_default()) {
        Some(stated) if stated != pack.digest.as_str() => found.push(PackProblem::DigestDiffers {
            stated: format!("{path} {stated}"),
            computed: pack.digest.to_string(),
        }),
        _ => {}
    }
}
