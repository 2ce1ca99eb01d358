//! Which rule a row is scored by: its own, as the library brought it, where it goes with what the row aims at;
//! else the one that the rules pack has for such a target. Computes nothing.

use std::borrow::Cow;

use jiff::civil::Date;

use super::form::RowKind;
use super::rule::Rule;
use super::selection::Rules;
use crate::domain::indicator::{Indicator, Target};
use crate::domain::selfeval::SelfRow;
use crate::domain::value::{Sign, Value, read_date};

/// The rule of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRule<'r> {
    pub rule: Cow<'r, Rule>,
    /// The row brings it along.
    pub own: bool,
}

/// The rule of a row; `None` where its target says nothing that a rule could be chosen by.
pub fn rule_of<'r>(row: &'r SelfRow, year: Option<i16>, rules: &'r Rules) -> Option<RowRule<'r>> {
    let target = row.indicator.target(year);
    let kind = kind_of(row, &target, year);
    if let Some(rule) = own_rule(&row.indicator, kind, &target.value) {
        return Some(RowRule { rule: Cow::Borrowed(rule), own: true });
    }
    let selection = &rules.self_evaluation;
    let rule = match (kind, &target.value) {
        (_, Value::Blank) => return None,
        (RowKind::Date, _) => Cow::Borrowed(&selection.date),
        (RowKind::Qualitative, _) => Cow::Owned(Rule::Qualitative(selection.words.clone())),
        (_, Value::Range { .. }) => Cow::Borrowed(&selection.range),
        (_, Value::Number { .. }) => {
            let Indicator { level1, name, .. } = &row.indicator;
            Cow::Borrowed(selection.figure_rule(target.sign, level1, name))
        }
        (_, Value::Period { .. } | Value::Words(_)) => return None,
    };
    Some(RowRule { rule, own: false })
}

/// The rule that an indicator of a goal will be scored by once its result is there, and whether the indicator brings
/// it along; `None` as for [`rule_of`].
pub fn rule_of_indicator(indicator: &Indicator, year: Option<i16>, rules: &Rules) -> Option<(Rule, bool)> {
    let row = SelfRow::from(indicator.clone());
    rule_of(&row, year, rules).map(|chosen| (chosen.rule.into_owned(), chosen.own))
}

/// Of the rules that are offered, those by which such an indicator can be scored: one of its sign, of its kind.
pub fn rules_for<'r>(
    indicator: &Indicator,
    year: Option<i16>,
    offered: impl IntoIterator<Item = &'r Rule>,
) -> Vec<&'r Rule> {
    let row = SelfRow::from(indicator.clone());
    let target = indicator.target(year);
    let kind = kind_of(&row, &target, year);
    let sign = target.sign.unwrap_or(Sign::Eq);
    let of_sign = |rule: &Rule| match rule {
        Rule::Attain(attain) => attain.sign == sign || attain.sign == Sign::Range,
        Rule::Survey(survey) => !matches!(&survey.then, Rule::Attain(attain) if attain.sign != sign),
        _ => true,
    };
    let fitting = |rule: &&Rule| !target.value.is_blank() && fits(rule, kind, &target.value) && of_sign(rule);
    offered.into_iter().filter(fitting).collect()
}

/// The row's own rule, unless it asks what such a row does not answer.
fn own_rule<'r>(indicator: &'r Indicator, kind: RowKind, target: &Value) -> Option<&'r Rule> {
    indicator.grounds.rule.as_ref().filter(|rule| !target.is_blank() && fits(rule, kind, target))
}

fn fits(rule: &Rule, kind: RowKind, target: &Value) -> bool {
    match (kind, rule) {
        (RowKind::Figure, Rule::Attain(attain)) => {
            let between = matches!(target, Value::Range { .. });
            attain.sign != Sign::Words && (attain.sign == Sign::Range) == between
        }
        (RowKind::Figure, Rule::Survey(survey)) => fits(&survey.then, kind, target),
        (RowKind::Figure, rule) => matches!(rule, Rule::Bands(_) | Rule::Deduct(_)),
        (RowKind::Qualitative, rule) => {
            matches!(rule, Rule::Qualitative(_) | Rule::Levels(_) | Rule::Judged(_) | Rule::YesNo)
        }
        (RowKind::Date, rule) => matches!(rule, Rule::Date(_)),
        (RowKind::Execution, _) => false,
    }
}

/// What a row answers.
pub(super) fn kind_of(row: &SelfRow, target: &Target, year: Option<i16>) -> RowKind {
    match (&target.value, target.sign) {
        (Value::Words(_), _) | (_, Some(Sign::Words)) => RowKind::Qualitative,
        _ if due(row, target, year).is_some() => RowKind::Date,
        _ => RowKind::Figure,
    }
}

/// The last day that keeps the target, if it is a date. `2023.12` is one where the actual value is
/// a date too; alone it is a figure.
pub(super) fn due(row: &SelfRow, target: &Target, year: Option<i16>) -> Option<Date> {
    let last = |value| match value {
        Value::Period { last, .. } => Some(last),
        _ => None,
    };
    match &target.value {
        Value::Period { last, .. } => Some(*last),
        Value::Number { sign: None | Some(Sign::Eq | Sign::Le), .. } if target.unit.is_empty() => {
            last(read_date(row.actual.text(), year))?;
            last(read_date(row.indicator.target.text(), year))
        }
        _ => None,
    }
}
