//! Looks over which rule a row of a form gets: rules that cannot be asked what the row answers, and
//! words that lead to no level.

use serde_json::Value;

use super::rule;
use crate::domain::finding::PackProblem;
use crate::domain::scoring::rule::{Attain, Rule};
use crate::domain::scoring::selection::Selection;
use crate::domain::value::Sign;
use crate::pack::read::malformed;

/// What a row answers, and so which rules it can be scored by.
#[derive(Clone, Copy)]
enum Asked {
    Money,
    /// A figure against a figure.
    Figure,
    Range,
    Day,
}

impl Asked {
    fn fits(self, rule: &Rule) -> bool {
        match (self, rule) {
            (Self::Money, rule) => matches!(rule, Rule::Execution(_)),
            (Self::Day, rule) => matches!(rule, Rule::Date(_)),
            (Self::Figure, Rule::Attain(Attain { sign, .. })) => *sign != Sign::Range,
            (Self::Range, Rule::Attain(Attain { sign, .. })) => *sign == Sign::Range,
            (Self::Figure | Self::Range, rule) => matches!(rule, Rule::Bands(_) | Rule::Deduct(_)),
        }
    }

    fn wanted(self) -> &'static str {
        match self {
            Self::Money => "应为 execution 规则",
            Self::Figure => "应为 attain（sign 不为 range）、bands 或 deduct 规则",
            Self::Range => "应为 attain（sign 为 range）、bands 或 deduct 规则",
            Self::Day => "应为 date 规则",
        }
    }
}

/// The rules that the pack itself brings in `self_evaluation`.
pub(super) fn rules(section: &Value, found: &mut Vec<PackProblem>) {
    let mut one = |value: Option<&Value>, path: &str, asked: Asked| {
        let Some(value) = value.filter(|value| !value.is_null()) else { return };
        let rule = rule::rule(value, path, found);
        if rule.is_some_and(|rule| !asked.fits(&rule)) {
            found.push(malformed(path, asked.wanted()));
        }
    };
    for (member, asked) in [
        ("execution", Asked::Money),
        ("ge", Asked::Figure),
        ("gt", Asked::Figure),
        ("le", Asked::Figure),
        ("lt", Asked::Figure),
        ("eq", Asked::Figure),
        ("range", Asked::Range),
        ("date", Asked::Day),
    ] {
        one(section.get(member), &format!("self_evaluation.{member}"), asked);
    }
    let lower = section.get("lower_is_better").and_then(|lower| lower.get("rule"));
    one(lower, "self_evaluation.lower_is_better.rule", Asked::Figure);
    let by_level1 = section.get("by_level1").and_then(Value::as_array);
    for (index, entry) in by_level1.into_iter().flatten().enumerate() {
        one(entry.get("rule"), &format!("self_evaluation.by_level1[{index}].rule"), Asked::Figure);
    }
}

/// What holds of the selection in force, whatever pack each part of it comes from.
pub(super) fn words(selection: &Selection, found: &mut Vec<PackProblem>) {
    rule::sense(&Rule::Qualitative(selection.words.clone()), "self_evaluation.words", found);
    let survey = &selection.survey;
    for (member, names) in [("positive", &survey.positive), ("left_out", &survey.left_out)] {
        if let Some(name) = names.iter().find(|name| !survey.levels.contains(name)) {
            let detail = format!("“{name}”不是 survey.levels 中的档次");
            found.push(malformed(&format!("self_evaluation.survey.{member}"), &detail));
        }
    }
    for (index, words) in selection.level_words.iter().enumerate() {
        if !selection.words.levels.iter().any(|level| level.name == words.level) {
            let detail = format!("“{}”不是 words.levels 中的档次", words.level);
            found.push(malformed(&format!("self_evaluation.level_words[{index}].level"), &detail));
        }
    }
}
