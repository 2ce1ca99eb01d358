//! 完成率: actual against target. Points by ratio, linearly, or all or nothing.
//!
//! Source: 财预〔2020〕10号 and practice; the choices between them are the pack's.

use super::measure::{Measure, Reading};
use super::outcome::Outcome;
use super::rule::{Attain, Equal, Over, Short};
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::numbers::Points;
use crate::domain::value::Sign;

/// Scores `actual` against `target` (`low` and `high` for a range).
pub(super) fn attain(rule: &Attain, points: Points, measure: &Measure) -> Outcome {
    let actual = measure.actual();
    if rule.sign == Sign::Range {
        let (low, high) = (measure.read(measure.low.as_ref()), measure.read(measure.high.as_ref()));
        // One figure stands where two belong.
        if let (Reading::Blank, Reading::Blank, Reading::Number { shown: bound, .. }) =
            (&low, &high, measure.read(measure.target.as_ref()))
        {
            return Outcome::unscorable(ScoreProblem::RangeIncomplete { bound });
        }
        return range(rule, points, [low, high, actual]);
    }
    let (target, actual) = match (measure.read(measure.target.as_ref()), actual) {
        (Reading::Fault(problem), _) | (_, Reading::Fault(problem)) => return Outcome::unscorable(problem),
        (_, Reading::Blank) => return Outcome::not_filled(),
        (Reading::Blank, Reading::Number { shown, .. }) => {
            return Outcome::unscorable(ScoreProblem::ActualWithoutTarget { actual: shown });
        }
        (Reading::Number { value: t, shown: ts, note: tn }, Reading::Number { value: a, shown: s, note }) => {
            (Side { value: t, shown: ts, note: tn }, Side { value: a, shown: s, note })
        }
    };
    let scored = match rule.sign {
        _ if target.value.is_zero() => zero_target(rule, points, &target, &actual),
        Sign::Le | Sign::Lt => {
            at_most(rule.short.unwrap_or(Short::Linear), rule.sign, points, &target, &actual)
        }
        Sign::Eq if rule.equal == Equal::Symmetric => symmetric(rule, points, &target, &actual),
        Sign::Ge | Sign::Gt | Sign::Eq => at_least(rule, points, &target, &actual),
        Sign::Range | Sign::Words => Outcome::unscorable(ScoreProblem::EntryMissing { field: "sign" }),
    };
    scored.noted(&actual.note).noted(&target.note)
}

struct Side {
    value: Exact,
    shown: String,
    note: String,
}

/// Nothing is divided by a target of zero: met or not.
fn zero_target(rule: &Attain, points: Points, target: &Side, actual: &Side) -> Outcome {
    let zero = Exact::zero();
    let a = &actual.value;
    let met = match rule.sign {
        Sign::Ge => *a >= zero,
        Sign::Gt => *a > zero,
        Sign::Le | Sign::Lt => *a <= zero,
        Sign::Eq | Sign::Range | Sign::Words => a.is_zero(),
    };
    let outcome = met_or_not(met, points, target, actual);
    if rule.sign == Sign::Gt && a.is_zero() {
        return outcome.with(ScoreProblem::StrictEquality { target: target.shown.clone() });
    }
    outcome
}

fn met_or_not(met: bool, points: Points, target: &Side, actual: &Side) -> Outcome {
    if met {
        Outcome::full(points, format_args!("完成 {}，达到目标 {}", actual.shown, target.shown))
    } else {
        Outcome::none(points, format_args!("完成 {}，未达到目标 {}", actual.shown, target.shown))
    }
}

/// `ge`, `gt`, `eq` that asks for at least the target.
fn at_least(rule: &Attain, points: Points, target: &Side, actual: &Side) -> Outcome {
    let (t, a) = (&target.value, &actual.value);
    let equal_is_miss = rule.sign == Sign::Gt && a == t;
    if a >= t && !equal_is_miss {
        let outcome = over(rule, points, target, actual);
        return match rule.sign {
            Sign::Eq if a > t => outcome.with(ScoreProblem::AboveEqual {
                target: target.shown.clone(),
                actual: actual.shown.clone(),
            }),
            _ => outcome,
        };
    }
    let outcome = match rule.short {
        Some(Short::AllOrNothing) => met_or_not(false, points, target, actual),
        _ => ratio_of_target(rule, points, target, actual),
    };
    if equal_is_miss {
        return outcome.with(ScoreProblem::StrictEquality { target: target.shown.clone() });
    }
    outcome
}

fn ratio_of_target(rule: &Attain, points: Points, target: &Side, actual: &Side) -> Outcome {
    if let Some(problem) = negative(&[target, actual]) {
        return Outcome::unscorable(problem);
    }
    let (t, a) = (&target.value, &actual.value);
    if let Some(pass) = rule.pass
        && a * &Exact::from(100) < &pass.exact() * t
    {
        let why = format!("{} ÷ {} 低于及格线 {pass} %", actual.shown, target.shown);
        return Outcome::none(points, why);
    }
    divided(points, &(a * &points.exact()), t, format!("{} ÷ {} × {points}", actual.shown, target.shown))
}

