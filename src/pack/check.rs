//! Looks a pack over before it is used: sections that do not read, rules that contradict
//! themselves or one another, members that nothing uses, cases that cannot be run.

mod checklist;
mod goal;
mod rule;
mod selection;

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::Value;

use super::evidence::evidence_limits;
use super::platform::platform_columns;
use super::read::{Kind, Pack, malformed, own};
use crate::domain::finding::{PackProblem, Severity};
use crate::domain::numbers::Points;
use crate::domain::scoring::Rules;
use crate::domain::scoring::selection::Profile;

/// Everything wrong with the pack. `rules` is what it puts in force over the shipped ones, or why
/// that does not read; `known` are the packs at hand.
pub fn check(pack: &Pack, rules: &Result<Rules, PackProblem>, known: &[Pack]) -> Vec<PackProblem> {
    let mut found = Vec::new();
    if pack.basis.iter().all(|basis| !basis.verified) {
        found.push(PackProblem::NotVerified);
    }
    found.extend(sections(pack, rules, known));
    found.extend(pack.numbers.values().flatten().cloned());
    cases(pack, &mut found);
    found
}

/// Why nothing should be scored by the pack; a fault of its cases alone is none.
pub fn obstacle(pack: &Pack, rules: &Result<Rules, PackProblem>, known: &[Pack]) -> Option<PackProblem> {
    sections(pack, rules, known).into_iter().find(|problem| problem.severity() == Severity::Error)
}

/// All but the cases.
fn sections(pack: &Pack, rules: &Result<Rules, PackProblem>, known: &[Pack]) -> Vec<PackProblem> {
    let mut found = Vec::new();
    if pack.id.as_str().trim().is_empty() {
        found.push(malformed("id", "不应为空"));
    }
    if let Some(section) = own(&pack.raw, "self_evaluation") {
        selection::rules(section, &mut found);
    }
    goal::check(pack, &mut found);
    if pack.kind == Kind::Checklist {
        checklist::check(pack, &mut found);
    }
    platform(pack, &mut found);
    if pack.kind == Kind::Scheme {
        criteria(&pack.raw, "", &mut found);
    }
    if own(&pack.raw, "evidence").is_some() && evidence_limits(pack).is_none() {
        found.push(malformed("evidence", "应有不为负的整数 file_mb、case_mb 和 files"));
    }
    for name in ["bands", "grades"] {
        let bands = own(&pack.raw, name).and_then(Value::as_array);
        for (index, band) in bands.into_iter().flatten().enumerate() {
            only(band, &["name", "grade", "from"], &format!("{name}[{index}]"), &mut found);
        }
    }
    match rules {
        // A rule that does not read is named above, with the place inside it.
        Err(PackProblem::Malformed { path, .. }) if found.iter().any(|found| within(found, path)) => {}
        Err(problem) => found.push(problem.clone()),
        Ok(rules) => {
            selection::words(&rules.self_evaluation, &mut found);
            bands(rules, &mut found);
        }
    }
    for (index, entry) in own(&pack.raw, "packs").and_then(Value::as_array).into_iter().flatten().enumerate()
    {
        used_pack(entry, &format!("packs[{index}]"), known, &mut found);
    }
    found
}

/// Columns that no grid could be filled by.
fn platform(pack: &Pack, found: &mut Vec<PackProblem>) {
    let columns = match platform_columns(pack) {
        Ok(columns) => columns.unwrap_or_default().columns,
        Err(problem) => return found.push(problem),
    };
    let mut seen = BTreeSet::new();
    for (index, column) in columns.iter().enumerate() {
        let path = format!("platform_columns.columns[{index}].column");
        if column.column.trim().is_empty() {
            found.push(malformed(&path, "不应为空"));
        } else if !seen.insert(&column.column) {
            found.push(malformed(&path, &format!("“{}”写了两次", column.column)));
        }
    }
}

/// Whether both speak of the same section.
fn within(problem: &PackProblem, path: &str) -> bool {
    let section = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
    matches!(problem, PackProblem::Malformed { path: other, .. } if section(other) == section(path))
}

/// The rules of a scheme stand at its criteria, at any depth.
fn criteria(value: &Value, path: &str, found: &mut Vec<PackProblem>) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match key.as_str() {
                    "rule" => drop(rule::rule(inner, &below, found)),
                    "cases" if path.is_empty() => {}
                    _ => criteria(inner, &below, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                criteria(inner, &format!("{path}[{index}]"), found);
            }
        }
        _ => {}
    }
}

fn cases(pack: &Pack, found: &mut Vec<PackProblem>) {
    let Some(cases) = own(&pack.raw, "cases") else { return };
    let Some(cases) = cases.as_array() else { return found.push(malformed("cases", "应为数组")) };
    let mut seen = BTreeSet::new();
    for (index, case) in cases.iter().enumerate() {
        let path = format!("cases[{index}]");
        match case.get("id").and_then(Value::as_str) {
            Some(id) if id.trim().is_empty() => found.push(malformed(&format!("{path}.id"), "不应为空")),
            Some(id) if !seen.insert(id) => {
                found.push(malformed(&format!("{path}.id"), &format!("“{id}”与前面的案例同名")));
            }
            _ => {}
        }
        let given: &[&str] = match case.get("of").and_then(Value::as_str).unwrap_or_default() {
            "rule" => &["rule", "points", "measure"],
            "total" => &["rows", "na"],
            "grade" => &["total"],
            "split" => &["total", "n"],
            of => {
                found.push(PackProblem::UnknownOf { path, of: of.to_owned() });
                continue;
            }
        };
        only(case, &[&["id", "of", "note", "expect"], given].concat(), &path, found);
        if let Some(value) = case.get("rule") {
            rule::rule(value, &format!("{path}.rule"), found);
        }
    }
}

/// Members that nothing reads.
fn only(value: &Value, known: &[&str], path: &str, found: &mut Vec<PackProblem>) {
    let unknown = value.as_object().into_iter().flat_map(|object| object.keys());
    found.extend(
        unknown
            .filter(|field| !known.contains(&field.as_str()))
            .map(|field| PackProblem::UnusedField { path: path.to_owned(), field: field.clone() }),
    );
}

fn bands(rules: &Rules, found: &mut Vec<PackProblem>) {
    let bands = &rules.bands.0;
    let mut borders: Vec<_> = bands.iter().map(|band| band.from).collect();
    borders.sort_unstable();
    if borders.windows(2).any(|pair| pair[0] == pair[1]) {
        found.push(malformed("bands", "两个等级的起点相同"));
    }
    if borders.first().is_none_or(|lowest| *lowest > Points::ZERO) {
        found.push(malformed("bands", "最低一档应从 0 起，否则低分没有等级"));
    }
    for profile in &rules.profiles {
        profile_sum(profile, found);
    }
}

/// Execution and levels together make 100.
fn profile_sum(profile: &Profile, found: &mut Vec<PackProblem>) {
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
