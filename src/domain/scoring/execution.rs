//! 执行率: money spent ÷ money budgeted, linear or in bands.
//!
//! Linear: 财预〔2020〕10号; bands: 财预〔2021〕101号 (from memory, so pack data).

use super::bands::share_of_band;
use super::measure::{Measure, Reading};
use super::outcome::Outcome;
use super::rule::{Execution, ExecutionMode, ZeroBudget};
use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::numbers::Points;

/// Scores `spent` against `budget`; `completed` counts only in bands.
pub(super) fn execution(rule: &Execution, points: Points, measure: &Measure) -> Outcome {
    let (budget, spent) = (measure.read(measure.budget.as_ref()), measure.read(measure.spent.as_ref()));
    let (budget, spent) = match (budget, spent) {
        (Reading::Fault(problem), _) | (_, Reading::Fault(problem)) => return Outcome::unscorable(problem),
        (Reading::Blank, _) | (_, Reading::Blank) => return Outcome::not_filled(),
        (Reading::Number { value: b, shown: bs, .. }, Reading::Number { value: s, shown: ss, .. }) => {
            ((b, bs), (s, ss))
        }
    };
    if let Some((_, figure)) = [&budget, &spent].into_iter().find(|side| side.0.is_negative()) {
        return Outcome::unscorable(ScoreProblem::NegativeFigure { figure: figure.clone() });
    }
    let Some(rate) = (&spent.0 * &Exact::from(100)).checked_div(&budget.0) else {
        return without_budget(rule, points, &spent);
    };
    let over = spent.0 > budget.0;
    let outcome = match rule.mode {
        ExecutionMode::Linear if over => {
            let sum = format!("{} ÷ {} 超过 1，按 1 计：1 × {points}", spent.1, budget.1);
            Outcome::scored(points, &points.exact(), sum)
        }
        ExecutionMode::Linear => {
            let score = &(&rate * &points.exact()) / 100;
            Outcome::scored(points, &score, format_args!("{} ÷ {} × {points}", spent.1, budget.1))
        }
        ExecutionMode::Bands if measure.completed == Some(true) && !over => {
            Outcome::full(points, format_args!("项目已完成，支出 {} 未超预算 {}", spent.1, budget.1))
        }
        ExecutionMode::Bands => {
            let what = format!("{} ÷ {} = {} %", spent.1, budget.1, rate.to_fixed(2));
            share_of_band(&rule.bands, points, &rate, &what)
        }
    };
    if over {
        let (budget, spent) = (budget.1, spent.1);
        return outcome.with(ScoreProblem::Overspent { budget, spent, rate: rate.to_fixed(2) });
    }
    outcome
}

fn without_budget(rule: &Execution, points: Points, spent: &(Exact, String)) -> Outcome {
    let outcome = match rule.zero_budget {
        ZeroBudget::Na => Outcome::not_applicable("预算数为 0，执行率不适用"),
        ZeroBudget::Zero => Outcome::none(points, "预算数为 0"),
    };
    if spent.0.is_zero() {
        return outcome;
    }
    outcome.with(ScoreProblem::SpentWithoutBudget { spent: spent.1.clone() })
}