/// Met, with what the pack says of values far above the target.
fn over(rule: &Attain, points: Points, target: &Side, actual: &Side) -> Outcome {
    let full = met_or_not(true, points, target, actual);
    let t = &target.value;
    if t.is_negative() {
        return full;
    }
    let Some(deviation) = ((&actual.value - t) * Exact::from(100)).checked_div(t) else { return full };
    let far = |above: &crate::domain::numbers::Percent| ScoreProblem::FarAboveTarget {
        deviation: deviation.to_fixed(2),
        above: above.to_string(),
    };
    match &rule.over {
        Over::None => full,
        Over::Warn { above } if deviation > above.exact() => full.with(far(above)),
        Over::Warn { .. } => full,
        Over::Steps { steps } => {
            let exceeded = steps.iter().filter(|step| deviation > step.above.exact());
            let Some(step) = exceeded.max_by_key(|step| step.above) else { return full };
            let share = Exact::from(100) - step.cut.exact();
            let score = &(&share * &points.exact()) / 100;
            let sum = format!(
                "超出目标 {} %，超过 {} %，扣 {} %：(100 − {}) ÷ 100 × {points}",
                deviation.to_fixed(2),
                step.above,
                step.cut,
                step.cut
            );
            Outcome::scored(points, &score, sum).with(far(&step.above))
        }
    }
}

/// `le`, `lt`: kept, or cut by how far the bound is exceeded.
fn at_most(short: Short, sign: Sign, points: Points, target: &Side, actual: &Side) -> Outcome {
    let (t, a) = (&target.value, &actual.value);
    let equal_is_miss = sign == Sign::Lt && a == t;
    if a <= t && !equal_is_miss {
        return Outcome::full(points, format_args!("完成 {}，未超过目标 {}", actual.shown, target.shown));
    }
    let outcome = match short {
        Short::AllOrNothing => {
            Outcome::none(points, format_args!("完成 {}，超过目标 {}", actual.shown, target.shown))
        }
        Short::Linear | Short::Ratio => {
            if let Some(problem) = negative(&[target, actual]) {
                return Outcome::unscorable(problem);
            }
            exceeded(short, points, target, actual)
        }
    };
    if equal_is_miss {
        return outcome.with(ScoreProblem::StrictEquality { target: target.shown.clone() });
    }
    outcome
}

fn exceeded(short: Short, points: Points, target: &Side, actual: &Side) -> Outcome {
    let (t, a) = (&target.value, &actual.value);
    let (ts, s) = (&target.shown, &actual.shown);
    if short == Short::Ratio {
        return divided(points, &(t * &points.exact()), a, format!("{ts} ÷ {s} × {points}"));
    }
    let left = &(t + t) - a;
    if left.is_negative() || left.is_zero() {
        return Outcome::none(points, format_args!("完成 {s}，达到目标 {ts} 的 2 倍及以上"));
    }
    divided(points, &(left * points.exact()), t, format!("(1 − ({s} − {ts}) ÷ {ts}) × {points}"))
}

/// `eq` in both directions: each deviation costs its share.
fn symmetric(rule: &Attain, points: Points, target: &Side, actual: &Side) -> Outcome {
    let (t, a) = (&target.value, &actual.value);
    if a == t || rule.short == Some(Short::AllOrNothing) {
        return met_or_not(a == t, points, target, actual);
    }
    if let Some(problem) = negative(&[target, actual]) {
        return Outcome::unscorable(problem);
    }
    let left = t - &(a - t).abs();
    let (ts, s) = (&target.shown, &actual.shown);
    divided(points, &(left * points.exact()), t, format!("(1 − |{s} − {ts}| ÷ {ts}) × {points}"))
}

fn range(rule: &Attain, points: Points, [low, high, actual]: [Reading; 3]) -> Outcome {
    let (low, high, actual) = match (low, high, actual) {
        (Reading::Fault(problem), ..) | (_, Reading::Fault(problem), _) | (.., Reading::Fault(problem)) => {
            return Outcome::unscorable(problem);
        }
        (.., Reading::Blank) => return Outcome::not_filled(),
        (Reading::Blank, Reading::Number { shown: bound, .. }, _)
        | (Reading::Number { shown: bound, .. }, Reading::Blank, _) => {
            return Outcome::unscorable(ScoreProblem::RangeIncomplete { bound });
        }
        (Reading::Blank, Reading::Blank, Reading::Number { shown, .. }) => {
            return Outcome::unscorable(ScoreProblem::ActualWithoutTarget { actual: shown });
        }
        (
            Reading::Number { value: l, shown: ls, note: ln },
            Reading::Number { value: h, shown: hs, note: hn },
            Reading::Number { value: a, shown, note },
        ) => (
            Side { value: l, shown: ls, note: ln },
            Side { value: h, shown: hs, note: hn },
            Side { value: a, shown, note },
        ),
    };
    if low.value > high.value {
        return Outcome::unscorable(ScoreProblem::RangeReversed { low: low.shown, high: high.shown });
    }
    let a = &actual.value;
    let inside = format!("{}～{}", low.shown, high.shown);
    let outcome = if *a >= low.value && *a <= high.value {
        Outcome::full(points, format_args!("完成 {}，在 {inside} 之内", actual.shown))
    } else {
        let below = *a < low.value;
        let bound = if below { &low } else { &high };
        if rule.short == Some(Short::AllOrNothing) || bound.value.is_zero() {
            Outcome::none(points, format_args!("完成 {}，不在 {inside} 之内", actual.shown))
        } else if below {
            let plain = Attain { pass: None, ..rule.clone() };
            ratio_of_target(&plain, points, bound, &actual)
        } else {
            at_most(rule.short.unwrap_or(Short::Linear), Sign::Le, points, bound, &actual)
        }
    };
    outcome.noted(&actual.note)
}

fn negative(sides: &[&Side]) -> Option<ScoreProblem> {
    let side = sides.iter().find(|side| side.value.is_negative())?;
    Some(ScoreProblem::NegativeFigure { figure: side.shown.clone() })
}

/// Multiplied first, divided once.
fn divided(points: Points, numerator: &Exact, denominator: &Exact, sum: String) -> Outcome {
    match numerator.checked_div(denominator) {
        Some(score) => Outcome::scored(points, &score, sum),
        None => Outcome::unscorable(ScoreProblem::ZeroBase { name: sum }),
    }
}
