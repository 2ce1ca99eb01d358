//! Checks of what an indicator is: inputs named as outputs, shares above 100 %, two of one name.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::report::Report;
use super::words::{CheckWords, contains_any, ends_with_any, is_any};
use crate::domain::finding::FormProblem;
use crate::domain::indicator::{Indicator, Target};
use crate::domain::normalise::compact;
use crate::domain::place::RowField;
use crate::domain::value::{Value, wan_per};

/// The names met so far, so that the second of one name is found.
#[derive(Default)]
pub(super) struct Seen(HashSet<String>);

pub(super) fn check(
    report: &mut Report,
    seen: &mut Seen,
    indicator: &Indicator,
    year: Option<i16>,
    words: &CheckWords,
) {
    let name = bare_name(&indicator.name);
    let target = indicator.target(year);
    if !name.is_empty() && !seen.0.insert(name.clone()) {
        let problem = FormProblem::DuplicateName { name: indicator.name.trim().to_owned() };
        report.row(&indicator.id, RowField::Name, problem);
    }
    if is_input(indicator, &name, &target, words) {
        let problem = FormProblem::InputAsOutput { name: indicator.name.trim().to_owned() };
        report.row(&indicator.id, RowField::Name, problem);
    }
    if target.unit == "%"
        && words.words.shares.matches(&name)
        && let Some(value) = above_100(&target.value)
    {
        report.row(&indicator.id, RowField::Target, FormProblem::ShareAbove100 { value });
    }
}

/// The actual value of a share, with the target's unit where it has none.
pub(super) fn actual_share(
    report: &mut Report,
    indicator: &Indicator,
    actual: &Value,
    year: Option<i16>,
    words: &CheckWords,
) {
    let own = match actual {
        Value::Number { unit, .. } | Value::Range { unit, .. } => unit.as_str(),
        Value::Blank | Value::Period { .. } | Value::Words(_) => return,
    };
    let per_cent = own == "%" || (own.is_empty() && indicator.target(year).unit == "%");
    if per_cent
        && words.words.shares.matches(&bare_name(&indicator.name))
        && let Some(value) = above_100(actual)
    {
        report.row(&indicator.id, RowField::Actual, FormProblem::ShareAbove100 { value });
    }
}

fn above_100(value: &Value) -> Option<String> {
    let figure = match value {
        Value::Number { number, .. } => *number,
        Value::Range { high, .. } => *high,
        Value::Blank | Value::Period { .. } | Value::Words(_) => return None,
    };
    (figure > Decimal::ONE_HUNDRED).then(|| figure.normalize().to_string())
}

/// The compact name without the number that some forms put before it: `指标1：`.
pub(super) fn bare_name(name: &str) -> String {
    let name = compact(name);
    let numbered =
        name.strip_prefix("指标").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    match numbered.and_then(|rest| rest.strip_prefix(['：', ':', '、', '.'])) {
        Some(bare) => bare.to_owned(),
        None => name,
    }
}

/// Money in money, money counted in another unit, or staff, under a level-1 name of outputs.
fn is_input(indicator: &Indicator, name: &str, target: &Target, words: &CheckWords) -> bool {
    let inputs = &words.words.inputs;
    let level1 = compact(&indicator.level1);
    let level2 = compact(&indicator.level2);
    let counted = matches!(target.value, Value::Number { .. } | Value::Range { .. });
    if !counted || !contains_any(&level1, &inputs.level1) || contains_any(&level2, &inputs.not_level2) {
        return false;
    }
    if inputs.staff.matches(name) {
        return true;
    }
    let unit = target.unit.as_str();
    let in_money = wan_per(unit).is_some();
    let counts_money = ends_with_any(trim_brackets(name), &inputs.money)
        && !unit.contains('/')
        && !is_any(unit, &inputs.not_units);
    (in_money || counts_money) && !contains_any(name, &inputs.not_money)
}

/// `物业费（8个小区）` is named 物业费.
fn trim_brackets(name: &str) -> &str {
    match name.strip_suffix(['）', ')']).and_then(|inner| inner.rfind(['（', '('])) {
        Some(start) => name.get(..start).unwrap_or(name),
        None => name,
    }
}
