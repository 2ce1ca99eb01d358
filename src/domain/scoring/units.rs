//! Brings an actual value into its target's unit: 元 and 万元, 公里 and 米, 年 and 月.
//! What cannot be compared is a problem, never a guess.

use super::measure::Figure;
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::indicator::Indicator;
use crate::domain::value::{Sign, Value};

/// An actual value in the unit of its target, and what is to be said about the units.
pub(super) struct Comparable {
    pub(super) figure: Figure,
    pub(super) problem: Option<ScoreProblem>,
}

/// `text` is the value as typed, for the problem if it is no figure. `counting` are words of the
/// pack that count things and say little more: 个 and 家 compare as they stand, with a warning.
pub(super) fn comparable(
    actual: &Value,
    target_unit: &str,
    text: &str,
    counting: &[String],
) -> Result<Comparable, ScoreProblem> {
    let Value::Number { number, unit, .. } = actual else {
        return Err(ScoreProblem::NotAFigure { text: text.trim().to_owned() });
    };
    let shown = number.normalize().to_string();
    if unit.is_empty() || target_unit.is_empty() || unit == target_unit {
        return Ok(Comparable { figure: Figure::exact(Exact::from(*number), shown), problem: None });
    }
    let differ = || ScoreProblem::UnitsDiffer { target: target_unit.to_owned(), actual: unit.clone() };
    let (have, want) = (Scale::of(unit), Scale::of(target_unit));
    let problem = match (have.base, want.base) {
        (have, want) if have == want => None,
        // 5万 of something that is no money: 50,000 of it.
        ("", base) | (base, "") if !is_rate(base) => None,
        (have, want) if counts(have, counting) && counts(want, counting) => Some(differ()),
        _ => return Err(differ()),
    };
    let value = (Exact::from(*number) * Exact::from(have.factor)).checked_div(&Exact::from(want.factor));
    let value = value.ok_or_else(differ)?;
    let shown = match value.rounded(6).filter(|rounded| Exact::from(*rounded) == value) {
        Some(rounded) => rounded.normalize().to_string(),
        None => format!("({shown}{})", by(have.factor, want.factor)),
    };
    Ok(Comparable { figure: Figure::exact(value, shown), problem })
}

/// `× 2 ÷ 3`, in lowest terms.
fn by(have: i64, want: i64) -> String {
    let (mut common, mut rest) = (have, want);
    while rest != 0 {
        (common, rest) = (rest, common % rest);
    }
    match (have / common, want / common) {
        (1, want) => format!(" ÷ {want}"),
        (have, want) => format!(" × {have} ÷ {want}"),
    }
}

/// How many base units one unit holds: 万元 is 10,000 of 元. A bare 万 has no base.
struct Scale<'u> {
    factor: i64,
    base: &'u str,
}

impl<'u> Scale<'u> {
    fn of(unit: &'u str) -> Self {
        let (many, rest) = [("万", 10_000), ("亿", 100_000_000)]
            .into_iter()
            .find_map(|(prefix, many)| Some((many, unit.strip_prefix(prefix)?)))
            .unwrap_or((1, unit));
        let measure = MEASURES
            .iter()
            .find_map(|(base, units)| Some((*base, units.iter().find(|(u, _)| *u == rest)?.1)));
        match measure {
            Some((base, factor)) => Self { factor: many * factor, base },
            None => Self { factor: many, base: rest },
        }
    }
}

/// Units that are exact multiples of one another, by the smallest of them. A month is no number of
/// days, and a day of work no number of hours: those are not here.
const MEASURES: &[(&str, &[(&str, i64)])] = &[
    ("元", &[("元", 1), ("元人民币", 1), ("人民币元", 1), ("千元", 1_000)]),
    ("‰", &[("‰", 1), ("%", 10)]),
    ("秒", &[("秒", 1), ("秒钟", 1), ("分钟", 60), ("小时", 3_600), ("个小时", 3_600)]),
    ("天", &[("天", 1), ("日", 1), ("周", 7), ("个星期", 7)]),
    ("工作日", &[("工作日", 1), ("个工作日", 1)]),
    ("月", &[("月", 1), ("个月", 1), ("季度", 3), ("个季度", 3), ("年", 12)]),
    ("毫米", &[("毫米", 1), ("厘米", 10), ("米", 1_000), ("公里", 1_000_000), ("千米", 1_000_000)]),
    ("克", &[("克", 1), ("斤", 500), ("公斤", 1_000), ("千克", 1_000), ("吨", 1_000_000)]),
    (
        "平方米",
        &[("平方米", 3), ("平米", 3), ("㎡", 3), ("亩", 2_000), ("公顷", 30_000), ("平方公里", 3_000_000)],
    ),
    ("毫升", &[("毫升", 1), ("升", 1_000), ("立方米", 1_000_000), ("立方", 1_000_000)]),
    ("个百分点", &[("个百分点", 1), ("百分点", 1)]),
];

/// A share has no use for a bare 万.
fn is_rate(base: &str) -> bool {
    base == "‰" || base == "个百分点"
}

/// `个`, and `个项目` as well, unless the whole is a measure, `个月`, or a rate, `次/年`.
fn counts(base: &str, counting: &[String]) -> bool {
    let other = base.contains(['/', '每']) || MEASURES.iter().any(|(measure, _)| *measure == base);
    !other && counting.iter().any(|word| base.starts_with(word.as_str()))
}

/// The target with its sign and unit in one text, wherever the form put them.
pub(super) fn target_text(indicator: &Indicator, year: Option<i16>) -> String {
    let typed = indicator.target.text().trim();
    let columns = !indicator.sign.is_blank() || !indicator.unit.is_blank();
    let target = indicator.target(year);
    match (columns, target.value) {
        (true, Value::Number { number, .. }) => {
            format!("{}{}{}", target.sign.map_or("", Sign::symbol), number.normalize(), target.unit)
        }
        _ => typed.to_owned(),
    }
}
