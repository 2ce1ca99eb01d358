//! Checks of the survey behind a satisfaction indicator: whether one is planned, and whether it asks enough.

use rust_decimal::prelude::ToPrimitive;

use super::Lint;
use crate::domain::checks::indicators::bare_name;
use crate::domain::checks::report::Report;
use crate::domain::checks::words::CheckWords;
use crate::domain::finding::GoalProblem;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;
use crate::domain::numbers::parse_decimal;
use crate::domain::place::RowField;

pub(super) fn check(report: &mut Report, lint: &Lint, row: &Indicator, name: &str) {
    if !lint.is_drafted() || name.is_empty() || !is_satisfaction(row, lint.words) {
        return;
    }
    let plan = &row.grounds.survey;
    let missing: Vec<RowField> = [
        (RowField::SurveyObject, plan.object.as_str()),
        (RowField::SurveyWay, plan.way.as_str()),
        (RowField::SurveySample, plan.sample.text()),
    ]
    .into_iter()
    .filter(|(_, text)| text.trim().is_empty())
    .map(|(field, _)| field)
    .collect();
    if let Some(first) = missing.first() {
        report.row(&row.id, *first, GoalProblem::SurveyMissing { missing });
    }
    let Some(sample) = plan.sample.number() else { return };
    let suggested = lint.words.goal.limits.sample.size(population(&plan.object));
    if let Some(suggested) = suggested.filter(|suggested| sample < (*suggested).into()) {
        let sample = plan.sample.text().trim().to_owned();
        report.row(&row.id, RowField::SurveySample, GoalProblem::SampleSmall { sample, suggested });
    }
}

/// Whether an indicator is one of satisfaction, which a survey must find out: by its name or one of its levels. The
/// page shows the fields of the plan by the same word.
pub fn is_satisfaction(row: &Indicator, words: &CheckWords) -> bool {
    let words = &words.goal.words.satisfaction;
    let texts = [bare_name(&row.name), compact(&row.level1), compact(&row.level2)];
    texts.iter().any(|text| words.matches(text))
}

/// How many people a text speaks of: `参保居民（约 165 万人）`.
pub(in crate::domain::checks) fn population(object: &str) -> Option<u64> {
    const COUNTED: [char; 7] = ['人', '户', '家', '名', '个', '位', '所'];
    let object = compact(object);
    let mut rest = object.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(start..)?;
        let end = from.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(from.len());
        let (number, tail) = from.split_at_checked(end)?;
        let (times, counted) = tail.strip_prefix('万').map_or((1, tail), |counted| (10_000, counted));
        let counted = counted.strip_prefix('余').or(counted.strip_prefix('多')).unwrap_or(counted);
        if counted.starts_with(COUNTED) {
            return parse_decimal(number).ok()?.checked_mul(times.into())?.to_u64();
        }
        rest = tail;
    }
    None
}

/// Whom a satisfaction indicator asks, by its name: 参保居民满意度 asks 参保居民.
pub(in crate::domain::checks) fn asked_of(name: &str) -> String {
    let name = compact(name);
    let who = name.split("满意").next().unwrap_or_default();
    let who = who.split('对').next().unwrap_or_default();
    if who.is_empty() { "服务对象".to_owned() } else { who.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{asked_of, population};

    #[test]
    fn people_are_counted_out_of_a_text() {
        for (text, people) in [
            ("参保居民（约 165 万人）", Some(1_650_000)),
            ("２０２４年救助对象 900余人", Some(900)),
            ("入驻企业12家", Some(12)),
            ("1.5万户", Some(15_000)),
            ("2024年办事群众", None),
            ("沿线群众", None),
            ("99999999999999999999999999999999人", None),
            ("", None),
        ] {
            assert_eq!(population(text), people, "{text}");
        }
    }

    #[test]
    fn who_is_asked_stands_in_the_name() {
        assert_eq!(asked_of("参保居民满意度"), "参保居民");
        assert_eq!(asked_of("市民对照明及排涝满意度"), "市民");
        assert_eq!(asked_of("满意度"), "服务对象");
    }
}
